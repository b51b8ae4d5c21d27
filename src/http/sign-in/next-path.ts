/** Longer ones do not fit into what a browser and a balancer carry. */
const LENGTH_MAX = 6_000;
const PREFIXES = ['/oauth/', '/in/'];

/**
 * Where to go after signing in: an address of this server's own sign-in, or nothing. Compared after it was resolved as a browser would, so that
 * no spelling leads elsewhere.
 */
export function parseNext(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > LENGTH_MAX) return undefined;
  // White space and control characters are dropped by browsers, and a backslash is taken for a slash: none belongs here.
  if (!/^\/[^/\\]/.test(given) || !/^[\x21-\x5b\x5d-\x7e]+$/.test(given)) return undefined;
  const url = new URL(given, 'http://hub.invalid');
  if (url.host !== 'hub.invalid' || !PREFIXES.some((prefix) => url.pathname.startsWith(prefix)))
    return undefined;
  return `${url.pathname}${url.search}`;
}

/** An address of this district's pages, with where to go afterwards. */
export function withNext(path: string, next: string | undefined): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;
}
