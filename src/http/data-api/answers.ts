/** Answers of the Data API before they become bytes on a connection. */
import type { SentRecords } from '../../ledger/index.ts';
import type { AnyResource } from '../../roster/index.ts';
import type { Page, RosterView, Window } from '../../view/index.ts';
import { type Link, renderLinks } from './links.ts';

/** A body in pieces; the pieces are memory that others use too, and are not copied. */
export interface Answer {
  readonly head: string;
  /** Joined by commas. */
  readonly chunks: readonly Buffer[];
  readonly tail: string;
  /** Made of the roster alone, so that the view version names it. Otherwise the body itself is digested. */
  readonly isOfView: boolean;
  /** The records that it holds, for the ledger. Whoever makes an answer has to say. */
  readonly sent: readonly SentRecords[];
}

/** A count, a name of a list: it holds no record. */
export const NOTHING_SENT: readonly SentRecords[] = [];

export function textAnswer(body: string, isOfView: boolean, sent: readonly SentRecords[]): Answer {
  return { head: body, chunks: [], tail: '', isOfView, sent };
}

/** The records of a page. */
export function sentPage(view: RosterView, resource: AnyResource, page: Page): readonly SentRecords[] {
  const { extent, firstId, lastId, records: rows } = page;
  if (firstId === undefined || lastId === undefined) return NOTHING_SENT;
  const fields = view.sentFields(resource);
  const recordType = resource.name;
  if (extent.of === 'records') return [{ recordType, fields, version: view.version, extent }];
  const { version, from } = extent;
  return [{ recordType, fields, version, extent: { of: 'list', from, rows, firstId, lastId } }];
}

/** One record. @param fields what was sent of it, where that is not what this caller is sent of any of its type. */
export function sentRecord(
  view: RosterView,
  resource: AnyResource,
  id: string,
  fields: ReadonlySet<string> = view.sentFields(resource),
): SentRecords {
  return { recordType: resource.name, fields, version: view.version, extent: { of: 'records', ids: [id] } };
}

/** The paging object of first and numbered pages (`api-v1.1` 5.2). */
export function renderPaging(window: Window, total: number): string {
  const pages = Math.ceil(total / window.limit);
  const current = window.mode === 'offset' ? window.page : Math.min(1, pages);
  return `"paging":{"current":${current},"total":${pages},"count":${total}}`;
}

export interface ListAnswer {
  readonly chunks: readonly Buffer[];
  /** Already rendered; undefined where this list carries none. */
  readonly paging: string | undefined;
  readonly links: readonly Link[];
  readonly sent: readonly SentRecords[];
}

export function listAnswer({ chunks, paging, links, sent }: ListAnswer): Answer {
  const tail = `],${paging === undefined ? '' : `${paging},`}${renderLinks(links)}}`;
  return { head: '{"data":[', chunks, tail, isOfView: true, sent };
}

export function countAnswer(count: number, self: Link): Answer {
  return textAnswer(`{"count":${count},${renderLinks([self])}}`, true, NOTHING_SENT);
}

export function recordAnswer(
  data: string,
  links: readonly Link[],
  isOfView: boolean,
  sent: readonly SentRecords[],
): Answer {
  return textAnswer(`{"data":${data},${renderLinks(links)}}`, isOfView, sent);
}
