import type { Statement } from 'better-sqlite3';
import { RollbookError } from '../../errors/index.ts';
import { chainLine, HUB_CHAIN } from '../audit-chain.ts';
import { appendDisclosures } from '../disclosures.ts';
import { type ColumnKind, CONTROL_TABLES, type ControlTable, type Row } from '../control-tables.ts';
import type { ControlReader, ControlStore, ControlTransaction, FindOptions, Where } from '../port/index.ts';
import type { Connection } from './open.ts';
import { forgetDisclosures, protectDisclosures } from './forget-disclosures.ts';
import { receiptsOf } from './receipts.ts';
import type { WriteQueue } from './write-queue.ts';

type SqlValue = string | number | null;

interface ColumnOf {
  readonly property: string;
  readonly column: string;
  readonly kind: ColumnKind;
}

function columnsOf(table: ControlTable): readonly ColumnOf[] {
  const columns: Readonly<Record<string, { readonly kind: ColumnKind }>> = CONTROL_TABLES[table].columns;
  return Object.entries(columns).map(([property, { kind }]) => ({
    property,
    column: columnName(property),
    kind,
  }));
}

function columnName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const CONTROL_TABLE_NAMES = Object.keys(CONTROL_TABLES) as readonly ControlTable[];

const COLUMNS = Object.fromEntries(CONTROL_TABLE_NAMES.map((table) => [table, columnsOf(table)])) as Readonly<
  Record<ControlTable, readonly ColumnOf[]>
>;

function encode(kind: ColumnKind, value: unknown): SqlValue {
  if (value === undefined || value === null) return null;
  if (kind === 'json') return JSON.stringify(value);
  if (kind === 'boolean') return value === true ? 1 : 0;
  return value as string | number;
}

function decodeRow<T extends ControlTable>(table: T, row: Readonly<Record<string, SqlValue>>): Row<T> {
  const decoded: Record<string, unknown> = {};
  for (const { property, column, kind } of COLUMNS[table]) {
    const value = row[column];
    if (value === null || value === undefined) continue;
    decoded[property] =
      kind === 'json' ? JSON.parse(String(value)) : kind === 'boolean' ? value === 1 : value;
  }
  return decoded as Row<T>;
}

function columnOf(table: ControlTable, property: string): ColumnOf {
  const found = COLUMNS[table].find((column) => column.property === property);
  if (!found) throw new Error(`The table ${table} has no ${property}.`);
  return found;
}

interface Clause {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Names come from the table's definition, values are bound. */
function whereClause<T extends ControlTable>(
  table: T,
  where: Where<T>,
  { above, below }: Pick<FindOptions<T>, 'above' | 'below'> = {},
): Clause {
  const parts: string[] = [];
  const values: SqlValue[] = [];
  for (const [property, value] of Object.entries(where)) {
    const { column, kind } = columnOf(table, property);
    const encoded = encode(kind, value);
    parts.push(encoded === null ? `${column} IS NULL` : `${column} = ?`);
    if (encoded !== null) values.push(encoded);
  }
  for (const [bound, operator] of [
    [above, '>'],
    [below, '<'],
  ] as const) {
    if (!bound) continue;
    parts.push(`${columnOf(table, bound[0]).column} ${operator} ?`);
    values.push(bound[1]);
  }
  return { sql: parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`, values };
}

/** Prepared statements by their text; the texts are few. */
function statements(db: Connection) {
  const prepared = new Map<string, Statement<SqlValue[]>>();
  return (sql: string) => {
    let statement = prepared.get(sql);
    if (!statement) {
      statement = db.prepare<SqlValue[]>(sql);
      prepared.set(sql, statement);
    }
    return statement;
  };
}

/** As a promise, with what was thrown in it. */
function settled<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

function readerOf(db: Connection): ControlReader {
  const prepare = statements(db);
  const find = <T extends ControlTable>(table: T, where: Where<T>, options: FindOptions<T> = {}) => {
    const { sql, values } = whereClause(table, where, options);
    const order =
      options.orderBy === undefined
        ? ''
        : ` ORDER BY ${columnOf(table, options.orderBy).column}${options.descending ? ' DESC' : ''}`;
    const limit = options.limit === undefined ? '' : ` LIMIT ${Math.max(0, Math.trunc(options.limit))}`;
    return prepare(`SELECT * FROM ${table}${sql}${order}${limit}`)
      .all(...values)
      .map((row) => decodeRow(table, row as Record<string, SqlValue>));
  };
  return {
    find: (table, where, options) => settled(() => find(table, where, options)),
    get: (table, where) => settled(() => find(table, where, { limit: 1 })[0]),
    count: (table, where) =>
      settled(() => {
        const { sql, values } = whereClause(table, where);
        const row = prepare(`SELECT count(*) AS n FROM ${table}${sql}`).get(...values) as { n: number };
        return row.n;
      }),
  };
}

/** What SQLite says where something that is unique is taken; of the ledger a trigger says it. */
const TAKEN: readonly unknown[] = [
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_TRIGGER',
];

/** Runs a write; throws `already_exists` where what it writes is taken. A value that is missing is a fault and stays one. */
function refuseTaken<T>(table: ControlTable, write: () => T): T {
  try {
    return write();
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && TAKEN.includes(cause.code))) throw cause;
    throw new RollbookError('already_exists', `This ${table.replaceAll('_', ' ')} exists already.`, {
      cause,
    });
  }
}

/** A row that is put replaces the one with its key, and no other: `INSERT OR REPLACE` would take away any that it collides with. */
function replaceClause(table: ControlTable): string {
  const { key } = CONTROL_TABLES[table];
  const assignments = COLUMNS[table].map(({ column }) => `${column} = excluded.${column}`);
  return ` ON CONFLICT (${key.map(columnName).join(', ')}) DO UPDATE SET ${assignments.join(', ')}`;
}

function transactionOf(db: Connection): ControlTransaction {
  const reader = readerOf(db);
  const prepare = statements(db);
  const changed = (table: ControlTable): void => {
    if (CONTROL_TABLES[table].isGuard) prepare('UPDATE access_version SET version = version + 1').run();
  };
  const insert = <T extends ControlTable>(table: T, row: Row<T>, onTaken = ''): void => {
    const columns = COLUMNS[table];
    const names = columns.map(({ column }) => column).join(', ');
    const marks = columns.map(() => '?').join(', ');
    const values = columns.map(({ property, kind }) =>
      encode(kind, (row as Readonly<Record<string, unknown>>)[property]),
    );
    const statement = prepare(`INSERT INTO ${table} (${names}) VALUES (${marks})${onTaken}`);
    refuseTaken(table, () => statement.run(...values));
  };
  const keepAppendOnly = (table: ControlTable): void => {
    if (CONTROL_TABLES[table].isAppendOnly) throw new Error(`Rows of ${table} are never changed.`);
  };
  return {
    ...reader,
    // A new row takes nothing away from anybody.
    insert: (table, row) => settled(() => insert(table, row)),
    put: (table, row) =>
      settled(() => {
        keepAppendOnly(table);
        insert(table, row, replaceClause(table));
        changed(table);
      }),
    update: (table, where, change) =>
      settled(() => {
        keepAppendOnly(table);
        const assignments = Object.entries(change).map(([property, value]) => {
          const { column, kind } = columnOf(table, property);
          return { sql: `${column} = ?`, value: encode(kind, value) };
        });
        const { sql, values } = whereClause(table, where);
        const statement = prepare(
          `UPDATE ${table} SET ${assignments.map((assignment) => assignment.sql).join(', ')}${sql}`,
        );
        const { changes } = refuseTaken(table, () =>
          statement.run(...assignments.map(({ value }) => value), ...values),
        );
        if (changes > 0) changed(table);
        return changes;
      }),
    remove: (table, where, options) =>
      settled(() => {
        keepAppendOnly(table);
        const { sql, values } = whereClause(table, where, options);
        const { changes } = prepare(`DELETE FROM ${table}${sql}`).run(...values);
        if (changes > 0) changed(table);
        return changes;
      }),
    audit: async (line) => {
      const [last] = await reader.find(
        'audit',
        { chain: line.districtId ?? HUB_CHAIN },
        { orderBy: 'number', descending: true, limit: 1 },
      );
      insert('audit', chainLine(line, last));
    },
  };
}

/**
 * Control data of the embedded engine: read on a connection that sees what is committed, written by a queue.
 * @param ledger who writes and searches disclosures; without it, the connections given do.
 */
export function sqliteControl(
  writer: Connection,
  reader: Connection,
  queue: WriteQueue,
  ledger?: Pick<ControlStore, 'disclose' | 'receipts' | 'forgetDisclosures'>,
): ControlStore {
  const transaction = transactionOf(writer);
  const dataVersion = reader.prepare('PRAGMA data_version').pluck();
  const accessVersion = reader.prepare('SELECT version FROM access_version').pluck();
  const receipts = receiptsOf(reader);
  const forget = forgetDisclosures(writer);
  let seenData = -1;
  let seenAccess = -1;
  return {
    ...readerOf(reader),
    receipts: (...question) => ledger?.receipts(...question) ?? settled(() => receipts(...question)),
    write: (work, { ephemeral = false } = {}) => queue.run(() => work(transaction), ephemeral),
    disclose: (batch) =>
      ledger?.disclose(batch) ?? queue.run(() => appendDisclosures(transaction, batch), false),
    forgetDisclosures: (limit) =>
      ledger?.forgetDisclosures(limit) ?? queue.run(() => settled(() => forget(limit)), true),
    accessVersion: () => {
      const data = dataVersion.get() as number;
      if (data !== seenData) {
        seenData = data;
        seenAccess = accessVersion.get() as number;
      }
      return seenAccess;
    },
  };
}

/** What a definition of a table cannot say: rows of the ledger are never changed, by whatever client. */
export function protectLedger(db: Connection): void {
  const forbid = (table: ControlTable, verb: string, when = '') =>
    db.exec(
      `CREATE TRIGGER IF NOT EXISTS ${table}_no_${verb.toLowerCase()} BEFORE ${verb === 'REPLACE' ? 'INSERT' : verb} ON ${table}${when}
       BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END`,
    );
  for (const table of CONTROL_TABLE_NAMES) {
    const { isAppendOnly, key } = CONTROL_TABLES[table];
    if (!isAppendOnly) continue;
    for (const verb of ['UPDATE', 'DELETE'])
      if (table !== 'disclosure' || verb !== 'DELETE') forbid(table, verb);
    // REPLACE deletes what stands in its way, and no trigger for deletions hears of it.
    const isTaken = key.map(columnName).map((column) => `${column} = NEW.${column}`);
    forbid(table, 'REPLACE', ` WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${isTaken.join(' AND ')})`);
  }
  protectDisclosures(db);
}
