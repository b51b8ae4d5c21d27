import type { FieldKind, Fidelity } from '../define-resource.ts';

export interface Enumeration<V extends string> {
  readonly name: string;
  readonly values: readonly V[];
  /** Accepted spellings (lower case) of each value; the values themselves need not be repeated. */
  readonly spellings: Readonly<Partial<Record<V, readonly string[]>>>;
  /** What an unknown spelling becomes. */
  readonly otherwise: V;
  readonly example: V;
  readonly form: string;
}

/**
 * One of a closed list of values. Source spellings are compared without case and outer space and rewritten; a spelling
 * outside the table becomes `otherwise` and is reported (`roster-csv` 1.11).
 */
export function oneOf<V extends string>(enumeration: Enumeration<V>): FieldKind<V> {
  const { values, otherwise } = enumeration;
  const table = new Map<string, V>();
  for (const value of values) {
    table.set(value.toLowerCase(), value);
    for (const spelling of enumeration.spellings[value] ?? []) table.set(spelling, value);
  }
  const exact = new Map<string, V>(values.map((value) => [value, value]));
  const allowsBlank = (values as readonly string[]).includes('');
  const fidelity: readonly Fidelity[] = ['validated', 'normalized'];
  return {
    name: enumeration.name,
    fidelity,
    schema: { type: 'string', enum: values },
    form: enumeration.form,
    spellings: enumeration.spellings,
    otherwise: enumeration.otherwise,
    example: enumeration.example,
    values,
    blank: allowsBlank ? '' : undefined,
    fromCsv: (cell, report) => {
      const value = exact.get(cell) ?? table.get(cell.toLowerCase());
      if (value !== undefined) return value;
      report('unmapped_value', otherwise === '' ? 'left empty' : `served as "${otherwise}"`);
      return otherwise;
    },
  };
}
