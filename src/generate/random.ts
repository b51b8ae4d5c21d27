/**
 * The one source of chance here: sfc32 over 32-bit integers. `Math.random` cannot be seeded, and anything with
 * transcendental functions may differ in the last bit between machines; this uses neither, so equal seeds give
 * equal files everywhere.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Each list of labels, `(seed, zone)` say, opens a stream of its own. */
  constructor(...labels: readonly number[]) {
    let state = 0x9e3779b9;
    const absorb = (word: number): number => {
      state = Math.imul(state ^ word, 0x85ebca6b);
      state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
      state ^= state >>> 16;
      return state;
    };
    for (const label of labels) {
      absorb(label | 0);
      // Seeds beyond 32 bits must not fold on to small ones.
      absorb(Math.floor(label / 0x1_0000_0000) | 0);
    }
    this.#a = absorb(1);
    this.#b = absorb(2);
    this.#c = absorb(3);
    for (let round = 0; round < 12; round += 1) this.#next();
  }

  /** An integer from 0 to `limit - 1`. */
  below(limit: number): number {
    return Math.floor((this.#next() / 0x1_0000_0000) * limit);
  }

  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(share: number): boolean {
    return this.#next() < share * 0x1_0000_0000;
  }

  pick<T>(list: readonly T[]): T {
    const index = this.below(list.length);
    const value = list[index];
    if (value === undefined) throw new RangeError('nothing to pick from');
    return value;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const result = [...list];
    for (let last = result.length - 1; last > 0; last -= 1) swap(result, last, this.below(last + 1));
    return result;
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

/** Exchanges two places of a list its caller owns. */
export function swap(list: unknown[], first: number, second: number): void {
  const a = list[first];
  const b = list[second];
  if (a === undefined || b === undefined) throw new RangeError('no such place');
  list[first] = b;
  list[second] = a;
}

/** Values with weights, added up once so that a draw is a short walk. */
export class Odds<T> {
  readonly #steps: readonly { readonly upTo: number; readonly value: T }[];
  readonly #total: number;

  constructor(weights: readonly (readonly [value: T, weight: number])[]) {
    let upTo = 0;
    this.#steps = weights.map(([value, weight]) => ({ upTo: (upTo += weight), value }));
    this.#total = upTo;
  }

  draw(random: Random): T {
    // Weights may be fractions: tenths of a thousandth are fine enough for the rarest of them.
    const point = random.below(this.#total * 10_000) / 10_000;
    for (const step of this.#steps) if (point < step.upTo) return step.value;
    throw new RangeError('nothing to draw from');
  }
}
