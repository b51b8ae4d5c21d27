/** Answers besides their bodies: statuses, headers, errors (`api-v1.1` 11, 12). */
import type { JsonSchema } from '../../roster/index.ts';
import { closed, ref } from './json.ts';

const text = { type: 'string' };
const whole = { type: 'integer', minimum: 0 };

const header = (description: string, schema: JsonSchema, required = false) => ({
  description,
  required,
  schema,
});

/** Headers by name. What is required stands on every answer that names it; a server may run without a rate limit. */
const HEADERS = {
  'X-Request-Id': header(
    'Names this request in the log of the server.',
    { type: 'string', format: 'uuid' },
    true,
  ),
  ETag: header(
    'A strong entity tag; send it back as If-None-Match.',
    { type: 'string', pattern: '^"[^"]+"$' },
    true,
  ),
  'Cache-Control': header('Whether and how the answer may be kept.', text, true),
  'X-Ratelimit-Bucket': header('The name of the limit.', text),
  'X-Ratelimit-Limit': header('Requests in a minute.', whole),
  'X-Ratelimit-Remaining': header('Requests that are left in this minute.', whole),
  'X-Ratelimit-Reset': header('When the minute ends, in seconds since 1970.', whole),
  'RateLimit-Policy': header('The same limit, in the form of the IETF.', text),
  RateLimit: header('What is left of it, in the form of the IETF.', text),
  'Retry-After': header('After how many seconds to try again.', { type: 'integer', minimum: 1 }, true),
  'WWW-Authenticate': header('How to authenticate.', text, true),
} as const;

type HeaderName = keyof typeof HEADERS;

const RATE: readonly HeaderName[] = [
  'X-Ratelimit-Bucket',
  'X-Ratelimit-Limit',
  'X-Ratelimit-Remaining',
  'X-Ratelimit-Reset',
  'RateLimit-Policy',
  'RateLimit',
];
const CACHED: readonly HeaderName[] = ['ETag', 'Cache-Control'];

const headersOf = (...names: readonly HeaderName[]) =>
  Object.fromEntries(
    ['X-Request-Id', ...names, ...RATE].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );

const json = (schema: JsonSchema) => ({ 'application/json': { schema } });

interface ErrorResponse {
  readonly description: string;
  readonly schema?: 'error' | 'not_found_error';
  readonly headers?: readonly HeaderName[];
}

/** Refusals by status. One without a schema has an empty body. */
const ERRORS = {
  400: { description: 'A parameter cannot be used; the text says which and why.', schema: 'error' },
  401: {
    description: 'No token, or none that opens anything.',
    schema: 'error',
    headers: ['WWW-Authenticate'],
  },
  403: { description: 'The endpoint is not in the scopes of the token.', schema: 'error' },
  404: {
    description:
      'There is no such record that this token may see. (A path that cannot be one, as with an id that is not 24 hex digits, is answered in plain text.)',
    schema: 'not_found_error',
  },
  413: { description: 'limit is over 10,000.', schema: 'error' },
  429: {
    description: 'More requests than a minute allows. The body is empty; Retry-After tells when to go on.',
    headers: ['Retry-After'],
  },
  500: { description: 'The server failed; the text names the request.', schema: 'error' },
  503: { description: 'The server is busy. Try again.', schema: 'error', headers: ['Retry-After'] },
} as const satisfies Readonly<Record<number, ErrorResponse>>;

export type RefusalStatus = keyof typeof ERRORS;

const NAMES: Readonly<Record<RefusalStatus, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  413: 'limit_too_large',
  429: 'too_many_requests',
  500: 'server_error',
  503: 'busy',
};

/** The answers of an operation: the one that was asked for, not modified, and the refusals. */
export function responsesOf(schema: JsonSchema, refusals: readonly RefusalStatus[]) {
  return {
    200: { description: 'What was asked for.', headers: headersOf(...CACHED), content: json(schema) },
    304: { $ref: '#/components/responses/not_modified' },
    ...Object.fromEntries(
      refusals.map((status) => [status, { $ref: `#/components/responses/${NAMES[status]}` }]),
    ),
  };
}

function refusal({ description, schema, headers = [] }: ErrorResponse) {
  return {
    description,
    headers: headersOf(...headers),
    ...(schema === undefined ? {} : { content: json(ref(schema)) }),
  };
}

export const RESPONSE_COMPONENTS = {
  not_modified: {
    description: 'Unchanged since the entity tag that was sent. It costs nothing of the rate limit.',
    headers: headersOf(...CACHED),
  },
  ...Object.fromEntries(
    Object.entries(ERRORS).map(([status, error]) => [NAMES[Number(status) as RefusalStatus], refusal(error)]),
  ),
};

export const HEADER_COMPONENTS = HEADERS;

const sentence = (description: string) => ({ type: 'string', minLength: 1, description });

/** Bodies of refusals (`api-v1.1` 11.1, R2). */
export const ERROR_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  error: closed(
    { error: sentence('What happened and what to do.'), message: sentence('The same.') },
    ['error', 'message'],
    {
      examples: [
        {
          error: 'limit is "0"; it must be a whole number from 1 to 10000.',
          message: 'limit is "0"; it must be a whole number from 1 to 10000.',
        },
      ],
    },
  ),
  not_found_error: closed(
    {
      code: { const: 91 },
      error: sentence('What happened.'),
      data: { type: 'object', maxProperties: 0, description: 'Always empty.' },
      message: sentence('The same as `error`.'),
    },
    ['code', 'error', 'data', 'message'],
    { examples: [{ code: 91, error: 'Resource not found', data: {}, message: 'Resource not found' }] },
  ),
};
