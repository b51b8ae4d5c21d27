import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import {
  contactOf,
  expectDay,
  idOfName,
  readExpected,
  readSnapshot,
  type Snapshot,
} from '../support/expected-records.ts';
import { readFixture, rosterEndpoints, resourceOf, useRosterFolder } from '../support/fixtures.ts';
import { useHub, type ConnectedDistrict, type Hub } from '../support/hub.ts';
import { EXIT, importRoster, publish, type Report } from '../support/reports.ts';
import {
  ascending,
  expectNotFound,
  idOf,
  idsOf,
  pick,
  readAll,
  readRecords,
  textAt,
  textOrEmpty,
  textsAt,
  type WireRecord,
} from '../support/wire.ts';
import type { Caller } from '../support/caller.ts';

const rosters = useRosterFolder();

/** Every answer about a district but its status, whose time moves with each import. */
const readBytes = async (caller: Caller, district: string): Promise<ReadonlyMap<string, string>> => {
  const ids = new Map<string, readonly string[]>([['districts', [district]]]);
  for (const list of ['schools', 'teachers', 'students', 'sections', 'school_admins', 'contacts']) {
    ids.set(list, idsOf(await readAll(caller, `/v1.1/${list}`)));
  }
  const bytes = new Map<string, string>();
  for (const { path } of rosterEndpoints.filter((one) => !one.path.endsWith('/status'))) {
    const owner = path.includes('{id}') ? (ids.get(resourceOf({ path })) ?? []) : [''];
    for (const id of owner) {
      const answer = await caller.get(path.replace('{id}', id));
      expect(answer.status).toBe(200);
      bytes.set(path.replace('{id}', id), `${answer.header('etag')} ${answer.text}`);
    }
  }
  return bytes;
};

const readStatus = async (caller: Caller, district: string): Promise<WireRecord> =>
  pick(await readRecords(caller, `/v1.1/districts/${district}/status`), 0);

describe('the small district, day by day', () => {
  let district: ConnectedDistrict;
  let before: WireRecord;
  let reports: readonly [Report, Report];
  let days: readonly [Snapshot, Snapshot];
  let bytesOfDay2: ReadonlyMap<string, string>;

  // The server runs all the time: an import must show in its answers at once.
  const hub: Hub = useHub(async (fresh) => {
    district = await fresh.connectedDistrict('Harbor Point');
    await fresh.start();
    const caller = fresh.as(district.token);
    before = await readStatus(caller, district.id);
    expect(await readAll(caller, '/v1.1/students')).toEqual([]);
    const first = await publish(fresh, await rosters.sample('clever-small/day1'), district.id);
    const day1 = await readSnapshot(caller);
    const second = await publish(fresh, await rosters.sample('clever-small/day2'), district.id);
    days = [day1, await readSnapshot(caller)];
    reports = [first, second];
    bytesOfDay2 = await readBytes(caller, district.id);
  });
  const caller = (): Caller => hub.as(district.token);

  it('serves exactly the records expected of day 1', () => {
    expectDay(days[0], readExpected(1));
  });

  it('serves exactly the records expected of day 2', () => {
    expectDay(days[1], readExpected(2));
  });

  it('reports day 1 as new', () => {
    const none = { updated: 0, removed: 0, unchanged: 0, kept: 0 };
    expect(reports[0].counts).toMatchObject({
      school: { created: 2, ...none },
      teacher: { created: 10, ...none },
      student: { created: 24, ...none },
      section: { created: 12, ...none },
      school_admin: { created: 3, ...none },
      contact: { created: 11, ...none },
    });
  });

  it('reports what day 2 changes', () => {
    expect(reports[1].counts).toMatchObject({
      school: { created: 0, updated: 0, removed: 0, unchanged: 2, kept: 0 },
      teacher: { created: 0, updated: 1, removed: 0, unchanged: 9, kept: 0 },
      student: { created: 1, updated: 2, removed: 2, unchanged: 20, kept: 0 },
      section: { created: 0, updated: 5, removed: 1, unchanged: 6, kept: 0 },
      school_admin: { created: 0, updated: 0, removed: 0, unchanged: 3, kept: 0 },
      contact: { created: 1, updated: 1, removed: 1, unchanged: 9, kept: 0 },
    });
  });

  it('keeps the id of every record that stays', () => {
    const [day1, day2] = days;
    const persisting = [...day1.names].filter(([, name]) => idOfName(day2, name) !== undefined);
    expect(persisting.length).toBe(day1.names.size - 3);
    for (const [id, name] of persisting) expect(idOfName(day2, name), name).toBe(id);
  });

  it('gives new records ids above all earlier ones', () => {
    const [day1, day2] = days;
    const known = new Set([...day1.names.keys(), ...day1.contacts.map(idOf)]);
    const fresh = [...day2.names.keys(), ...day2.contacts.map(idOf)].filter((id) => !known.has(id));
    expect(fresh).toHaveLength(2);
    const highest = pick([...known].sort(), -1);
    for (const id of fresh) expect(id > highest).toBe(true);
  });

  it('gives ids in the order schools, teachers, students, sections, staff, contacts, each in file order', () => {
    const [day1] = days;
    const inOrder = [...day1.names].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, name]) => name);
    const csv = (file: string, column: string): readonly string[] => {
      const rows = parse(readFixture(`rosters/clever-small/day1/${file}.csv`), { columns: true });
      return [...new Set((rows as readonly Record<string, string>[]).map((row) => row[column] ?? ''))];
    };
    expect(inOrder).toEqual([
      ...csv('schools', 'School_id').map((key) => `school:${key}`),
      ...csv('teachers', 'Teacher_id').map((key) => `teacher:${key}`),
      ...csv('students', 'Student_id').map((key) => `student:${key}`),
      ...csv('sections', 'Section_id').map((key) => `section:${key}`),
      ...csv('staff', 'Staff_id').map((key) => `school_admin:${key}`),
    ]);
    const highest = pick([...day1.names.keys()].sort(), -1);
    for (const contact of day1.contacts) expect(idOf(contact) > highest).toBe(true);
  });

  it('keeps the id of a contact with a key, and not of one without', () => {
    const [day1, day2] = days;
    const keyed = days.map((day) => contactOf(day, '0070013', 'Pat Novak'));
    expect(keyed.map((contact) => contact?.['phone'])).toEqual(['13605551412', '13605559999']);
    expect(keyed[0]?.['id']).toBe(keyed[1]?.['id']);
    const unkeyed = [contactOf(day1, '0070014', 'Sam Ortiz'), contactOf(day2, '0070014', 'Sam Ortiz')];
    expect(unkeyed[0]?.['id']).not.toBe(unkeyed[1]?.['id']);
    expectPresent(unkeyed);
  });

  const expectPresent = (records: readonly (WireRecord | undefined)[]): void => {
    for (const record of records) expect(record).toBeDefined();
  };

  it('moves last_modified of what changed, and of nothing else', () => {
    const [day1, day2] = days;
    const events = parse(readFixture('rosters/clever-small/expected-events.csv'), { columns: true });
    const changed = new Set(
      (events as readonly Record<string, string>[])
        .filter((row) => /^(schools|teachers|students|sections)\.updated$/.test(row['event'] ?? ''))
        .map((row) => `${(row['event'] ?? '').replace('s.updated', '')}:${row['record'] ?? ''}`),
    );
    expect(changed.size).toBe(8);
    for (const type of ['schools', 'teachers', 'students', 'sections'] as const) {
      for (const record of day2.records[type]) {
        const earlier = day1.records[type].find((one) => one['id'] === record['id']);
        if (earlier === undefined) continue;
        const name = day2.names.get(idOf(record)) ?? '';
        expect(record['created'], name).toBe(earlier['created']);
        if (changed.has(name)) {
          expect(textAt(record, 'last_modified') > textAt(earlier, 'last_modified'), name).toBe(true);
        } else {
          expect(record, name).toEqual(earlier);
        }
      }
    }
  });

  it('no longer knows what day 2 left out', async () => {
    for (const name of ['student:0070004', 'student:0070024', 'section:S-PK']) {
      const id = idOfName(days[0], name) ?? '';
      const path = `/v1.1/${name.replace(/:.*/, 's')}/${id}`;
      expectNotFound(await caller().get(path));
      expectNotFound(await caller().get(`${path}/${name.startsWith('student') ? 'sections' : 'students'}`));
      for (const list of ['students', 'sections', 'contacts']) {
        expect((await caller().get(`/v1.1/${list}?limit=10000`)).text).not.toContain(id);
      }
    }
  });

  it('has a status that is pending before the first import, and running after it', async () => {
    expect(before).toMatchObject({ id: district.id, state: 'pending', error: '' });
    expect(before['last_sync']).toBeUndefined();
    const after = await readStatus(caller(), district.id);
    expect(after).toMatchObject({ id: district.id, sis_type: 'sftp', state: 'running', error: '' });
    expect(after['last_sync']).toBeTypeOf('string');
  });

  it('finds nothing to do when the same files come again, and serves the same bytes', async () => {
    const folder = await rosters.sample('clever-small/day2');
    const report = await importRoster(hub, folder, district.id, { state: 'unchanged', code: EXIT.ok });
    for (const [type, counts] of Object.entries(report.counts)) {
      expect(counts, type).toMatchObject({ created: 0, updated: 0, removed: 0, kept: 0 });
    }
    expect(report.counts['student']?.unchanged).toBe(23);
    const again = await readBytes(caller(), district.id);
    expect([...again.keys()]).toEqual([...bytesOfDay2.keys()]);
    for (const [path, bytes] of again) expect(bytes, path).toBe(bytesOfDay2.get(path));
  });

  it('gives a record that comes back its old id, and a new stamp', async () => {
    await publish(hub, await rosters.sample('clever-small/day1'), district.id);
    const again = await readSnapshot(caller());
    expectDay(again, readExpected(1));
    for (const [id, name] of days[0].names) expect(idOfName(again, name), name).toBe(id);
    const back = again.records.students.find((student) => student['sis_id'] === '0070004') ?? {};
    const once = days[0].records.students.find((student) => student['sis_id'] === '0070004') ?? {};
    expect(textAt(back, 'created') > textAt(once, 'created')).toBe(true);
  });
});

describe('the district in the oldest layout', () => {
  let district: ConnectedDistrict;
  const hub: Hub = useHub(async (fresh) => {
    district = await fresh.connectedDistrict('Millbrook');
    await publish(fresh, await rosters.sample('clever-legacy'), district.id);
    await fresh.start();
  });

  const summary = JSON.parse(readFixture('rosters/clever-legacy/expected-summary.json')) as Readonly<
    Record<string, number | Readonly<Record<string, number>>>
  >;

  const tally = (records: readonly WireRecord[], field: string): Readonly<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const record of records) {
      const value = textOrEmpty(record, field);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    return counts;
  };

  const read = (list: string): Promise<readonly WireRecord[]> =>
    readRecords(hub.as(district.token), `/v1.1/${list}`);

  for (const [key, list] of [
    ['schools', 'schools'],
    ['teachers', 'teachers'],
    ['students', 'students'],
    ['sections', 'sections'],
    ['studentcontacts', 'contacts'],
    ['schooladmins', 'school_admins'],
  ] as const) {
    it(`has as many ${list} as expected`, async () => {
      expect(await read(list)).toHaveLength(Number(summary[key]));
    });
  }

  for (const field of ['grade', 'race', 'gender']) {
    it(`has students of each ${field} as expected`, async () => {
      expect(tally(await read('students'), field)).toEqual(summary[field]);
    });
  }

  it('has sections of each subject as expected', async () => {
    expect(tally(await read('sections'), 'subject')).toEqual(summary['subject']);
  });

  it('keeps the telephone numbers that can be dialled', async () => {
    const phones = (await read('contacts')).filter((contact) => (contact['phone'] ?? '') !== '');
    expect(phones).toHaveLength(Number(summary['contact phones kept']));
  });

  it('keeps every enrolment', async () => {
    const pairs = (await read('sections')).reduce(
      (sum, section) => sum + textsAt(section, 'students').length,
      0,
    );
    expect(pairs).toBe(summary['enrollment pairs']);
  });

  it('lists the students of a section in ascending order, whatever the order of the file', async () => {
    for (const section of await read('sections')) {
      expect(textsAt(section, 'students')).toEqual(ascending(textsAt(section, 'students')));
    }
  });

  it('takes the school number from the id where there is no such column', async () => {
    for (const school of await read('schools')) expect(school['school_number']).toBe(school['sis_id']);
  });

  it('reads two-digit years: births in the past, terms in this century', async () => {
    for (const student of await read('students'))
      expect(textAt(student, 'dob')).toMatch(/\/(199\d|20[01]\d)$/);
    for (const section of await read('sections')) {
      expect(textAt(section, 'term.start_date')).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
});
