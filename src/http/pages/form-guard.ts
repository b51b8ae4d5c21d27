/**
 * A form counts only where it was sent from a page of this server in the same browser: the browser says so, or the cookie was not sent (SameSite),
 * and the form carries a token that belongs to that cookie.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Cookies } from '../../sign-in/index.ts';
import { SaidError } from '../../strings/index.ts';
import { html, type Html } from './html.ts';

const FIELD = 'form_token';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

export class FormGuard {
  readonly #serverKey: Buffer;
  readonly #cookies: Cookies;

  constructor(serverKey: Buffer, cookies: Cookies) {
    this.#serverKey = serverKey;
    this.#cookies = cookies;
  }

  #tokenFor(secret: string): string {
    return createHmac('sha256', this.#serverKey).update(`form\0${secret}`).digest('base64url');
  }

  #secretIn(request: FastifyRequest): string | undefined {
    const secret = this.#cookies.read(request.headers.cookie, 'form');
    return secret !== undefined && SECRET.test(secret) ? secret : undefined;
  }

  /** The hidden field of a form on the page that answers this request. */
  field(request: FastifyRequest, reply: FastifyReply): Html {
    let secret = this.#secretIn(request);
    if (secret === undefined) {
      secret = randomBytes(32).toString('base64url');
      reply.header('Set-Cookie', this.#cookies.write('form', secret));
    }
    return html`<input type="hidden" name="${FIELD}" value="${this.#tokenFor(secret)}" />`;
  }

  /** Throws `forbidden` for a form that was not sent from here. */
  check(request: FastifyRequest, body: ReadonlyMap<string, string>, origin: string): void {
    const site = request.headers['sec-fetch-site'];
    const from = request.headers.origin;
    const isFromHere =
      site === undefined ? from === undefined || from === origin : site === 'same-origin' || site === 'none';
    const secret = this.#secretIn(request);
    const expected = Buffer.from(secret === undefined ? '' : this.#tokenFor(secret));
    const given = Buffer.from(body.get(FIELD) ?? '');
    const isOurs =
      secret !== undefined && given.length === expected.length && timingSafeEqual(given, expected);
    if (!isFromHere || !isOurs) throw new SaidError('forbidden', 'foreignForm');
  }
}

/** The fields of a form that was sent; of several with one name, the first. */
export function fieldsOf(body: unknown): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(typeof body === 'object' && body !== null ? body : {})) {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first === 'string') fields.set(name, first);
  }
  return fields;
}
