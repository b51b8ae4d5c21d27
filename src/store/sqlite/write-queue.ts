import type { Connection } from './open.ts';

interface Waiting {
  readonly ephemeral: boolean;
  /** It opens a transaction itself, on another connection. */
  readonly elsewhere: boolean;
  readonly run: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes, one after the other on one connection. Those that wait are committed together: a commit that survives the loss of power costs
 * a write to the disk, and a bell rings for a thousand people at once. Each stands in a savepoint of its own, so one that
 * fails takes no other with it; nobody is answered before the commit.
 */
export class WriteQueue {
  readonly #db: Connection;
  readonly #onCommit: () => void;
  #waiting: Waiting[] = [];
  #isDraining = false;
  readonly #onIdle: (() => void)[] = [];

  /** @param onCommit called before anybody is told that it is done. */
  constructor(db: Connection, onCommit: () => void = () => undefined) {
    this.#db = db;
    this.#onCommit = onCommit;
  }

  run<T>(work: () => Promise<T>, ephemeral: boolean): Promise<T> {
    return this.#add(work, { ephemeral, elsewhere: false });
  }

  /** Runs what writes on a connection of another thread. Nothing is written here meanwhile, which would keep this thread waiting for the lock. */
  runElsewhere<T>(work: () => Promise<T>): Promise<T> {
    return this.#add(work, { ephemeral: true, elsewhere: true });
  }

  #add<T>(work: () => Promise<T>, how: Pick<Waiting, 'ephemeral' | 'elsewhere'>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ ...how, run: work, resolve: resolve as (value: unknown) => void, reject });
      if (!this.#isDraining) {
        this.#isDraining = true;
        setImmediate(() => void this.#drain());
      }
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const here = batch.filter(({ elsewhere }) => !elsewhere);
      if (here.length > 0) await this.#commit(here);
      for (const { elsewhere, run, resolve, reject } of batch)
        if (elsewhere) await run().then(resolve, reject);
    }
    this.#isDraining = false;
    for (const go of this.#onIdle.splice(0)) go();
  }

  /** Resolves when nothing waits. */
  async idle(): Promise<void> {
    if (this.#isDraining)
      await new Promise<void>((go) => {
        this.#onIdle.push(go);
      });
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const db = this.#db;
    const done: (() => void)[] = [];
    try {
      db.pragma(`synchronous = ${batch.every(({ ephemeral }) => ephemeral) ? 'NORMAL' : 'FULL'}`);
      db.exec('BEGIN IMMEDIATE');
      for (const { run, resolve, reject } of batch) {
        db.exec('SAVEPOINT act');
        try {
          const value = await run();
          db.exec('RELEASE act');
          done.push(() => {
            resolve(value);
          });
        } catch (error) {
          db.exec('ROLLBACK TO act; RELEASE act');
          done.push(() => {
            reject(error);
          });
        }
      }
      db.exec('COMMIT');
    } catch (error) {
      if (db.open && db.inTransaction) db.exec('ROLLBACK');
      for (const { reject } of batch) reject(error);
      return;
    }
    this.#onCommit();
    for (const settle of done) settle();
  }
}
