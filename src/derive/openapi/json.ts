/** Small pieces of which the OpenAPI document is made. */
import { type JsonSchema, resources } from '../../roster/index.ts';
import { API_PREFIX } from '../list-item.ts';

/** A reference to a schema of the document. */
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** An object that holds what is named and nothing else. */
export const closed = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
  rest: JsonSchema = {},
): JsonSchema => ({ type: 'object', properties, required, additionalProperties: false, ...rest });

/** `api-v1.1` 8.1. */
export const OBJECT_ID: JsonSchema = resources.district.fields.id.kind.schema;

/** The canonical path of a record (`api-v1.1` 4.2). */
export const recordUriSchema = (plural: string): JsonSchema => ({
  type: 'string',
  pattern: `^${API_PREFIX.replaceAll('.', '\\.')}/${plural}/[0-9a-f]{24}$`,
  description: 'The canonical path of the record.',
});

/** `school_admin` as words: `school admin`. */
export const words = (name: string): string => name.replaceAll('_', ' ');

/** Links that an answer carries: `self` always, the others where they lead somewhere. */
export const linksOf = (rels: readonly string[]): JsonSchema => ({
  type: 'array',
  minItems: 1,
  items: closed(
    {
      rel: { type: 'string', enum: rels },
      uri: {
        type: 'string',
        pattern: `^/(me$|${API_PREFIX.slice(1).replaceAll('.', '\\.')}/)`,
        description: 'A path; put scheme and host before it.',
      },
    },
    ['rel', 'uri'],
  ),
});
