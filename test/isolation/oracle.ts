/**
 * What a token may see, from `auth-and-sharing` 7 to 9 alone: sets and loops over the truth, no SQL, and nothing of src. Slow and obvious on
 * purpose; where it and the server differ, one of them is wrong.
 */
import { GRANTED, type Type, TYPES, VALUES } from './record-fields.ts';
import { type DistrictTruth, idOf, type TokenTruth, type Truth } from './truth.ts';
import type { ConditionPlan, Rec, Roster, RulePlan, SharePlan } from './world-plan.ts';

export type Json = Readonly<Record<string, unknown>>;
export type Keys = Readonly<Record<Type, ReadonlySet<string>>>;

const keysOf = (recs: readonly Rec[]) => recs.map(({ key }) => key);
const find = (roster: Roster, type: Type, key: string) => roster[type].find((rec) => rec.key === key);

/**
 * A section without a name is called after course, primary teacher and period (`roster-csv` 1.12); to whoever does not see the teacher, without
 * that name.
 */
export function sectionName(roster: Roster, { key, values, teachers }: Rec, seesTeacher: boolean): string {
  const given = values['name'] ?? '';
  if (given !== '') return given;
  const [primary = ''] = teachers ?? [];
  const parts = [
    [values['course_name'], values['section_number'], key].find((part) => part !== undefined && part !== ''),
    seesTeacher ? find(roster, 'teacher', primary)?.values['name.last'] : '',
    values['period'],
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(' - ');
}

function holds({ field, op, value }: ConditionPlan, rec: Rec, roster: Roster, type: Type): boolean {
  const own: Readonly<Record<string, readonly string[]>> = {
    sis_id: [rec.key],
    staff_id: [rec.key],
    school: rec.school === undefined ? [] : [rec.school],
    schools: rec.schools ?? [],
    // The primary teacher (`api-v1.1` 7.5).
    teacher: rec.teachers?.slice(0, 1) ?? [],
    // A rule is the district's, which sees everything.
    ...(type === 'section' ? { name: [sectionName(roster, rec, true)] } : {}),
    role: rec.unserved['Role'] === undefined ? [] : [rec.unserved['Role']],
  };
  const single = rec.values[field];
  const texts = own[field] ?? (single === undefined ? [] : [single]);
  const any = (test: (text: string, wanted: string) => boolean) =>
    texts.some((text) => value.some((wanted) => test(text, wanted)));
  if (op === 'contains') return any((text, part) => text.toLowerCase().includes(part.toLowerCase()));
  const is = any((text, wanted) => text === wanted);
  return op === 'is' ? is : !is;
}

const MATCHED: Readonly<Record<RulePlan['match'], Type>> = {
  sections: 'section',
  students: 'student',
  teachers: 'teacher',
  staff: 'school_admin',
};

/** The records that a share makes visible, by key (`auth-and-sharing` 9.2 to 9.4). */
export function visibleKeys(roster: Roster, share: SharePlan): Keys {
  const seen = Object.fromEntries(TYPES.map((type) => [type, new Set<string>()])) as Record<
    Type,
    Set<string>
  >;
  const add = (type: Type, keys: Iterable<string>) => {
    for (const key of keys) if (find(roster, type, key)) seen[type].add(key);
  };
  if (share.kind === 'none') return seen;
  if (share.kind === 'everything') {
    for (const type of ['school', 'teacher', 'student', 'section', 'contact'] as const)
      add(type, keysOf(roster[type]));
    // "staff only if the extra box is ticked" (9.2).
    if (share.staff)
      for (const type of ['school_admin', 'district_admin'] as const) add(type, keysOf(roster[type]));
    return seen;
  }
  // Removed after the union, and so bringing nothing with them (9.3).
  const excluded = Object.fromEntries(TYPES.map((type) => [type, new Set<string>()])) as Record<
    Type,
    Set<string>
  >;
  const bring = (type: Type, keys: Iterable<string>) =>
    add(
      type,
      [...keys].filter((key) => !excluded[type].has(key)),
    );
  /** Sections of which the students come too. */
  const whole = new Set<string>();
  if (share.kind === 'schools' || share.kind === 'site') {
    add('school', share.schools);
    const isAt = (rec: Rec) => rec.school !== undefined && seen.school.has(rec.school);
    for (const type of ['section', 'student', 'teacher'] as const)
      add(type, keysOf(roster[type].filter(isAt)));
    if (share.staff)
      add(
        'school_admin',
        keysOf(roster.school_admin.filter((rec) => rec.schools?.some((key) => seen.school.has(key)))),
      );
  }
  if (share.kind === 'sections') {
    add('section', share.sections);
    for (const key of seen.section) whole.add(key);
  }
  if (share.kind === 'rules') {
    const named = ({ match, where }: RulePlan) =>
      keysOf(
        roster[MATCHED[match]].filter((rec) =>
          where.every((condition) => holds(condition, rec, roster, MATCHED[match])),
        ),
      );
    for (const rule of share.rules)
      if (rule.exclude) for (const key of named(rule)) excluded[MATCHED[rule.match]].add(key);
    for (const rule of share.rules) {
      if (rule.exclude) continue;
      const chosen = named(rule).filter((key) => !excluded[MATCHED[rule.match]].has(key));
      bring(MATCHED[rule.match], chosen);
      const addSections = (has: (section: Rec) => boolean, withStudents: boolean) => {
        for (const section of roster.section)
          if (has(section) && !excluded.section.has(section.key)) {
            seen.section.add(section.key);
            if (withStudents) whole.add(section.key);
          }
      };
      if (rule.match === 'sections') for (const key of chosen) whole.add(key);
      if (rule.match === 'students')
        addSections(({ students }) => students?.some((key) => chosen.includes(key)) === true, false);
      if (rule.match === 'teachers')
        addSections(
          ({ teachers }) => teachers?.some((key) => chosen.includes(key)) === true,
          rule.with_students === true,
        );
      if (rule.match === 'staff')
        for (const admin of roster.school_admin)
          if (chosen.includes(admin.key)) add('school', admin.schools ?? []);
    }
  }
  for (const section of roster.section) {
    if (whole.has(section.key)) bring('student', section.students ?? []);
    if (seen.section.has(section.key)) bring('teacher', section.teachers ?? []);
  }
  for (const type of ['section', 'student', 'teacher'] as const)
    for (const rec of roster[type])
      if (seen[type].has(rec.key) && rec.school !== undefined) seen.school.add(rec.school);
  for (const contact of roster.contact)
    if (contact.student !== undefined && seen.student.has(contact.student)) seen.contact.add(contact.key);
  return seen;
}

/** What one token may see now. */
export interface Sight {
  readonly token: TokenTruth;
  readonly district: DistrictTruth;
  readonly keys: Keys;
  readonly scopes: ReadonlySet<string>;
  readonly secure: boolean;
  /** Each visible record as it must be served, without the hub's stamps. */
  readonly shown: Readonly<Record<Type, ReadonlyMap<string, Json>>>;
  /** Fields of a type that this token can ever see. */
  readonly fields: (type: Type) => ReadonlySet<string>;
}

/** Undefined: the token opens nothing. */
export function sightOf(truth: Truth, token: TokenTruth): Sight | undefined {
  const { connection } = token;
  const application = truth.applications[connection.application];
  const present = truth.districts[connection.district];
  if (token.over || connection.ended || !application?.enabled || !present) return undefined;
  // People are who they are now.
  const frozen = token.kind === 'district' ? connection.frozen : undefined;
  const district = frozen ? { ...present, roster: frozen.roster } : present;
  const { sharing, uses } = frozen ?? { sharing: connection.sharing, uses: application.uses };
  const keys = visibleKeys(district.roster, sharing.share);
  if (token.kind === 'user') {
    const { type, key } = token.person;
    if (!application.userTypes.includes(type) || !keys[type].has(key)) return undefined;
    if (!connection.launched && type !== 'district_admin') return undefined;
  }
  const basic = (scope: string) => scope === 'read:user_id' || scope.endsWith('_basic');
  const secure = application.tier === 'secure_sync';
  const scopes = new Set(
    application.scopes.filter((scope) => connection.scopes.includes(scope) && (secure || basic(scope))),
  );
  /** Refused by the district, unless the application requires it; not taken; not granted (7.3). */
  const isHidden = (type: Type, name: string): boolean => {
    const use = uses[type]?.[name] ?? 'optional';
    if (use === 'untaken') return true;
    if ((GRANTED as readonly string[]).includes(name)) return !sharing.granted.includes(name);
    const refused = type === 'student' || type === 'contact' ? sharing.refused[type] : undefined;
    return use === 'optional' && refused?.includes(name) === true;
  };
  const shown = Object.fromEntries(
    TYPES.map((type) => [
      type,
      new Map(
        district.roster[type]
          .filter(({ key }) => keys[type].has(key))
          .map((rec) => [idOf(district, type, rec.key), recordOf(district, keys, type, rec, isHidden)]),
      ),
    ]),
  ) as Record<Type, Map<string, Json>>;
  return { token, district, keys, scopes, secure, shown, fields: (type) => fieldsOf(type, isHidden) };
}

/** A record as it is served: hidden fields are left out, and so are ids of hidden records. */
function recordOf(
  district: DistrictTruth,
  keys: Keys,
  type: Type,
  rec: Rec,
  isHidden: (type: Type, name: string) => boolean,
): Json {
  const record: Record<string, unknown> = { id: idOf(district, type, rec.key), district: district.id };
  for (const [path, value] of Object.entries(rec.values)) {
    const [first = '', second] = path.split('.');
    if (isHidden(type, first)) continue;
    if (second === undefined) record[first] = value;
    else record[first] = { ...(record[first] as Json | undefined), [second]: value };
  }
  const visible = (of: Type, named: readonly string[]) =>
    named.filter((key) => keys[of].has(key)).map((key) => idOf(district, of, key));
  if (type === 'school_admin') record['staff_id'] = rec.key;
  else if (type !== 'contact' && type !== 'district_admin') record['sis_id'] = rec.key;
  if (rec.school !== undefined) record['school'] = idOf(district, 'school', rec.school);
  if (rec.schools) record['schools'] = visible('school', rec.schools).sort();
  if (rec.students) record['students'] = visible('student', rec.students).sort();
  if (rec.teachers) {
    const seesPrimary = keys.teacher.has(rec.teachers[0] ?? '');
    record['name'] = sectionName(district.roster, rec, seesPrimary);
    const teachers = visible('teacher', rec.teachers);
    record['teachers'] = teachers;
    if (teachers[0] !== undefined && !isHidden('section', 'teacher')) record['teacher'] = teachers[0];
  }
  if (rec.student !== undefined) record['student'] = idOf(district, 'student', rec.student);
  return record;
}

const REFERENCES: Readonly<Record<Type, readonly string[]>> = {
  school: ['sis_id'],
  teacher: ['sis_id', 'school'],
  student: ['sis_id', 'school'],
  section: ['sis_id', 'school', 'students', 'teachers', 'teacher'],
  school_admin: ['staff_id', 'schools'],
  contact: ['student'],
  district_admin: [],
};
const STAMPED: readonly Type[] = ['school', 'teacher', 'student', 'section'];

function fieldsOf(type: Type, isHidden: (type: Type, name: string) => boolean): ReadonlySet<string> {
  const names = [
    'id',
    'district',
    ...REFERENCES[type],
    ...(STAMPED.includes(type) ? ['created', 'last_modified'] : []),
  ];
  for (const path of Object.keys(VALUES[type])) names.push(path.split('.')[0] ?? '');
  return new Set(names.filter((name) => !isHidden(type, name)));
}
