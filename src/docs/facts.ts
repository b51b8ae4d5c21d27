/**
 * Facts of modules that the documentation may not import, in one place; a test compares them with what those modules say and do.
 */

export const WHERE_LIMITS = { conditions: 50, values: 1_000, regexLength: 256 } as const;

export interface WhereOperator {
  /** None: the value itself. */
  readonly operator?: string;
  readonly operand: string;
  readonly doc: string;
  /** A whole filter; each finds something in the demo district. */
  readonly example: Readonly<Record<string, unknown>>;
  /** The list that the example filters. */
  readonly of: 'students' | 'sections' | 'schools';
}

export const OPERATORS_OF_WHERE: readonly WhereOperator[] = [
  {
    operand: 'string',
    doc: 'Equal. In a list of ids: one of them is equal.',
    example: { grade: '9' },
    of: 'students',
  },
  {
    operator: '$in',
    operand: 'array of strings',
    doc: 'Equal to any of them.',
    example: { grade: { $in: ['9', '10'] } },
    of: 'students',
  },
  {
    operator: '$nin',
    operand: 'array of strings',
    doc: 'Equal to none of them, or not there.',
    example: { grade: { $nin: ['9', '10'] } },
    of: 'students',
  },
  {
    operator: '$ne',
    operand: 'string',
    doc: 'Different, or not there.',
    example: { gender: { $ne: 'M' } },
    of: 'students',
  },
  {
    operator: '$gt',
    operand: 'string',
    doc: 'Greater, by code unit. Instants and ids sort by time; numbers are text, so `9` is greater than `10`.',
    example: { last_modified: { $gt: '2018-01-11T03:00:00.000Z' } },
    of: 'students',
  },
  {
    operator: '$gte',
    operand: 'string',
    doc: 'Greater or equal.',
    example: { 'name.last': { $gte: 'M' } },
    of: 'students',
  },
  {
    operator: '$lt',
    operand: 'string',
    doc: 'Less.',
    example: { 'name.last': { $lt: 'M' } },
    of: 'students',
  },
  {
    operator: '$lte',
    operand: 'string',
    doc: 'Less or equal.',
    example: { 'term.end_date': { $lte: '2099-12-31' } },
    of: 'sections',
  },
  {
    operator: '$exists',
    operand: 'true or false',
    doc: 'Whether the field is there. An empty string is there.',
    example: { dob: { $exists: true } },
    of: 'students',
  },
  {
    operator: '$regex',
    operand: 'string',
    doc: 'Matches the pattern, anywhere in the text, case-sensitive.',
    example: { name: { $regex: 'High' } },
    of: 'schools',
  },
  {
    operator: '$size',
    operand: 'integer',
    doc: 'The length of a list.',
    example: { teachers: { $size: 1 } },
    of: 'sections',
  },
];
