/** A store in a folder of its own with districts in it, a clock that stands until it is moved, and everything read back. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll } from 'vitest';
import {
  type Acting,
  createApplication,
  createConnection,
  createDistrict,
} from '../../src/directory/index.ts';
import { importFiles, type ImportReport, validateFiles } from '../../src/ingest/index.ts';
import { ROSTER_TYPES, type RosterType, type StoredType } from '../../src/roster/index.ts';
import { openSqliteStore, STALE, type Store } from '../../src/store/index.ts';
import { type Roster, rosterOf, type Rows, type Spelling, Workspace } from './roster-files.ts';
import { lineOf } from '../support/audit-line.ts';

/** Every draw of every property, from one seed: a run is like any other. */
export const runs = (numRuns: number) => ({ numRuns, seed: 20_261_123, endOnFailure: false });

export type ServedRecord = Readonly<Record<string, unknown>> & { readonly id: string };
export type Served = Readonly<Record<RosterType, readonly ServedRecord[]>>;

export const SECOND_MS = 1000;
export const DAY_MS = 24 * 60 * 60 * 1000;

/** Moves by a millisecond each time it is read, so that no two stamps are equal. */
export class Clock {
  #ms = Date.parse('2026-09-01T02:00:00.000Z');

  readonly now = (): Date => new Date(++this.#ms);

  advance(ms: number): void {
    this.#ms += ms;
  }
}

/** Digits that look random and are the same in every run. */
export function digitsFrom(seed: string): (digits: number) => string {
  let drawn = 0;
  return (digits) => createHash('sha256').update(`${seed} ${++drawn}`).digest('hex').slice(0, digits);
}

/** Splits what a store serves of a list into its records. */
export function parseItems(bytes: Buffer, ends: Uint32Array): readonly ServedRecord[] {
  let start = 0;
  return Array.from(ends, (end) => {
    const item = JSON.parse(bytes.toString('utf8', start, end)) as { readonly data: ServedRecord };
    start = end + 1;
    return item.data;
  });
}

/** Every record of a list, segment by segment. */
export async function readList(
  { roster }: Store,
  districtId: string,
  audienceId: string,
  type: StoredType,
): Promise<readonly ServedRecord[]> {
  const reader = roster.readFor(districtId, audienceId);
  const directory = await reader.listDirectory(type);
  const segments = await reader.segments(
    directory,
    directory.firstIds.map((_, index) => index),
  );
  if (segments === STALE) throw new Error(`The list of ${type} changed while it was read.`);
  const records = segments.flatMap(({ bytes, ends }) => parseItems(bytes, ends));
  if (records.length !== directory.total)
    throw new Error(`The list of ${type} holds ${records.length} records and says ${directory.total}.`);
  return records;
}

export interface ImportSettings {
  readonly approve?: boolean;
  readonly dryRun?: boolean;
  readonly spelling?: Spelling;
  readonly onProgress?: (progress: { readonly phase: string }) => void;
}

/** What a table of the database holds, row by row. */
export type Dump = Readonly<Record<string, readonly unknown[]>>;

/** A row of the table of records: what no reader shows. */
export interface RecordRow {
  readonly type: RosterType;
  readonly key: string;
  readonly id: string;
  readonly item: string;
  readonly granted: string | null;
}

export class TestDistrict {
  readonly id: string;
  readonly audienceId: string;
  readonly #hub: TestHub;

  constructor(hub: TestHub, id: string, audienceId: string) {
    this.#hub = hub;
    this.id = id;
    this.audienceId = audienceId;
  }

  /** Imports files that are there already, or tables that are written first. */
  import(source: string | Roster, settings: ImportSettings = {}): Promise<ImportReport> {
    const { spelling, ...options } = settings;
    const { store, files, sources, clock } = this.#hub;
    // No two imports in one second, so that their stamps are what the clock says.
    clock.advance(SECOND_MS);
    const path = typeof source === 'string' ? source : files.write(source, spelling);
    return importFiles(store, { districtId: this.id, path, sources, ...options });
  }

  importRows(rows: Rows, settings: ImportSettings = {}): Promise<ImportReport> {
    return this.import(rosterOf(rows), settings);
  }

  /** Imports and throws unless the outcome is a publish. */
  async publish(source: string | Roster, settings: ImportSettings = {}): Promise<ImportReport> {
    const report = await this.import(source, settings);
    if (report.state !== 'published')
      throw new Error(`The import is ${report.state}: ${JSON.stringify([report.exceeded, report.problems])}`);
    return report;
  }

  publishRows(rows: Rows, settings: ImportSettings = {}): Promise<ImportReport> {
    return this.publish(rosterOf(rows), settings);
  }

  list(type: StoredType): Promise<readonly ServedRecord[]> {
    return readList(this.#hub.store, this.id, this.audienceId, type);
  }

  /** All records of the district, as readers of the store see them. */
  async served(): Promise<Served> {
    const lists: [RosterType, readonly ServedRecord[]][] = [];
    for (const type of ROSTER_TYPES) lists.push([type, await this.list(type)]);
    return Object.fromEntries(lists) as unknown as Served;
  }

  /** The records of one type by their keys in the SIS. */
  async byKey(type: Exclude<RosterType, 'contact'>): Promise<ReadonlyMap<string, ServedRecord>> {
    const records = await this.list(type);
    return new Map(records.map((record) => [String(record['sis_id'] ?? record['staff_id']), record]));
  }

  async keysOf(type: Exclude<RosterType, 'contact'>): Promise<readonly string[]> {
    return [...(await this.byKey(type)).keys()].sort();
  }

  async record(type: Exclude<RosterType, 'contact'>, key: string): Promise<ServedRecord> {
    const found = (await this.byKey(type)).get(key);
    if (!found) throw new Error(`There is no ${type} ${key}.`);
    return found;
  }

  async state(): Promise<{
    readonly state: string;
    readonly error: string;
    readonly lastSync: string | undefined;
  }> {
    const district = await this.#hub.store.districts.findDistrict(this.id);
    if (!district) throw new Error('The district is gone.');
    return { state: district.state, error: district.error, lastSync: district.last_sync };
  }

  /** Every byte that a sync without changes must leave alone. */
  dump(): Dump {
    return this.#hub.query((db) => {
      const of = (table: string) =>
        db.prepare(`SELECT * FROM ${table} WHERE district_id = ? ORDER BY 1, 2, 3, 4`).all(this.id);
      const { last_sync: _moves, ...district } = db
        .prepare<unknown[], Record<string, unknown>>('SELECT * FROM district WHERE id = ?')
        .get(this.id) ?? { last_sync: undefined };
      return {
        record: of('record'),
        edge: of('edge'),
        former_identity: of('former_identity'),
        list_segment: of('list_segment'),
        audience: of('audience'),
        district: [district],
      };
    });
  }

  recordRows(): readonly RecordRow[] {
    return this.#hub.query((db) =>
      db
        .prepare<unknown[], RecordRow>(
          'SELECT type, key, id, item, granted FROM record WHERE district_id = ? ORDER BY type, id',
        )
        .all(this.id),
    );
  }

  /** The id of each record by `type key`, contacts included. */
  idsByKey(): ReadonlyMap<string, string> {
    return new Map(this.recordRows().map(({ type, key, id }) => [`${type} ${key}`, id]));
  }
}

export interface DistrictSettings {
  /** Percentages over which a sync is held; 100 is never. */
  readonly limits?: { readonly removalPercent: number; readonly updatePercent: number };
}

export const NEVER_HELD = { limits: { removalPercent: 100, updatePercent: 100 } };

export class TestHub {
  readonly files = new Workspace();
  readonly clock = new Clock();
  readonly sources = { now: this.clock.now, randomHex: digitsFrom('import') };
  readonly #newId = digitsFrom('district');
  #store: Store | undefined;

  get store(): Store {
    if (!this.#store) throw new Error('The store is not open.');
    return this.#store;
  }

  get acting(): Acting {
    const { store, clock } = this;
    return { store, serverKey: Buffer.alloc(32, 1), now: clock.now, actor: 'test' };
  }

  /** The data folder. */
  get folder(): string {
    return join(this.files.path, 'data');
  }

  open(): void {
    this.files.open();
    this.#store = openSqliteStore({ folder: this.folder });
  }

  async close(): Promise<void> {
    await this.#store?.close();
    this.files.close();
  }

  async district({ limits }: DistrictSettings = {}): Promise<TestDistrict> {
    const { store, clock } = this;
    const id = this.#newId(24);
    const now = clock.now();
    if (limits)
      await store.districts.createDistrict(
        {
          id,
          name: 'A district',
          mdr_number: undefined,
          created: now.toISOString(),
          audienceId: this.#newId(24),
          limits,
        },
        lineOf('district.created', id, now),
      );
    else await createDistrict(this.acting, { name: 'A district', id });
    const application = await createApplication(this.acting, { name: 'An application' });
    const { connection } = await createConnection(this.acting, {
      districtId: id,
      applicationId: application.id,
    });
    return new TestDistrict(this, id, connection.audienceId ?? '');
  }

  /** A district into which these rows were imported. */
  async publishedDistrict(rows: Rows, settings: DistrictSettings = {}): Promise<TestDistrict> {
    const district = await this.district(settings);
    await district.publishRows(rows);
    return district;
  }

  validate(source: string | Roster): Promise<ImportReport> {
    const path = typeof source === 'string' ? source : this.files.write(source);
    return validateFiles({ path, sources: this.sources });
  }

  /** Looks into the database by the side door. */
  query<T>(ask: (db: Database.Database) => T): T {
    const db = new Database(join(this.folder, 'rollbook.sqlite'));
    try {
      return ask(db);
    } finally {
      db.close();
    }
  }
}

/** A hub for the tests of one file. */
export function useHub(): TestHub {
  const hub = new TestHub();
  beforeAll(() => hub.open());
  afterAll(() => hub.close());
  return hub;
}

/** The codes of a report, each once for every line it names: `students.csv:3 duplicate_id`. */
export function codesIn({ problems }: ImportReport): readonly string[] {
  return problems.map(({ file, line, code }) => `${file}:${line ?? '-'} ${code}`);
}
