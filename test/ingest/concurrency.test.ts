/** Imports beside each other, beside readers, and after one that died (F-01, F-05, F-24, F-25). */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../src/ingest/index.ts';
import {
  openSqliteStore,
  STALE,
  type StagedRecord,
  type SyncOutcome,
  type SyncSession,
} from '../../src/store/index.ts';
import { keys, pupil, rosterOf, townOf } from './roster-files.ts';
import { NEVER_HELD, readList, type TestDistrict, useHub } from './test-hub.ts';

const hub = useHub();

const town = townOf(keys(20));
const regraded = (count: number, grade = '9') => ({
  ...town,
  students: town.students.map((row, n) => (n < count ? { ...row, Grade: grade } : row)),
});

const staged = (): readonly string[] => readdirSync(join(hub.folder, 'staging'));

const syncStates = (district: TestDistrict): readonly string[] =>
  hub.query((db) =>
    db
      .prepare<unknown[], string>('SELECT state FROM sync WHERE district_id = ? ORDER BY started')
      .pluck()
      .all(district.id),
  );

const expireLease = (district: TestDistrict) =>
  hub.query((db) =>
    db.prepare('UPDATE sync_lease SET expires_at = 0 WHERE district_id = ?').run(district.id),
  );

let opened = 0;
const openSync = (district: TestDistrict, store = hub.store): Promise<SyncSession> =>
  store.districts.openSync(district.id, {
    id: (++opened).toString(16).padStart(24, 'e'),
    started: hub.clock.now().toISOString(),
  });

const outcome = (more: Partial<SyncOutcome> = {}): SyncOutcome => ({
  state: 'published',
  ended: hub.clock.now().toISOString(),
  fingerprints: {},
  report: {},
  status: { state: 'running', error: '' },
  changedTypes: ['student'],
  watched: [],
  forgetRemovedBefore: 0,
  idSeconds: 0,
  ...more,
});

/** A published student, changed as an import would stage it. */
function regradedRecord(district: TestDistrict, key: string): StagedRecord {
  const row = district.recordRows().find((record) => record.type === 'student' && record.key === key);
  if (!row) throw new Error(`There is no student ${key}.`);
  return {
    type: 'student',
    id: row.id,
    key,
    digest: '0123456789abcdef',
    item: row.item.replace('"grade":"3"', '"grade":"9"'),
    granted: undefined,
    returns: false,
  };
}

const grades = async (district: TestDistrict): Promise<readonly unknown[]> =>
  (await district.list('student')).map((student) => student['grade']);

describe('two imports of one district', () => {
  it('never both run: the second is refused and changes nothing', async () => {
    const district = await hub.district();
    const outcomes = await Promise.allSettled([district.importRows(town), district.importRows(regraded(5))]);
    const ends = outcomes.map((end) =>
      end.status === 'fulfilled' ? end.value.state : (end.reason as { code: string }).code,
    );
    expect(ends.toSorted()).toEqual(['published', 'sync_running']);
    expect(await grades(district)).toEqual(
      keys(20).map((_, n) => (ends[1] === 'published' && n < 5 ? '9' : '3')),
    );
    expect(syncStates(district)).toEqual(['published']);
  });

  it('are refused while one is open, also from another connection, and run when it ends', async () => {
    const district = await hub.publishedDistrict(town);
    const other = openSqliteStore({ folder: hub.folder });
    try {
      const path = hub.files.write(rosterOf(regraded(5)));
      const importHere = () =>
        importFiles(hub.store, { districtId: district.id, path, sources: hub.sources });
      const importThere = () => importFiles(other, { districtId: district.id, path, sources: hub.sources });
      for (const end of ['release', 'conclude', 'publish'] as const) {
        const before = district.dump();
        const session = await openSync(district);
        await expect(importHere()).rejects.toMatchObject({ code: 'sync_running' });
        await expect(importThere()).rejects.toMatchObject({ code: 'sync_running' });
        expect(district.dump()).toEqual(before);
        if (end === 'release') await session.release();
        else await session[end](outcome({ state: end === 'conclude' ? 'failed' : 'unchanged' }));
        await session.release();
      }
      expect((await importThere()).state).toBe('published');
      expect((await importHere()).state).toBe('unchanged');
    } finally {
      await other.close();
    }
  });

  it('do not keep another district waiting, with equal keys or not', async () => {
    const [one, other] = [await hub.publishedDistrict(town), await hub.publishedDistrict(town)];
    const session = await openSync(one);
    await session.stage([regradedRecord(one, 'p00')]);
    const before = one.dump();
    expect((await other.importRows(regraded(5))).state).toBe('published');
    expect(one.dump()).toEqual(before);
    await session.publish(outcome());
    expect((await grades(one)).filter((grade) => grade === '9')).toHaveLength(1);
    expect((await grades(other)).filter((grade) => grade === '9')).toHaveLength(5);
  });
});

describe('an importer that stood still for too long', () => {
  for (const [what, finishOther] of [
    ['while the other is at work', false],
    ['after the other has ended', true],
  ] as const)
    it(`cannot publish once another has its place, ${what}`, async () => {
      const district = await hub.publishedDistrict(town);
      const slow = await openSync(district);
      await slow.stage([regradedRecord(district, 'p00')]);
      await slow.stageRemovals([{ type: 'student', key: 'p01', id: regradedRecord(district, 'p01').id }]);
      expireLease(district);
      const other = finishOther ? undefined : await openSync(district);
      if (finishOther) await district.publishRows(regraded(5, '7'));
      const before = district.dump();
      for (const act of [
        () => slow.renew(),
        () => slow.publish(outcome()),
        () => slow.conclude(outcome({ state: 'failed', status: { state: 'error', error: 'x' } })),
        () => slow.publish(outcome()),
      ])
        await expect((async () => act())()).rejects.toMatchObject({ code: 'sync_lost_lease' });
      expect(district.dump()).toEqual(before);
      await slow.release();
      expect(district.dump()).toEqual(before);
      if (other) {
        // The end of the slow one took nothing from the other: it still holds its place, and what it staged.
        await expect(openSync(district)).rejects.toMatchObject({ code: 'sync_running' });
        await other.stage([regradedRecord(district, 'p02')]);
        await other.publish(outcome());
        expect((await district.record('student', 'p02'))['grade']).toBe('9');
      }
      expect((await district.record('student', 'p00'))['grade']).toBe(finishOther ? '7' : '3');
      expect(await district.keysOf('student')).toContain('p01');
      expect(staged()).toEqual([]);
    });

  it('is told so as an operating error of the import', async () => {
    const district = await hub.publishedDistrict(town);
    const before = district.dump();
    let other: Promise<SyncSession> | undefined;
    const work = district.importRows(regraded(5), {
      onProgress: ({ phase }) => {
        if (phase !== 'comparing' || other) return;
        expireLease(district);
        other = openSync(district);
      },
    });
    await expect(work).rejects.toMatchObject({ code: 'sync_lost_lease' });
    await (await other)?.release();
    expect(district.dump()).toEqual(before);
    expect((await district.importRows(regraded(5))).state).toBe('published');
  });

  it('may go on when nobody took its place', async () => {
    const district = await hub.publishedDistrict(town);
    const slow = await openSync(district);
    await slow.stage([regradedRecord(district, 'p00')]);
    expireLease(district);
    await slow.renew();
    await expect(openSync(district)).rejects.toMatchObject({ code: 'sync_running' });
    await slow.publish(outcome());
    expect((await district.record('student', 'p00'))['grade']).toBe('9');
  });
});

describe('an importer that died', () => {
  it('leaves a sync that is interrupted and a file that is swept, and nothing else', async () => {
    const district = await hub.publishedDistrict(town);
    const before = district.dump();
    const dead = await openSync(district);
    await dead.stage([regradedRecord(district, 'p00')]);
    expect(staged().filter((name) => name.startsWith(district.id))).toHaveLength(1);
    expect(district.dump()).toEqual(before);
    await expect(district.importRows(regraded(5))).rejects.toMatchObject({ code: 'sync_running' });
    expireLease(district);
    expect((await district.importRows(regraded(5))).state).toBe('published');
    expect(syncStates(district)).toEqual(['published', 'interrupted', 'published']);
    expect(staged()).toEqual([]);
  });

  it('of a fault of its own leaves the place free and no trace', async () => {
    const district = await hub.publishedDistrict(town);
    const before = district.dump();
    const path = hub.files.write(
      rosterOf({ ...regraded(5), students: [...regraded(5).students, pupil('new')] }),
    );
    for (const drawsBefore of [1, 2, 7]) {
      let draws = 0;
      const randomHex = (digits: number) => {
        if (++draws > drawsBefore) throw new Error('No more chance.');
        return hub.sources.randomHex(digits);
      };
      const work = importFiles(hub.store, {
        districtId: district.id,
        path,
        sources: { now: hub.clock.now, randomHex },
      });
      // Seven are all that an import draws: one for itself and one for each type.
      if (drawsBefore < 7) await expect(work).rejects.toThrow('No more chance.');
      else expect((await work).state).toBe('published');
      if (drawsBefore < 7) expect(district.dump()).toEqual(before);
      expect(staged()).toEqual([]);
    }
    expect(syncStates(district)).toEqual(['published', 'published']);
  });

  it('of an unknown district leaves nothing', async () => {
    const path = hub.files.write(rosterOf(town));
    const work = importFiles(hub.store, { districtId: 'f'.repeat(24), path, sources: hub.sources });
    await expect(work).rejects.toMatchObject({ code: 'unknown_district' });
    expect(staged()).toEqual([]);
  });
});

describe('readers', () => {
  it('see the old roster through all of an import, and the new one after it', async () => {
    const district = await hub.publishedDistrict(town, NEVER_HELD);
    const before = district.dump();
    const generation = hub.store.roster.generation();
    const phases: string[] = [];
    const old = await district.list('student');
    const pending: Promise<unknown>[] = [];
    const left = { ...regraded(10), students: [...regraded(10).students.slice(2), pupil('new')] };
    await district.publishRows(left, {
      onProgress: ({ phase }) => {
        phases.push(phase);
        const { record, edge, list_segment: segments, audience } = district.dump();
        expect([record, edge, segments, audience]).toEqual([
          before['record'],
          before['edge'],
          before['list_segment'],
          before['audience'],
        ]);
        pending.push(
          readList(hub.store, district.id, district.audienceId, 'student').then((now) =>
            expect(now).toEqual(old),
          ),
        );
      },
    });
    await Promise.all(pending);
    expect(phases).toEqual(expect.arrayContaining(['reading students.csv', 'comparing', 'linking']));
    expect(pending.length).toBeGreaterThan(8);
    expect(hub.store.roster.generation()).not.toBe(generation);
    expect(await district.keysOf('student')).toEqual([...['new'], ...keys(20).slice(2)]);
  });

  it('see nothing of what is staged, record by record, and then all of it', async () => {
    const district = await hub.publishedDistrict(town);
    const reader = hub.store.roster.readFor(district.id, district.audienceId);
    const [p00, p01, p02] = ['p00', 'p01', 'p02'].map((key) => regradedRecord(district, key));
    if (!p00 || !p01 || !p02) throw new Error('Students are missing.');
    const north = (await district.record('school', 'north')).id;
    const old = await district.served();
    const oldChildren = await reader.children('student.school', north);
    const directory = await reader.listDirectory('student');
    const indexes = directory.firstIds.map((_, index) => index);

    const expectOld = async () => {
      expect(await district.served()).toEqual(old);
      expect(await reader.children('student.school', north)).toEqual(oldChildren);
      expect((await reader.item('student', p00.id))?.item.toString()).toContain('"grade":"3"');
      expect(await reader.segments(directory, indexes)).not.toBe(STALE);
    };
    const session = await openSync(district);
    for (const stage of [
      () => session.stage([p00]),
      () => session.stage([p01]),
      () => session.stageRemovals([{ type: 'student', key: 'p02', id: p02.id }]),
      () =>
        session.stageEdges([
          { relation: 'student.school', parentId: north, children: oldChildren.slice(3).join('') },
        ]),
      () => session.renew(),
    ]) {
      await expectOld();
      await stage();
    }
    await expectOld();
    await session.publish(outcome());

    expect((await grades(district)).filter((grade) => grade === '9')).toHaveLength(2);
    expect(await district.keysOf('student')).toEqual(keys(20).filter((key) => key !== 'p02'));
    expect(await reader.children('student.school', north)).toEqual(oldChildren.slice(3));
    expect(await reader.item('student', p02.id)).toBeUndefined();
    // A list that was begun before cannot be continued with what is there now.
    expect(await reader.segments(directory, indexes)).toBe(STALE);
  });

  it('see nothing of a sync that is concluded or released', async () => {
    const district = await hub.publishedDistrict(town);
    const before = await district.served();
    for (const end of ['held', 'failed', 'released'] as const) {
      const session = await openSync(district);
      await session.stage([regradedRecord(district, 'p00')]);
      if (end !== 'released') await session.conclude(outcome({ state: end }));
      await session.release();
      expect(await district.served(), end).toEqual(before);
      expect(staged()).toEqual([]);
    }
  });

  it('see all of a publish or none, when the transaction fails in the middle', async () => {
    const district = await hub.publishedDistrict(town);
    const before = district.dump();
    const session = await openSync(district);
    await session.stage([regradedRecord(district, 'p00')]);
    await session.stageRemovals([{ type: 'student', key: 'p05', id: regradedRecord(district, 'p05').id }]);
    await session.stage([regradedRecord(district, 'p01')]);
    hub.query((db) =>
      db.exec(
        "CREATE TRIGGER stop BEFORE UPDATE ON record WHEN new.key = 'p01' BEGIN SELECT RAISE(ABORT, 'stop'); END",
      ),
    );
    try {
      await expect((async () => session.publish(outcome()))()).rejects.toThrow();
    } finally {
      hub.query((db) => db.exec('DROP TRIGGER stop'));
      await session.release();
    }
    expect(district.dump()).toEqual(before);
    expect((await district.importRows(regraded(5))).state).toBe('published');
  });
});
