import { expect } from 'vitest';
import type { Caller } from './caller.ts';
import {
  idOf,
  idsOf,
  pick,
  readList,
  readRecords,
  withQuery,
  type Item,
  type Link,
  type ListBody,
} from './wire.ts';

export interface Page {
  readonly uri: string;
  readonly body: ListBody;
}

/** Far beyond any list of the suite: a walk that does not end must fail, not hang. */
const PAGES_MAX = 2_000;

const follow = async (caller: Caller, start: string, rel: 'next' | 'prev'): Promise<readonly Page[]> => {
  const pages: Page[] = [];
  let uri: string | undefined = start;
  while (uri !== undefined) {
    if (pages.length >= PAGES_MAX) throw new Error(`The walk from ${start} does not end.`);
    const body: ListBody = await readList(caller, uri);
    pages.push({ uri, body });
    uri = body.links.find((link) => link.rel === rel)?.uri;
  }
  return pages;
};

/** The pages from the first one on, by their `next` links. */
export const walkForward = (caller: Caller, path: string, limit: number): Promise<readonly Page[]> =>
  follow(caller, withQuery(path, { limit }), 'next');

/** The pages from the last one back, by their `prev` links. */
export const walkBackward = (caller: Caller, path: string, limit: number): Promise<readonly Page[]> =>
  follow(caller, withQuery(path, { limit, ending_before: 'last' }), 'prev');

export const itemsOf = (pages: readonly Page[]): readonly Item[] => pages.flatMap((page) => page.body.data);

interface Expected {
  readonly uri: string;
  readonly ids: readonly string[];
  readonly links: readonly Link[];
}

const seen = (pages: readonly Page[]): readonly Expected[] =>
  pages.map(({ uri, body }) => ({ uri, ids: idsOf(body.data), links: body.links }));

const chunks = (ids: readonly string[], limit: number): readonly (readonly string[])[] => {
  const count = Math.max(1, Math.ceil(ids.length / limit));
  return Array.from({ length: count }, (_, place) => ids.slice(place * limit, (place + 1) * limit));
};

/** What the contract makes of a forward walk (5.2, 5.3): every page, every link, in order. */
const expectedForward = (path: string, limit: number, ids: readonly string[]): readonly Expected[] => {
  const base = withQuery(path, { limit });
  const parts = chunks(ids, limit);
  return parts.map((part, place) => {
    const cursor = place === 0 ? undefined : pick(pick(parts, place - 1), -1);
    const uri = cursor === undefined ? base : `${base}&starting_after=${cursor}`;
    const links = [{ rel: 'self', uri }];
    if (place + 1 < parts.length)
      links.push({ rel: 'next', uri: `${base}&starting_after=${pick(part, -1)}` });
    if (cursor !== undefined) links.push({ rel: 'prev', uri: `${base}&ending_before=${cursor}` });
    return { uri, ids: part, links };
  });
};

/** The same for a walk from `ending_before=last` back to the start (5.4). */
const expectedBackward = (path: string, limit: number, ids: readonly string[]): readonly Expected[] => {
  const base = withQuery(path, { limit });
  const parts = chunks(ids.toReversed(), limit).map((part) => part.toReversed());
  return parts.map((part, place) => {
    const cursor = place === 0 ? undefined : pick(pick(parts, place - 1), 0);
    const uri = `${base}&ending_before=${cursor ?? 'last'}`;
    const links = [{ rel: 'self', uri }];
    if (cursor !== undefined) links.push({ rel: 'next', uri: `${base}&starting_after=${cursor}` });
    if (place + 1 < parts.length) links.push({ rel: 'prev', uri: `${base}&ending_before=${pick(part, 0)}` });
    return { uri, ids: part, links };
  });
};

export interface PagingLaw {
  /** Lists of school admins and their schools never carry a paging object. */
  readonly withoutPaging?: boolean;
}

/**
 * Walks a list in both directions and holds every page against the contract: the records, the links with their
 * texts and order, the keys of the body, and the paging object of the first page.
 */
export const expectPagingLaw = async (
  caller: Caller,
  path: string,
  limit: number,
  { withoutPaging = false }: PagingLaw = {},
): Promise<void> => {
  const records = await readRecords(caller, path);
  const ids = records.map(idOf);
  const total = Math.ceil(ids.length / limit);

  const forward = await walkForward(caller, path, limit);
  expect(seen(forward)).toEqual(expectedForward(path, limit, ids));
  expect(itemsOf(forward).map((item) => item.data)).toEqual(records);

  const backward = await walkBackward(caller, path, limit);
  expect(seen(backward)).toEqual(expectedBackward(path, limit, ids));
  expect(itemsOf(backward.toReversed()).map((item) => item.data)).toEqual(records);

  const [first, ...cursorPages] = forward;
  expect(first?.body.paging).toEqual(
    withoutPaging ? undefined : { current: total === 0 ? 0 : 1, total, count: ids.length },
  );
  expect(Object.keys(first?.body ?? {})).toEqual(
    withoutPaging ? ['data', 'links'] : ['data', 'paging', 'links'],
  );
  for (const page of [...cursorPages, ...backward]) expect(Object.keys(page.body)).toEqual(['data', 'links']);
};
