import { OBJECT_ID_BYTES } from '../../roster/index.ts';
import { FlagColumn, U32Column } from './columns.ts';
import { KeyTable } from './key-table.ts';

/** What is known of a record during an import. */
export const FLAG = {
  /** Served before this import. */
  published: 1,
  /** Its row was accepted. */
  accepted: 2,
  /** Not accepted, but it stays as it was published (`roster-csv` D42). */
  kept: 4,
  created: 8,
  updated: 16,
  /** It has an id. */
  identified: 32,
  /** It has the id that it had before it went. */
  returns: 64,
} as const;

const ID_LENGTH = 2 * OBJECT_ID_BYTES;
/** An id is three words of four bytes; they are moved faster than bytes. */
const WORDS = OBJECT_ID_BYTES / Uint32Array.BYTES_PER_ELEMENT;

/** The length of a digest in hex digits; 64 bits tell one record's old and new content apart. */
export const DIGEST_LENGTH = 16;

/** All records of one type, by slot: the published ones first, then new ones in the order of their rows. */
export class RecordTable {
  readonly keys = new KeyTable();
  readonly flags = new FlagColumn();
  /** The ids, and the same bytes as words. */
  #ids = Buffer.alloc(0);
  #words = new Uint32Array(0);
  readonly #digests = new U32Column();
  #byId: Uint32Array | undefined;
  #newest = '';
  /** Ids ascend with slots: then lists of slots are lists in order. */
  idsAscend = true;
  publishedCount = 0;
  /** Ids of keys whose records went; a record that returns gets its own again. */
  readonly former = new Map<string, string>();

  get size(): number {
    return this.keys.size;
  }

  setId(slot: number, id: string): void {
    const end = (slot + 1) * OBJECT_ID_BYTES;
    if (end > this.#ids.length) {
      const words = new Uint32Array(Math.max(64 * WORDS, 2 * this.#words.length, (slot + 1) * WORDS));
      words.set(this.#words);
      this.#words = words;
      this.#ids = Buffer.from(words.buffer);
    }
    this.#ids.write(id, slot * OBJECT_ID_BYTES, 'hex');
    this.flags.raise(slot, FLAG.identified);
    this.#byId = undefined;
    if (id <= this.#newest) this.idsAscend = false;
    else this.#newest = id;
  }

  idOf(slot: number): string {
    return this.#ids.toString('hex', slot * OBJECT_ID_BYTES, (slot + 1) * OBJECT_ID_BYTES);
  }

  /** The ids of many records, in the order of the slots, one behind the other. */
  packedIdsOf(slots: Uint32Array): string {
    const packed = new Uint32Array(slots.length * WORDS);
    let at = 0;
    for (const slot of slots)
      for (let n = 0; n < WORDS; n++) packed[at++] = this.#words[slot * WORDS + n] ?? 0;
    return Buffer.from(packed.buffer).toString('hex');
  }

  /** The same, each by itself. They are read as one text: a call for each would take most of the time. */
  idsOf(slots: Uint32Array): readonly string[] {
    const text = this.packedIdsOf(slots);
    const ids: string[] = [];
    for (let end = ID_LENGTH; end <= text.length; end += ID_LENGTH)
      ids.push(text.slice(end - ID_LENGTH, end));
    return ids;
  }

  compareIds(a: number, b: number): number {
    const start = b * OBJECT_ID_BYTES;
    return this.#ids.compare(
      this.#ids,
      start,
      start + OBJECT_ID_BYTES,
      a * OBJECT_ID_BYTES,
      (a + 1) * OBJECT_ID_BYTES,
    );
  }

  /** The slot of a record that has this id, or -1. The index is made on first use. */
  findById(id: string): number {
    this.#byId ??= this.#indexById();
    const wanted = Buffer.from(id, 'hex');
    let low = 0;
    let high = this.#byId.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const slot = this.#byId[middle] ?? 0;
      const order = this.#ids.compare(
        wanted,
        0,
        OBJECT_ID_BYTES,
        slot * OBJECT_ID_BYTES,
        (slot + 1) * OBJECT_ID_BYTES,
      );
      if (order === 0) return slot;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #indexById(): Uint32Array {
    const slots = new Uint32Array(this.size);
    let count = 0;
    for (let slot = 0; slot < this.size; slot++)
      if (this.flags.has(slot, FLAG.identified)) slots[count++] = slot;
    return this.sortById(slots.subarray(0, count));
  }

  setDigest(slot: number, digest: string): void {
    this.#digests.set(2 * slot, Number.parseInt(digest.slice(0, 8), 16));
    this.#digests.set(2 * slot + 1, Number.parseInt(digest.slice(8), 16));
  }

  hasDigest(slot: number, digest: string): boolean {
    return (
      this.#digests.at(2 * slot) === Number.parseInt(digest.slice(0, 8), 16) &&
      this.#digests.at(2 * slot + 1) === Number.parseInt(digest.slice(8), 16)
    );
  }

  /** Sorts slots by the ids of their records, in place. */
  sortById(slots: Uint32Array): Uint32Array {
    return this.idsAscend ? slots.sort() : slots.sort((a, b) => this.compareIds(a, b));
  }

  /** Whether the record is served after this import. */
  isLive(slot: number): boolean {
    return this.flags.has(slot, FLAG.accepted | FLAG.kept);
  }

  *slotsWith(flag: number): Generator<number> {
    for (let slot = 0; slot < this.size; slot++) if (this.flags.has(slot, flag)) yield slot;
  }
}
