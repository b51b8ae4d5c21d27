/** The OpenAPI 3.1 description of the Data API, printed from the catalogue. */
import {
  type AnyResource,
  catalogue,
  type Field,
  type JsonSchema,
  type ListParameter,
  PERSON_TYPES,
} from '../roster/index.ts';
import { type Endpoint, endpoints } from './endpoints.ts';

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
const jsonBody = (schema: JsonSchema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
const respond = (name: string) => ({ $ref: `#/components/responses/${name}` });

function fieldSchema(field: Field): JsonSchema {
  const { kind, doc } = field;
  return { ...kind.schema, description: `${doc} ${kind.form}`, 'x-fidelity': kind.fidelity };
}

/** Fields that need a grant are not served, so they are not described. */
function recordSchema({ doc, fields, example }: AnyResource): JsonSchema {
  const served = Object.entries(fields).filter(([, field]) => field.grant === undefined);
  return {
    type: 'object',
    description: doc,
    properties: Object.fromEntries(served.map(([name, field]) => [name, fieldSchema(field)])),
    required: served.filter(([, { presence }]) => presence === 'guaranteed').map(([name]) => name),
    additionalProperties: false,
    examples: [example],
  };
}

const item = (name: string) => ({
  type: 'object',
  properties: { data: ref(name), uri: { type: 'string', description: 'The canonical path of the record.' } },
  required: ['data'],
  additionalProperties: false,
});

const links = { type: 'array', items: ref('link') };

const list = (name: string, items: JsonSchema) => ({
  type: 'object',
  description: `A page of ${name}.`,
  properties: { data: { type: 'array', items }, paging: ref('paging'), links },
  required: ['data', 'links'],
  additionalProperties: false,
});

const counted = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, ref('count')] });

const OBJECT_ID = { type: 'string', pattern: '^[0-9a-f]{24}$' };

/** Who a token can belong to (`api-v1.1` 8.4). */
const OWNERS = ['district', ...PERSON_TYPES];

const COMMON_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  link: {
    type: 'object',
    properties: {
      rel: { type: 'string' },
      uri: { type: 'string', description: 'A path; put scheme and host before it.' },
    },
    required: ['rel', 'uri'],
    additionalProperties: false,
  },
  paging: {
    type: 'object',
    description: 'On first pages only.',
    properties: { current: { type: 'integer' }, total: { type: 'integer' }, count: { type: 'integer' } },
    required: ['current', 'total', 'count'],
    additionalProperties: false,
  },
  count: {
    type: 'object',
    properties: { count: { type: 'integer' }, links },
    required: ['count', 'links'],
    additionalProperties: false,
  },
  error: {
    type: 'object',
    properties: {
      error: { type: 'string' },
      message: { type: 'string' },
      code: { type: 'integer' },
      data: { type: 'object' },
    },
    required: ['error', 'message'],
  },
  me: {
    type: 'object',
    description: 'The owner of the token.',
    properties: {
      type: { type: 'string', enum: OWNERS },
      data: {
        type: 'object',
        description: 'For the token of a person also what the token may see of the own record.',
        properties: {
          id: OBJECT_ID,
          district: OBJECT_ID,
          type: { type: 'string', enum: OWNERS },
          authorized_by: { type: 'string', enum: ['district', 'teacher'] },
        },
        required: ['id', 'district', 'type'],
      },
      links,
    },
    required: ['type', 'data', 'links'],
  },
};

/** Query parameters of the Data API, each with a sentence. */
export const PARAMETERS: Readonly<
  Record<ListParameter | 'include', { readonly schema: JsonSchema; readonly description: string }>
> = {
  limit: {
    schema: { type: 'integer', minimum: 1, maximum: 10_000, default: 100 },
    description: 'Records on a page. More than 10,000 answers 413.',
  },
  starting_after: { schema: OBJECT_ID, description: 'Records with an id above this one, ascending.' },
  ending_before: {
    schema: { type: 'string', pattern: '^([0-9a-f]{24}|last)$' },
    description: 'The records just below this id, still ascending; `last` is the end of the list.',
  },
  where: {
    schema: { type: 'string' },
    description:
      'A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".',
  },
  count: { schema: { type: 'string', enum: ['true'] }, description: 'Only the number of records.' },
  show_links: {
    schema: { type: 'string', enum: ['true'] },
    description: 'Wrap the items and give each its uri.',
  },
  include: { schema: { type: 'string' }, description: 'Related lists to embed, separated by commas.' },
};

const parameterRef = (name: string) => ({ $ref: `#/components/parameters/${name}` });

function responseSchema(endpoint: Endpoint): JsonSchema {
  const { resource } = endpoint;
  if (endpoint.kind === 'one') return ref(`${resource.name}_response`);
  if (endpoint.kind === 'list') {
    const wrapped = counted(ref(`${resource.name}_list`));
    return resource.list?.shape === 'bare'
      ? { anyOf: [ref(`${resource.name}_bare_list`), ref(`${resource.name}_list`), ref('count')] }
      : wrapped;
  }
  const { target, shape, cardinality } = endpoint.relation;
  if (shape === 'strings') return list('values', { type: 'string' });
  if (cardinality === 'one') return ref(`${target}_response`);
  return counted(ref(shape === 'bare' ? `${target}_bare_list` : `${target}_list`));
}

const pascal = (text: string) => text.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

function operationId(endpoint: Endpoint): string {
  const { resource } = endpoint;
  if (endpoint.kind === 'list') return `list${pascal(resource.plural)}`;
  if (endpoint.kind === 'one') return `get${pascal(resource.name)}`;
  return `get${pascal(resource.name)}${pascal(endpoint.rel)}`;
}

function operation(endpoint: Endpoint) {
  const { resource, kind } = endpoint;
  const summary =
    kind === 'list'
      ? `Every ${resource.name.replace('_', ' ')} that the token may see.`
      : kind === 'one'
        ? `One ${resource.name.replace('_', ' ')}, with all its fields.`
        : endpoint.relation.doc;
  return {
    operationId: operationId(endpoint),
    summary,
    tags: [resource.name],
    parameters: [
      ...(kind === 'list'
        ? []
        : [
            {
              name: 'id',
              in: 'path',
              required: true,
              schema: OBJECT_ID,
              description: `The id of the ${resource.name.replace('_', ' ')}.`,
            },
          ]),
      ...endpoint.parameters.map(parameterRef),
    ],
    responses: {
      200: jsonBody(responseSchema(endpoint), 'What was asked for.'),
      304: { description: 'Unchanged since the entity tag that was sent.' },
      400: respond('bad_request'),
      401: respond('unauthorized'),
      403: respond('forbidden'),
      ...(kind === 'list' ? {} : { 404: respond('not_found') }),
      ...(kind === 'one' ? {} : { 413: respond('limit_too_large') }),
      429: {
        description:
          'More requests than a minute allows. The body is empty; X-Ratelimit-Reset tells when to go on.',
      },
    },
  };
}

const me = {
  get: {
    operationId: 'getMe',
    summary: 'Whose token this is.',
    tags: ['me'],
    responses: {
      200: jsonBody(ref('me'), 'The owner of the token.'),
      400: respond('bad_request'),
      401: respond('unauthorized'),
    },
  },
};

/** Whether some list gives these records without wrapping them. */
function isPresentedBare({ name, list: own }: AnyResource): boolean {
  return (
    own?.shape === 'bare' ||
    catalogue.some(({ relations }) =>
      Object.values(relations).some(({ target, shape }) => target === name && shape === 'bare'),
    )
  );
}

function schemasOf(resource: AnyResource): readonly (readonly [string, JsonSchema])[] {
  const { name, plural } = resource;
  const response = {
    type: 'object',
    properties: { data: ref(name), links },
    required: ['data', 'links'],
    additionalProperties: false,
  };
  return [
    [name, recordSchema(resource)],
    [`${name}_list`, list(plural, item(name))],
    ...(resource.list ? [[`${name}_response`, response] as const] : []),
    ...(isPresentedBare(resource) ? [[`${name}_bare_list`, list(plural, ref(name))] as const] : []),
  ];
}

/** The document, as an object that JSON can hold. */
export function openApiDocument(version: string): Readonly<Record<string, unknown>> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rollbook Data API',
      version: '1.1',
      description: `District rosters over the Data API v1.1, served by Rollbook ${version}. Links are relative; follow them.`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The server that this file comes from.' }],
    security: [{ bearer: [] }],
    tags: [
      ...catalogue.filter(({ list: listed }) => listed).map(({ name, doc }) => ({ name, description: doc })),
      { name: 'me', description: 'The owner of a token.' },
    ],
    paths: {
      ...Object.fromEntries(endpoints.map((endpoint) => [endpoint.path, { get: operation(endpoint) }])),
      '/me': me,
    },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token that a district granted.' },
      },
      parameters: Object.fromEntries(
        Object.entries(PARAMETERS).map(([name, { schema, description }]) => [
          name,
          { name, in: 'query', required: false, schema, description },
        ]),
      ),
      responses: {
        bad_request: jsonBody(ref('error'), 'A parameter cannot be used; the text says which and why.'),
        unauthorized: jsonBody(ref('error'), 'No token, or none that opens anything.'),
        forbidden: jsonBody(ref('error'), 'The endpoint is not in the scopes of the token.'),
        not_found: jsonBody(ref('error'), 'There is no such record that this token may see.'),
        limit_too_large: jsonBody(ref('error'), 'limit is over 10,000.'),
      },
      schemas: { ...Object.fromEntries(catalogue.flatMap(schemasOf)), ...COMMON_SCHEMAS },
    },
  };
}
