/** People of a roster, as those who run the hub see them: apart from what is shared with applications. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Person } from '../access/index.ts';
import { dataOfItemBytes } from '../derive/index.ts';
import { getResource, type PersonType } from '../roster/index.ts';
import { EVERYTHING } from '../sharing/index.ts';
import { type AudienceReader, STALE, type Store } from '../store/index.ts';

type Values = Readonly<Record<string, unknown>>;

export interface RosterPerson extends Person {
  /** As people write it: given name first. */
  readonly name: string;
  readonly values: Values;
}

/** Part of a list, and the state of the whole. */
export interface Segment {
  readonly version: number;
  readonly total: number;
  readonly records: readonly Values[];
}

/** How many districts' audiences are remembered. */
const REMEMBERED_MAX = 10_000;
/** How often reading a list is begun anew because a sync was published meanwhile. */
const ATTEMPTS_MAX = 8;

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}

/** A field of a record by its dotted path. */
export function valueAt(values: Values, path: string): string | undefined {
  let found: unknown = values;
  for (const step of path.split('.')) found = isValues(found) ? found[step] : undefined;
  return text(found);
}

function toPerson(type: PersonType, values: Values): RosterPerson {
  const parts = ['name.first', 'name.middle', 'name.last'].map((path) => valueAt(values, path));
  const name = parts.filter((part) => part !== undefined).join(' ');
  return {
    type,
    id: valueAt(values, 'id') ?? '',
    name: name === '' ? (valueAt(values, 'email') ?? `A ${type.replace('_', ' ')} without a name`) : name,
    values,
  };
}

export class People {
  readonly #store: Pick<Store, 'districts' | 'roster'>;
  readonly #audiences = new Map<string, string>();

  constructor(store: Pick<Store, 'districts' | 'roster'>) {
    this.#store = store;
  }

  /** Reads the whole roster of a district; undefined where there is no such district. */
  async reader(districtId: string): Promise<AudienceReader | undefined> {
    let audienceId = this.#audiences.get(districtId);
    if (audienceId === undefined) {
      const audiences = await this.#store.districts.audiences(districtId);
      audienceId = audiences.find(({ policy }) => policy === EVERYTHING)?.id;
      if (audienceId === undefined) return undefined;
      if (this.#audiences.size >= REMEMBERED_MAX) this.#audiences.clear();
      this.#audiences.set(districtId, audienceId);
    }
    return this.#store.roster.readFor(districtId, audienceId);
  }

  /** Whether the roster holds the person. */
  async exists(districtId: string, { type, id }: Person): Promise<boolean> {
    const reader = await this.reader(districtId);
    return reader !== undefined && (await reader.visible(type, [id])).has(id);
  }

  async find(districtId: string, { type, id }: Person): Promise<RosterPerson | undefined> {
    return (await this.findAll(districtId, type, [id]))[0];
  }

  async findAll(
    districtId: string,
    type: PersonType,
    ids: readonly string[],
  ): Promise<readonly RosterPerson[]> {
    const reader = await this.reader(districtId);
    const items = reader ? await reader.items(type, ids) : [];
    const resource = getResource(type);
    return items.map(({ item }) => toPerson(type, parseValues(dataOfItemBytes(resource, item))));
  }

  /** The state that `segments` reads. */
  async version(districtId: string): Promise<number | undefined> {
    return (await this.reader(districtId))?.viewVersion();
  }

  /**
   * All people of a type in one state, some hundreds at a time; other requests have their turn in between. Segments that end before `afterId`
   * are left out.
   */
  async *segments(districtId: string, type: PersonType, afterId = ''): AsyncGenerator<Segment> {
    const reader = await this.reader(districtId);
    const directory = await reader?.listDirectory(type);
    if (!reader || !directory) return;
    const { version, total } = directory;
    for (const index of directory.firstIds.keys()) {
      const next = directory.firstIds[index + 1];
      // Whoever stands behind `afterId` is in no segment that ends before it.
      if (next !== undefined && next <= afterId) continue;
      const segments = await reader.segments(directory, [index]);
      if (segments === STALE) throw new RosterChanged();
      const [segment] = segments;
      if (!segment) continue;
      yield { version, total, records: parseItems(segment.bytes) };
      await nextTurn();
    }
  }

  /** Everybody of a type behind an id, ascending, some hundreds at a time. Throws where a sync is published meanwhile: `retryWhileChanging`. */
  async *pages(
    districtId: string,
    type: PersonType,
    afterId: string,
  ): AsyncGenerator<readonly RosterPerson[]> {
    for await (const { records } of this.segments(districtId, type, afterId))
      yield records.map((values) => toPerson(type, values)).filter(({ id }) => id > afterId);
  }

  /** The first people of a type, by id, whose name holds every word that is sought. Reads the list: for small districts. */
  async search(
    districtId: string,
    type: PersonType,
    { sought, limit }: { readonly sought: string; readonly limit: number },
  ): Promise<readonly RosterPerson[]> {
    const words = fold(sought).split(/\s+/);
    return retryWhileChanging(async () => {
      const found: RosterPerson[] = [];
      for await (const { records } of this.segments(districtId, type)) {
        const people = records.map((values) => toPerson(type, values));
        found.push(...people.filter(({ name }) => words.every((word) => fold(name).includes(word))));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    });
  }
}

/** A sync was published while a list was read. */
class RosterChanged extends Error {}

/** Begins anew where a sync was published while `read` was reading. */
export async function retryWhileChanging<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof RosterChanged) || attempt >= ATTEMPTS_MAX) throw error;
    }
}

/** Without case and accents. */
export function fold(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function parseValues(bytes: Buffer): Values {
  const values: unknown = JSON.parse(bytes.toString('utf8'));
  return isValues(values) ? values : {};
}

function parseItems(bytes: Buffer): readonly Values[] {
  const items: unknown = JSON.parse(`[${bytes.toString('utf8')}]`);
  if (!Array.isArray(items)) return [];
  return items.map((item: unknown) => (isValues(item) && isValues(item['data']) ? item['data'] : {}));
}
