/** Answers of the Data API before they become bytes on a connection. */
import type { Page, Window } from '../../view/index.ts';
import { type Link, renderLinks } from './links.ts';

/** A body in pieces; the pieces are memory that others use too, and are not copied. */
export interface Answer {
  readonly head: string;
  /** Joined by commas. */
  readonly chunks: readonly Buffer[];
  readonly tail: string;
  /** Made of the roster alone, so that the view version names it. Otherwise the body itself is digested. */
  readonly isOfView: boolean;
}

export function textAnswer(body: string, isOfView: boolean): Answer {
  return { head: body, chunks: [], tail: '', isOfView };
}

/** The paging object of first and numbered pages (`api-v1.1` 5.2). */
export function renderPaging(window: Window, total: number): string {
  const pages = Math.ceil(total / window.limit);
  const current = window.mode === 'offset' ? window.page : Math.min(1, pages);
  return `"paging":{"current":${current},"total":${pages},"count":${total}}`;
}

export interface ListAnswer {
  readonly page: Page;
  readonly chunks: readonly Buffer[];
  /** Already rendered; undefined where this list carries none. */
  readonly paging: string | undefined;
  readonly links: readonly Link[];
}

export function listAnswer({ chunks, paging, links }: Omit<ListAnswer, 'page'>): Answer {
  const tail = `],${paging === undefined ? '' : `${paging},`}${renderLinks(links)}}`;
  return { head: '{"data":[', chunks, tail, isOfView: true };
}

export function countAnswer(count: number, self: Link): Answer {
  return textAnswer(`{"count":${count},${renderLinks([self])}}`, true);
}

export function recordAnswer(data: string, links: readonly Link[], isOfView: boolean): Answer {
  return textAnswer(`{"data":${data},${renderLinks(links)}}`, isOfView);
}
