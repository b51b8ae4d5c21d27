import { beforeAll, describe, expect, it } from 'vitest';
import { RefusalCounter } from '../../src/ledger/refusals.ts';
import { acceptScopes, createApplication, createConnection } from '../../src/directory/index.ts';
import { networkOf } from '../../src/limits/index.ts';
import type { AuditRow } from '../../src/store/index.ts';
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
    const subject = (n: number) => `token:…flood${n}`;
    for (let n = 0; n < 1_000; n++)
      counter.note({ kind: 'bad_token', subject: subject(n), network: '203.0.113.0/24' });
    for (let n = 0; n < 100_000; n++)
      counter.note({ kind: 'bad_token', subject: subject(n), network: `flood ${n}` });
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
