import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STORED_TYPES, type StoredType } from '../roster/index.ts';
import { type Ask, closeOver, type Membership } from './closure.ts';
import { parseSharing, type Share } from './policy.ts';

type Values = Readonly<Record<string, unknown>> & { readonly id: string };
type Roster = Readonly<Record<StoredType, readonly Values[]>>;

const TYPES: readonly StoredType[] = STORED_TYPES;
const idOf = (prefix: string, n: number) => `${prefix}${n}`.padStart(24, '0');

/** Answers as a store does. */
function answer(roster: Roster, question: Ask): readonly string[] {
  const given = (ids: Iterable<string>) => new Set(ids);
  const named = (values: Values, field: string) =>
    [values[field]].flat().filter((id): id is string => typeof id === 'string');
  switch (question.ask) {
    case 'all':
      return roster[question.type].map(({ id }) => id);
    case 'existing': {
      const wanted = given(question.ids);
      return roster[question.type].map(({ id }) => id).filter((id) => wanted.has(id));
    }
    case 'matching':
      return roster[question.type].filter(question.passes).map(({ id }) => id);
    case 'children': {
      const [type = '', field = ''] = question.relation.split('.');
      const parents = given(question.parents);
      const children = TYPES.filter((one) => one === type).flatMap((one) => roster[one]);
      return children
        .filter((values) => named(values, field).some((id) => parents.has(id)))
        .map(({ id }) => id);
    }
    case 'named': {
      const wanted = given(question.ids);
      const of = roster[question.type].filter(({ id }) => wanted.has(id));
      return [...new Set(of.flatMap((values) => named(values, question.field)))];
    }
  }
}

function visibleIn(roster: Roster, share: Share): Membership {
  const closure = closeOver(share);
  let step = closure.next();
  while (!step.done) step = closure.next(answer(roster, step.value));
  return step.value;
}

const sorted = (of: Membership) =>
  Object.fromEntries(TYPES.map((type) => [type, [...(of.get(type) ?? [])].sort()]));

/** What `auth-and-sharing` 9.2 to 9.4 say, in sets and loops, a record at a time, until nothing is added any more. */
function oracle(roster: Roster, share: Share): Readonly<Record<string, readonly string[]>> {
  const seen = new Set<string>();
  const mark = (type: StoredType, id: unknown) => seen.add(`${type} ${String(id)}`);
  const list = (value: unknown) => (Array.isArray(value) ? (value as readonly string[]) : []);
  const result = () =>
    Object.fromEntries(
      TYPES.map((type) => [
        type,
        roster[type]
          .map(({ id }) => id)
          .filter((id) => seen.has(`${type} ${id}`))
          .sort(),
      ]),
    );

  if (share.kind === 'everything') {
    for (const type of TYPES)
      for (const { id } of roster[type]) if (share.staff || !type.endsWith('_admin')) mark(type, id);
    return result();
  }

  const meets = (
    values: Values,
    { field, op, value }: { field: string; op: string; value: readonly string[] },
  ) => {
    const texts = Array.isArray(values[field])
      ? list(values[field])
      : field in values
        ? [String(values[field])]
        : [];
    if (op === 'contains')
      return texts.some((text) => value.some((part) => text.toLowerCase().indexOf(part.toLowerCase()) >= 0));
    const isAny = texts.some((text) => value.indexOf(text) >= 0);
    return op === 'is' ? isAny : !isAny;
  };
  const typeOf = {
    sections: 'section',
    students: 'student',
    teachers: 'teacher',
    staff: 'school_admin',
  } as const;
  const rules = share.kind === 'rules' ? share.rules : [];
  const isExcluded = (type: StoredType, values: Values) =>
    rules.some(
      (rule) => rule.exclude && typeOf[rule.match] === type && rule.where.every((one) => meets(values, one)),
    );
  const isNamed = (type: StoredType, values: Values, withStudents?: boolean) =>
    !isExcluded(type, values) &&
    rules.some(
      (rule) =>
        !rule.exclude &&
        typeOf[rule.match] === type &&
        (withStudents === undefined || (rule.with_students ?? false) === withStudents) &&
        rule.where.every((one) => meets(values, one)),
    );

  for (const section of roster.section) {
    if (isExcluded('section', section)) continue;
    const students = list(section['students']);
    const teachers = list(section['teachers']);
    const has = (ids: readonly string[], type: 'student' | 'teacher', withStudents?: boolean) =>
      roster[type].some((values) => ids.includes(values.id) && isNamed(type, values, withStudents));
    let shell = false;
    let full = false;
    if (share.kind === 'sections') full = share.sections.includes(section.id);
    if (share.kind === 'schools' || share.kind === 'site')
      shell = share.schools.includes(String(section['school']));
    if (share.kind === 'rules') {
      full = isNamed('section', section) || has(teachers, 'teacher', true);
      shell = has(teachers, 'teacher') || has(students, 'student');
    }
    if (!shell && !full) continue;
    mark('section', section.id);
    for (const teacher of roster.teacher)
      if (teachers.includes(teacher.id) && !isExcluded('teacher', teacher)) mark('teacher', teacher.id);
    if (full)
      for (const student of roster.student)
        if (students.includes(student.id) && !isExcluded('student', student)) mark('student', student.id);
  }
  for (const type of ['student', 'teacher'] as const)
    for (const person of roster[type]) {
      const bySchool =
        (share.kind === 'schools' || share.kind === 'site') &&
        share.schools.includes(String(person['school']));
      if (bySchool || isNamed(type, person)) mark(type, person.id);
    }
  for (const staff of roster.school_admin) {
    const schools = list(staff['schools']);
    if (isNamed('school_admin', staff)) {
      mark('school_admin', staff.id);
      for (const school of schools) mark('school', school);
    }
    if (
      (share.kind === 'schools' || share.kind === 'site') &&
      share.staff &&
      schools.some((id) => share.schools.includes(id))
    )
      mark('school_admin', staff.id);
  }
  if (share.kind === 'schools' || share.kind === 'site') for (const id of share.schools) mark('school', id);
  for (const type of ['section', 'student', 'teacher'] as const)
    for (const values of roster[type]) if (seen.has(`${type} ${values.id}`)) mark('school', values['school']);
  for (const contact of roster.contact)
    if (seen.has(`student ${String(contact['student'])}`)) mark('contact', contact.id);
  return result();
}

const people = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => idOf(prefix, n));
const [schools, teachers, students] = [people('a', 3), people('b', 3), people('c', 5)];
const text = fc.constantFrom('x', 'xy', 'Y');
const recordsOf = (ids: readonly string[], fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), ...fields })));
const school = fc.constantFrom(...schools);
const optional = (of: fc.Arbitrary<unknown>) => fc.option(of, { nil: undefined });

const roster: fc.Arbitrary<Roster> = fc
  .record({
    school: recordsOf(schools, {}),
    teacher: recordsOf(teachers, { school, title: optional(text), sis_id: text }),
    student: recordsOf(students, {
      school,
      grade: optional(fc.constantFrom('1', '2')),
      'ext.bus': optional(text),
      sis_id: text,
    }),
    section: recordsOf(people('d', 4), {
      school,
      name: text,
      period: optional(text),
      students: fc.subarray([...students]),
      teachers: fc.subarray([...teachers]),
    }),
    contact: recordsOf(people('e', 4), { student: fc.constantFrom(...students) }),
    school_admin: recordsOf(people('f', 2), {
      schools: fc.subarray([...schools], { minLength: 1 }),
      title: optional(text),
    }),
    district_admin: recordsOf(people('9', 1), {}),
  })
  // Without the keys of absent fields, as records are stored.
  .map((of) => JSON.parse(JSON.stringify(of)) as Roster);

const condition = (fields: readonly string[]) =>
  fc.record({
    field: fc.constantFrom(...fields),
    op: fc.constantFrom('is', 'is_not', 'contains'),
    value: fc.uniqueArray(fc.constantFrom('x', 'y', 'Y', 'xy'), { minLength: 1, maxLength: 2 }),
  });
const bySchool = (field: string) =>
  fc.record({
    field: fc.constant(field),
    op: fc.constantFrom('is', 'is_not'),
    value: fc.subarray([...schools], { minLength: 1 }),
  });
const ruleFor = (match: string, fields: readonly string[], schoolField: string) =>
  fc.record(
    {
      match: fc.constant(match),
      where: fc.array(fc.oneof(condition(fields), bySchool(schoolField)), { maxLength: 2 }),
      exclude: fc.boolean(),
    },
    { requiredKeys: ['match', 'where'] },
  );
const unknown = idOf('a', 9);
const chosen = fc.subarray([...schools, unknown]);
const share: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant({ kind: 'none' }),
  fc.record({ kind: fc.constant('everything'), staff: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('schools', 'site'), schools: chosen, staff: fc.boolean() }),
  fc.record({ kind: fc.constant('sections'), sections: fc.subarray([...people('d', 4), unknown]) }),
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('rules'),
      rules: fc.array(
        fc.oneof(
          ruleFor('sections', ['name', 'period'], 'school'),
          ruleFor('students', ['sis_id', 'ext.bus'], 'school'),
          ruleFor('teachers', ['title', 'sis_id'], 'school'),
          fc.record({
            match: fc.constant('teachers'),
            where: fc.array(condition(['title']), { maxLength: 1 }),
            with_students: fc.boolean(),
          }),
          ruleFor('staff', ['title'], 'schools'),
        ),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
);

describe('what a choice makes visible', () => {
  it('is what the contract says, of every roster', () => {
    fc.assert(
      fc.property(roster, share, (of, given) => {
        const { share: parsed } = parseSharing({ share: given });
        expect(sorted(visibleIn(of, parsed))).toEqual(oracle(of, parsed));
      }),
      { numRuns: 3_000, seed: 20_261_125 },
    );
  });
});

const [oak, elm] = [idOf('a', 0), idOf('a', 1)];
const [tess, theo] = [idOf('b', 0), idOf('b', 1)];
const [sam, sue, sol] = [idOf('c', 0), idOf('c', 1), idOf('c', 2)];
const [math, art] = [idOf('d', 0), idOf('d', 1)];
const [lead, head] = [idOf('f', 0), idOf('f', 1)];
const boss = idOf('9', 0);

/** Sam and Sue are in Math at Oak; Sue and Sol in Art at Elm. Sue belongs to Elm, Theo teaches at both and belongs to Elm. */
const town: Roster = {
  school: [{ id: oak }, { id: elm }],
  teacher: [
    { id: tess, school: oak, sis_id: 'tess' },
    { id: theo, school: elm, sis_id: 'theo' },
  ],
  student: [
    { id: sam, school: oak, sis_id: 'sam', grade: '1' },
    { id: sue, school: elm, sis_id: 'sue', grade: '2' },
    { id: sol, school: elm, sis_id: 'sol', grade: '2' },
  ],
  section: [
    { id: math, school: oak, name: 'Math', students: [sam, sue], teachers: [tess, theo] },
    { id: art, school: elm, name: 'Art', students: [sue, sol], teachers: [theo] },
  ],
  contact: [
    { id: idOf('e', 0), student: sam },
    { id: idOf('e', 1), student: sue },
    { id: idOf('e', 2), student: sol },
  ],
  school_admin: [
    { id: lead, schools: [oak], title: 'Lead' },
    { id: head, schools: [oak, elm], title: 'Head' },
  ],
  district_admin: [{ id: boss }],
};

const see = (given: unknown) => sorted(visibleIn(town, parseSharing({ share: given }).share));
const rules = (...of: readonly object[]) => ({ kind: 'rules', rules: of });
const called = (field: string, ...value: readonly string[]) => [{ field, op: 'is', value }];

describe('sharing', () => {
  it('nothing shows nothing', () => {
    for (const ids of Object.values(see({ kind: 'none' }))) expect(ids).toEqual([]);
  });

  it('everything shows staff only if it is chosen', () => {
    expect(see({ kind: 'everything' })).toMatchObject({
      student: [sam, sue, sol],
      school_admin: [],
      district_admin: [],
    });
    expect(see({ kind: 'everything', staff: true })).toMatchObject({
      school_admin: [lead, head],
      district_admin: [boss],
    });
  });

  it.each(['schools', 'site'])(
    '%s shows what belongs to them, and of their sections no students from elsewhere',
    (kind) => {
      expect(see({ kind, schools: [oak] })).toEqual({
        school: [oak, elm],
        teacher: [tess, theo],
        student: [sam],
        section: [math],
        contact: [idOf('e', 0)],
        school_admin: [],
        district_admin: [],
      });
      expect(see({ kind, schools: [oak], staff: true })).toMatchObject({
        school_admin: [lead, head],
        district_admin: [],
      });
      expect(see({ kind, schools: [elm], staff: true })).toMatchObject({
        school: [elm],
        school_admin: [head],
      });
      expect(see({ kind, schools: [unknown] })).toMatchObject({ school: [], student: [] });
    },
  );

  it('sections shows them with their people, and sections that come later do not follow', () => {
    const given = { kind: 'sections', sections: [art, idOf('d', 7)] };
    expect(see(given)).toMatchObject({ section: [art], student: [sue, sol], teacher: [theo], school: [elm] });
  });

  it('a student shows the classes, and not who else is in them', () => {
    const seen = see(rules({ match: 'students', where: called('sis_id', 'sue') }));
    expect(seen).toMatchObject({
      student: [sue],
      section: [math, art],
      teacher: [tess, theo],
      contact: [idOf('e', 1)],
    });
  });

  it('a teacher shows the classes, and students only if they are asked for', () => {
    const rule = { match: 'teachers', where: called('sis_id', 'tess') };
    expect(see(rules(rule))).toMatchObject({ section: [math], student: [], teacher: [tess, theo] });
    expect(see(rules({ ...rule, with_students: true }))).toMatchObject({
      section: [math],
      student: [sam, sue],
    });
  });

  it('several rules add up, and staff brings its schools', () => {
    const given = rules(
      { match: 'sections', where: called('name', 'Art') },
      { match: 'staff', where: called('title', 'Lead') },
    );
    expect(see(given)).toMatchObject({ section: [art], school_admin: [lead], school: [oak, elm] });
  });

  it('who is excluded comes back by no way', () => {
    const without = { match: 'students', exclude: true, where: called('sis_id', 'sue') };
    for (const given of [
      rules({ match: 'sections' }, without),
      rules(without, { match: 'sections' }),
      rules({ match: 'students' }, { match: 'teachers', with_students: true }, without),
    ])
      expect(see(given)).toMatchObject({
        student: [sam, sol],
        section: [math, art],
        contact: [idOf('e', 0), idOf('e', 2)],
      });
  });

  it('a teacher who is excluded is not in the classes that stay', () => {
    const given = rules(
      { match: 'sections' },
      { match: 'teachers', exclude: true, where: called('sis_id', 'theo') },
    );
    expect(see(given)).toMatchObject({ teacher: [tess], section: [math, art] });
  });

  it('a teacher who is excluded brings neither classes nor students', () => {
    const given = rules(
      { match: 'teachers', with_students: true },
      { match: 'teachers', exclude: true, where: called('sis_id', 'theo') },
    );
    expect(see(given)).toMatchObject({ teacher: [tess], section: [math], student: [sam, sue] });
  });

  it('a section that is excluded comes back by no student and no teacher', () => {
    const without = { match: 'sections', exclude: true, where: called('name', 'Math') };
    expect(
      see(rules({ match: 'students' }, { match: 'teachers', with_students: true }, without)),
    ).toMatchObject({ section: [art] });
  });

  it('rules that only exclude show nothing', () => {
    for (const ids of Object.values(see(rules({ match: 'students', exclude: true }))))
      expect(ids).toEqual([]);
  });
});
