import { describe, expect, it } from 'vitest';
import { type Counts, exceededLimits, type TypeCounts } from './plan.ts';

const none: TypeCounts = { published: 0, created: 0, updated: 0, removed: 0, unchanged: 0, kept: 0 };
const counts = (student: Partial<TypeCounts>, rest: Partial<Counts> = {}): Counts => ({
  school: none,
  teacher: none,
  section: none,
  school_admin: none,
  contact: none,
  ...rest,
  student: { ...none, ...student },
});
const limits = { removalPercent: 10, updatePercent: 75 };

describe('safety limits', () => {
  it('lets two of twenty removals pass and holds three of twenty', () => {
    expect(exceededLimits(counts({ published: 20, removed: 2 }), limits)).toEqual([]);
    expect(exceededLimits(counts({ published: 20, removed: 3 }), limits)).toEqual([
      { type: 'student', what: 'removed', records: 3, published: 20, percent: 15, limitPercent: 10 },
    ]);
  });

  it('holds updates strictly over three quarters', () => {
    expect(exceededLimits(counts({ published: 4, updated: 3 }), limits)).toEqual([]);
    expect(exceededLimits(counts({ published: 4, updated: 4 }), limits)).toHaveLength(1);
  });

  it('never holds the first publish, and does not count staff and contacts', () => {
    expect(exceededLimits(counts({ created: 100 }), limits)).toEqual([]);
    const gone = { ...none, published: 10, removed: 10 };
    expect(exceededLimits(counts({}, { contact: gone, school_admin: gone }), limits)).toEqual([]);
  });

  it('takes 0 as any and 100 as never', () => {
    const all = counts({ published: 1000, removed: 1, updated: 1 });
    expect(exceededLimits(all, { removalPercent: 0, updatePercent: 0 })).toHaveLength(2);
    const emptied = counts({ published: 10, removed: 10 });
    expect(exceededLimits(emptied, { removalPercent: 100, updatePercent: 100 })).toEqual([]);
  });
});
