/** Random choices from a seed: the same seed, the same world. */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1, by mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const [first, ...rest] = from;
    if (first === undefined) throw new Error('There is nothing to pick from.');
    return [first, ...rest][this.int(0, from.length - 1)] ?? first;
  }

  /** Each with this probability. */
  some<T>(from: readonly T[], probability = 0.5): readonly T[] {
    return from.filter(() => this.chance(probability));
  }

  /** At least one. */
  atLeastOne<T>(from: readonly T[], probability = 0.4): readonly T[] {
    const found = this.some(from, probability);
    return found.length > 0 ? found : [this.pick(from)];
  }

  digits(count: number, of = '0123456789abcdef'): string {
    let text = '';
    while (text.length < count) text += of[this.int(0, of.length - 1)] ?? '';
    return text;
  }
}
