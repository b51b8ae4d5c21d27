/** The thread that reads segments runs compiled only, so what is tested here is the build, beside the same store without it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { STALE, type Store } from '../../src/store/index.ts';
import type * as StoreModule from '../../src/store/index.ts';
import { keys, townOf } from '../ingest/roster-files.ts';
import { readList, useHub } from '../ingest/test-hub.ts';

const built = pathToFileURL(join(import.meta.dirname, '../../dist/store/index.js')).href;
const { openSqliteStore } = (await import(built)) as typeof StoreModule;

const hub = useHub();
const STUDENTS = 2_500;
const town = townOf(keys(STUDENTS));

let store: Store | undefined;
const openBeside = () => (store = openSqliteStore({ folder: hub.folder, serves: true }));
afterEach(async () => {
  await store?.close();
  store = undefined;
});

describe('the thread that reads segments', () => {
  it('gives what the store itself gives, in the order in which it is asked', async () => {
    const { id, audienceId } = await hub.publishedDistrict(town);
    const beside = openBeside();
    for (const type of ['student', 'section', 'school'] as const)
      expect(await readList(beside, id, audienceId, type)).toEqual(
        await readList(hub.store, id, audienceId, type),
      );
    const reader = beside.roster.readFor(id, audienceId);
    const directory = await reader.listDirectory('student');
    expect(directory.firstIds.length).toBeGreaterThan(3);
    const [one, all, none, last] = await Promise.all([
      reader.segments(directory, [2]),
      reader.segments(directory, [3, 0, 1, 2]),
      reader.segments(directory, []),
      reader.segments(directory, [3]),
    ]);
    if (one === STALE || all === STALE || last === STALE) throw new Error('Nothing was published meanwhile.');
    expect(none).toEqual([]);
    expect(all[3]).toEqual(one[0]);
    expect(all[0]).toEqual(last[0]);
    expect(
      all.map(({ bytes }) => bytes.toString('latin1').indexOf(directory.firstIds[0] ?? '') !== -1),
    ).toEqual([false, true, false, false]);
  });

  it('gives nothing of a state that is gone, and nothing of another district', async () => {
    const [district, other] = [await hub.publishedDistrict(town), await hub.publishedDistrict(town)];
    const beside = openBeside();
    const reader = beside.roster.readFor(district.id, district.audienceId);
    const directory = await reader.listDirectory('student');
    await district.publishRows({
      ...town,
      students: town.students.map((row, n) => (n === 0 ? { ...row, Grade: '9' } : row)),
    });
    expect(await reader.segments(directory, [0, 1, 2])).toBe(STALE);
    const now = await reader.listDirectory('student');
    expect(await reader.segments(now, [0])).not.toBe(STALE);
    expect(await beside.roster.readFor(other.id, district.audienceId).segments(now, [0])).toBe(STALE);
  });

  it('tells those who wait when the store is closed', async () => {
    const { id, audienceId } = await hub.publishedDistrict(town);
    const beside = openBeside();
    const reader = beside.roster.readFor(id, audienceId);
    const directory = await reader.listDirectory('student');
    const asked = reader.segments(directory, [0, 1, 2, 3]);
    const ended = expect(asked).rejects.toThrow(/closed|ended/);
    store = undefined;
    await beside.close();
    await ended;
  });
});
