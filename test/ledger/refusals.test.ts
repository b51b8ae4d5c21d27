import { beforeAll, describe, expect, it } from 'vitest';
import { type Refusal, RefusalCounter } from '../../src/ledger/refusals.ts';
import { acceptScopes, createApplication, createConnection } from '../../src/directory/index.ts';
import { networkOf } from '../../src/limits/index.ts';
import type { AuditRow, ControlStore } from '../../src/store/index.ts';
import type { TestDistrict } from '../ingest/test-hub.ts';
import { useLedgerServer } from './ledger-server.ts';

const server = useLedgerServer();
let district: TestDistrict;
let other: TestDistrict;

beforeAll(async () => {
  district = await server.smallDistrict();
  other = await server.smallDistrict();
});

const countOf = (lines: readonly AuditRow[]): number =>
  lines.reduce((sum, { detail }) => sum + Number(detail['count']), 0);

describe('refusals of the Data API', () => {
  it('leave one line a minute for each caller, and tell the caller nothing', async () => {
    const reader = await server.reader(district.id);
    const narrow = await createApplication(server.acting, { name: 'Narrow' });
    const { connection, token } = await createConnection(server.acting, {
      districtId: district.id,
      applicationId: narrow.id,
    });
    await acceptScopes(server.acting, connection.id, ['read:sis']);
    const [foreign] = await other.list('student');
    const bad = `rbd_${'x'.repeat(49)}`;
    for (let n = 0; n < 30; n++) {
      expect((await server.as(bad).get('/v1.1/students')).status).toBe(401);
      expect((await server.as().get('/v1.1/students')).status).toBe(401);
    }
    const guessed = await reader.caller.get(`/v1.1/students/${foreign?.id ?? ''}`);
    const never = await reader.caller.get(`/v1.1/students/${'0'.repeat(24)}`);
    expect([guessed.status, guessed.text]).toEqual([404, never.text]);
    expect((await server.as(token).get('/v1.1/school_admins')).status).toBe(403);

    // Stopping writes the minute that is not over.
    await server.stop();
    const badLines = await server.audit('request.bad_token');
    expect(badLines.length).toBeLessThanOrEqual(2);
    expect(countOf(badLines)).toBe(30);
    expect(badLines[0]?.subject).toMatch(/^token:rbd_…[0-9a-f]{8}$/);
    expect(badLines[0]).toMatchObject({ chain: '', outcome: 'refused', detail: { network: '127.0.0.0/24' } });
    expect(countOf(await server.audit('request.no_token'))).toBe(30);
    const missed = await server.audit('request.not_found');
    expect(countOf(missed)).toBe(2);
    expect(missed[0]).toMatchObject({ chain: district.id, subject: `connection:${reader.connection.id}` });
    const scoped = await server.audit('request.out_of_scope');
    expect(scoped).toMatchObject([{ chain: district.id, subject: `connection:${connection.id}` }]);
    const all = JSON.stringify(await server.store.control.find('audit', {}));
    for (const secret of [bad, bad.slice(0, 12), token, reader.token, foreign?.id ?? ''])
      expect(all).not.toContain(secret);
  });
});

describe('a flood', () => {
  it('is few lines, whatever the tokens and networks, and loses no count', async () => {
    let nowMs = Date.parse('2026-11-25T10:00:00Z');
    const counter = new RefusalCounter(server.store.control, {
      now: () => new Date(nowMs),
      onFault: (error) => {
        throw error;
      },
    });
    const badToken = { act: 'request.bad_token', actor: 'data-api', isOfSomebody: false } as const;
    const subject = (n: number) => `token:…flood${n}`;
    for (let n = 0; n < 1_000; n++)
      counter.note({ ...badToken, subject: subject(n), network: '203.0.113.0/24' });
    for (let n = 0; n < 100_000; n++)
      counter.note({ ...badToken, subject: subject(n), network: `flood ${n}` });
    await counter.flush();
    const before = await server.audit('request.bad_token');
    nowMs += 60_000;
    await counter.flush();
    const lines = (await server.audit('request.bad_token')).slice(before.length);
    expect(lines.length).toBeLessThanOrEqual(102);
    expect(countOf(lines)).toBe(101_000);
    const ofOne = lines.filter(({ detail }) => detail['network'] === '203.0.113.0/24');
    expect(ofOne).toHaveLength(11);
    expect(countOf(ofOne)).toBe(1_000);
    await counter.flush(true);
    expect(await server.audit('request.bad_token')).toHaveLength(before.length + lines.length);
  });
});

describe('what is told of somebody', () => {
  const MINUTE_MS = 60_000;
  const startMs = Date.parse('2026-11-26T10:00:00Z');
  let nowMs = startMs;
  const faults: unknown[] = [];
  const counterOn = (control: Pick<ControlStore, 'write'>) =>
    new RefusalCounter(control as ControlStore, {
      now: () => new Date(nowMs),
      onFault: (error) => faults.push(error),
    });
  const guess = (client: string, network: string): Refusal => ({
    act: `test.guess_${client.split(' ')[0] ?? ''}`,
    actor: 'unknown',
    subject: `application:${client}`,
    reason: { error: 'invalid_client', why: 'wrong_secret' },
    network,
    isOfSomebody: true,
  });
  const anybody = (n: number): Refusal => ({
    act: 'test.anybody',
    actor: 'unknown',
    subject: 'application:unknown',
    reason: { error: 'unknown_client' },
    named: { client_id: String(n) },
    network: `network ${n}`,
    isOfSomebody: false,
  });

  it('is hidden by no flood of what anybody can cause', async () => {
    const counter = counterOn(server.store.control);
    for (let n = 0; n < 10_000; n++) counter.note(anybody(n));
    counter.note(guess('hidden', '192.0.2.0/24'));
    nowMs += 1_000;
    counter.note(guess('hidden', '192.0.2.0/24'));
    nowMs += MINUTE_MS;
    await counter.flush();
    const flood = await server.audit('test.anybody');
    expect(flood.length).toBeLessThanOrEqual(101);
    expect(countOf(flood)).toBe(10_000);
    expect(await server.audit('test.guess_hidden')).toMatchObject([
      {
        at: new Date(startMs).toISOString(),
        subject: 'application:hidden',
        detail: { why: 'wrong_secret', count: 2, until: new Date(startMs + 1_000).toISOString() },
      },
    ]);
  });

  it('is a line for each network, up to twenty, and one for the rest that names the client', async () => {
    const counter = counterOn(server.store.control);
    for (let n = 0; n < 3_000; n++) counter.note(guess('spread', `network ${n % 1_000}`));
    await counter.flush(true);
    const lines = await server.audit('test.guess_spread');
    expect(new Set(lines.map(({ subject }) => subject))).toEqual(new Set(['application:spread']));
    expect(lines).toHaveLength(21);
    expect(countOf(lines)).toBe(3_000);
    const rest = lines.find(({ detail }) => detail['network'] === 'others');
    expect(rest?.detail['count']).toBe(3_000 - 20 * 3);
  });

  it('is few lines where a whole school is refused the same, and hides no other kind', async () => {
    nowMs += MINUTE_MS;
    const counter = counterOn(server.store.control);
    const refused = (n: number): Refusal => ({
      ...guess('school', '192.0.2.0/24'),
      actor: `student:${n}`,
      reason: { error: 'not_available', why: 'not_shared' },
    });
    for (let n = 0; n < 3_000; n++) counter.note(refused(n % 1_000));
    for (let n = 0; n < 3; n++) counter.note(guess('school', '192.0.2.0/24'));
    await counter.flush(true);
    const lines = await server.audit('test.guess_school');
    const of = (why: string) => lines.filter(({ detail }) => detail['why'] === why);
    expect(countOf(of('not_shared'))).toBe(3_000);
    const withNetwork = of('not_shared').filter(({ detail }) => detail['network'] === '192.0.2.0/24');
    expect(withNetwork).toHaveLength(51);
    expect(of('not_shared')).toHaveLength(101);
    expect(of('wrong_secret')).toMatchObject([{ subject: 'application:school', detail: { count: 3 } }]);
  });

  it('is bounded, whatever is known of the hub, and loses no count', async () => {
    const counter = counterOn(server.store.control);
    nowMs += MINUTE_MS;
    for (let n = 0; n < 100_000; n++)
      counter.note(guess(`many ${n % 2_000}`, `network ${Math.floor(n / 2_000)}`));
    await counter.flush(true);
    const lines = await server.audit('test.guess_many');
    expect(lines.length).toBeLessThanOrEqual(501);
    expect(countOf(lines)).toBe(100_000);
    const ofNetwork = lines.filter(
      ({ subject, detail }) => subject !== 'others' && detail['network'] === 'network 0',
    );
    expect(ofNetwork).toHaveLength(50);
  });

  it('is kept where the ledger cannot be written, and written when it can', async () => {
    let isBroken = true;
    const { control } = server.store;
    const counter = counterOn({
      write: (work, options) =>
        isBroken ? Promise.reject(new Error('The disk is full.')) : control.write(work, options),
    });
    // So long that minutes and names are given up.
    for (let minute = 0; minute < 50; minute++) {
      nowMs += MINUTE_MS;
      for (let n = 0; n < 600; n++) counter.note(guess(`kept ${n}`, `network ${n % 50}`));
      await counter.flush();
    }
    expect(faults.length).toBeGreaterThan(40);
    isBroken = false;
    await Promise.all([counter.flush(true), counter.flush(true)]);
    const lines = await server.audit('test.guess_kept');
    expect(countOf(lines)).toBe(30_000);
    expect(lines.length).toBeLessThan(21_000);
    await counter.flush(true);
    expect(await server.audit('test.guess_kept')).toHaveLength(lines.length);
  }, 60_000);
});

it('a network is 24 bits of IPv4 and 48 of IPv6', () => {
  expect(
    ['192.0.2.77', '::ffff:192.0.2.77', '2001:db8:5:6::1', '2001:db8::1', '::1', 'fe80::1%eth0', ''].map(
      networkOf,
    ),
  ).toEqual([
    '192.0.2.0/24',
    '192.0.2.0/24',
    '2001:db8:5::/48',
    '2001:db8:0::/48',
    '0:0:0::/48',
    'fe80:0:0::/48',
    'unknown',
  ]);
});
