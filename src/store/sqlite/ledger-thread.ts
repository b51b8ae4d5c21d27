/**
 * Where the ledger is written that every answer adds to, and searched: on the connection of the store, or in threads beside, so that
 * no request waits for it. The threads run in the compiled program only.
 */
import type { ControlStore, DisclosureBatch } from '../port/index.ts';
import { AnsweringThread } from './answering-thread.ts';
import type { WriteQueue } from './write-queue.ts';

export interface LedgerThreadData {
  readonly folder: string;
}

/** What a thread can be asked. It is told one or the other by what is in it. */
export type LedgerQuestion =
  | { readonly disclose: DisclosureBatch }
  | { readonly receipts: Parameters<ControlStore['receipts']> }
  | { readonly forget: number };

/** Receipts, or how many rows were removed. */
export type LedgerAnswer = Awaited<ReturnType<ControlStore['receipts']>> | number;

type OfLedger = Pick<ControlStore, 'disclose' | 'receipts' | 'forgetDisclosures'>;

/** One thread writes. Another is there for as long as somebody searches: that can take seconds. */
export class LedgerThreads implements OfLedger {
  readonly #data: LedgerThreadData;
  readonly #queue: WriteQueue;
  readonly #writer: AnsweringThread<LedgerQuestion, LedgerAnswer>;
  readonly #searching = new Set<AnsweringThread<LedgerQuestion, LedgerAnswer>>();

  /** @param queue of the writes of this process: none of its own is under way meanwhile, so none keeps the thread to wait for the lock. */
  constructor(folder: string, queue: WriteQueue) {
    this.#data = { folder };
    this.#queue = queue;
    this.#writer = this.#start();
    this.#writer.prepare();
  }

  #start(): AnsweringThread<LedgerQuestion, LedgerAnswer> {
    return new AnsweringThread(new URL('./ledger-worker.js', import.meta.url), this.#data);
  }

  async disclose(batch: DisclosureBatch): Promise<void> {
    await this.#queue.runElsewhere(() => this.#writer.ask({ disclose: batch }));
  }

  async forgetDisclosures(limit: number): Promise<number> {
    const removed = await this.#queue.runElsewhere(() => this.#writer.ask({ forget: limit }));
    return typeof removed === 'number' ? removed : 0;
  }

  async receipts(...question: Parameters<ControlStore['receipts']>): ReturnType<ControlStore['receipts']> {
    const thread = this.#start();
    this.#searching.add(thread);
    try {
      const found = await thread.ask({ receipts: question });
      return typeof found === 'number' ? [] : found;
    } finally {
      this.#searching.delete(thread);
      await thread.close();
    }
  }

  async close(): Promise<void> {
    for (const thread of [this.#writer, ...this.#searching]) await thread.close();
  }
}
