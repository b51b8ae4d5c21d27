import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SegmentBytes } from '../store/index.ts';
import { itemOfId, placeInSegment } from './segmented-list.ts';

const hexOf = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** Ids as imports give them: runs of neighbours, with gaps of any size between them. */
const ids = fc
  .array(
    fc.record({
      seconds: fc.oneof(fc.constant(0x6b0ddedd), fc.integer({ min: 0, max: 0xffffffff })),
      machine: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 0xffffffffff })),
      counter: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 0xffff00 })),
      run: fc.integer({ min: 1, max: 30 }),
    }),
    { maxLength: 8 },
  )
  .map((runs) => {
    const all = runs.flatMap(({ seconds, machine, counter, run }) =>
      Array.from(
        { length: run },
        (_, n) => `${hexOf(seconds, 8)}${hexOf(machine, 10)}${hexOf(counter + n, 6)}`,
      ),
    );
    return [...new Set(all)].sort();
  });

const anyId = fc.stringMatching(/^[0-9a-f]{24}$/);

function segmentOf(held: readonly string[]): SegmentBytes {
  const items = held.map((id) => `{"data":{"id":"${id}"},"uri":"/v1.1/students/${id}"}`);
  let end = -1;
  return {
    bytes: Buffer.from(items.join(',')),
    ends: Uint32Array.from(items, (item) => (end += item.length + 1)),
  };
}

describe('an id in a segment', () => {
  it('has as many ids before it, and through it, as there are', () => {
    fc.assert(
      fc.property(ids, anyId, fc.nat(), (held, other, pick) => {
        const segment = segmentOf(held);
        for (const id of [other, held[pick % Math.max(1, held.length)] ?? other]) {
          expect(placeInSegment(segment, id, 'before')).toBe(held.filter((one) => one < id).length);
          expect(placeInSegment(segment, id, 'through')).toBe(held.filter((one) => one <= id).length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is found where it is held, and only there', () => {
    fc.assert(
      fc.property(ids, anyId, (held, other) => {
        const segment = segmentOf(held);
        for (const id of held) expect(itemOfId(segment, id)?.toString()).toContain(`/v1.1/students/${id}"`);
        expect(itemOfId(segment, other) !== undefined).toBe(held.includes(other));
      }),
    );
  });
});
