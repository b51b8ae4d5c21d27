import { dataOfItemBytes, inverseRelationName, recordRenderer, renderItem } from '../derive/index.ts';
import { RollbookError } from '../errors/index.ts';
import {
  type AnyResource,
  getResource,
  isStoredType,
  type Relation,
  resources,
  type StoredType,
} from '../roster/index.ts';
import type { ControlStore, District, ListDirectory, RosterReader, SegmentBytes } from '../store/index.ts';
import { STALE } from '../store/index.ts';
import { FilteredList } from './filtered-list.ts';
import { IdList, type LoadItems } from './id-list.ts';
import type { SegmentCache } from './segment-cache.ts';
import { MissingSegments, pageOfSegments } from './segmented-list.ts';
import type { Page, Selection, Window } from './selection.ts';
import type { Filter } from './where.ts';

/** How often a page is begun anew because a sync was published while it was read. */
const ATTEMPTS_MAX = 8;

export interface ViewParts {
  readonly roster: RosterReader;
  readonly control: ControlStore;
  readonly cache: SegmentCache;
  readonly districtId: string;
  readonly audienceId: string;
}

/**
 * What one audience may see of one district. The only handle that a route ever gets: there is no way from it to another district.
 */
export class RosterView {
  readonly #parts: ViewParts;
  readonly #directories = new Map<StoredType, ListDirectory>();
  /**
   * Names the state of everything that this audience sees. A sync that is published while the handle is in use makes answers newer than this,
   * never older, and the next request gets another handle.
   */
  readonly version: number;

  /** @param version the view version that was current when the handle was made. */
  constructor(parts: ViewParts, version: number) {
    this.#parts = parts;
    this.version = version;
  }

  get districtId(): string {
    return this.#parts.districtId;
  }

  get audienceId(): string {
    return this.#parts.audienceId;
  }

  async district(): Promise<District> {
    const found = await this.#parts.control.findDistrict(this.districtId);
    if (!found) throw new RollbookError('not_found', 'Resource not found');
    return found;
  }

  /** One record as JSON; undefined if there is none that is visible. */
  async record(resource: AnyResource, id: string): Promise<Buffer | undefined> {
    if (resource.name === resources.district.name)
      return id === this.districtId ? this.#districtRecord() : undefined;
    if (!isStoredType(resource.name)) return undefined;
    const item = await this.#parts.roster.item(this.districtId, resource.name, id);
    return item && dataOfItemBytes(resource, item);
  }

  async #districtRecord(): Promise<Buffer> {
    const { id, name, mdr_number } = await this.district();
    return Buffer.from(recordRenderer(resources.district)({ id, name, mdr_number }).data);
  }

  #loader(type: StoredType): LoadItems {
    return (ids) => this.#parts.roster.items(this.districtId, type, ids);
  }

  /** Every record of a type. */
  list(resource: AnyResource, filter?: Filter): Selection {
    if (resource.name === resources.district.name) {
      const load: LoadItems = async () => [
        Buffer.from(renderItem(resource, this.districtId, (await this.#districtRecord()).toString())),
      ];
      return this.#filtered(new IdList([this.districtId], load), [this.districtId], load, filter, resource);
    }
    if (!isStoredType(resource.name)) throw new Error(`There is no list of ${resource.name}.`);
    const type = resource.name;
    if (!filter) return this.#wholeList(type);
    const ids = filter.ids;
    if (ids) return this.#filtered(undefined, ids, this.#loader(type), filter, resource);
    return new FilteredList(
      { directory: () => this.directory(type), segments: (of, index) => this.#oneSegment(of, index) },
      filter,
    );
  }

  /** Records by id that pass a filter; read on first use. */
  #filtered(
    unfiltered: Selection | undefined,
    ids: readonly string[],
    load: LoadItems,
    filter: Filter | undefined,
    resource: AnyResource,
  ): Selection {
    if (!filter && unfiltered) return unfiltered;
    const found = async (): Promise<Selection> => {
      const items = await load([...new Set(ids)].sort());
      const passing = new Map<string, Buffer>();
      for (const item of items) {
        const data = JSON.parse(dataOfItemBytes(resource, item).toString()) as { id: string };
        if (!filter || filter.passes(data)) passing.set(data.id, item);
      }
      return new IdList([...passing.keys()], (page) =>
        Promise.resolve(page.flatMap((id) => passing.get(id) ?? [])),
      );
    };
    return {
      page: async (window) => (await found()).page(window),
      count: async () => (await found()).count(),
    };
  }

  /** A list of related records. The caller has seen that the record itself is visible. */
  async related(resource: AnyResource, id: string, relation: Relation, filter?: Filter): Promise<Selection> {
    const target = getResource(relation.target);
    if (relation.members.by === 'district') return this.list(target, filter);
    const ids = await this.relatedIds(resource, id, relation);
    if (!isStoredType(target.name)) throw new Error(`There is no list of ${target.name}.`);
    const load = this.#loader(target.name);
    return this.#filtered(new IdList(ids, load), ids, load, filter, target);
  }

  /** Ids of related records, ascending, each once (`api-v1.1` 2.5). */
  async relatedIds(resource: AnyResource, id: string, relation: Relation): Promise<readonly string[]> {
    const { members } = relation;
    switch (members.by) {
      case 'own':
        return idsIn(await this.#values(resource, id), members.field);
      case 'inverse':
        return this.#parts.roster.children(
          this.districtId,
          inverseRelationName(relation.target, members.field),
          id,
        );
      case 'through': {
        const between = await this.#recordsThrough(resource, id, members.relation);
        return [...new Set(between.flatMap((values) => idsIn(values, members.field)))].sort();
      }
      case 'district':
      case 'self':
      case 'values':
        throw new Error(`A relation by ${members.by} has no ids of its own.`);
    }
  }

  /** The distinct values of a field over related records. */
  async relatedValues(resource: AnyResource, id: string, relation: Relation): Promise<readonly string[]> {
    const { members } = relation;
    if (members.by !== 'values') throw new Error('Not a relation to values.');
    const between = await this.#recordsThrough(resource, id, members.relation);
    return [
      ...new Set(
        between.flatMap((values) =>
          typeof values[members.field] === 'string' ? [String(values[members.field])] : [],
        ),
      ),
    ];
  }

  async #recordsThrough(
    resource: AnyResource,
    id: string,
    rel: string,
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const relation = resource.relations[rel];
    if (!relation || !isStoredType(relation.target))
      throw new Error(`${resource.name} has no relation ${rel}.`);
    const target = getResource(relation.target);
    const items = await this.#loader(relation.target)(await this.relatedIds(resource, id, relation));
    return items.map(
      (item) => JSON.parse(dataOfItemBytes(target, item).toString()) as Record<string, unknown>,
    );
  }

  async #values(resource: AnyResource, id: string): Promise<Readonly<Record<string, unknown>>> {
    const data = await this.record(resource, id);
    return data ? (JSON.parse(data.toString()) as Record<string, unknown>) : {};
  }

  #wholeList(type: StoredType): Selection {
    return {
      page: (window) => this.#pageOf(type, window),
      count: async () => (await this.directory(type)).total,
    };
  }

  async directory(type: StoredType): Promise<ListDirectory> {
    let directory = this.#directories.get(type);
    if (!directory) {
      directory = await this.#parts.roster.listDirectory(this.districtId, this.audienceId, type);
      this.#directories.set(type, directory);
    }
    return directory;
  }

  /** The page if everything it needs is in memory. */
  pageInMemory(type: StoredType, window: Window): Page | undefined {
    const directory = this.#directories.get(type);
    if (!directory) return undefined;
    try {
      return pageOfSegments(directory, this.#inMemory(directory), window);
    } catch (error) {
      if (error instanceof MissingSegments) return undefined;
      throw error;
    }
  }

  #inMemory(directory: ListDirectory) {
    const { cache } = this.#parts;
    const prefix = `${directory.audienceId}/${directory.type}/${directory.version}/`;
    return {
      segment: (index: number) => {
        const key = `${prefix}${index}`;
        const segment = cache.get(key);
        if (segment && cache.isCrowded) cache.touch(key, segment);
        return segment;
      },
    };
  }

  async #pageOf(type: StoredType, window: Window): Promise<Page> {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const directory = await this.directory(type);
      // What this page needs is held here as well, so that it cannot be pushed out before the page is complete.
      const held = new Map<number, SegmentBytes>();
      const inMemory = this.#inMemory(directory);
      const segment = (index: number) => held.get(index) ?? inMemory.segment(index);
      for (;;) {
        try {
          return pageOfSegments(directory, { segment }, window);
        } catch (error) {
          if (!(error instanceof MissingSegments)) throw error;
          const loaded = await this.#load(directory, error.indexes);
          if (loaded === STALE) break;
          error.indexes.forEach((index, n) => {
            const found = loaded[n];
            if (found) held.set(index, found);
          });
        }
      }
      this.#directories.delete(type);
    }
    throw new RollbookError(
      'busy',
      'The roster changed again and again while this page was read. Try again in a moment.',
    );
  }

  async #load(
    directory: ListDirectory,
    indexes: readonly number[],
  ): Promise<readonly SegmentBytes[] | typeof STALE> {
    const segments = await this.#parts.roster.segments(directory, indexes);
    if (segments !== STALE)
      indexes.forEach((index, n) => {
        const segment = segments[n];
        if (segment)
          this.#parts.cache.put(
            `${directory.audienceId}/${directory.type}/${directory.version}/${index}`,
            segment,
          );
      });
    return segments;
  }

  async #oneSegment(directory: ListDirectory, index: number): Promise<SegmentBytes | typeof STALE> {
    const remembered = this.#inMemory(directory).segment(index);
    if (remembered) return remembered;
    // A scan does not push hot pages out of memory: what it reads is not kept.
    const segments = await this.#parts.roster.segments(directory, [index]);
    if (segments === STALE) this.#directories.delete(directory.type);
    return segments === STALE ? STALE : (segments[0] ?? STALE);
  }
}

function idsIn(values: Readonly<Record<string, unknown>>, field: string): readonly string[] {
  return [values[field]]
    .flat()
    .filter((id): id is string => typeof id === 'string')
    .sort();
}
