import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListDirectory, SegmentBytes } from '../store/index.ts';
import { keyOfId } from './id-keys.ts';
import { itemOfId, pageOfSegments, placeInSegment } from './segmented-list.ts';
import type { Page } from './selection.ts';

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

const anyGuess = fc.oneof(
  fc.integer(),
  fc.integer({ min: 0, max: 60 }),
  fc.constantFrom(NaN, Infinity, -Infinity),
);

/** The ids of the items of a page. */
function idsOf({ chunks }: Page): readonly string[] {
  const items = JSON.parse(`[${chunks.join(',')}]`) as readonly { readonly data: { readonly id: string } }[];
  return items.map(({ data }) => data.id);
}

/** A list of these ids in segments of so many. */
function listOf(held: readonly string[], perSegment: number) {
  const offsets = held.flatMap((_, place) => (place % perSegment === 0 ? [place] : []));
  const directory: ListDirectory = {
    districtId: 'district',
    audienceId: 'audience',
    type: 'student',
    version: 1,
    firstIds: offsets.map((place) => held[place] ?? ''),
    offsets,
    total: held.length,
  };
  const segments = offsets.map((place) => segmentOf(held.slice(place, place + perSegment)));
  const segment = (index: number) => {
    if (!(index in segments)) throw new Error(`There is no segment ${index}.`);
    return segments[index];
  };
  return { directory, segment };
}

const perSegment = fc.integer({ min: 1, max: 40 });

describe('an id in a segment', () => {
  it('has as many ids before it, and through it, as there are, wherever the search begins', () => {
    fc.assert(
      fc.property(ids, anyId, fc.nat(), anyGuess, (held, other, pick, guess) => {
        const segment = segmentOf(held);
        for (const id of [other, held[pick % Math.max(1, held.length)] ?? other]) {
          const key = keyOfId(id);
          expect(placeInSegment(segment, key, 'before', guess)).toBe(held.filter((one) => one < id).length);
          expect(placeInSegment(segment, key, 'through', guess)).toBe(held.filter((one) => one <= id).length);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('an id in a list', () => {
  it('is found where it is held, and only there', () => {
    fc.assert(
      fc.property(ids, anyId, perSegment, (held, other, size) => {
        const { directory, segment } = listOf(held, size);
        for (const id of held)
          expect(itemOfId(directory, segment, id)?.toString()).toContain(`/v1.1/students/${id}"`);
        expect(itemOfId(directory, segment, other) !== undefined).toBe(held.includes(other));
      }),
    );
  });

  it('is on the page that the plain list has after it and before it', () => {
    fc.assert(
      fc.property(
        ids,
        anyId,
        fc.nat(),
        perSegment,
        fc.integer({ min: 1, max: 60 }),
        (held, other, pick, size, limit) => {
          const { directory, segment } = listOf(held, size);
          for (const id of [other, held[pick % Math.max(1, held.length)] ?? other]) {
            const after = pageOfSegments(directory, { segment }, { mode: 'after', id, limit });
            expect(idsOf(after)).toEqual(held.filter((one) => one > id).slice(0, limit));
            const before = pageOfSegments(directory, { segment }, { mode: 'before', id, limit });
            expect(idsOf(before)).toEqual(held.filter((one) => one < id).slice(-limit));
          }
        },
      ),
    );
  });
});
