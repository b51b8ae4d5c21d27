/**
 * Names that the hub makes of a teacher's last name (`roster-csv` 1.12): whoever does not see the teacher is not told it by a section, not in a
 * list, a filter or a stamp. Random worlds seldom leave out just the primary teacher of a section without a name; this one always does.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokensReadable } from './canary.ts';
import { Draw } from './draw.ts';
import { drawRecord } from './draw-roster.ts';
import type { Json } from './oracle.ts';
import type { Type } from './record-fields.ts';
import { RunningWorld } from './running-world.ts';
import type { Rec, Roster, RulePlan, SharePlan } from './world-plan.ts';

const draw = new Draw(11);
const rec = (type: Type, key: string, refs: Partial<Rec> = {}, values: Rec['values'] = {}): Rec => {
  const drawn = drawRecord(draw, 0, type, { key, ...refs });
  return { ...drawn, values: { ...drawn.values, ...values } };
};
const section = (key: string, teachers: readonly string[], values: Rec['values']) =>
  rec('section', key, { school: 'north', teachers, students: ['s1'] }, values);
/** Hidden t2 teaches x1 first, x2 second, and x3 alone, which has a name of its own. */
const ROSTER: Roster = {
  school: [rec('school', 'north')],
  teacher: [rec('teacher', 't1', { school: 'north' }), rec('teacher', 't2', { school: 'north' })],
  student: [rec('student', 's1', { school: 'north' })],
  section: [
    section('x1', ['t2', 't1'], { name: '', course_name: 'Reading', period: '4' }),
    section('x2', ['t1', 't2'], { name: '', course_name: '', section_number: '', period: '' }),
    section('x3', ['t2'], { name: 'Homeroom of the heron', course_name: 'Advisory' }),
  ],
  school_admin: [],
  contact: [],
  district_admin: [],
};
const WITHOUT_T2: RulePlan = {
  match: 'teachers',
  where: [{ field: 'sis_id', op: 'is', value: ['t2'] }],
  exclude: true,
};
const SHARES: readonly SharePlan[] = [
  { kind: 'rules', rules: [{ match: 'sections', where: [] }, WITHOUT_T2] },
  { kind: 'everything', staff: true },
  { kind: 'everything', staff: false },
];

let world: RunningWorld;
beforeAll(async () => {
  const application = {
    tier: 'secure_sync',
    scopes: ['read:sis'],
    uses: {},
    userTypes: [],
    asksFirst: false,
  } as const;
  world = await RunningWorld.open({
    seed: 11,
    districts: [ROSTER],
    applications: SHARES.map(() => application),
    steps: [],
  });
  for (const [n, share] of SHARES.entries())
    await world.apply({
      act: 'connect',
      connection: n,
      district: 0,
      application: n,
      scopes: ['read:sis'],
      sharing: { share, refused: {}, granted: [] },
      launched: true,
    });
});
afterAll(() => world.close());

const callerOf = (connection: number) => world.caller(world.truth.tokens[connection]?.value);
const where = (filter: Json) => `/v1.1/sections?where=${encodeURIComponent(JSON.stringify(filter))}`;
const idOf = (name: string) => world.truth.districts[0]?.ids.get(name) ?? '';
const last = (key: string) =>
  world.truth.districts[0]?.roster.teacher.find((one) => one.key === key)?.values['name.last'] ?? '';

async function sections(connection: number): Promise<ReadonlyMap<unknown, Json>> {
  const { data } = (await callerOf(connection).get('/v1.1/sections')).json() as {
    readonly data: readonly { readonly data: Json }[];
  };
  return new Map(data.map((item) => [item.data['sis_id'], item.data]));
}
const namesOf = async (connection: number) =>
  [...(await sections(connection))].map(([key, { name }]) => [key, name]).sort();

/** Everything that could hold the name of a teacher whom the first token does not see. */
const paths = () => [
  '/v1.1/sections',
  `/v1.1/sections/${idOf('section x1')}`,
  `/v1.1/sections/${idOf('section x3')}`,
  `/v1.1/students/${idOf('student s1')}/sections`,
  `/v1.1/teachers/${idOf('teacher t1')}/sections`,
  `/v1.1/schools/${idOf('school north')}/sections`,
  `/v1.1/students?include=sections`,
  where({ name: { $regex: 'Reading' } }),
];
async function transcript(connection: number): Promise<string> {
  const answers = await Promise.all(paths().map((path) => callerOf(connection).get(path)));
  return answers.map((one) => `${one.status} ${one.header('etag')} ${one.text}`).join('\n');
}

/** The district sends the same with other last names. */
async function rename(key: string, name: string): Promise<void> {
  const [district] = world.truth.districts;
  if (!district) throw new Error('The world has no district.');
  const teacher = district.roster.teacher.map((one) =>
    one.key === key ? { ...one, values: { ...one.values, 'name.last': name } } : one,
  );
  district.roster = { ...district.roster, teacher };
  await world.importRoster(district);
}

describe('the name of a section that has none of its own', () => {
  it('is made without the last name of a teacher who is not shared', async () => {
    expect(await namesOf(0)).toEqual([
      ['x1', 'Reading - 4'],
      // The primary teacher is shared, whoever else teaches.
      ['x2', `x2 - ${last('t1')}`],
      ['x3', 'Homeroom of the heron'],
    ]);
    for (const connection of [1, 2])
      expect((await namesOf(connection))[0]).toEqual(['x1', `Reading - ${last('t2')} - 4`]);
  });

  it('tells that name in no answer', async () => {
    const [hidden = ''] = tokensReadable(last('t2'));
    expect(hidden).toContain('.t2.name_last.');
    expect(tokensReadable(await transcript(0)).has(hidden)).toBe(false);
    expect(tokensReadable(await transcript(1)).has(hidden)).toBe(true);
  });

  it('is what filters compare with', async () => {
    const found = async (connection: number, filter: Json) =>
      ((await callerOf(connection).get(where(filter))).json() as { data: readonly unknown[] }).data.length;
    const whole = { name: `Reading - ${last('t2')} - 4` };
    const part = { name: { $regex: last('t2').slice(0, 12) } };
    expect([await found(0, whole), await found(0, { name: 'Reading - 4' })]).toEqual([0, 1]);
    expect([await found(1, whole), await found(1, { name: 'Reading - 4' })]).toEqual([1, 0]);
    expect(await found(1, part)).toBeGreaterThan(await found(0, { name: { $regex: 't2.name_last' } }));
    expect(await found(0, { name: { $regex: 't2.name_last' } })).toBe(0);
  });

  it('does not change, nor its stamp, when that teacher is called otherwise', async () => {
    const before = await transcript(0);
    const seen = await transcript(1);
    await rename('t2', 'French');
    expect(await transcript(0)).toBe(before);
    expect(await transcript(1)).not.toBe(seen);
    expect((await namesOf(1))[0]).toEqual(['x1', 'Reading - French - 4']);
  });

  it('follows the sharing of the teacher', async () => {
    const share = async (plan: SharePlan) => {
      await world.apply({
        act: 'share',
        connection: 0,
        sharing: { share: plan, refused: {}, granted: [] },
      });
    };
    await share({ kind: 'rules', rules: [{ match: 'sections', where: [] }] });
    expect((await namesOf(0))[0]).toEqual(['x1', 'Reading - French - 4']);
    await share({ kind: 'rules', rules: [{ match: 'sections', where: [] }, WITHOUT_T2] });
    expect((await namesOf(0))[0]).toEqual(['x1', 'Reading - 4']);
  });
});
