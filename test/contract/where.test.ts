import { describe, expect, it } from 'vitest';
import { useSandbox } from '../support/hub.ts';
import {
  BEFORE_ALL,
  DEMO_DISTRICT,
  expectRefusal,
  idOf,
  idsOf,
  NOBODY,
  pick,
  readAll,
  readCount,
  readRecords,
  textAt,
  textOrEmpty,
  textsAt,
  valueAt,
  withQuery,
  withWhere,
  type Json,
  type WireRecord,
} from '../support/wire.ts';
import { useSmallDistrict } from '../support/small-district.ts';
import type { Answer, Caller } from '../support/caller.ts';

const HIGH_SCHOOL = '530e595026403103360ff9fd';

const sandbox = useSandbox();
const demo = (): Caller => sandbox.as('DEMO_TOKEN');

const small = useSmallDistrict();
const harbor = (): Caller => small().caller;

type Predicate = (record: WireRecord) => boolean;

/** Asserts that a filter leaves exactly the records that meet the predicate: some, but not all. */
const expectFilter = async (caller: Caller, path: string, where: Json, meets: Predicate): Promise<void> => {
  const all = await readRecords(caller, path);
  const expected = all.filter(meets);
  expect(expected.length, `${path} ${JSON.stringify(where)} must leave something`).toBeGreaterThan(0);
  expect(expected.length, `${path} ${JSON.stringify(where)} must leave something out`).toBeLessThan(
    all.length,
  );
  const found = await readRecords(caller, withWhere(path, where));
  expect(found.map(idOf)).toEqual(expected.map(idOf));
  expect(found).toEqual(expected);
  expect(await readCount(caller, withWhere(path, where))).toBe(expected.length);
};

const is =
  (path: string, ...values: readonly Json[]): Predicate =>
  (record) =>
    values.includes(valueAt(record, path) ?? null);

const matches =
  (path: string, pattern: RegExp): Predicate =>
  (record) =>
    pattern.test(textAt(record, path));

const holds =
  (path: string, ...ids: readonly string[]): Predicate =>
  (record) =>
    textsAt(record, path).some((id) => ids.includes(id));

describe('where keeps the records that meet it', () => {
  const cases: readonly (readonly [string, string, Json, Predicate])[] = [
    ['a value that equals', 'students', { grade: '9' }, is('grade', '9')],
    [
      'several keys, all of which must hold',
      'students',
      { grade: '9', gender: 'F' },
      (record) => record['grade'] === '9' && record['gender'] === 'F',
    ],
    ['$in', 'students', { grade: { $in: ['9', '10'] } }, is('grade', '9', '10')],
    [
      '$nin',
      'students',
      { grade: { $nin: ['9', '10'] } },
      (record) => !['9', '10'].includes(textOrEmpty(record, 'grade')),
    ],
    ['$ne', 'students', { grade: { $ne: '9' } }, (record) => record['grade'] !== '9'],
    [
      '$gt, strings by code unit',
      'students',
      { grade: { $gt: '2' } },
      (record) => textAt(record, 'grade') > '2',
    ],
    ['$gte', 'students', { grade: { $gte: '2' } }, (record) => textAt(record, 'grade') >= '2'],
    ['$lt', 'students', { grade: { $lt: '2' } }, (record) => textAt(record, 'grade') < '2'],
    ['$lte', 'students', { grade: { $lte: '2' } }, (record) => textAt(record, 'grade') <= '2'],
    [
      'two operators on one field',
      'students',
      { 'name.last': { $gte: 'F', $lt: 'M' } },
      (record) => textAt(record, 'name.last') >= 'F' && textAt(record, 'name.last') < 'M',
    ],
    ['$regex, unanchored', 'students', { 'name.last': { $regex: 'ar' } }, matches('name.last', /ar/)],
    ['$regex, anchored', 'students', { 'name.first': { $regex: '^A.*a$' } }, matches('name.first', /^A.*a$/)],
    ['$regex, case-sensitive', 'students', { 'name.last': { $regex: 'S' } }, matches('name.last', /S/)],
    ['$regex on a name', 'schools', { name: { $regex: 'High' } }, is('name', 'Clever High School')],
    ['the name of a school', 'schools', { name: 'Clever High School' }, is('id', HIGH_SCHOOL)],
    ['id', 'schools', { id: HIGH_SCHOOL }, is('id', HIGH_SCHOOL)],
    ['_id', 'schools', { _id: HIGH_SCHOOL }, is('id', HIGH_SCHOOL)],
    ['a reference', 'teachers', { school: HIGH_SCHOOL }, is('school', HIGH_SCHOOL)],
    ['a sis_id', 'schools', { sis_id: '13K123' }, is('sis_id', '13K123')],
    ['a subject', 'sections', { subject: 'math' }, is('subject', 'math')],
  ];
  for (const [name, list, where, meets] of cases) {
    it(`${name}: ${list} ${JSON.stringify(where)}`, () =>
      expectFilter(demo(), `/v1.1/${list}`, where, meets));
  }

  const smallCases: readonly (readonly [string, string, Json, Predicate])[] = [
    ['$exists: true', 'sections', { grade: { $exists: true } }, (record) => 'grade' in record],
    ['$exists: false', 'sections', { grade: { $exists: false } }, (record) => !('grade' in record)],
    ['$ne keeps what has no value', 'sections', { grade: { $ne: '9' } }, (record) => record['grade'] !== '9'],
    [
      '$nin keeps what has no value',
      'sections',
      { grade: { $nin: ['2', '5', '9'] } },
      (record) => !['2', '5', '9'].includes(textOrEmpty(record, 'grade')),
    ],
    ['$size', 'sections', { teachers: { $size: 2 } }, (record) => textsAt(record, 'teachers').length === 2],
    ['a value in a group', 'teachers', { 'name.middle': 'R' }, is('name.middle', 'R')],
    ['an apostrophe', 'teachers', { 'name.last': "O'Rourke" }, is('name.last', "O'Rourke")],
    ['a comma', 'teachers', { 'name.last': 'Delacroix, Jr.' }, is('name.last', 'Delacroix, Jr.')],
    ['letters beyond ASCII', 'students', { 'name.last': 'Díaz' }, is('name.last', 'Díaz')],
    ['$regex beyond ASCII', 'students', { 'name.last': { $regex: '^D.az$' } }, is('name.last', 'Díaz')],
    ['a zip code', 'schools', { 'location.zip': '98502-1440' }, is('location.zip', '98502-1440')],
    [
      'the e-mail of a principal',
      'schools',
      { 'principal.email': 'rokafor@harborpoint.example.org' },
      is('sis_id', '0101'),
    ],
    ['a term date', 'sections', { 'term.start_date': '2026-01-20' }, is('sis_id', 'S-HIS')],
    [
      'a user name',
      'students',
      { 'credentials.district_username': 'mnovak22' },
      is('credentials.district_username', 'mnovak22'),
    ],
    ['leading zeros', 'students', { sis_id: '0070013' }, is('sis_id', '0070013')],
    ['a staff_id', 'school_admins', { staff_id: 'A2' }, is('staff_id', 'A2')],
  ];
  for (const [name, list, where, meets] of smallCases) {
    it(`${name}: ${list} ${JSON.stringify(where)}`, () =>
      expectFilter(harbor(), `/v1.1/${list}`, where, meets));
  }

  it('a member of a list, alone and with $in', async () => {
    const sections = await readRecords(harbor(), '/v1.1/sections');
    const shared = sections.find((section) => section['sis_id'] === 'S-ADV') ?? {};
    const student = pick(textsAt(shared, 'students'), 0);
    const other = pick(textsAt(pick(sections, 0), 'students'), 0);
    const teacher = pick(textsAt(shared, 'teachers'), -1);
    const path = '/v1.1/sections';
    await expectFilter(harbor(), path, { students: student }, holds('students', student));
    await expectFilter(
      harbor(),
      path,
      { students: { $in: [student, other] } },
      holds('students', student, other),
    );
    await expectFilter(harbor(), path, { teachers: teacher }, holds('teachers', teacher));
    const school = textAt(pick(sections, 0), 'school');
    await expectFilter(harbor(), '/v1.1/school_admins', { schools: school }, holds('schools', school));
  });

  it('a moment in time', async () => {
    const all = await readRecords(demo(), '/v1.1/students');
    const moments = all.map((record) => textAt(record, 'created')).sort();
    const middle = pick(moments, Math.floor(moments.length / 2));
    const found = await readRecords(demo(), withWhere('/v1.1/students', { created: { $lte: middle } }));
    expect(found).toEqual(all.filter((record) => textAt(record, 'created') <= middle));
    expect(found).not.toEqual([]);
  });

  for (const list of ['districts', 'schools', 'teachers', 'students', 'sections', 'school_admins']) {
    it(`up to ten ids of ${list}, by _id and by id`, async () => {
      const ids = idsOf(await readAll(demo(), `/v1.1/${list}`)).slice(0, 10);
      for (const name of ['_id', 'id']) {
        const path = withWhere(`/v1.1/${list}`, { [name]: { $in: [...ids, NOBODY] } });
        expect(idsOf(await readAll(demo(), path))).toEqual(ids);
      }
    });
  }

  it('a hundred ids', async () => {
    const ids = idsOf(await readAll(demo(), '/v1.1/students')).slice(300, 400);
    expect(idsOf(await readAll(demo(), withWhere('/v1.1/students', { id: { $in: ids } })))).toEqual(ids);
  });

  it('nothing of an empty $in, everything of an empty $nin', async () => {
    expect(await readAll(harbor(), withWhere('/v1.1/students', { grade: { $in: [] } }))).toEqual([]);
    expect(await readAll(harbor(), withWhere('/v1.1/students', { grade: { $nin: [] } }))).toHaveLength(24);
  });

  it('the existence of a field, as the old clients count it', async () => {
    for (const [exists, count] of [
      [true, 3],
      [false, 0],
    ] as const) {
      expect(await readCount(demo(), withWhere('/v1.1/schools', { name: { $exists: exists } }))).toBe(count);
    }
  });

  it('on second-level lists too', async () => {
    await expectFilter(demo(), `/v1.1/districts/${DEMO_DISTRICT}/students`, { grade: '4' }, is('grade', '4'));
    await expectFilter(demo(), `/v1.1/schools/${HIGH_SCHOOL}/students`, { grade: '11' }, is('grade', '11'));
    await expectFilter(
      demo(),
      `/v1.1/schools/${HIGH_SCHOOL}/sections`,
      { subject: 'science' },
      is('subject', 'science'),
    );
    const elsewhere = withWhere(`/v1.1/schools/${HIGH_SCHOOL}/students`, { grade: '4' });
    expect(await readAll(demo(), elsewhere)).toEqual([]);
    expect(await readCount(demo(), elsewhere)).toBe(0);
  });

  it('nothing when nothing meets it', async () => {
    expect(await readAll(demo(), withWhere('/v1.1/districts', { name: 'asdf' }))).toEqual([]);
    expect(await readAll(demo(), withWhere('/v1.1/districts', { id: BEFORE_ALL }))).toEqual([]);
    expect(await readAll(demo(), withWhere('/v1.1/schools', { name: 'clever high school' }))).toEqual([]);
  });
});

describe('where refuses what it does not know, and names it', () => {
  const refused = async (list: string, where: string, ...names: readonly RegExp[]): Promise<void> => {
    const error = expectRefusal(await demo().get(withQuery(`/v1.1/${list}`, { where })), 400);
    for (const name of names) expect(error).toMatch(name);
    const count = await demo().get(withQuery(`/v1.1/${list}`, { where, count: 'true' }));
    expectRefusal(count, 400);
  };

  const cases: readonly (readonly [string, string, string, ...RegExp[]])[] = [
    ['text that is not JSON', 'students', '{', /where/],
    ['text after the JSON', 'students', '{}x', /where/],
    ['a list', 'students', '[]', /where/],
    ['a string', 'students', '"x"', /where/],
    ['a number', 'students', '5', /where/],
    ['null', 'students', 'null', /where/],
    ['true', 'students', 'true', /where/],
    ['an unknown field', 'students', '{"shoe_size":"9"}', /shoe_size/],
    ['a field of another type', 'students', '{"subject":"math"}', /subject/],
    ['an unknown member of a group', 'students', '{"name.nick":"x"}', /name\.nick/],
    ['an empty field name', 'students', '{"":"x"}'],
    ['constructor', 'students', '{"constructor":"x"}', /constructor/],
    ['__proto__', 'students', '{"__proto__":"x"}', /__proto__/],
    ['a path through __proto__', 'students', '{"name.__proto__":{"$exists":true}}', /__proto__/],
    ['toString', 'students', '{"toString":{"$exists":true}}', /toString/],
    ['an unknown operator', 'students', '{"grade":{"$like":"9"}}', /\$like/],
    ['an operator without a dollar sign', 'students', '{"name":{"first":"Ada"}}', /name|first/],
    ['$exists of a string', 'schools', '{"name":{"$exists":"true"}}', /\$exists/, /string/, /boolean/],
    ['$exists of a number', 'schools', '{"name":{"$exists":1}}', /\$exists/, /number/, /boolean/],
    ['$in of a string', 'students', '{"grade":{"$in":"9"}}', /\$in/, /string/, /array|list/],
    ['$nin of an object', 'students', '{"grade":{"$nin":{}}}', /\$nin/, /object/, /array|list/],
    ['$size of a string', 'sections', '{"students":{"$size":"2"}}', /\$size/, /string/, /integer|number/],
    ['$size of a fraction', 'sections', '{"students":{"$size":1.5}}', /\$size/],
    ['$regex of a number', 'students', '{"name.last":{"$regex":5}}', /\$regex/, /number/, /string/],
    ['a broken $regex', 'students', '{"name.last":{"$regex":"("}}', /\$regex/],
    ['$gt of a list', 'students', '{"grade":{"$gt":["1"]}}', /\$gt/, /array|list/],
    ['$ne of an object', 'students', '{"grade":{"$ne":{}}}', /\$ne/, /object/],
    ['$or', 'students', '{"$or":[{"grade":"9"},{"grade":"10"}]}', /\$or/],
    ['$and', 'students', '{"$and":[{"grade":"9"}]}', /\$and/],
    ['$nor', 'students', '{"$nor":[{"grade":"9"}]}', /\$nor/],
    ['$not', 'students', '{"grade":{"$not":{"$in":["9"]}}}', /\$not/],
    ['$options', 'students', '{"name.last":{"$regex":"a","$options":"i"}}', /\$options/],
    ['$where', 'students', '{"$where":"sleep(1000)"}', /\$where/],
    ['$where within a field', 'students', '{"grade":{"$where":"1"}}', /\$where/],
    ['$expr', 'students', '{"$expr":{"$eq":[1,1]}}', /\$expr/],
  ];
  for (const [name, list, where, ...names] of cases) {
    it(`${name}: ${list} ${where}`, () => refused(list, where, ...names));
  }

  for (const field of ['frl_status', 'iep_status', 'credentials.district_password']) {
    for (const condition of [
      '"Free"',
      '{"$ne":"Free"}',
      '{"$in":["Y"]}',
      '{"$exists":true}',
      '{"$regex":"."}',
    ]) {
      it(`the hidden field ${field} with ${condition}`, () =>
        refused('students', `{"${field}":${condition}}`, new RegExp(field.replace('.', String.raw`\.`))));
    }
  }

  it('a hidden field on second-level lists, beside a field that may be read', async () => {
    for (const path of [
      `/v1.1/schools/${HIGH_SCHOOL}/students`,
      `/v1.1/districts/${DEMO_DISTRICT}/students`,
    ]) {
      expectRefusal(await demo().get(withWhere(path, { grade: '9', frl_status: 'Free' })), 400);
    }
  });
});

describe('where has its limits', () => {
  const stillServes = async (): Promise<void> => expect(await readCount(demo(), '/v1.1/students')).toBe(1004);

  it('answers a pattern that makes backtracking engines hang', async () => {
    const emails = (await readRecords(harbor(), '/v1.1/teachers')).map((record) =>
      textOrEmpty(record, 'email'),
    );
    expect(Math.max(...emails.map((email) => email.length))).toBeGreaterThan(35);
    for (const pattern of [
      '^(([a-z]|[.@])+)+!$',
      '^([a-z.@]*)*!$',
      '^(.+.+)+!$',
      '(.*)(.*)(.*)(.*)(.*)(.*)!$',
    ]) {
      const answer = await harbor().get(withWhere('/v1.1/teachers', { email: { $regex: pattern } }));
      expect([200, 400]).toContain(answer.status);
      if (answer.status === 200) expect(answer.json()).toMatchObject({ data: [] });
    }
    expect(await readCount(harbor(), '/v1.1/teachers')).toBe(10);
  });

  it('refuses a back reference and a look-ahead rather than running them', async () => {
    for (const pattern of [String.raw`^(a+)\1$`, '^(?=a)']) {
      expectRefusal(await demo().get(withWhere('/v1.1/students', { 'name.last': { $regex: pattern } })), 400);
    }
  });

  it('refuses a pattern of absurd size', async () => {
    const pattern = '(((a{100}){100}){100})';
    const answer = await demo().get(withWhere('/v1.1/students', { 'name.last': { $regex: pattern } }));
    expect([200, 400]).toContain(answer.status);
    if (answer.status === 200) expect(answer.json()).toMatchObject({ data: [] });
    await stillServes();
  });

  it('refuses a filter nested without end', async () => {
    const depth = 500;
    const where = `${'{"grade":'.repeat(depth)}"9"${'}'.repeat(depth)}`;
    expectRefusal(await demo().get(`/v1.1/students?where=${where}`), 400);
    await stillServes();
  });

  it('refuses an address longer than any filter may be, and goes on serving', async () => {
    const ids = Array.from({ length: 700 }, () => NOBODY);
    const answer = await demo().get(withWhere('/v1.1/students', { id: { $in: ids } }), {
      connection: 'close',
    });
    expect(answer.status).toBe(400);
    // A client that keeps its connections must be told that this one is at its end.
    expect(answer.header('connection')).toBe('close');
    await stillServes();
  });

  it('gives one answer, not a fault, to a parameter sent twice', async () => {
    const answers: readonly Answer[] = await Promise.all([
      demo().get('/v1.1/students?limit=1&limit=2'),
      demo().get('/v1.1/students?where=%7B%7D&where=%7B%22frl_status%22%3A%22Free%22%7D'),
      demo().get('/v1.1/students?where[id]=1'),
    ]);
    for (const answer of answers) expect(answer.status).toBeLessThan(500);
    for (const answer of answers) expect(answer.text).not.toContain('frl_status":');
  });
});
