/**
 * By which path a choice of sharing leads to a record: `closeOver` (`auth-and-sharing` 9.4) walked backwards, from the record to what
 * was chosen, so that one record is explained without looking at all of them.
 */
import type { StoredType } from '../roster/index.ts';
import { describeRule, type Rule, RULE_MATCHES, ruleTest, type Share } from '../sharing/index.ts';

export type Values = Readonly<Record<string, unknown>>;

/** What the walk may ask of a roster. */
export interface RosterFacts {
  /** A record with what is stored and not served, whether it is shared or not. */
  readonly values: (type: StoredType, id: string) => Promise<Values | undefined>;
  /** Records that name this one in a field: all, and those that the application sees. */
  readonly naming: (relation: string, id: string) => Promise<readonly string[]>;
  readonly visibleNaming: (relation: string, id: string) => Promise<readonly string[]>;
  readonly isVisible: (type: StoredType, id: string) => Promise<boolean>;
  /** Staff whom the application sees and who oversee a school. */
  readonly visibleStaffOf: (schoolId: string) => Promise<readonly string[]>;
}

export interface Path {
  /** The rule of sharing: `sharing.rule.2`, `sharing.schools`. */
  readonly rule: string;
  readonly text: string;
}

export interface Paths {
  /** What leads to the record. */
  readonly leads: readonly Path[];
  /** What takes it away again, whatever leads there. */
  readonly excludes: readonly Path[];
}

interface RuleAt {
  readonly rule: Rule;
  readonly number: number;
}

const NO_PATH: Paths = { leads: [], excludes: [] };
/** How deep a path is told: a contact, its student, the section, the rule. */
const DEPTH_MAX = 4;

function idsIn(values: Values, field: string): readonly string[] {
  return [values[field]].flat().filter((id): id is string => typeof id === 'string');
}

function named({ rule, number }: RuleAt, what: string): Path {
  return { rule: `sharing.rule.${number}`, text: `Rule ${number} (${describeRule(rule)}) names ${what}` };
}

/** One walk over one choice. */
export class PathFinder {
  readonly #facts: RosterFacts;
  readonly #share: Share;
  readonly #rules: readonly RuleAt[];

  constructor(facts: RosterFacts, share: Share) {
    this.#facts = facts;
    this.#share = share;
    this.#rules = share.kind === 'rules' ? share.rules.map((rule, n) => ({ rule, number: n + 1 })) : [];
  }

  /** The paths to a record that is there. */
  async pathsTo(type: StoredType, id: string, depth = 0): Promise<Paths> {
    const values = await this.#facts.values(type, id);
    if (!values || depth > DEPTH_MAX) return NO_PATH;
    const { kind } = this.#share;
    if (kind === 'none') return NO_PATH;
    if (kind === 'everything') return this.#everything(type);
    const excludes = this.#matching(type, values, true).map((at) => ({
      rule: `sharing.rule.${at.number}`,
      text: `Rule ${at.number} (${describeRule(at.rule)}) takes this ${type} away, whatever else names it.`,
    }));
    const direct = this.#direct(type, id, values);
    const through = await this.#through(type, id, values, depth);
    return { leads: [...direct, ...through], excludes };
  }

  #everything(type: StoredType): Paths {
    const { staff } = this.#share as Extract<Share, { kind: 'everything' }>;
    if (!staff && (type === 'school_admin' || type === 'district_admin')) return NO_PATH;
    return { leads: [{ rule: 'sharing.everything', text: 'Everything is shared.' }], excludes: [] };
  }

  #matching(type: StoredType, values: Values, isExclude: boolean): readonly RuleAt[] {
    return this.#rules.filter(
      ({ rule }) =>
        RULE_MATCHES[rule.match] === type && (rule.exclude === true) === isExclude && ruleTest(rule)(values),
    );
  }

  #isExcluded(type: StoredType, values: Values): boolean {
    return this.#matching(type, values, true).length > 0;
  }

  /** Paths of one step: the record itself is named. */
  #direct(type: StoredType, id: string, values: Values): readonly Path[] {
    const share = this.#share;
    switch (share.kind) {
      case 'sections':
        return type === 'section' && share.sections.includes(id)
          ? [{ rule: 'sharing.sections', text: 'The section was picked.' }]
          : [];
      case 'schools':
      case 'site': {
        const rule = `sharing.${share.kind}`;
        if (type === 'school')
          return share.schools.includes(id) ? [{ rule, text: 'The school was chosen.' }] : [];
        if (type === 'school_admin' && !share.staff) return [];
        const field = { section: 'school', student: 'school', teacher: 'school', school_admin: 'schools' };
        if (!Object.hasOwn(field, type)) return [];
        return idsIn(values, field[type as keyof typeof field])
          .filter((school) => share.schools.includes(school))
          .map((school) => ({ rule, text: `School ${school} was chosen, and the ${type} belongs to it.` }));
      }
      case 'none':
      case 'everything':
      case 'rules':
        return this.#matching(type, values, false).map((at) => named(at, `this ${type}.`));
    }
  }

  async #through(type: StoredType, id: string, values: Values, depth: number): Promise<readonly Path[]> {
    switch (type) {
      case 'section':
        return this.#throughPeople(values);
      case 'student':
        return this.#throughClasses(id);
      case 'teacher':
        return this.#via(
          'section',
          await this.#facts.visibleNaming('section.teachers', id),
          depth,
          'teaches in',
        );
      case 'contact': {
        const students = idsIn(values, 'student');
        const [student = ''] = students;
        return (await this.#facts.isVisible('student', student))
          ? this.#via('student', students, depth, 'is a contact of')
          : [];
      }
      case 'school':
        return this.#throughMembers(id, depth);
      case 'school_admin':
      case 'district_admin':
        return [];
    }
  }

  /** A section is seen where a teacher of it, or a student in it, is named by a rule. */
  async #throughPeople(values: Values): Promise<readonly Path[]> {
    const paths = new Map<string, Path>();
    for (const id of this.#rules.length === 0 ? [] : idsIn(values, 'teachers')) {
      const teacher = await this.#facts.values('teacher', id);
      for (const at of teacher ? this.#matching('teacher', teacher, false) : [])
        paths.set(`${at.number}`, named(at, `teacher ${id}, who teaches this section.`));
    }
    for (const id of this.#rules.length === 0 ? [] : idsIn(values, 'students')) {
      const student = await this.#facts.values('student', id);
      if (!student || this.#isExcluded('student', student)) continue;
      for (const at of this.#matching('student', student, false))
        if (!paths.has(`${at.number}`))
          paths.set(`${at.number}`, named(at, `student ${id}, who is in this section.`));
    }
    return [...paths.values()];
  }

  /** A student is seen in sections that are shared with their students. */
  async #throughClasses(studentId: string): Promise<readonly Path[]> {
    const share = this.#share;
    if (share.kind !== 'sections' && share.kind !== 'rules') return [];
    const paths: Path[] = [];
    for (const section of await this.#facts.naming('section.students', studentId)) {
      if (share.kind === 'sections') {
        if (share.sections.includes(section))
          paths.push({
            rule: 'sharing.sections',
            text: `Section ${section} was picked, and the student is in it.`,
          });
        continue;
      }
      const values = await this.#facts.values('section', section);
      if (!values || this.#isExcluded('section', values)) continue;
      for (const at of this.#matching('section', values, false))
        paths.push(named(at, `section ${section}, in which the student is enrolled.`));
      for (const id of idsIn(values, 'teachers')) {
        const teacher = await this.#facts.values('teacher', id);
        for (const at of teacher ? this.#matching('teacher', teacher, false) : [])
          if (at.rule.with_students === true)
            paths.push(named(at, `teacher ${id} with all students; the student is in section ${section}.`));
      }
    }
    return paths;
  }

  /** A school is seen where anybody or anything of it is. */
  async #throughMembers(id: string, depth: number): Promise<readonly Path[]> {
    for (const type of ['section', 'student', 'teacher'] as const) {
      const [first] = await this.#facts.visibleNaming(`${type}.school`, id);
      if (first !== undefined) return this.#via(type, [first], depth, 'is the school of');
    }
    if (this.#share.kind !== 'rules') return [];
    return this.#via('school_admin', await this.#facts.visibleStaffOf(id), depth, 'is overseen by');
  }

  /** Through a record that the application sees, and why it sees that one. */
  async #via(
    type: StoredType,
    [id]: readonly string[],
    depth: number,
    how: string,
  ): Promise<readonly Path[]> {
    if (id === undefined) return [];
    const { leads } = await this.pathsTo(type, id, depth + 1);
    return leads.map(({ rule, text }) => ({
      rule,
      text: `It ${how} ${type} ${id}, which is visible: ${text}`,
    }));
  }
}
