/**
 * Where segments are read: on the connection of the store, or in a thread of its own, so that requests which need none are answered
 * meanwhile. The thread runs in the compiled program only.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type SegmentBytes, STALE } from '../port/index.ts';
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

export interface ToSegmentThread {
  readonly number: number;
  readonly request: SegmentRequest;
}

export interface FromSegmentThread {
  readonly number: number;
  readonly answer: { readonly bytes: Uint8Array; readonly ends: Uint32Array } | typeof STALE | Error;
}

interface Waiting {
  readonly request: SegmentRequest;
  readonly resolve: (answer: SegmentBytes | typeof STALE) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests that the thread has at once: one to work at, one to go on with. */
const SENT_MAX = 2;

/** In a thread beside; a page of few segments does not wait behind one of many. */
export class SegmentThread implements SegmentReader {
  readonly #folder: string;
  #worker: Worker | undefined;
  readonly #few: Waiting[] = [];
  readonly #many: Waiting[] = [];
  readonly #sent = new Map<number, Waiting>();
  #number = 0;

  constructor(folder: string) {
    this.#folder = folder;
    // At once, so that it is there when the first page is asked for.
    this.#worker = this.#start();
    this.#worker.unref();
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
    while (this.#sent.size < SENT_MAX) {
      const next = this.#few.shift() ?? this.#many.shift();
      if (!next) return;
      const number = this.#number++;
      this.#sent.set(number, next);
      this.#worker ??= this.#start();
      // The process lives on for an answer, and for nothing else.
      this.#worker.ref();
      this.#worker.postMessage({ number, request: next.request } satisfies ToSegmentThread);
    }
  }

  #start(): Worker {
    const worker = new Worker(new URL('./segment-worker.js', import.meta.url), {
      workerData: { folder: this.#folder } satisfies SegmentThreadData,
    });
    worker.on('message', ({ number, answer }: FromSegmentThread) => {
      const waiting = this.#sent.get(number);
      this.#sent.delete(number);
      this.#sendNext();
      if (this.#sent.size === 0) worker.unref();
      if (answer instanceof Error) waiting?.reject(answer);
      else if (answer === STALE) waiting?.resolve(STALE);
      else
        waiting?.resolve({
          bytes: Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength),
          ends: answer.ends,
        });
    });
    // It is started anew for whoever asks next.
    const onEnd = (error: unknown) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      const lost = [...this.#sent.values()];
      this.#sent.clear();
      for (const { reject } of lost) reject(error);
      this.#sendNext();
    };
    worker.on('error', onEnd);
    worker.on('exit', () => {
      onEnd(new Error('The thread that reads segments ended.'));
    });
    return worker;
  }

  async close(): Promise<void> {
    for (const { reject } of [...this.#few.splice(0), ...this.#many.splice(0)])
      reject(new Error('The store is being closed.'));
    await this.#worker?.terminate();
  }
}
