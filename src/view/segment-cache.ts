import type { SegmentBytes } from '../store/index.ts';

/** Room for segments that were asked for once, as a share of all. Enough for the pages of some walks at a time. */
const PASSING_SHARE = 1 / 24;
/** How many segments that passed are remembered by their keys. */
const PASSED_MAX = 8_192;

/**
 * Segments in memory, the most recently used ones up to a number of bytes. A key names a state of the world, so nothing here is ever
 * wrong. A state that has a successor is forgotten, and what is not asked for any more is pushed out.
 *
 * A segment that is read for the first time only passes: a walk through a whole list reads each once, and would push out what others
 * ask for again and again. One that has to be read a second time is kept.
 */
export class SegmentCache {
  readonly #kept: SegmentQueue;
  readonly #passing: SegmentQueue;
  /** Keys of segments that passed, the oldest first. */
  readonly #passed = new Set<string>();

  constructor(maxBytes: number) {
    const passingBytes = maxBytes * PASSING_SHARE;
    this.#passing = new SegmentQueue(passingBytes);
    this.#kept = new SegmentQueue(maxBytes - passingBytes);
  }

  get(key: string): SegmentBytes | undefined {
    return this.#kept.segments.get(key) ?? this.#passing.segments.get(key);
  }

  /** A segment if it is one that is asked for again and again. */
  kept(key: string): SegmentBytes | undefined {
    return this.#kept.segments.get(key);
  }

  /** Whether so much more can be kept without anything being pushed out. */
  hasRoomFor(bytes: number): boolean {
    return this.#kept.hasRoomFor(bytes);
  }

  /** What will not be asked for any more. */
  forget(key: string): void {
    for (const queue of [this.#kept, this.#passing]) queue.remove(key);
    this.#passed.delete(key);
  }

  /** Moves what was just used to the end of the queue. Not on every hit: a page in memory should cost nothing. */
  touch(key: string, segment: SegmentBytes): void {
    const { segments } = this.#kept;
    if (segments.delete(key)) segments.set(key, segment);
  }

  /** What several ask for at once is asked for again and again. */
  keep(key: string, segment: SegmentBytes): void {
    this.#passed.delete(key);
    this.#kept.put(key, segment);
  }

  put(key: string, segment: SegmentBytes): void {
    if (this.#kept.segments.has(key) || this.#passed.has(key)) {
      this.keep(key, segment);
      return;
    }
    for (const gone of this.#passing.put(key, segment)) this.#passed.add(gone);
    for (const oldest of this.#passed) {
      if (this.#passed.size <= PASSED_MAX) break;
      this.#passed.delete(oldest);
    }
  }

  /** Whether pushing out is near: only then is it worth keeping order. */
  get isCrowded(): boolean {
    return this.#kept.isCrowded;
  }
}

/** Segments in order, the first to go first. */
class SegmentQueue {
  readonly segments = new Map<string, SegmentBytes>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Puts a segment at the end. Returns the keys of those that were pushed out for it. */
  put(key: string, segment: SegmentBytes): readonly string[] {
    this.remove(key);
    this.segments.set(key, segment);
    this.#bytes += sizeOf(segment);
    const gone: string[] = [];
    for (const oldest of this.segments.keys()) {
      if (this.#bytes <= this.#maxBytes || oldest === key) break;
      this.remove(oldest);
      gone.push(oldest);
    }
    return gone;
  }

  hasRoomFor(bytes: number): boolean {
    return this.#bytes + bytes <= this.#maxBytes;
  }

  get isCrowded(): boolean {
    return this.#bytes > this.#maxBytes / 2;
  }

  remove(key: string): void {
    const segment = this.segments.get(key);
    if (!segment) return;
    this.segments.delete(key);
    this.#bytes -= sizeOf(segment);
  }
}

/** In bytes. */
export function sizeOf({ bytes, ends }: SegmentBytes): number {
  return bytes.length + ends.byteLength;
}
