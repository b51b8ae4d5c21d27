/** At most so many requests a minute for each token: a fixed window that opens with its first request (`api-v1.1` 12). */

export const RATE_LIMIT = { requests: 1_200, windowSeconds: 60 } as const;

interface OpenWindow {
  endsAt: number;
  used: number;
}

export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds at which the window ends. */
  readonly reset: number;
  readonly isExceeded: boolean;
}

const SWEEP_ABOVE = 10_000;

export class RateLimiter {
  readonly #windows = new Map<string, OpenWindow>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  #window(key: string): OpenWindow {
    const second = Math.floor(this.#nowMs() / 1000);
    let window = this.#windows.get(key);
    if (!window || window.endsAt <= second) {
      if (this.#windows.size > SWEEP_ABOVE)
        for (const [other, { endsAt }] of this.#windows) if (endsAt <= second) this.#windows.delete(other);
      window = { endsAt: second + RATE_LIMIT.windowSeconds, used: 0 };
      this.#windows.set(key, window);
    }
    return window;
  }

  /** Counts a request. */
  take(key: string): RateState {
    const window = this.#window(key);
    const isExceeded = window.used >= RATE_LIMIT.requests;
    if (!isExceeded) window.used++;
    return {
      limit: RATE_LIMIT.requests,
      remaining: RATE_LIMIT.requests - window.used,
      reset: window.endsAt,
      isExceeded,
    };
  }

  /** Takes a request back: an answer of "not modified" costs nothing. */
  giveBack(key: string): RateState {
    const window = this.#window(key);
    if (window.used > 0) window.used--;
    return {
      limit: RATE_LIMIT.requests,
      remaining: RATE_LIMIT.requests - window.used,
      reset: window.endsAt,
      isExceeded: false,
    };
  }
}
