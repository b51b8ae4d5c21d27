/** Rules of sharing: which records of a type they name (`auth-and-sharing` 9.3). */
import { RollbookError } from '../errors/index.ts';
import { type Field, getResource, isObjectId, type StoredType } from '../roster/index.ts';

export const OPERATORS = ['is', 'is_not', 'contains'] as const;

export interface Condition {
  /** A field that rules may name; of groups the member: `term.name`. */
  readonly field: string;
  readonly op: (typeof OPERATORS)[number];
  /** One value, or several of which any will do. */
  readonly value: readonly string[];
}

/** Which record type a rule matches, by the word that rules use. */
export const MATCHES = {
  sections: 'section',
  students: 'student',
  teachers: 'teacher',
  staff: 'school_admin',
} as const satisfies Record<string, StoredType>;

export interface Rule {
  readonly match: keyof typeof MATCHES;
  /** All must hold; an empty list names every record of the type. */
  readonly where: readonly Condition[];
  /** Takes away what it names, whatever else names it. */
  readonly exclude?: true;
  /** For teachers: their sections with all students. */
  readonly with_students?: true;
}

export const RULE_LIMITS = { rules: 50, conditions: 20, values: 200, valueLength: 256 } as const;

const EXTENSION = /^ext\.[\w .-]{1,64}$/;

function refuse(message: string): RollbookError {
  return new RollbookError('bad_request', `sharing: ${message}`);
}

function fieldOf(match: Rule['match'], name: string): Field | undefined {
  const resource = getResource(MATCHES[match]);
  if (!resource.ruleFields?.includes(name) && !EXTENSION.test(name))
    throw refuse(
      `rules for ${match} cannot name "${name}". Use ${(resource.ruleFields ?? []).join(', ')}, or a column that begins with "ext.".`,
    );
  const [first = '', second] = name.split('.');
  const field = resource.fields[first];
  return second === undefined ? field : field?.kind.members?.[second];
}

function parseCondition(match: Rule['match'], given: unknown): Condition {
  if (typeof given !== 'object' || given === null) throw refuse('a condition must be an object.');
  const { field: name, op, value: sent, ...rest } = given as Record<string, unknown>;
  if (Object.keys(rest).length > 0) throw refuse(`a condition has no "${Object.keys(rest)[0] ?? ''}".`);
  if (typeof name !== 'string') throw refuse('a condition must name a field.');
  const operator = OPERATORS.find((known) => known === op);
  if (!operator) throw refuse(`"${String(op)}" on "${name}" is no operator. Use ${OPERATORS.join(', ')}.`);
  const field = fieldOf(match, name);
  const value: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
  if (value.length === 0 || value.length > RULE_LIMITS.values)
    throw refuse(`"${name}" takes 1 to ${RULE_LIMITS.values} values.`);
  for (const one of value) {
    if (typeof one !== 'string' || one === '' || one.length > RULE_LIMITS.valueLength)
      throw refuse(`a value of "${name}" must be a text of 1 to ${RULE_LIMITS.valueLength} characters.`);
    const { values, refersTo } = field?.kind ?? {};
    // "is not Oak" would be true of every school, for fields like this hold ids.
    if (operator !== 'contains' && refersTo !== undefined && !isObjectId(one))
      throw refuse(`"${name}" is the id of a ${refersTo}, and "${one}" is none.`);
    if (operator !== 'contains' && values && !values.includes(one))
      throw refuse(`"${name}" is never "${one}". Use one of: ${values.filter((v) => v !== '').join(', ')}.`);
  }
  return { field: name, op: operator, value: [...new Set(value as string[])].sort() };
}

export function parseRule(given: unknown): Rule {
  if (typeof given !== 'object' || given === null) throw refuse('a rule must be an object.');
  const {
    match,
    where = [],
    exclude,
    with_students: withStudents,
    ...rest
  } = given as Record<string, unknown>;
  if (Object.keys(rest).length > 0) throw refuse(`a rule has no "${Object.keys(rest)[0] ?? ''}".`);
  if (typeof match !== 'string' || !Object.hasOwn(MATCHES, match))
    throw refuse(`a rule matches ${Object.keys(MATCHES).join(', ')}, not "${String(match)}".`);
  if (!Array.isArray(where) || where.length > RULE_LIMITS.conditions)
    throw refuse(`"where" must be a list of at most ${RULE_LIMITS.conditions} conditions.`);
  for (const flag of [exclude, withStudents])
    if (flag !== undefined && typeof flag !== 'boolean')
      throw refuse('"exclude" and "with_students" are true or false.');
  if (withStudents === true && (match !== 'teachers' || exclude === true))
    throw refuse('"with_students" belongs to rules that match teachers and exclude nothing.');
  const kind = match as Rule['match'];
  return {
    match: kind,
    where: where.map((condition: unknown) => parseCondition(kind, condition)),
    ...(exclude === true ? { exclude } : {}),
    ...(withStudents === true ? { with_students: withStudents } : {}),
  };
}

type Values = Readonly<Record<string, unknown>>;

/** The texts in a field; none where it is absent. Columns beginning `ext.` are stored flat. */
function textsAt(values: Values, name: string): readonly string[] {
  const direct = values[name];
  if (direct !== undefined) return [direct].flat().filter((one): one is string => typeof one === 'string');
  const [first = '', second] = name.split('.');
  if (second === undefined) return [];
  const group = values[first] as Values | undefined;
  const member = group?.[second];
  return typeof member === 'string' ? [member] : [];
}

function holds({ field, op, value }: Condition, values: Values): boolean {
  const texts = textsAt(values, field);
  switch (op) {
    case 'is':
      return texts.some((text) => value.includes(text));
    case 'is_not':
      return !texts.some((text) => value.includes(text));
    case 'contains':
      return texts.some((text) => value.some((part) => text.toLowerCase().includes(part.toLowerCase())));
  }
}

/** Whether a record is named by a rule. Values include what is stored and not served. */
export function ruleTest({ where }: Rule): (values: Values) => boolean {
  return (values) => where.every((condition) => holds(condition, values));
}
