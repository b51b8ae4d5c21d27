import { type ListDirectory, type SegmentBytes, STALE } from '../store/index.ts';
import { type SegmentCache, sizeOf } from './segment-cache.ts';
import type { LoadedSegments } from './segmented-list.ts';
import type { Page, Window } from './selection.ts';

/** How far is read ahead at the most. Whoever asks for more at once is busy with what it has for a while. */
const AHEAD_SEGMENTS_MAX = 4;
/** Walks that are followed at once. */
const WALKS_MAX = 256;

/** Reads segments of a state of a list, in the order of the indexes. */
export type ReadSegments = (
  directory: ListDirectory,
  indexes: readonly number[],
) => Promise<readonly SegmentBytes[] | typeof STALE>;

interface Reading {
  readonly segment: Promise<SegmentBytes | typeof STALE | undefined>;
  /** Pages that wait for it. */
  pages: number;
}

export interface SegmentLoaderParts {
  readonly cache: SegmentCache;
  readonly read: ReadSegments;
  /** Whether the next segments of a walk are read before they are asked for. */
  readonly readsAhead: boolean;
}

/** Segments of the lists of one audience: what is in memory, what is being read, and what a walk will want next. */
export class SegmentLoader {
  readonly #cache: SegmentCache;
  readonly #read: ReadSegments;
  readonly #readsAhead: boolean;
  /** Segments that are being read, by key. */
  readonly #reading = new Map<string, Reading>();
  /** Segments that a walk wants next, and how many behind each. */
  readonly #ahead = new Map<string, number>();
  readonly #inMemory = new WeakMap<ListDirectory, LoadedSegments>();

  constructor({ cache, read, readsAhead }: SegmentLoaderParts) {
    this.#cache = cache;
    this.#read = read;
    this.#readsAhead = readsAhead;
  }

  /** A segment if it is in memory, without a sign that it was used. */
  peek(directory: ListDirectory, index: number): SegmentBytes | undefined {
    return this.#cache.get(keyOf(directory, index));
  }

  /** The segments of a list that are in memory because they are asked for again and again, each with its bytes. */
  hot(directory: ListDirectory): ReadonlyMap<number, number> {
    const hot = new Map<number, number>();
    for (const index of directory.firstIds.keys()) {
      const segment = this.#cache.kept(keyOf(directory, index));
      if (segment) hot.set(index, sizeOf(segment));
    }
    return hot;
  }

  /** Whether so many bytes more can be hot without anything being pushed out. */
  hasRoomFor(bytes: number): boolean {
    return this.#cache.hasRoomFor(bytes);
  }

  /** A state of a list that nobody will ask for any more. */
  forget(directory: ListDirectory): void {
    for (const index of directory.firstIds.keys()) this.#cache.forget(keyOf(directory, index));
  }

  /** What is in memory of a list. */
  inMemory(directory: ListDirectory): LoadedSegments {
    let found = this.#inMemory.get(directory);
    if (!found) this.#inMemory.set(directory, (found = this.#loaded(directory)));
    return found;
  }

  #loaded(directory: ListDirectory): LoadedSegments {
    const cache = this.#cache;
    const ahead = this.#ahead;
    return {
      segment: (index: number) => {
        const key = keyOf(directory, index);
        const segment = cache.get(key);
        if (segment && cache.isCrowded) cache.touch(key, segment);
        const count = ahead.size === 0 ? undefined : ahead.get(key);
        if (count !== undefined) {
          ahead.delete(key);
          this.#readAhead(directory, index + 1, count);
        }
        return segment;
      },
    };
  }

  /** Reads segments for a page; what is being read already is waited for. */
  load(
    directory: ListDirectory,
    indexes: readonly number[],
  ): Promise<readonly SegmentBytes[] | typeof STALE> {
    return this.#load(directory, indexes, 1);
  }

  /** Reads segments that will be asked for again and again, to stay in memory. */
  keep(
    directory: ListDirectory,
    indexes: readonly number[],
  ): Promise<readonly SegmentBytes[] | typeof STALE> {
    const missing = indexes.filter((index) => !this.#cache.get(keyOf(directory, index)));
    return this.#load(directory, missing, 2);
  }

  /** Reads segments into memory, for pages or for none yet; what is being read already is waited for. */
  async #load(
    directory: ListDirectory,
    indexes: readonly number[],
    pages: 0 | 1 | 2,
  ): Promise<readonly SegmentBytes[] | typeof STALE> {
    const missing = indexes.filter((index) => !this.#reading.has(keyOf(directory, index)));
    const reading = missing.length === 0 ? Promise.resolve([]) : this.#read(directory, missing);
    missing.forEach((index, n) => {
      const one = reading.then((segments) => (segments === STALE ? STALE : segments[n]));
      void this.#remember(keyOf(directory, index), one);
    });
    const loaded = await Promise.all(
      indexes.map((index) => {
        const found = this.#reading.get(keyOf(directory, index));
        if (found) found.pages += pages;
        return found ? found.segment : Promise.resolve(STALE);
      }),
    );
    const segments = loaded.filter((segment): segment is SegmentBytes => typeof segment === 'object');
    return segments.length < indexes.length ? STALE : segments;
  }

  /** Puts what is being read where the next one finds it. Never throws: whoever waits for it is told. */
  async #remember(key: string, one: Promise<SegmentBytes | typeof STALE | undefined>): Promise<void> {
    const reading: Reading = { segment: one, pages: 0 };
    this.#reading.set(key, reading);
    try {
      const segment = await one;
      if (segment === STALE || segment === undefined) return;
      if (reading.pages > 1) this.#cache.keep(key, segment);
      else this.#cache.put(key, segment);
    } catch {
      // It is read again.
    } finally {
      this.#reading.delete(key);
    }
  }

  /** A page that begins before the last segment that had to be read for it is most likely one of a walk. */
  followWalk(directory: ListDirectory, window: Window, page: Page, read: readonly number[]): void {
    const last = Math.max(...read);
    const isWalk = window.mode === 'first' || window.mode === 'after';
    if (!this.#readsAhead || !isWalk || read.length === 0 || page.extent.of !== 'list') return;
    if (page.extent.from > (directory.offsets[last] ?? 0)) return;
    const count = Math.ceil(page.records / Math.max(1, directory.total / directory.firstIds.length));
    this.#readAhead(directory, last + 1, Math.min(count, AHEAD_SEGMENTS_MAX));
  }

  /** Reads segments that a walk will want, while what it has is on its way; from the first use of the first on, the next ones. */
  #readAhead(directory: ListDirectory, index: number, count: number): void {
    if (index >= directory.firstIds.length) return;
    if (this.#ahead.size >= WALKS_MAX) this.#ahead.clear();
    this.#ahead.set(keyOf(directory, index), count);
    setImmediate(() => {
      const wanted: number[] = [];
      for (let next = index; next < Math.min(index + count, directory.firstIds.length); next++) {
        const key = keyOf(directory, next);
        if (!this.#reading.has(key) && !this.#cache.get(key)) wanted.push(next);
      }
      // Whoever comes to need it reads it again, and is told what went wrong.
      if (wanted.length > 0) this.#load(directory, wanted, 0).catch(() => undefined);
    });
  }
}

const keysOfDirectories = new WeakMap<ListDirectory, readonly string[]>();

/** What a segment is called in memory. The same text each time: one that is made anew would have to be hashed and compared for every page. */
function keyOf(directory: ListDirectory, index: number): string {
  let keys = keysOfDirectories.get(directory);
  if (!keys) {
    const { audienceId, type, version, firstIds } = directory;
    keys = firstIds.map((_, n) => `${audienceId}/${type}/${version}/${n}`);
    keysOfDirectories.set(directory, keys);
  }
  const key = keys[index];
  if (key === undefined) throw new Error('There is no such segment.');
  return key;
}
