/**
 * Which records a choice makes visible: what it names, and what belongs to that (`auth-and-sharing` 9.4). Written as a generator that
 * asks questions of a store, so that the same rules hold on every engine, in a transaction or out of one.
 */
import type { StoredType } from '../roster/index.ts';
import type { Share } from './policy.ts';
import { MATCHES, type Rule, ruleTest } from './rules.ts';

type Values = Readonly<Record<string, unknown>>;

/** A question to the roster of one district; every answer is ids, each once. */
export type Ask =
  | { readonly ask: 'all'; readonly type: StoredType }
  /** Those of these ids of which there is a record. */
  | { readonly ask: 'existing'; readonly type: StoredType; readonly ids: Iterable<string> }
  /** Records that pass, with the values that are stored and not served. */
  | { readonly ask: 'matching'; readonly type: StoredType; readonly passes: (values: Values) => boolean }
  /** Records that name one of these in a field: `section.students`. */
  | { readonly ask: 'children'; readonly relation: string; readonly parents: Iterable<string> }
  /** What these records name in a field. */
  | {
      readonly ask: 'named';
      readonly type: StoredType;
      readonly field: string;
      readonly ids: Iterable<string>;
    };

export type Membership = ReadonlyMap<StoredType, ReadonlySet<string>>;
export type Closure = Generator<Ask, Membership, readonly string[]>;
type Asking<T> = Generator<Ask, T, readonly string[]>;

/** What is named before anything that belongs to it is added. */
interface Chosen {
  /** With teachers and students. */
  readonly sections: Set<string>;
  /** With teachers only. */
  readonly shells: Set<string>;
  readonly students: Set<string>;
  readonly teachers: Set<string>;
  readonly staff: Set<string>;
  readonly schools: Set<string>;
  /** Staff bring the schools that they oversee. */
  staffBringSchools: boolean;
  /** Never visible, whatever leads there. */
  readonly excluded: ReadonlyMap<StoredType, Set<string>>;
}

function nothingChosen(): Chosen {
  return {
    sections: new Set(),
    shells: new Set(),
    students: new Set(),
    teachers: new Set(),
    staff: new Set(),
    schools: new Set(),
    staffBringSchools: false,
    excluded: new Map(Object.values(MATCHES).map((type) => [type, new Set<string>()])),
  };
}

function addAll(to: Set<string>, ids: Iterable<string>): void {
  for (const id of ids) to.add(id);
}

function* chooseSchools(chosen: Chosen, schools: readonly string[], staff: boolean): Asking<void> {
  addAll(chosen.schools, yield { ask: 'existing', type: 'school', ids: schools });
  const parents = chosen.schools;
  // Not their students from elsewhere: a student belongs to one school (9.4).
  addAll(chosen.shells, yield { ask: 'children', relation: 'section.school', parents });
  addAll(chosen.students, yield { ask: 'children', relation: 'student.school', parents });
  addAll(chosen.teachers, yield { ask: 'children', relation: 'teacher.school', parents });
  if (!staff) return;
  const oversees = (values: Values) => [values['schools']].flat().some((id) => parents.has(id as string));
  addAll(chosen.staff, yield { ask: 'matching', type: 'school_admin', passes: oversees });
}

/** What rules take away is gone, whatever else leads there. */
function without({ excluded }: Chosen, type: StoredType, ids: Iterable<string>): Set<string> {
  const hidden = excluded.get(type);
  const kept = new Set<string>();
  for (const id of ids) if (!hidden?.has(id)) kept.add(id);
  return kept;
}

function* chooseByRules(chosen: Chosen, rules: readonly Rule[]): Asking<void> {
  chosen.staffBringSchools = true;
  const naming: { readonly rule: Rule; readonly ids: readonly string[] }[] = [];
  for (const rule of rules) {
    const type = MATCHES[rule.match];
    const ids = yield { ask: 'matching', type, passes: ruleTest(rule) };
    if (rule.exclude) addAll(chosen.excluded.get(type) ?? new Set(), ids);
    else naming.push({ rule, ids });
  }
  // After all rules were read: what is taken away by any of them brings nothing with it, neither classes nor students (9.3).
  for (const { rule, ids } of naming) {
    const kept = without(chosen, MATCHES[rule.match], ids);
    switch (rule.match) {
      case 'sections':
        addAll(chosen.sections, kept);
        break;
      case 'students':
        addAll(chosen.students, kept);
        break;
      case 'teachers': {
        addAll(chosen.teachers, kept);
        const taught = yield { ask: 'children', relation: 'section.teachers', parents: kept };
        addAll(rule.with_students ? chosen.sections : chosen.shells, without(chosen, 'section', taught));
        break;
      }
      case 'staff':
        addAll(chosen.staff, kept);
    }
  }
  // A student who is named brings the classes; the others in them stay hidden.
  addAll(chosen.shells, yield { ask: 'children', relation: 'section.students', parents: chosen.students });
}

/** Adds what belongs to the chosen records. */
function* complete(chosen: Chosen): Closure {
  const sections = without(chosen, 'section', [...chosen.sections, ...chosen.shells]);
  const enrolled = yield { ask: 'named', type: 'section', field: 'students', ids: chosen.sections };
  const students = without(chosen, 'student', [...chosen.students, ...enrolled]);
  // Every visible section keeps its teachers: v1.1 promises them (`api-v1.1` 7.5).
  const teaching = yield { ask: 'named', type: 'section', field: 'teachers', ids: sections };
  const teachers = without(chosen, 'teacher', [...chosen.teachers, ...teaching]);
  const schools = new Set(chosen.schools);
  for (const [type, ids] of [
    ['section', sections],
    ['student', students],
    ['teacher', teachers],
  ] as const)
    addAll(schools, yield { ask: 'named', type, field: 'school', ids });
  if (chosen.staffBringSchools)
    addAll(schools, yield { ask: 'named', type: 'school_admin', field: 'schools', ids: chosen.staff });
  const contacts = yield { ask: 'children', relation: 'contact.student', parents: students };
  return new Map<StoredType, ReadonlySet<string>>([
    ['school', schools],
    ['teacher', teachers],
    ['student', students],
    ['section', sections],
    ['school_admin', chosen.staff],
    ['contact', new Set(contacts)],
    ['district_admin', new Set()],
  ]);
}

/** The records that a choice makes visible. */
export function* closeOver(share: Share): Closure {
  if (share.kind === 'everything') {
    const all = new Map<StoredType, ReadonlySet<string>>();
    for (const type of ['school', 'teacher', 'student', 'section', 'contact'] as const)
      all.set(type, new Set(yield { ask: 'all', type }));
    for (const type of ['school_admin', 'district_admin'] as const)
      all.set(type, new Set(share.staff ? yield { ask: 'all', type } : []));
    return all;
  }
  const chosen = nothingChosen();
  switch (share.kind) {
    case 'none':
      break;
    case 'schools':
    case 'site':
      yield* chooseSchools(chosen, share.schools, share.staff);
      break;
    case 'sections':
      addAll(chosen.sections, yield { ask: 'existing', type: 'section', ids: share.sections });
      break;
    case 'rules':
      yield* chooseByRules(chosen, share.rules);
  }
  return yield* complete(chosen);
}
