/** A request of the Explorer: an endpoint, its parameters, and the address by which both can be shared. It never holds a token. */
import { type Endpoint, endpoints } from '../../derive/index.ts';
import { type AnyResource, getResource, isObjectId, type ListParameter } from '../../roster/index.ts';

export type ParameterName = ListParameter | 'include';

/** What is asked for: the path as it is sent, and the query as it is sent. */
export interface Request {
  readonly path: string;
  readonly query: string;
}

export const ME_PATH = '/me';
export const FIRST_REQUEST: Request = { path: '/v1.1/students', query: 'limit=5' };

/** The endpoint that a path belongs to; undefined for `/me` and for paths that are not there. */
export function endpointOf(path: string): Endpoint | undefined {
  const segments = path.split('/');
  return endpoints.find((endpoint) => {
    const wanted = endpoint.path.split('/');
    return (
      wanted.length === segments.length &&
      wanted.every((part, n) => (part === '{id}' ? (segments[n] ?? '') !== '' : part === segments[n]))
    );
  });
}

/** The id in a path, where its endpoint has one. */
export function idOf({ path }: Request): string {
  return endpointOf(path)?.kind === 'list' ? '' : (path.split('/')[3] ?? '');
}

/** The record type that an answer holds. */
export function resourceOf(path: string): AnyResource | undefined {
  const endpoint = endpointOf(path);
  if (!endpoint) return undefined;
  if (endpoint.kind !== 'related') return endpoint.resource;
  return endpoint.relation.members.by === 'values' ? undefined : getResource(endpoint.relation.target);
}

/** What can be sent besides the path; the order of the catalogue. */
export function parametersOf(path: string): readonly ParameterName[] {
  return endpointOf(path)?.parameters ?? [];
}

export function withParameter(request: Request, name: string, value: string): Request {
  const query = new URLSearchParams(request.query);
  if (value === '') query.delete(name);
  else query.set(name, value);
  return { ...request, query: query.toString() };
}

export function parameterIn({ query }: Request, name: string): string {
  return new URLSearchParams(query).get(name) ?? '';
}

export function withId({ path, query }: Request, id: string): Request {
  const segments = path.split('/');
  segments[3] = id;
  return { path: segments.join('/'), query };
}

/** The address behind scheme and host. */
export function uriOf({ path, query }: Request): string {
  return query === '' ? path : `${path}?${query}`;
}

/** Where the Explorer shows a request. */
export function explorerUri({ path, query }: Request): string {
  return `/explorer?${new URLSearchParams(query === '' ? { path } : { path, query }).toString()}`;
}

/** A link of an answer as a request; undefined where it does not lead into the Data API. */
export function requestOf(uri: string): Request | undefined {
  if (uri !== ME_PATH && !uri.startsWith('/v1.1/')) return undefined;
  const [path = '', query = ''] = uri.split('?', 2);
  return { path, query };
}

export type Fault = 'number' | 'range' | 'id' | 'cursor' | 'both' | 'json' | 'include' | 'flag';

/** What is wrong with a value before it is sent; the server has the last word. */
export function faultIn(request: Request, name: ParameterName | 'id', value: string): Fault | undefined {
  if (value === '') return name === 'id' ? 'id' : undefined;
  switch (name) {
    case 'id':
      return isObjectId(value) ? undefined : 'id';
    case 'limit':
      if (!/^\d+$/.test(value)) return 'number';
      return Number(value) < 1 || Number(value) > 10_000 ? 'range' : undefined;
    case 'starting_after':
    case 'ending_before': {
      const other = name === 'starting_after' ? 'ending_before' : 'starting_after';
      if (parameterIn(request, other) !== '') return 'both';
      if (name === 'ending_before' && value === 'last') return undefined;
      return isObjectId(value) ? undefined : 'cursor';
    }
    case 'where':
      return isJsonObject(value) ? undefined : 'json';
    case 'include': {
      const resource = endpointOf(request.path)?.resource;
      return value.split(',').every((rel) => resource?.relations[rel]?.cardinality === 'many')
        ? undefined
        : 'include';
    }
    case 'count':
    case 'show_links':
      return value === 'true' ? undefined : 'flag';
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
