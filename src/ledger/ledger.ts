import type { ControlStore } from '../store/index.ts';
import { DisclosureRecorder } from './recorder.ts';
import { RefusalCounter } from './refusals.ts';

/** So much is lost at most if the process is killed. */
const FLUSH_MS = 1_000;

export interface LedgerOptions {
  readonly control: ControlStore;
  readonly now?: () => Date;
  /** Is told when the ledger could not be written. */
  readonly onFault: (error: unknown) => void;
}

/** What a server that answers notes down: what it sent and whom it refused. */
export class Ledger {
  readonly disclosures: DisclosureRecorder;
  readonly refusals: RefusalCounter;
  readonly #timer: NodeJS.Timeout;

  constructor({ control, now = () => new Date(), onFault }: LedgerOptions) {
    this.disclosures = new DisclosureRecorder(control, { now, onFault });
    this.refusals = new RefusalCounter(control, { now, onFault });
    this.#timer = setInterval(() => void this.#flush(), FLUSH_MS);
    this.#timer.unref();
  }

  async #flush(): Promise<void> {
    await this.disclosures.flush();
    await this.refusals.flush();
  }

  /** Writes everything. To be called when no request is answered any more, and before the store is closed. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.disclosures.flush();
    await this.refusals.flush(true);
  }
}
