/**
 * What an import has found so far, in a database of its own beside the roster's: written while the import reads, carried over inside the
 * engine when it is published, and gone afterwards. Nothing of it has to survive a fault, so nothing waits for the disk.
 */
import { closeSync, openSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { StagedEdge, StagedRecord, StagedRemoval } from '../port/index.ts';
import { RecordsBefore } from './audiences.ts';
import type { Connection } from './open.ts';
import type { StoredType } from '../../roster/index.ts';

const TABLES = `
  CREATE TABLE record (type TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, item TEXT NOT NULL, granted TEXT) STRICT;
  CREATE TABLE returned (type TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL) STRICT;
  CREATE TABLE removal (type TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL) STRICT;
  CREATE TABLE edge (relation TEXT NOT NULL, parent_id TEXT NOT NULL, children TEXT NOT NULL) STRICT;
  CREATE TABLE emptied_edge (relation TEXT NOT NULL, parent_id TEXT NOT NULL) STRICT;`;

const prepareInserts = (db: Connection) => ({
  record: db.prepare('INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)'),
  returned: db.prepare('INSERT INTO returned VALUES (?, ?, ?)'),
  removal: db.prepare('INSERT INTO removal VALUES (?, ?, ?)'),
  edge: db.prepare('INSERT INTO edge VALUES (?, ?, ?)'),
  emptied_edge: db.prepare('INSERT INTO emptied_edge VALUES (?, ?)'),
});

type Table = keyof ReturnType<typeof prepareInserts>;

/** A row of one of the tables: its cells in their order. */
export type StagedRow = readonly [table: Table, cells: readonly (string | null)[]];

function openStaging(path: string): Connection {
  // By ourselves first: it holds a roster, and nobody else may read it.
  closeSync(openSync(path, 'wx', 0o600));
  const db = new Database(path);
  db.pragma('page_size = 16384');
  db.pragma('journal_mode = MEMORY');
  db.pragma('synchronous = OFF');
  db.pragma('locking_mode = EXCLUSIVE');
  db.exec(TABLES);
  db.exec('BEGIN');
  return db;
}

/** Where an import puts what it found. */
export abstract class StagingArea {
  #isEmpty = true;

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  record({ type, id, key, digest, item, granted, returns }: StagedRecord): void {
    this.#put(['record', [type, id, key, digest, item, granted ?? null]]);
    if (returns) this.#put(['returned', [type, id, key]]);
  }

  removal({ type, id, key }: StagedRemoval): void {
    this.#put(['removal', [type, id, key]]);
  }

  edge({ relation, parentId, children }: StagedEdge): void {
    this.#put(
      children === '' ? ['emptied_edge', [relation, parentId]] : ['edge', [relation, parentId, children]],
    );
  }

  #put(row: StagedRow): void {
    this.#isEmpty = false;
    this.put(row);
  }

  protected abstract put(row: StagedRow): void;

  /** Runs `work` with everything that was staged at hand on that connection, as `staged`. Nothing can be staged any more. */
  abstract attachedTo<T>(db: Connection, work: () => T): T;

  /** Removes what was staged. */
  abstract close(): Promise<void>;
}

/** A staging area that is written where it stands. */
export class Staging extends StagingArea {
  readonly #path: string;
  readonly #db: Connection;
  readonly #inserts;

  constructor(path: string) {
    super();
    this.#path = path;
    const db = openStaging(path);
    this.#db = db;
    this.#inserts = prepareInserts(db);
  }

  override put([table, cells]: StagedRow): void {
    this.#inserts[table].run(cells);
  }

  /** Ends staging. */
  seal(): void {
    if (!this.#db.open) return;
    this.#db.exec('COMMIT');
    this.#db.close();
  }

  override attachedTo<T>(db: Connection, work: () => T): T {
    this.seal();
    return attached(db, this.#path, work);
  }

  override close(): Promise<void> {
    this.#db.close();
    rmSync(this.#path, { force: true });
    return Promise.resolve();
  }
}

/** Runs `work` with a sealed staging database at hand. */
export function attached<T>(db: Connection, path: string, work: () => T): T {
  db.prepare('ATTACH ? AS staged').run(path);
  try {
    return work();
  } finally {
    db.exec('DETACH staged');
  }
}

/**
 * Carries what is staged over into the roster of a district, in the transaction that publishes it.
 * @param version the roster version that it makes.
 * @returns the records that were written over, as they were; none unless `keepsBefore`.
 */
export function carryOver(
  db: Connection,
  options: {
    readonly districtId: string;
    readonly version: number;
    readonly removedAtMs: number;
    readonly keepsBefore: boolean;
  },
): RecordsBefore {
  const { districtId, version, removedAtMs, keepsBefore } = options;
  const before = keepsBefore ? recordsBefore(db, districtId) : new RecordsBefore();
  const run = (sql: string, ...values: readonly unknown[]) => db.prepare(sql).run(...values);
  const textsOf = (sql: string) => db.prepare<unknown[], string>(sql).pluck().all();

  for (const type of textsOf('SELECT DISTINCT type FROM staged.returned')) {
    run(
      'DELETE FROM former_identity WHERE district_id = ? AND type = ? AND key IN (SELECT key FROM staged.returned WHERE type = ?)',
      districtId,
      type,
      type,
    );
    run(
      `UPDATE record_absence SET back = ?
       WHERE district_id = ? AND type = ? AND back IS NULL AND id IN (SELECT id FROM staged.returned WHERE type = ?)`,
      version,
      districtId,
      type,
      type,
    );
  }
  // WHERE true: without it, ON CONFLICT would be read as the constraint of a join.
  run(
    `INSERT INTO record (district_id, type, id, key, digest, item, granted)
     SELECT ?, type, id, key, digest, item, granted FROM staged.record WHERE true
     ON CONFLICT (district_id, type, id) DO UPDATE SET digest = excluded.digest, item = excluded.item, granted = excluded.granted`,
    districtId,
  );
  for (const type of textsOf('SELECT DISTINCT type FROM staged.removal'))
    run(
      'DELETE FROM record WHERE district_id = ? AND type = ? AND id IN (SELECT id FROM staged.removal WHERE type = ?)',
      districtId,
      type,
      type,
    );
  run(
    'INSERT INTO record_absence SELECT ?, type, id, ?, NULL FROM staged.removal ORDER BY type, id',
    districtId,
    version,
  );
  run(
    `INSERT INTO former_identity (district_id, type, key, id, removed_at)
     SELECT ?, type, key, id, ? FROM staged.removal WHERE true ORDER BY type, key
     ON CONFLICT (district_id, type, key) DO UPDATE SET id = excluded.id, removed_at = excluded.removed_at`,
    districtId,
    removedAtMs,
  );
  run(
    `INSERT INTO edge (district_id, relation, parent_id, children)
     SELECT ?, relation, parent_id, children FROM staged.edge WHERE true
     ON CONFLICT (district_id, relation, parent_id) DO UPDATE SET children = excluded.children`,
    districtId,
  );
  for (const relation of textsOf('SELECT DISTINCT relation FROM staged.emptied_edge'))
    run(
      'DELETE FROM edge WHERE district_id = ? AND relation = ? AND parent_id IN (SELECT parent_id FROM staged.emptied_edge WHERE relation = ?)',
      districtId,
      relation,
      relation,
    );
  return before;
}

function recordsBefore(db: Connection, districtId: string): RecordsBefore {
  const before = new RecordsBefore();
  const rows = db
    .prepare<unknown[], [StoredType, string, string, string | null]>(
      // CROSS: what is staged leads, each to its record.
      `SELECT r.type, r.id, r.item, r.granted FROM staged.record AS s
       CROSS JOIN record AS r ON r.district_id = ? AND r.type = s.type AND r.id = s.id`,
    )
    .raw();
  for (const [type, id, item, granted] of rows.iterate(districtId)) before.put(type, id, { item, granted });
  return before;
}
