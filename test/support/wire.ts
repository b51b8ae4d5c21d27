import { expect } from 'vitest';
import type { Answer, Caller } from './caller.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type WireRecord = Readonly<Record<string, Json>>;

export interface Link {
  readonly rel: string;
  readonly uri: string;
}

export interface Item {
  readonly data: WireRecord;
  readonly uri: string;
}

export interface Paging {
  readonly current: number;
  readonly total: number;
  readonly count: number;
}

export interface ListBody {
  readonly data: readonly Item[];
  readonly paging?: Paging;
  readonly links: readonly Link[];
}

export interface OneBody {
  readonly data: WireRecord;
  readonly links: readonly Link[];
}

export interface BareBody {
  readonly data: readonly WireRecord[];
  readonly paging?: Paging;
  readonly links: readonly Link[];
}

export interface CountBody {
  readonly count: number;
  readonly links: readonly Link[];
}

export const JSON_TYPE = 'application/json; charset=utf-8';
export const DEMO_DISTRICT = '4fd43cc56d11340000000005';
export const NOBODY = 'ffffffffffffffffffffffff';
export const BEFORE_ALL = '000000000000000000000000';

/** The largest page: one request reads a whole list. */
export const LIMIT_MAX = 10_000;

/** Adds parameters to a path, every value fully percent-encoded, in the order given. */
export const withQuery = (path: string, parameters: Readonly<Record<string, string | number>>): string => {
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  if (pairs.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${pairs.join('&')}`;
};

export const withWhere = (path: string, where: Json): string =>
  withQuery(path, { where: JSON.stringify(where) });

const parseOk = (answer: Answer, path: string): unknown => {
  expect(answer.status, `${path}: ${answer.text.slice(0, 300)}`).toBe(200);
  expect(answer.header('content-type'), path).toBe(JSON_TYPE);
  return answer.json();
};

export const readList = async (caller: Caller, path: string): Promise<ListBody> =>
  parseOk(await caller.get(path), path) as ListBody;

export const readOne = async (caller: Caller, path: string): Promise<OneBody> =>
  parseOk(await caller.get(path), path) as OneBody;

export const readBare = async (caller: Caller, path: string): Promise<BareBody> =>
  parseOk(await caller.get(path), path) as BareBody;

export const readCount = async (caller: Caller, path: string): Promise<number> =>
  (parseOk(await caller.get(withQuery(path, { count: 'true' })), path) as CountBody).count;

/** All items of a list, in one page. */
export const readAll = async (caller: Caller, path: string): Promise<readonly Item[]> =>
  (await readList(caller, withQuery(path, { limit: LIMIT_MAX }))).data;

export const readRecords = async (caller: Caller, path: string): Promise<readonly WireRecord[]> =>
  (await readAll(caller, path)).map((item) => item.data);

/** Asserts that a request was refused with an error body, and gives the text of the error. */
export const expectRefusal = (answer: Answer, status: number): string => {
  expect(answer.status, answer.text.slice(0, 300)).toBe(status);
  expect(answer.header('content-type')).toBe(JSON_TYPE);
  const body = answer.json() as Readonly<Record<string, unknown>>;
  expect(body['error']).toBeTypeOf('string');
  expect(body['error']).not.toBe('');
  expect(body['message']).toBe(body['error']);
  return body['error'] as string;
};

/** Asserts the answer for a well-formed id that nobody has, or that this token may not see. */
export const expectNotFound = (answer: Answer): void => {
  const error = expectRefusal(answer, 404);
  expect(answer.json()).toEqual({ code: 91, error, data: {}, message: error });
  expect(error).toBe('Resource not found');
};

/** Asserts the answer of a path that does not exist: plain text, never JSON. */
export const expectNoSuchPath = (answer: Answer, path: string): void => {
  expect(answer.status, answer.text.slice(0, 300)).toBe(404);
  expect(answer.header('content-type')).toMatch(/^text\/plain\b/);
  expect(answer.text).toBe(`Cannot GET ${path}`);
};

/** The value at a dotted path, or undefined. */
export const valueAt = (record: WireRecord, path: string): Json | undefined => {
  let value: Json | undefined = record;
  for (const key of path.split('.')) {
    if (value === null || value === undefined || typeof value !== 'object' || Array.isArray(value))
      return undefined;
    value = (value as WireRecord)[key];
  }
  return value;
};

export const textAt = (record: WireRecord, path: string): string => {
  const value = valueAt(record, path);
  if (typeof value !== 'string') throw new Error(`No text at ${path} of ${JSON.stringify(record)}`);
  return value;
};

/** The text at a dotted path; an absent value reads as an empty one. */
export const textOrEmpty = (record: WireRecord, path: string): string => {
  const value = valueAt(record, path);
  return typeof value === 'string' ? value : '';
};

export const textsAt = (record: WireRecord, path: string): readonly string[] => {
  const value = valueAt(record, path);
  if (!Array.isArray(value)) throw new Error(`No list at ${path} of ${JSON.stringify(record)}`);
  return value.map(String);
};

export const idOf = (record: WireRecord): string => textAt(record, 'id');

export const idsOf = (items: readonly Item[]): readonly string[] => items.map((item) => idOf(item.data));

/** The element at a place that must exist; a negative place counts from the end. */
export const pick = <Element>(list: readonly Element[], place: number): Element => {
  const element = list.at(place);
  if (element === undefined) throw new Error(`No element ${place} in a list of ${list.length}.`);
  return element;
};

export const relsOf = (links: readonly Link[]): readonly string[] => links.map((link) => link.rel);

export const uriOf = (links: readonly Link[], rel: string): string | undefined =>
  links.find((link) => link.rel === rel)?.uri;

/** Any 24 hex digits, for properties. */
export const HEX_DIGITS = Array.from({ length: 16 }, (_, digit) => digit.toString(16));

export const ascending = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort();
