/**
 * Ids as numbers, for searching: 24 hex digits are two numbers of 48 bits, exact, that sort as the ids do. To compare two takes no look at their
 * text, which for an id cut out of an address the engine would have to copy first.
 */

export interface IdKey {
  /** The first 12 digits. */
  readonly high: number;
  /** The other 12. */
  readonly low: number;
}

const QUARTER_DIGITS = 6;
const QUARTER = 2 ** 24;
const HALF = 2 ** 48;
const ID_DIGITS = 24;

/** The value of a hex digit, 0 to 9 and a to f in lower case, by its code. */
function digitOf(code: number): number {
  return (code & 15) + (code >> 6) * 9;
}

function quarterOf(id: string, start: number): number {
  let value = 0;
  for (let n = start; n < start + QUARTER_DIGITS; n++) value = (value << 4) | digitOf(id.charCodeAt(n));
  return value;
}

function halfOf(id: string, start: number): number {
  return quarterOf(id, start) * QUARTER + quarterOf(id, start + QUARTER_DIGITS);
}

/** @param id 24 lowercase hex digits. */
export function keyOfId(id: string): IdKey {
  return { high: halfOf(id, 0), low: halfOf(id, ID_DIGITS / 2) };
}

function quarterAt(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let n = start; n < start + QUARTER_DIGITS; n++) value = (value << 4) | digitOf(bytes[n] ?? 0);
  return value;
}

function halfAt(bytes: Uint8Array, start: number): number {
  return quarterAt(bytes, start) * QUARTER + quarterAt(bytes, start + QUARTER_DIGITS);
}

/** How the id that stands here compares with another: below 0 where it comes before, 0 where it is the same. */
export function compareIdAt(bytes: Uint8Array, start: number, { high, low }: IdKey): number {
  return halfAt(bytes, start) - high || halfAt(bytes, start + ID_DIGITS / 2) - low;
}

/** The keys of many ids, side by side in memory. */
export class IdKeys {
  /** Halves in turn. */
  readonly #halves: Float64Array;

  constructor(ids: readonly string[]) {
    this.#halves = new Float64Array(ids.length * 2);
    ids.forEach((id, n) => {
      const { high, low } = keyOfId(id);
      this.#halves[2 * n] = high;
      this.#halves[2 * n + 1] = low;
    });
  }

  /** How many come before a key or are it. @param keys ascending. */
  countThrough({ high, low }: IdKey): number {
    const halves = this.#halves;
    let from = 0;
    let to = halves.length / 2;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const difference = (halves[2 * middle] ?? 0) - high;
      if (difference < 0 || (difference === 0 && (halves[2 * middle + 1] ?? 0) <= low)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** How far a key is from the id at a place, in ids: exact where they are near, about where they are far. */
  distance(place: number, { high, low }: IdKey): number {
    return (high - (this.#halves[2 * place] ?? 0)) * HALF + (low - (this.#halves[2 * place + 1] ?? 0));
  }

  /** How far apart the ids at a place and at the next one are. The last has none. */
  gap(place: number): number {
    const [high, low] = [this.#halves[2 * place + 2] ?? NaN, this.#halves[2 * place + 3] ?? NaN];
    return this.distance(place, { high, low });
  }
}
