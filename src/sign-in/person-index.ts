/**
 * Finds people by a field, without reading a hundred thousand records at each sign-in. An index is made when it is first asked for, beside
 * everything else and in slices, belongs to one state of the roster, and holds a hash and an id for each person: about 30 bytes. What it finds is
 * compared with the record itself, so a hash that two values share leads to nobody wrong.
 */
import { hash } from 'node:crypto';
import type { Person } from '../access/index.ts';
import { OBJECT_ID_BYTES, type PersonType } from '../roster/index.ts';
import type { MatchField } from './method-settings.ts';
import { type People, retryWhileChanging, valueAt } from './people.ts';

/** All indexes together; those not used for longest go first. */
const BYTES_MAX = 64 * 1024 * 1024;
const FOLDED: readonly MatchField[] = ['email', 'credentials.district_username'];

/** What is compared: addresses and login names in any case, numbers to the letter. */
function comparable(field: MatchField, value: string): string {
  const text = value.normalize('NFKC').trim();
  return FOLDED.includes(field) ? text.toLowerCase() : text;
}

function hash32(value: string): number {
  return hash('sha256', value, 'buffer').readUInt32LE(0);
}

/** Ids by the hash of a value, in three flat arrays: open addressing, never more than half full. */
class HashedIds {
  readonly version: number;
  readonly #hashes: Uint32Array;
  readonly #ids: Buffer;
  /** Position of an entry, from 1; 0 is free. */
  readonly #slots: Uint32Array;
  #used = 0;

  constructor(version: number, total: number) {
    this.version = version;
    this.#hashes = new Uint32Array(total);
    this.#ids = Buffer.alloc(total * OBJECT_ID_BYTES);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(2, total * 2))));
  }

  get bytes(): number {
    return this.#hashes.byteLength + this.#ids.byteLength + this.#slots.byteLength;
  }

  add(value: string, id: string): void {
    const number = hash32(value);
    let slot = number & (this.#slots.length - 1);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1);
    this.#hashes[this.#used] = number;
    this.#ids.write(id, this.#used * OBJECT_ID_BYTES, 'hex');
    this.#slots[slot] = ++this.#used;
  }

  idsOf(value: string): readonly string[] {
    const number = hash32(value);
    const found: string[] = [];
    let slot = number & (this.#slots.length - 1);
    for (let entry = this.#slots[slot]; entry !== undefined && entry !== 0; entry = this.#slots[slot]) {
      if (this.#hashes[entry - 1] === number)
        found.push(this.#ids.toString('hex', (entry - 1) * OBJECT_ID_BYTES, entry * OBJECT_ID_BYTES));
      slot = (slot + 1) & (this.#slots.length - 1);
    }
    return found;
  }
}

export interface Sought {
  readonly districtId: string;
  readonly field: MatchField;
  readonly types: readonly PersonType[];
  readonly value: string;
}

export class PersonIndex {
  readonly #people: People;
  /** The one used last stands last. */
  readonly #indexes = new Map<string, HashedIds>();
  readonly #building = new Map<string, Promise<HashedIds>>();

  constructor(people: People) {
    this.#people = people;
  }

  /** Everybody of these types whose field has this value. */
  async find({ districtId, field, types, value: given }: Sought): Promise<readonly Person[]> {
    const value = comparable(field, given);
    if (value === '') return [];
    const found = await Promise.all(
      types.map(async (type) => {
        const index = await this.#indexOf(districtId, type, field);
        const people = await this.#people.findAll(districtId, type, index.idsOf(value));
        return people.filter(({ values }) => {
          const own = valueAt(values, field);
          return own !== undefined && comparable(field, own) === value;
        });
      }),
    );
    return found.flat().map(({ type, id }) => ({ type, id }));
  }

  async #indexOf(districtId: string, type: PersonType, field: MatchField): Promise<HashedIds> {
    const key = `${districtId} ${type} ${field}`;
    const version = await this.#people.version(districtId);
    const known = this.#indexes.get(key);
    if (known && known.version === version) {
      this.#indexes.delete(key);
      this.#indexes.set(key, known);
      return known;
    }
    let building = this.#building.get(key);
    if (!building) {
      building = retryWhileChanging(() => this.#build(districtId, type, field, version ?? 0)).finally(() =>
        this.#building.delete(key),
      );
      this.#building.set(key, building);
    }
    const index = await building;
    this.#keep(key, index);
    return index;
  }

  async #build(districtId: string, type: PersonType, field: MatchField, version: number): Promise<HashedIds> {
    let index: HashedIds | undefined;
    for await (const segment of this.#people.segments(districtId, type)) {
      index ??= new HashedIds(segment.version, segment.total);
      for (const values of segment.records) {
        const value = valueAt(values, field);
        const id = valueAt(values, 'id');
        if (value !== undefined && id !== undefined) index.add(comparable(field, value), id);
      }
    }
    return index ?? new HashedIds(version, 0);
  }

  #keep(key: string, index: HashedIds): void {
    this.#indexes.delete(key);
    this.#indexes.set(key, index);
    let bytes = 0;
    for (const { bytes: of } of this.#indexes.values()) bytes += of;
    for (const [oldest, { bytes: of }] of this.#indexes) {
      if (bytes <= BYTES_MAX || oldest === key) break;
      this.#indexes.delete(oldest);
      bytes -= of;
    }
  }
}
