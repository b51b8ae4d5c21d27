import { setImmediate as nextTurn } from 'node:timers/promises';
import { RollbookError } from '../errors/index.ts';
import type { ListDirectory, SegmentBytes } from '../store/index.ts';
import { STALE } from '../store/index.ts';
import { itemAt, segmentOfId } from './segmented-list.ts';
import type { Page, Selection, Window } from './selection.ts';
import type { Filter } from './where.ts';

/** How long one filtered request may read. */
const SCAN_MAX_MS = 20_000;
const ATTEMPTS_MAX = 3;

export interface SegmentSource {
  readonly directory: () => Promise<ListDirectory>;
  readonly segments: (directory: ListDirectory, index: number) => Promise<SegmentBytes | typeof STALE>;
}

interface Match {
  readonly id: string;
  readonly item: Buffer;
}

/** Thrown when a sync was published meanwhile: the scan starts again on the new state. */
class StaleScan extends Error {}

/**
 * A whole list, filtered by reading it: a segment at a time, letting other requests in between, on one state of the world.
 */
export class FilteredList implements Selection {
  readonly #source: SegmentSource;
  readonly #filter: Filter;

  constructor(source: SegmentSource, filter: Filter) {
    this.#source = source;
    this.#filter = filter;
  }

  page(window: Window): Promise<Page> {
    return this.#onOneState((directory) => this.#page(directory, window));
  }

  count(): Promise<number> {
    return this.#onOneState(async (directory) => {
      let count = 0;
      for await (const matches of this.#scan(directory, 0, 1)) count += matches.length;
      return count;
    });
  }

  async #onOneState<T>(work: (directory: ListDirectory) => Promise<T>): Promise<T> {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      try {
        return await work(await this.#source.directory());
      } catch (error) {
        if (!(error instanceof StaleScan)) throw error;
      }
    }
    throw new RollbookError(
      'busy',
      'The roster changed again and again while it was searched. Try again in a moment.',
    );
  }

  async #page(directory: ListDirectory, window: Window): Promise<Page> {
    switch (window.mode) {
      case 'first':
      case 'offset':
        return this.#countedPage(directory, window);
      case 'after':
        return this.#pageAfter(directory, window.id, window.limit);
      case 'before':
        return this.#pageBefore(directory, window.id, window.limit);
      case 'last':
        return this.#pageBefore(directory, undefined, window.limit);
    }
  }

  async #countedPage(
    directory: ListDirectory,
    window: Extract<Window, { mode: 'first' | 'offset' }>,
  ): Promise<Page> {
    const from = window.mode === 'first' ? 0 : (window.page - 1) * window.limit;
    const found: Match[] = [];
    let total = 0;
    for await (const matches of this.#scan(directory, 0, 1)) {
      for (const match of matches) {
        if (total >= from && found.length < window.limit) found.push(match);
        total++;
      }
    }
    return toPage(found, { hasBefore: from > 0, hasAfter: from + found.length < total, total });
  }

  async #pageAfter(directory: ListDirectory, id: string, limit: number): Promise<Page> {
    const found: Match[] = [];
    for await (const matches of this.#scan(directory, segmentOfId(directory, id), 1)) {
      for (const match of matches) if (match.id > id && found.length <= limit) found.push(match);
      if (found.length > limit) break;
    }
    const hasAfter = found.length > limit;
    return toPage(found.slice(0, limit), { hasBefore: true, hasAfter, total: undefined });
  }

  async #pageBefore(directory: ListDirectory, id: string | undefined, limit: number): Promise<Page> {
    let found: Match[] = [];
    const from = id === undefined ? directory.firstIds.length - 1 : segmentOfId(directory, id);
    for await (const matches of this.#scan(directory, from, -1)) {
      found = [...(id === undefined ? matches : matches.filter((match) => match.id < id)), ...found];
      if (found.length > limit) break;
    }
    const hasBefore = found.length > limit;
    return toPage(found.slice(-limit), { hasBefore, hasAfter: id !== undefined, total: undefined });
  }

  /** What passes the filter, segment by segment in the given direction. */
  async *#scan(directory: ListDirectory, from: number, step: 1 | -1): AsyncGenerator<readonly Match[]> {
    const startedMs = performance.now();
    for (let index = from; index >= 0 && index < directory.firstIds.length; index += step) {
      const segment = await this.#source.segments(directory, index);
      if (segment === STALE) throw new StaleScan();
      yield this.#matches(segment);
      await nextTurn();
      if (performance.now() - startedMs > SCAN_MAX_MS)
        throw new RollbookError(
          'busy',
          'The filter took too long. Narrow it, for example by "id", or read the list and filter it yourself.',
        );
    }
  }

  #matches(segment: SegmentBytes): readonly Match[] {
    if (!this.#filter.mayMatch(segment.bytes)) return [];
    const items = JSON.parse(`[${segment.bytes.toString()}]`) as { readonly data: { readonly id: string } }[];
    return items.flatMap(({ data }, n) =>
      // Copied, so that a few matches do not hold whole segments in memory.
      this.#filter.passes(data) ? [{ id: data.id, item: Buffer.from(itemAt(segment, n)) }] : [],
    );
  }
}

function toPage(found: readonly Match[], rest: Pick<Page, 'hasBefore' | 'hasAfter' | 'total'>): Page {
  const chunks = found.map(({ item }) => item);
  return {
    extent: { of: 'records', ids: found.map(({ id }) => id) },
    chunks,
    records: found.length,
    firstId: found[0]?.id,
    lastId: found.at(-1)?.id,
    ...rest,
    items: () => chunks,
  };
}
