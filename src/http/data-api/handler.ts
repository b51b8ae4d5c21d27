/**
 * The Data API v1.1 on a connection. It stands before the web framework and not on it: what it must send is fixed to the byte, also for
 * paths that no framework would route (doubled slashes, ids that are no ids), and a page that is in memory must cost little more than
 * writing it (docs/adr/0003).
 */
import { createHash, hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authenticator, Principal } from '../../access/index.ts';
import { RollbookError } from '../../errors/index.ts';
import type { SentRecords } from '../../ledger/index.ts';
import type { Limits, RateState } from '../../limits/index.ts';
import type { RosterView, Views } from '../../view/index.ts';
import { answerRoute } from './answer-route.ts';
import type { Answer } from './answers.ts';
import { ByteBudget } from './byte-budget.ts';
import { type Exchange, openExchange, type RequestLine } from './exchange.ts';
import { CACHE_HEADERS, matchesEtag, NO_STORE, TEXT_TYPE } from './headers.ts';
import { answerListFromMemory, type ListSettings } from './list.ts';
import { Reply, type ReplyOptions } from './reply.ts';
import { findRoute, type Route, unknownPath } from './route.ts';

export interface DataApiOptions extends ListSettings, ReplyOptions {
  readonly views: Views;
  readonly authenticator: Authenticator;
  /** None for benchmarks. */
  readonly limits: Limits | undefined;
  /** Notes what an answer sends. */
  readonly onSent: (receiver: Principal, sent: readonly SentRecords[]) => void;
  /** Makes entity tags unguessable, and different for servers that answer differently. */
  readonly etagKey: string;
  readonly onRequest?: (line: RequestLine) => void;
}

/** A limit of a thousand and more. */
const LARGE_LIMIT = /(?:^|&)limit=(\d{4,6})(?:&|$)/;
/** About what a record takes, for the turn that is taken before it is known. */
const RECORD_BYTES = 1024;

/** How often an answer is made anew because what may be seen changed meanwhile. */
const ATTEMPTS_MAX = 8;

const TAG_LENGTH = 27;

function tagOf(text: string): string {
  return `"${hash('sha256', text, 'base64url').slice(0, TAG_LENGTH)}"`;
}

export class DataApi {
  readonly #options: DataApiOptions;
  readonly #reply: Reply;
  readonly #reads: ByteBudget;

  constructor(options: DataApiOptions) {
    this.#options = options;
    this.#reply = new Reply(options);
    this.#reads = new ByteBudget(options.inFlightBytes);
  }

  /** Answers a request whose path, normalised, belongs to the Data API. Never throws. */
  handle(req: IncomingMessage, res: ServerResponse, path: string): void {
    const startedMs = this.#options.onRequest ? performance.now() : 0;
    const exchange = openExchange(req, res, path);
    const route = findRoute(exchange.path);
    try {
      const waiting = this.#answer(exchange, route);
      if (waiting) void this.#finish(exchange, route, startedMs, waiting);
      else this.#log(exchange, route, startedMs);
    } catch (error) {
      this.#reply.error(exchange, error);
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
      this.#reply.error(exchange, error);
    }
    this.#log(exchange, route, startedMs);
  }

  /** Answers at once where everything is in memory; a promise is returned only where something must be waited for. */
  #answer(exchange: Exchange, route: Route | undefined): Promise<void> | undefined {
    const { req } = exchange;
    if (req.method === 'OPTIONS')
      return this.#reply.send(exchange, 204, ['Allow', 'GET,HEAD,OPTIONS'], undefined);
    // Before authentication: an unknown path tells nobody anything (R10).
    if (!route) {
      this.#reply.text(exchange, 404, TEXT_TYPE, unknownPath(req.method ?? 'GET', exchange.path));
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
    exchange.principal = principal;
    const counted = this.#options.limits?.take('bearer', principal.rateKey);
    if (counted instanceof Promise) return this.#answerCounted(exchange, route, view, principal, counted);
    if (this.#reply.isOverLimit(exchange, counted)) return undefined;
    return this.#answerSeen(exchange, route, view, principal);
  }

  /** Another process counts. */
  async #answerCounted(
    exchange: Exchange,
    route: Route,
    view: RosterView,
    principal: Principal,
    counted: Promise<RateState>,
  ): Promise<void> {
    if (this.#reply.isOverLimit(exchange, await counted)) return;
    await this.#answerSeen(exchange, route, view, principal);
  }

  #answerSeen(
    exchange: Exchange,
    route: Route,
    view: RosterView,
    principal: Principal,
  ): Promise<void> | undefined {
    if (route.kind === 'list') {
      const answer = answerListFromMemory(route, exchange.path, exchange.query, view, this.#options);
      if (answer) return this.#sendAnswer(exchange, route, answer, view, principal);
    }
    return this.#answerFromStore(exchange, route, view, principal);
  }

  async #answerSlowly(exchange: Exchange, route: Route, refreshed: Promise<void> | undefined): Promise<void> {
    const { views, limits } = this.#options;
    if (refreshed) await refreshed;
    const principal = await this.#authenticate(exchange);
    if (!principal) return;
    exchange.principal = principal;
    if (this.#reply.isOverLimit(exchange, await limits?.take('bearer', principal.rateKey))) return;
    await this.#answerSeen(exchange, route, await views.viewFromMemory(principal), principal);
  }

  /** Who calls; whoever is nobody is counted by network, so that guessing is slow. */
  async #authenticate(exchange: Exchange): Promise<Principal | undefined> {
    const { authenticator, limits } = this.#options;
    try {
      return await authenticator.authenticate(exchange.req.headers.authorization);
    } catch (error) {
      if (!(error instanceof RollbookError)) throw error;
      const state = await limits?.take('network', this.#reply.networkOf(exchange));
      if (!state?.isExceeded) throw error;
      this.#reply.isOverLimit(exchange, state);
      return undefined;
    }
  }

  async #answerFromStore(
    exchange: Exchange,
    route: Route,
    view: RosterView,
    principal: Principal,
  ): Promise<void> {
    await this.#takeTurn(exchange);
    if (exchange.res.destroyed) return;
    const { views } = this.#options;
    view = await views.current(principal, view);
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      const answer = await answerRoute(route, exchange.path, exchange.query, view, this.#options);
      // What was published meanwhile may be in it, and may have to wait for whoever asks first.
      if (principal.kind !== 'district' || !principal.asksFirst || (await views.isCurrent(principal, view)))
        return this.#sendAnswer(exchange, route, answer, view, principal);
      view = await views.viewFor(principal);
    }
    throw new RollbookError(
      'busy',
      'The roster changed again and again while this was read. Try again in a moment.',
    );
  }

  /** A large page that must be read from the store waits until few others are being read: its records are held until they are sent. */
  async #takeTurn({ query, res }: Exchange): Promise<void> {
    const limit = Number(LARGE_LIMIT.exec(query)?.[1] ?? 0);
    if (limit === 0) return;
    const giveBack = await this.#reads.take(Math.min(limit, this.#options.limitMax) * RECORD_BYTES);
    if (res.destroyed) giveBack();
    else res.once('close', giveBack);
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
    const headers = [...(route.kind === 'me' ? NO_STORE : CACHE_HEADERS), 'ETag', etag];
    if (matchesEtag(exchange.req.headers['if-none-match'], etag))
      return this.#sendNotModified(exchange, headers, principal);
    // The one place where records leave.
    if (!exchange.isHead) this.#options.onSent(principal, answer.sent);
    return this.#reply.send(exchange, 200, headers, answer);
  }

  /** What the caller holds already costs nothing. */
  #sendNotModified(
    exchange: Exchange,
    headers: readonly string[],
    principal: Principal,
  ): Promise<void> | undefined {
    const rate = this.#options.limits?.giveBack('bearer', principal.rateKey);
    if (!(rate instanceof Promise)) {
      exchange.rate = rate;
      return this.#reply.send(exchange, 304, headers, undefined);
    }
    return rate.then((state) => {
      exchange.rate = state;
      return this.#reply.send(exchange, 304, headers, undefined);
    });
  }

  #log({ req, res, requestId, principal }: Exchange, route: Route | undefined, startedMs: number): void {
    this.#options.onRequest?.({
      requestId,
      method: req.method ?? '',
      route: !route ? 'unknown' : route.kind === 'me' ? '/me' : route.endpoint.path,
      district: principal?.districtId,
      status: res.statusCode,
      durationMs: performance.now() - startedMs,
    });
  }
}
