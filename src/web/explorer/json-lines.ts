/**
 * A JSON answer as lines, for a view that draws only those that are seen. Records of long lists are one line each until they are opened, so
 * that ten thousand of them are ten thousand short lines and not a third of a million.
 */
import { recordUri } from '../../derive/index.ts';
import { type AnyResource, catalogue, type Field, getResource } from '../../roster/index.ts';
import { nameOf } from './record-name.ts';

/** Lists with more records than this begin closed. */
export const OPEN_MAX = 25;

export interface Line {
  /** Stands for the same place of the same answer, whatever is open. */
  readonly id: string;
  readonly depth: number;
  readonly key: string | undefined;
  /** What is drawn behind the key: a value, or a bracket. */
  readonly text: string;
  readonly kind: 'string' | 'number' | 'boolean' | 'open' | 'close' | 'closed';
  /** Behind the text, outside of a link. */
  readonly comma: boolean;
  /** A path of the API that the value leads to. */
  readonly link: string | undefined;
  /** The field of the catalogue that the key names, with its record type. */
  readonly field:
    { readonly resource: AnyResource; readonly path: string; readonly field: Field } | undefined;
  /** Whether it can be opened and closed. */
  readonly isFoldable: boolean;
}

interface Place {
  readonly id: string;
  readonly depth: number;
  readonly key: string | undefined;
  readonly comma: boolean;
  /** The record that the value stands in. */
  readonly resource: AnyResource | undefined;
  /** The path inside that record. */
  readonly path: readonly string[];
  /** Whether the value is a record itself. */
  readonly isRecord: boolean;
}

function fieldAt(resource: AnyResource, path: readonly string[]): Field | undefined {
  const [first = '', second] = path;
  const field = resource.fields[first];
  return second === undefined ? field : field?.kind.members?.[second];
}

/** The record type that a canonical path names. */
export function resourceOfUri(uri: string): AnyResource | undefined {
  const plural = uri.split('/')[2];
  return catalogue.find((resource) => resource.plural === plural);
}

function linkOf(value: string, { key, resource, path }: Place): string | undefined {
  if (key === 'uri' && (value.startsWith('/v1.1/') || value === '/me')) return value;
  if (!resource) return undefined;
  if (path.length === 1 && path[0] === 'id' && resource.list) return recordUri(resource, value);
  const target = fieldAt(resource, path)?.kind.refersTo;
  return target === undefined ? undefined : recordUri(getResource(target), value);
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first words of a closed value. */
function summaryOf(value: Json): string {
  if (Array.isArray(value)) return `[ ${value.length} ]`;
  if (!isObject(value)) return '';
  return `{ ${nameOf(value)} }`;
}

/** A value as lines. `isOpen` decides about what can be folded, by the id of its line. */
export function* linesOf(
  value: Json,
  resource: AnyResource | undefined,
  isOpen: (id: string, isLong: boolean) => boolean,
): Generator<Line> {
  yield* walk(value, {
    id: '$',
    depth: 0,
    key: undefined,
    comma: false,
    resource: undefined,
    path: [],
    isRecord: false,
  });

  function* walk(current: Json, place: Place): Generator<Line> {
    const { id, depth, key, comma } = place;
    const field = place.resource && place.path.length > 0 ? fieldAt(place.resource, place.path) : undefined;
    const base = {
      id,
      depth,
      key,
      field:
        field && place.resource ? { resource: place.resource, path: place.path.join('.'), field } : undefined,
    };
    if (typeof current !== 'object' || current === null) {
      const kind =
        typeof current === 'number' ? 'number' : typeof current === 'boolean' ? 'boolean' : 'string';
      const link = typeof current === 'string' ? linkOf(current, place) : undefined;
      yield { ...base, text: JSON.stringify(current), kind, comma, link, isFoldable: false };
      return;
    }
    const children = Array.isArray(current)
      ? current.map((child: Json, n) => [String(n), child] as const)
      : Object.entries(current);
    const [open, close] = Array.isArray(current) ? ['[', ']'] : ['{', '}'];
    if (children.length === 0) {
      yield { ...base, text: open + close, kind: 'open', comma, link: undefined, isFoldable: false };
      return;
    }
    const isFoldable = depth > 0;
    const parentIsLong = place.id.endsWith('!');
    if (isFoldable && !isOpen(id, parentIsLong)) {
      yield { ...base, text: summaryOf(current), kind: 'closed', comma, link: undefined, isFoldable };
      return;
    }
    yield { ...base, text: open, kind: 'open', comma: false, link: undefined, isFoldable };
    const isLong = Array.isArray(current) && children.length > OPEN_MAX;
    for (const [n, [name, child]] of children.entries())
      yield* walk(child, childOf(current, place, { name, child, isLast: n === children.length - 1, isLong }));
    yield {
      ...base,
      id: `${id}/end`,
      key: undefined,
      field: undefined,
      text: close,
      kind: 'close',
      comma,
      link: undefined,
      isFoldable: false,
    };
  }

  function childOf(
    parent: Json,
    place: Place,
    { name, child, isLast, isLong }: { name: string; child: Json; isLast: boolean; isLong: boolean },
  ): Place {
    const inArray = Array.isArray(parent);
    const common = {
      id: `${place.id}/${name}${isLong ? '!' : ''}`,
      depth: place.depth + 1,
      key: inArray ? undefined : name,
      comma: !isLast,
    };
    if (inArray) {
      // Items of the list of an answer are records, or hold one in `data`.
      if (place.key === 'data' && !place.isRecord)
        return { ...common, resource: bareOf(child), path: [], isRecord: bareOf(child) !== undefined };
      return { ...common, resource: place.resource, path: place.path, isRecord: false };
    }
    if (place.isRecord || (place.resource && place.path.length > 0)) {
      const included =
        place.isRecord && isObject(child) && Array.isArray(child['data'])
          ? place.resource?.relations[name]
          : undefined;
      if (included) return { ...common, resource: undefined, path: [], isRecord: false };
      return { ...common, resource: place.resource, path: [...place.path, name], isRecord: false };
    }
    if (name === 'data' && isObject(child)) {
      const uri = isObject(parent) ? parent['uri'] : undefined;
      const of = typeof uri === 'string' ? resourceOfUri(uri) : resource;
      return { ...common, resource: of, path: [], isRecord: of !== undefined };
    }
    return { ...common, resource: undefined, path: [], isRecord: false };
  }

  /** A record that stands in a list without a uri of its own. */
  function bareOf(child: Json): AnyResource | undefined {
    return isObject(child) && !isObject(child['data'] ?? null) ? resource : undefined;
  }
}
