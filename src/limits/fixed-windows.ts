import { type Bucket, BUCKETS, type Limits, type RateState } from './buckets.ts';
import { WindowTable } from './window-table.ts';

interface OpenWindow {
  readonly endsAt: number;
  used: number;
}

/** Fixed windows that open with their first request, in the memory of one process. Exact. */
export class FixedWindows implements Limits {
  readonly #windows = new WindowTable<OpenWindow>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  #window(bucket: Bucket, key: string): OpenWindow {
    const second = Math.floor(this.#nowMs() / 1000);
    const name = `${bucket} ${key}`;
    let window = this.#windows.get(name);
    if (!window || window.endsAt <= second) {
      window = { endsAt: second + BUCKETS[bucket].windowSeconds, used: 0 };
      this.#windows.set(name, window, second);
    }
    return window;
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
