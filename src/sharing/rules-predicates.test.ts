import { describe, expect, it } from 'vitest';
import { type Condition, parseRule, RULE_LIMITS, ruleTest } from './rules.ts';

const passes = (values: Readonly<Record<string, unknown>>, ...where: readonly Condition[]) =>
  ruleTest({ match: 'sections', where })(values);

describe('a rule', () => {
  it('names what meets all of its conditions; without any, everything', () => {
    const values = { grade: '3', subject: 'math' };
    const grade: Condition = { field: 'grade', op: 'is', value: ['3', '4'] };
    expect(passes(values)).toBe(true);
    expect(passes(values, grade)).toBe(true);
    expect(passes(values, grade, { field: 'subject', op: 'is', value: ['math'] })).toBe(true);
    expect(passes(values, grade, { field: 'subject', op: 'is', value: ['science'] })).toBe(false);
  });

  it('compares as it is written, and parts without regard to case', () => {
    expect(passes({ name: 'Art' }, { field: 'name', op: 'is', value: ['art'] })).toBe(false);
    expect(passes({ name: 'Art' }, { field: 'name', op: 'contains', value: ['AR', 'x'] })).toBe(true);
    expect(passes({ name: 'Art' }, { field: 'name', op: 'contains', value: ['b'] })).toBe(false);
  });

  it('is met by any element of a list', () => {
    const values = { schools: ['a', 'b'] };
    expect(passes(values, { field: 'schools', op: 'is', value: ['b'] })).toBe(true);
    expect(passes(values, { field: 'schools', op: 'is_not', value: ['b'] })).toBe(false);
    expect(passes(values, { field: 'schools', op: 'is_not', value: ['c'] })).toBe(true);
  });

  it('does not hold of a value that is absent, and is not equal to it', () => {
    for (const values of [{}, { name: undefined }, { name: 3 }]) {
      expect(passes(values, { field: 'name', op: 'is', value: ['x'] })).toBe(false);
      expect(passes(values, { field: 'name', op: 'contains', value: ['x'] })).toBe(false);
      expect(passes(values, { field: 'name', op: 'is_not', value: ['x'] })).toBe(true);
    }
  });

  it('looks into groups, and takes extension columns as they lie', () => {
    const term: Condition = { field: 'term.name', op: 'is', value: ['Fall'] };
    expect(passes({ term: { name: 'Fall' } }, term)).toBe(true);
    expect(passes({ term: {} }, term)).toBe(false);
    expect(passes({ term: { name: 3 } }, term)).toBe(false);
    expect(passes({}, term)).toBe(false);
    expect(passes({ 'ext.house': 'Red' }, { field: 'ext.house', op: 'is', value: ['Red'] })).toBe(true);
  });
});

const rule = (more: object) => ({ match: 'students', where: [], ...more });
const where = (...conditions: readonly unknown[]) => rule({ where: conditions });

describe('a rule that is sent', () => {
  it.each<[unknown, unknown]>([
    [{ match: 'students' }, { match: 'students', where: [] }],
    [rule({ exclude: false, with_students: false }), { match: 'students', where: [] }],
    [rule({ exclude: true }), { match: 'students', where: [], exclude: true }],
    [
      { match: 'teachers', with_students: true, exclude: false },
      { match: 'teachers', where: [], with_students: true },
    ],
    [
      where({ field: 'grade', op: 'is', value: '3' }),
      { match: 'students', where: [{ field: 'grade', op: 'is', value: ['3'] }] },
    ],
    [
      where({ field: 'sis_id', op: 'is_not', value: ['b', 'a', 'b'] }),
      { match: 'students', where: [{ field: 'sis_id', op: 'is_not', value: ['a', 'b'] }] },
    ],
    [
      where({ field: 'grade', op: 'contains', value: 'Kinder' }),
      { match: 'students', where: [{ field: 'grade', op: 'contains', value: ['Kinder'] }] },
    ],
    [
      { match: 'sections', where: [{ field: 'term.name', op: 'is', value: 'x' }] },
      { match: 'sections', where: [{ field: 'term.name', op: 'is', value: ['x'] }] },
    ],
    [
      where({ field: 'ext.house', op: 'is', value: 'Red' }),
      { match: 'students', where: [{ field: 'ext.house', op: 'is', value: ['Red'] }] },
    ],
    [
      where({ field: 'email', op: 'is', value: 'e'.repeat(RULE_LIMITS.valueLength) }),
      {
        match: 'students',
        where: [{ field: 'email', op: 'is', value: ['e'.repeat(RULE_LIMITS.valueLength)] }],
      },
    ],
  ])('is kept: %j', (given, expected) => {
    expect(parseRule(given)).toStrictEqual(expected);
  });

  const many = (count: number) => Array.from({ length: count }, (_, n) => String(n));
  const condition = { field: 'sis_id', op: 'is', value: 'x' };

  it('may be as long as the limits, and no longer', () => {
    const { conditions, values } = RULE_LIMITS;
    expect(parseRule(rule({ where: many(conditions).map(() => condition) })).where).toHaveLength(conditions);
    expect(() => parseRule(rule({ where: many(conditions + 1).map(() => condition) }))).toThrow('at most');
    expect(parseRule(where({ ...condition, value: many(values) })).where[0]?.value).toHaveLength(values);
    expect(() => parseRule(where({ ...condition, value: many(values + 1) }))).toThrow('takes 1 to');
  });

  it.each<[unknown, string]>([
    [null, 'must be an object'],
    ['all', 'must be an object'],
    [{ match: 'pupils' }, 'not "pupils"'],
    [{ match: 3 }, 'not "3"'],
    [{ match: 'toString' }, 'not "toString"'],
    [rule({ unless: true }), 'no "unless"'],
    [rule({ where: {} }), 'must be a list'],
    [rule({ exclude: 'yes' }), 'are true or false'],
    [{ match: 'teachers', with_students: 1 }, 'are true or false'],
    [rule({ with_students: true }), 'belongs to rules that match teachers'],
    [{ match: 'teachers', with_students: true, exclude: true }, 'belongs to rules that match teachers'],
    [where(null), 'a condition must be an object'],
    [where('x'), 'a condition must be an object'],
    [where({ ...condition, not: 1 }), 'no "not"'],
    [where({ op: 'is', value: 'x' }), 'must name a field'],
    [where({ ...condition, field: 'dob' }), 'cannot name "dob"'],
    [where({ ...condition, field: 'ext.' }), 'cannot name "ext."'],
    [where({ ...condition, op: 'like' }), 'is no operator'],
    [where({ ...condition, value: [] }), 'takes 1 to'],
    [where({ ...condition, value: '' }), 'must be a text'],
    [where({ ...condition, value: 3 }), 'must be a text'],
    [where({ ...condition, value: 'e'.repeat(RULE_LIMITS.valueLength + 1) }), 'must be a text'],
    [where({ field: 'grade', op: 'is', value: '99' }), 'is never "99"'],
    [where({ field: 'frl_status', op: 'is_not', value: 'free' }), 'is never "free"'],
  ])('is refused: %j', (given, why) => {
    expect(() => parseRule(given)).toThrow(why);
  });

  it('is told which values there are, without the blank one', () => {
    expect(() => parseRule(where({ field: 'gender', op: 'is', value: 'X' }))).toThrow(/Use one of: M, F\.$/);
  });
});
