/** The fixed roster of the authorization matrix: what is shared by each way of sharing, what is hidden, and what was there once. */
import type { View } from './authorization-table.ts';
import { Draw } from './draw.ts';
import { drawRecord } from './draw-roster.ts';
import type { Type } from './record-fields.ts';
import type { Rec, Roster, SharePlan, SharingPlan } from './world-plan.ts';

type Keys = Readonly<Record<Type, string>>;

/** In every share: school north with teacher ann, whose section x1 has s1 of north and s2 of east. Hidden: school south with bob, s3 and x2. */
export const SHARED: Keys = {
  school: 'north',
  teacher: 't1',
  student: 's1',
  section: 'x1',
  school_admin: 'a1',
  contact: 's1/k1',
  district_admin: 'da1',
};
export const HIDDEN: Keys = {
  school: 'south',
  teacher: 't2',
  student: 's3',
  section: 'x2',
  school_admin: 'a2',
  contact: 's3/k1',
  district_admin: 'da1',
};
/** Named by a shared record, or naming one, and hidden from who sees a school or a rule; x3 is a class of ann's at the hidden school. */
const RELATED: Keys = { ...HIDDEN, school: 'east', student: 's2', section: 'x3', contact: 's2/k1' };
/** Was there once. */
export const GONE: Keys = {
  school: 'west',
  teacher: 't4',
  student: 's4',
  section: 'x4',
  school_admin: 'a4',
  contact: 's4/k1',
  // They are entered by hand and do not go.
  district_admin: 'nobody',
};

export function rosterOf(district: number, withGone: boolean): Roster {
  const draw = new Draw(42 + district);
  const rec = (type: Type, key: string, refs: Omit<Rec, 'key' | 'values' | 'unserved'> = {}) =>
    drawRecord(draw, district, type, { key, ...refs });
  const gone = <T>(...list: readonly T[]) => (withGone ? list : []);
  const student = (key: string, school: string, grade: string) => {
    const drawn = rec('student', key, { school });
    return { ...drawn, values: { ...drawn.values, grade } };
  };
  return {
    school: ['north', 'east', 'south', ...gone('west')].map((key) => rec('school', key)),
    teacher: [
      rec('teacher', 't1', { school: 'north' }),
      rec('teacher', 't2', { school: 'south' }),
      ...gone(rec('teacher', 't4', { school: 'west' })),
    ],
    student: [
      student('s1', 'north', '3'),
      student('s2', 'east', '4'),
      student('s3', 'south', '4'),
      ...gone(student('s4', 'west', '3')),
    ],
    section: [
      rec('section', 'x1', { school: 'north', teachers: ['t1'], students: ['s1', 's2'] }),
      rec('section', 'x2', { school: 'south', teachers: ['t2'], students: ['s3'] }),
      rec('section', 'x3', { school: 'south', teachers: ['t1'], students: ['s3'] }),
      ...gone(rec('section', 'x4', { school: 'west', teachers: ['t4'], students: ['s4'] })),
    ],
    school_admin: [
      rec('school_admin', 'a1', { schools: ['north', 'south'] }),
      rec('school_admin', 'a2', { schools: ['south'] }),
      ...gone(rec('school_admin', 'a4', { schools: ['west'] })),
    ],
    contact: ['s1', 's2', 's3', ...gone('s4')].map((key) => rec('contact', `${key}/k1`, { student: key })),
    district_admin: [rec('district_admin', 'da1')],
  };
}

const sharing = (share: SharePlan, granted: readonly string[] = []): SharingPlan => ({
  share,
  refused: {},
  granted,
});
export const EVERYTHING = sharing({ kind: 'everything', staff: true });
export const SHARES: Readonly<Record<Exclude<View, 'everything' | 'other_district'>, SharingPlan>> = {
  by_school: sharing({ kind: 'schools', schools: ['north'], staff: true }),
  by_section: sharing({ kind: 'sections', sections: ['x1'] }),
  by_rule: sharing({
    kind: 'rules',
    rules: [
      { match: 'students', where: [{ field: 'grade', op: 'is', value: ['3'] }] },
      { match: 'staff', where: [{ field: 'staff_id', op: 'is', value: ['a1'] }] },
    ],
  }),
};

/** What each view shows of a type, by key: nothing that is not named here. */
export const VISIBLE: Readonly<Record<View, Readonly<Record<Type, readonly string[]>>>> = {
  everything: {
    school: ['north', 'east', 'south'],
    teacher: ['t1', 't2'],
    student: ['s1', 's2', 's3'],
    section: ['x1', 'x2', 'x3'],
    school_admin: ['a1', 'a2'],
    contact: ['s1/k1', 's2/k1', 's3/k1'],
    district_admin: ['da1'],
  },
  // x3 is at another school, and s2 belongs to one.
  by_school: {
    school: ['north'],
    teacher: ['t1'],
    student: ['s1'],
    section: ['x1'],
    school_admin: ['a1'],
    contact: ['s1/k1'],
    district_admin: [],
  },
  by_section: {
    school: ['north', 'east'],
    teacher: ['t1'],
    student: ['s1', 's2'],
    section: ['x1'],
    school_admin: [],
    contact: ['s1/k1', 's2/k1'],
    district_admin: [],
  },
  // Staff bring the schools that they oversee.
  by_rule: {
    school: ['north', 'south'],
    teacher: ['t1'],
    student: ['s1'],
    section: ['x1'],
    school_admin: ['a1'],
    contact: ['s1/k1'],
    district_admin: [],
  },
  other_district: {
    school: [],
    teacher: [],
    student: [],
    section: [],
    school_admin: [],
    contact: [],
    district_admin: [],
  },
};

export type Depth = 'shared' | 'hidden' | 'related' | 'gone' | 'other district' | 'never' | 'malformed';
export const DEPTHS: readonly Depth[] = [
  'shared',
  'hidden',
  'related',
  'gone',
  'other district',
  'never',
  'malformed',
];
export const KEYS_AT = {
  shared: SHARED,
  hidden: HIDDEN,
  related: RELATED,
  gone: GONE,
  'other district': SHARED,
} as const;

export const NEVER = '0123456789abcdef01234567';
