import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
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
import { SegmentLoader } from './segment-loader.ts';
import { itemOfId, MissingSegments, pageOfSegments, segmentOfId } from './segmented-list.ts';
import type { Page, Selection, Window } from './selection.ts';

/** How often a page is begun anew because a sync was published while it was read. */
const ATTEMPTS_MAX = 8;
/** Records that are rendered here before others have their turn. */
const RECORDS_PER_TURN = 200;
/** Segments that are read for nobody yet before others have their turn. */
const PREPARED_AT_ONCE = 2;
/** How long that turn is, in milliseconds, and how long all of them may be together. */
const PREPARING_PAUSE_MS = 6;
const PREPARING_PAUSES_MS = 400;
type Values = Readonly<Record<string, unknown>>;

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
  readonly #segments: SegmentLoader;
  readonly #directories = new Map<StoredType, ListDirectory>();
  readonly #projections = new Map<StoredType, Projection>();
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
    this.#segments = new SegmentLoader({
      cache,
      read: (directory, indexes) => this.#read(directory, indexes),
      readsAhead: this.#seesAll,
    });
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
    return directory && itemOfId(directory, (index) => this.#segments.peek(directory, index), id);
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
      return pageOfSegments(directory, this.#segments.inMemory(directory), window);
    } catch (error) {
      if (error instanceof MissingSegments) return undefined;
      throw error;
    }
  }

  /** How many segments are asked for again and again; none where memory does not hold as much twice. */
  get hotSegments(): number {
    const sizes = [...this.#directories.values()].flatMap((directory) => [
      ...this.#segments.hot(directory).values(),
    ]);
    return this.#segments.hasRoomFor(sizes.reduce((sum, size) => sum + size, 0)) ? sizes.length : 0;
  }

  /** Reads into memory what was asked for again and again of the state before this one, for as long as it is wanted. */
  async prepareLike(before: AudienceRoster, isWanted: () => boolean): Promise<void> {
    for (const [type, was] of before.#directories) {
      const hot = before.#segments.hot(was);
      if (hot.size === 0) continue;
      const directory = await this.directory(type);
      const likely = directory.firstIds.flatMap((id, index) =>
        hot.has(segmentOfId(was, id)) ? [index] : [],
      );
      const pauseMs = Math.min(PREPARING_PAUSE_MS, (PREPARING_PAUSES_MS * PREPARED_AT_ONCE) / likely.length);
      for (let at = 0; at < likely.length && isWanted(); at += PREPARED_AT_ONCE) {
        const some = likely.slice(at, at + PREPARED_AT_ONCE);
        if ((await this.#segments.keep(directory, some)) === STALE) return;
        await pause(pauseMs);
      }
    }
  }

  /** This state will not be asked for any more: makes room in memory. */
  forget(): void {
    for (const directory of this.#directories.values())
      // A page may have gone on to the state after, which others ask for.
      if (directory.version === this.version) this.#segments.forget(directory);
  }

  async #pageOf(type: StoredType, window: Window): Promise<Page> {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const directory = await this.directory(type);
      // What this page needs is held here as well, so that it cannot be pushed out before the page is complete.
      const held = new Map<number, SegmentBytes>();
      const inMemory = this.#segments.inMemory(directory);
      const segment = (index: number) => held.get(index) ?? inMemory.segment(index);
      for (;;) {
        try {
          const page = pageOfSegments(directory, { segment }, window);
          this.#segments.followWalk(directory, window, page, [...held.keys()]);
          return page;
        } catch (error) {
          if (!(error instanceof MissingSegments)) throw error;
          const loaded = await this.#segments.load(directory, error.indexes);
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

  /** One segment, for a scan: what it reads does not push hot pages out of memory. */
  async oneSegment(directory: ListDirectory, index: number): Promise<SegmentBytes | typeof STALE> {
    const remembered = this.#segments.inMemory(directory).segment(index);
    if (remembered) return remembered;
    const segments = await this.#read(directory, [index]);
    if (segments === STALE) this.#directories.delete(directory.type);
    return segments === STALE ? STALE : (segments[0] ?? STALE);
  }
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
