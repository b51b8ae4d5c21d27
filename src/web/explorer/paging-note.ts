import type { ExplorerKey } from '../../strings/index.ts';

interface PageFacts {
  readonly isEmpty: boolean;
  /** Asked for with `starting_after`, or `ending_before`. */
  readonly after: boolean;
  readonly before: boolean;
  readonly hasNext: boolean;
}

/** What is worth saying about a page, its documented quirks included (`api-v1.1` 5.3, 5.4). */
export function pagingNote({ isEmpty, after, before, hasNext }: PageFacts): ExplorerKey {
  if (isEmpty && before) return 'pagingEmptyPrev';
  if (isEmpty && after) return 'pagingEmptyNext';
  if (isEmpty) return 'emptyList';
  if (after) return hasNext ? 'pagingAfter' : 'pagingEnd';
  if (before) return 'pagingBefore';
  return hasNext ? 'pagingFirst' : 'pagingEnd';
}
