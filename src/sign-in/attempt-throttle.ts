/**
 * Slows guessing down (`reliability` S-04): for each account from each network, for each account from anywhere, and for each network. Nobody can
 * shut others out with it: a network from which people of the district have signed in is counted apart from the rest of the world, and what is
 * slowed ends by itself. In memory, bounded, of one process. Pure apart from that: time is handed in.
 */

interface Failures {
  count: number;
  /** Until when the next attempt must wait, in milliseconds. */
  until: number;
  lastMs: number;
}

interface Bucket {
  tokens: number;
  lastMs: number;
}

export interface Attempt {
  readonly districtId: string;
  /** Folded, and of this district. */
  readonly username: string;
  /** Of `networkOf`. */
  readonly network: string;
}

/** Failures that cost no time, and the longest that is waited for. */
const ACCOUNT_HERE = { free: 5, maxMs: 15 * 60_000 } as const;
/** Of one account from everywhere outside of known networks: far below a hundred guesses a day. */
const ACCOUNT_ANYWHERE = { free: 20, maxMs: 60 * 60_000 } as const;
const FORGOTTEN_MS = 24 * 60 * 60_000;
/** Failures of a network at once, and how many more each second. A school with a thousand children shares one address. */
const KNOWN_NETWORK = { burst: 300, perSecond: 2 } as const;
const OTHER_NETWORK = { burst: 30, perSecond: 0.2 } as const;
const REMEMBERED_MAX = 50_000;

/** A map that forgets what was not used for longest. */
class Recent<V> {
  readonly #values = new Map<string, V>();

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: V): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= REMEMBERED_MAX) return;
    const [oldest] = this.#values.keys();
    if (oldest !== undefined) this.#values.delete(oldest);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }
}

const key = (...parts: readonly string[]) => parts.join('\0');

/** The part of an address that one household or school shares. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':');
}

/** Who is asked before a password is looked at; promises where another process counts. */
export interface AttemptGuard {
  /** How many seconds to wait first; 0: go on. The attempt counts as failed until `succeeded` or `dropped`. */
  begin(attempt: Attempt, now: Date): number | Promise<number>;
  succeeded(attempt: Attempt, now: Date): void | Promise<void>;
  dropped(attempt: Attempt, now: Date): void | Promise<void>;
}

export class AttemptThrottle implements AttemptGuard {
  readonly #failures = new Recent<Failures>();
  readonly #buckets = new Recent<Bucket>();
  readonly #known = new Recent<number>();

  #isKnown({ districtId, network }: Attempt): boolean {
    return this.#known.get(key(districtId, network)) !== undefined;
  }

  #rules(attempt: Attempt) {
    const { districtId, username, network } = attempt;
    const here = { id: key('here', districtId, username, network), ...ACCOUNT_HERE };
    // From a known network the account is counted there only: guessing from elsewhere does not slow the school.
    return this.#isKnown(attempt)
      ? [here]
      : [here, { id: key('anywhere', districtId, username), ...ACCOUNT_ANYWHERE }];
  }

  #bucket(attempt: Attempt, nowMs: number): { bucket: Bucket; perSecond: number; id: string } {
    const { burst, perSecond } = this.#isKnown(attempt) ? KNOWN_NETWORK : OTHER_NETWORK;
    const id = key('network', attempt.network, this.#isKnown(attempt) ? attempt.districtId : '');
    const before = this.#buckets.get(id) ?? { tokens: burst, lastMs: nowMs };
    const gained = ((nowMs - before.lastMs) / 1000) * perSecond;
    return { id, perSecond, bucket: { tokens: Math.min(burst, before.tokens + gained), lastMs: nowMs } };
  }

  /**
   * Counts the attempt as failed before it is looked at, so that many at once are no way around. How many seconds to wait first; 0: go on.
   * What goes on and succeeds is taken back by `succeeded`.
   */
  begin(attempt: Attempt, now: Date): number {
    const nowMs = now.getTime();
    const rules = this.#rules(attempt);
    const { id, bucket, perSecond } = this.#bucket(attempt, nowMs);
    const waits = rules.map((rule) => (this.#failures.get(rule.id)?.until ?? 0) - nowMs);
    if (bucket.tokens < 1) waits.push(((1 - bucket.tokens) / perSecond) * 1000);
    const waitMs = Math.max(0, ...waits);
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    this.#buckets.set(id, { ...bucket, tokens: bucket.tokens - 1 });
    for (const rule of rules) {
      const before = this.#failures.get(rule.id);
      const count = before && nowMs - before.lastMs < FORGOTTEN_MS ? before.count + 1 : 1;
      const over = count - rule.free;
      const delayMs = over < 0 ? 0 : Math.min(rule.maxMs, 1000 * 2 ** Math.min(over, 30));
      this.#failures.set(rule.id, { count, until: nowMs + delayMs, lastMs: nowMs });
    }
    return 0;
  }

  /** The attempt was no guess. */
  succeeded(attempt: Attempt, now: Date): void {
    const nowMs = now.getTime();
    this.#giveBack(attempt, nowMs);
    for (const { id } of this.#rules(attempt)) this.#failures.delete(id);
    this.#known.set(key(attempt.districtId, attempt.network), nowMs);
  }

  /** The attempt was never looked at. */
  dropped(attempt: Attempt, now: Date): void {
    const nowMs = now.getTime();
    this.#giveBack(attempt, nowMs);
    for (const { id } of this.#rules(attempt)) {
      const failures = this.#failures.get(id);
      if (failures)
        this.#failures.set(id, { ...failures, count: Math.max(0, failures.count - 1), until: nowMs });
    }
  }

  #giveBack(attempt: Attempt, nowMs: number): void {
    const { id, bucket } = this.#bucket(attempt, nowMs);
    this.#buckets.set(id, { ...bucket, tokens: bucket.tokens + 1 });
  }
}
