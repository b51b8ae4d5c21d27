/** What the ledger keeps of refusals, however many there are. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CreatedApplication } from '../../src/directory/index.ts';
import type { AuditRow } from '../../src/store/index.ts';
import { verifyAudit } from '../../src/ledger/index.ts';
import { basic, CALLBACK, locationOf, pkcePair, type People, type Query, useOAuthHub } from './oauth-hub.ts';

const hub = useOAuthHub({ rateLimit: false });
const NETWORK = '127.0.0.0/24';
const MINUTE_MS = 60_000;
let people: People;
let app: CreatedApplication;

beforeAll(async () => {
  people = await hub.town();
  app = await hub.connected(people.districtId);
});

const asked = (more: Query = {}): Query => ({
  response_type: 'code',
  client_id: app.clientId,
  redirect_uri: CALLBACK,
  district_id: people.districtId,
  ...more,
});

const madeUp = (n: number): string => createHash('sha256').update(`${n}`).digest('hex').slice(0, 20);

const countOf = (lines: readonly AuditRow[]): number =>
  lines.reduce((sum, { detail }) => sum + Number(detail['count']), 0);

/** Many at a time. */
async function flood(count: number, ask: (n: number) => Promise<Response>): Promise<void> {
  for (let from = 0; from < count; from += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, count - from) }, async (_, n) => (await ask(from + n)).text()),
    );
}

/** The lines of an act that `work` leaves, in a minute of its own. */
async function linesOf(act: string, work: () => Promise<void>): Promise<readonly AuditRow[]> {
  const before = new Set((await hub.lines(act)).map(({ hash }) => hash));
  hub.clock.advance(MINUTE_MS - (hub.clock.now().getTime() % MINUTE_MS));
  await work();
  return (await hub.lines(act)).filter(({ hash }) => !before.has(hash));
}

describe('a flood of refusals', () => {
  it('from one network, with made-up clients, is a bounded number of lines that lose no count', async () => {
    const state = 'a-state-of-the-application';
    const lines = await linesOf('oauth.authorize', () =>
      flood(5_000, (n) => hub.authorize(asked({ client_id: madeUp(n), state }))),
    );
    expect(lines).toHaveLength(11);
    expect(countOf(lines)).toBe(5_000);
    const [others, ...named] = [...lines].sort(
      (a, b) => Number(b.detail['count']) - Number(a.detail['count']),
    );
    expect(others).toMatchObject({
      chain: '',
      actor: 'unknown',
      subject: 'others',
      outcome: 'refused',
      detail: { error: 'unknown_client', network: NETWORK, count: 4_990 },
    });
    for (const { subject, detail } of named) {
      expect(subject).toBe('application:unknown');
      expect(detail['client_id']).toMatch(/^[0-9a-f]{20}$/);
    }
    expect(JSON.stringify(lines)).not.toContain(state);
    expect(JSON.stringify(lines)).not.toContain('example.org');
  }, 120_000);

  it('hides nothing of a real client, whose wrong secret is named with a count', async () => {
    const wrong = 'f00dfeed'.repeat(5);
    const lines = await linesOf('oauth.exchange', async () => {
      await flood(150, (n) => hub.redeem({ clientId: madeUp(n), clientSecret: wrong }, wrong));
      await flood(40, () => hub.redeem({ ...app, clientSecret: wrong }, wrong));
    });
    const ofApp = lines.filter(({ subject }) => subject === `application:${app.id}`);
    expect(ofApp).toMatchObject([
      {
        actor: 'unknown',
        outcome: 'refused',
        detail: { error: 'invalid_client', why: 'wrong_secret', network: NETWORK, count: 40 },
      },
    ]);
    // From when to when, and by which requests.
    const [line] = ofApp;
    const until = Date.parse(String(line?.detail['until']));
    expect(until).toBeGreaterThan(Date.parse(line?.at ?? ''));
    expect(line?.detail['requests']).toHaveLength(19);
    expect(countOf(lines)).toBe(190);
    expect(lines).toHaveLength(12);
  });

  it('is one line for a form that cannot be read, for no credentials, and for a token that is none', async () => {
    const exchanges = await linesOf('oauth.exchange', async () => {
      await flood(20, () => hub.form('/oauth/tokens', { code: 'x' }, { 'content-type': 'text/plain' }));
      await flood(20, () => hub.form('/oauth/tokens', { code: 'x' }));
    });
    expect(exchanges.map(({ detail }) => [detail['why'], detail['count']]).sort()).toEqual([
      ['content_type', 20],
      ['no_credentials', 20],
    ]);
    const looks = await linesOf('oauth.token_info', () =>
      flood(20, (n) => hub.get('/oauth/tokeninfo', { authorization: `Bearer ${madeUp(n)}` })),
    );
    expect(looks).toMatchObject([{ subject: 'application:unknown', detail: { count: 20 } }]);
  });

  it('of an application without a secret is counted, whatever is sent in its name', async () => {
    const open = await hub.connected(people.districtId, { isPublic: true });
    const fields = { client_id: open.clientId, code_verifier: pkcePair().verifier };
    const grant = { grant_type: 'authorization_code', redirect_uri: CALLBACK, ...fields };
    const codes = await linesOf('oauth.exchange', () =>
      flood(60, (n) => hub.form('/oauth/tokens', { ...grant, code: madeUp(n) })),
    );
    expect(codes).toMatchObject([
      { subject: `application:${open.id}`, detail: { why: 'unknown_code', count: 60 } },
    ]);
    const tokens = await linesOf('oauth.revoke', () =>
      flood(60, (n) => hub.form('/oauth/revoke', { client_id: open.clientId, token: madeUp(n) })),
    );
    expect(tokens).toMatchObject([
      { subject: `application:${open.id}`, detail: { why: 'unknown_token', count: 60 } },
    ]);
  });
});

describe('what is refused to a person', () => {
  it('names the person, in the chain of the district, apart from what anybody can cause', async () => {
    const teachers = await hub.connected(people.districtId, { userTypes: ['teacher'] });
    const [ada, bo] = [
      await hub.signIn(people.districtId, people.ada),
      await hub.signIn(people.districtId, people.bo),
    ];
    const ask = (cookie?: string) => hub.authorize(asked({ client_id: teachers.clientId }), cookie);
    const lines = await linesOf('oauth.authorize', async () => {
      await flood(200, (n) => hub.authorize(asked({ client_id: madeUp(n) })));
      await flood(30, () =>
        hub.authorize(asked({ redirect_uri: 'https://evil.example.net/cb?code=secret' })),
      );
      await flood(7, () => ask(ada));
      await flood(3, () => ask(bo));
    });
    const ofDistrict = lines.filter(({ chain }) => chain === people.districtId);
    expect(
      ofDistrict.map(({ actor, subject, detail }) => `${actor} ${subject} ${String(detail['count'])}`).sort(),
    ).toEqual(
      [
        `student:${people.ada.id} application:${teachers.id} 7`,
        `student:${people.bo.id} application:${teachers.id} 3`,
      ].sort(),
    );
    expect(lines.find(({ subject }) => subject === `application:${app.id}`)).toMatchObject({
      detail: { error: 'unknown_redirect_uri', count: 30 },
    });
    expect(JSON.stringify(lines)).not.toMatch(/evil|code=|secret/);
    expect(countOf(lines)).toBe(240);
  });
});

describe('a code that comes again', () => {
  it('leaves a line of its own where it ends a token, at once, and is counted from then on', async () => {
    const cookie = await hub.signIn(people.districtId, people.ada);
    const code = await hub.code(asked(), cookie);
    const body = (await (await hub.redeem(app, code)).json()) as { readonly access_token: string };
    const before = await hub.store.control.count('audit', { act: 'oauth.exchange' });
    await (await hub.redeem(app, code)).text();
    // Nothing was written later than the act.
    const atOnce = await hub.store.control.find('audit', { act: 'oauth.exchange' });
    expect(atOnce).toHaveLength(before + 1);
    expect(atOnce).toContainEqual(
      expect.objectContaining({
        chain: people.districtId,
        subject: `application:${app.id}`,
        detail: { error: 'invalid_grant', why: 'code_replayed', token_revoked: true, network: NETWORK },
      }),
    );
    expect((await hub.get('/me', { authorization: `Bearer ${body.access_token}` })).status).toBe(401);
    const later = await linesOf('oauth.exchange', () => flood(25, () => hub.redeem(app, code)));
    expect(later).toMatchObject([
      {
        chain: people.districtId,
        subject: `application:${app.id}`,
        detail: { why: 'code_replayed', count: 25 },
      },
    ]);
    expect(later[0]?.detail).not.toHaveProperty('token_revoked');
    expect(JSON.stringify(await hub.store.control.find('audit', {}))).not.toContain(code);
  });

  it('leaves one line of its own, however many come at once', async () => {
    const code = await hub.code(asked(), await hub.signIn(people.districtId, people.ada));
    await (await hub.redeem(app, code)).text();
    const lines = await linesOf('oauth.exchange', () => flood(20, () => hub.redeem(app, code)));
    const own = lines.filter(({ detail }) => detail['token_revoked'] === true);
    expect(own).toHaveLength(1);
    expect(countOf(lines.filter((line) => line !== own[0]))).toBe(19);
  });

  it('is told to the district where another client brings it, and that one learns nothing', async () => {
    const thief = await hub.connected(people.districtId);
    const code = await hub.code(asked(), await hub.signIn(people.districtId, people.ada));
    const lines = await linesOf('oauth.exchange', () => flood(3, () => hub.redeem(thief, code)));
    expect(lines).toMatchObject([
      {
        chain: people.districtId,
        subject: `application:${thief.id}`,
        detail: { why: 'code_of_another_client', count: 3 },
      },
    ]);
    expect((await hub.redeem(app, code)).status).toBe(200);
  });
});

it('no secret, code, cookie, state or address that was sent is in the ledger, and its chains are whole', async () => {
  const cookie = await hub.signIn(people.districtId, people.ada);
  const code = await hub.code(asked(), cookie);
  const sent = {
    state: 'the-state-that-was-sent',
    redirect_uri: 'https://reader.example.org/another/path',
    client_id: app.clientSecret ?? '',
  };
  await (await hub.authorize({ ...asked(), ...sent }, cookie)).text();
  await (await hub.form('/oauth/tokens', { code }, { authorization: basic(sent.client_id, code) })).text();
  const to = locationOf(await hub.authorize(asked({ response_type: 'token', state: sent.state }), cookie));
  expect(to.hash).toContain(sent.state);
  await hub.flush();
  const all = JSON.stringify(await hub.store.control.find('audit', {}));
  const session = cookie.split('=')[1] ?? '';
  for (const secret of [code, session, sent.state, 'another/path', app.clientSecret ?? '-', CALLBACK])
    expect(all).not.toContain(secret);
  const chains = await verifyAudit(hub.store.control, {});
  expect(chains.map(({ broken }) => broken)).toEqual(chains.map(() => undefined));
});
