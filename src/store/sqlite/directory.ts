import type { StoredType } from '../../roster/index.ts';
import { EVERYTHING } from '../audience.ts';
import type { Connection } from './open.ts';

/**
 * Items of one segment. Small enough that reading one on first touch delays nobody (well under a millisecond), large enough that a
 * page of 10,000 needs few of them.
 */
const ITEMS_PER_SEGMENT = 400;

/**
 * Writes down anew where the segments of lists begin, and names the new state of the world. To be called in the transaction that changed
 * the records, after the roster version was raised.
 */
export function rebuildDirectory(db: Connection, districtId: string, types: readonly StoredType[]): void {
  const audienceId = db
    .prepare<unknown[], string>('SELECT id FROM audience WHERE district_id = ? AND policy = ?')
    .pluck()
    .get(districtId, EVERYTHING);
  const forget = db.prepare(
    'DELETE FROM list_segment WHERE district_id = ? AND audience_id = ? AND type = ?',
  );
  const write = db.prepare('INSERT INTO list_segment VALUES (?, ?, ?, ?, ?)');
  const ids = db
    .prepare<unknown[], string>('SELECT id FROM record WHERE district_id = ? AND type = ? ORDER BY id')
    .pluck();
  for (const type of types) {
    forget.run(districtId, audienceId, type);
    const segments: { readonly firstId: string; records: number }[] = [];
    for (const id of ids.iterate(districtId, type)) {
      const last = segments.at(-1);
      if (last && last.records < ITEMS_PER_SEGMENT) last.records++;
      else segments.push({ firstId: id, records: 1 });
    }
    for (const { firstId, records } of segments) write.run(districtId, audienceId, type, firstId, records);
  }
  db.prepare(
    'UPDATE audience SET view_version = (SELECT roster_version FROM district WHERE id = district_id) WHERE id = ?',
  ).run(audienceId);
}
