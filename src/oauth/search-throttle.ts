/** Searches a minute from one address: a school that arrives at once sits behind one, so it is generous; a robot is slowed. */
const SEARCHES_MAX = 600;
const WINDOW_MS = 60_000;
const ADDRESSES_MAX = 10_000;

/** Says whether one more search is too many; a promise where another process counts. */
export interface SearchGuard {
  take(address: string): boolean | Promise<boolean>;
}

/** Counts searches of the district picker, in the memory of one process. */
export class SearchThrottle implements SearchGuard {
  #counts = new Map<string, number>();
  #endsAt = 0;
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Counts a search; false: too many. */
  take(address: string): boolean {
    const now = this.#nowMs();
    if (now >= this.#endsAt || this.#counts.size > ADDRESSES_MAX) {
      this.#counts = new Map();
      this.#endsAt = now + WINDOW_MS;
    }
    const count = (this.#counts.get(address) ?? 0) + 1;
    this.#counts.set(address, count);
    return count <= SEARCHES_MAX;
  }
}
