/**
 * Staging in a thread of its own, so that an import reads on while what it found is written. Both sides are synchronous: the import says
 * what it has and goes on; it waits only where the other is far behind.
 */
import { rmSync } from 'node:fs';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { RollbookError } from '../../errors/index.ts';
import type { Connection } from './open.ts';
import { attached, type StagedRow, Staging, StagingArea } from './staging.ts';

/** So many rows are staged without a thread: to start one takes longer. */
const ROWS_WITHOUT_THREAD = 2_000;
/** So many that a message is worth its cost. */
const BATCH_ROWS = 128;
/** Batches on their way at once: some megabytes. */
const BATCHES_MAX = 64;
/** To write a batch takes a millisecond. Whoever needs this long will not come back. */
const PATIENCE_MS = 120_000;

/** What a person can do something about: most often the disk is full. */
function notStaged(cause: unknown): RollbookError {
  const why = cause instanceof Error ? cause.message : 'the thread that does it gives no answer';
  return new RollbookError(
    'not_staged',
    `What the import found could not be staged: ${why}. Nothing was published. Make sure that the data folder can be written and has room, then import again.`,
    { cause },
  );
}

/** Places in the memory that both sides see. */
export const DONE = 0;
export const HAS_FAILED = 1;

/** A batch, or the end. */
export type ToStagingThread = readonly StagedRow[] | 'seal';

export interface StagingThreadData {
  readonly path: string;
  readonly state: Int32Array;
  /** For what went wrong. */
  readonly faults: MessagePort;
}

export class StagingThread extends StagingArea {
  readonly #path: string;
  readonly #state = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  readonly #faults = new MessageChannel();
  #worker: Worker | undefined;
  #batch: StagedRow[] = [];
  #sent = 0;
  /** Told once by the other side, and to everybody who asks. */
  #fault: RollbookError | undefined;
  #isSealed = false;

  constructor(path: string) {
    super();
    this.#path = path;
  }

  protected override put(row: StagedRow): void {
    this.#batch.push(row);
    if (this.#batch.length < (this.#worker ? BATCH_ROWS : ROWS_WITHOUT_THREAD)) return;
    this.#sendBatch();
    this.#waitFor(this.#sent - BATCHES_MAX);
  }

  #sendBatch(): void {
    this.#send(this.#batch);
    this.#batch = [];
  }

  #send(message: ToStagingThread): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
    this.#sent++;
  }

  #start(): Worker {
    const { port2 } = this.#faults;
    return new Worker(new URL('./staging-worker.js', import.meta.url), {
      workerData: { path: this.#path, state: this.#state, faults: port2 } satisfies StagingThreadData,
      transferList: [port2],
    });
  }

  /** Waits until that many messages were worked off. Throws what the other side met. */
  #waitFor(count: number): void {
    for (;;) {
      const done = Atomics.load(this.#state, DONE);
      if (Atomics.load(this.#state, HAS_FAILED) !== 0) {
        const told = receiveMessageOnPort(this.#faults.port1) as { message: unknown } | undefined;
        this.#fault ??= notStaged(told?.message);
        throw this.#fault;
      }
      if (done >= count) return;
      if (Atomics.wait(this.#state, DONE, done, PATIENCE_MS) === 'timed-out') throw notStaged(undefined);
    }
  }

  #seal(): void {
    if (!this.#worker) {
      if (!this.#isSealed) this.#stageHere();
      this.#isSealed = true;
      return;
    }
    if (!this.#isSealed) {
      this.#isSealed = true;
      if (this.#batch.length > 0) this.#sendBatch();
      this.#send('seal');
    }
    this.#waitFor(this.#sent);
  }

  #stageHere(): void {
    try {
      const staging = new Staging(this.#path);
      for (const row of this.#batch) staging.put(row);
      staging.seal();
    } catch (cause) {
      throw notStaged(cause);
    }
  }

  override attachedTo<T>(db: Connection, work: () => T): T {
    this.#seal();
    return attached(db, this.#path, work);
  }

  override async close(): Promise<void> {
    this.#faults.port1.close();
    // First: else it could make the file that is removed here.
    await this.#worker?.terminate();
    rmSync(this.#path, { force: true });
  }
}
