import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  audiencePolicy,
  EVERYTHING,
  isWhole,
  NOTHING_SHARED,
  parseAudience,
  parseFieldUses,
  parseSharing,
  renderAudience,
  type Sharing,
} from './policy.ts';

const [A, B] = ['a'.repeat(24), 'b'.repeat(24)];
const everything = { kind: 'everything', staff: true };
const math = { field: 'subject', op: 'is', value: ['math'] };
const rule = (more: object = {}) => ({
  kind: 'rules',
  rules: [{ match: 'sections', where: [math], ...more }],
});
const where = (condition: unknown, match = 'sections') => ({
  kind: 'rules',
  rules: [{ match, where: [condition] }],
});

describe('a choice of sharing', () => {
  it.each<[string, unknown, object]>([
    ['nothing', { kind: 'none' }, { kind: 'none' }],
    ['everything without staff', { kind: 'everything' }, { kind: 'everything', staff: false }],
    [
      'schools, each once',
      { kind: 'schools', schools: [B, A, B], staff: true },
      { kind: 'schools', schools: [A, B], staff: true },
    ],
    ['schools of a site', { kind: 'site', schools: [] }, { kind: 'site', schools: [], staff: false }],
    ['sections', { kind: 'sections', sections: [A] }, { kind: 'sections', sections: [A] }],
    [
      'rules, with one value or several',
      {
        kind: 'rules',
        rules: [
          { match: 'teachers', with_students: true, exclude: false },
          {
            match: 'students',
            exclude: true,
            where: [{ field: 'ext.bus_route', op: 'contains', value: '7' }],
          },
        ],
      },
      {
        kind: 'rules',
        rules: [
          { match: 'teachers', where: [], with_students: true },
          {
            match: 'students',
            where: [{ field: 'ext.bus_route', op: 'contains', value: ['7'] }],
            exclude: true,
          },
        ],
      },
    ],
  ])('is taken: %s', (_name, share, parsed) => {
    expect(parseSharing({ share })).toEqual({
      share: parsed,
      refused: {},
      granted: [],
      leak_hidden_ids: false,
    });
  });

  it('is taken with fields, grants and the flag', () => {
    const given = {
      share: everything,
      refused: { student: ['email', 'dob', 'email'], contact: [] },
      granted: ['iep_status', 'frl_status', 'iep_status'],
      leak_hidden_ids: true,
    };
    expect(parseSharing(given)).toEqual({
      share: everything,
      refused: { student: ['dob', 'email'] },
      granted: ['frl_status', 'iep_status'],
      leak_hidden_ids: true,
    });
  });

  it.each<[string, unknown]>([
    ['no object', null],
    ['a text', 'everything'],
    ['a list', [{ share: everything }]],
    ['no share', {}],
    ['a share that is no object', { share: 'everything' }],
    ['a list as a share', { share: [everything] }],
    ['a member that is not known', { share: everything, shared: true }],
    ['a kind that is not known', { share: { kind: 'all' } }],
    ['a kind from the prototype', { share: { kind: 'toString' } }],
    ['a member of another kind', { share: { kind: 'everything', schools: [A] } }],
    ['a member of none', { share: { kind: 'none', staff: true } }],
    ['staff for sections', { share: { kind: 'sections', sections: [A], staff: true } }],
    ['a flag that is no flag', { share: { kind: 'everything', staff: 'false' } }],
    ['a flag that is null', { share: everything, leak_hidden_ids: null }],
    ['no schools', { share: { kind: 'schools' } }],
    ['a school that is no id', { share: { kind: 'schools', schools: ['Oak'] } }],
    ['an id in capitals', { share: { kind: 'schools', schools: [A.toUpperCase()] } }],
    ['a school that is no text', { share: { kind: 'schools', schools: [7] } }],
    ['too many schools', { share: { kind: 'schools', schools: Array<string>(20_001).fill(A) } }],
    ['no rules', { share: { kind: 'rules' } }],
    ['an empty list of rules', { share: { kind: 'rules', rules: [] } }],
    ['too many rules', { share: { kind: 'rules', rules: Array(51).fill({ match: 'staff' }) } }],
    ['a rule that is no object', { share: { kind: 'rules', rules: [null] } }],
    ['a rule that matches contacts', { share: { kind: 'rules', rules: [{ match: 'contacts' }] } }],
    ['a rule that matches the prototype', { share: { kind: 'rules', rules: [{ match: 'toString' }] } }],
    ['a rule without a match', { share: { kind: 'rules', rules: [{ where: [math] }] } }],
    ['a rule with an unknown member', { share: rule({ include: true }) }],
    ['a rule whose where is an object', { share: rule({ where: { subject: 'math' } }) }],
    ['a rule whose where is null', { share: rule({ where: null }) }],
    ['too many conditions', { share: rule({ where: Array(21).fill(math) }) }],
    ['exclude as a text', { share: rule({ exclude: 'yes' }) }],
    ['with_students for sections', { share: rule({ with_students: true }) }],
    [
      'with_students that excludes',
      { share: { kind: 'rules', rules: [{ match: 'teachers', exclude: true, with_students: true }] } },
    ],
    ['a field that rules cannot name', { share: where({ ...math, field: 'course_description' }) }],
    ['a field of another type', { share: where({ ...math, field: 'subject' }, 'students') }],
    ['a field from the prototype', { share: where({ ...math, field: 'constructor' }) }],
    ['a member of a group that there is not', { share: where({ ...math, field: 'term.length' }) }],
    ['a column that is no name', { share: where({ ...math, field: 'ext.' }) }],
    ['no field', { share: where({ op: 'is', value: 'x' }) }],
    ['an operator that is not known', { share: where({ ...math, op: 'starts_with' }) }],
    ['no operator', { share: where({ field: 'subject', value: 'math' }) }],
    ['a condition with an unknown member', { share: where({ ...math, not: true }) }],
    ['a condition that is a text', { share: where('subject is math') }],
    ['a value that the field never has', { share: where({ ...math, value: ['math', 'maths'] }) }],
    ['a value that the field never is not', { share: where({ ...math, op: 'is_not', value: 'Math' }) }],
    ['a grade that is none', { share: where({ field: 'grade', op: 'is', value: '13th' }, 'students') }],
    ['a school by name', { share: where({ field: 'school', op: 'is_not', value: 'Oak' }) }],
    ['a blank value', { share: where({ field: 'name', op: 'contains', value: '' }) }],
    ['a value that is a number', { share: where({ field: 'grade', op: 'is', value: 3 }) }],
    ['no value', { share: where({ field: 'name', op: 'is' }) }],
    ['an empty list of values', { share: where({ field: 'name', op: 'is', value: [] }) }],
    ['too many values', { share: where({ field: 'name', op: 'is', value: Array(201).fill('x') }) }],
    ['a value that is too long', { share: where({ field: 'name', op: 'is', value: 'x'.repeat(257) }) }],
    ['a refused field that is guaranteed', { share: everything, refused: { student: ['name'] } }],
    ['a refused field that there is not', { share: everything, refused: { student: ['shoe_size'] } }],
    ['a refused field from the prototype', { share: everything, refused: { student: ['toString'] } }],
    ['a refused member of a group', { share: everything, refused: { student: ['location.zip'] } }],
    ['a refused field of a teacher', { share: everything, refused: { teacher: ['email'] } }],
    ['refused fields as a text', { share: everything, refused: { student: 'dob' } }],
    ['refused fields as a list', { share: everything, refused: ['dob'] }],
    ['refused fields as null', { share: everything, refused: null }],
    ['a grant that there is not', { share: everything, granted: ['dob'] }],
    ['a grant as a text', { share: everything, granted: 'frl_status' }],
    [
      'a field that is granted and refused',
      { share: everything, granted: ['frl_status'], refused: { student: ['frl_status'] } },
    ],
  ])('is refused, saying why: %s', (_name, given) => {
    const parse = () => parseSharing(given);
    expect(parse).toThrow(expect.objectContaining({ code: 'bad_request' }));
    expect(parse).toThrow(/^sharing: ./);
  });
});

describe('what an application takes', () => {
  it('is taken for any record type, field by field', () => {
    const uses = {
      student: { dob: 'required', email: 'untaken' },
      teacher: { title: 'optional' },
      school: {},
    };
    expect(parseFieldUses(uses)).toEqual(uses);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', ['dob']],
    ['a type that there is not', { pupil: {} }],
    ['a type without records of its own', { district: {} }],
    ['a field that there is not', { student: { shoe_size: 'required' } }],
    ['a guaranteed field', { student: { sis_id: 'untaken' } }],
    ['a use that there is not', { student: { dob: 'needed' } }],
    ['a use that is a flag', { student: { dob: true } }],
    ['null for fields', { student: null }],
    ['a list of fields', { student: [] }],
    ['a text for fields', { student: '' }],
  ])('is refused: %s', (_name, given) => {
    expect(() => parseFieldUses(given)).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });
});

describe('the audience of a connection', () => {
  const sharing: Sharing = {
    ...NOTHING_SHARED,
    share: { kind: 'everything', staff: true },
    refused: { student: ['dob', 'email'] },
    granted: ['frl_status', 'iep_status'],
  };

  it('lacks what the district refuses, unless the application cannot do without', () => {
    expect(audiencePolicy(sharing, { student: { dob: 'required' } }).hidden).toEqual({ student: ['email'] });
  });

  it('lacks what the application does not take', () => {
    expect(
      audiencePolicy(sharing, { student: { gender: 'untaken' }, teacher: { title: 'untaken' } }).hidden,
    ).toEqual({
      student: ['dob', 'email', 'gender'],
      teacher: ['title'],
    });
  });

  it('has what is granted, if it is taken and not refused', () => {
    expect(audiencePolicy(sharing, {}).granted).toEqual(['frl_status', 'iep_status']);
    expect(
      audiencePolicy(sharing, { student: { frl_status: 'untaken', iep_status: 'required' } }).granted,
    ).toEqual(['iep_status']);
    const refused = { ...sharing, refused: { student: ['iep_status'] } };
    expect(audiencePolicy(refused, { student: { iep_status: 'required' } }).granted).toEqual(['frl_status']);
    expect(
      audiencePolicy({ ...sharing, granted: [] }, { student: { frl_status: 'required' } }).granted,
    ).toEqual([]);
  });

  it('is everything only if nothing is left out and nothing is granted', () => {
    const whole = audiencePolicy({ ...NOTHING_SHARED, share: { kind: 'everything', staff: true } }, {});
    expect(isWhole(whole)).toBe(true);
    expect(renderAudience(whole)).toBe(EVERYTHING);
    expect(renderAudience({ ...whole, leak_hidden_ids: true })).toBe(EVERYTHING);
    for (const less of [
      { ...whole, hidden: { student: ['dob'] } },
      { ...whole, granted: ['frl_status'] },
      { ...whole, share: { kind: 'everything', staff: false } as const },
      { ...whole, share: { kind: 'rules', rules: [{ match: 'students', where: [] }] } as const },
    ])
      expect(isWhole(less)).toBe(false);
  });
});

describe('the text of an audience', () => {
  const ids = fc.subarray([A, B, 'c'.repeat(24)]);
  const condition = fc.record({
    field: fc.constantFrom('sis_id', 'ext.a', 'title'),
    op: fc.constantFrom('is', 'is_not', 'contains'),
    value: fc.subarray(['x', 'y', 'z'], { minLength: 1 }),
  });
  const share = fc.oneof(
    fc.constant({ kind: 'none' }),
    fc.record({ kind: fc.constant('everything'), staff: fc.boolean() }),
    fc.record({ kind: fc.constantFrom('schools', 'site'), schools: ids, staff: fc.boolean() }),
    fc.record({ kind: fc.constant('sections'), sections: ids }),
    fc.record({
      kind: fc.constant('rules'),
      rules: fc.array(
        fc.record({
          match: fc.constant('teachers'),
          where: fc.array(condition, { maxLength: 3 }),
          exclude: fc.boolean(),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  );
  const given = fc.record({
    share,
    refused: fc.record({
      student: fc.subarray(['dob', 'email', 'race']),
      contact: fc.subarray(['phone', 'email']),
    }),
    granted: fc.subarray(['frl_status', 'iep_status']),
    leak_hidden_ids: fc.boolean(),
  });

  /** The same value with every list and every object the other way round, and what is there twice. */
  function turned(value: unknown): unknown {
    if (Array.isArray(value)) {
      const list: readonly unknown[] = value;
      return [...list.toReversed(), ...list.slice(0, 1)].map(turned);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([name, of]) => [name, turned(of)]),
    );
  }

  it('is one for equal choices, whatever the order in which they were sent', () => {
    fc.assert(
      fc.property(given, (of) => {
        const text = (sent: unknown) => renderAudience(audiencePolicy(parseSharing(sent), {}));
        expect(text(turned(of))).toBe(text(of));
      }),
    );
  });

  it('is read back as what it says', () => {
    fc.assert(
      fc.property(given, (of) => {
        const text = renderAudience(audiencePolicy(parseSharing(of), {}));
        expect(renderAudience(parseAudience(text))).toBe(text);
      }),
    );
  });

  it('differs where the choices do', () => {
    const texts = [
      {},
      { granted: ['frl_status'] },
      { refused: { student: ['dob'] } },
      { refused: { student: ['email'] } },
      { refused: { contact: ['email'] } },
      { share: { kind: 'everything', staff: false } },
      { share: { kind: 'schools', schools: [A], staff: false } },
      { share: { kind: 'schools', schools: [A], staff: true } },
      { share: { kind: 'schools', schools: [A] }, leak_hidden_ids: true },
      { share: rule() },
      { share: rule({ exclude: true }) },
      { share: rule({ where: [] }) },
    ].map((more) => renderAudience(audiencePolicy(parseSharing({ share: everything, ...more }), {})));
    expect(new Set(texts).size).toBe(texts.length);
  });
});
