import type { ControlStore } from '../store/index.ts';

const MINUTE_MS = 60_000;
/** Lines of one minute, and of one network in it; whoever comes beyond is counted together: a flood of refusals is none of lines. */
const LINES_PER_MINUTE = 100;
const LINES_PER_NETWORK = 10;

/** Why something was refused. */
export type RefusalKind = 'no_token' | 'bad_token' | 'out_of_scope' | 'not_found' | 'too_many';

export interface Refusal {
  readonly kind: RefusalKind;
  /** `connection:…`, `user_token:…`, or what `nameOfToken` makes of a token that opens nothing. */
  readonly subject: string;
  readonly network: string;
  /** In whose chain it stands; the hub's where the caller is nobody's. */
  readonly districtId?: string | undefined;
}

interface Counted {
  readonly refusal: Refusal;
  readonly minute: number;
  count: number;
}

const OTHERS = 'others';

/** How many lines a minute has already. */
interface Minute {
  readonly minute: number;
  lines: number;
  readonly byNetwork: Map<string, number>;
}

/**
 * Refusals of the Data API, put together by kind, caller and network: one line of the ledger for a minute of them. The caller learns nothing
 * of it.
 */
export class RefusalCounter {
  readonly #control: ControlStore;
  readonly #now: () => Date;
  readonly #onFault: (error: unknown) => void;
  #counted = new Map<string, Counted>();
  #minute: Minute = { minute: 0, lines: 0, byNetwork: new Map() };

  constructor(
    control: ControlStore,
    { now, onFault }: { readonly now: () => Date; readonly onFault: (error: unknown) => void },
  ) {
    this.#control = control;
    this.#now = now;
    this.#onFault = onFault;
  }

  note(refusal: Refusal): void {
    const minute = Math.floor(this.#now().getTime() / MINUTE_MS);
    if (this.#minute.minute !== minute) this.#minute = { minute, lines: 0, byNetwork: new Map() };
    const { kind, network } = refusal;
    const together = { kind, subject: OTHERS };
    if (!this.#count(refusal, minute) && !this.#count({ ...together, network }, minute))
      this.#count({ ...together, network: OTHERS }, minute, true);
  }

  /** Counts where there is a line, or room for one. */
  #count(refusal: Refusal, minute: number, always = false): boolean {
    const { kind, subject, network, districtId = '' } = refusal;
    const key = [minute, kind, districtId, network, subject].join(' ');
    const known = this.#counted.get(key);
    if (known) {
      known.count++;
      return true;
    }
    const now = this.#minute;
    const ofNetwork = now.byNetwork.get(`${kind} ${network}`) ?? 0;
    const hasRoom = now.lines < LINES_PER_MINUTE && (subject === OTHERS || ofNetwork < LINES_PER_NETWORK);
    if (!hasRoom && !always) return false;
    now.lines++;
    now.byNetwork.set(`${kind} ${network}`, ofNetwork + 1);
    this.#counted.set(key, { refusal, minute, count: 1 });
    return true;
  }

  /** Writes the minutes that are over. @param all also the one that is not. */
  async flush(all = false): Promise<void> {
    const minute = Math.floor(this.#now().getTime() / MINUTE_MS);
    const due = [...this.#counted].filter(([, counted]) => all || counted.minute < minute);
    if (due.length === 0) return;
    for (const [key] of due) this.#counted.delete(key);
    try {
      await this.#control.write(async (transaction) => {
        for (const [, { refusal, minute: of, count }] of due)
          await transaction.audit({
            districtId: refusal.districtId,
            actor: 'data-api',
            act: `request.${refusal.kind}`,
            subject: refusal.subject,
            outcome: 'refused',
            detail: { count, network: refusal.network },
            at: new Date(of * MINUTE_MS),
          });
      });
    } catch (error) {
      for (const [key, counted] of due) {
        const since = this.#counted.get(key);
        if (since) since.count += counted.count;
        else this.#counted.set(key, counted);
      }
      this.#onFault(error);
    }
  }
}
