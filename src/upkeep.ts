/** What a server does by itself: it clears away what is over. */

const EVERY_MS = 10 * 60_000;

export interface Chore {
  /** For the log. */
  readonly name: string;
  /** Ends early when the signal says so. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/**
 * Does its chores every ten minutes, one after the other. One that fails is tried again the next time and keeps no other from being done. Where
 * several processes serve, each does them: a chore must be one that two may do at once, and cost little where nothing is left to do.
 */
export class Upkeep {
  readonly #chores: readonly Chore[];
  readonly #onFault: (error: unknown, name: string) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(chores: readonly Chore[], onFault: (error: unknown, name: string) => void) {
    this.#chores = chores;
    this.#onFault = onFault;
    this.#timer = setInterval(() => void this.run(), EVERY_MS);
    this.#timer.unref();
  }

  /** Does them now; where they are being done, waits for that. */
  run(): Promise<void> {
    this.#running ??= this.#doAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #doAll(): Promise<void> {
    const { signal } = this.#stopping;
    for (const { name, run } of this.#chores) {
      if (signal.aborted) return;
      try {
        await run(signal);
      } catch (error) {
        // What was given up because the server stops is no fault.
        if (!this.#stopping.signal.aborted) this.#onFault(error, name);
      }
    }
  }

  /** To be called before the store is closed. Resolves when nothing is being done any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#running;
  }
}
