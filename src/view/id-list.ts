import { type Page, placesOf, type Selection, type Window } from './selection.ts';

/** Reads items by id, ascending; ids that are not visible are left out. */
export type LoadItems = (ids: readonly string[]) => Promise<readonly Buffer[]>;

/** A list of which all ids are known: related records, or what was asked for by id. */
export class IdList implements Selection {
  readonly #ids: readonly string[];
  readonly #load: LoadItems;

  /** @param ids ascending, each once, all visible. */
  constructor(ids: readonly string[], load: LoadItems) {
    this.#ids = ids;
    this.#load = load;
  }

  async page(window: Window): Promise<Page> {
    const ids = this.#ids;
    const { from, to } = placesOf(window, ids.length, (id, side) => placeOf(ids, id, side));
    const wanted = to > from ? ids.slice(from, to) : [];
    const chunks = wanted.length > 0 ? await this.#load(wanted) : [];
    return {
      extent: { of: 'records', ids: wanted },
      chunks,
      records: chunks.length,
      firstId: ids[from],
      lastId: to > from ? ids[to - 1] : undefined,
      hasBefore: from > 0,
      hasAfter: to < ids.length,
      total: ids.length,
      items: () => chunks,
    };
  }

  count(): Promise<number> {
    return Promise.resolve(this.#ids.length);
  }
}

/** How many ids come before this one, or up to and including it. */
function placeOf(ids: readonly string[], id: string, side: 'before' | 'through'): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = ids[middle] ?? '';
    if (other < id || (side === 'through' && other === id)) low = middle + 1;
    else high = middle;
  }
  return low;
}
