/** Imports that wait for a person, that fail, and that follow those (`roster-csv` 3.1, 3.6, D43, F-22). */
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { approveSync, rejectSync } from '../../src/directory/index.ts';
import { RollbookError } from '../../src/errors/index.ts';
import {
  csvText,
  keys,
  northSchool,
  pupil,
  type Roster,
  type Row,
  type Rows,
  rosterOf,
  tess,
  type Town,
  townOf,
} from './roster-files.ts';
import { codesIn, DAY_MS, type TestDistrict, useHub } from './test-hub.ts';

const hub = useHub();

/** Twenty of each counted type. */
function twenty(): Town {
  const ids = keys(20);
  return {
    schools: [northSchool, ...keys(19, 'h').map((id) => ({ ...northSchool, School_id: id }))],
    teachers: [tess, ...keys(19, 't').map((id) => ({ ...tess, Teacher_id: id }))],
    students: ids.map((id) => pupil(id)),
    sections: ids.map((id) => ({
      School_id: 'north',
      Section_id: `x-${id}`,
      Teacher_id: 'tess',
      Course_name: 'Math',
    })),
    // All are in every section's place: one section of each, and the first student in all of them.
    enrollments: ids.map((id) => ({ School_id: 'north', Section_id: `x-${id}`, Student_id: 'p00' })),
  };
}

const FILES = { school: 'schools', teacher: 'teachers', student: 'students', section: 'sections' } as const;
type Counted = keyof typeof FILES;

/** The town without so many of one type: those at the end of the file. */
const without = (type: Counted, count: number): Town => {
  const town = twenty();
  return { ...town, [FILES[type]]: town[FILES[type]].slice(0, 20 - count) };
};

const CHANGE: Readonly<Record<Counted, Row>> = {
  school: { School_phone: '1' },
  teacher: { Title: 'x' },
  student: { Grade: '9' },
  section: { Period: '9' },
};

const changed = (type: Counted, count: number): Town => {
  const town = twenty();
  return {
    ...town,
    [FILES[type]]: town[FILES[type]].map((row, n) => (n < count ? { ...row, ...CHANGE[type] } : row)),
  };
};

/** Imports what must be held, and checks that nothing else came of it. */
async function expectHeld(district: TestDistrict, source: Roster | string) {
  const [before, state] = [district.dump(), await district.state()];
  const report = await district.import(source);
  expect(report.state).toBe('held');
  expect(district.dump()).toEqual(before);
  expect(await district.state()).toEqual(state);
  return report;
}

describe('a sync is held', () => {
  for (const type of Object.keys(FILES) as Counted[]) {
    it(`for three of twenty ${type} records removed, and not for two`, async () => {
      const district = await hub.publishedDistrict(twenty());
      const report = await expectHeld(district, rosterOf(without(type, 3)));
      expect(report.exceeded).toEqual([
        { type, what: 'removed', records: 3, published: 20, percent: 15, limitPercent: 10 },
      ]);
      expect(report.counts[type]).toMatchObject({ published: 20, removed: 3, unchanged: 17 });
      expect((await district.publishRows(without(type, 2))).counts[type].removed).toBe(2);
    });

    it(`for sixteen of twenty ${type} records updated, and not for fifteen`, async () => {
      const district = await hub.publishedDistrict(twenty());
      const report = await expectHeld(district, rosterOf(changed(type, 16)));
      expect(report.exceeded).toEqual([
        { type, what: 'updated', records: 16, published: 20, percent: 80, limitPercent: 75 },
      ]);
      expect((await district.publishRows(changed(type, 15))).counts[type].updated).toBe(15);
    });

    it(`when the file of ${type} records holds a header only`, async () => {
      const district = await hub.publishedDistrict(twenty());
      const town = twenty();
      // Without schools every other row is rejected with them and kept; so are sections without teachers.
      const report = await expectHeld(district, rosterOf({ ...town, [FILES[type]]: [] }));
      expect(report.counts[type].removed).toBe(type === 'school' || type === 'teacher' ? 19 : 20);
      expect(await district.keysOf(type)).toHaveLength(20);
    });
  }

  it('never at the first publish, and never for staff and contacts', async () => {
    const person = (id: string): Row => ({
      School_id: 'north',
      Staff_id: id,
      Staff_email: 'x@x',
      First_name: 'A',
      Last_name: 'B',
    });
    const town = { ...townOf(keys(20)), staff: keys(20, 'u').map(person) };
    const rows: Rows = {
      ...town,
      students: town.students.map((row) => ({ ...row, Contact_name: 'Pat', Contact_type: 'x' })),
    };
    const district = await hub.district();
    await district.publishRows(rows);
    const report = await district.publishRows({
      ...rows,
      students: town.students.map((row) => ({ ...row, Contact_name: '', Contact_type: '' })),
      staff: [person('other')],
    });
    expect(report.counts.contact.removed).toBe(20);
    expect(report.counts.school_admin.removed).toBe(20);
  });

  it('as a whole: nothing of what is sound is published', async () => {
    const district = await hub.publishedDistrict(twenty());
    const town = without('student', 3);
    const report = await expectHeld(
      district,
      rosterOf({
        ...town,
        schools: town.schools.map((row) => ({ ...row, School_phone: '2' })).slice(0, 15),
        teachers: [...town.teachers, { ...tess, Teacher_id: 'new' }],
      }),
    );
    expect(report.exceeded.map(({ type, what }) => `${type} ${what}`)).toEqual([
      'school removed',
      'student removed',
    ]);
    expect(report.counts.teacher.created).toBe(1);
    expect(report.samples['student.removed']).toEqual(
      ['p17', 'p18', 'p19'].map((key) => ({ key, name: `First ${key} Last ${key}` })),
    );
  });

  it('when every id changed, with a word on ids that look reformatted', async () => {
    const ids = keys(20, '00');
    const district = await hub.publishedDistrict(townOf(ids));
    const report = await expectHeld(
      district,
      rosterOf(townOf(ids.map((id) => id.replace(/^0+/, '') || '0'))),
    );
    expect(report.hints.filter((hint) => /student.*look reformatted/.test(hint))).toHaveLength(1);
    const cased = await hub.publishedDistrict(townOf(keys(20, 'ab')));
    const lower = await expectHeld(cased, rosterOf(townOf(keys(20, 'AB'))));
    expect(lower.hints.join()).toMatch(/student.*look reformatted/);
  });

  it('without that word when other people come', async () => {
    const district = await hub.publishedDistrict(townOf(keys(20)));
    const report = await expectHeld(district, rosterOf(townOf(keys(20, 'q'))));
    expect(report.hints).toEqual([]);
    expect((await expectHeld(district, rosterOf(townOf(keys(17))))).hints).toEqual([]);
  });

  it('when all grades move by a year', async () => {
    const district = await hub.publishedDistrict(townOf(keys(20)));
    const town = townOf(keys(20));
    const report = await expectHeld(
      district,
      rosterOf({ ...town, students: town.students.map((row) => ({ ...row, Grade: '4' })) }),
    );
    expect(report.exceeded).toMatchObject([{ type: 'student', what: 'updated', percent: 100 }]);
  });

  it('when a file is cut off at a row boundary', async () => {
    const district = await hub.publishedDistrict(twenty());
    const texts = Object.entries(rosterOf(twenty())).map(([file, table]): [string, string] => [
      `${file}.csv`,
      file === 'students' ? csvText(table.slice(0, 11)) : csvText(table),
    ]);
    const report = await expectHeld(district, hub.files.writeFiles(Object.fromEntries(texts)));
    expect(report.exceeded).toMatchObject([{ type: 'student', what: 'removed', records: 10 }]);
  });

  it('not when the school column is blank: those rows are rejected, the records kept', async () => {
    const district = await hub.publishedDistrict(twenty());
    const town = twenty();
    const before = district.dump();
    const report = await district.importRows({
      ...town,
      students: town.students.map((row) => ({ ...row, School_id: '' })),
    });
    expect(report.state).toBe('unchanged');
    expect(report.counts.student).toMatchObject({ removed: 0, kept: 20 });
    expect(district.dump()).toEqual(before);
  });

  it('by the limits of the district: 0 on any, 100 never', async () => {
    const strict = await hub.publishedDistrict(twenty(), { limits: { removalPercent: 0, updatePercent: 0 } });
    await expectHeld(strict, rosterOf(without('student', 1)));
    await expectHeld(strict, rosterOf(changed('student', 1)));
    const loose = await hub.publishedDistrict(twenty(), {
      limits: { removalPercent: 100, updatePercent: 100 },
    });
    expect((await loose.importRows({ ...twenty(), students: [], enrollments: [] })).state).toBe('published');
    // Emptied on purpose, the next publish is a first one.
    expect((await loose.publishRows(twenty())).counts.student).toMatchObject({ published: 0, created: 20 });
  });
});

describe('an approval', () => {
  const small = rosterOf(without('student', 12));

  it('publishes the very files that were held, at once', async () => {
    const district = await hub.publishedDistrict(twenty());
    const folder = hub.files.write(small);
    const held = await expectHeld(district, folder);
    const report = await district.import(folder, { approve: true });
    expect(report.state).toBe('published');
    expect(report.counts).toEqual(held.counts);
    expect(await district.keysOf('student')).toEqual(keys(8));
    expect(await district.state()).toMatchObject({ state: 'running', error: '' });
  });

  it('covers the same bytes in another folder', async () => {
    const district = await hub.publishedDistrict(twenty());
    await expectHeld(district, small);
    expect((await district.import(small, { approve: true })).state).toBe('published');
  });

  it('given twice is one sync', async () => {
    const district = await hub.publishedDistrict(twenty());
    await expectHeld(district, small);
    expect((await district.import(small, { approve: true })).state).toBe('published');
    const after = district.dump();
    expect((await district.import(small, { approve: true })).state).toBe('unchanged');
    expect(district.dump()).toEqual(after);
  });

  it('does not cover other files: they are judged afresh', async () => {
    const district = await hub.publishedDistrict(twenty());
    await expectHeld(district, small);
    for (const other of [rosterOf(without('student', 13)), rosterOf(without('student', 11))]) {
      const before = district.dump();
      expect((await district.import(other, { approve: true })).state).toBe('held');
      expect(district.dump()).toEqual(before);
    }
    // One byte in a file that changes nothing is another upload too.
    const folder = hub.files.write(rosterOf(without('student', 11)));
    appendFileSync(join(folder, 'teachers.csv'), '\n');
    expect((await district.import(folder, { approve: true })).state).toBe('held');
    expect((await district.import(folder, { approve: true })).state).toBe('published');
  });

  it('is needed no more for what passes, and is worth nothing before there is a hold', async () => {
    const district = await hub.publishedDistrict(twenty());
    expect((await district.import(small, { approve: true })).state).toBe('held');
    expect((await district.import(rosterOf(without('student', 1)), { approve: true })).state).toBe(
      'published',
    );
  });

  it('is void once a newer upload was published', async () => {
    const district = await hub.publishedDistrict(twenty());
    await expectHeld(district, small);
    await district.publish(rosterOf(changed('student', 1)));
    expect((await district.import(small, { approve: true })).state).toBe('held');
    await district.import(rosterOf(changed('student', 1)));
    expect((await district.import(small, { approve: true })).state).toBe('held');
  });

  it('stands after a dry run, which leaves no trace', async () => {
    const district = await hub.publishedDistrict(twenty());
    await expectHeld(district, small);
    const before = hub.query((db) => db.prepare('SELECT * FROM sync WHERE district_id = ?').all(district.id));
    const dry = await district.import(small, { dryRun: true });
    expect(dry).toMatchObject({ state: 'dry_run', exceeded: [{ type: 'student', records: 12 }] });
    expect(
      hub.query((db) => db.prepare('SELECT * FROM sync WHERE district_id = ?').all(district.id)),
    ).toEqual(before);
    expect((await district.import(small, { approve: true })).state).toBe('published');
  });

  it('makes the next upload one that is compared with what was approved', async () => {
    const district = await hub.publishedDistrict(twenty());
    await expectHeld(district, small);
    await district.import(small, { approve: true });
    const report = await expectHeld(district, rosterOf(without('student', 13)));
    expect(report.exceeded).toMatchObject([{ published: 8, records: 1 }]);
  });
});

describe('a decision on a held sync', () => {
  const small = rosterOf(without('student', 12));
  const heldOf = async (district: TestDistrict, source: Roster | string = small) => {
    const { sync = '' } = await expectHeld(district, source);
    return { districtId: district.id, syncId: sync };
  };
  const codeOf = async (act: Promise<unknown>) => {
    try {
      await act;
      return 'done';
    } catch (error) {
      return error instanceof RollbookError ? error.code : 'fault';
    }
  };

  it('lets the next import of exactly these files be published, without being told again', async () => {
    const district = await hub.publishedDistrict(twenty());
    const of = await heldOf(district);
    const before = district.dump();
    expect(await approveSync(hub.acting, of)).toMatchObject({ id: of.syncId, state: 'approved' });
    expect(district.dump()).toEqual(before);
    expect((await district.import(small)).state).toBe('published');
    expect(await district.keysOf('student')).toEqual(keys(8));
    // It was for one import: the same fall from there is held again.
    await district.publish(rosterOf(twenty()));
    expect((await district.import(small)).state).toBe('held');
  });

  it('stands in the ledger, with the digests of the files', async () => {
    const district = await hub.publishedDistrict(twenty());
    const of = await heldOf(district);
    const { fingerprints } = await approveSync(hub.acting, of);
    await rejectSync(hub.acting, of);
    const lines = await hub.store.control.find(
      'audit',
      { subject: `sync:${of.syncId}` },
      { orderBy: 'number' },
    );
    expect(lines.map(({ act, chain, detail }) => ({ act, chain, detail }))).toEqual([
      { act: 'sync.held', chain: district.id, detail: {} },
      { act: 'sync.approved', chain: district.id, detail: { fingerprints } },
      { act: 'sync.rejected', chain: district.id, detail: { fingerprints } },
    ]);
    expect(fingerprints['students']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('covers no other files, not by a byte, and is void once they were judged', async () => {
    const district = await hub.publishedDistrict(twenty());
    const folder = hub.files.write(small);
    const of = await heldOf(district, folder);
    await approveSync(hub.acting, of);
    appendFileSync(join(folder, 'teachers.csv'), '\n');
    expect((await district.import(folder)).state).toBe('held');
    expect((await district.import(small)).state).toBe('held');
    expect(await codeOf(approveSync(hub.acting, of))).toBe('conflict');
  });

  it('is void once something else was published', async () => {
    const district = await hub.publishedDistrict(twenty());
    const of = await heldOf(district);
    await approveSync(hub.acting, of);
    await district.publish(rosterOf(changed('student', 1)));
    expect((await district.import(small)).state).toBe('held');
    expect(await codeOf(rejectSync(hub.acting, of))).toBe('conflict');
  });

  it('stands after a dry run', async () => {
    const district = await hub.publishedDistrict(twenty());
    await approveSync(hub.acting, await heldOf(district));
    expect((await district.import(small, { dryRun: true })).state).toBe('dry_run');
    expect((await district.import(small)).state).toBe('published');
  });

  it('can be taken back, and a rejected one is not approved any more', async () => {
    const district = await hub.publishedDistrict(twenty());
    const of = await heldOf(district);
    await approveSync(hub.acting, of);
    expect((await rejectSync(hub.acting, of)).state).toBe('rejected');
    expect((await district.import(small, { approve: true })).state).toBe('held');
    expect(await codeOf(approveSync(hub.acting, of))).toBe('conflict');
    expect(await codeOf(rejectSync(hub.acting, of))).toBe('conflict');
  });

  it('is about a sync that is held, of this district, and the one that ended last', async () => {
    const district = await hub.publishedDistrict(twenty());
    const other = await hub.publishedDistrict(twenty());
    const first = await heldOf(district);
    const second = await heldOf(district, rosterOf(without('student', 13)));
    expect(await codeOf(approveSync(hub.acting, first))).toBe('conflict');
    expect(await codeOf(approveSync(hub.acting, { ...second, districtId: other.id }))).toBe('not_found');
    expect(await codeOf(approveSync(hub.acting, { ...second, syncId: 'f'.repeat(24) }))).toBe('not_found');
    // What is over can be tidied away all the same.
    expect((await rejectSync(hub.acting, first)).state).toBe('rejected');
    const [published] = await hub.store.districts.syncs(other.id, 1);
    const of = { districtId: other.id, syncId: published?.id ?? '' };
    expect([await codeOf(approveSync(hub.acting, of)), await codeOf(rejectSync(hub.acting, of))]).toEqual([
      'conflict',
      'conflict',
    ]);
    expect((await approveSync(hub.acting, second)).state).toBe('approved');
  });

  it('waits for an import that runs', async () => {
    const district = await hub.publishedDistrict(twenty());
    const of = await heldOf(district);
    const session = await hub.store.districts.openSync(district.id, {
      id: 'e'.repeat(24),
      started: hub.clock.now().toISOString(),
    });
    expect(await codeOf(approveSync(hub.acting, of))).toBe('sync_running');
    expect(await codeOf(rejectSync(hub.acting, of))).toBe('sync_running');
    await session.release();
    expect((await approveSync(hub.acting, of)).state).toBe('approved');
  });
});

describe('a failed sync', () => {
  /** What is done to the text of which file; undefined leaves the file out. */
  const faults: Readonly<
    Record<string, readonly [file: string, spoil: (text: string) => string | undefined]>
  > = {
    'a missing file': ['sections', () => undefined],
    'a file without a byte': ['enrollments', () => ''],
    'a missing column': ['students', (text) => text.replace('Last_name', 'Surname')],
    'a header twice': ['students', (text) => text.replace('Grade', 'Last_name')],
    'a quote that is never closed, in the last row': ['enrollments', (text) => `${text}"north,x`],
    'a quote that is never closed, among the rows': ['teachers', (text) => text.replace('Tess', '"Tess')],
    'text behind a closing quote': ['students', (text) => `${text}"north"x,new,A,B,3\n`],
    'a NUL': ['schools', (text) => `${text}\0`],
    'another delimiter': ['schools', (text) => text.replaceAll(',', ';')],
  };
  for (const [what, [spoiled, spoil]] of Object.entries(faults))
    it(`leaves everything and says so: ${what}`, async () => {
      const district = await hub.publishedDistrict(twenty());
      const { district: before, ...tables } = district.dump();
      const { lastSync } = await district.state();
      // Half of the other content is new as well: none of it may show.
      const texts = Object.entries(rosterOf(changed('student', 9))).flatMap(([file, table]) => {
        const text = file === spoiled ? spoil(csvText(table)) : csvText(table);
        return text === undefined ? [] : [[`${file}.csv`, text] as const];
      });
      const report = await district.import(hub.files.writeFiles(Object.fromEntries(texts)));
      expect(report.state).toBe('failed');
      const { district: after, ...rest } = district.dump();
      expect(rest).toEqual(tables);
      expect(after).toMatchObject([
        { ...(before?.[0] as object), state: 'error', error: expect.any(String) as string },
      ]);
      const state = await district.state();
      expect(state).toMatchObject({ state: 'error', lastSync });
      expect(state.error).not.toBe('');

      const next = await district.publishRows(changed('student', 9));
      expect(next.counts.student.updated).toBe(9);
      expect(await district.state()).toEqual({ state: 'running', error: '', lastSync: next.ended });
    });

  it('is mended by the very files that are published', async () => {
    const district = await hub.publishedDistrict(twenty());
    const good = hub.files.write(rosterOf(twenty()));
    expect((await district.import(hub.files.writeFiles({ 'students.csv': '' }))).state).toBe('failed');
    expect((await district.import(good)).state).toBe('unchanged');
    expect(await district.state()).toMatchObject({ state: 'running', error: '' });
  });

  it('reads error also where nothing was ever published', async () => {
    const district = await hub.district();
    expect(await district.state()).toMatchObject({ state: 'pending', lastSync: undefined });
    await district.import(hub.files.writeFiles({ 'students.csv': '' }));
    expect(await district.state()).toMatchObject({ state: 'error', lastSync: undefined });
  });

  it('is over when the next sync is held: that one did not fail', async () => {
    const district = await hub.publishedDistrict(twenty());
    await district.import(hub.files.writeFiles({ 'students.csv': '' }));
    expect((await district.importRows(without('student', 5))).state).toBe('held');
    expect(await district.state()).toMatchObject({ state: 'running', error: '' });
  });

  it('comes of a file that is written to while it is read', async () => {
    const district = await hub.publishedDistrict(twenty());
    const before = await district.served();
    const folder = hub.files.write(rosterOf(changed('student', 5)));
    let spoiled = false;
    const report = await district.import(folder, {
      onProgress: ({ phase }) => {
        if (phase !== 'reading enrollments.csv' || spoiled) return;
        spoiled = true;
        appendFileSync(join(folder, 'students.csv'), 'north,late,A,B,3\n');
      },
    });
    expect(report.state).toBe('failed');
    expect(codesIn(report)).toEqual(['students.csv:- file_changed']);
    expect(await district.served()).toEqual(before);
  });

  it('comes of a file that goes while it is read, as a report or an operating error', async () => {
    const district = await hub.publishedDistrict(twenty());
    const before = district.dump();
    for (const phase of ['checking sections.csv', 'reading students.csv', 'writing from sections.csv']) {
      const folder = hub.files.write(rosterOf(changed('student', 5)));
      const work = district.import(folder, {
        onProgress: (progress) => {
          if (progress.phase === phase) rmSync(join(folder, 'sections.csv'), { force: true });
        },
      });
      const outcome = await work.then(
        ({ state }) => state,
        (error: unknown) => (error instanceof RollbookError ? error.code : error),
      );
      expect(['failed', 'unreadable_source'], phase).toContain(outcome);
      expect({ ...district.dump(), district: [] }).toEqual({ ...before, district: [] });
    }
  });
});

describe('a clock that goes back', () => {
  it('does not make an older upload pass for the published one', async () => {
    const district = await hub.district({ limits: { removalPercent: 100, updatePercent: 100 } });
    const [first, second] = [
      hub.files.write(rosterOf(changed('student', 3))),
      hub.files.write(rosterOf(twenty())),
    ];
    await district.publish(first);
    hub.clock.advance(-DAY_MS);
    await district.publish(second);
    const report = await district.import(first);
    hub.clock.advance(DAY_MS);
    expect(report.state).toBe('published');
    expect((await district.record('student', 'p00'))['grade']).toBe('9');
  });

  it('does not make an older hold pass for the newest', async () => {
    const district = await hub.publishedDistrict(twenty());
    const small = hub.files.write(rosterOf(without('student', 12)));
    await expectHeld(district, small);
    hub.clock.advance(-DAY_MS);
    await district.publish(rosterOf(changed('student', 1)));
    const report = await district.import(small, { approve: true });
    hub.clock.advance(DAY_MS);
    expect(report.state).toBe('held');
  });

  it('does not mislead about the newest of the listed syncs', async () => {
    const district = await hub.publishedDistrict(twenty());
    hub.clock.advance(-DAY_MS);
    const report = await district.publishRows(changed('student', 1));
    hub.clock.advance(DAY_MS);
    const [newest] = await hub.store.districts.syncs(district.id, 1);
    expect(newest?.id).toBe(report.sync);
  });
});

describe('files of an upload that is being replaced', () => {
  it('are judged by what they hold when they are read, not by their names', async () => {
    const district = await hub.publishedDistrict(twenty());
    const folder = hub.files.write(rosterOf(changed('student', 2)));
    await district.publish(folder);
    writeFileSync(join(folder, 'students.csv'), csvText(rosterOf(twenty())['students'] ?? []));
    const report = await district.publish(folder);
    expect(report.counts.student.updated).toBe(2);
    expect(report.counts.student.published).toBe(20);
  });
});
