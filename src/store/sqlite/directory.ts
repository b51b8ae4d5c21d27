import type { StoredType } from '../../roster/index.ts';
import type { Connection } from './open.ts';

/** Items of one segment: about half a megabyte. Whoever reads pages in a row needs few of them, and one is read in a millisecond. */
const ITEMS_PER_SEGMENT = 800;

/** An audience whose lists are written down. */
export interface DirectoryOf {
  readonly districtId: string;
  readonly audienceId: string;
  /** Its lists hold every record there is; otherwise those of `audience_record`. */
  readonly seesAll: boolean;
}

/**
 * Writes down anew where the segments of lists begin. To be called in the transaction that changed the records, before the new state
 * is named by `nameState`.
 */
export function rebuildDirectory(
  db: Connection,
  { districtId, audienceId, seesAll }: DirectoryOf,
  types: readonly StoredType[],
): void {
  const forget = db.prepare(
    'DELETE FROM list_segment WHERE district_id = ? AND audience_id = ? AND type = ?',
  );
  const write = db.prepare('INSERT INTO list_segment VALUES (?, ?, ?, ?, ?)');
  const all = db
    .prepare<unknown[], string>('SELECT id FROM record WHERE district_id = ? AND type = ? ORDER BY id')
    .pluck();
  const some = db
    .prepare<unknown[], string>(
      'SELECT id FROM audience_record WHERE district_id = ? AND audience_id = ? AND type = ? ORDER BY id',
    )
    .pluck();
  for (const type of types) {
    forget.run(districtId, audienceId, type);
    const segments: { readonly firstId: string; records: number }[] = [];
    const ids = seesAll ? all.iterate(districtId, type) : some.iterate(districtId, audienceId, type);
    for (const id of ids) {
      const last = segments.at(-1);
      if (last && last.records < ITEMS_PER_SEGMENT) last.records++;
      else segments.push({ firstId: id, records: 1 });
    }
    for (const { firstId, records } of segments) write.run(districtId, audienceId, type, firstId, records);
  }
}

/** Names the new state of what an audience sees by the roster version, which was raised before. */
export function nameState(db: Connection, audienceId: string): void {
  db.prepare(
    'UPDATE audience SET view_version = (SELECT roster_version FROM district WHERE id = district_id) WHERE id = ?',
  ).run(audienceId);
}
