/** An ordered set of records, and the pages of it. What a list is, whichever way it is found. */

/** Which records of a list are wanted (`api-v1.1` 5). Order is ascending by id in every mode. */
export type Window =
  | { readonly mode: 'first'; readonly limit: number }
  | { readonly mode: 'after'; readonly id: string; readonly limit: number }
  | { readonly mode: 'before'; readonly id: string; readonly limit: number }
  | { readonly mode: 'last'; readonly limit: number }
  | { readonly mode: 'offset'; readonly page: number; readonly limit: number };

/** Which records are on a page: for the ledger, which counts what was sent without looking at each. */
export type Extent =
  /** Consecutive records of a whole list, from this place on, in one state of what the audience sees. */
  | { readonly of: 'list'; readonly version: number; readonly from: number }
  /** These. */
  | { readonly of: 'records'; readonly ids: readonly string[] };

export interface Page {
  readonly extent: Extent;
  /** Items, and runs of items joined by commas; to be joined by commas. */
  readonly chunks: readonly Buffer[];
  readonly records: number;
  readonly firstId: string | undefined;
  readonly lastId: string | undefined;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** The size of the whole list; only where the window needs it (first, offset) or it is at hand. */
  readonly total: number | undefined;
  /** One buffer an item. */
  readonly items: () => readonly Buffer[];
}

export interface Selection {
  page(window: Window): Promise<Page>;
  count(): Promise<number>;
}

/** The places [from, to) of a window in a list of `total`, where `placeOf` tells how many ids come before one. */
export function placesOf(
  window: Window,
  total: number,
  placeOf: (id: string, side: 'before' | 'through') => number,
): { readonly from: number; readonly to: number } {
  const { limit } = window;
  switch (window.mode) {
    case 'first':
      return { from: 0, to: Math.min(limit, total) };
    case 'after': {
      const from = placeOf(window.id, 'through');
      return { from, to: Math.min(from + limit, total) };
    }
    case 'before': {
      const to = placeOf(window.id, 'before');
      return { from: Math.max(0, to - limit), to };
    }
    case 'last':
      return { from: Math.max(0, total - limit), to: total };
    case 'offset': {
      const from = Math.min((window.page - 1) * limit, total);
      return { from, to: Math.min(from + limit, total) };
    }
  }
}
