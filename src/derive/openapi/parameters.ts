/** What can be asked with a request. */
import type { JsonSchema, ListParameter } from '../../roster/index.ts';
import { OBJECT_ID } from './json.ts';

interface Parameter {
  readonly schema: JsonSchema;
  readonly description: string;
  readonly example?: string | number;
}

/** Query parameters of the Data API, each with a sentence (`api-v1.1` 3). */
export const PARAMETERS: Readonly<Record<ListParameter | 'include', Parameter>> = {
  limit: {
    schema: { type: 'integer', minimum: 1, maximum: 10_000, default: 100 },
    description: 'Records on a page. More than 10,000 answers 413.',
  },
  starting_after: { schema: OBJECT_ID, description: 'Records with an id above this one, ascending.' },
  ending_before: {
    schema: { type: 'string', pattern: '^([0-9a-f]{24}|last)$' },
    description: 'The records just below this id, still ascending; `last` is the end of the list.',
    example: 'last',
  },
  where: {
    schema: { type: 'string' },
    description:
      'A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".',
    example: '{"name.last":{"$in":["Cho","Castellanos"]}}',
  },
  count: { schema: { type: 'string', enum: ['true'] }, description: 'Only the number of records.' },
  show_links: {
    schema: { type: 'string', enum: ['true'] },
    description: 'Wrap the items and give each its uri.',
  },
  include: { schema: { type: 'string' }, description: 'Related lists to embed, separated by commas.' },
};

export const IF_NONE_MATCH = 'If-None-Match';

/** The parameters of the document, by the name under which operations refer to them. */
export function parameterComponents(): Readonly<Record<string, unknown>> {
  // What include may name differs by record type: the operations say it themselves.
  const query = Object.entries(PARAMETERS)
    .filter(([name]) => name !== 'include')
    .map(([name, rest]) => [name, { name, in: 'query', required: false, ...rest }]);
  return {
    ...(Object.fromEntries(query) as Record<string, unknown>),
    [IF_NONE_MATCH]: {
      name: IF_NONE_MATCH,
      in: 'header',
      required: false,
      schema: { type: 'string' },
      description: 'The ETag of an earlier answer. Where nothing changed the answer is 304, without a body.',
    },
  };
}

export const parameterRef = (name: string) => ({ $ref: `#/components/parameters/${name}` });
