import { describe, expect, it } from 'vitest';
import { getResource, resources, type StoredType } from '../roster/index.ts';
import { type AudiencePolicy } from './policy.ts';
import { limitedValues, projectionOf, referencesOf } from './projection.ts';

const policy = (more: Partial<AudiencePolicy> = {}): AudiencePolicy => ({
  share: { kind: 'none' },
  hidden: {},
  granted: [],
  leak_hidden_ids: false,
  ...more,
});
const [S1, S2, T1, T2] = ['1', '2', '3', '4'].map((digit) => digit.repeat(24));
const section = {
  name: 'Math',
  period: '1',
  school: 'e'.repeat(24),
  students: [S1, S2],
  teacher: T1,
  teachers: [T1, T2],
  id: 'f'.repeat(24),
};

function seen(
  values: Readonly<Record<string, unknown>>,
  {
    type = 'section',
    visible = [] as readonly (string | undefined)[],
    ...more
  }: Partial<AudiencePolicy> & {
    readonly type?: StoredType;
    readonly visible?: readonly (string | undefined)[];
  },
): unknown {
  const text = projectionOf(policy(more), type).render(values, (_type, id) => visible.includes(id));
  return JSON.parse(text);
}

describe('what an audience sees of a record', () => {
  it('lacks ids of hidden records in lists; a list without any is empty', () => {
    expect(seen(section, { visible: [S2, T1, T2] })).toEqual({ ...section, students: [S2] });
    expect(seen(section, { visible: [T1, T2] })).toEqual({ ...section, students: [] });
  });

  it('has the first visible teacher as its teacher, and none where all are hidden', () => {
    expect(seen(section, { visible: [S1, S2, T2] })).toEqual({ ...section, teacher: T2, teachers: [T2] });
    const { teacher: _teacher, ...without } = section;
    expect(seen(section, { visible: [S1, S2] })).toEqual({ ...without, teachers: [] });
  });

  describe('whose name was made with that of its primary teacher', () => {
    const made = { ...section, name: 'Math - Marsh - 1', name_without_teacher: 'Math - 1' };
    const nameTo = (more: Parameters<typeof seen>[1]) => (seen(made, more) as { readonly name: string }).name;

    it('has that name where the teacher is visible, whoever else is not', () => {
      expect(nameTo({ visible: [T1] })).toBe('Math - Marsh - 1');
      expect(nameTo({ visible: [S1, S2, T1, T2] })).toBe('Math - Marsh - 1');
    });

    it('has the one without where the teacher is hidden, also where ids are told', () => {
      expect(nameTo({ visible: [S1, S2, T2] })).toBe('Math - 1');
      expect(nameTo({ leak_hidden_ids: true })).toBe('Math - 1');
      expect(nameTo({ leak_hidden_ids: true, visible: [T1] })).toBe('Math - Marsh - 1');
    });

    it('never shows what is stored beside it, and asks of a teacher', () => {
      expect(seen(made, { visible: [T1] })).not.toHaveProperty('name_without_teacher');
      expect(seen(made, {})).not.toHaveProperty('name_without_teacher');
      const render = projectionOf(policy(), 'section').render(
        made,
        (type, id) => type === 'student' && id === T1,
      );
      expect(JSON.parse(render)).toMatchObject({ name: 'Math - 1' });
    });

    it('keeps a name of its own, and one that names nobody who could be hidden', () => {
      expect(seen(section, {})).toMatchObject({ name: 'Math' });
      expect(seen({ ...made, teachers: [] }, {})).toMatchObject({ name: 'Math - Marsh - 1' });
    });
  });

  it('asks of an id as of a record of its own type', () => {
    const asked: string[] = [];
    projectionOf(policy(), 'section').render(section, (type, id) => {
      asked.push(`${type} ${id}`);
      return true;
    });
    expect(asked).toContain(`student ${S1 ?? ''}`);
    expect(asked).toContain(`teacher ${T2 ?? ''}`);
    expect(asked).not.toContain(`student ${T1 ?? ''}`);
  });

  it('names hidden records only under the flag', () => {
    expect(seen(section, { leak_hidden_ids: true })).toEqual(section);
  });

  it('lacks hidden fields of its type, and of no other', () => {
    const { period: _period, ...without } = section;
    const visible = [S1, S2, T1, T2];
    expect(seen(section, { visible, hidden: { section: ['period'], student: ['name'] } })).toEqual(without);
    expect(projectionOf(policy({ hidden: { section: ['period'] } }), 'section').fields.has('period')).toBe(
      false,
    );
  });

  it('has fields that need a grant only with it, and nothing that is stored and not served', () => {
    const student = {
      frl_status: 'Free',
      iep_status: 'Y',
      home_language: 'de',
      'ext.bus': '7',
      sis_id: 's',
      id: S1,
    };
    const of = (granted: readonly string[]) => seen(student, { type: 'student', granted });
    expect(of([])).toEqual({ sis_id: 's', id: S1 });
    expect(of(['iep_status'])).toEqual({ iep_status: 'Y', sis_id: 's', id: S1 });
    expect(projectionOf(policy(), 'student').fields.has('frl_status')).toBe(false);
    expect(projectionOf(policy({ granted: ['frl_status'] }), 'student').fields.has('frl_status')).toBe(true);
  });

  it('keeps the order of the catalogue, and leaves absent fields out', () => {
    const text = projectionOf(policy(), 'student').render(
      { id: S1, dob: '1/2/2012', name: { first: 'A' } },
      () => true,
    );
    expect(text).toBe(`{"dob":"1/2/2012","name":{"first":"A"},"id":"${S1 ?? ''}"}`);
  });
});

describe('the references of a record', () => {
  it('are those whose visibility decides what is shown', () => {
    expect([...referencesOf(getResource('section'), section)].sort()).toEqual(
      [
        ['student', S1],
        ['student', S2],
        ['teacher', T1],
        ['teacher', T2],
        ['teacher', T1],
      ].sort(),
    );
    expect([...referencesOf(getResource('student'), { school: S1 })]).toEqual([]);
  });
});

describe('what smaller tiers are told', () => {
  const student = {
    name: { first: 'Åsa', last: '😀mith', middle: 'B' },
    email: 'a@x.example.org',
    grade: '3',
    dob: '1/2/2012',
    id: S1,
    district: S2,
  };

  it('is name and e-mail address of who signs in', () => {
    expect(limitedValues(resources.student, student, 'basic')).toMatchObject({
      name: { first: 'Åsa', last: '😀mith' },
      email: 'a@x.example.org',
    });
    for (const name of ['dob', 'grade'])
      expect(limitedValues(resources.student, student, 'basic')).not.toHaveProperty(name);
  });

  it('is an initial, whole, and no e-mail address where a teacher authorized', () => {
    expect(limitedValues(resources.student, student, 'library')).toEqual({
      name: { first: 'Åsa', last: '😀' },
      grade: '3',
      id: S1,
    });
  });
});
