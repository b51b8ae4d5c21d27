import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type MigrationSet, readMigrations } from '../migrations/index.ts';

export type Connection = Database.Database;

const BUSY_TIMEOUT_MS = 10_000;
/** Large pages: a record of some kilobytes stays in its leaf, so that a list is read as one run of pages. */
const PAGE_BYTES = 16_384;
const CACHE_KIB = 32_768;
const WAL_KEEP_BYTES = 64 * 1024 * 1024;

/**
 * Two files, each with one writer at a time: an import that publishes a large roster for seconds makes no sign-in and no entry of the
 * ledger wait.
 */
const FILES = { roster: 'rollbook.sqlite', control: 'control.sqlite' } as const satisfies Record<
  MigrationSet,
  string
>;

export function databaseFile(folder: string, set: MigrationSet): string {
  return join(folder, FILES[set]);
}

/** A connection to an embedded database, in write-ahead mode: readers and the writer do not wait for each other. */
export function connect(
  folder: string,
  set: MigrationSet,
  { cacheKib = CACHE_KIB, timeoutMs = BUSY_TIMEOUT_MS } = {},
): Connection {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = new Database(databaseFile(folder, set), { timeout: timeoutMs });
  db.pragma(`page_size = ${PAGE_BYTES}`);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma(`cache_size = -${cacheKib}`);
  db.pragma(`journal_size_limit = ${WAL_KEEP_BYTES}`);
  return db;
}

/**
 * What is read again is kept as segments, and the operating system keeps the file: pages of a reading connection are hardly ever read
 * twice, and the memory for them costs more than they give.
 */
const READER_CACHE_KIB = 4_096;

/** A connection on which nothing is written. */
export function openReader(folder: string, set: MigrationSet): Connection {
  const db = connect(folder, set, set === 'roster' ? { cacheKib: READER_CACHE_KIB } : {});
  db.pragma('query_only = ON');
  return db;
}

/** Another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

const DIALECT = { table: 'STRICT', clustered: 'STRICT, WITHOUT ROWID' };

/** Brings the schema up to date. Safe to run from several processes at once. */
export function migrate(db: Connection, set: MigrationSet): void {
  const tableExists = db
    .prepare("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'migration'")
    .pluck();
  const applied = () =>
    tableExists.get() === 0 ? new Set() : new Set(db.prepare('SELECT name FROM migration').pluck().all());
  const migrations = readMigrations(set, {
    table: DIALECT.table,
    clustered: DIALECT.clustered,
  }).map(({ name, sql }) => ({ name, sql: sql.replaceAll('BIGINT', 'INTEGER') }));
  const done = applied();
  if (migrations.every(({ name }) => done.has(name))) return;
  db.transaction(() => {
    db.exec('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT');
    const doneNow = applied();
    for (const { name, sql } of migrations) {
      if (doneNow.has(name)) continue;
      db.exec(sql);
      db.prepare("INSERT INTO migration VALUES (?, strftime('%Y-%m-%dT%H:%M:%fZ'))").run(name);
    }
  }).immediate();
}
