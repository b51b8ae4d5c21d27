/** Records, alone and in the answers that hold one (`api-v1.1` 4.3, 4.4, 7). */
import {
  type AnyResource,
  catalogue,
  type Field,
  getResource,
  type JsonSchema,
  PERSON_TYPES,
} from '../../roster/index.ts';
import { linkRels } from '../endpoints.ts';
import { recordUri } from '../list-item.ts';
import { closed, linksOf, OBJECT_ID, ref, words } from './json.ts';
import { embeddedListRef, includableLists } from './lists.ts';

function fieldSchema({ kind, doc, grant }: Field): JsonSchema {
  const granted = grant === undefined ? '' : ' Only where the district granted it.';
  return { ...kind.schema, description: `${doc} ${kind.form}${granted}`, 'x-fidelity': kind.fidelity };
}

function propertiesOf({ fields }: AnyResource): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)]));
}

function requiredOf({ fields }: AnyResource): readonly string[] {
  return Object.entries(fields)
    .filter(([, { presence, grant }]) => presence === 'guaranteed' && grant === undefined)
    .map(([name]) => name);
}

function recordSchema(resource: AnyResource): JsonSchema {
  const { doc: description, example } = resource;
  return closed(propertiesOf(resource), requiredOf(resource), { description, examples: [example] });
}

/** A record that `include` may have added lists to. Where a field has the name of a list, the list takes its place. */
function recordWithLists(resource: AnyResource): JsonSchema {
  const properties: Record<string, JsonSchema> = { ...propertiesOf(resource) };
  for (const [rel, { target, doc }] of includableLists(resource)) {
    const own = properties[rel];
    properties[rel] = own
      ? { anyOf: [own, embeddedListRef(target)] }
      : { ...embeddedListRef(target), description: `Where \`include\` names it. ${doc}` };
  }
  return closed(properties, requiredOf(resource), {
    description: `${resource.doc} With the lists that \`include\` asked for.`,
    examples: [resource.example],
  });
}

/** The schema of one record at its own path. */
export const oneRef = ({ name }: AnyResource): JsonSchema => ref(`${name}_response`);

/** The schema of one record that another leads to: its only link is its own path. */
export const relatedOneRef = (target: string): JsonSchema => ref(`related_${target}_response`);

function oneSchemas(resource: AnyResource): Readonly<Record<string, JsonSchema>> {
  const { name, example, includable } = resource;
  const uri = recordUri(resource, String(example['id']));
  const body = (data: JsonSchema, rels: readonly string[], description: string) =>
    closed({ data, links: linksOf(rels) }, ['data', 'links'], {
      description,
      examples: [
        {
          data: example,
          links: rels.map((rel) => ({ rel, uri: rel === 'self' ? uri : `${uri}/${rel}` })),
        },
      ],
    });
  const isRelated = catalogue.some(({ relations }) =>
    Object.values(relations).some(({ target, cardinality }) => target === name && cardinality === 'one'),
  );
  const withLists = `${name}_with_lists`;
  const rels = ['self', ...linkRels(resource)];
  return {
    ...(includable ? { [withLists]: recordWithLists(resource) } : {}),
    [`${name}_response`]: body(
      ref(includable ? withLists : name),
      rels,
      `One ${words(name)}, at its own path.`,
    ),
    ...(isRelated
      ? {
          [`related_${name}_response`]: body(
            ref(name),
            ['self'],
            `The ${words(name)} that another record leads to.`,
          ),
        }
      : {}),
  };
}

/**
 * The owner of a token of one type (`api-v1.1` 10, `auth-and-sharing` 8.2). A district's token is told ids; a person's also what it may see of the
 * own record, which may be little.
 */
function meSchema(type: string): JsonSchema {
  const profile = type === 'district' ? {} : propertiesOf(getResource(type));
  const data = closed(
    {
      ...profile,
      id: OBJECT_ID,
      district: OBJECT_ID,
      type: { const: type },
      authorized_by: {
        type: 'string',
        enum: ['district', 'teacher'],
        description: 'Who let the application in.',
      },
    },
    ['id', 'district', 'type', 'authorized_by'],
  );
  const links = { ...linksOf(['self', 'canonical', 'district']), minItems: 3, maxItems: 3 };
  return closed({ type: { const: type }, data, links }, ['type', 'data', 'links'], {
    description: `The token belongs to a ${words(type)}.`,
  });
}

/** Who a token can belong to (`api-v1.1` 8.4). */
const OWNERS = ['district', ...PERSON_TYPES];

/** Every record type, the answers that hold one record, and `/me`. */
export function recordSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    ...Object.fromEntries(catalogue.map((resource) => [resource.name, recordSchema(resource)])),
    ...Object.fromEntries(
      catalogue.filter(({ list }) => list).flatMap((resource) => Object.entries(oneSchemas(resource))),
    ),
    ...Object.fromEntries(OWNERS.map((type) => [`me_${type}`, meSchema(type)])),
    me: { description: 'The owner of the token.', oneOf: OWNERS.map((type) => ref(`me_${type}`)) },
  };
}
