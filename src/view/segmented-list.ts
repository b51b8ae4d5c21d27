import { idRangeOfItem } from '../derive/index.ts';
import type { ListDirectory, SegmentBytes } from '../store/index.ts';
import { type Extent, type Page, placesOf, type Window } from './selection.ts';

/** A state of a whole list, with the segments that were needed of it so far. */
export interface LoadedSegments {
  /** The segment, if it is in memory. */
  readonly segment: (index: number) => SegmentBytes | undefined;
}

/** Thrown inside a page computation when a segment is not in memory; the caller loads it and starts again. */
export class MissingSegments extends Error {
  readonly indexes: readonly number[];

  constructor(indexes: readonly number[]) {
    super('segments are not in memory');
    this.indexes = indexes;
  }
}

/** The last segment that begins at or before this id; 0 where none does. */
export function segmentOfId({ firstIds }: ListDirectory, id: string): number {
  let low = 0;
  let high = firstIds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((firstIds[middle] ?? '') <= id) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The segment that holds the item at this place. */
function segmentOfPlace({ offsets }: ListDirectory, place: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function startOf({ ends }: SegmentBytes, item: number): number {
  return item === 0 ? 0 : (ends[item - 1] ?? 0) + 1;
}

export function itemAt(segment: SegmentBytes, item: number): Buffer {
  return segment.bytes.subarray(startOf(segment, item), segment.ends[item]);
}

export function idAt({ bytes, ends }: SegmentBytes, item: number): string {
  const { start, end } = idRangeOfItem(ends[item] ?? 0);
  return bytes.toString('latin1', start, end);
}

/** How the id that stands here compares with another. In a loop: a call into the engine takes longer than 24 bytes. */
function compareId(bytes: Buffer, start: number, wanted: Buffer): number {
  for (let n = 0; n < wanted.length; n++) {
    const difference = (bytes[start + n] ?? 0) - (wanted[n] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Half an id as a number: 12 hex digits are exact. */
function halfId(bytes: Buffer, start: number): number {
  let value = 0;
  for (let n = start; n < start + HALF_LENGTH; n++) {
    const digit = bytes[n] ?? 0;
    value = value * 16 + (digit < LETTER_A ? digit - DIGIT_0 : digit - LETTER_A + 10);
  }
  return value;
}

const HALF_LENGTH = 12;
const DIGIT_0 = '0'.charCodeAt(0);
const LETTER_A = 'a'.charCodeAt(0);

/** How far an id is from another, about: exact where they are near. */
function distance(from: Buffer, fromStart: number, to: Buffer, toStart: number): number {
  const high = halfId(to, toStart) - halfId(from, fromStart);
  return high * 16 ** HALF_LENGTH + halfId(to, toStart + HALF_LENGTH) - halfId(from, fromStart + HALF_LENGTH);
}

/**
 * How many items of a segment come before an id, or up to and including it. Ids are compared where they stand. Those that were given in one
 * import follow each other, so the search begins where the id would stand if all were as far apart: each look at another place
 * of a segment that is not at hand costs as much as comparing many ids.
 */
export function placeInSegment(
  { bytes, ends }: SegmentBytes,
  id: string,
  side: 'before' | 'through',
): number {
  const wanted = Buffer.from(id, 'latin1');
  const startAt = (item: number) => idRangeOfItem(ends[item] ?? 0).start;
  const isBefore = (item: number) => {
    const order = compareId(bytes, startAt(item), wanted);
    return order < 0 || (side === 'through' && order === 0);
  };
  const last = ends.length - 1;
  if (last < 0 || !isBefore(0)) return 0;
  if (isBefore(last)) return last + 1;
  // From here on: low is before the id, high is not.
  let low = 0;
  let high = last;
  const share = distance(bytes, startAt(0), wanted, 0) / distance(bytes, startAt(0), bytes, startAt(last));
  let next = Math.round(share * last);
  for (let step = 1; high - low > 1; step *= 2) {
    const middle = next > low && next < high ? next : (low + high) >>> 1;
    if (isBefore(middle)) {
      low = middle;
      next = middle + step;
    } else {
      high = middle;
      next = middle - step;
    }
  }
  return high;
}

/** The item with this id, if the segment has it. */
export function itemOfId(segment: SegmentBytes, id: string): Buffer | undefined {
  const place = placeInSegment(segment, id, 'before');
  return place < segment.ends.length && idAt(segment, place) === id ? itemAt(segment, place) : undefined;
}

/**
 * A page of a whole list: slices of segments, without a copy and without work for each record. Throws MissingSegments.
 */
export function pageOfSegments(directory: ListDirectory, { segment }: LoadedSegments, window: Window): Page {
  const { total, offsets } = directory;
  // The segment of the cursor is most often that of the page, too.
  let cursorIndex = -1;
  let cursorSegment: SegmentBytes | undefined;
  const { from, to } = placesOf(window, total, (id, side) => {
    if (total === 0) return 0;
    cursorIndex = segmentOfId(directory, id);
    cursorSegment = segment(cursorIndex);
    if (!cursorSegment) throw new MissingSegments([cursorIndex]);
    return (offsets[cursorIndex] ?? 0) + placeInSegment(cursorSegment, id, side);
  });
  const extent: Extent = { of: 'list', version: directory.version, from };
  const rest = { extent, hasBefore: from > 0, hasAfter: to < total, total };
  if (to <= from)
    return { chunks: [], records: 0, firstId: undefined, lastId: undefined, ...rest, items: () => [] };

  const firstIndex = segmentOfPlace(directory, from);
  const lastIndex = segmentOfPlace(directory, to - 1);
  const missing: number[] = [];
  const segments: SegmentBytes[] = [];
  for (let index = firstIndex; index <= lastIndex; index++) {
    const found = index === cursorIndex ? cursorSegment : segment(index);
    if (found) segments.push(found);
    else missing.push(index);
  }
  if (missing.length > 0) throw new MissingSegments(missing);

  const ranges = segments.map((found, n) => {
    const offset = offsets[firstIndex + n] ?? 0;
    return { found, first: Math.max(0, from - offset), end: Math.min(found.ends.length, to - offset) };
  });
  const [head] = ranges;
  const tail = ranges.at(-1);
  return {
    chunks: ranges.map(({ found, first, end }) =>
      found.bytes.subarray(startOf(found, first), found.ends[end - 1]),
    ),
    records: to - from,
    firstId: head && idAt(head.found, head.first),
    lastId: tail && idAt(tail.found, tail.end - 1),
    ...rest,
    items: () =>
      ranges.flatMap(({ found, first, end }) =>
        Array.from({ length: end - first }, (_, n) => itemAt(found, first + n)),
      ),
  };
}
