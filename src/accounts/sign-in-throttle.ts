import { RollbookError } from '../errors/index.ts';
import { networkOf } from '../limits/index.ts';

/** How many failures in a row are free, and how long the wait grows after them. */
interface Rule {
  readonly free: number;
  readonly waitMaxMs: number;
  /** Beyond so many failures in a row the wait is `lockMs`. */
  readonly lockAfter: number;
  readonly lockMs: number;
}

/** One account from one network. Locked after 100 failures (NIST 800-63B), and only for that network: nobody can shut a district out. */
const PAIR: Rule = { free: 5, waitMaxMs: 60_000, lockAfter: 100, lockMs: 15 * 60_000 };
/** All accounts from one network: a school is often one address, so this only slows. */
const NETWORK: Rule = { free: 50, waitMaxMs: 10_000, lockAfter: Infinity, lockMs: 0 };
/** One account from everywhere, for networks from which it never signed in. */
const ACCOUNT: Rule = { free: 100, waitMaxMs: 30_000, lockAfter: Infinity, lockMs: 0 };

const FORGET_MS = 24 * 60 * 60_000;
const REMEMBERED_MAX = 50_000;

interface Failures {
  inRow: number;
  notBefore: number;
  last: number;
}

export class TooManyAttempts extends RollbookError {
  readonly retryAfterSeconds: number;

  constructor(waitMs: number) {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    super('too_many_attempts', `Too many attempts. Try again in ${seconds} seconds.`);
    this.retryAfterSeconds = seconds;
  }
}

/** Who is asked before a secret of an account is looked at; promises where another process counts. */
export interface SignInGuard {
  /**
   * Counts an attempt before it is looked at, so that many at once are counted too. Throws `TooManyAttempts`.
   * @param subject the folded address, or what else is guessed.
   */
  take(subject: string, address: string): void | Promise<void>;
  /** The attempt was right: what was counted for it is taken back. */
  succeed(subject: string, address: string): void | Promise<void>;
}

/** Slows down whoever guesses. Kept in memory, for one process. */
export class SignInThrottle implements SignInGuard {
  readonly #failures = new Map<string, Failures>();
  /** Pairs of account and network that were right once. */
  readonly #trusted = new Set<string>();
  readonly #now: () => Date;

  constructor(now: () => Date = () => new Date()) {
    this.#now = now;
  }

  #rulesFor(subject: string, network: string): readonly (readonly [string, Rule])[] {
    const pair = `pair ${subject} ${network}`;
    return [
      [pair, PAIR],
      [`network ${network}`, NETWORK],
      ...(this.#trusted.has(pair) ? [] : ([[`account ${subject}`, ACCOUNT]] as const)),
    ];
  }

  take(subject: string, address: string): void {
    const waitMs = this.begin(subject, address);
    if (waitMs > 0) throw new TooManyAttempts(waitMs);
  }

  /** As `take`, but says for how many milliseconds to wait first; 0: go on. */
  begin(subject: string, address: string): number {
    const nowMs = this.#now().getTime();
    this.#sweep(nowMs);
    const rules = this.#rulesFor(subject, networkOf(address));
    const waitMs = Math.max(0, ...rules.map(([key]) => (this.#failures.get(key)?.notBefore ?? 0) - nowMs));
    if (waitMs > 0) return waitMs;
    for (const [key, rule] of rules) {
      const failures = this.#failures.get(key) ?? { inRow: 0, notBefore: 0, last: 0 };
      failures.inRow++;
      failures.last = nowMs;
      const over = failures.inRow - rule.free;
      if (failures.inRow >= rule.lockAfter) failures.notBefore = nowMs + rule.lockMs;
      else if (over >= 0) failures.notBefore = nowMs + Math.min(1000 * 2 ** over, rule.waitMaxMs);
      this.#failures.set(key, failures);
    }
    return 0;
  }

  succeed(subject: string, address: string): void {
    const network = networkOf(address);
    this.#failures.delete(`pair ${subject} ${network}`);
    this.#failures.delete(`account ${subject}`);
    const ofNetwork = this.#failures.get(`network ${network}`);
    if (ofNetwork) {
      ofNetwork.inRow = Math.max(0, ofNetwork.inRow - 1);
      if (ofNetwork.inRow < NETWORK.free) ofNetwork.notBefore = 0;
    }
    if (this.#trusted.size >= REMEMBERED_MAX) this.#trusted.clear();
    this.#trusted.add(`pair ${subject} ${network}`);
  }

  #sweep(nowMs: number): void {
    if (this.#failures.size < REMEMBERED_MAX) return;
    for (const [key, { last }] of this.#failures) if (nowMs - last > FORGET_MS) this.#failures.delete(key);
    // Somebody makes up addresses: the oldest are let go.
    for (const key of this.#failures.keys()) {
      if (this.#failures.size < REMEMBERED_MAX) break;
      this.#failures.delete(key);
    }
  }
}
