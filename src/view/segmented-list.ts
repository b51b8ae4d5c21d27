import { idRangeOfItem } from '../derive/index.ts';
import type { ListDirectory, SegmentBytes } from '../store/index.ts';
import { compareIdAt, type IdKey, IdKeys, keyOfId } from './id-keys.ts';
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

const keysOfDirectories = new WeakMap<ListDirectory, IdKeys>();

/** The keys of the first ids of the segments. */
function firstKeysOf(directory: ListDirectory): IdKeys {
  let keys = keysOfDirectories.get(directory);
  if (!keys) keysOfDirectories.set(directory, (keys = new IdKeys(directory.firstIds)));
  return keys;
}

/** The last segment that begins at or before this id; 0 where none does. */
export function segmentOfId(directory: ListDirectory, id: string): number {
  return segmentOfKey(firstKeysOf(directory), keyOfId(id));
}

function segmentOfKey(firstKeys: IdKeys, key: IdKey): number {
  return Math.max(0, firstKeys.countThrough(key) - 1);
}

/** Where in a segment of so many items an id would stand if all were as far apart. */
function guessPlace(firstKeys: IdKeys, index: number, key: IdKey, items: number): number {
  const distance = firstKeys.distance(index, key);
  const gap = firstKeys.gap(index);
  // Of the last segment nothing is known but where it begins: ids that were given together follow each other.
  return Math.round(Number.isNaN(gap) ? distance : (distance / gap) * items);
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

/**
 * How many items of a segment come before an id, or up to and including it. Ids are compared where they stand. Those that were given in one
 * import follow each other, so the search begins where the id would stand if all were as far apart: each look at another place
 * of a segment that is not at hand costs as much as comparing many ids.
 * @param guess the place to look at first. Whatever it is, the answer is the same.
 */
export function placeInSegment(
  { bytes, ends }: SegmentBytes,
  key: IdKey,
  side: 'before' | 'through',
  guess: number,
): number {
  // Low is before the id, high is not.
  let low = -1;
  let high = ends.length;
  let next = Math.max(0, Math.min(guess, high - 1));
  for (let step = 1; high - low > 1; step *= 2) {
    const middle = next > low && next < high ? next : (low + high) >>> 1;
    const order = compareIdAt(bytes, idRangeOfItem(ends[middle] ?? 0).start, key);
    if (order === 0) return side === 'before' ? middle : middle + 1;
    if (order < 0) {
      low = middle;
      next = middle + step;
    } else {
      high = middle;
      next = middle - step;
    }
  }
  return high;
}

/** The item with this id in the segment where it would be, if it is there. */
export function itemOfId(
  directory: ListDirectory,
  segment: (index: number) => SegmentBytes | undefined,
  id: string,
): Buffer | undefined {
  if (directory.total === 0) return undefined;
  const firstKeys = firstKeysOf(directory);
  const key = keyOfId(id);
  const index = segmentOfKey(firstKeys, key);
  const found = segment(index);
  if (!found) return undefined;
  const place = placeInSegment(found, key, 'before', guessPlace(firstKeys, index, key, found.ends.length));
  const end = found.ends[place];
  return end !== undefined && compareIdAt(found.bytes, idRangeOfItem(end).start, key) === 0
    ? itemAt(found, place)
    : undefined;
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
    const firstKeys = firstKeysOf(directory);
    const key = keyOfId(id);
    cursorIndex = segmentOfKey(firstKeys, key);
    cursorSegment = segment(cursorIndex);
    if (!cursorSegment) throw new MissingSegments([cursorIndex]);
    const guess = guessPlace(firstKeys, cursorIndex, key, cursorSegment.ends.length);
    return (offsets[cursorIndex] ?? 0) + placeInSegment(cursorSegment, key, side, guess);
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
