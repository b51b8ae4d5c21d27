import type { StoredType } from '../../roster/index.ts';
import { type ListDirectory, type RosterReader, type SegmentBytes, STALE } from '../port.ts';
import { unpackIds } from '../packed-ids.ts';
import type { Connection } from './open.ts';

/** Above every id. */
const END_OF_IDS = 'g';

const ITEMS_OF_SEGMENT = `
  SELECT CAST(group_concat(item, ',') AS BLOB) AS bytes, group_concat(octet_length(item)) AS lengths
  FROM (SELECT item FROM record WHERE district_id = ? AND type = ? AND id >= ? AND id < ? ORDER BY id)`;

const ITEMS_BY_ID = `
  SELECT CAST(r.item AS BLOB)
  FROM json_each(?) AS wanted JOIN record AS r ON r.district_id = ? AND r.type = ? AND r.id = wanted.value
  ORDER BY r.id`;

interface SegmentRow {
  readonly bytes: Buffer | null;
  readonly lengths: string | null;
}

function toSegment({ bytes, lengths }: SegmentRow): SegmentBytes {
  if (bytes === null || lengths === null) return { bytes: Buffer.alloc(0), ends: new Uint32Array(0) };
  const sizes = lengths.split(',');
  const ends = new Uint32Array(sizes.length);
  let end = -1;
  for (let i = 0; i < sizes.length; i++) {
    end += Number(sizes[i]) + 1;
    ends[i] = end;
  }
  return { bytes, ends };
}

/** Reads of the embedded engine, on a connection that nothing writes on, so that its data_version sees every commit. */
export function sqliteRoster(db: Connection): RosterReader {
  const dataVersion = db.prepare('PRAGMA data_version').pluck();
  const viewVersion = db
    .prepare('SELECT view_version FROM audience WHERE id = ? AND district_id = ?')
    .pluck();
  const directory = db
    .prepare(
      'SELECT first_id, records FROM list_segment WHERE district_id = ? AND audience_id = ? AND type = ? ORDER BY first_id',
    )
    .raw();
  const segment = db.prepare<unknown[], SegmentRow>(ITEMS_OF_SEGMENT);
  const item = db
    .prepare<unknown[], Buffer>(
      'SELECT CAST(item AS BLOB) FROM record WHERE district_id = ? AND type = ? AND id = ?',
    )
    .pluck();
  const items = db.prepare<unknown[], Buffer>(ITEMS_BY_ID).pluck();
  const children = db
    .prepare<unknown[], string>(
      'SELECT children FROM edge WHERE district_id = ? AND relation = ? AND parent_id = ?',
    )
    .pluck();

  const readVersion = (districtId: string, audienceId: string) =>
    viewVersion.get(audienceId, districtId) as number | undefined;

  const readDirectory = db.transaction(
    (districtId: string, audienceId: string, type: StoredType): ListDirectory => {
      const firstIds: string[] = [];
      const offsets: number[] = [];
      let total = 0;
      for (const [firstId, records] of directory.iterate(districtId, audienceId, type) as Iterable<
        [string, number]
      >) {
        firstIds.push(firstId);
        offsets.push(total);
        total += records;
      }
      const version = readVersion(districtId, audienceId) ?? 0;
      return { districtId, audienceId, type, version, firstIds, offsets, total };
    },
  );

  const readSegments = db.transaction((of: ListDirectory, indexes: readonly number[]) => {
    if (readVersion(of.districtId, of.audienceId) !== of.version) return STALE;
    return indexes.map((index) => {
      const range = [of.firstIds[index] ?? END_OF_IDS, of.firstIds[index + 1] ?? END_OF_IDS];
      return toSegment(segment.get(of.districtId, of.type, ...range) ?? { bytes: null, lengths: null });
    });
  });

  return {
    generation: () => dataVersion.get() as number,
    viewVersion: (districtId, audienceId) => Promise.resolve(readVersion(districtId, audienceId)),
    listDirectory: (districtId, audienceId, type) =>
      Promise.resolve(readDirectory(districtId, audienceId, type)),
    segments: (of, indexes) => Promise.resolve(readSegments(of, indexes)),
    item: (districtId, type, id) => Promise.resolve(item.get(districtId, type, id)),
    items: (districtId, type, ids) =>
      Promise.resolve(ids.length === 0 ? [] : items.all(JSON.stringify(ids), districtId, type)),
    children: (districtId, relation, parentId) =>
      Promise.resolve(unpackIds(children.get(districtId, relation, parentId) ?? '')),
  };
}
