import { type Bucket, BUCKETS, type Limits, type RateState } from './buckets.ts';

interface OpenWindow {
  endsAt: number;
  used: number;
}

/** From here on windows that ended are looked for, at most once a second. */
const SWEEP_ABOVE = 10_000;

/** Fixed windows that open with their first request, in the memory of one process. Exact. */
export class FixedWindows implements Limits {
  readonly #windows = new Map<string, OpenWindow>();
  readonly #nowMs: () => number;
  #sweptAt = 0;

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  #window(bucket: Bucket, key: string): OpenWindow {
    const second = Math.floor(this.#nowMs() / 1000);
    const name = `${bucket} ${key}`;
    let window = this.#windows.get(name);
    if (!window || window.endsAt <= second) {
      this.#sweep(second);
      window = { endsAt: second + BUCKETS[bucket].windowSeconds, used: 0 };
      this.#windows.set(name, window);
    }
    return window;
  }

  #sweep(second: number): void {
    if (this.#windows.size <= SWEEP_ABOVE || this.#sweptAt === second) return;
    this.#sweptAt = second;
    for (const [name, { endsAt }] of this.#windows) if (endsAt <= second) this.#windows.delete(name);
  }

  take(bucket: Bucket, key: string): RateState {
    const window = this.#window(bucket, key);
    const isExceeded = window.used >= BUCKETS[bucket].requests;
    if (!isExceeded) window.used++;
    return stateOf(bucket, window, isExceeded);
  }

  giveBack(bucket: Bucket, key: string): RateState {
    const window = this.#window(bucket, key);
    if (window.used > 0) window.used--;
    return stateOf(bucket, window, false);
  }
}

function stateOf(bucket: Bucket, { endsAt, used }: OpenWindow, isExceeded: boolean): RateState {
  const limit = BUCKETS[bucket].requests;
  return { bucket, limit, remaining: limit - used, reset: endsAt, isExceeded };
}
