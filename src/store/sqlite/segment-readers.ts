/**
 * Where segments are read: on the connection of the store, or in a thread of its own, so that requests which need none are answered
 * meanwhile. The thread runs in the compiled program only.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type SegmentBytes, STALE } from '../port/index.ts';
import { AnsweringThread } from './answering-thread.ts';
import type { ReadSegment, SegmentRequest } from './segment-reads.ts';

export interface SegmentReader {
  /** In the order of the requests; STALE if one of them was. */
  read(requests: readonly SegmentRequest[]): Promise<readonly SegmentBytes[] | typeof STALE>;
  close(): Promise<void>;
}

/** Segments that are read before others have their turn. A page of ten thousand needs some twenty-five. */
const PER_TURN = 2;

/** On a connection of this thread. */
export function readSegmentsHere(read: ReadSegment): SegmentReader {
  return {
    read: async (requests) => {
      const segments: SegmentBytes[] = [];
      for (const [n, request] of requests.entries()) {
        if (n > 0 && n % PER_TURN === 0) await nextTurn();
        const segment = read(request);
        if (segment === STALE) return STALE;
        segments.push(segment);
      }
      return segments;
    },
    close: () => Promise.resolve(),
  };
}

export interface SegmentThreadData {
  readonly folder: string;
}

/** What the thread sends: a buffer does not survive the way as one. */
export type SentSegments =
  readonly { readonly bytes: Uint8Array; readonly ends: Uint32Array }[] | typeof STALE;

/** Segments that are asked for in one message: to send one and be woken by the answer costs as much as reading a quarter of a segment. */
interface Waiting {
  readonly requests: readonly SegmentRequest[];
  readonly resolve: (answer: readonly SegmentBytes[] | typeof STALE) => void;
  readonly reject: (error: unknown) => void;
}

/** Messages that the thread has at once: one to work at, one to go on with. */
const SENT_MAX = 2;

const toSegments = (sent: SentSegments): readonly SegmentBytes[] | typeof STALE =>
  sent === STALE
    ? STALE
    : sent.map(({ bytes, ends }) => ({
        bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        ends,
      }));

/** In a thread beside; a page of few segments does not wait behind one of many. */
export class SegmentThread implements SegmentReader {
  readonly #thread: AnsweringThread<readonly SegmentRequest[], SentSegments>;
  readonly #few: Waiting[] = [];
  readonly #many: Waiting[] = [];
  #sent = 0;

  constructor(folder: string) {
    this.#thread = new AnsweringThread(new URL('./segment-worker.js', import.meta.url), {
      folder,
    } satisfies SegmentThreadData);
    this.#thread.prepare();
  }

  async read(requests: readonly SegmentRequest[]): Promise<readonly SegmentBytes[] | typeof STALE> {
    const queue = requests.length <= PER_TURN ? this.#few : this.#many;
    const asked: Promise<readonly SegmentBytes[] | typeof STALE>[] = [];
    for (let from = 0; from < requests.length; from += PER_TURN)
      asked.push(
        new Promise((resolve, reject) => {
          queue.push({ requests: requests.slice(from, from + PER_TURN), resolve, reject });
        }),
      );
    this.#sendNext();
    const answers = await Promise.all(asked);
    const answered = answers.filter((answer) => answer !== STALE);
    return answered.length < answers.length ? STALE : answered.flat();
  }

  #sendNext(): void {
    while (this.#sent < SENT_MAX) {
      const next = this.#few.shift() ?? this.#many.shift();
      if (!next) return;
      this.#sent++;
      void this.#ask(next);
    }
  }

  async #ask({ requests, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve(toSegments(await this.#thread.ask(requests)));
    } catch (error) {
      reject(error);
    }
    this.#sent--;
    this.#sendNext();
  }

  async close(): Promise<void> {
    for (const { reject } of [...this.#few.splice(0), ...this.#many.splice(0)])
      reject(new Error('The store is being closed.'));
    await this.#thread.close();
  }
}
