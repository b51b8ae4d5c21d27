import {
  canSomewhere,
  changePassword,
  endSession,
  foldEmail,
  isSetUp,
  type OpenedSession,
  type Permission,
  PERMISSIONS,
  sessionsOf,
  setUpHub,
  signIn,
} from '../../../accounts/index.ts';
import type { Account } from '../../../store/index.ts';
import { csrfToken } from '../csrf.ts';
import { fields, text } from '../fields.ts';
import { renderAccount, renderSession } from '../render.ts';
import { requireFactor } from '../require-factor.ts';
import { type AdminDesk, type Answer, done, ok, openRoute, type OpenCall, route } from '../route.ts';

const password = text({ max: 1024 });

/** A session as it begins or goes on under another token. */
export function opened(
  { cookies, serverKey }: AdminDesk,
  { token, session }: OpenedSession,
  more: Readonly<Record<string, unknown>>,
): Answer {
  const csrf_token = csrfToken(serverKey, session.idHash);
  return {
    status: 200,
    body: { level: session.level, csrf_token, ends: new Date(session.ends).toISOString(), ...more },
    cookies: [cookies.account(token)],
  };
}

function next({ totpSealed, mustChangePassword }: Account) {
  return {
    second_factor: totpSealed === undefined ? 'to_be_set_up' : 'to_be_shown',
    must_change_password: mustChangePassword,
  };
}

async function begin(
  { desk, acting, request }: OpenCall,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Answer> {
  const formerToken = desk.cookies.read(request.headers.cookie);
  const { account, ...session } = await signIn(acting, { email, password, formerToken });
  return opened(desk, session, next(account));
}

export const sessionRoutes = [
  openRoute({
    method: 'GET',
    path: '/setup',
    doc: 'Whether the hub waits for its first account.',
    answer: async ({ desk }) => ok({ is_set_up: await isSetUp(desk.store) }),
  }),
  openRoute({
    method: 'POST',
    path: '/setup',
    doc: 'Make the first account, an operator, with the setup code that "rollbook start" printed.',
    body: fields({ code: text(), email: text(), name: text(), password }),
    answer: async (call) => {
      const { desk, acting, body, address } = call;
      await desk.throttle.take('setup', address);
      await setUpHub(acting, body);
      await desk.throttle.succeed('setup', address);
      return { ...(await begin(call, body)), status: 201 };
    },
  }),
  openRoute({
    method: 'POST',
    path: '/session',
    doc: 'Sign in with e-mail address and password. The second factor is shown next.',
    body: fields({ email: text(), password }),
    answer: async (call) => {
      const { desk, body, address } = call;
      const email = foldEmail(body.email);
      await desk.throttle.take(email, address);
      const answer = await begin(call, body);
      await desk.throttle.succeed(email, address);
      return answer;
    },
  }),
  route({
    method: 'GET',
    path: '/session',
    doc: 'Who is signed in, and what that one may do somewhere.',
    permission: 'any_session',
    answer: ({ desk, who: { account, grants, session } }) => {
      const permissions = (Object.keys(PERMISSIONS) as Permission[]).filter((one) =>
        canSomewhere(grants, one),
      );
      return Promise.resolve(
        ok({
          account: renderAccount(account, grants),
          session: renderSession(session, session),
          csrf_token: csrfToken(desk.serverKey, session.idHash),
          permissions: session.level === 'full' ? permissions : [],
          ...(session.level === 'full' ? {} : next(account)),
        }),
      );
    },
  }),
  route({
    method: 'DELETE',
    path: '/session',
    doc: 'Sign out.',
    permission: 'any_session',
    answer: async ({ desk, acting, who: { account, session } }) => {
      await endSession(acting, account.id, session.idHash);
      return { ...done, cookies: [desk.cookies.endAccount()] };
    },
  }),
  route({
    method: 'PUT',
    path: '/session/password',
    doc: 'Change the own password. Other sessions end.',
    permission: 'any_session',
    body: fields({ current: password, next: password }),
    answer: async ({ desk, acting, who: { account, session }, body, address }) => {
      // Who has a second factor shows it first; who has none yet can show nothing.
      requireFactor(account, session);
      await desk.throttle.take(account.email, address);
      await changePassword(acting, account, { ...body, session: session.idHash });
      await desk.throttle.succeed(account.email, address);
      return done;
    },
  }),
  route({
    method: 'GET',
    path: '/session/list',
    doc: 'The own sessions.',
    permission: 'own',
    answer: async ({ desk, who: { account, session } }) => {
      const all = await sessionsOf(desk.store.control, account.id, desk.now());
      return ok({ sessions: all.map((one) => renderSession(one, session)) });
    },
  }),
  route({
    method: 'DELETE',
    path: '/session/list/:session_id',
    doc: 'End one of the own sessions.',
    permission: 'own',
    answer: async ({ acting, who: { account }, params }) => {
      await endSession(acting, account.id, params.session_id);
      return done;
    },
  }),
];
