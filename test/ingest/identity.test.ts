/** Who keeps an id, who gets it again, and in which order ids are given (`roster-csv` 3.2, 3.3, D38, D39). */
import { describe, expect, it } from 'vitest';
import { ROSTER_TYPES } from '../../src/roster/index.ts';
import {
  course,
  enrollment,
  keys,
  northSchool,
  pupil,
  type Row,
  type Rows,
  tess,
  townOf,
} from './roster-files.ts';
import { DAY_MS, NEVER_HELD, SECOND_MS, type TestDistrict, useHub } from './test-hub.ts';

const hub = useHub();

const contact = (more: Row = {}): Row => ({ Contact_name: 'Pat', Contact_type: 'Primary', ...more });
const una: Row = {
  School_id: 'north',
  Staff_id: 'u1',
  Staff_email: 'u1@x.example.org',
  First_name: 'Una',
  Last_name: 'Reed',
};

/** A town with one record of each type that can go: all of them bear the key `w`. */
function townWith(present: boolean): Rows {
  const town = townOf(keys(3));
  if (!present)
    return {
      ...town,
      students: town.students.map((row) => ({ ...row, ...contact({ Contact_name: '', Contact_type: '' }) })),
      staff: [una],
    };
  return {
    schools: [...town.schools, { School_id: 'w', School_name: 'W', School_number: 'w' }],
    teachers: [...town.teachers, { ...tess, Teacher_id: 'w' }],
    students: [...town.students, pupil('w', contact({ Contact_sis_id: 'w' }))],
    sections: [...town.sections, course('w')],
    enrollments: [...town.enrollments, enrollment('w', 'p00')],
    staff: [una, { ...una, Staff_id: 'w' }],
  };
}

const WANDERERS = ['school w', 'teacher w', 'student w', 'section w', 'school_admin w', 'contact w of w'];

/** Records by type and key in the order of their ids; contacts by their own key and that of their student. */
function namesOf(district: TestDistrict): ReadonlyMap<string, string> {
  const rows = district.recordRows().toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return new Map(
    rows.map(({ type, key, id, item, granted }) => {
      if (type !== 'contact') return [`${type} ${key}`, id];
      const student = rows.find((row) => row.type === 'student' && item.includes(row.id))?.key ?? '';
      const { sis_id: own = '' } = JSON.parse(granted ?? '{}') as { readonly sis_id?: string };
      return [`contact ${own} of ${student}`, id];
    }),
  );
}

const idsOf = (district: TestDistrict): readonly (string | undefined)[] => {
  const ids = namesOf(district);
  return WANDERERS.map((name) => ids.get(name));
};

describe('a key that goes', () => {
  /** A district from which the wanderers went; their ids, and the time at which they went. */
  async function left() {
    const district = await hub.district(NEVER_HELD);
    await district.publishRows(townWith(true));
    const ids = idsOf(district);
    expect(ids).not.toContain(undefined);
    const created = (await district.record('student', 'w'))['created'];
    const report = await district.publishRows(townWith(false));
    expect(idsOf(district)).toEqual(WANDERERS.map(() => undefined));
    return { district, ids, created, leftAt: Date.parse(report.ended) };
  }

  it('and returns at once has its id again, and a new created', async () => {
    const { district, ids, created } = await left();
    const report = await district.publishRows(townWith(true));
    expect(idsOf(district)).toEqual(ids);
    expect(created).not.toBe(report.started);
    for (const type of ['school', 'teacher', 'student', 'section'] as const)
      expect(await district.record(type, 'w')).toMatchObject({
        created: report.started,
        last_modified: report.started,
      });
  });

  it('and returns on the last of 300 days has its id again', async () => {
    const { district, ids, leftAt } = await left();
    hub.clock.advance(leftAt + 300 * DAY_MS - 60_000 - hub.clock.now().getTime());
    await district.publishRows(townWith(true));
    expect(idsOf(district)).toEqual(ids);
  });

  it('and returns after 300 days gets another id', async () => {
    const { district, ids, leftAt } = await left();
    hub.clock.advance(leftAt + 300 * DAY_MS + 60_000 - hub.clock.now().getTime());
    await district.publishRows(townWith(true));
    const now = idsOf(district);
    expect(now).not.toContain(undefined);
    for (const id of now) expect(ids).not.toContain(id);
    expect(district.dump()['former_identity']).toEqual([]);
  });

  it('keeps the 300 days although other things change meanwhile, and goes again from its last day', async () => {
    const { district, ids } = await left();
    for (const grade of ['4', '5']) {
      hub.clock.advance(100 * DAY_MS);
      const town = townWith(false);
      await district.publishRows({
        ...town,
        students: (town['students'] ?? []).map((row) => ({ ...row, Grade: grade })),
      });
    }
    await district.publishRows(townWith(true));
    await district.publishRows(townWith(false));
    hub.clock.advance(299 * DAY_MS);
    await district.publishRows(townWith(true));
    expect(idsOf(district)).toEqual(ids);
  });

  it('is forgotten after 300 days, by the next sync, also where nothing changes', async () => {
    const { district } = await left();
    expect(district.dump()['former_identity']).toHaveLength(WANDERERS.length);
    hub.clock.advance(301 * DAY_MS);
    await district.importRows(townWith(false), { spelling: { newline: '\r\n' } });
    expect(district.dump()['former_identity']).toEqual([]);
  });

  it('has its id again when it was the last student of a section that went and came', async () => {
    const town = townOf(keys(3));
    const district = await hub.publishedDistrict(town, NEVER_HELD);
    const before = district.idsByKey();
    const { enrollments } = town;
    await district.publishRows({ ...town, enrollments: enrollments.slice(1) });
    expect(await district.keysOf('section')).toEqual(['x-p01', 'x-p02']);
    await district.publishRows(town);
    expect(district.idsByKey()).toEqual(before);
  });
});

describe('an id is kept', () => {
  it('when any other column changes', async () => {
    const rows = townWith(true);
    const district = await hub.district(NEVER_HELD);
    await district.publishRows(rows);
    const before = district.idsByKey();
    const change = (of: readonly Row[] = [], more: Row): readonly Row[] =>
      of.map((row) => ({ ...row, ...more }));
    await district.publishRows({
      schools: change(rows['schools'], { School_name: 'Other', School_number: '9', School_phone: '1' }),
      teachers: change(rows['teachers'], {
        School_id: 'w',
        First_name: 'Other',
        Last_name: 'Other',
        Teacher_email: 'o@o',
      }),
      students: (rows['students'] ?? []).map((row) => ({
        ...row,
        School_id: 'w',
        First_name: 'Other',
        Last_name: 'Other',
        Grade: '9',
        Student_email: 'o@o',
        ...(row['Contact_sis_id'] === undefined
          ? {}
          : { Contact_name: 'Other', Contact_type: 'Other', Contact_phone: '3605550601' }),
      })),
      sections: change(rows['sections'], {
        School_id: 'w',
        Teacher_id: 'w',
        Course_name: 'Other',
        Period: '9',
      }),
      enrollments: (rows['sections'] ?? []).map((row) => ({
        ...enrollment(row['Section_id'] ?? '', 'p02'),
        School_id: 'w',
      })),
      staff: change(rows['staff'], {
        School_id: 'w',
        First_name: 'Other',
        Last_name: 'Other',
        Staff_email: 'o@o',
      }),
    });
    expect(district.idsByKey()).toEqual(before);
  });

  it('by a contact with a key, and not by one without', async () => {
    const rows = (more: Row): Rows => ({
      ...townOf(['p00']),
      students: [
        pupil('p00', contact({ Contact_sis_id: 'c1', ...more })),
        pupil('p00', contact({ Contact_sis_id: '', Contact_name: 'Kim', ...more })),
      ],
    });
    const district = await hub.publishedDistrict(rows({ Contact_email: 'one@x' }), NEVER_HELD);
    const idOf = async (name: string) =>
      (await district.list('contact')).find((one) => one['name'] === name)?.id;
    const [pat, kim] = [await idOf('Pat'), await idOf('Kim')];
    const report = await district.publishRows(rows({ Contact_email: 'two@x' }));
    expect(report.counts.contact).toMatchObject({ created: 1, updated: 1, removed: 1 });
    expect(await idOf('Pat')).toBe(pat);
    expect(await idOf('Kim')).not.toBe(kim);
    // The spelling of its phone is no content.
    const phones = await hub.publishedDistrict(rows({ Contact_phone: '3605550601' }), NEVER_HELD);
    const before = phones.idsByKey();
    await phones.importRows(rows({ Contact_phone: '(360) 555-0601' }));
    expect(phones.idsByKey()).toEqual(before);
  });

  it('by nobody whose own key changes, be it by a zero or by case', async () => {
    const district = await hub.publishedDistrict(townOf(['007', 'Ab']), NEVER_HELD);
    const before = new Set(district.idsByKey().values());
    await district.publishRows(townOf(['7', 'aB']));
    for (const type of ['student', 'section'] as const)
      for (const { id } of await district.list(type)) expect(before.has(id)).toBe(false);
  });

  it('by a contact of one student and not of another: siblings have one each', async () => {
    const of = (id: string) => pupil(id, contact({ Contact_sis_id: 'c1' }));
    const district = await hub.publishedDistrict({
      ...townOf(['p00', 'p01']),
      students: [of('p00'), of('p01')],
    });
    const contacts = await district.list('contact');
    expect(contacts).toHaveLength(2);
    const students = (await district.list('student')).map(({ id }) => id);
    expect(contacts.map((one) => one['student'])).toEqual(students);
  });

  it('although the keys of contacts and students hold line ends', async () => {
    const students = [
      pupil('a', contact({ Contact_sis_id: 'x\nky', Contact_name: 'First' })),
      pupil('a\nkx', contact({ Contact_sis_id: 'y', Contact_name: 'Second' })),
    ];
    const district = await hub.publishedDistrict({ ...townOf(['a', 'a\nkx']), students });
    expect((await district.list('contact')).map((one) => one['name'])).toEqual(['First', 'Second']);
  });
});

describe('ids of one import', () => {
  it('ascend by type and, within a type, by row', async () => {
    const school = (id: string): Row => ({ ...northSchool, School_id: id });
    const order = ['m', 'z', 'a'];
    const rows: Rows = {
      schools: [...order.map(school), northSchool],
      teachers: [...order.map((id) => ({ ...tess, Teacher_id: id })), tess],
      students: order.flatMap((id) => [
        pupil(id, contact({ Contact_sis_id: '2' })),
        pupil(id, contact({ Contact_sis_id: '1' })),
      ]),
      sections: order.map((id) => course(id)),
      enrollments: order.toReversed().map((id) => enrollment(id, id)),
      staff: order.flatMap((id) => [
        { ...una, Staff_id: id },
        { ...una, Staff_id: id, School_id: 'z' },
      ]),
    };
    const district = await hub.publishedDistrict(rows);
    const names = [...namesOf(district).keys()];
    expect(names).toEqual([
      ...['m', 'z', 'a', 'north'].map((key) => `school ${key}`),
      ...['m', 'z', 'a', 'tess'].map((key) => `teacher ${key}`),
      ...order.map((key) => `student ${key}`),
      ...order.map((key) => `section ${key}`),
      ...order.map((key) => `school_admin ${key}`),
      ...order.flatMap((key) => [`contact 2 of ${key}`, `contact 1 of ${key}`]),
    ]);
    // Another machine, another moment: the same order.
    expect([...namesOf(await hub.publishedDistrict(rows)).keys()]).toEqual(names);
  });

  it('lie above all earlier ones, also where the clock goes back by a day', async () => {
    const district = await hub.publishedDistrict(townOf(keys(3)), NEVER_HELD);
    for (const back of [0, DAY_MS, 5 * DAY_MS]) {
      const earlier = new Set(district.idsByKey().values());
      const newest = [...earlier].toSorted().at(-1) ?? '';
      hub.clock.advance(-back);
      await district.publishRows(townOf(keys(3 + earlier.size)));
      const given = [...district.idsByKey().values()].filter((id) => !earlier.has(id));
      expect(given.length).toBeGreaterThan(0);
      for (const id of given) expect(id > newest).toBe(true);
      hub.clock.advance(back);
    }
  });

  it('begin with the second of `created`, also where ids of that second were given before', async () => {
    const district = await hub.publishedDistrict(townOf(keys(3)), NEVER_HELD);
    hub.clock.advance(-SECOND_MS);
    await district.publishRows(townOf(keys(6)));
    for (const { id, created } of await district.list('student'))
      expect(Number.parseInt(id.slice(0, 8), 16)).toBe(Math.floor(Date.parse(String(created)) / 1000));
  });

  it('begin with the time of the import, and tell nothing of the key', async () => {
    const district = await hub.district();
    const report = await district.publishRows(townOf(keys(3)));
    const seconds = Math.floor(Date.parse(report.started) / 1000);
    const first = district.idsByKey();
    for (const id of first.values()) {
      expect(id).toMatch(/^[0-9a-f]{24}$/);
      expect(Number.parseInt(id.slice(0, 8), 16)).toBe(seconds);
    }
    const other = await hub.publishedDistrict(townOf(keys(3)));
    const ids = new Set(first.values());
    for (const id of other.idsByKey().values()) expect(ids.has(id)).toBe(false);
  });

  it('are each given once, over types and districts with equal keys', async () => {
    const [one, other] = [
      await hub.publishedDistrict(townWith(true)),
      await hub.publishedDistrict(townWith(true)),
    ];
    const ids = [...one.idsByKey().values(), ...other.idsByKey().values()];
    expect(new Set(ids).size).toBe(ids.length);
    const before = one.dump();
    await other.importRows(townWith(false), {});
    expect(one.dump()).toEqual(before);
    for (const type of ROSTER_TYPES)
      for (const record of await one.list(type)) expect(record['district']).toBe(one.id);
  });
});
