import { isWhole, parseAudience } from '../../sharing/index.ts';
import type { StoredType } from '../../roster/index.ts';
import {
  type AudienceReader,
  type ListDirectory,
  type RosterReader,
  type SegmentBytes,
  STALE,
  type StoredItem,
} from '../port/index.ts';
import { unpackIds } from '../packed-ids.ts';
import type { Connection } from './open.ts';
import type { SegmentReader } from './segment-readers.ts';
import { viewVersionStatement } from './segment-reads.ts';

/** Above every id. */
const END_OF_IDS = 'g';

// CROSS JOIN throughout: the ids that are wanted lead, each to its record. Left to itself, the planner goes through every record of the
// type and looks for each among the wanted.

/** A record with what an audience has of its own about it. Without a row of its own the audience does not see it. */
const VISIBLE = `
  SELECT CAST(r.item AS BLOB), r.granted, a.last_modified
  FROM audience_record AS a CROSS JOIN record AS r ON r.district_id = a.district_id AND r.type = a.type AND r.id = a.id`;
const STORED = 'SELECT CAST(r.item AS BLOB), r.granted, NULL FROM record AS r';

type ItemRow = readonly [Buffer, string | null, string | null];

const toItem = ([item, granted, lastModified]: ItemRow): StoredItem => ({
  item,
  granted: granted ?? undefined,
  lastModified: lastModified ?? undefined,
});

/** The statements of the reading connection. */
function prepareReads(db: Connection) {
  const rows = (sql: string) => db.prepare<unknown[], ItemRow>(sql).raw();
  return {
    policy: db
      .prepare<unknown[], string>('SELECT policy FROM audience WHERE id = ? AND district_id = ?')
      .pluck(),
    viewVersion: viewVersionStatement(db),
    directory: db
      .prepare<unknown[], [string, number]>(
        'SELECT first_id, records FROM list_segment WHERE district_id = ? AND audience_id = ? AND type = ? ORDER BY first_id',
      )
      .raw(),
    segmentOfAll: rows(
      `${STORED} WHERE r.district_id = ? AND r.type = ? AND r.id >= ? AND r.id < ? ORDER BY r.id`,
    ),
    segmentOfSome: rows(
      `${VISIBLE} WHERE a.district_id = ? AND a.audience_id = ? AND a.type = ? AND a.id >= ? AND a.id < ? ORDER BY a.id`,
    ),
    itemOfAll: rows(`${STORED} WHERE r.district_id = ? AND r.type = ? AND r.id = ?`),
    itemOfSome: rows(`${VISIBLE} WHERE a.district_id = ? AND a.audience_id = ? AND a.type = ? AND a.id = ?`),
    itemsOfAll: rows(
      `SELECT CAST(r.item AS BLOB), r.granted, NULL FROM json_each(?) AS wanted
       CROSS JOIN record AS r ON r.district_id = ? AND r.type = ? AND r.id = wanted.value ORDER BY r.id`,
    ),
    itemsOfSome: rows(
      `SELECT CAST(r.item AS BLOB), r.granted, a.last_modified FROM json_each(?) AS wanted
       CROSS JOIN audience_record AS a ON a.district_id = ? AND a.audience_id = ? AND a.type = ? AND a.id = wanted.value
       CROSS JOIN record AS r ON r.district_id = a.district_id AND r.type = a.type AND r.id = a.id ORDER BY r.id`,
    ),
    visibleOfAll: db
      .prepare<unknown[], string>(
        `SELECT wanted.value FROM json_each(?) AS wanted
         CROSS JOIN record AS r ON r.district_id = ? AND r.type = ? AND r.id = wanted.value ORDER BY wanted.value`,
      )
      .pluck(),
    visibleOfSome: db
      .prepare<unknown[], string>(
        `SELECT wanted.value FROM json_each(?) AS wanted
         CROSS JOIN audience_record AS a ON a.district_id = ? AND a.audience_id = ? AND a.type = ? AND a.id = wanted.value
         ORDER BY wanted.value`,
      )
      .pluck(),
    children: db
      .prepare<unknown[], string>(
        'SELECT children FROM edge WHERE district_id = ? AND relation = ? AND parent_id = ?',
      )
      .pluck(),
  };
}

type Reads = ReturnType<typeof prepareReads>;

interface ReaderParts {
  readonly db: Connection;
  readonly reads: Reads;
  readonly segments: SegmentReader;
}

/** One district as one audience sees it. An audience that is not known sees nothing. */
class SqliteAudienceReader implements AudienceReader {
  readonly districtId: string;
  readonly audienceId: string;
  readonly #reads: Reads;
  readonly #segments: SegmentReader;
  readonly #seesAll: boolean;
  readonly #readDirectory;
  readonly #readSegmentItems;

  constructor(parts: ReaderParts, districtId: string, audienceId: string) {
    const { db, reads, segments } = parts;
    this.#reads = reads;
    this.#segments = segments;
    this.districtId = districtId;
    this.audienceId = audienceId;
    const policy = reads.policy.get(audienceId, districtId);
    this.#seesAll = policy !== undefined && isWhole(parseAudience(policy));

    this.#readDirectory = db.transaction((type: StoredType): ListDirectory => {
      const firstIds: string[] = [];
      const offsets: number[] = [];
      let total = 0;
      for (const [firstId, records] of reads.directory.iterate(districtId, audienceId, type)) {
        firstIds.push(firstId);
        offsets.push(total);
        total += records;
      }
      return { districtId, audienceId, type, version: this.#version() ?? 0, firstIds, offsets, total };
    });
    this.#readSegmentItems = db.transaction((of: ListDirectory, index: number) => {
      if (this.#version() !== of.version) return STALE;
      const range = rangeOf(of, index);
      const rows = this.#seesAll
        ? reads.segmentOfAll.all(districtId, of.type, ...range)
        : reads.segmentOfSome.all(districtId, audienceId, of.type, ...range);
      return rows.map(toItem);
    });
  }

  #version(): number | undefined {
    return this.#reads.viewVersion.get(this.audienceId, this.districtId);
  }

  viewVersion(): Promise<number | undefined> {
    return Promise.resolve(this.#version());
  }

  listDirectory(type: StoredType): Promise<ListDirectory> {
    return Promise.resolve(this.#readDirectory(type));
  }

  segments(of: ListDirectory, indexes: readonly number[]): Promise<readonly SegmentBytes[] | typeof STALE> {
    if (this.#version() !== of.version) return Promise.resolve(STALE);
    if (!this.#seesAll) throw new Error('This audience does not see records as they are stored.');
    const { districtId, audienceId } = this;
    const { type, version } = of;
    return this.#segments.read(
      indexes.map((index) => {
        const [from, before] = rangeOf(of, index);
        return { districtId, audienceId, type, version, from, before };
      }),
    );
  }

  segmentItems(of: ListDirectory, index: number): Promise<readonly StoredItem[] | typeof STALE> {
    return Promise.resolve(this.#readSegmentItems(of, index));
  }

  item(type: StoredType, id: string): Promise<StoredItem | undefined> {
    const { districtId, audienceId } = this;
    const row = this.#seesAll
      ? this.#reads.itemOfAll.get(districtId, type, id)
      : this.#reads.itemOfSome.get(districtId, audienceId, type, id);
    return Promise.resolve(row && toItem(row));
  }

  items(type: StoredType, ids: readonly string[]): Promise<readonly StoredItem[]> {
    const { districtId, audienceId } = this;
    if (ids.length === 0) return Promise.resolve([]);
    const wanted = JSON.stringify(ids);
    const rows = this.#seesAll
      ? this.#reads.itemsOfAll.all(wanted, districtId, type)
      : this.#reads.itemsOfSome.all(wanted, districtId, audienceId, type);
    return Promise.resolve(rows.map(toItem));
  }

  #visible(type: StoredType, ids: readonly string[]): readonly string[] {
    const { districtId, audienceId } = this;
    if (ids.length === 0) return [];
    const wanted = JSON.stringify(ids);
    return this.#seesAll
      ? this.#reads.visibleOfAll.all(wanted, districtId, type)
      : this.#reads.visibleOfSome.all(wanted, districtId, audienceId, type);
  }

  visible(type: StoredType, ids: readonly string[]): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set(this.#visible(type, ids)));
  }

  children(relation: string, parentId: string): Promise<readonly string[]> {
    const ids = unpackIds(this.#reads.children.get(this.districtId, relation, parentId) ?? '');
    if (this.#seesAll) return Promise.resolve(ids);
    return Promise.resolve(this.#visible(relation.slice(0, relation.indexOf('.')) as StoredType, ids));
  }
}

function rangeOf({ firstIds }: ListDirectory, index: number): readonly [string, string] {
  return [firstIds[index] ?? END_OF_IDS, firstIds[index + 1] ?? END_OF_IDS];
}

/** Reads of the embedded engine, on a connection that nothing writes on, so that its data_version sees every commit. */
export function sqliteRoster(
  db: Connection,
  segments: SegmentReader,
  {
    accessVersion,
    writtenHere,
  }: { readonly accessVersion: () => number; readonly writtenHere: () => number },
): RosterReader {
  const reads = prepareReads(db);
  const dataVersion = db.prepare('PRAGMA data_version').pluck();
  let seenData = -1;
  let seenAccess = -1;
  let generation = 0;
  return {
    generation: () => {
      const data = dataVersion.get() as number;
      const access = accessVersion();
      if (data !== seenData || access !== seenAccess) {
        seenData = data;
        seenAccess = access;
        generation++;
      }
      return generation;
    },
    writtenHere,
    readFor: (districtId, audienceId) =>
      new SqliteAudienceReader({ db, reads, segments }, districtId, audienceId),
  };
}
