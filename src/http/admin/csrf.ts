/**
 * A page of another site must not act in the name of whoever is signed in. Three locks, each enough by itself in a browser of today: the
 * cookie is SameSite=Strict; Origin and Sec-Fetch-Site must name this site; and a header must repeat a text that belongs to the session.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { RollbookError } from '../../errors/index.ts';

const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
export const CSRF_HEADER = 'x-rollbook-csrf';

export function csrfToken(serverKey: Buffer, sessionHash: string): string {
  return createHmac('sha256', serverKey).update(`csrf\0${sessionHash}`).digest('base64url');
}

function refuse(detail: string): RollbookError {
  return new RollbookError('csrf_refused', detail);
}

/** For every request that may change something, with a session or without. Throws `csrf_refused`. */
export function checkOrigin(request: FastifyRequest, baseUrl: string): void {
  if (SAFE.includes(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const isForeign = typeof site === 'string' && site !== 'same-origin';
  if (isForeign || (origin !== undefined && !isOwnOrigin(origin, request, baseUrl)))
    throw refuse('The request comes from a page of another site. Open the dashboard of this server instead.');
}

function isOwnOrigin(origin: string, { host }: FastifyRequest, baseUrl: string): boolean {
  if (baseUrl !== '') return origin === baseUrl;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** For every request with a session that may change something. Throws `csrf_refused`. */
export function checkCsrfToken(request: FastifyRequest, serverKey: Buffer, sessionHash: string): void {
  if (SAFE.includes(request.method)) return;
  const sent = request.headers[CSRF_HEADER];
  const expected = Buffer.from(csrfToken(serverKey, sessionHash));
  const given = Buffer.from(typeof sent === 'string' ? sent : '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw refuse(
      'The header X-Rollbook-CSRF is missing or wrong. Send the "csrf_token" of GET /admin/api/session with it.',
    );
}
