/** The query of a list: parsed, checked, and kept as it was sent for the links. */
import { RollbookError } from '../../errors/index.ts';
import { isObjectId } from '../../roster/index.ts';
import type { Window } from '../../view/index.ts';

export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** What some clients send for "nothing" (`api-v1.1` 3, rules 7, 8, 10). */
const ABSENT = new Set(['', 'None']);

const SINGLE_VALUED = new Set([
  'limit',
  'starting_after',
  'ending_before',
  'where',
  'page',
  'count',
  'show_links',
  'include',
]);

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new RollbookError('bad_request', `The query holds "${text}", which is not percent-encoded UTF-8.`, {
      cause,
    });
  }
}

/** The parameters in the order in which they came. Throws `bad_request` for text that cannot be decoded. */
export function parseQuery(query: string): readonly Parameter[] {
  const parameters: Parameter[] = [];
  for (let start = 0; start < query.length;) {
    const mark = query.indexOf('&', start);
    const end = mark === -1 ? query.length : mark;
    if (end > start) {
      const pair = query.slice(start, end);
      const equals = pair.indexOf('=');
      parameters.push(
        equals === -1
          ? { name: decode(pair), value: '' }
          : { name: decode(pair.slice(0, equals)), value: decode(pair.slice(equals + 1)) },
      );
    }
    start = end + 1;
  }
  return parameters;
}

export interface QueryOptions {
  readonly limitDefault: number;
  readonly limitMax: number;
}

export interface ListQuery {
  readonly parameters: readonly Parameter[];
  readonly window: Window;
  readonly isCount: boolean;
  readonly where: string | undefined;
  readonly showLinks: boolean;
  readonly hasLimit: boolean;
}

export class Query {
  readonly parameters: readonly Parameter[];

  constructor(parameters: readonly Parameter[]) {
    this.parameters = parameters;
    parameters.forEach(({ name }, n) => {
      for (let before = 0; before < n; before++)
        if (parameters[before]?.name === name && SINGLE_VALUED.has(name))
          throw new RollbookError('bad_request', `${name} was sent more than once. Send it once.`);
    });
  }

  /** The value of a parameter; undefined where it is absent or says nothing. */
  get(name: string): string | undefined {
    for (const parameter of this.parameters)
      if (parameter.name === name) return ABSENT.has(parameter.value) ? undefined : parameter.value;
    return undefined;
  }
}

function parseLimit(query: Query, { limitDefault, limitMax }: QueryOptions): number {
  const text = query.get('limit');
  if (text === undefined) return limitDefault;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit < 1)
    throw new RollbookError(
      'bad_request',
      `limit is "${text}"; it must be a whole number from 1 to ${limitMax}.`,
    );
  if (limit > limitMax)
    throw new RollbookError(
      'limit_too_large',
      `limit is ${text}; at most ${limitMax} records are given at once. Follow the "next" links.`,
    );
  return limit;
}

function parseCursor(query: Query, name: string): string | undefined {
  const cursor = query.get(name);
  if (cursor === undefined || isObjectId(cursor) || (name === 'ending_before' && cursor === 'last'))
    return cursor;
  throw new RollbookError(
    'bad_request',
    `${name} is "${cursor}"; it must be an id of 24 hex digits${name === 'ending_before' ? ' or "last"' : ''}.`,
  );
}

/** Largest number of a page, so that places stay exact numbers. */
const PAGE_MAX = 1_000_000_000;

function parseWindow(query: Query, options: QueryOptions): Window {
  const limit = parseLimit(query, options);
  const after = parseCursor(query, 'starting_after');
  const before = parseCursor(query, 'ending_before');
  const page = query.get('page');
  if (after !== undefined && before !== undefined)
    throw new RollbookError(
      'bad_request',
      'starting_after and ending_before cannot be used together. Send one of them.',
    );
  if (after !== undefined) return { mode: 'after', id: after, limit };
  if (before === 'last') return { mode: 'last', limit };
  if (before !== undefined) return { mode: 'before', id: before, limit };
  if (page === undefined) return { mode: 'first', limit };
  const number = /^\d+$/.test(page) ? Number(page) : 0;
  if (number < 1 || number > PAGE_MAX)
    throw new RollbookError('bad_request', `page is "${page}"; it must be a whole number from 1.`);
  return { mode: 'offset', page: number, limit };
}

/** Parameters that old clients knew and that would change the answer: refused rather than ignored. */
function refuseUnsupported(query: Query): void {
  const sort = query.get('sort');
  if (sort !== undefined && sort !== 'id')
    throw new RollbookError(
      'bad_request',
      'sort: lists are always in ascending order of id. Leave the parameter out.',
    );
  if (query.get('distinct') !== undefined)
    throw new RollbookError(
      'bad_request',
      'distinct is not supported. Read the list and collect the values.',
    );
}

/** Throws `bad_request` and `limit_too_large`. */
export function parseListQuery(text: string, options: QueryOptions): ListQuery {
  const query = new Query(parseQuery(text));
  refuseUnsupported(query);
  const isCount = query.get('count') === 'true';
  return {
    parameters: query.parameters,
    // A count is of the whole list, whatever page was asked for.
    window: isCount ? { mode: 'first', limit: options.limitDefault } : parseWindow(query, options),
    isCount,
    where: query.get('where'),
    showLinks: query.get('show_links') === 'true',
    hasLimit: query.get('limit') !== undefined,
  };
}
