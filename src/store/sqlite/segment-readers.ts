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
export type SentSegment = { readonly bytes: Uint8Array; readonly ends: Uint32Array } | typeof STALE;

interface Waiting {
  readonly request: SegmentRequest;
  readonly resolve: (answer: SegmentBytes | typeof STALE) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests that the thread has at once: one to work at, one to go on with. */
const SENT_MAX = 2;

const toSegment = (sent: SentSegment): SegmentBytes | typeof STALE =>
  sent === STALE
    ? STALE
    : {
        bytes: Buffer.from(sent.bytes.buffer, sent.bytes.byteOffset, sent.bytes.byteLength),
        ends: sent.ends,
      };

/** In a thread beside; a page of few segments does not wait behind one of many. */
export class SegmentThread implements SegmentReader {
  readonly #thread: AnsweringThread<SegmentRequest, SentSegment>;
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
    const answers = await Promise.all(
      requests.map(
        (request) =>
          new Promise<SegmentBytes | typeof STALE>((resolve, reject) => {
            queue.push({ request, resolve, reject });
            this.#sendNext();
          }),
      ),
    );
    const segments = answers.filter((answer) => answer !== STALE);
    return segments.length < answers.length ? STALE : segments;
  }

  #sendNext(): void {
    while (this.#sent < SENT_MAX) {
      const next = this.#few.shift() ?? this.#many.shift();
      if (!next) return;
      this.#sent++;
      void this.#ask(next);
    }
  }

  async #ask({ request, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve(toSegment(await this.#thread.ask(request)));
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
