/** Rosters from a seed: what a district sends first, and what it sends next. */
import { canary } from './canary.ts';
import { Draw } from './draw.ts';
import { drawValue, type Type, TYPES, UNSERVED, VALUES } from './record-fields.ts';
import type { Rec, Roster } from './world-plan.ts';

const KEYS: Readonly<Record<Type, readonly string[]>> = {
  school: ['north', 'south', 'east'],
  teacher: ['t1', 't2', 't3', 't4'],
  student: ['s1', 's2', 's3', 's4', 's5', 's6', 's7'],
  section: ['x1', 'x2', 'x3', 'x4', 'x5'],
  school_admin: ['a1', 'a2'],
  contact: [],
  district_admin: ['da1'],
};

/** The text of a record's values: canaries, with tails of their own. */
export function drawRecord(
  draw: Draw,
  district: number,
  type: Type,
  rec: Omit<Rec, 'values' | 'unserved'>,
): Rec {
  const text = (field: string) => canary({ district, type, key: rec.key, field }, draw.digits(6));
  const entries = Object.entries(VALUES[type]).map(([path, { form }]): [string, string] => [
    path,
    drawValue(draw, form, () => text(path)),
  ]);
  // Some sections have no name of their own, and of those some no course: the hub makes one, of the teacher's among others.
  const blank = type !== 'section' || draw.chance(0.5) ? [] : draw.pick([['name'], ['name', 'course_name']]);
  const values = entries.map(([path, value]): [string, string] => [path, blank.includes(path) ? '' : value]);
  const unserved = (UNSERVED[type] ?? []).map((column): [string, string] => [column, text(column)]);
  return { ...rec, values: Object.fromEntries(values), unserved: Object.fromEntries(unserved) };
}

function drawRefs(draw: Draw, type: Type, key: string, present: ReadonlyMap<Type, readonly string[]>) {
  const keysOf = (of: Type) => present.get(of) ?? [];
  switch (type) {
    case 'school':
    case 'district_admin':
      return { key };
    case 'teacher':
    case 'student':
      return { key, school: draw.pick(keysOf('school')) };
    case 'section':
      return {
        key,
        school: draw.pick(keysOf('school')),
        teachers: [...draw.atLeastOne(keysOf('teacher'), 0.3)].sort(() => draw.next() - 0.5),
        students: draw.atLeastOne(keysOf('student'), 0.35),
      };
    case 'school_admin':
      return { key, schools: draw.atLeastOne(keysOf('school'), 0.5) };
    case 'contact':
      return { key, student: key.split('/')[0] ?? '' };
  }
}

export function drawRoster(draw: Draw, district: number): Roster {
  const present = new Map<Type, readonly string[]>();
  const roster = {} as Record<Type, readonly Rec[]>;
  for (const type of TYPES) {
    const keys =
      type === 'contact'
        ? (present.get('student') ?? []).flatMap((student) =>
            ['k1', 'k2'].filter(() => draw.chance(0.4)).map((contact) => `${student}/${contact}`),
          )
        : draw.atLeastOne(KEYS[type], 0.85);
    present.set(type, keys);
    roster[type] = keys.map((key) => drawRecord(draw, district, type, drawRefs(draw, type, key, present)));
  }
  return roster;
}

/** What a district sends next: people change, move, leave and come. */
export function nextRoster(before: Roster, district: number, seed: number): Roster {
  const draw = new Draw(seed);
  const fresh = drawRoster(draw, district);
  const after = {} as Record<Type, readonly Rec[]>;
  const present = new Map<Type, readonly string[]>();
  for (const type of TYPES) {
    if (type === 'district_admin') {
      after[type] = before[type];
      continue;
    }
    const known = new Map(before[type].map((rec) => [rec.key, rec]));
    const candidates = [...new Set([...known.keys(), ...fresh[type].map(({ key }) => key)])];
    const isPossible = (rec: Rec) =>
      rec.student === undefined || present.get('student')?.includes(rec.student) === true;
    const kept = candidates.flatMap((key) => {
      const old = known.get(key);
      if (old && draw.chance(0.12)) return [];
      if (!old && draw.chance(0.5)) return [];
      const refs = drawRefs(draw, type, key, present);
      const rec = old && draw.chance(0.6) ? repair(old, present) : undefined;
      const next = rec ?? drawRecord(draw, district, type, refs);
      return isPossible(next) ? [next] : [];
    });
    const [first] = fresh[type];
    // A school, a teacher and a student there always are: what names them needs one.
    after[type] =
      kept.length > 0 || type === 'contact' || !first
        ? kept
        : [drawRecord(draw, district, type, drawRefs(draw, type, first.key, present))];
    present.set(
      type,
      after[type].map(({ key }) => key),
    );
  }
  return after;
}

/** The record if everything that it names is still there; lists without what went. */
function repair(rec: Rec, present: ReadonlyMap<Type, readonly string[]>): Rec | undefined {
  const has = (type: Type, key: string) => present.get(type)?.includes(key) === true;
  if (rec.school !== undefined && !has('school', rec.school)) return undefined;
  const schools = rec.schools?.filter((key) => has('school', key));
  const teachers = rec.teachers?.filter((key) => has('teacher', key));
  const students = rec.students?.filter((key) => has('student', key));
  if ([schools, teachers, students].some((list) => list?.length === 0)) return undefined;
  return {
    ...rec,
    ...(schools ? { schools } : {}),
    ...(teachers ? { teachers } : {}),
    ...(students ? { students } : {}),
  };
}
