import { beforeAll, describe, expect, it } from 'vitest';
import { rosterEndpoints, resourceOf } from '../support/fixtures.ts';
import { useSandbox } from '../support/hub.ts';
import { faultsOf, OBJECT_ID, pathOf, PLURALS } from '../support/records.ts';
import {
  ascending,
  idOf,
  idsOf,
  pick,
  readAll,
  readBare,
  readOne,
  readRecords,
  textAt,
  textsAt,
  type Item,
  type WireRecord,
} from '../support/wire.ts';
import { useSmallDistrict } from '../support/small-district.ts';
import type { Caller } from '../support/caller.ts';

const sandbox = useSandbox();
const demo = (): Caller => sandbox.as('DEMO_TOKEN');

const small = useSmallDistrict();
const harbor = (): Caller => small().caller;

const TYPES = ['district', 'school', 'teacher', 'student', 'section', 'school_admin', 'contact'] as const;

const listOf = (type: string): string => `/v1.1/${PLURALS[type] ?? ''}`;

/** Paths of every list of a district, by type and under each of its records. */
const everyPath = async (caller: Caller): Promise<readonly string[]> => {
  const ids = new Map<string, readonly string[]>();
  for (const type of TYPES) ids.set(PLURALS[type] ?? '', idsOf(await readAll(caller, listOf(type))));
  ids.set('district_admins', (await readBare(caller, '/v1.1/district_admins')).data.map(idOf));
  return rosterEndpoints.flatMap((endpoint) =>
    endpoint.path.includes('{id}')
      ? (ids.get(resourceOf(endpoint)) ?? []).map((id) => endpoint.path.replace('{id}', id))
      : [`${endpoint.path}?limit=10000`],
  );
};

/** What must never be on the wire, whoever asks. */
const FORBIDDEN = [
  /[:[,]null\b/,
  /password/i,
  /frl_status/,
  /iep_status/,
  /ssn/i,
  /undefined/,
  /NaN/,
  /\[object/,
];

const expectClean = async (caller: Caller, path: string): Promise<void> => {
  const answer = await caller.get(path);
  expect(answer.status, path).toBe(200);
  for (const pattern of FORBIDDEN) expect(answer.text.match(pattern)?.[0], path).toBeUndefined();
};

describe('on the wire there is no null, no password and no hidden field', () => {
  for (const type of TYPES) {
    it(`in any ${type} of the sandbox`, () => expectClean(demo(), `${listOf(type)}?limit=10000`));
  }

  it('in any answer about a whole small district', async () => {
    const paths = await everyPath(harbor());
    expect(paths.length).toBeGreaterThan(200);
    for (const path of paths) await expectClean(harbor(), path);
  });

  it('in an embedded list', async () => {
    const student = idOf(pick(await readRecords(harbor(), '/v1.1/students'), 0));
    const teacher = idOf(pick(await readRecords(harbor(), '/v1.1/teachers'), 0));
    await expectClean(harbor(), `/v1.1/teachers/${teacher}?include=students,sections`);
    await expectClean(harbor(), `/v1.1/students/${student}?include=sections,teachers`);
    await expectClean(harbor(), `/v1.1/districts/${small().id}?include=students`);
  });

  it('writes letters beyond ASCII as themselves', async () => {
    const answer = await harbor().get('/v1.1/students?limit=100');
    expect(answer.text).toContain('"last":"Díaz"');
    expect(answer.text).not.toMatch(/\\u[0-9a-f]{4}/i);
  });
});

describe('every record served has the fields, forms and values of its type', () => {
  for (const type of TYPES) {
    it(`${type} in the sandbox and in a small district`, async () => {
      const records = [
        ...(await readRecords(demo(), listOf(type))),
        ...(await readRecords(harbor(), listOf(type))),
      ];
      expect(records).not.toEqual([]);
      expect(records.flatMap((record) => faultsOf(type, record))).toEqual([]);
    });
  }

  it('the primary teacher is the first of the teachers, and students are in ascending order', async () => {
    for (const section of await readRecords(demo(), '/v1.1/sections')) {
      expect(section['teacher']).toBe(textsAt(section, 'teachers')[0]);
      expect(textsAt(section, 'students')).toEqual(ascending(textsAt(section, 'students')));
      expect(textsAt(section, 'students')).not.toEqual([]);
    }
  });

  it('every reference leads to a record of the same district', async () => {
    const known = new Map<string, ReadonlySet<string>>();
    for (const type of TYPES) known.set(type, new Set(idsOf(await readAll(demo(), listOf(type)))));
    const references = { district: 'district', school: 'school', student: 'student', teacher: 'teacher' };
    const lists = { students: 'student', teachers: 'teacher', schools: 'school' };
    for (const type of TYPES) {
      for (const record of await readRecords(demo(), listOf(type))) {
        for (const [field, target] of Object.entries(references)) {
          if (field in record) expect(known.get(target)).toContain(record[field]);
        }
        for (const [field, target] of Object.entries(lists)) {
          if (field in record)
            for (const id of textsAt(record, field)) expect(known.get(target)).toContain(id);
        }
      }
    }
  });
});

describe('ids', () => {
  it('are unique over all types, and every list is ascending', async () => {
    const all: string[] = [];
    for (const type of TYPES) {
      const ids = idsOf(await readAll(demo(), listOf(type)));
      expect(ids).toEqual(ascending(ids));
      all.push(...ids);
    }
    all.push(...(await readBare(demo(), '/v1.1/district_admins')).data.map(idOf));
    expect(new Set(all).size).toBe(all.length);
    for (const id of all) expect(id).toMatch(OBJECT_ID);
  });

  for (const type of ['school', 'teacher', 'student', 'section'] as const) {
    it(`of ${PLURALS[type] ?? ''} ascend as the records were created`, async () => {
      for (const caller of [demo(), harbor()]) {
        const created = (await readRecords(caller, listOf(type))).map((record) => textAt(record, 'created'));
        expect(created).toEqual([...created].sort());
      }
    });

    it(`of ${PLURALS[type] ?? ''} begin with the second of their creation`, async () => {
      for (const record of await readRecords(harbor(), listOf(type))) {
        const second = Math.floor(Date.parse(textAt(record, 'created')) / 1000);
        expect(Number.parseInt(idOf(record).slice(0, 8), 16)).toBe(second);
      }
    });

    it(`last_modified of ${PLURALS[type] ?? ''} is not before created`, async () => {
      for (const record of [
        ...(await readRecords(demo(), listOf(type))),
        ...(await readRecords(harbor(), listOf(type))),
      ]) {
        expect(textAt(record, 'last_modified') >= textAt(record, 'created')).toBe(true);
      }
    });
  }
});

describe('an item of a list equals the single record', () => {
  const expectSingle = async (caller: Caller, type: string, item: Item): Promise<void> => {
    expect(item.uri).toBe(pathOf(type, idOf(item.data)));
    const single = await readOne(caller, item.uri);
    expect(single.data).toEqual(item.data);
  };

  for (const type of TYPES) {
    it(`${type}, all of a small district and some of the sandbox`, async () => {
      for (const item of await readAll(harbor(), listOf(type))) await expectSingle(harbor(), type, item);
      const items = await readAll(demo(), listOf(type));
      const step = Math.ceil(items.length / 20);
      for (let place = 0; place < items.length; place += step) {
        await expectSingle(demo(), type, pick(items, place));
      }
    });
  }

  it('district_admin', async () => {
    for (const caller of [demo(), harbor()]) {
      const { data } = await readBare(caller, '/v1.1/district_admins');
      expect(data).not.toEqual([]);
      for (const record of data) {
        expect((await readOne(caller, pathOf('district_admin', idOf(record)))).data).toEqual(record);
      }
    }
  });
});

describe('second-level lists hold what the records say', () => {
  interface Roster {
    readonly caller: Caller;
    readonly schools: readonly WireRecord[];
    readonly teachers: readonly WireRecord[];
    readonly students: readonly WireRecord[];
    readonly sections: readonly WireRecord[];
    readonly contacts: readonly WireRecord[];
    readonly admins: readonly WireRecord[];
  }

  const readRoster = async (caller: Caller): Promise<Roster> => ({
    caller,
    schools: await readRecords(caller, '/v1.1/schools'),
    teachers: await readRecords(caller, '/v1.1/teachers'),
    students: await readRecords(caller, '/v1.1/students'),
    sections: await readRecords(caller, '/v1.1/sections'),
    contacts: await readRecords(caller, '/v1.1/contacts'),
    admins: await readRecords(caller, '/v1.1/school_admins'),
  });

  /** All records of a short list, and a fixed sample of a long one. */
  const sample = (records: readonly WireRecord[]): readonly WireRecord[] => {
    const step = Math.ceil(records.length / 40);
    return records.filter((_, place) => place % step === 0);
  };

  const only = (records: readonly WireRecord[], ids: readonly string[]): readonly WireRecord[] => {
    const wanted = new Set(ids);
    return records.filter((record) => wanted.has(idOf(record)));
  };

  const expectList = async (caller: Caller, path: string, expected: readonly WireRecord[]): Promise<void> =>
    expect(await readRecords(caller, path), path).toEqual(expected);

  let whole: readonly Roster[];
  beforeAll(async () => {
    whole = [await readRoster(harbor()), await readRoster(demo())];
  });

  it('/schools/{id}: the records whose own school it is', async () => {
    for (const { caller, schools, teachers, students, sections } of whole) {
      for (const school of schools.map(idOf)) {
        const of = (records: readonly WireRecord[]) =>
          records.filter((record) => record['school'] === school);
        await expectList(caller, `/v1.1/schools/${school}/teachers`, of(teachers));
        await expectList(caller, `/v1.1/schools/${school}/students`, of(students));
        await expectList(caller, `/v1.1/schools/${school}/sections`, of(sections));
      }
    }
  });

  it('/districts/{id}: every record', async () => {
    for (const { caller, schools, teachers, students, sections } of whole) {
      const district = textAt(pick(schools, 0), 'district');
      await expectList(caller, `/v1.1/districts/${district}/schools`, schools);
      await expectList(caller, `/v1.1/districts/${district}/teachers`, teachers);
      await expectList(caller, `/v1.1/districts/${district}/students`, students);
      await expectList(caller, `/v1.1/districts/${district}/sections`, sections);
    }
  });

  it('/sections/{id}: its students, and its teachers in ascending order', async () => {
    for (const { caller, teachers, students, sections } of whole) {
      for (const section of sample(sections)) {
        const path = `/v1.1/sections/${idOf(section)}`;
        await expectList(caller, `${path}/students`, only(students, textsAt(section, 'students')));
        await expectList(caller, `${path}/teachers`, only(teachers, textsAt(section, 'teachers')));
      }
    }
  });

  it('/teachers/{id}: sections, co-taught ones too, and the students of all of them, each once', async () => {
    for (const { caller, teachers, students, sections } of whole) {
      for (const teacher of sample(teachers).map(idOf)) {
        const own = sections.filter((section) => textsAt(section, 'teachers').includes(teacher));
        const taught = own.flatMap((section) => textsAt(section, 'students'));
        await expectList(caller, `/v1.1/teachers/${teacher}/sections`, own);
        await expectList(caller, `/v1.1/teachers/${teacher}/students`, only(students, taught));
      }
    }
  });

  it('/teachers/{id}/grade_levels: the grades of the sections, each once, from youngest to oldest', async () => {
    const order = [
      'PreKindergarten',
      'Kindergarten',
      ...Array.from({ length: 12 }, (_, grade) => String(grade + 1)),
    ];
    order.push('PostGraduate', 'Other');
    for (const { caller, teachers, sections } of whole) {
      for (const teacher of sample(teachers).map(idOf)) {
        const own = sections.filter((section) => textsAt(section, 'teachers').includes(teacher));
        const grades = new Set(own.map((section) => section['grade']));
        const body = await readBare(caller, `/v1.1/teachers/${teacher}/grade_levels`);
        expect(body.data).toEqual(order.filter((grade) => grades.has(grade)));
      }
    }
  });

  it('/students/{id}: sections, their primary teachers, and the contacts', async () => {
    for (const { caller, teachers, students, sections, contacts } of whole) {
      for (const student of sample(students).map(idOf)) {
        const own = sections.filter((section) => textsAt(section, 'students').includes(student));
        const primary = own.map((section) => textAt(section, 'teacher'));
        await expectList(caller, `/v1.1/students/${student}/sections`, own);
        await expectList(caller, `/v1.1/students/${student}/teachers`, only(teachers, primary));
        const { data } = await readBare(caller, `/v1.1/students/${student}/contacts`);
        expect(data).toEqual(contacts.filter((contact) => contact['student'] === student));
      }
    }
  });

  it('/school_admins/{id}/schools: its schools', async () => {
    for (const { caller, schools, admins } of whole) {
      expect(admins).not.toEqual([]);
      for (const admin of admins) {
        const path = `/v1.1/school_admins/${idOf(admin)}/schools`;
        await expectList(caller, path, only(schools, textsAt(admin, 'schools')));
      }
    }
  });

  it('in a district where teachers share sections and a section has no grade', () => {
    const [{ sections }] = whole as readonly [Roster];
    expect(sections.some((section) => textsAt(section, 'teachers').length > 5)).toBe(true);
    expect(sections.some((section) => !('grade' in section))).toBe(true);
  });
});
