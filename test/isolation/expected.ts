/** What each endpoint must answer to a token, from the tables of `auth-and-sharing` 7.2, 7.3 and 8. */
import { type Type } from './record-fields.ts';
import type { Json, Sight } from './oracle.ts';
import { idOf } from './truth.ts';

export type Named = Type | 'district';

/** Any of these scopes opens a record type (7.2); sections belong to Secure Sync. */
const GATES: Readonly<Record<Type, readonly string[]>> = {
  school: ['read:sis', 'read:schools'],
  teacher: ['read:sis', 'read:teachers'],
  student: ['read:sis', 'read:students'],
  section: ['read:sis', 'read:sections'],
  school_admin: ['read:school_admins'],
  contact: ['read:sis', 'read:student_contacts'],
  district_admin: ['read:district_admins'],
};

export function opens({ scopes, secure }: Sight, type: Named): boolean {
  if (type === 'district') return true;
  return GATES[type].some((scope) => scopes.has(scope)) && (type !== 'section' || secure);
}

export interface RelationRow {
  readonly to: Named | 'grades' | 'status';
  readonly many: boolean;
  /** Lists of records that also filter and count. */
  readonly full?: true;
  readonly bare?: true;
  /** Stands among the links of a record. */
  readonly linked: boolean;
}
const one = (to: Named): RelationRow => ({ to, many: false, linked: true });
const many = (to: Named): RelationRow => ({ to, many: true, linked: true });
const full = (to: Named): RelationRow => ({ to, many: true, full: true, linked: true });

/** Second-level endpoints (`api-v1.1` 2.2). */
export const RELATIONS: Readonly<Record<Named, Readonly<Record<string, RelationRow>>>> = {
  district: {
    schools: full('school'),
    teachers: full('teacher'),
    students: full('student'),
    sections: full('section'),
    admins: { to: 'district_admin', many: true, bare: true, linked: false },
    status: { to: 'status', many: false, linked: false },
  },
  school: {
    district: one('district'),
    teachers: full('teacher'),
    students: full('student'),
    sections: full('section'),
  },
  teacher: {
    district: one('district'),
    school: one('school'),
    students: many('student'),
    sections: many('section'),
    grade_levels: { to: 'grades', many: false, linked: true },
  },
  student: {
    district: one('district'),
    sections: many('section'),
    school: one('school'),
    teachers: many('teacher'),
    contacts: { to: 'contact', many: true, bare: true, linked: true },
  },
  section: {
    district: one('district'),
    teacher: one('teacher'),
    teachers: many('teacher'),
    students: many('student'),
    school: one('school'),
  },
  school_admin: { schools: many('school') },
  contact: { district: one('district'), student: one('student') },
  district_admin: {},
};
export const HAS_EVENTS: readonly Named[] = ['district', 'school', 'teacher', 'student', 'section'];

/** Nested reads need both gates (7.2); who may read of a district what a record belongs to, is told it by schools. */
export function opensRelation(sight: Sight, from: Named, { to }: RelationRow): boolean {
  if (!opens(sight, from)) return false;
  if (to === 'district') return opens(sight, 'school');
  return to === 'status' || to === 'grades' || opens(sight, to);
}

/** The person a user token is of, with the id. */
export function personOf({ token, district }: Sight) {
  return token.kind === 'user'
    ? { ...token.person, id: idOf(district, token.person.type, token.person.key) }
    : undefined;
}

/** Whether the endpoint belongs to what the token is for; otherwise 403 (8.3, 8.4). */
export function mayAsk(sight: Sight, from: Named, rel: string | undefined, isList: boolean): boolean {
  const person = personOf(sight);
  if (!person) {
    const relation = rel === undefined ? undefined : RELATIONS[from][rel];
    return relation ? opensRelation(sight, from, relation) : opens(sight, from);
  }
  if (isList) return false;
  if (rel === undefined) return from === person.type || from === 'school' || from === 'district';
  return (
    from === person.type && RELATIONS[from][rel]?.many === false && (rel === 'school' || rel === 'district')
  );
}

function basicRecord(record: Json): Json {
  const { id, district, email, name } = record;
  const { first, last } = (name ?? {}) as Json;
  return {
    id,
    district,
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name: { first, last } }),
  };
}

const PLURAL_OF = {
  student: 'students',
  teacher: 'teachers',
  school_admin: 'school_admins',
  district_admin: 'district_admins',
} as const;

/** The own record of a person: whole for Secure Sync with read:sis, else what the smaller tier is told (7.3, 8.2). */
export function ownRecord(sight: Sight, record: Json): Json {
  const person = personOf(sight);
  if (sight.secure && sight.scopes.has('read:sis')) {
    const { frl_status: _frl, iep_status: _iep, ...rest } = record;
    return rest;
  }
  const plural = PLURAL_OF[person?.type ?? 'student'];
  const isTold = ['read:sis', `read:${plural}`, `read:${plural}_basic`].some((scope) =>
    sight.scopes.has(scope),
  );
  return isTold ? basicRecord(record) : { id: record['id'], district: record['district'] };
}

export function districtRecord({ district, secure }: Sight): Json {
  const { id, name, mdrNumber } = district;
  return secure ? { id, name, mdr_number: mdrNumber } : { id, name };
}

/** The records of a type that this token may fetch one by one, as they must be served. */
export function readable(sight: Sight, type: Named): ReadonlyMap<string, Json> {
  if (type === 'district') return new Map([[sight.district.id, districtRecord(sight)]]);
  const all = sight.shown[type];
  const person = personOf(sight);
  if (!person) return all;
  const own = sight.shown[person.type].get(person.id) ?? {};
  if (type === 'school') {
    const named = [own['school'], own['schools']].flat();
    return new Map([...all].filter(([id]) => named.includes(id)));
  }
  return type === person.type ? new Map([[person.id, ownRecord(sight, own)]]) : new Map();
}

const names = (value: unknown): readonly string[] => [value].flat().filter((id) => typeof id === 'string');

/** Ids that a relation leads to, ascending (`api-v1.1` 2.5). */
export function relatedIds(sight: Sight, from: Named, id: string, rel: string): readonly string[] {
  const { shown, district } = sight;
  const relation = RELATIONS[from][rel];
  const to = relation?.to;
  if (to === undefined || to === 'status' || to === 'grades') return [];
  if (to === 'district') return [district.id];
  const naming = (type: Type, field: string) =>
    [...shown[type]].filter(([, record]) => names(record[field]).includes(id)).map(([other]) => other);
  const find = (): readonly string[] => {
    switch (`${from}.${rel}`) {
      case 'district.schools':
      case 'district.teachers':
      case 'district.students':
      case 'district.sections':
      case 'district.admins':
        return [...shown[to].keys()];
      case 'school.teachers':
      case 'school.students':
      case 'school.sections':
        return naming(to, 'school');
      case 'teacher.sections':
        return naming('section', 'teachers');
      case 'teacher.students':
        return naming('section', 'teachers').flatMap((section) =>
          names(shown.section.get(section)?.['students']),
        );
      case 'student.sections':
        return naming('section', 'students');
      case 'student.teachers':
        return naming('section', 'students').flatMap((section) =>
          names(shown.section.get(section)?.['teacher']),
        );
      case 'student.contacts':
        return naming('contact', 'student');
      default:
        return from === 'district' ? [] : names(shown[from].get(id)?.[rel]);
    }
  };
  return [...new Set(find())].sort();
}

/** Grades of the visible sections of a teacher. */
export function gradesOf({ shown }: Sight, teacher: string): readonly string[] {
  const grades = [...shown.section.values()]
    .filter((section) => names(section['teachers']).includes(teacher))
    .flatMap((section) => names(section['grade']));
  return [...new Set(grades)].sort();
}

/** The rels of a single record (`api-v1.1` 4.3), without those that lead nowhere (7.2). */
export function relsOf(sight: Sight, from: Named): readonly string[] {
  const person = personOf(sight);
  const rels = Object.entries(RELATIONS[from])
    .filter(([rel, relation]) => relation.linked && mayAsk(sight, from, rel, false))
    .map(([rel]) => rel);
  return HAS_EVENTS.includes(from) && sight.secure && !person ? [...rels, 'events'] : rels;
}
