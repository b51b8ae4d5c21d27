import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Run, RunList } from './run-list.ts';

const idOf = (place: number): string => String(place).padStart(4, '0');
const runOf = (from: number, rows: number): Run => ({
  from,
  to: from + rows,
  firstId: idOf(from),
  lastId: idOf(from + rows - 1),
  rows,
  requests: 1,
  firstAt: from,
  lastAt: from,
});

it('holds exactly the places that were added, ascending and apart', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 30 })), { maxLength: 60 }),
      (pages) => {
        const list = new RunList();
        const places = new Set<number>();
        for (const [from, rows] of pages) {
          list.add(runOf(from, rows));
          for (let place = from; place < from + rows; place++) places.add(place);
        }
        const held = list.runs.flatMap(({ from, to }) =>
          Array.from({ length: to - from }, (_, n) => from + n),
        );
        expect(held).toEqual([...places].sort((a, b) => a - b));
        list.runs.forEach(({ from, to, firstId, lastId }, n) => {
          expect([firstId, lastId]).toEqual([idOf(from), idOf(to - 1)]);
          expect((list.runs[n + 1]?.from ?? Infinity) > to).toBe(true);
        });
        const sum = (of: (run: Run) => number) => list.runs.reduce((total, run) => total + of(run), 0);
        expect(sum(({ rows }) => rows)).toBe(pages.reduce((total, [, rows]) => total + rows, 0));
        expect(sum(({ requests }) => requests)).toBe(pages.length);
      },
    ),
    { numRuns: 500, seed: 20_261_125 },
  );
});

it('makes one run of a walk, in either direction', () => {
  for (const pages of [
    [0, 10, 20],
    [20, 10, 0],
  ]) {
    const list = new RunList();
    for (const from of pages) list.add(runOf(from, 10));
    expect(list.runs).toMatchObject([{ from: 0, to: 30, firstId: '0000', lastId: '0029', requests: 3 }]);
  }
});
