/**
 * Lists of several segments, of which a token sees every second record or fewer: the worlds of the canaries are too small for that. Pages,
 * counts and filters are exactly those of what is shared, also after people moved.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { Draw } from './draw.ts';
import { RunningWorld } from './running-world.ts';
import { drawRecord } from './draw-roster.ts';
import type { Rec, Roster, Step } from './world-plan.ts';

/** Three segments and a bit. */
const STUDENTS = 1_300;

const draw = new Draw(7);
const rec = (type: 'school' | 'teacher' | 'student' | 'section', key: string, refs: Partial<Rec> = {}): Rec =>
  drawRecord(draw, 0, type, { key, ...refs });

const students = Array.from({ length: STUDENTS }, (_, n) =>
  rec('student', `p${String(n).padStart(4, '0')}`, { school: n % 3 === 0 ? 'north' : 'south' }),
);
const roster: Roster = {
  school: [rec('school', 'north'), rec('school', 'south')],
  teacher: [rec('teacher', 't1', { school: 'north' })],
  student: students,
  section: [
    rec('section', 'x1', { school: 'north', teachers: ['t1'], students: students.map(({ key }) => key) }),
  ],
  school_admin: [],
  contact: [],
  district_admin: [],
};
const connect: Step = {
  act: 'connect',
  connection: 0,
  district: 0,
  application: 0,
  scopes: ['read:sis'],
  sharing: { share: { kind: 'schools', schools: ['north'], staff: false }, refused: {}, granted: [] },
  launched: true,
};

let world: RunningWorld;
let caller: Caller;
beforeAll(async () => {
  const application = {
    tier: 'secure_sync',
    scopes: ['read:sis'],
    uses: {},
    userTypes: [],
    asksFirst: false,
  } as const;
  world = await RunningWorld.open({ seed: 7, districts: [roster], applications: [application], steps: [] });
  await world.apply(connect);
  caller = world.caller(world.truth.tokens[0]?.value);
});
afterAll(() => world.close());

/** Ids of the students who are shared, ascending. */
function shared(): readonly string[] {
  const [district] = world.truth.districts;
  return (district?.roster.student ?? [])
    .filter(({ school }) => school === 'north')
    .flatMap(({ key }) => district?.ids.get(`student ${key}`) ?? [])
    .sort();
}

interface Body {
  readonly data: readonly { readonly data: { readonly id: string; readonly school: string } }[];
  readonly paging?: { readonly count: number };
  readonly links: readonly { readonly rel: string; readonly uri: string }[];
}

async function read(
  path: string,
): Promise<{ readonly ids: readonly string[]; readonly next?: string; readonly count?: number }> {
  const { data, paging, links } = (await caller.get(path)).json() as Body;
  const next = links.find(({ rel }) => rel === 'next')?.uri;
  return {
    ids: data.map((item) => item.data.id),
    ...(next === undefined ? {} : { next }),
    ...(paging ? { count: paging.count } : {}),
  };
}

async function expectExactly(): Promise<void> {
  const ids = shared();
  const [school] = (await read('/v1.1/schools')).ids;
  for (const list of ['/v1.1/students', `/v1.1/schools/${school ?? ''}/students`]) {
    expect(await read(`${list}?limit=10000`)).toEqual({ ids, count: ids.length });
    for (const limit of [100, 399, 400]) {
      const found: string[] = [];
      for (let path: string | undefined = `${list}?limit=${limit}`; path !== undefined;) {
        const page = await read(path);
        found.push(...page.ids);
        path = page.next;
      }
      expect(found).toEqual(ids);
    }
    const everybody = [...(world.truth.districts[0]?.ids ?? [])]
      .flatMap(([name, id]) => (name.startsWith('student ') ? [id] : []))
      .sort();
    for (const cursor of draw.some(everybody, 0.01)) {
      const after = await read(`${list}?limit=50&starting_after=${cursor}`);
      expect(after.ids).toEqual(ids.filter((id) => id > cursor).slice(0, 50));
      const before = await read(`${list}?limit=50&ending_before=${cursor}`);
      expect(before.ids).toEqual(ids.filter((id) => id < cursor).slice(-50));
    }
    expect((await caller.get(`${list}?count=true`)).json()).toMatchObject({ count: ids.length });
    const where = encodeURIComponent(JSON.stringify({ sis_id: { $gte: 'p0600' } }));
    expect((await read(`${list}?limit=10000&where=${where}`)).ids).toEqual(
      ids.filter((id) => everybodyFrom('p0600').has(id)),
    );
  }
  const [section] = (await read('/v1.1/sections')).ids;
  expect((await read(`/v1.1/sections/${section ?? ''}/students?limit=10000`)).ids).toEqual(ids);
}

function everybodyFrom(key: string): ReadonlySet<string> {
  const ids = world.truth.districts[0]?.ids ?? new Map<string, string>();
  return new Set(
    [...ids].flatMap(([name, id]) => (name.startsWith('student ') && name.slice(8) >= key ? [id] : [])),
  );
}

describe('a long list of which a token sees a part', () => {
  it('holds exactly what is shared', async () => {
    expect(shared().length).toBeGreaterThan(400);
    await expectExactly();
  });

  it('still does after people moved between schools', async () => {
    const [district] = world.truth.districts;
    if (!district) throw new Error('The world has no district.');
    const moved = district.roster.student.map((student, n) =>
      n % 7 === 0 ? { ...student, school: student.school === 'north' ? 'south' : 'north' } : student,
    );
    const kept = moved.filter((_, n) => n % 11 !== 0);
    district.roster = {
      ...district.roster,
      student: kept,
      section: district.roster.section.map((section) => ({
        ...section,
        students: kept.map(({ key }) => key),
      })),
    };
    await world.importRoster(district);
    await expectExactly();
  });
});
