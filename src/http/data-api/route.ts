/** From a path to an endpoint. Derived from the catalogue; what is not there is an unknown path. */
import { API_PREFIX, endpoints, type Endpoint } from '../../derive/index.ts';
import { isObjectId } from '../../roster/index.ts';

export type Route =
  | { readonly kind: 'me' }
  | { readonly kind: 'list'; readonly endpoint: Extract<Endpoint, { kind: 'list' }> }
  | { readonly kind: 'one'; readonly endpoint: Extract<Endpoint, { kind: 'one' }>; readonly id: string }
  | {
      readonly kind: 'related';
      readonly endpoint: Extract<Endpoint, { kind: 'related' }>;
      readonly id: string;
    };

const lists = new Map<string, Route>();
const ones = new Map<string, Extract<Endpoint, { kind: 'one' }>>();
const related = new Map<string, Extract<Endpoint, { kind: 'related' }>>();
for (const endpoint of endpoints) {
  if (endpoint.kind === 'list') lists.set(endpoint.path, { kind: 'list', endpoint });
  else if (endpoint.kind === 'one') ones.set(endpoint.path.slice(0, -'/{id}'.length), endpoint);
  else related.set(endpoint.path, endpoint);
}

const ME: Route = { kind: 'me' };
const ME_PATHS = ['/me', `${API_PREFIX}/me`];

const BELOW_PREFIX = `${API_PREFIX}/`;

/** Whether the Data API answers for this path, be it with 404. */
export function isDataPath(path: string): boolean {
  return path.startsWith(BELOW_PREFIX) || path === API_PREFIX || path === '/me';
}

/** Repeated slashes count as one, and one at the end as none (`api-v1.1` 1). */
export function normalisePath(path: string): string {
  const collapsed = path.includes('//') ? path.replace(/\/{2,}/g, '/') : path;
  return collapsed.length > 1 && collapsed.endsWith('/') ? collapsed.slice(0, -1) : collapsed;
}

/** @param path normalised. Undefined for an unknown path and for an id that cannot be one (R10). */
export function findRoute(path: string): Route | undefined {
  const list = lists.get(path);
  if (list) return list;
  if (ME_PATHS.includes(path)) return ME;
  // '', 'v1.1', plural, id, rel
  const segments = path.split('/');
  const [, , plural, id, rel] = segments;
  if (id === undefined || !isObjectId(id) || segments.length > 5) return undefined;
  const base = `${API_PREFIX}/${plural ?? ''}`;
  if (`/${segments[1] ?? ''}` !== API_PREFIX) return undefined;
  if (rel === undefined) {
    const endpoint = ones.get(base);
    return endpoint && { kind: 'one', endpoint, id };
  }
  const endpoint = related.get(`${base}/{id}/${rel}`);
  return endpoint && { kind: 'related', endpoint, id };
}

/** What is said of a path that is none. */
export function unknownPath(method: string, path: string): string {
  return `Cannot ${method} ${path}`;
}
