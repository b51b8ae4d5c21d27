import type { SegmentBytes } from '../store/index.ts';

/**
 * Segments in memory, the most recently used ones up to a number of bytes. A key names a state of the world, so nothing here is ever
 * wrong and nothing is invalidated: what is not asked for any more is pushed out.
 */
export class SegmentCache {
  readonly #maxBytes: number;
  readonly #segments = new Map<string, SegmentBytes>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(key: string): SegmentBytes | undefined {
    return this.#segments.get(key);
  }

  /** Moves what was just used to the end of the queue. Not on every hit: a page in memory should cost nothing. */
  touch(key: string, segment: SegmentBytes): void {
    if (this.#segments.delete(key)) this.#segments.set(key, segment);
  }

  put(key: string, segment: SegmentBytes): void {
    const size = sizeOf(segment);
    const before = this.#segments.get(key);
    if (before) {
      this.#bytes -= sizeOf(before);
      this.#segments.delete(key);
    }
    this.#segments.set(key, segment);
    this.#bytes += size;
    for (const [oldest, { bytes, ends }] of this.#segments) {
      if (this.#bytes <= this.#maxBytes || oldest === key) break;
      this.#segments.delete(oldest);
      this.#bytes -= bytes.length + ends.byteLength;
    }
  }

  /** Whether pushing out is near: only then is it worth keeping order. */
  get isCrowded(): boolean {
    return this.#bytes > this.#maxBytes / 2;
  }
}

function sizeOf({ bytes, ends }: SegmentBytes): number {
  return bytes.length + ends.byteLength;
}
