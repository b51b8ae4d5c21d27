import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Request, uriOf } from './request.ts';

/** Headers that tell something; the others are noise. */
const SHOWN = [
  'content-type',
  'content-length',
  'etag',
  'cache-control',
  'x-request-id',
  'x-ratelimit-bucket',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'retry-after',
  'www-authenticate',
];

export interface Answer {
  readonly request: Request;
  /** Tells answers of one tab apart. */
  readonly number: number;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly ms: number;
  readonly bytes: number;
  /** The body, where it is JSON. */
  readonly json: unknown;
  /** The body as it came. */
  readonly text: string;
}

let answers = 0;

async function send(request: Request, token: string, signal: AbortSignal): Promise<Answer> {
  const startedMs = performance.now();
  const response = await fetch(uriOf(request), {
    headers: token === '' ? {} : { Authorization: `Bearer ${token}` },
    cache: 'no-store',
    signal,
  });
  const bytes = await response.arrayBuffer();
  const ms = performance.now() - startedMs;
  const text = new TextDecoder().decode(bytes);
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true && text !== '';
  return {
    request,
    number: ++answers,
    status: response.status,
    headers: SHOWN.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    }),
    ms,
    bytes: bytes.byteLength,
    json: isJson ? (JSON.parse(text) as unknown) : undefined,
    text,
  };
}

/**
 * What the server answers; until then what it answered before, so that nothing jumps.
 * @param turn raised by each press of "Send", so that the same request is sent again, be it without a token.
 */
export function useAnswer(request: Request, token: string, turn: number) {
  return useQuery({
    queryKey: ['answer', uriOf(request), token, turn],
    queryFn: ({ signal }) => send(request, token, signal),
    enabled: (token !== '' || turn > 0) && !request.path.includes('{'),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
}
