/** The links of every answer (`api-v1.1` 4, 5). Relative, and the only place where they are built. */
import { recordUri } from '../../derive/index.ts';
import type { AnyResource } from '../../roster/index.ts';
import type { Page, Window } from '../../view/index.ts';
import type { Parameter } from './query.ts';

export interface Link {
  readonly rel: string;
  readonly uri: string;
}

const PLAIN = /^[\w.-]*$/;

function encode(text: string): string {
  return PLAIN.test(text) ? text : encodeURIComponent(text);
}

/** Values are percent-encoded in full: any URL parser reads that (`api-v1.1` 5.8). */
function toUri(path: string, parameters: readonly Parameter[], without: readonly string[] = []): string {
  let uri = path;
  let mark = '?';
  for (const { name, value } of parameters) {
    if (without.includes(name)) continue;
    uri += `${mark}${encode(name)}=${encode(value)}`;
    mark = '&';
  }
  return uri;
}

const CURSORS = ['starting_after', 'ending_before'];
const PRESENTATION = ['show_links'];

export interface ListAddress {
  readonly path: string;
  readonly parameters: readonly Parameter[];
}

export function selfLink({ path, parameters }: ListAddress): Link {
  return { rel: 'self', uri: toUri(path, parameters, PRESENTATION) };
}

function withPage({ path, parameters }: ListAddress, page: number): string {
  return toUri(
    path,
    parameters.map(({ name, value }) => ({ name, value: name === 'page' ? String(page) : value })),
  );
}

/**
 * Links of a page, in the order self, next, prev. After a cursor there is always a way back, from the cursor itself; it looks strictly
 * before it, so it may lead to an empty page (R1). A next is given only where more follows (R22).
 */
export function pageLinks(address: ListAddress, window: Window, page: Page): readonly Link[] {
  // The other parameters keep their place; the cursor comes last.
  const start = toUri(address.path, address.parameters, CURSORS);
  const open = `${start}${start.length === address.path.length ? '?' : '&'}`;
  const next = (id: string): Link => ({ rel: 'next', uri: `${open}starting_after=${id}` });
  const prev = (id: string): Link => ({ rel: 'prev', uri: `${open}ending_before=${id}` });
  const { firstId, lastId, hasBefore, hasAfter } = page;
  const self = selfLink(address);
  const onward = hasAfter && lastId !== undefined ? [next(lastId)] : [];
  const back = hasBefore && firstId !== undefined ? [prev(firstId)] : [];
  switch (window.mode) {
    case 'first':
      return [self, ...onward];
    case 'after':
      return [self, ...onward, prev(window.id)];
    case 'before':
      return [self, next(window.id), ...back];
    case 'last':
      return [self, ...back];
    case 'offset':
      return [
        self,
        ...(hasAfter ? [{ rel: 'next', uri: withPage(address, window.page + 1) }] : []),
        ...(window.page > 1 ? [{ rel: 'prev', uri: withPage(address, window.page - 1) }] : []),
      ];
  }
}

/**
 * Links of a single record at its own path (`api-v1.1` 4.3).
 * @param rels those that the caller may follow.
 */
export function recordLinks(resource: AnyResource, id: string, rels: readonly string[]): readonly Link[] {
  const self = recordUri(resource, id);
  return [{ rel: 'self', uri: self }, ...rels.map((rel) => ({ rel, uri: `${self}/${rel}` }))];
}

/** Uris hold nothing that JSON would have to escape. */
export function renderLinks(links: readonly Link[]): string {
  let text = '';
  for (const { rel, uri } of links) text += `${text === '' ? '' : ','}{"rel":"${rel}","uri":"${uri}"}`;
  return `"links":[${text}]`;
}
