/** Segments as they are stored: concatenated inside the engine, so that no record is touched on the way. */
import { type SegmentBytes, STALE } from '../port/index.ts';
import type { Connection } from './open.ts';

/** Which items are wanted, and of which state. */
export interface SegmentRequest {
  readonly districtId: string;
  readonly audienceId: string;
  readonly type: string;
  /** The view version of the audience. */
  readonly version: number;
  /** The first id. */
  readonly from: string;
  /** The id before which it ends. */
  readonly before: string;
}

export type ReadSegment = (request: SegmentRequest) => SegmentBytes | typeof STALE;

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

/** Of the view version of an audience of a district. */
export function viewVersionStatement(db: Connection) {
  return db
    .prepare<unknown[], number>('SELECT view_version FROM audience WHERE id = ? AND district_id = ?')
    .pluck();
}

/** Reads segments for audiences that see everything, on a connection. */
export function segmentReads(db: Connection): ReadSegment {
  const viewVersion = viewVersionStatement(db);
  const segment = db.prepare<unknown[], SegmentRow>(
    `SELECT CAST(group_concat(item, ',') AS BLOB) AS bytes, group_concat(octet_length(item)) AS lengths
     FROM (SELECT item FROM record WHERE district_id = ? AND type = ? AND id >= ? AND id < ? ORDER BY id)`,
  );
  return db.transaction(({ districtId, audienceId, type, version, from, before }: SegmentRequest) =>
    viewVersion.get(audienceId, districtId) === version
      ? toSegment(segment.get(districtId, type, from, before) ?? { bytes: null, lengths: null })
      : STALE,
  );
}
