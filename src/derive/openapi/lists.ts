/** The bodies of lists (`api-v1.1` 4.2, 4.5 to 4.7). */
import {
  type AnyResource,
  catalogue,
  getResource,
  type JsonSchema,
  type Relation,
} from '../../roster/index.ts';
import { endpoints, type Endpoint } from '../endpoints.ts';
import { recordUri } from '../list-item.ts';
import { closed, linksOf, recordUriSchema, ref } from './json.ts';

const PAGE_RELS = ['self', 'next', 'prev'];

interface ListBody {
  readonly target: string;
  readonly shape: 'wrapped' | 'bare';
  readonly withoutPaging: boolean;
}

const nameOf = ({ target, shape, withoutPaging }: ListBody): string =>
  `${target}${shape === 'bare' ? '_bare' : ''}_list${withoutPaging ? '_without_paging' : ''}`;

/** Related lists that `include` may embed (`api-v1.1` 7.10). */
export function includableLists({
  includable,
  relations,
}: AnyResource): readonly (readonly [string, Relation])[] {
  if (!includable) return [];
  return Object.entries(relations).filter(
    ([, { cardinality, shape, unlinked }]) =>
      cardinality === 'many' && unlinked !== true && shape !== 'strings',
  );
}

/** The body of a list that is embedded in a record: a first page, its records wrapped, without the paging object. */
const embedded = (target: string): ListBody => ({ target, shape: 'wrapped', withoutPaging: true });

export const embeddedListRef = (target: string): JsonSchema => ref(nameOf(embedded(target)));

/** The bodies that a list can have: a bare one also wrapped, where `show_links` may be sent. */
function bodiesOf(endpoint: Endpoint): readonly ListBody[] {
  if (endpoint.kind === 'one') return [];
  if (endpoint.kind === 'related' && endpoint.relation.cardinality === 'one') return [];
  const settings = endpoint.kind === 'list' ? endpoint.resource.list : endpoint.relation;
  if (!settings || settings.shape === 'strings') return [];
  const { shape } = settings;
  const target = endpoint.kind === 'list' ? endpoint.resource.name : endpoint.relation.target;
  const body = { target, shape, withoutPaging: settings.withoutPaging === true };
  const canBeWrapped = shape === 'bare' && endpoint.parameters.includes('show_links');
  return canBeWrapped ? [body, { ...body, shape: 'wrapped' }] : [body];
}

/** The distinct values of a field of related records, as strings. */
function valuesOf({ relations }: AnyResource, { members }: Relation) {
  if (members.by !== 'values') throw new Error('A list of strings is of the values of a field.');
  const field = getResource(relations[members.relation]?.target ?? '').fields[members.field];
  return { name: `${members.field}_values`, items: field?.kind.schema ?? {} };
}

/** The body of a list. */
export function listRef(endpoint: Exclude<Endpoint, { kind: 'one' }>): JsonSchema {
  if (endpoint.kind === 'related' && endpoint.relation.shape === 'strings')
    return ref(valuesOf(endpoint.resource, endpoint.relation).name);
  const bodies = bodiesOf(endpoint).map((body) => ref(nameOf(body)));
  if (endpoint.parameters.includes('count')) bodies.push(ref('count'));
  const [only] = bodies;
  return bodies.length === 1 && only ? only : { anyOf: bodies };
}

function itemOf(target: AnyResource): JsonSchema {
  return target.list
    ? closed({ data: ref(target.name), uri: recordUriSchema(target.plural) }, ['data', 'uri'])
    : closed({ data: ref(target.name) }, ['data']);
}

/** A bare list below a record leads back to it (`api-v1.1` 4.5). */
function parentsOf(name: string): readonly string[] {
  return catalogue
    .filter(({ relations }) =>
      Object.values(relations).some(
        ({ target, shape, members }) => target === name && shape === 'bare' && members.by === 'inverse',
      ),
    )
    .map((parent) => parent.name);
}

function schemaOf({ target, shape, withoutPaging }: ListBody): JsonSchema {
  const resource = getResource(target);
  const { example, plural } = resource;
  const isPaged = resource.list !== undefined;
  const items = shape === 'bare' ? ref(target) : itemOf(resource);
  const links = shape === 'bare' ? ['self', ...parentsOf(target)] : isPaged ? PAGE_RELS : ['self'];
  const uri = recordUri(resource, String(example['id']));
  const shown = shape === 'bare' ? example : isPaged ? { data: example, uri } : { data: example };
  const paging = withoutPaging ? {} : { paging: ref('paging') };
  return closed({ data: { type: 'array', items }, ...paging, links: linksOf(links) }, ['data', 'links'], {
    description: `${isPaged ? 'A page of' : 'A list of one:'} ${plural}${shape === 'bare' ? ', not wrapped' : ''}.`,
    examples: [
      {
        data: [shown],
        ...(withoutPaging ? {} : { paging: { current: 1, total: 1, count: 1 } }),
        links: [{ rel: 'self', uri: uri.slice(0, uri.lastIndexOf('/')) }],
      },
    ],
  });
}

/** Every body that some list has, by the name of its schema. */
export function listSchemas(): Readonly<Record<string, JsonSchema>> {
  const bodies = [
    ...endpoints.flatMap(bodiesOf),
    ...catalogue.flatMap(includableLists).map(([, { target }]) => embedded(target)),
  ];
  const strings = endpoints.flatMap((endpoint) =>
    endpoint.kind === 'related' && endpoint.relation.shape === 'strings'
      ? [valuesOf(endpoint.resource, endpoint.relation)]
      : [],
  );
  return {
    ...Object.fromEntries(bodies.map((body) => [nameOf(body), schemaOf(body)])),
    ...Object.fromEntries(
      strings.map(({ name, items }) => [
        name,
        closed(
          { data: { type: 'array', items, uniqueItems: true }, links: linksOf(['self']) },
          ['data', 'links'],
          {
            description: 'Values, each once.',
          },
        ),
      ]),
    ),
    paging: closed(
      {
        current: { type: 'integer', minimum: 0 },
        total: { type: 'integer', minimum: 0 },
        count: { type: 'integer', minimum: 0 },
      },
      ['current', 'total', 'count'],
      {
        description: 'On first pages only: which page this is, how many there are, and of how many records.',
      },
    ),
    count: closed({ count: { type: 'integer', minimum: 0 }, links: linksOf(['self']) }, ['count', 'links'], {
      description: 'The number of records, where `count=true` was sent.',
    }),
  };
}
