/** What a table of control data is made of. */
export type ColumnKind = 'text' | 'integer' | 'boolean' | 'json';

export interface Column<T> {
  readonly kind: ColumnKind;
  readonly type?: T;
}

export const text: Column<string> = { kind: 'text' };
export const integer: Column<number> = { kind: 'integer' };
export const boolean: Column<boolean> = { kind: 'boolean' };
export const textOrNone: Column<string | undefined> = { kind: 'text' };
export const integerOrNone: Column<number | undefined> = { kind: 'integer' };
export const one = <const T extends string>(..._values: readonly T[]): Column<T> => ({ kind: 'text' });
export const json = <T>(): Column<T> => ({ kind: 'json' });

export type Columns = Readonly<Record<string, Column<unknown>>>;

export interface Table<C extends Columns> {
  readonly key: readonly (keyof C & string)[];
  readonly columns: C;
  /** Changing a row can take something away from a caller: what is remembered of callers is forgotten. */
  readonly isGuard: boolean;
  /** Rows are added and never changed. */
  readonly isAppendOnly: boolean;
}

export function table<C extends Columns>(
  key: readonly (keyof C & string)[],
  columns: C,
  { isGuard = false, isAppendOnly = false } = {},
): Table<C> {
  return { key, columns, isGuard, isAppendOnly };
}
