import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditLine, ControlStore } from '../store/index.ts';

const MINUTE_MS = 60_000;
/** Lines of one minute: whoever comes beyond is counted together, so that a flood of refusals is none of lines. */
const LINES = {
  /** Whoever can reach the server can cause these. `ofNetwork`: of each kind. */
  anybody: { all: 100, ofNetwork: 10, ofSubject: Infinity },
  /** Apart, so that no flood from anybody hides them. `ofSubject`: of each kind and actor, by network. */
  somebody: { all: 500, ofNetwork: 50, ofSubject: 20 },
} as const;
type Cause = keyof typeof LINES;
/** By these a person who asks for help, or a line of the log, is found again. */
const REQUESTS_MAX = 20;
/** Lines that could not be written and are kept as they are; what is more is put together, never lost. */
const UNWRITTEN_MAX = 20_000;
const LINES_PER_WRITE = 100;

/** Whoever had no line of its own any more. */
const OTHERS = 'others';

/** Ids and words of ours only: never a secret, a code, an address or what somebody typed. */
export interface Refusal extends Pick<AuditLine, 'act' | 'actor' | 'subject' | 'requestId'> {
  /** In whose chain it stands; the hub's where the caller is nobody's. */
  readonly districtId?: string | undefined;
  /** `failed`: nobody said no, but it could not be done. */
  readonly outcome?: 'refused' | 'failed';
  /** Why, in words of a closed set: with the act, the kind of refusal. */
  readonly reason?: Readonly<Record<string, string>>;
  /** What the caller made up or mistook, as far as it is an id. */
  readonly named?: Readonly<Record<string, string>>;
  readonly network: string;
  /** A client or a person whom the hub knows did it, or is attacked by it: these are not hidden by what anybody can cause. */
  readonly isOfSomebody: boolean;
}

/** What one line will say. Times in milliseconds. */
interface Counted {
  readonly refusal: Refusal;
  readonly minute: number;
  first: number;
  last: number;
  count: number;
  readonly requests: string[];
}

interface Used {
  all: number;
  readonly of: Map<string, number>;
}

/** How many lines a minute has already. */
interface Minute {
  readonly minute: number;
  readonly used: Readonly<Record<Cause, Used>>;
}

const emptyMinute = (minute: number): Minute => ({
  minute,
  used: { anybody: { all: 0, of: new Map() }, somebody: { all: 0, of: new Map() } },
});

const textOf = (values: Readonly<Record<string, string>> = {}) => Object.values(values).join(' ');

function keyOf(refusal: Refusal, minute: number): string {
  const { act, outcome, actor, subject, districtId, network, reason, named } = refusal;
  const parts = [minute, act, outcome, actor, subject, districtId, network, textOf(reason), textOf(named)];
  return parts.join('\n');
}

/** The same with nobody's name, in the chain of the hub. */
function ofOthers({ districtId: _, named: __, ...refusal }: Refusal): Refusal {
  return { ...refusal, actor: refusal.actor.includes(':') ? OTHERS : refusal.actor, subject: OTHERS };
}

/** Where a refusal is counted: as it is, or ever more coarsely while there is no room. */
function* placesOf(refusal: Refusal): Generator<Refusal, Refusal> {
  yield refusal;
  const { named: _, ...whoever } = refusal;
  if (refusal.isOfSomebody) yield { ...whoever, network: OTHERS };
  const others = ofOthers(refusal);
  yield others;
  return { ...others, network: OTHERS };
}

/**
 * Refusals, put together by kind, caller, subject and network: one line of the ledger for a minute of them. Whoever is refused learns nothing of
 * it, and waits for nothing.
 */
export class RefusalCounter {
  readonly #control: ControlStore;
  readonly #now: () => Date;
  readonly #onFault: (error: unknown) => void;
  #counted = new Map<string, Counted>();
  #minute = emptyMinute(0);
  #writing: Promise<void> | undefined;

  constructor(
    control: ControlStore,
    { now, onFault }: { readonly now: () => Date; readonly onFault: (error: unknown) => void },
  ) {
    this.#control = control;
    this.#now = now;
    this.#onFault = onFault;
  }

  note(refusal: Refusal): void {
    const at = this.#now().getTime();
    const minute = Math.floor(at / MINUTE_MS);
    if (this.#minute.minute !== minute) this.#minute = emptyMinute(minute);
    const places = placesOf(refusal);
    let place = places.next();
    while (!place.done && !this.#counted.has(keyOf(place.value, minute)) && !this.#takeRoom(place.value))
      place = places.next();
    const { requestId } = refusal;
    const requests = requestId === undefined ? [] : [requestId];
    this.#add({ refusal: place.value, minute, first: at, last: at, count: 1, requests });
  }

  /** Whether the minute has room for one more line. */
  #takeRoom({ isOfSomebody, act, reason, network, actor, subject }: Refusal): boolean {
    const cause = isOfSomebody ? 'somebody' : 'anybody';
    const [max, used] = [LINES[cause], this.#minute.used[cause]];
    const kind = `${act} ${textOf(reason)}`;
    const limits: [string, number][] = [];
    if (subject !== OTHERS) limits.push([`network ${kind} ${network}`, max.ofNetwork]);
    if (network !== OTHERS) limits.push([`subject ${kind} ${actor} ${subject}`, max.ofSubject]);
    if (used.all >= max.all || limits.some(([key, most]) => (used.of.get(key) ?? 0) >= most)) return false;
    used.all++;
    for (const [key] of limits) used.of.set(key, (used.of.get(key) ?? 0) + 1);
    return true;
  }

  #add(counted: Counted): void {
    const key = keyOf(counted.refusal, counted.minute);
    const known = this.#counted.get(key);
    if (!known) {
      this.#counted.set(key, counted);
      return;
    }
    known.count += counted.count;
    known.first = Math.min(known.first, counted.first);
    known.last = Math.max(known.last, counted.last);
    known.requests.push(...counted.requests.slice(0, REQUESTS_MAX - known.requests.length));
  }

  /** Writes the minutes that are over. @param all also the one that is not. */
  async flush(all = false): Promise<void> {
    while (this.#writing) await this.#writing;
    const minute = Math.floor(this.#now().getTime() / MINUTE_MS);
    const due = [...this.#counted].filter(([, counted]) => all || counted.minute < minute);
    if (due.length === 0) return;
    for (const [key] of due) this.#counted.delete(key);
    this.#writing = this.#write(due.map(([, counted]) => counted)).finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  /** A few at a time: others have their turn in between. */
  async #write(due: readonly Counted[]): Promise<void> {
    for (let from = 0; from < due.length; from += LINES_PER_WRITE) {
      try {
        await this.#control.write(async (transaction) => {
          for (const counted of due.slice(from, from + LINES_PER_WRITE))
            await transaction.audit(lineOf(counted));
        });
      } catch (error) {
        for (const counted of due.slice(from)) this.#keep(counted);
        this.#onFault(error);
        return;
      }
      await nextTurn();
    }
  }

  /** For the next time. Where much could not be written, minutes and names are given up, and no count. */
  #keep(counted: Counted): void {
    const isTooMuch = this.#counted.size >= UNWRITTEN_MAX;
    const refusal = { ...ofOthers(counted.refusal), network: OTHERS };
    this.#add(isTooMuch ? { ...counted, refusal, minute: -1 } : counted);
  }
}

function lineOf({ refusal, first, last, count, requests }: Counted): AuditLine {
  const { act, actor, subject, districtId, outcome = 'refused', reason, named, network } = refusal;
  const [requestId, ...more] = requests;
  return {
    act,
    actor,
    subject,
    districtId,
    outcome,
    requestId,
    at: new Date(first),
    detail: {
      ...reason,
      ...named,
      count,
      network,
      ...(count > 1 ? { until: new Date(last).toISOString() } : {}),
      ...(more.length > 0 ? { requests: more } : {}),
    },
  };
}
