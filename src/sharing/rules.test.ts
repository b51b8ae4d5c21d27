import { describe, expect, it } from 'vitest';
import { parseRule, ruleTest } from './rules.ts';

const test = (where: readonly object[], values: Readonly<Record<string, unknown>>, match = 'sections') =>
  ruleTest(parseRule({ match, where }))(values);
const name = (op: string, value: unknown) => [{ field: 'name', op, value }];

describe('a rule', () => {
  it('without conditions names every record', () => {
    expect(test([], {})).toBe(true);
  });

  it('names what meets all its conditions', () => {
    const where = [...name('contains', 'art'), { field: 'period', op: 'is', value: '2' }];
    expect(test(where, { name: 'Art', period: '2' })).toBe(true);
    expect(test(where, { name: 'Art', period: '3' })).toBe(false);
    expect(test(where, { name: 'Music', period: '2' })).toBe(false);
  });

  it('compares to the letter with is and is_not, any of several values', () => {
    expect(test(name('is', ['Art', 'Music']), { name: 'Music' })).toBe(true);
    expect(test(name('is', 'Art'), { name: 'art' })).toBe(false);
    expect(test(name('is', 'Art'), { name: 'Art 2' })).toBe(false);
    expect(test(name('is_not', ['Art', 'Music']), { name: 'Music' })).toBe(false);
    expect(test(name('is_not', ['Art', 'Music']), { name: 'Math' })).toBe(true);
  });

  it('contains without regard to case', () => {
    expect(test(name('contains', ['ÉCOLE', 'x9']), { name: 'Une école' })).toBe(true);
    expect(test(name('contains', 'art'), { name: 'Math' })).toBe(false);
  });

  it('of a field that is absent: nothing is it, and nothing is in it', () => {
    expect(test(name('is', 'Art'), {})).toBe(false);
    expect(test(name('contains', 'a'), {})).toBe(false);
    expect(test(name('is_not', 'Art'), {})).toBe(true);
  });

  it('of a list holds if any element does, and is not any of them', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(24));
    const schools = (op: string, value: unknown) => [{ field: 'schools', op, value }];
    const values = { schools: [a, b] };
    expect(test(schools('is', b), values, 'staff')).toBe(true);
    expect(test(schools('is', c), values, 'staff')).toBe(false);
    expect(test(schools('is_not', b), values, 'staff')).toBe(false);
    expect(test(schools('is_not', c), values, 'staff')).toBe(true);
  });

  it('reads members of groups, columns of the file, and what is stored and not served', () => {
    expect(test([{ field: 'term.name', op: 'is', value: 'Fall' }], { term: { name: 'Fall' } })).toBe(true);
    expect(test([{ field: 'term.name', op: 'is', value: 'Fall' }], { term: 'Fall' })).toBe(false);
    expect(test([{ field: 'ext.bus', op: 'is', value: '7' }], { 'ext.bus': '7' }, 'students')).toBe(true);
    expect(test([{ field: 'role', op: 'is', value: 'Lead' }], { role: 'Lead' }, 'staff')).toBe(true);
    expect(test([{ field: 'frl_status', op: 'is', value: 'Free' }], { frl_status: 'Free' }, 'students')).toBe(
      true,
    );
    expect(test([{ field: 'ext.length', op: 'is_not', value: 'x' }], {}, 'students')).toBe(true);
  });
});
