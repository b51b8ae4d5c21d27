/** What was sent stands in a chain of seals; what was kept for long enough goes, and nothing else can. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { anchorOf, pruneDisclosures, verifyAudit } from '../../src/ledger/index.ts';
import { type Disclosure, fieldsIdOf } from '../../src/store/index.ts';
import { runRollbook } from '../support/hub.ts';
import { LedgerServer } from './ledger-server.ts';

const FIRST = new Date('2026-11-25T08:00:00Z');
const DAY_MS = 24 * 60 * 60_000;
const daysLater = (days: number) => new Date(FIRST.getTime() + days * DAY_MS);

const NAMES = ['id', 'name'];
const FIELDS_ID = fieldsIdOf(NAMES);

let server: LedgerServer;
beforeEach(() => {
  server = new LedgerServer();
  server.open();
  return () => server.close();
});

const rowOf = (token: string, at: Date): Omit<Disclosure, 'id'> => ({
  ...{ districtId: 'd'.repeat(24), applicationId: 'a'.repeat(24), token, audienceId: 'e'.repeat(24) },
  ...{
    viewVersion: 1,
    recordType: 'student',
    fieldsId: FIELDS_ID,
    firstId: '1'.repeat(24),
    lastId: '2'.repeat(24),
  },
  ...{ isExact: true, rowCount: 10, requests: 1, firstAt: at.getTime() - 500, lastAt: at.getTime() },
});

/** Three rows a seal. */
async function disclose(at: Date, tokens = ['one', 'two', 'three']): Promise<void> {
  await server.store.control.disclose({
    rows: tokens.map((token) => rowOf(token, at)),
    fields: { [FIELDS_ID]: NAMES },
    at,
  });
}

const sent = async (anchor?: Awaited<ReturnType<typeof anchorOf>>) =>
  (await verifyAudit(server.store.control, { anchor })).find(({ chain }) => chain === 'disclosures');

/** Past the protection against changes. */
function tamper(sql: string): void {
  server.tamper((db) => {
    const triggers = db
      .prepare<unknown[], string>(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'disclos%'",
      )
      .pluck();
    for (const name of triggers.all()) db.exec(`DROP TRIGGER ${name}`);
    db.exec(sql);
  });
}

describe('what was sent', () => {
  it('is sealed as it is written, in one chain, and whole', async () => {
    expect(await sent()).toBeUndefined();
    for (let day = 0; day < 3; day++) await disclose(daysLater(day));
    expect(await sent()).toEqual({ chain: 'disclosures', entries: 3, broken: undefined });
    const rows = await server.store.control.find('disclosure', {}, { orderBy: 'id' });
    expect(rows.map(({ id }) => id.slice(0, 12))).toEqual(
      [1, 1, 1, 2, 2, 2, 3, 3, 3].map((n) => `00000000000${n}`),
    );
  });

  it('is sealed for real requests, and the command says so', async () => {
    const district = await server.smallDistrict();
    await server.start();
    const { caller } = await server.reader(district.id);
    expect((await caller.get('/v1.1/students')).status).toBe(200);
    await server.stop();
    expect(await sent()).toMatchObject({ broken: undefined });
    const verify = await runRollbook(['audit', 'verify', '--data', server.folder]);
    expect([verify.code, verify.stdout]).toEqual([
      0,
      expect.stringContaining('what was sent: 1 seal, whole'),
    ]);
    tamper('UPDATE disclosure SET row_count = row_count - 1');
    const after = await runRollbook(['audit', 'verify', '--data', server.folder]);
    expect([after.code, after.stderr]).toEqual([1, expect.stringContaining('a row of seal 1 was changed')]);
  });

  const inserted = (id: string) =>
    `INSERT INTO disclosure SELECT '${id}', district_id, application_id, token, audience_id, view_version, record_type, fields_id,
       first_id, last_id, ids, is_exact, row_count, requests, first_at, last_at FROM disclosure LIMIT 1`;

  it.each([
    [
      'a changed row',
      "UPDATE disclosure SET application_id = 'x' WHERE token = 'two' AND id < '000000000002'",
      'a row of seal 1 was changed',
    ],
    [
      'a lost row',
      "DELETE FROM disclosure WHERE id > '000000000002' AND token = 'one'",
      'of the 3 rows of seal 2, 2 are there',
    ],
    ['a row put into a seal', inserted('000000000002000000000009'), 'of the 3 rows of seal 2, 4 are there'],
    [
      'a row put behind the last seal',
      inserted('000000000003000000000000'),
      'rows stand behind seal 2 that no seal holds',
    ],
    ['a lost seal', 'DELETE FROM disclosure_seal WHERE number = 1', 'seal 1 is missing; 2 follows'],
    ['a changed seal', 'UPDATE disclosure_seal SET at = at + 1 WHERE number = 2', 'seal 2 was changed'],
    [
      'a seal cut off with rows left behind',
      'DELETE FROM disclosure_seal WHERE number = 2',
      'rows stand behind seal 1 that no seal holds',
    ],
    ['other names of fields', `UPDATE disclosed_fields SET fields = '["id"]'`, 'were changed or are missing'],
    ['a row with an id of no seal', inserted('000000000002'), 'of the 3 rows of seal 2, 4 are there'],
    ['a row before the first seal', inserted('000000000000ffffffffffff'), 'before seal 1 that no seal holds'],
    ['a row without an id', inserted(''), 'before seal 1 that no seal holds'],
    [
      'a row as if from before there were seals',
      inserted('019a217154680000000000000000').replace('last_at FROM', '1 FROM'),
      'more than there were when the first was made',
    ],
    [
      'a late row as if from before there were seals',
      inserted('01').replace('last_at FROM', 'last_at + 1 FROM'),
      'stands in no seal and is later than the first',
    ],
    ['fields that cannot be read', "UPDATE disclosed_fields SET fields = '['", 'cannot be read'],
    ['fields that are none', "UPDATE disclosed_fields SET fields = '5'", 'cannot be read'],
    [
      'rows said to be let go that the acts do not tell of',
      'INSERT INTO disclosure_pruning VALUES (1, 1, 1, 3)',
      'not what the ledger of acts tells',
    ],
  ])('finds %s and says where', async (_, sql, why) => {
    for (let day = 0; day < 2; day++) await disclose(daysLater(day));
    tamper(sql);
    expect((await sent())?.broken).toContain(why);
  });

  it('finds a chain that was cut at its end, or written anew, by an anchor', async () => {
    for (let day = 0; day < 2; day++) await disclose(daysLater(day));
    const anchor = await anchorOf(server.store.control, FIRST);
    expect(await sent(anchor)).toMatchObject({ entries: 2, broken: undefined });
    tamper("DELETE FROM disclosure_seal WHERE number = 2; DELETE FROM disclosure WHERE id > '000000000002'");
    expect(await sent()).toMatchObject({ broken: undefined });
    expect((await sent(anchor))?.broken).toContain('seal 2 is missing');
    await disclose(daysLater(2));
    expect((await sent(anchor))?.broken).toContain('seal 2 is not the one that was anchored');
  });
});

describe('what was kept for long enough', () => {
  /** How many rows went. */
  const prune = async (before: Date, now = daysLater(1_000)) => {
    const had = await rows();
    const keepDays = (now.getTime() - before.getTime()) / DAY_MS;
    await pruneDisclosures(server.store.control, { keepDays, now });
    return had - (await rows());
  };
  const rows = () => server.store.control.count('disclosure', {});

  it('goes, is told in the ledger of acts, and is not missed', async () => {
    for (let day = 0; day < 4; day++) await disclose(daysLater(day));
    expect(await prune(daysLater(2))).toBe(6);
    expect(await rows()).toBe(6);
    expect(await sent()).toEqual({ chain: 'disclosures', entries: 4, broken: undefined });
    expect(await server.audit('ledger.pruned')).toMatchObject([
      { detail: { before: daysLater(2).toISOString(), through: 2, rows: 6 } },
    ]);
    expect(await prune(daysLater(2), daysLater(1_001))).toBe(0);
    expect(await server.audit('ledger.pruned')).toHaveLength(1);
    await disclose(daysLater(4));
    // Once a day is enough.
    expect(await prune(daysLater(3), new Date(daysLater(1_000).getTime() + 60_000))).toBe(0);
    expect(await prune(daysLater(3), daysLater(1_002))).toBe(3);
    expect(await sent()).toEqual({ chain: 'disclosures', entries: 5, broken: undefined });
  });

  it('can be removed, and nothing that was not named', async () => {
    for (let day = 0; day < 2; day++) await disclose(daysLater(day));
    expect(() => server.tamper((db) => db.exec('DELETE FROM disclosure'))).toThrow('append-only');
    await prune(daysLater(1));
    expect(await rows()).toBe(3);
    for (const sql of [
      'DELETE FROM disclosure',
      'DELETE FROM disclosure_pruning',
      'DELETE FROM disclosure_seal',
    ])
      expect(() => server.tamper((db) => db.exec(sql))).toThrow('append-only');
    tamper("DELETE FROM disclosure WHERE token = 'one'");
    expect((await sent())?.broken).toContain('of the 3 rows of seal 2, 2 are there');
  });

  it('takes nothing along that a clock set too early put in between', async () => {
    for (const day of [0, 1, -2_000, 2]) await disclose(daysLater(day));
    expect(await prune(daysLater(-1_000))).toBe(0);
    expect(await rows()).toBe(12);
    // What is old goes when all before it is old.
    expect(await prune(daysLater(1.5), daysLater(1_001))).toBe(9);
    expect(await sent()).toMatchObject({ entries: 4, broken: undefined });
  });

  it('goes on after a clock that was once too late', async () => {
    for (const day of [0, 1]) await disclose(daysLater(day));
    expect(await prune(daysLater(0.5), daysLater(100_000))).toBe(3);
    expect(await prune(daysLater(1.5), daysLater(1_000))).toBe(3);
    expect(await sent()).toMatchObject({ entries: 2, broken: undefined });
  });

  it('is named once, however many look', async () => {
    for (let day = 0; day < 2; day++) await disclose(daysLater(day));
    const options = { keepDays: 365, now: daysLater(1_000) };
    await Promise.all(Array.from({ length: 4 }, () => pruneDisclosures(server.store.control, options)));
    expect(await server.audit('ledger.pruned')).toHaveLength(1);
    expect(await rows()).toBe(0);
    expect(await sent()).toMatchObject({ entries: 2, broken: undefined });
  });

  /** As one who can write the ledger of acts would name it. */
  const name = async (row: { through: number; before: number; rowCount: number; told?: number }) => {
    const { told = row.before, ...named } = row;
    await server.store.control.write(async (transaction) => {
      await transaction.insert('disclosure_pruning', { at: 1, ...named });
      await transaction.audit({
        ...{ actor: 'system', act: 'ledger.pruned', subject: 'disclosures', outcome: 'ok', at: FIRST },
        detail: {
          through: row.through,
          rows: row.rowCount,
          before: new Date(told).toISOString(),
        },
      });
    });
  };
  const soon = daysLater(10).getTime();

  it.each([
    ['more seals than there are', { through: 9, before: soon, rowCount: 6 }, 'seal 3 is missing'],
    ['other rows than went', { through: 1, before: soon, rowCount: 2 }, 'its seals held 3'],
    ['seals that are not old enough', { through: 2, before: 5, rowCount: 6 }, 'of the 3 rows of seal 1, 0'],
    ['another time than the acts', { through: 1, before: soon, rowCount: 3, told: 5 }, 'not what the ledger'],
  ])('is found out where what was named is %s', async (_, row, why) => {
    for (let day = 0; day < 2; day++) await disclose(daysLater(day));
    await name(row);
    await server.store.control.forgetDisclosures(100);
    expect((await sent())?.broken).toContain(why);
  });

  it('is no alarm where it goes while the seals are walked', async () => {
    for (let day = 0; day < 3; day++) await disclose(daysLater(day));
    const { control } = server.store;
    let isOver = false;
    const during = {
      ...control,
      find: async (...question: Parameters<typeof control.find>) => {
        const found = await control.find(...question);
        if (question[0] === 'disclosure_seal' && !isOver && question[2]?.descending !== true) {
          isOver = true;
          await prune(daysLater(1.5));
        }
        return found;
      },
    } as typeof control;
    expect((await verifyAudit(during, {})).at(-1)).toEqual({
      chain: 'disclosures',
      entries: 3,
      broken: undefined,
    });
    expect([isOver, await rows()]).toEqual([true, 3]);
  });

  it('is removed to the end where that was cut off', async () => {
    for (let day = 0; day < 2; day++) await disclose(daysLater(day), ['one', 'two', 'three', 'four']);
    const { control } = server.store;
    await name({ through: 1, before: daysLater(0.5).getTime(), rowCount: 4 });
    expect(await control.forgetDisclosures(3)).toBe(3);
    expect(await sent()).toMatchObject({ broken: undefined });
    expect(await prune(FIRST)).toBe(1);
    expect(await rows()).toBe(4);
  });

  it('includes what was written before there were seals, by its time', async () => {
    const idOf = (at: Date) => `${at.getTime().toString(16).padStart(12, '0')}${'0'.repeat(12)}`;
    const { control } = server.store;
    for (const at of [FIRST, daysLater(5)])
      await control.write((transaction) =>
        transaction.insert('disclosure', { ...rowOf('old', at), id: idOf(at) }),
      );
    await disclose(daysLater(6));
    expect(await sent()).toMatchObject({ entries: 1, broken: undefined });
    expect(await prune(daysLater(1))).toBe(1);
    expect(await control.find('disclosure', { token: 'old' })).toMatchObject([
      { lastAt: daysLater(5).getTime() },
    ]);
    expect(() => server.tamper((db) => db.exec("DELETE FROM disclosure WHERE token = 'old'"))).toThrow(
      'append-only',
    );
    expect(await sent()).toMatchObject({ broken: undefined });
  });

  it('is let go by a server that runs, after as many days as it is told', async () => {
    const options = { now: () => daysLater(400) };
    await disclose(FIRST);
    await disclose(daysLater(20), ['new']);
    for (const [days, left] of [
      [401, 4],
      [399, 1],
    ] as const) {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
      await server.start(options, { ROLLBOOK_DISCLOSURE_DAYS: String(days) });
      vi.advanceTimersByTime(10 * 60_000);
      vi.useRealTimers();
      await vi.waitFor(async () => expect(await rows()).toBe(left), 5_000);
      await server.stop();
      expect(await rows()).toBe(left);
    }
    expect(await sent()).toMatchObject({ entries: 2, broken: undefined });
  });
});
