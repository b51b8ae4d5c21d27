import { describe, expect, it } from 'vitest';
import { getResource, type StoredType } from '../roster/index.ts';
import { type Ask, closeOver } from './closure.ts';
import type { Share } from './policy.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Two schools. `art` at north is taught by ann and has sam; `bio` at north is taught by bob (of south) and ann, with sam and tom; `chem` at
 * south is taught by bob and has tom.
 */
const ROSTER: Readonly<Record<StoredType, Readonly<Record<string, Values>>>> = {
  school: { north: {}, south: {} },
  teacher: { ann: { school: 'north', title: 'Head' }, bob: { school: 'south' } },
  student: { sam: { school: 'north', grade: '3' }, tom: { school: 'south', grade: '4' } },
  section: {
    art: { school: 'north', teachers: ['ann'], students: ['sam'] },
    bio: { school: 'north', teachers: ['bob', 'ann'], students: ['sam', 'tom'] },
    chem: { school: 'south', teachers: ['bob'], students: ['tom'] },
  },
  school_admin: { pat: { schools: ['north', 'south'] }, quinn: { schools: ['south'] } },
  contact: { mum: { student: 'sam' }, dad: { student: 'tom' } },
  district_admin: { dana: {} },
};

const namedBy = (value: unknown): readonly string[] =>
  [value].flat().filter((one) => typeof one === 'string');

function answer(question: Ask): readonly string[] {
  switch (question.ask) {
    case 'all':
      return Object.keys(ROSTER[question.type]);
    case 'existing':
      return [...question.ids].filter((id) => id in ROSTER[question.type]);
    case 'matching':
      return Object.entries(ROSTER[question.type]).flatMap(([id, values]) =>
        question.passes(values) ? [id] : [],
      );
    case 'children': {
      const [child = '', field = ''] = question.relation.split('.');
      const parents = new Set(question.parents);
      const records = ROSTER[getResource(child).name as StoredType];
      return Object.entries(records).flatMap(([id, values]) =>
        namedBy(values[field]).some((parent) => parents.has(parent)) ? [id] : [],
      );
    }
    case 'named':
      return [...question.ids].flatMap((id) => namedBy(ROSTER[question.type][id]?.[question.field]));
  }
}

/** What a share makes visible, in one line. */
function shown(share: Share): string {
  const closure = closeOver(share);
  let step = closure.next();
  while (!step.done) step = closure.next(answer(step.value));
  return [...step.value.values()].flatMap((ids) => [...ids].sort()).join(' ');
}

const rules = (...list: Extract<Share, { kind: 'rules' }>['rules']): Share => ({
  kind: 'rules',
  rules: list,
});
const is = (field: string, ...value: string[]) => ({ field, op: 'is', value }) as const;

describe('what a share makes visible', () => {
  it.each<[string, Share, string]>([
    ['nothing', { kind: 'none' }, ''],
    [
      'everything, staff only if ticked',
      { kind: 'everything', staff: false },
      'north south ann bob sam tom art bio chem dad mum',
    ],
    [
      'everything with staff',
      { kind: 'everything', staff: true },
      'north south ann bob sam tom art bio chem dad mum pat quinn dana',
    ],
    [
      'a school: its students and classes with their teachers, and no students from elsewhere',
      { kind: 'schools', schools: ['north'], staff: false },
      'north south ann bob sam art bio mum',
    ],
    [
      'a school with those who oversee it',
      { kind: 'schools', schools: ['north'], staff: true },
      'north south ann bob sam art bio pat mum',
    ],
    ['a school site', { kind: 'site', schools: ['south'], staff: true }, 'south bob tom chem pat quinn dad'],
    ['a school that is not there', { kind: 'schools', schools: ['west'], staff: true }, ''],
    [
      'a section with its teachers and students',
      { kind: 'sections', sections: ['art', 'gone'] },
      'north ann sam art mum',
    ],
    [
      'a student with the classes, the teachers of these, and no classmates',
      rules({ match: 'students', where: [is('grade', '4')] }),
      'north south ann bob tom bio chem dad',
    ],
    [
      'a teacher with the classes and co-teachers, and no students',
      rules({ match: 'teachers', where: [is('title', 'Head')] }),
      'north south ann bob art bio',
    ],
    [
      'a teacher with students',
      rules({ match: 'teachers', where: [is('title', 'Head')], with_students: true }),
      'north south ann bob sam tom art bio dad mum',
    ],
    [
      'staff with their schools',
      rules({ match: 'staff', where: [is('schools', 'south')] }),
      'north south pat quinn',
    ],
    [
      'several rules together',
      rules(
        { match: 'sections', where: [is('teachers', 'ann')] },
        { match: 'staff', where: [is('schools', 'north')] },
      ),
      'north south ann bob sam tom art bio pat dad mum',
    ],
  ])('%s', (_, share, expected) => {
    expect(shown(share)).toBe(expected);
  });
});

/** Whatever is taken away brings nothing with it (`auth-and-sharing` 9.3); found by the canary world. */
describe('what a rule takes away', () => {
  const all = { match: 'teachers', where: [], with_students: true } as const;

  it('is not brought by another rule', () => {
    expect(
      shown(
        rules(
          { match: 'sections', where: [] },
          { match: 'students', where: [is('grade', '4')], exclude: true },
        ),
      ),
    ).toBe('north south ann bob sam art bio chem mum');
    expect(
      shown(
        rules(
          { match: 'sections', where: [] },
          { match: 'sections', where: [is('school', 'north')], exclude: true },
        ),
      ),
    ).toBe('south bob tom chem dad');
    expect(
      shown(
        rules(
          { match: 'staff', where: [] },
          { match: 'staff', where: [is('schools', 'north')], exclude: true },
        ),
      ),
    ).toBe('south quinn');
  });

  it('brings neither classes nor students', () => {
    const exceptBob = { match: 'teachers', where: [is('school', 'south')], exclude: true } as const;
    expect(shown(rules(all, exceptBob))).toBe('north south ann sam tom art bio dad mum');
    expect(shown(rules(exceptBob, all))).toBe('north south ann sam tom art bio dad mum');
    expect(shown(rules(all, { match: 'teachers', where: [], exclude: true }))).toBe('');
  });

  it('brings no students by a section that is taken away', () => {
    const exceptNorth = { match: 'sections', where: [is('school', 'north')], exclude: true } as const;
    expect(shown(rules(all, exceptNorth))).toBe('north south ann bob tom chem dad');
    expect(shown(rules({ match: 'students', where: [is('grade', '4')] }, exceptNorth))).toBe(
      'south bob tom chem dad',
    );
  });
});
