/** Step 9: a code that is redeemed once, within a minute (`auth-and-sharing` 3.2). */
import { randomBytes } from 'node:crypto';
import { hashToken } from '../../access/index.ts';
import type { SignedIn } from '../hub-sessions.ts';
import { actorOf, CODE_MS, type OAuthParts } from '../parts.ts';
import type { Asked, AuthorizeAnswer, Target } from './authorization-request.ts';
import type { Access } from './check-access.ts';
import { renderRedirect } from './redirect-answer.ts';

/** Forty hex digits, as they were seen (`auth-and-sharing` 3.2). */
const CODE_BYTES = 20;
/** How long a code that ran out is kept, so that the ledger can say what was wrong with it. */
const KEPT_MS = 10 * 60_000;

const REQUESTED_MAX = 20;

/** What was asked for is written down, and changes nothing (`auth-and-sharing` 7.4). Only what can be names of scopes is. */
function requestedScopes(scope: string | undefined): readonly string[] {
  return (scope ?? '')
    .split(' ')
    .filter((name) => /^[a-z][a-z_:.]{0,40}$/.test(name))
    .slice(0, REQUESTED_MAX);
}

function channelOf(channel: string | undefined): string | undefined {
  return channel !== undefined && /^[a-z_-]{1,20}$/.test(channel) ? channel : undefined;
}

export interface Granted extends Asked, Target {
  readonly session: SignedIn;
  readonly access: Access;
  readonly codeChallenge?: string | undefined;
  readonly requestId: string;
  readonly issuer: string | undefined;
}

export async function issueCode(granted: Granted, { store, now }: OAuthParts): Promise<AuthorizeAnswer> {
  const { application, session, access, redirectUri, state, issuer, parameters, requestId } = granted;
  const { districtId, person, actorAccountId, sessionHash } = session;
  const { scopes, authorizedBy } = access.grant;
  const code = randomBytes(CODE_BYTES).toString('hex');
  const at = now();
  const created = at.getTime();
  await store.control.write(
    async (transaction) => {
      await transaction.remove('authorization_code', {}, { below: ['expires', created - KEPT_MS] });
      await transaction.insert('authorization_code', {
        codeHash: hashToken(code),
        applicationId: application.id,
        districtId,
        personType: person.type,
        personId: person.id,
        redirectUri,
        codeChallenge: granted.codeChallenge,
        scopes,
        authorizedBy,
        actorAccountId,
        sessionHash,
        created,
        expires: created + CODE_MS,
      });
      await transaction.audit({
        actor: actorOf(session),
        act: 'oauth.authorize',
        subject: `application:${application.id}`,
        outcome: 'ok',
        districtId,
        requestId,
        at,
        detail: {
          person: `${person.type}:${person.id}`,
          authorized_by: authorizedBy,
          scopes,
          requested: requestedScopes(parameters.scope),
          ...(channelOf(parameters.channel) === undefined ? {} : { channel: channelOf(parameters.channel) }),
        },
      });
    },
    { ephemeral: true },
  );
  const answer = { code, scope: scopes.join(' '), state, iss: issuer };
  return { kind: 'redirect', location: renderRedirect(redirectUri, answer) };
}
