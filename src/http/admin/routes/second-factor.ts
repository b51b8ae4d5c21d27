import {
  beginSecondFactor,
  checkOwnPassword,
  confirmSecondFactor,
  raiseAfterSetup,
  raiseSession,
  renewRecoveryCodesFor,
} from '../../../accounts/index.ts';
import { RollbookError } from '../../../errors/index.ts';
import { fields, optional, text } from '../fields.ts';
import { requireFactor } from '../require-factor.ts';
import { ok, route } from '../route.ts';
import { opened } from './session.ts';

const code = text({ max: 64 });
/** Under which wrong codes are counted: for the account, whoever has its password. */
const subjectOf = (accountId: string) => `second factor ${accountId}`;

export const secondFactorRoutes = [
  route({
    method: 'POST',
    path: '/session/second-factor',
    doc: 'Show the second factor: a code of the authenticator app, or a recovery code. The session then opens everything.',
    permission: 'any_session',
    body: fields({ code: optional(code), recovery_code: optional(code) }),
    answer: async ({ desk, acting, who: { account, session }, body, address }) => {
      const { code: given, recovery_code: recoveryCode } = body;
      const shown =
        given !== undefined ? { code: given } : recoveryCode !== undefined ? { recoveryCode } : undefined;
      if (!shown) throw new RollbookError('bad_request', 'Send "code" or "recovery_code".');
      await desk.throttle.take(subjectOf(account.id), address);
      const raised = await raiseSession(acting, session, shown);
      await desk.throttle.succeed(subjectOf(account.id), address);
      return opened(desk, raised, { must_change_password: account.mustChangePassword });
    },
  }),
  route({
    method: 'POST',
    path: '/session/second-factor/setup',
    doc: 'Begin to set up a second factor, or another one. The secret is for the authenticator app.',
    permission: 'any_session',
    body: fields({ password: text({ max: 1024 }) }),
    answer: async ({ desk, acting, who: { account, session }, body, address }) => {
      requireFactor(account, session);
      await desk.throttle.take(account.email, address);
      await checkOwnPassword(account, body.password);
      await desk.throttle.succeed(account.email, address);
      return ok(await beginSecondFactor(acting, account));
    },
  }),
  route({
    method: 'POST',
    path: '/session/second-factor/confirmation',
    doc: 'Show a code of the new secret: it is in use from now on. Recovery codes are told this once.',
    permission: 'any_session',
    body: fields({ code }),
    answer: async ({ desk, acting, who: { account, session }, body, address }) => {
      requireFactor(account, session);
      await desk.throttle.take(subjectOf(account.id), address);
      const recovery_codes = await confirmSecondFactor(acting, account.id, body.code);
      await desk.throttle.succeed(subjectOf(account.id), address);
      return opened(desk, await raiseAfterSetup(acting, session), {
        recovery_codes,
        must_change_password: account.mustChangePassword,
      });
    },
  }),
  route({
    method: 'POST',
    path: '/session/recovery-codes',
    doc: 'Ten new recovery codes for a code of the authenticator app; those before are void.',
    permission: 'own',
    body: fields({ code }),
    answer: async ({ desk, acting, who: { account }, body, address }) => {
      await desk.throttle.take(subjectOf(account.id), address);
      const recovery_codes = await renewRecoveryCodesFor(acting, account.id, body.code);
      await desk.throttle.succeed(subjectOf(account.id), address);
      return ok({ recovery_codes });
    },
  }),
];
