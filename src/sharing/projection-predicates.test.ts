import { describe, expect, it } from 'vitest';
import { resources, type StoredType } from '../roster/index.ts';
import type { AudiencePolicy } from './policy.ts';
import { allFields, limitedFields, limitedValues, projectionOf, referencesOf } from './projection.ts';

const whole: AudiencePolicy = {
  share: { kind: 'rules', rules: [] },
  hidden: {},
  granted: [],
  leak_hidden_ids: false,
};
const section = {
  id: 'x1',
  name: 'Art',
  grade: '3',
  school: 'n',
  students: ['s1', 's2'],
  teacher: 't1',
  teachers: ['t1', 't2'],
};

/** A record as an audience is shown it that sees these ids. */
function shown(
  type: StoredType,
  values: object,
  more: Partial<AudiencePolicy>,
  ...visible: readonly string[]
): unknown {
  const { render } = projectionOf({ ...whole, ...more }, type);
  return JSON.parse(render(values as Readonly<Record<string, unknown>>, (_, id) => visible.includes(id)));
}

describe('a record as an audience sees it', () => {
  it('names visible records only, and as its first teacher the first visible one', () => {
    expect(shown('section', section, {}, 's2', 't2')).toEqual({
      ...section,
      students: ['s2'],
      teacher: 't2',
      teachers: ['t2'],
    });
    const { teacher: _, ...without } = section;
    expect(shown('section', section, {})).toEqual({ ...without, students: [], teachers: [] });
    expect(shown('section', section, {}, 's1', 's2', 't1', 't2')).toEqual(section);
  });

  it('names all of them where the district wants it as it was', () => {
    expect(shown('section', section, { leak_hidden_ids: true })).toEqual(section);
  });

  it('lacks hidden fields, and fields without their grant', () => {
    const student = { id: 's1', dob: '1/2/2010', frl_status: 'Free', iep_status: 'Y', school: 'n' };
    const of = (more: Partial<AudiencePolicy>) => shown('student', student, more);
    expect(of({})).toEqual({ id: 's1', dob: '1/2/2010', school: 'n' });
    expect(of({ hidden: { student: ['dob'], teacher: ['school'] } })).toEqual({ id: 's1', school: 'n' });
    expect(of({ granted: ['frl_status'] })).toEqual({
      id: 's1',
      dob: '1/2/2010',
      frl_status: 'Free',
      school: 'n',
    });
    expect(of({ granted: ['frl_status', 'iep_status'] })).toEqual(student);
  });

  it('knows its fields', () => {
    const { fields } = projectionOf(
      { ...whole, hidden: { student: ['dob'] }, granted: ['frl_status'] },
      'student',
    );
    expect(['dob', 'iep_status', 'frl_status', 'email'].filter((name) => fields.has(name))).toEqual([
      'frl_status',
      'email',
    ]);
    expect(shown('student', { email: undefined, id: 's1' }, {})).toEqual({ id: 's1' });
  });

  it('depends on the records that its lists and optional fields name', () => {
    expect([...referencesOf(resources.section, section)]).toEqual([
      ['student', 's1'],
      ['student', 's2'],
      ['teacher', 't1'],
      ['teacher', 't1'],
      ['teacher', 't2'],
    ]);
    expect([...referencesOf(resources.student, { school: 'n', district: 'd' })]).toEqual([]);
  });
});

describe('what the smaller tiers are told', () => {
  const student = {
    id: 's1',
    district: 'd',
    email: 'e',
    grade: '3',
    name: { first: 'Sam', middle: 'M', last: '🙂Marsh' },
  };

  it('is who signed in', () => {
    expect(limitedValues(resources.student, student, 'basic')).toEqual({
      id: 's1',
      district: 'd',
      email: 'e',
      name: { first: 'Sam', last: '🙂Marsh' },
    });
  });

  it('is the initial of a student where a teacher authorized', () => {
    expect(limitedValues(resources.student, student, 'library')).toEqual({
      id: 's1',
      grade: '3',
      name: { first: 'Sam', last: '🙂' },
    });
    expect(limitedValues(resources.student, { name: { last: '' } }, 'library')).toEqual({
      name: { last: '' },
    });
    expect(limitedValues(resources.teacher, { name: { first: 'Ann', last: 'Marsh' } }, 'library')).toEqual({
      name: { first: 'Ann', last: 'Marsh' },
    });
  });
});

describe('the fields of which something is told', () => {
  const names = (fields: ReadonlySet<string>) => [...fields].sort();

  it('are all but those that are kept for nobody, or those that are marked for the tier', () => {
    const { student } = resources;
    expect(names(allFields(student))).toEqual(Object.keys(student.fields).sort());
    for (const level of ['basic', 'library'] as const) {
      const marked = Object.entries(student.fields).flatMap(([name, field]) =>
        field[level] === undefined ? [] : [name],
      );
      expect(names(limitedFields(student, level))).toEqual([...new Set([...marked, 'id'])].sort());
      expect(limitedFields(student, level).size).toBeLessThan(allFields(student).size);
    }
  });
});
