/** Longer ones do not fit into what a browser and a balancer carry. */
const LOCAL_PATH_MAX = 6_000;

/**
 * An address of this server, with its query, or nothing. Compared after it was resolved as a browser would, so that no spelling leads
 * elsewhere.
 */
export function parseLocalPath(given: unknown): URL | undefined {
  if (typeof given !== 'string' || given.length > LOCAL_PATH_MAX) return undefined;
  // White space and control characters are dropped by browsers, and a backslash is taken for a slash: none belongs here.
  if (!/^\/(?![/\\])/.test(given) || !/^[\x21-\x5b\x5d-\x7e]+$/.test(given)) return undefined;
  const url = new URL(given, 'http://hub.invalid');
  // A path can come out of its dots with two slashes in front, and would name a host then.
  return url.host === 'hub.invalid' && !url.pathname.startsWith('//') ? url : undefined;
}
