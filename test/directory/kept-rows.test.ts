/** What was kept for views that stood still goes by itself, in a server that nobody imports into any more (ADR 0013). */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { acceptWithheld, updateApplication } from '../../src/directory/index.ts';
import { keys, townOf } from '../ingest/roster-files.ts';
import { NEVER_HELD, type TestDistrict } from '../ingest/test-hub.ts';
import { LedgerServer, type Reader } from '../ledger/ledger-server.ts';

const MINUTE_MS = 60_000;
/** More than are cleared away at once. */
const PUPILS = keys(1_500);
const LEFT = PUPILS.slice(300);
const server = new LedgerServer();
let district: TestDistrict;

beforeAll(() => {
  server.open();
});
afterAll(() => server.close());

/** Rows that are of no district, by table. */
const kept = (): Readonly<Record<string, number>> =>
  server.query((db) =>
    Object.fromEntries(
      ['record', 'edge', 'audience_record', 'list_segment', 'audience'].map((table) => [
        table,
        db
          .prepare<unknown[], number>(
            `SELECT count(*) FROM ${table} WHERE district_id NOT IN (SELECT id FROM district)`,
          )
          .pluck()
          .get() ?? 0,
      ]),
    ),
  );
const NOTHING = { record: 0, edge: 0, audience_record: 0, list_segment: 0, audience: 0 };

/** An application whose view stands still. */
async function frozen(): Promise<Reader> {
  const reader = await server.reader(district.id);
  await updateApplication(server.acting, reader.applicationId, { safetyThreshold: true }, () =>
    Promise.resolve(),
  );
  await district.publishRows(townOf(LEFT));
  return reader;
}

const countOf = async ({ caller }: Reader): Promise<unknown> =>
  ((await caller.get('/v1.1/students?count=true')).json() as { readonly count: unknown }).count;

beforeEach(async () => {
  district = await server.district(NEVER_HELD);
  await district.publishRows(townOf(PUPILS));
});

describe('what was kept', () => {
  it('goes ten minutes after it ended, by the clock of the server and without an import, and no sooner', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await server.start({ now: server.clock.now });
    try {
      const tenMinutes = async () => {
        server.clock.advance(10 * MINUTE_MS);
        await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
        // Its turns, and a few of others.
        for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
      };
      const reader = await frozen();
      const before = kept();
      expect(before['record']).toBeGreaterThan(PUPILS.length);
      // While it is shown it stays, however long that is.
      for (let round = 0; round < 3; round++) await tenMinutes();
      expect(kept()).toEqual(before);
      expect(await countOf(reader)).toBe(PUPILS.length);
      await acceptWithheld(server.acting, reader.connection.id);
      expect(await countOf(reader)).toBe(LEFT.length);
      server.clock.advance(-MINUTE_MS);
      await tenMinutes();
      expect(kept()).toEqual(before);
      await tenMinutes();
      expect(kept()).toEqual(NOTHING);
      expect(await countOf(reader)).toBe(LEFT.length);
      expect(await district.list('student')).toHaveLength(LEFT.length);
    } finally {
      vi.useRealTimers();
      await server.stop();
    }
  });
});

describe('clearing it away', () => {
  let reader: Reader;
  const later = () => new Date(server.clock.now().getTime() + 11 * MINUTE_MS);
  beforeEach(async () => {
    await server.start({ now: server.clock.now });
    reader = await frozen();
    await acceptWithheld(server.acting, reader.connection.id);
  });

  it('waits for an import of another process in turns, and others are answered meanwhile', async () => {
    const before = kept();
    const db = new Database(join(server.folder, 'rollbook.sqlite'));
    db.exec('BEGIN IMMEDIATE');
    let isDone = false;
    const clearing = server.store.districts.clearKept(later()).then(() => {
      isDone = true;
    });
    for (let n = 0; n < 10; n++) expect(await countOf(reader)).toBe(LEFT.length);
    expect(isDone).toBe(false);
    expect(kept()).toEqual(before);
    db.exec('COMMIT');
    db.close();
    await clearing;
    expect(kept()).toEqual(NOTHING);
    await server.stop();
  });

  it('is given up where the server stops, and done the next time', async () => {
    const before = kept();
    const db = new Database(join(server.folder, 'rollbook.sqlite'));
    db.exec('BEGIN IMMEDIATE');
    const stopping = new AbortController();
    const clearing = server.store.districts.clearKept(later(), stopping.signal);
    stopping.abort();
    await expect(clearing).rejects.toMatchObject({ code: 'busy' });
    db.exec('ROLLBACK');
    db.close();
    expect(kept()).toEqual(before);
    await server.store.districts.clearKept(later());
    expect(kept()).toEqual(NOTHING);
    await server.stop();
  });

  it('may be done by several at once, beside an import, and takes nothing that is shown', async () => {
    const other = await server.reader(district.id);
    await Promise.all([
      server.store.districts.clearKept(later()),
      server.store.districts.clearKept(later()),
      district.publishRows(townOf(LEFT.slice(1))),
    ]);
    await server.store.districts.clearKept(later());
    expect(kept()).toEqual(NOTHING);
    expect(await countOf(other)).toBe(LEFT.length - 1);
    await server.stop();
  });
});
