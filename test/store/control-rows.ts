/** Made-up rows of every control table, from its definition. */
import { CONTROL_TABLES, type ControlTable, type Row } from '../../src/store/index.ts';

export const TABLES = Object.keys(CONTROL_TABLES) as readonly ControlTable[];

/** The columns that may be without a value. Every other one must have one. */
export const OPTIONAL: Readonly<Partial<Record<ControlTable, readonly string[]>>> = {
  connection: ['audienceId', 'launchDate', 'tokenHash', 'previousTokenHash', 'previousTokenUntil', 'ended'],
  login_method: ['sealed'],
  hub_session: ['actorAccountId'],
  authorization_code: ['codeChallenge', 'actorAccountId', 'sessionHash', 'usedAt', 'tokenHash'],
  user_token: ['actorAccountId', 'sessionHash', 'revokedAt'],
  account: ['totpSealed', 'totpPendingSealed'],
  recovery_code: ['usedAt'],
  audit: ['requestId'],
  idempotent_answer: ['answerSealed'],
  disclosure: ['ids'],
};

/** A table as a test sees it that goes over all of them. */
export interface AnyTable {
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, { readonly kind: 'text' | 'integer' | 'boolean' | 'json' }>>;
  readonly isGuard: boolean;
  readonly isAppendOnly: boolean;
}

export const definitionOf = (table: ControlTable): AnyTable => CONTROL_TABLES[table];
export const optionalOf = (table: ControlTable): readonly string[] => OPTIONAL[table] ?? [];
export const requiredOf = (table: ControlTable): readonly string[] =>
  Object.keys(definitionOf(table).columns).filter((name) => !optionalOf(table).includes(name));

/** Every value differs from that of another `n`, booleans excepted. */
function valueOf(name: string, kind: AnyTable['columns'][string]['kind'], n: number): unknown {
  switch (kind) {
    case 'text':
      return `${name} ${n} é'"\u2028`;
    case 'integer':
      return Date.parse('2026-09-01') + n;
    case 'boolean':
      return n % 2 === 1;
    case 'json':
      return [{ n, 'é "': [true, null, 1.5] }];
  }
}

/** A row with these columns; its type is what the table says, which no compiler can follow here. */
export function rowOf<T extends ControlTable>(
  table: T,
  n: number,
  names: readonly string[] = Object.keys(definitionOf(table).columns),
): Row<T> {
  const { columns } = definitionOf(table);
  return Object.fromEntries(
    names.map((name) => [name, valueOf(name, columns[name]?.kind ?? 'text', n)]),
  ) as Row<T>;
}

/** The part of a row by which it is found. */
export function keyOf<T extends ControlTable>(table: T, row: Row<T>): Partial<Row<T>> {
  const { key } = definitionOf(table);
  return Object.fromEntries(Object.entries(row).filter(([name]) => key.includes(name))) as Partial<Row<T>>;
}
