/** What somebody opened as somebody else, and then left alone (`auth-and-sharing` 10). Nothing sweeps here. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CreatedApplication } from '../../src/directory/index.ts';
import { CALLBACK, type People, type Query, useOAuthHub } from './oauth-hub.ts';

const IDLE_MS = 30 * 60_000;
const SECOND_MS = 1_000;
const admin = 'c'.repeat(24);
const hub = useOAuthHub({ sessionIdleMinutes: IDLE_MS / 60_000 });
let people: People;
let app: CreatedApplication;

beforeAll(async () => {
  people = await hub.town();
  app = await hub.connected(people.districtId);
});

const asked = (): Query => ({
  client_id: app.clientId,
  redirect_uri: CALLBACK,
  district_id: people.districtId,
});

const statusOf = async (token: string): Promise<number> => {
  const answer = await hub.get('/me', { authorization: `Bearer ${token}` });
  await answer.text();
  return answer.status;
};

const sessionOf = async () => {
  const session = await hub.store.control.get('hub_session', { actorAccountId: admin });
  if (!session) throw new Error('There is no session.');
  return session;
};

const advanceTo = (ms: number) => {
  hub.clock.advance(ms - hub.clock.now().getTime());
};

/** An admin who looks through the eyes of Ada, what the admin opened, and what Ada opened herself. */
async function opened() {
  await hub.store.control.write((transaction) =>
    transaction.remove('hub_session', { actorAccountId: admin }),
  );
  const cookie = await hub.signIn(people.districtId, people.ada, { actorAccountId: admin });
  const answer = await hub.redeem(app, await hub.code(asked(), cookie));
  const { access_token: token } = (await answer.json()) as { readonly access_token: string };
  return { cookie, token, own: await hub.token(app, people.ada, people.districtId) };
}

describe('a session as somebody else that is left alone', () => {
  let made: Awaited<ReturnType<typeof opened>>;
  beforeEach(async () => {
    made = await opened();
  });

  it('takes its tokens with it at that moment, however busy they are, and no other', async () => {
    const { lastSeen } = await sessionOf();
    for (const afterMs of [IDLE_MS / 3, IDLE_MS / 2, IDLE_MS - SECOND_MS]) {
      advanceTo(lastSeen + afterMs);
      expect([await statusOf(made.token), await statusOf(made.own)]).toEqual([200, 200]);
    }
    // It was asked a moment ago, and is remembered.
    advanceTo(lastSeen + IDLE_MS + SECOND_MS);
    expect([await statusOf(made.token), await statusOf(made.own)]).toEqual([401, 200]);
    // Nobody swept: time alone did it.
    expect(await sessionOf()).toMatchObject({ lastSeen });
    expect(
      await hub.store.control.count('user_token', { actorAccountId: admin, revokedAt: undefined }),
    ).toBeGreaterThan(0);
  });

  it('goes on with its tokens where somebody comes back in time', async () => {
    const { lastSeen } = await sessionOf();
    expect(await statusOf(made.token)).toBe(200);
    advanceTo(lastSeen + IDLE_MS - SECOND_MS);
    expect((await hub.get(`/in/${people.districtId}`, { cookie: made.cookie })).status).toBe(200);
    const { lastSeen: again } = await sessionOf();
    expect(again).toBeGreaterThan(lastSeen);
    advanceTo(lastSeen + IDLE_MS + SECOND_MS);
    expect(await statusOf(made.token)).toBe(200);
    advanceTo(again + IDLE_MS - SECOND_MS);
    expect(await statusOf(made.token)).toBe(200);
    advanceTo(again + IDLE_MS + SECOND_MS);
    expect(await statusOf(made.token)).toBe(401);
  });

  it('does not come back, nor do its tokens', async () => {
    advanceTo((await sessionOf()).lastSeen + IDLE_MS + SECOND_MS);
    const page = await (await hub.get(`/in/${people.districtId}`, { cookie: made.cookie })).text();
    expect(page).not.toContain('First ada');
    expect((await hub.authorize({ ...asked(), response_type: 'code' }, made.cookie)).status).toBe(302);
    expect(await statusOf(made.token)).toBe(401);
  });

  it('tells an application that looks at its token until when it is good', async () => {
    const lookedAt = async (token: string) =>
      (await (await hub.get('/oauth/tokeninfo', { authorization: `Bearer ${token}` })).json()) as {
        readonly exp: number;
      };
    const end = (await sessionOf()).lastSeen + IDLE_MS;
    expect((await lookedAt(made.token)).exp).toBe(Math.floor(end / 1000));
    expect((await lookedAt(made.own)).exp).toBeGreaterThan(end / 1000);
  });

  it('takes them with it where it is gone, however that came', async () => {
    await hub.store.control.write((transaction) =>
      transaction.remove('hub_session', { actorAccountId: admin }),
    );
    expect([await statusOf(made.token), await statusOf(made.own)]).toEqual([401, 200]);
  });
});

it('a code is worth nothing when the session rested too long meanwhile', async () => {
  await hub.start({ sessionIdleMinutes: 1 });
  await hub.store.control.write((transaction) =>
    transaction.remove('hub_session', { actorAccountId: admin }),
  );
  const cookie = await hub.signIn(people.districtId, people.ada, { actorAccountId: admin });
  const { lastSeen } = await sessionOf();
  advanceTo(lastSeen + 30 * SECOND_MS);
  const [early, late] = [await hub.code(asked(), cookie), await hub.code(asked(), cookie)];
  advanceTo(lastSeen + 59 * SECOND_MS);
  expect((await hub.redeem(app, early)).status).toBe(200);
  advanceTo(lastSeen + 61 * SECOND_MS);
  expect((await hub.redeem(app, late)).status).toBe(400);
  expect((await hub.lastLine('oauth.exchange')).detail).toMatchObject({ why: 'impersonation_over' });
});
