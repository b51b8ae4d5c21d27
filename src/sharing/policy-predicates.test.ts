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
  renderSharing,
  type Sharing,
} from './policy.ts';

const A = 'a'.repeat(24);
const B = 'b'.repeat(24);
const everything = { kind: 'everything', staff: true } as const;
const sharing = (more: Partial<Sharing> = {}): Sharing => ({ ...NOTHING_SHARED, share: everything, ...more });

describe('a choice of sharing that is sent', () => {
  it.each<[unknown, unknown]>([
    [{ kind: 'none' }, { kind: 'none' }],
    [{ kind: 'everything' }, { kind: 'everything', staff: false }],
    [everything, everything],
    [
      { kind: 'schools', schools: [B, A, B] },
      { kind: 'schools', schools: [A, B], staff: false },
    ],
    [
      { kind: 'site', schools: [A], staff: true },
      { kind: 'site', schools: [A], staff: true },
    ],
    [
      { kind: 'sections', sections: [] },
      { kind: 'sections', sections: [] },
    ],
    [
      { kind: 'rules', rules: [{ match: 'staff' }] },
      { kind: 'rules', rules: [{ match: 'staff', where: [] }] },
    ],
  ])('is kept: %j', (share, expected) => {
    expect(parseSharing({ share })).toStrictEqual({ ...NOTHING_SHARED, share: expected });
  });

  it('keeps what is refused and granted, each once and in order', () => {
    const given = {
      share: { kind: 'none' },
      refused: { student: ['grade', 'dob', 'dob'], contact: [] },
      granted: ['iep_status', 'frl_status', 'iep_status'],
      leak_hidden_ids: true,
    };
    const kept = {
      share: { kind: 'none' },
      refused: { student: ['dob', 'grade'] },
      granted: ['frl_status', 'iep_status'],
      leak_hidden_ids: true,
    };
    expect(parseSharing(given)).toStrictEqual(kept);
    expect(parseSharing(JSON.parse(renderSharing(parseSharing(given))))).toStrictEqual(kept);
  });

  const ids = (count: number) => Array.from({ length: count }, () => A);
  const rules = (count: number) => ({ kind: 'rules', rules: ids(count).map(() => ({ match: 'staff' })) });

  it('may be as long as the limits, and no longer', () => {
    expect(parseSharing({ share: { kind: 'sections', sections: ids(20_000) } }).share.kind).toBe('sections');
    expect(() => parseSharing({ share: { kind: 'sections', sections: ids(20_001) } })).toThrow(
      'at most 20000',
    );
    expect(parseSharing({ share: rules(50) }).share.kind).toBe('rules');
    expect(() => parseSharing({ share: rules(51) })).toThrow('1 to 50');
  });

  const none = { share: { kind: 'none' } };
  it.each<[unknown, string]>([
    [null, 'an object with "share"'],
    ['all', 'an object with "share"'],
    [{}, '"share" must be an object'],
    [{ share: null }, '"share" must be an object'],
    [{ share: { kind: 'some' } }, 'not "some"'],
    [{ share: { kind: 'none', staff: true } }, 'has no "staff"'],
    [{ share: { kind: 'sections', sections: [A], staff: true } }, 'has no "staff"'],
    [{ share: { kind: 'everything', staff: 'yes' } }, 'is true or false'],
    [{ share: { kind: 'schools', schools: A } }, 'must be a list'],
    [{ share: { kind: 'schools', schools: ['north'] } }, 'is no id'],
    [{ share: { kind: 'schools', schools: [3] } }, 'is no id'],
    [{ share: { kind: 'rules', rules: [] } }, '1 to 50'],
    [{ share: { kind: 'rules', rules: {} } }, '1 to 50'],
    [{ ...none, shares: 1 }, 'there is no "shares"'],
    [{ ...none, granted: 'frl_status' }, '"granted" is a list'],
    [{ ...none, granted: ['frl_status', 'dob'] }, '"granted" is a list'],
    [{ ...none, leak_hidden_ids: 1 }, 'is true or false'],
    [{ ...none, refused: null }, 'an object by record type'],
    [{ ...none, refused: 3 }, 'an object by record type'],
    [{ ...none, refused: { teacher: ['email'] } }, 'cannot be refused'],
    [{ ...none, refused: { district: ['name'] } }, 'cannot be refused'],
    [{ ...none, refused: { student: 'dob' } }, 'must be a list of fields'],
    [{ ...none, refused: { student: ['toString'] } }, 'is not a field'],
    [{ ...none, refused: { student: ['name'] } }, 'is guaranteed'],
  ])('is refused: %j', (given, why) => {
    expect(() => parseSharing(given)).toThrow(why);
  });
});

describe('what an application takes', () => {
  it('is kept by type and field', () => {
    const taken = { student: { dob: 'required', email: 'untaken' }, section: { grade: 'optional' } } as const;
    expect(parseFieldUses(taken)).toStrictEqual(taken);
    expect(() => parseFieldUses({ student: undefined })).toThrow('must be an object by field');
  });

  it.each<[unknown, string]>([
    [null, 'must be an object'],
    ['x', 'must be an object'],
    [{ pupil: {} }, '"pupil" is no record type'],
    [{ student: { nothing: 'optional' } }, 'is not a field'],
    [{ student: { name: 'untaken' } }, 'is guaranteed'],
    [{ student: { dob: 'never' } }, 'not "never"'],
  ])('is refused: %j', (given, why) => {
    expect(() => parseFieldUses(given)).toThrow(why);
  });
});

describe('what is shared before anything is chosen', () => {
  it('is nothing', () => {
    expect(NOTHING_SHARED).toStrictEqual({
      share: { kind: 'none' },
      refused: {},
      granted: [],
      leak_hidden_ids: false,
    });
  });
});

describe('the audience of a connection', () => {
  it('hides what the district refuses and the application does not require, and what it does not take', () => {
    const refused = { student: ['email', 'dob', 'grade'], contact: ['phone'] };
    const taken = {
      student: { dob: 'required', race: 'untaken', email: 'optional' },
      section: { grade: 'untaken' },
    } as const;
    expect(audiencePolicy(sharing({ refused }), taken)).toStrictEqual({
      share: everything,
      hidden: { student: ['email', 'grade', 'race'], section: ['grade'], contact: ['phone'] },
      granted: [],
      leak_hidden_ids: false,
    });
  });

  it('is granted what the district grants and the application takes', () => {
    const of = (granted: readonly string[], frl: 'required' | 'optional' | 'untaken') => {
      const { granted: found, hidden } = audiencePolicy(sharing({ granted }), {
        student: { frl_status: frl },
      });
      expect(hidden).toEqual({});
      return found;
    };
    expect(of([], 'required')).toEqual([]);
    expect(of(['iep_status', 'frl_status'], 'optional')).toEqual(['frl_status', 'iep_status']);
    expect(of(['frl_status'], 'untaken')).toEqual([]);
  });

  it('is whole only where nothing is left out or added', () => {
    const whole = audiencePolicy(sharing(), {});
    expect(isWhole(whole)).toBe(true);
    expect(isWhole({ ...whole, share: { kind: 'everything', staff: false } })).toBe(false);
    expect(isWhole({ ...whole, share: { kind: 'site', schools: [], staff: true } })).toBe(false);
    expect(isWhole({ ...whole, hidden: { student: ['dob'] } })).toBe(false);
    expect(isWhole({ ...whole, granted: ['frl_status'] })).toBe(false);
  });

  it('has one text, and is read back from it', () => {
    const schools = { kind: 'schools', schools: [A], staff: false } as const;
    expect(renderAudience(audiencePolicy(sharing(), {}))).toBe(EVERYTHING);
    expect(renderAudience(audiencePolicy(sharing({ leak_hidden_ids: true }), {}))).toBe(EVERYTHING);
    const hidden = { student: ['dob'], contact: ['phone'] };
    for (const policy of [
      { share: schools, hidden, granted: ['frl_status'], leak_hidden_ids: true },
      { share: schools, hidden: {}, granted: [], leak_hidden_ids: false },
    ])
      expect(parseAudience(renderAudience(policy))).toStrictEqual(policy);
    const turned = { contact: ['phone'], student: ['dob'] };
    const of = (lists: typeof hidden) => ({
      share: schools,
      hidden: lists,
      granted: [],
      leak_hidden_ids: false,
    });
    expect(renderAudience(of(hidden))).toBe(renderAudience(of(turned)));
    expect(Object.keys(parseAudience(renderAudience(of(hidden))).hidden)).toEqual(['contact', 'student']);
  });
});

describe('the text of a policy', () => {
  it('has its rules and conditions in ascending order', () => {
    const where = [
      { field: 'grade', op: 'is', value: ['3'] },
      { field: 'ell_status', op: 'is', value: ['Y'] },
    ] as const;
    const rules = [
      { match: 'students', where },
      { match: 'sections', where: [] },
    ] as const;
    const text = renderAudience(audiencePolicy(sharing({ share: { kind: 'rules', rules } }), {}));
    expect(text.indexOf('sections')).toBeLessThan(text.indexOf('students'));
    expect(text.indexOf('ell_status')).toBeLessThan(text.indexOf('grade'));
  });
});
