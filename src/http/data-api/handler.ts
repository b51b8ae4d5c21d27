/**
 * The Data API v1.1 on a connection. It stands before the web framework and not on it: what it must send is fixed to the byte, also for
 * paths that no framework would route (doubled slashes, ids that are no ids), and a page that is in memory must cost little more than
 * writing it (docs/adr/0003).
 */
import { createHash, hash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authenticator, Principal } from '../../access/index.ts';
import { RollbookError } from '../../errors/index.ts';
import type { RosterView, Views } from '../../view/index.ts';
import { RateLimiter, type RateState } from '../rate-limit.ts';
import type { Answer } from './answers.ts';
import { lengthOf, writeAnswer } from './body.ts';
import { ByteBudget } from './byte-budget.ts';
import {
  CACHE_HEADERS,
  corsHeaders,
  JSON_TYPE,
  matchesEtag,
  NO_STORE,
  rateHeaders,
  TEXT_TYPE,
} from './headers.ts';
import { answerList, answerListFromMemory, type ListSettings } from './list.ts';
import { answerMe, answerOne, answerRelated } from './one.ts';
import { findRoute, normalisePath, type Route } from './route.ts';

export interface DataApiOptions extends ListSettings {
  readonly views: Views;
  readonly authenticator: Authenticator;
  readonly rateLimit: boolean;
  readonly corsOrigin: string;
  /** Makes entity tags unguessable, and different for servers that answer differently. */
  readonly etagKey: string;
  /** Large answers on their way at once, in bytes. */
  readonly inFlightBytes: number;
  readonly onRequest?: (line: RequestLine) => void;
  readonly onFault: (error: unknown, requestId: string) => void;
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

const REQUEST_ID = /^[\w-]{8,64}$/;

/** From here on an answer waits for its turn. */
const LARGE_BYTES = 1024 * 1024;
/** A limit of a thousand and more. */
const LARGE_LIMIT = /(?:^|&)limit=(\d{4,6})(?:&|$)/;
/** About what a record takes, for the turn that is taken before it is known. */
const RECORD_BYTES = 1024;

const TAG_LENGTH = 27;

function tagOf(text: string): string {
  return `"${hash('sha256', text, 'base64url').slice(0, TAG_LENGTH)}"`;
}

interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly path: string;
  readonly query: string;
  readonly requestId: string;
  readonly isHead: boolean;
  district: string | undefined;
  rate: RateState | undefined;
}

export class DataApi {
  readonly #options: DataApiOptions;
  readonly #limiter = new RateLimiter();
  readonly #budget: ByteBudget;
  readonly #reads: ByteBudget;
  readonly #cors: readonly string[];

  constructor(options: DataApiOptions) {
    this.#options = options;
    this.#budget = new ByteBudget(options.inFlightBytes);
    this.#reads = new ByteBudget(options.inFlightBytes);
    this.#cors = corsHeaders(options.corsOrigin);
  }

  /** Answers a request whose path belongs to the Data API. Never throws. */
  handle(req: IncomingMessage, res: ServerResponse): void {
    const startedMs = this.#options.onRequest ? performance.now() : 0;
    const url = req.url ?? '/';
    const mark = url.indexOf('?');
    const sent = req.headers['x-request-id'];
    const exchange: Exchange = {
      req,
      res,
      path: normalisePath(mark === -1 ? url : url.slice(0, mark)),
      query: mark === -1 ? '' : url.slice(mark + 1),
      requestId: typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : randomUUID(),
      isHead: req.method === 'HEAD',
      district: undefined,
      rate: undefined,
    };
    const route = findRoute(exchange.path);
    try {
      const waiting = this.#answer(exchange, route);
      if (waiting) void this.#finish(exchange, route, startedMs, waiting);
      else this.#log(exchange, route, startedMs);
    } catch (error) {
      this.#renderError(exchange, error);
      this.#log(exchange, route, startedMs);
    }
  }

  async #finish(
    exchange: Exchange,
    route: Route | undefined,
    startedMs: number,
    waiting: Promise<void>,
  ): Promise<void> {
    try {
      await waiting;
    } catch (error) {
      this.#renderError(exchange, error);
    }
    this.#log(exchange, route, startedMs);
  }

  /** Answers at once where everything is in memory; a promise is returned only where something must be waited for. */
  #answer(exchange: Exchange, route: Route | undefined): Promise<void> | undefined {
    const { req } = exchange;
    if (req.method === 'OPTIONS') return this.#send(exchange, 204, ['Allow', 'GET,HEAD,OPTIONS'], undefined);
    // Before authentication: an unknown path tells nobody anything (R10).
    if (!route) {
      this.#sendText(exchange, 404, TEXT_TYPE, `Cannot ${req.method ?? 'GET'} ${exchange.path}`);
      return undefined;
    }
    if (req.method !== 'GET' && !exchange.isHead)
      throw new RollbookError(
        'unsupported',
        `${req.method ?? ''} is not supported here. The Data API v1.1 is read-only: use GET.`,
      );
    const { views, authenticator } = this.#options;
    const refreshed = views.refresh();
    const header = req.headers.authorization;
    const principal = refreshed || header === undefined ? undefined : authenticator.recall(header);
    const view = principal && views.recall(principal);
    if (!view) return this.#answerSlowly(exchange, route, refreshed);
    if (this.#isOverLimit(exchange, principal)) return undefined;
    if (route.kind === 'list') {
      const answer = answerListFromMemory(route, exchange.path, exchange.query, view, this.#options);
      if (answer) return this.#sendAnswer(exchange, route, answer, view, principal);
    }
    return this.#answerFromStore(exchange, route, view, principal);
  }

  async #answerSlowly(exchange: Exchange, route: Route, refreshed: Promise<void> | undefined): Promise<void> {
    const { views, authenticator } = this.#options;
    if (refreshed) await refreshed;
    const principal = await authenticator.authenticate(exchange.req.headers.authorization);
    if (this.#isOverLimit(exchange, principal)) return;
    await this.#answerFromStore(exchange, route, await views.viewFor(principal), principal);
  }

  async #answerFromStore(
    exchange: Exchange,
    route: Route,
    view: RosterView,
    principal: Principal,
  ): Promise<void> {
    await this.#takeTurn(exchange);
    if (exchange.res.destroyed) return;
    const answer = await this.#answerRoute(exchange, route, view);
    await this.#sendAnswer(exchange, route, answer, view, principal);
  }

  /** A large page that must be read from the store waits until few others are being read: its records are held until they are sent. */
  async #takeTurn({ query, res }: Exchange): Promise<void> {
    const limit = Number(LARGE_LIMIT.exec(query)?.[1] ?? 0);
    if (limit === 0) return;
    const giveBack = await this.#reads.take(Math.min(limit, this.#options.limitMax) * RECORD_BYTES);
    if (res.destroyed) giveBack();
    else res.once('close', giveBack);
  }

  /** Notes whose request it is and counts it; answers it where there were too many. */
  #isOverLimit(exchange: Exchange, { rateKey, districtId }: Principal): boolean {
    exchange.district = districtId;
    if (!this.#options.rateLimit) return false;
    exchange.rate = this.#limiter.take(rateKey);
    if (!exchange.rate.isExceeded) return false;
    const retryAfter = Math.max(1, exchange.rate.reset - Math.floor(Date.now() / 1000));
    void this.#send(exchange, 429, ['Retry-After', String(retryAfter)], undefined);
    return true;
  }

  #answerRoute({ path, query }: Exchange, route: Route, view: RosterView): Promise<Answer> | Answer {
    switch (route.kind) {
      case 'list':
        return answerList(route, path, query, view, this.#options);
      case 'one':
        return answerOne(route, query, view);
      case 'related':
        return answerRelated(route, path, query, view, this.#options);
      case 'me':
        return answerMe(view);
    }
  }

  /** A strong tag: of the state of the view and the request, or of the body where that state is of more or of less than it shows (R20). */
  #etag({ path, query }: Exchange, answer: Answer, view: RosterView): string {
    if (answer.isOfView && view.isNamedByVersion)
      return tagOf(
        `${this.#options.etagKey}\n${view.audienceId}\n${view.version}\n${view.reachKey}\n${path}\n${query}`,
      );
    const digest = createHash('sha256').update(`${this.#options.etagKey}\n${answer.head}`);
    for (const chunk of answer.chunks) digest.update(chunk).update('\n');
    return `"${digest.update(answer.tail).digest('base64url').slice(0, TAG_LENGTH)}"`;
  }

  #sendAnswer(
    exchange: Exchange,
    route: Route,
    answer: Answer,
    view: RosterView,
    principal: Principal,
  ): Promise<void> | undefined {
    const etag = this.#etag(exchange, answer, view);
    const headers = (route.kind === 'me' ? NO_STORE : CACHE_HEADERS).concat('ETag', etag);
    if (matchesEtag(exchange.req.headers['if-none-match'], etag)) {
      if (exchange.rate) exchange.rate = this.#limiter.giveBack(principal.rateKey);
      return this.#send(exchange, 304, headers, undefined);
    }
    return this.#send(exchange, 200, headers, answer);
  }

  #send(
    exchange: Exchange,
    status: number,
    headers: readonly string[],
    answer: Answer | undefined,
  ): Promise<void> | undefined {
    const { res, requestId, rate, isHead } = exchange;
    const all = this.#cors.concat(headers);
    all.push('X-Request-Id', requestId);
    if (rate) all.push(...rateHeaders(rate));
    if (!answer) {
      // 204 and 304 have no body by definition, and no length.
      if (status !== 204 && status !== 304) all.push('Content-Length', '0');
      res.writeHead(status, all).end();
      return undefined;
    }
    const bytes = lengthOf(answer);
    all.push('Content-Type', JSON_TYPE, 'Content-Length', String(bytes));
    if (isHead) {
      res.writeHead(status, all).end();
      return undefined;
    }
    if (answer.chunks.length === 0) {
      res.writeHead(status, all).end(answer.head + answer.tail);
      return undefined;
    }
    if (bytes > LARGE_BYTES) return this.#sendLarge(exchange, status, all, answer, bytes);
    res.writeHead(status, all);
    writeAnswer(res, answer);
    return undefined;
  }

  async #sendLarge(
    { res }: Exchange,
    status: number,
    headers: string[],
    answer: Answer,
    bytes: number,
  ): Promise<void> {
    const giveBack = await this.#budget.take(bytes);
    if (res.destroyed) {
      giveBack();
      return;
    }
    res.once('close', giveBack);
    res.writeHead(status, headers);
    writeAnswer(res, answer);
  }

  #sendText(exchange: Exchange, status: number, type: string, body: string): void {
    const { res, requestId, rate, isHead } = exchange;
    const headers = [
      ...this.#cors,
      ...NO_STORE,
      'X-Request-Id',
      requestId,
      ...(rate ? rateHeaders(rate) : []),
      'Content-Type',
      type,
    ];
    if (status === 401) headers.push('WWW-Authenticate', 'Bearer error="invalid_token"');
    if (status === 503) headers.push('Retry-After', '1');
    res.writeHead(status, [...headers, 'Content-Length', String(Buffer.byteLength(body))]);
    if (isHead) res.end();
    else res.end(body);
  }

  /** One shape for every error: `error`, the same as `message`; 404 with `code` and `data` (R2). */
  #renderError(exchange: Exchange, error: unknown): void {
    if (exchange.res.headersSent) {
      exchange.res.destroy();
      this.#options.onFault(error, exchange.requestId);
      return;
    }
    const known = error instanceof RollbookError ? error : undefined;
    if (!known) this.#options.onFault(error, exchange.requestId);
    const status = known?.status ?? 500;
    const message =
      known?.message ??
      `The server failed to answer. Tell its operator the request id ${exchange.requestId}.`;
    const body =
      status === 404 ? { code: 91, error: message, data: {}, message } : { error: message, message };
    this.#sendText(exchange, status, JSON_TYPE, JSON.stringify(body));
  }

  #log({ req, res, requestId, district }: Exchange, route: Route | undefined, startedMs: number): void {
    this.#options.onRequest?.({
      requestId,
      method: req.method ?? '',
      route: !route ? 'unknown' : route.kind === 'me' ? '/me' : route.endpoint.path,
      district,
      status: res.statusCode,
      durationMs: performance.now() - startedMs,
    });
  }
}
