import { setImmediate as nextTurn } from 'node:timers/promises';
import { dataOfItem, dataOfItemBytes, renderItem } from '../derive/index.ts';
import { RollbookError } from '../errors/index.ts';
import { getResource, type StoredType } from '../roster/index.ts';
import {
  type AudiencePolicy,
  isWhole,
  type Projection,
  projectionOf,
  referencesOf,
} from '../sharing/index.ts';
import type { AudienceReader, ListDirectory, SegmentBytes, StoredItem } from '../store/index.ts';
import { STALE } from '../store/index.ts';
import type { SegmentCache } from './segment-cache.ts';
import { itemOfId, MissingSegments, pageOfSegments, segmentOfId } from './segmented-list.ts';
import type { Page, Selection, Window } from './selection.ts';

/** How often a page is begun anew because a sync was published while it was read. */
const ATTEMPTS_MAX = 8;
/** Records that are rendered here before others have their turn. */
const RECORDS_PER_TURN = 200;
/** How far is read ahead at the most. Whoever asks for more at once is busy with what it has for a while. */
const AHEAD_SEGMENTS_MAX = 4;
/** Walks that are followed at once. */
const WALKS_MAX = 256;

type Values = Readonly<Record<string, unknown>>;

interface Reading {
  readonly segment: Promise<SegmentBytes | typeof STALE | undefined>;
  /** Pages that wait for it. */
  pages: number;
}

export interface AudienceRosterParts {
  readonly reader: AudienceReader;
  readonly policy: AudiencePolicy;
  readonly cache: SegmentCache;
  /** Whose roster this is and through what it was seen, where the reader reads what was kept of it. */
  readonly seenAs?: { readonly districtId: string; readonly audienceId: string };
}

/**
 * The roster of one district as one audience sees it, in one state. Fields that the audience may not see and ids of hidden records are taken
 * out here, in one place, before anything else can look at a record.
 */
export class AudienceRoster {
  readonly #reader: AudienceReader;
  readonly #policy: AudiencePolicy;
  readonly #seesAll: boolean;
  readonly #cache: SegmentCache;
  readonly #directories = new Map<StoredType, ListDirectory>();
  readonly #projections = new Map<StoredType, Projection>();
  /** Segments that are being read, by key. */
  readonly #reading = new Map<string, Reading>();
  /** Segments that a walk wants next, and how many behind each. */
  readonly #ahead = new Map<string, number>();
  /**
   * Names the state of everything that this audience sees. A sync that is published while the handle is in use makes answers newer than this,
   * never older, and the next request gets another handle.
   */
  readonly version: number;
  readonly districtId: string;
  readonly audienceId: string;

  /** @param version the view version that was current when the handle was made. */
  constructor({ reader, policy, cache, seenAs = reader }: AudienceRosterParts, version: number) {
    this.#reader = reader;
    this.#policy = policy;
    this.#seesAll = isWhole(policy);
    this.#cache = cache;
    this.version = version;
    this.districtId = seenAs.districtId;
    this.audienceId = seenAs.audienceId;
  }

  #projection(type: StoredType): Projection {
    let projection = this.#projections.get(type);
    if (!projection) this.#projections.set(type, (projection = projectionOf(this.#policy, type)));
    return projection;
  }

  /** The top-level fields of a type that this audience can see. */
  fieldsOf(type: StoredType): ReadonlySet<string> {
    return this.#projection(type).fields;
  }

  /** What was stored, as this audience sees it. */
  async #project(type: StoredType, stored: readonly StoredItem[]): Promise<readonly Buffer[]> {
    if (this.#seesAll) return stored.map(({ item }) => item);
    const resource = getResource(type);
    const records = stored.map(({ item, granted, lastModified }): Values => {
      const served = JSON.parse(dataOfItem(resource, item.toString())) as Values;
      const kept = granted === undefined ? {} : (JSON.parse(granted) as Values);
      return { ...kept, ...served, ...(lastModified === undefined ? {} : { last_modified: lastModified }) };
    });
    const named = new Map<StoredType, Set<string>>();
    for (const values of records)
      for (const [target, id] of referencesOf(resource, values)) {
        let ids = named.get(target);
        if (!ids) named.set(target, (ids = new Set()));
        ids.add(id);
      }
    const visible = new Map<StoredType, ReadonlySet<string>>();
    for (const [target, ids] of named) visible.set(target, await this.#reader.visible(target, [...ids]));
    const { render } = this.#projection(type);
    const isVisible = (target: StoredType, id: string) => visible.get(target)?.has(id) === true;
    return records.map((values) =>
      Buffer.from(renderItem(resource, values['id'] as string, render(values, isVisible))),
    );
  }

  /** One record as JSON; undefined if there is none that is visible. */
  async record(type: StoredType, id: string): Promise<Buffer | undefined> {
    const item = this.#itemInMemory(type, id) ?? (await this.#itemOfStore(type, id));
    return item && dataOfItemBytes(getResource(type), item);
  }

  #itemInMemory(type: StoredType, id: string): Buffer | undefined {
    const directory = this.#directories.get(type);
    const segment = directory && this.#cache.get(`${prefixOf(directory)}${segmentOfId(directory, id)}`);
    return segment && itemOfId(segment, id);
  }

  async #itemOfStore(type: StoredType, id: string): Promise<Buffer | undefined> {
    const stored = await this.#reader.item(type, id);
    if (!stored) return undefined;
    const [item] = await this.#project(type, [stored]);
    return item;
  }

  /** List items by id, ascending; ids that are not visible are left out. */
  async items(type: StoredType, ids: readonly string[]): Promise<readonly Buffer[]> {
    return this.#project(type, await this.#reader.items(type, ids));
  }

  /** Ids of the visible records that name `parentId` in a field, ascending. */
  children(relation: string, parentId: string): Promise<readonly string[]> {
    return this.#reader.children(relation, parentId);
  }

  /** Which of these ids are visible. */
  visible(type: StoredType, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#reader.visible(type, ids);
  }

  /** Every record of a type. */
  whole(type: StoredType): Selection {
    return {
      page: (window) => this.#pageOf(type, window),
      count: async () => (await this.directory(type)).total,
    };
  }

  async directory(type: StoredType): Promise<ListDirectory> {
    let directory = this.#directories.get(type);
    if (!directory) {
      directory = await this.#reader.listDirectory(type);
      this.#directories.set(type, directory);
    }
    return directory;
  }

  /** The page if everything it needs is in memory. */
  pageInMemory(type: StoredType, window: Window): Page | undefined {
    const directory = this.#directories.get(type);
    // Another page may have gone on to the state after.
    if (directory?.version !== this.version) return undefined;
    try {
      return pageOfSegments(directory, this.#inMemory(directory), window);
    } catch (error) {
      if (error instanceof MissingSegments) return undefined;
      throw error;
    }
  }

  #inMemory(directory: ListDirectory) {
    const cache = this.#cache;
    const ahead = this.#ahead;
    const prefix = prefixOf(directory);
    return {
      segment: (index: number) => {
        const key = `${prefix}${index}`;
        const segment = cache.get(key);
        if (segment && cache.isCrowded) cache.touch(key, segment);
        const count = ahead.size === 0 ? undefined : ahead.get(key);
        if (count !== undefined) {
          ahead.delete(key);
          this.#readAhead(directory, index + 1, count);
        }
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
          const page = pageOfSegments(directory, { segment }, window);
          this.#followWalk(directory, window, page, [...held.keys()]);
          return page;
        } catch (error) {
          if (!(error instanceof MissingSegments)) throw error;
          const loaded = await this.#load(directory, error.indexes, 1);
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

  async #read(
    directory: ListDirectory,
    indexes: readonly number[],
  ): Promise<readonly SegmentBytes[] | typeof STALE> {
    if (this.#seesAll) return this.#reader.segments(directory, indexes);
    const segments: SegmentBytes[] = [];
    for (const index of indexes) {
      const stored = await this.#reader.segmentItems(directory, index);
      if (stored === STALE) return STALE;
      const items: Buffer[] = [];
      for (let at = 0; at < stored.length; at += RECORDS_PER_TURN) {
        await nextTurn();
        items.push(...(await this.#project(directory.type, stored.slice(at, at + RECORDS_PER_TURN))));
      }
      segments.push(joinItems(items));
    }
    // What was read of visibility meanwhile belongs to this state as well, or the page begins anew.
    return (await this.#reader.viewVersion()) === directory.version ? segments : STALE;
  }

  /** Reads segments into memory, for a page or for none yet; what is being read already is waited for. */
  async #load(
    directory: ListDirectory,
    indexes: readonly number[],
    pages: 0 | 1,
  ): Promise<readonly SegmentBytes[] | typeof STALE> {
    const prefix = prefixOf(directory);
    const missing = indexes.filter((index) => !this.#reading.has(`${prefix}${index}`));
    const reading = missing.length === 0 ? Promise.resolve([]) : this.#read(directory, missing);
    missing.forEach((index, n) => {
      const one = reading.then((segments) => (segments === STALE ? STALE : segments[n]));
      void this.#remember(`${prefix}${index}`, one);
    });
    const loaded = await Promise.all(
      indexes.map((index) => {
        const found = this.#reading.get(`${prefix}${index}`);
        if (found) found.pages += pages;
        return found ? found.segment : Promise.resolve(STALE);
      }),
    );
    const segments = loaded.filter((segment): segment is SegmentBytes => typeof segment === 'object');
    return segments.length < indexes.length ? STALE : segments;
  }

  /** Puts what is being read where the next one finds it. Never throws: whoever waits for it is told. */
  async #remember(key: string, one: Promise<SegmentBytes | typeof STALE | undefined>): Promise<void> {
    const reading: Reading = { segment: one, pages: 0 };
    this.#reading.set(key, reading);
    try {
      const segment = await one;
      if (segment === STALE || segment === undefined) return;
      if (reading.pages > 1) this.#cache.keep(key, segment);
      else this.#cache.put(key, segment);
    } catch {
      // It is read again.
    } finally {
      this.#reading.delete(key);
    }
  }

  /** A page that begins before the last segment that had to be read for it is most likely one of a walk. */
  #followWalk(directory: ListDirectory, window: Window, page: Page, read: readonly number[]): void {
    const last = Math.max(...read);
    const isWalk = window.mode === 'first' || window.mode === 'after';
    if (!this.#seesAll || !isWalk || read.length === 0 || page.extent.of !== 'list') return;
    if (page.extent.from > (directory.offsets[last] ?? 0)) return;
    const count = Math.ceil(page.records / Math.max(1, directory.total / directory.firstIds.length));
    this.#readAhead(directory, last + 1, Math.min(count, AHEAD_SEGMENTS_MAX));
  }

  /** Reads segments that a walk will want, while what it has is on its way; from the first use of the first on, the next ones. */
  #readAhead(directory: ListDirectory, index: number, count: number): void {
    if (index >= directory.firstIds.length) return;
    const prefix = prefixOf(directory);
    if (this.#ahead.size >= WALKS_MAX) this.#ahead.clear();
    this.#ahead.set(`${prefix}${index}`, count);
    setImmediate(() => {
      const wanted: number[] = [];
      for (let next = index; next < Math.min(index + count, directory.firstIds.length); next++) {
        const key = `${prefix}${next}`;
        if (!this.#reading.has(key) && !this.#cache.get(key)) wanted.push(next);
      }
      // Whoever comes to need it reads it again, and is told what went wrong.
      if (wanted.length > 0) this.#load(directory, wanted, 0).catch(() => undefined);
    });
  }

  /** One segment, for a scan: what it reads does not push hot pages out of memory. */
  async oneSegment(directory: ListDirectory, index: number): Promise<SegmentBytes | typeof STALE> {
    const remembered = this.#inMemory(directory).segment(index);
    if (remembered) return remembered;
    const segments = await this.#read(directory, [index]);
    if (segments === STALE) this.#directories.delete(directory.type);
    return segments === STALE ? STALE : (segments[0] ?? STALE);
  }
}

function prefixOf({ audienceId, type, version }: ListDirectory): string {
  return `${audienceId}/${type}/${version}/`;
}

const COMMA = Buffer.from(',');

function joinItems(items: readonly Buffer[]): SegmentBytes {
  const ends = new Uint32Array(items.length);
  let end = -1;
  items.forEach((item, n) => {
    end += item.length + 1;
    ends[n] = end;
  });
  const bytes = Buffer.concat(items.flatMap((item, n) => (n === 0 ? [item] : [COMMA, item])));
  return { bytes, ends };
}
