/** Choices of sharing in words, for people. */
import type { Share } from './policy.ts';
import type { Condition, Rule } from './rules.ts';

/** As it is called where people look at connections (`auth-and-sharing` 9.1). */
export const SHARE_LABELS = {
  none: 'none',
  everything: 'all',
  schools: 'selected schools',
  sections: 'selected sections',
  rules: 'by rules',
  site: 'by school sites',
} as const satisfies Record<Share['kind'], string>;

const OPERATOR_WORDS = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
} as const satisfies Record<Condition['op'], string>;

function describeCondition({ field, op, value }: Condition): string {
  return `${field} ${OPERATOR_WORDS[op]} ${value.map((one) => `"${one}"`).join(' or ')}`;
}

/** `sections where subject is "math" and grade is "3" or "4"`. */
export function describeRule({ match, where, exclude, with_students: withStudents }: Rule): string {
  const named = `${exclude ? 'exclude ' : ''}${match}${withStudents ? ' with their students' : ''}`;
  return where.length === 0
    ? `all ${named}`.replace('all exclude', 'exclude all')
    : `${named} where ${where.map(describeCondition).join(' and ')}`;
}

/** One line on what is shared. */
export function describeShare(share: Share): string {
  const staff = 'staff' in share ? (share.staff ? ', with staff' : ', without staff') : '';
  const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
  switch (share.kind) {
    case 'none':
      return 'nothing';
    case 'everything':
      return `everything${staff}`;
    case 'schools':
      return `${count(share.schools.length, 'chosen school')}${staff}`;
    case 'site':
      return `${count(share.schools.length, 'school')} by choice of the schools${staff}`;
    case 'sections':
      return count(share.sections.length, 'chosen section');
    case 'rules':
      return count(share.rules.length, 'rule');
  }
}
