/**
 * Numbers the keys of one record type: the first key gets 0, the next 1, and so on. A Map does the same at four times the memory,
 * which a district of a million students feels; here the text of all keys lies in one buffer.
 */
import { U32Column } from './columns.ts';

const EMPTY = 0xffffffff;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const INITIAL_BUCKETS = 1024;

function hashOf(key: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), FNV_PRIME);
  // Sequential ids differ in their last digits only: mix, so that they spread.
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

export class KeyTable {
  #buckets = new Uint32Array(INITIAL_BUCKETS).fill(EMPTY);
  #text = Buffer.allocUnsafeSlow(64 * 1024);
  #used = 0;
  readonly #ends = new U32Column();
  readonly #hashes = new U32Column();
  #size = 0;
  #lastKey: string | undefined;
  #lastSlot = -1;

  get size(): number {
    return this.#size;
  }

  /** The number of a key, or -1. */
  find(key: string): number {
    return this.#look(key, false);
  }

  /** The number of a key; an unknown one gets the next. */
  add(key: string): number {
    return this.#look(key, true);
  }

  /** Files are in some order, so that the key asked for is often the one before. */
  #look(key: string, insert: boolean): number {
    if (key === this.#lastKey) return this.#lastSlot;
    const slot = this.#probe(key, hashOf(key), insert);
    if (slot !== -1) {
      this.#lastKey = key;
      this.#lastSlot = slot;
    }
    return slot;
  }

  keyOf(slot: number): string {
    return this.#text.toString('utf8', slot === 0 ? 0 : this.#ends.at(slot - 1), this.#ends.at(slot));
  }

  #probe(key: string, hash: number, insert: boolean): number {
    const mask = this.#buckets.length - 1;
    for (let bucket = hash & mask; ; bucket = (bucket + 1) & mask) {
      const slot = this.#buckets[bucket] ?? EMPTY;
      if (slot === EMPTY) return insert ? this.#insert(key, hash, bucket) : -1;
      if (this.#hashes.at(slot) === hash && this.#isKeyOf(slot, key)) return slot;
    }
  }

  #isKeyOf(slot: number, key: string): boolean {
    const start = slot === 0 ? 0 : this.#ends.at(slot - 1);
    const length = this.#ends.at(slot) - start;
    for (let i = 0; i < key.length; i++) {
      const code = key.charCodeAt(i);
      if (code > 0x7f) return this.keyOf(slot) === key;
      if (i >= length || this.#text[start + i] !== code) return false;
    }
    return length === key.length;
  }

  #insert(key: string, hash: number, bucket: number): number {
    const slot = this.#size++;
    const bytes = Buffer.byteLength(key);
    if (this.#used + bytes > this.#text.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(2 * this.#text.length, this.#used + bytes));
      this.#text.copy(grown, 0, 0, this.#used);
      this.#text = grown;
    }
    this.#text.write(key, this.#used);
    this.#used += bytes;
    this.#ends.set(slot, this.#used);
    this.#hashes.set(slot, hash);
    this.#buckets[bucket] = slot;
    if (2 * this.#size > this.#buckets.length) this.#rehash();
    return slot;
  }

  #rehash(): void {
    const buckets = new Uint32Array(2 * this.#buckets.length).fill(EMPTY);
    const mask = buckets.length - 1;
    for (let slot = 0; slot < this.#size; slot++) {
      let bucket = this.#hashes.at(slot) & mask;
      while (buckets[bucket] !== EMPTY) bucket = (bucket + 1) & mask;
      buckets[bucket] = slot;
    }
    this.#buckets = buckets;
  }
}
