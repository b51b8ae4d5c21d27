/** One operation for each endpoint. */
import type { JsonSchema } from '../../roster/index.ts';
import { endpoints, type Endpoint } from '../endpoints.ts';
import { API_PREFIX } from '../list-item.ts';
import { OBJECT_ID, ref, words } from './json.ts';
import { includableLists, listRef } from './lists.ts';
import { IF_NONE_MATCH, parameterRef, PARAMETERS } from './parameters.ts';
import { oneRef, relatedOneRef } from './records.ts';
import { type RefusalStatus, responsesOf } from './responses.ts';

const pascal = (text: string) => text.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

/** Reads as a sentence in generated clients: `listStudents`, `getStudent`, `listSectionsOfStudent`. */
function operationId(endpoint: Endpoint): string {
  const { resource } = endpoint;
  if (endpoint.kind === 'list') return `list${pascal(resource.plural)}`;
  if (endpoint.kind === 'one') return `get${pascal(resource.name)}`;
  const verb = endpoint.relation.cardinality === 'many' ? 'list' : 'get';
  return `${verb}${pascal(endpoint.rel)}Of${pascal(resource.name)}`;
}

function summaryOf(endpoint: Endpoint): string {
  const name = words(endpoint.resource.name);
  if (endpoint.kind === 'list') return `Every ${name} that the token may see.`;
  if (endpoint.kind === 'one') return `One ${name}, with all its fields.`;
  return endpoint.relation.doc;
}

function bodyOf(endpoint: Endpoint): JsonSchema {
  if (endpoint.kind === 'one') return oneRef(endpoint.resource);
  if (endpoint.kind === 'related' && endpoint.relation.cardinality === 'one')
    return relatedOneRef(endpoint.relation.target);
  return listRef(endpoint);
}

/** Whether `limit` is read; it is on every list of records. */
function readsLimit(endpoint: Endpoint): boolean {
  if (endpoint.kind !== 'related') return endpoint.kind === 'list';
  const { cardinality, members } = endpoint.relation;
  return cardinality === 'many' && members.by !== 'self' && members.by !== 'values';
}

function refusalsOf(endpoint: Endpoint): readonly RefusalStatus[] {
  return [
    400,
    401,
    403,
    ...(endpoint.kind === 'list' ? [] : [404 as const]),
    ...(readsLimit(endpoint) ? [413 as const] : []),
    429,
    500,
    503,
  ];
}

/** `include` names the lists of this record type. */
function includeOf({ resource }: Endpoint) {
  const names = includableLists(resource).map(([rel]) => rel);
  const { description } = PARAMETERS.include;
  const list = names.join('|');
  return {
    name: 'include',
    in: 'query',
    required: false,
    description: `${description} Possible are: ${names.join(', ')}.`,
    schema: { type: 'string', pattern: `^(${list})(,(${list}))*$` },
    example: names.slice(0, 2).join(','),
  };
}

function operation(endpoint: Endpoint) {
  const { resource, kind } = endpoint;
  const id = {
    name: 'id',
    in: 'path',
    required: true,
    schema: OBJECT_ID,
    description: `The id of the ${words(resource.name)}.`,
    example: resource.example['id'],
  };
  return {
    operationId: operationId(endpoint),
    summary: summaryOf(endpoint),
    description:
      kind === 'related' ? `Below a ${words(resource.name)}: ${endpoint.relation.doc}` : resource.doc,
    tags: [resource.name],
    parameters: [
      ...(kind === 'list' ? [] : [id]),
      ...endpoint.parameters.map((name) => (name === 'include' ? includeOf(endpoint) : parameterRef(name))),
      parameterRef(IF_NONE_MATCH),
    ],
    responses: responsesOf(bodyOf(endpoint), refusalsOf(endpoint)),
  };
}

const me = (id: string, summary: string) => ({
  get: {
    operationId: id,
    summary,
    description: 'Who the token belongs to: a district or a person.',
    tags: ['me'],
    parameters: [parameterRef(IF_NONE_MATCH)],
    responses: responsesOf(ref('me'), [400, 401, 403, 404, 429, 500, 503]),
  },
});

/** Every path of the Data API, with its operation. */
export function paths(): Readonly<Record<string, unknown>> {
  return {
    ...Object.fromEntries(endpoints.map((endpoint) => [endpoint.path, { get: operation(endpoint) }])),
    '/me': me('getMe', 'Whose token this is.'),
    [`${API_PREFIX}/me`]: me('getMeOfVersion', 'The same as `/me`.'),
  };
}
