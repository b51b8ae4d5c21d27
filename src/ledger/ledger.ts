import type { ControlStore } from '../store/index.ts';
import { DisclosureRecorder } from './recorder.ts';
import { RefusalCounter } from './refusals.ts';
import { pruneDisclosures } from './retention.ts';

/** So much is lost at most if the process is killed. */
const FLUSH_MS = 1_000;
/** How often what was kept for long enough is looked for. */
const PRUNE_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

export interface LedgerOptions {
  readonly control: ControlStore;
  readonly now?: () => Date;
  /** For how long disclosures are kept. */
  readonly disclosureDays: number;
  /** Is told when the ledger could not be written. */
  readonly onFault: (error: unknown) => void;
}

/** What a server that answers notes down: what it sent and whom it refused. */
export class Ledger {
  readonly disclosures: DisclosureRecorder;
  readonly refusals: RefusalCounter;
  readonly #timer: NodeJS.Timeout;
  readonly #pruning: NodeJS.Timeout;
  readonly #options: Required<LedgerOptions>;

  constructor({ control, now = () => new Date(), disclosureDays, onFault }: LedgerOptions) {
    this.#options = { control, now, disclosureDays, onFault };
    this.disclosures = new DisclosureRecorder(control, { now, onFault });
    this.refusals = new RefusalCounter(control, { now, onFault });
    this.#timer = setInterval(() => void this.#flush(), FLUSH_MS);
    this.#timer.unref();
    this.#pruning = setInterval(() => void this.prune(), PRUNE_MS);
    this.#pruning.unref();
  }

  /** Lets go of what was kept for long enough. Never throws. */
  async prune(): Promise<void> {
    const { control, now, disclosureDays, onFault } = this.#options;
    const at = now();
    try {
      await pruneDisclosures(control, {
        before: new Date(at.getTime() - disclosureDays * DAY_MS),
        now: at,
      });
    } catch (error) {
      onFault(error);
    }
  }

  async #flush(): Promise<void> {
    await this.disclosures.flush();
    await this.refusals.flush();
  }

  /** Writes everything. To be called when no request is answered any more, and before the store is closed. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    clearInterval(this.#pruning);
    await this.disclosures.flush();
    await this.refusals.flush(true);
  }
}
