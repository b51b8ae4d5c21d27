/**
 * The `where` language (`api-v1.1` 6): a JSON object, parsed into a fixed tree. Only operators of the table below, only fields that
 * the caller may read: a filter on a hidden field would tell what it holds.
 */
import { RE2JS } from 're2js';
import { RollbookError } from '../errors/index.ts';
import { type AnyResource, type Field, isObjectId } from '../roster/index.ts';

/** Limits of one filter. */
export const WHERE_LIMITS = { conditions: 50, values: 1_000, regexLength: 256 } as const;

type Values = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

export interface Filter {
  readonly passes: (record: Values) => boolean;
  /** False where certainly nothing in these bytes of JSON passes; it saves parsing them. */
  readonly mayMatch: (json: Buffer) => boolean;
  /** The only records that can pass, where the filter names them. */
  readonly ids: readonly string[] | undefined;
}

function refuse(message: string): RollbookError {
  return new RollbookError('bad_request', `where: ${message}`);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function needString(name: string, operator: string, operand: unknown): string {
  if (typeof operand === 'string') return operand;
  throw refuse(`${operator} on "${name}" needs a string, not ${typeOf(operand)}.`);
}

function needStrings(name: string, operator: string, operand: unknown): ReadonlySet<string> {
  if (!Array.isArray(operand))
    throw refuse(`${operator} on "${name}" needs an array of strings, not ${typeOf(operand)}.`);
  if (operand.length > WHERE_LIMITS.values)
    throw refuse(`${operator} on "${name}" takes at most ${WHERE_LIMITS.values} values.`);
  return new Set(operand.map((value) => needString(name, operator, value)));
}

const isListed = (value: unknown, values: ReadonlySet<string>): boolean =>
  Array.isArray(value) ? value.some((one) => values.has(one as string)) : values.has(value as string);

function compare(
  holds: (order: number) => boolean,
): (name: string, operator: string, operand: unknown) => Test {
  return (name, operator, operand) => {
    const bound = needString(name, operator, operand);
    return (value) => typeof value === 'string' && holds(value < bound ? -1 : value > bound ? 1 : 0);
  };
}

function matches(name: string, operator: string, operand: unknown): Test {
  const source = needString(name, operator, operand);
  if (source.length > WHERE_LIMITS.regexLength)
    throw refuse(`${operator} on "${name}" is longer than ${WHERE_LIMITS.regexLength} characters.`);
  try {
    // Linear in the text, whatever the pattern: no back-references, no look-around.
    const pattern = RE2JS.compile(source);
    return (value) => typeof value === 'string' && pattern.matcher(value).find();
  } catch (cause) {
    throw new RollbookError(
      'bad_request',
      `where: ${operator} on "${name}" is not a regular expression that is supported here.`,
      { cause },
    );
  }
}

const OPERATORS: Readonly<Record<string, (name: string, operator: string, operand: unknown) => Test>> = {
  $in: (name, operator, operand) => {
    const values = needStrings(name, operator, operand);
    return (value) => isListed(value, values);
  },
  $nin: (name, operator, operand) => {
    const values = needStrings(name, operator, operand);
    return (value) => !isListed(value, values);
  },
  $ne: (name, operator, operand) => {
    const values = new Set([needString(name, operator, operand)]);
    return (value) => !isListed(value, values);
  },
  $gt: compare((order) => order > 0),
  $gte: compare((order) => order >= 0),
  $lt: compare((order) => order < 0),
  $lte: compare((order) => order <= 0),
  $exists: (name, operator, operand) => {
    if (typeof operand !== 'boolean')
      throw refuse(`${operator} on "${name}" needs a boolean, not ${typeOf(operand)}.`);
    return (value) => (value !== undefined) === operand;
  },
  $regex: matches,
  $size: (name, operator, operand) => {
    if (!Number.isInteger(operand))
      throw refuse(`${operator} on "${name}" needs an integer, not ${typeOf(operand)}.`);
    return (value) => Array.isArray(value) && value.length === operand;
  },
};

const ON_LISTS = ['$in', '$nin', '$ne', '$exists', '$size'];
const ON_GROUPS = ['$exists'];

function operatorsFor({ kind }: Field): readonly string[] {
  if (kind.members) return ON_GROUPS;
  return kind.isList ? ON_LISTS : Object.keys(OPERATORS).filter((operator) => operator !== '$size');
}

/** A field by its dotted path, if the caller may read it: one that is hidden is not there. */
function findField(
  resource: AnyResource,
  readable: ReadonlySet<string>,
  name: string,
): { readonly path: readonly string[]; readonly field: Field } {
  const path = (name === '_id' ? 'id' : name).split('.');
  const [first = '', second] = path;
  const field = Object.hasOwn(resource.fields, first) ? resource.fields[first] : undefined;
  const visible = readable.has(first) ? field : undefined;
  const members = visible?.kind.members;
  const found =
    second === undefined ? visible : members && Object.hasOwn(members, second) ? members[second] : undefined;
  if (!found || path.length > 2) throw refuse(`"${name}" is not a field of ${resource.name}.`);
  return { path, field: found };
}

function valueAt(record: Values, [first = '', second]: readonly string[]): unknown {
  const value = record[first];
  return second === undefined ? value : (value as Values | undefined)?.[second];
}

function parseTests(name: string, field: Field, condition: unknown): readonly Test[] {
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) {
    if (field.kind.members)
      throw refuse(
        `"${name}" is a group; name a member, such as "${name}.${Object.keys(field.kind.members)[0] ?? ''}".`,
      );
    const wanted = new Set([needString(name, 'equality', condition)]);
    return [(value) => isListed(value, wanted)];
  }
  const allowed = operatorsFor(field);
  const entries = Object.entries(condition);
  if (entries.length === 0) throw refuse(`"${name}" has an empty condition.`);
  return entries.map(([operator, operand]) => {
    const parse = allowed.includes(operator) ? OPERATORS[operator] : undefined;
    if (!parse)
      throw refuse(`"${operator}" cannot be used on "${name}". Use ${allowed.join(', ')}, or a value.`);
    return parse(name, operator, operand);
  });
}

function parseJson(text: string): Values {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new RollbookError(
      'bad_request',
      'where: not JSON. Send a percent-encoded JSON object, such as {"name":"Oak School"}.',
      { cause },
    );
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw refuse(`needs an object, not ${typeOf(parsed)}.`);
  return parsed as Values;
}

/** The ids that a condition on `id` names. */
function namedIds(condition: unknown): readonly string[] | undefined {
  if (typeof condition === 'string') return [condition];
  const list = (condition as { $in?: unknown }).$in;
  return Array.isArray(list) ? (list as string[]) : undefined;
}

/** The filter that a `where` parameter states; undefined for `{}`, which everything passes. Throws `bad_request`. */
export function parseWhere(
  resource: AnyResource,
  readable: ReadonlySet<string>,
  text: string,
): Filter | undefined {
  const entries = Object.entries(parseJson(text));
  if (entries.length === 0) return undefined;
  if (entries.length > WHERE_LIMITS.conditions)
    throw refuse(`takes at most ${WHERE_LIMITS.conditions} conditions.`);
  const conditions: { readonly path: readonly string[]; readonly tests: readonly Test[] }[] = [];
  const needles: Buffer[] = [];
  let ids: readonly string[] | undefined;
  for (const [name, condition] of entries) {
    if (name.startsWith('$'))
      throw refuse(`"${name}" is not supported; several fields in one object are combined by "and".`);
    const { path, field } = findField(resource, readable, name);
    conditions.push({ path, tests: parseTests(name, field, condition) });
    if (path[0] === 'id') ids ??= namedIds(condition)?.filter(isObjectId);
    if (typeof condition === 'string') needles.push(Buffer.from(JSON.stringify(condition)));
  }
  return {
    passes: (record) =>
      conditions.every(({ path, tests }) => tests.every((test) => test(valueAt(record, path)))),
    mayMatch: (json) => needles.every((needle) => json.includes(needle)),
    ids,
  };
}
