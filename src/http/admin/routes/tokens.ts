import { can } from '../../../accounts/index.ts';
import { getConnection, revokePreviousToken, rotateToken, showToken } from '../../../directory/index.ts';
import type { Connection } from '../../../store/index.ts';
import { fields, number, optional } from '../fields.ts';
import { type Call, done, ok, route } from '../route.ts';

const OVERLAP_SECONDS_MAX = 30 * 24 * 60 * 60;

/** The token, for those who may hold it; the others learn that there is one. */
export async function tokenFor(
  { acting, who }: Call,
  { id, districtId, applicationId }: Connection,
): Promise<{ readonly token?: string }> {
  if (!can(who.grants, 'token.show', { districtId, applicationId })) return {};
  return { token: (await showToken(acting, id)).token };
}

function renderToken({ tokenVersion, previousTokenHash, previousTokenUntil }: Connection, now: Date) {
  const hasPrevious = previousTokenHash !== undefined && (previousTokenUntil ?? 0) > now.getTime();
  return {
    version: tokenVersion,
    previous_until: hasPrevious ? new Date(previousTokenUntil ?? 0).toISOString() : null,
  };
}

export const tokenRoutes = [
  route({
    method: 'GET',
    path: '/connections/:connection_id/token',
    doc: 'Which version of the district token is in use; not the token.',
    permission: 'token.view',
    answer: async ({ desk, params }) =>
      ok(renderToken(await getConnection(desk.store.control, params.connection_id), desk.now())),
  }),
  route({
    method: 'POST',
    path: '/connections/:connection_id/token/showing',
    doc: 'Tell the district token; that it was told stands in the ledger.',
    permission: 'token.show',
    body: fields({}),
    answer: async ({ desk, acting, params }) => {
      const { connection, token } = await showToken(acting, params.connection_id);
      return ok({ ...renderToken(connection, desk.now()), token });
    },
  }),
  route({
    method: 'POST',
    path: '/connections/:connection_id/token/rotation',
    doc: 'Make another token. The one before opens the district for "overlap_seconds" more, a day unless said; 0 ends it now.',
    permission: 'token.rotate',
    creates: true,
    body: fields({ overlap_seconds: optional(number(0, OVERLAP_SECONDS_MAX)) }),
    answer: async (call) => {
      const { desk, acting, params, body } = call;
      const overlapMs = body.overlap_seconds === undefined ? undefined : body.overlap_seconds * 1000;
      const { connection } = await rotateToken(acting, params.connection_id, overlapMs);
      return ok({ ...renderToken(connection, desk.now()), ...(await tokenFor(call, connection)) });
    },
  }),
  route({
    method: 'DELETE',
    path: '/connections/:connection_id/token/previous',
    doc: 'End the token before the last rotation now.',
    permission: 'token.revoke_previous',
    answer: async ({ acting, params }) => {
      await revokePreviousToken(acting, params.connection_id);
      return done;
    },
  }),
];
