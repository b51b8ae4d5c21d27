/** A `where` as rows that a person can fill in, and back. */
import { type AnyResource, type Field } from '../../roster/index.ts';

export const OPERATORS = [
  '=',
  '$ne',
  '$in',
  '$nin',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$regex',
  '$exists',
  '$size',
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  readonly field: string;
  readonly operator: Operator;
  /** As it was typed; several values are separated by commas. */
  readonly value: string;
}

export interface FilterField {
  readonly path: string;
  readonly field: Field;
}

/** The fields that a filter can name. */
export function filterFields(resource: AnyResource): readonly FilterField[] {
  return Object.entries(resource.fields).flatMap(([name, field]) => {
    if (field.grant !== undefined) return [];
    const members = Object.entries(field.kind.members ?? {});
    return members.length === 0
      ? [{ path: name, field }]
      : members.map(([member, of]) => ({ path: `${name}.${member}`, field: of }));
  });
}

/** The operators that mean something for a field. */
export function operatorsFor(field: Field | undefined): readonly Operator[] {
  if (field?.kind.isList) return ['=', '$ne', '$in', '$nin', '$exists', '$size'];
  return OPERATORS.filter((operator) => operator !== '$size');
}

function operandOf({ operator, value }: Condition): unknown {
  switch (operator) {
    case '$in':
    case '$nin':
      return value.split(',').map((part) => part.trim());
    case '$exists':
      return value !== 'false';
    case '$size':
      return Number(value);
    case '=':
    case '$ne':
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
    case '$regex':
      return value;
  }
}

/** As JSON; empty where nothing is asked. Several conditions on one field are one object. */
export function renderWhere(conditions: readonly Condition[]): string {
  const where: Record<string, unknown> = {};
  for (const condition of conditions) {
    const { field, operator } = condition;
    if (field === '') continue;
    const operand = operandOf(condition);
    const before = where[field];
    if (operator === '=') where[field] = operand;
    else where[field] = { ...(typeof before === 'object' ? before : {}), [operator]: operand };
  }
  return Object.keys(where).length === 0 ? '' : JSON.stringify(where);
}

function isOperator(text: string): text is Operator {
  return (OPERATORS as readonly string[]).includes(text);
}

/** The rows of a `where`; undefined where it says more than rows can. */
export function parseConditions(text: string): readonly Condition[] | undefined {
  if (text === '') return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const conditions: Condition[] = [];
  for (const [field, condition] of Object.entries(parsed as Record<string, unknown>)) {
    if (typeof condition === 'string') conditions.push({ field, operator: '=', value: condition });
    else if (typeof condition === 'object' && condition !== null)
      for (const [operator, operand] of Object.entries(condition)) {
        if (!isOperator(operator)) return undefined;
        conditions.push({ field, operator, value: [operand].flat().join(', ') });
      }
    else return undefined;
  }
  return conditions;
}
