import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '../../access/index.ts';
import type { RateState } from '../../limits/index.ts';

const REQUEST_ID = /^[\w-]{8,64}$/;

/** One request and its answer. */
export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly path: string;
  readonly query: string;
  readonly requestId: string;
  readonly isHead: boolean;
  /** Who calls, once that is known. */
  principal: Principal | undefined;
  /** Told on every answer, once it is known. */
  rate: RateState | undefined;
  /** Whether an answer was made; it may not be on the connection yet. */
  isAnswered: boolean;
}

export function openExchange(req: IncomingMessage, res: ServerResponse, path: string): Exchange {
  const url = req.url ?? '/';
  const mark = url.indexOf('?');
  const sent = req.headers['x-request-id'];
  return {
    req,
    res,
    path,
    query: mark === -1 ? '' : url.slice(mark + 1),
    requestId: typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : randomUUID(),
    isHead: req.method === 'HEAD',
    principal: undefined,
    rate: undefined,
    isAnswered: false,
  };
}

/** For the log: ids and numbers only. */
export interface RequestLine {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  readonly district: string | undefined;
  readonly status: number;
  readonly durationMs: number;
}
