import { parseLocalPath } from '../pages/local-path.ts';

const PREFIXES = ['/oauth/', '/in/'];

/** Where to go after signing in: an address of this server's own sign-in, or nothing. */
export function parseNext(given: unknown): string | undefined {
  const url = parseLocalPath(given);
  if (url === undefined || !PREFIXES.some((prefix) => url.pathname.startsWith(prefix))) return undefined;
  return `${url.pathname}${url.search}`;
}

/** An address of this district's pages, with where to go afterwards. */
export function withNext(path: string, next: string | undefined): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;
}
