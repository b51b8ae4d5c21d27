/**
 * Facts of modules that the documentation may not import, in one place; a test compares them with what those modules say.
 */

export const RATE = { requests: 1_200, windowSeconds: 60 } as const;

export const WHERE_LIMITS = { conditions: 50, values: 1_000, regexLength: 256 } as const;

/** Operator, operand, meaning. */
export const OPERATORS_OF_WHERE: readonly (readonly [string, string, string])[] = [
  ['`$in`', 'array of strings', 'Equal to any of them.'],
  ['`$nin`', 'array of strings', 'Equal to none of them.'],
  ['`$ne`', 'string', 'Different, or not there.'],
  ['`$gt`', 'string', 'Greater, by code unit. Instants and ids sort by time.'],
  ['`$gte`', 'string', 'Greater or equal.'],
  ['`$lt`', 'string', 'Less.'],
  ['`$lte`', 'string', 'Less or equal.'],
  ['`$exists`', 'true or false', 'Whether the field is there.'],
  ['`$regex`', 'string', 'Matches the pattern, anywhere in the text, case-sensitive.'],
  ['`$size`', 'integer', 'The length of a list.'],
];
