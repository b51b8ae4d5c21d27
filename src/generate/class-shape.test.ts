import { expect, it } from 'vitest';

import { apportion, groupCount, parted } from './class-shape.ts';

it('apportions everything, the largest remainders first', () => {
  expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(apportion(7, [60, 25, 15])).toEqual([4, 2, 1]);
  expect(apportion(5, [0, 0])).toEqual([0, 0]);
});

it('parts a list without losing or mixing any', () => {
  const list = [1, 2, 3, 4, 5, 6, 7];
  expect(parted(list, 3).map((part) => part.length)).toEqual([2, 2, 3]);
  expect(parted(list, 3).flat()).toEqual(list);
});

it('opens another class rather than overfill one', () => {
  const size = { aim: 29, limit: 32 };
  expect([10, 20, 32, 33, 64, 65].map((students) => groupCount(students, size))).toEqual([1, 1, 1, 2, 2, 3]);
});
