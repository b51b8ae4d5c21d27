/** A window of one caller as one node knows it. Pure: what is leased, and when, is decided in `node-limits.ts`. */
import { createHash } from 'node:crypto';
import type { Lease, LeaseAsk, LeaseReturn } from '../store/index.ts';
import { type Bucket, BUCKETS, type RateState } from './buckets.ts';

/** What may lie idle at all other nodes together, of a limit. */
const IDLE_SHARE_MAX = 0.02;
const CHUNK_MAX = 8;
/** The fewer are left, the fewer are leased: each node takes one in so many of its part. */
const CHUNKS_LEFT = 8;
/** After a refusal the store is not asked again for so long; others may have given something back by then. */
const REFUSED_MS = 200;
/** What is longer is named by its digest. */
const KEY_LENGTH_MAX = 200;

/** A caller who waits: for one, or only to be told the state. */
interface Waiting {
  readonly units: 0 | 1;
  readonly settle: (state: RateState) => void;
}

export class NodeWindow {
  readonly bucket: Bucket;
  readonly key: string;
  readonly limit: number;
  /** In seconds. Before the first lease, a guess. */
  endsAt: number;
  /** Counted with the other nodes; otherwise in this node alone. */
  isLeased: boolean;
  /** A lease is on its way. */
  isAsking = false;
  /** The store has told of this window. */
  #isOpened = false;
  /** Let through by all nodes, as far as this one knows. */
  #known = 0;
  /** Let through by this node. */
  #taken = 0;
  /** Leased and not used. */
  #left = 0;
  /** Let through by this node without a lease, and not told to the store. */
  #unreported = 0;
  #usedAtMs = 0;
  #refusedUntilMs = 0;
  #waiting: Waiting[] = [];

  constructor(bucket: Bucket, key: string, second: number, isLeased: boolean) {
    this.bucket = bucket;
    this.key = key.length > KEY_LENGTH_MAX ? createHash('sha256').update(key).digest('base64url') : key;
    this.limit = BUCKETS[bucket].requests;
    this.endsAt = this.#nextEnd(second);
    this.isLeased = isLeased;
  }

  #nextEnd(second: number): number {
    return second + BUCKETS[this.bucket].windowSeconds;
  }

  /** The next window of the same caller. */
  renew(second: number, isLeased: boolean): void {
    this.endsAt = this.#nextEnd(second);
    this.isLeased = isLeased;
    this.#isOpened = false;
    this.#known = this.#taken = this.#left = this.#unreported = 0;
    this.#refusedUntilMs = 0;
  }

  get isHolding(): boolean {
    return this.#left > 0;
  }

  /** More than may lie idle at one node. */
  isHoldingTooMany(nodes: number): boolean {
    return this.#left > idleMax(this.limit, nodes);
  }

  get isAwaited(): boolean {
    return this.#waiting.length > 0;
  }

  get isToBeReported(): boolean {
    return this.#unreported > 0;
  }

  state(isExceeded = false): RateState {
    const { bucket, limit, endsAt } = this;
    const remaining = isExceeded ? 0 : Math.max(0, limit - this.#known);
    return { bucket, limit, remaining, reset: endsAt, isExceeded };
  }

  /** Counts one, as far as this node may decide; undefined: the store must be asked. */
  take(nowMs: number): RateState | undefined {
    if (this.#left > 0 && (this.isLeased || this.#known < this.limit)) {
      this.#left--;
      this.#count(nowMs);
      return this.state();
    }
    if (this.isLeased) return !this.isAsking && nowMs < this.#refusedUntilMs ? this.state(true) : undefined;
    if (this.#known >= this.limit) return this.state(true);
    this.#unreported++;
    this.#count(nowMs);
    return this.state();
  }

  #count(nowMs: number): void {
    this.#known++;
    this.#taken++;
    this.#usedAtMs = nowMs;
  }

  /** Takes one back that this node let through; undefined: the store must be asked for the window. */
  giveBack(): RateState | undefined {
    if (this.#taken > 0) {
      this.#taken--;
      this.#known--;
      if (this.#unreported > 0) this.#unreported--;
      else this.#left++;
    } else if (this.isLeased && !this.#isOpened) return undefined;
    return this.state();
  }

  wait(units: Waiting['units']): Promise<RateState> {
    return new Promise((settle) => {
      this.#waiting.push({ units, settle });
    });
  }

  /** What is asked of the store now. What it tells counts as told, until `unask`. */
  ask(second: number, nodes: number): LeaseAsk {
    const { bucket, key, limit } = this;
    const isOver = this.endsAt <= second;
    const counted = isOver ? 0 : this.#unreported;
    this.#unreported = 0;
    const units = this.#waiting.reduce((sum, one) => sum + one.units, 0);
    const want = units === 0 ? 0 : Math.max(units, chunkOf(limit, limit - this.#known, nodes));
    return { bucket, key, limit, want, counted, endsAt: isOver ? this.#nextEnd(second) : this.endsAt };
  }

  /** The store could not be asked. */
  unask({ counted, endsAt }: LeaseAsk): void {
    if (endsAt === this.endsAt) this.#unreported += counted;
  }

  receive({ want, counted }: LeaseAsk, { granted, used, endsAt }: Lease, nowMs: number): void {
    if (endsAt !== this.endsAt) {
      // It counts alone by now, and in another window: what is leased stays where it is.
      if (!this.isLeased) return;
      this.endsAt = endsAt;
      this.#left = 0;
      this.#taken = counted;
    }
    this.#isOpened = true;
    this.#left += granted;
    this.#known = used - this.#left + this.#unreported;
    this.#refusedUntilMs = granted < want ? nowMs + REFUSED_MS : 0;
    // In a window that ended on the way nobody is refused: the next one is asked for.
    const isFinal = granted < want && endsAt > Math.floor(nowMs / 1000);
    this.#waiting = this.#waiting.filter(({ units, settle }) => {
      const state = units === 0 ? this.state() : this.#left > 0 ? this.take(nowMs) : undefined;
      if (state) settle(state);
      else if (isFinal) settle(this.state(true));
      return !state && !isFinal;
    });
  }

  /** The store fails: this node counts alone from what it knows. */
  countAlone(nowMs: number): void {
    this.isLeased = false;
    const second = Math.floor(nowMs / 1000);
    if (this.endsAt <= second) this.renew(second, false);
    for (const { units, settle } of this.#waiting.splice(0))
      settle((units === 1 ? this.take(nowMs) : undefined) ?? this.state());
  }

  /** Lets go of what is leased and was not used since then; undefined where there is none. */
  release(usedBeforeMs = Infinity): LeaseReturn | undefined {
    if (this.#left === 0 || this.#usedAtMs >= usedBeforeMs) return undefined;
    const { bucket, key, endsAt } = this;
    const unused = this.#left;
    this.#left = this.#refusedUntilMs = 0;
    return { bucket, key, unused, endsAt };
  }
}

function idleMax(limit: number, nodes: number): number {
  return Math.floor((limit * IDLE_SHARE_MAX) / Math.max(1, nodes - 1));
}

function chunkOf(limit: number, remaining: number, nodes: number): number {
  const part = Math.floor(remaining / (nodes * CHUNKS_LEFT));
  return Math.max(1, Math.min(CHUNK_MAX, idleMax(limit, nodes), part));
}
