import { nameOfToken, tokenOfHeader } from '../../access/index.ts';
import { RollbookError } from '../../errors/index.ts';
import type { Refusal } from '../../ledger/index.ts';
import { addressOf, networkOf, rateHeaders, type RateState, refusalHeaders } from '../../limits/index.ts';
import type { Answer } from './answers.ts';
import { type Body, lengthOf } from './body.ts';
import { ByteBudget } from './byte-budget.ts';
import { renderError } from './error-body.ts';
import type { Exchange } from './exchange.ts';
import { corsHeaders, JSON_TYPE, NO_STORE } from './headers.ts';
import { Outbox } from './outbox.ts';

export interface ReplyOptions {
  readonly corsOrigin: string;
  /** Large answers on their way at once, in bytes. */
  readonly inFlightBytes: number;
  /** How many proxies of one's own stand before the server. */
  readonly proxyHops: number;
  readonly onRefused: (refusal: Refusal) => void;
  readonly onFault: (error: unknown, requestId: string) => void;
}

/** From here on an answer waits for its turn. */
const LARGE_BYTES = 1024 * 1024;

/** Why something was refused. */
type RefusalKind = 'no_token' | 'bad_token' | 'out_of_scope' | 'not_found' | 'too_many';

/** What stands in the ledger: attempts at what is not the caller's. */
function refusalOf(status: number, { req }: Exchange): RefusalKind | undefined {
  switch (status) {
    case 401:
      return req.headers.authorization === undefined ? 'no_token' : 'bad_token';
    case 403:
      return 'out_of_scope';
    case 404:
      return 'not_found';
    default:
      return undefined;
  }
}

/** Puts answers, refusals and errors on the connection. */
export class Reply {
  readonly #options: ReplyOptions;
  readonly #budget: ByteBudget;
  readonly #outbox: Outbox;
  readonly #cors: readonly string[];

  constructor(options: ReplyOptions) {
    this.#options = options;
    this.#budget = new ByteBudget(options.inFlightBytes);
    this.#outbox = new Outbox(options.onFault);
    this.#cors = corsHeaders(options.corsOrigin);
  }

  networkOf({ req }: Exchange): string {
    return networkOf(addressOf(req, this.#options.proxyHops));
  }

  /** Answers where there were too many. */
  isOverLimit(exchange: Exchange, state: RateState | undefined): boolean {
    if (!state?.isExceeded) {
      exchange.rate = state;
      return false;
    }
    this.#noteRefusal(exchange, 'too_many');
    void this.send(exchange, 429, refusalHeaders(state), undefined);
    return true;
  }

  /** For the ledger; the caller is told nothing of it. */
  #noteRefusal(exchange: Exchange, kind: RefusalKind): void {
    const { principal, req } = exchange;
    const token = tokenOfHeader(req.headers.authorization);
    this.#options.onRefused({
      actor: 'data-api',
      act: `request.${kind}`,
      isOfSomebody: principal !== undefined,
      network: this.networkOf(exchange),
      districtId: principal?.districtId,
      subject: principal
        ? `${principal.kind === 'user' ? 'user_token' : 'connection'}:${principal.tokenId}`
        : token === undefined
          ? 'nobody'
          : nameOfToken(token),
    });
  }

  send(
    exchange: Exchange,
    status: number,
    headers: readonly string[],
    answer: Answer | undefined,
  ): Promise<void> | undefined {
    const { requestId, rate, isHead } = exchange;
    const all = [...this.#cors, ...headers, 'X-Request-Id', requestId];
    if (rate) all.push(...rateHeaders(rate));
    if (!answer) {
      // 204 and 304 have no body by definition, and no length.
      if (status !== 204 && status !== 304) all.push('Content-Length', '0');
      this.#put(exchange, status, all, undefined);
      return undefined;
    }
    const bytes = lengthOf(answer);
    all.push('Content-Type', JSON_TYPE, 'Content-Length', String(bytes));
    if (bytes > LARGE_BYTES && !isHead) return this.#sendLarge(exchange, status, all, answer, bytes);
    this.#put(exchange, status, all, isHead ? undefined : answer);
    return undefined;
  }

  #put(exchange: Exchange, status: number, headers: readonly string[], body: Body): void {
    const { res, requestId } = exchange;
    exchange.isAnswered = true;
    res.statusCode = status;
    this.#outbox.add({ res, status, headers, body, requestId });
  }

  async #sendLarge(
    exchange: Exchange,
    status: number,
    headers: readonly string[],
    answer: Answer,
    bytes: number,
  ): Promise<void> {
    const { res } = exchange;
    const giveBack = await this.#budget.take(bytes);
    if (res.destroyed) {
      giveBack();
      return;
    }
    res.once('close', giveBack);
    this.#put(exchange, status, headers, answer);
  }

  text(exchange: Exchange, status: number, type: string, body: string): void {
    const { requestId, rate, isHead } = exchange;
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
    headers.push('Content-Length', String(Buffer.byteLength(body)));
    this.#put(exchange, status, headers, isHead ? undefined : body);
  }

  error(exchange: Exchange, error: unknown): void {
    if (exchange.isAnswered) {
      exchange.res.destroy();
      this.#options.onFault(error, exchange.requestId);
      return;
    }
    const known = error instanceof RollbookError ? error : undefined;
    if (!known) this.#options.onFault(error, exchange.requestId);
    const { status, body } = renderError(known, exchange.requestId);
    const refused = refusalOf(status, exchange);
    if (refused) this.#noteRefusal(exchange, refused);
    this.text(exchange, status, JSON_TYPE, body);
  }
}
