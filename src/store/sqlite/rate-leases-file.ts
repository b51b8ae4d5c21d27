/** The file in which nodes count together: opened when it is first needed, made anew where somebody took it away. */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Connection } from './open.ts';

const FILE = 'limits.sqlite';
/** How long opening it may wait for others who open it. What is asked later never waits in this thread. */
const OPEN_WAIT_MS = 200;
const CACHE_KIB = 2_048;

const TABLES = `
  CREATE TABLE IF NOT EXISTS rate_window (
    name TEXT PRIMARY KEY,
    ends_at INTEGER NOT NULL,
    used INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS rate_window_end ON rate_window (ends_at);
  CREATE TABLE IF NOT EXISTS rate_node (
    id TEXT PRIMARY KEY,
    is_sharing INTEGER NOT NULL,
    beat_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

export interface OpenedFile {
  readonly db: Connection;
  /** Which file it is, whatever stands under its name later. */
  readonly identity: string;
}

export function leasesPath(folder: string): string {
  return join(folder, FILE);
}

/** Undefined where there is none. */
export function fileIdentity(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}

/** Opens the file, and makes it where it is not there. What is damaged held nothing that is worth anything: it is made anew. */
export function openLeasesFile(path: string): OpenedFile {
  try {
    return open(path);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    removeLeasesFile(path);
    return open(path);
  }
}

function open(path: string): OpenedFile {
  const db = new Database(path, { timeout: OPEN_WAIT_MS });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = OFF');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.exec(TABLES);
    db.pragma('busy_timeout = 0');
    const identity = fileIdentity(path);
    if (identity === undefined) throw new Error(`${FILE} went away while it was opened.`);
    return { db, identity };
  } catch (error) {
    db.close();
    throw error;
  }
}

export function isDamaged(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB|ERROR$)/.test(String(error.code))
  );
}

export function removeLeasesFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}
