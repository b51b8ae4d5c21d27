import { describe, expect, it } from 'vitest';
import { overThreshold, type TypeChange } from './safety-threshold.ts';

const change = (had: number, removed: number, updated: number): TypeChange => ({
  type: 'student',
  had,
  removed,
  updated,
});

describe('the safety threshold of an application', () => {
  it.each([
    [change(100, 10, 75), false],
    [change(100, 11, 0), true],
    [change(100, 0, 76), true],
    [change(9, 1, 0), true],
    [change(10, 1, 7), false],
    [change(10, 0, 8), true],
    // Where nothing was seen, nothing can be taken away.
    [change(0, 0, 0), false],
  ])('%j goes over it: %s', (one, isOver) => {
    expect(overThreshold([one])).toEqual(isOver ? [one] : []);
  });

  it('is of each type by itself', () => {
    const schools: TypeChange = { type: 'school', had: 4, removed: 1, updated: 0 };
    expect(overThreshold([change(1000, 1, 1), schools])).toEqual([schools]);
  });
});
