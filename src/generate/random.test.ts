import { expect, it } from 'vitest';

import { Odds, Random } from './random.ts';

const draws = (random: Random): readonly number[] => Array.from({ length: 6 }, () => random.below(1_000_000));

it('gives the numbers it always gave', () => {
  expect(draws(new Random(1, 0))).toEqual([356756, 98535, 706205, 297127, 155696, 901242]);
});

it('has a stream for each label, and for seeds that differ only beyond 32 bits', () => {
  const streams = [
    new Random(1, 0),
    new Random(1, 1),
    new Random(2, 0),
    new Random(2 ** 32 + 1, 0),
    new Random(-1, 0),
  ];
  expect(new Set(streams.map((random) => draws(random).join())).size).toBe(streams.length);
});

it('draws evenly', () => {
  const random = new Random(7);
  const counts = [0, 0, 0, 0, 0];
  for (let draw = 0; draw < 50_000; draw += 1) {
    const value = random.below(counts.length);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});

it('shuffles without losing anything', () => {
  const list = Array.from({ length: 100 }, (_, index) => index);
  const shuffled = new Random(3).shuffled(list);
  expect(shuffled).not.toEqual(list);
  expect([...shuffled].sort((a, b) => a - b)).toEqual(list);
});

it('draws by weight, fractions included', () => {
  const odds = new Odds([
    ['often', 9.5],
    ['seldom', 0.5],
    ['never', 0],
  ]);
  const random = new Random(5);
  const drawn = Array.from({ length: 10_000 }, () => odds.draw(random));
  expect(drawn).not.toContain('never');
  expect(drawn.filter((value) => value === 'seldom').length / drawn.length).toBeCloseTo(0.05, 2);
});
