import { isWhole, parseAudience } from '../../sharing/index.ts';
import type { StoredType } from '../../roster/index.ts';
import type { MembershipHistory, VersionSpan } from '../port/index.ts';
import { unpackIds } from '../packed-ids.ts';
import type { Connection } from './open.ts';

interface SpanRow {
  readonly audienceId: string;
  readonly since: number;
  readonly until: number | null;
}

const toSpan = ({ since, until }: Pick<SpanRow, 'since' | 'until'>): VersionSpan => ({
  since,
  until: until ?? undefined,
});

/** In which states of the roster each audience of a district saw a record. */
export function membershipHistory(
  db: Connection,
  districtId: string,
  type: StoredType,
  id: string,
): MembershipHistory {
  const audiences = db
    .prepare<unknown[], { id: string; policy: string }>(
      'SELECT id, policy FROM audience WHERE district_id = ?',
    )
    .all(districtId);
  const absences = db
    .prepare<unknown[], Pick<SpanRow, 'since' | 'until'>>(
      'SELECT gone AS since, back AS until FROM record_absence WHERE district_id = ? AND type = ? AND id = ?',
    )
    .all(districtId, type, id);
  const former = db
    .prepare<unknown[], SpanRow>(
      'SELECT audience_id AS audienceId, since, until FROM audience_former WHERE district_id = ? AND type = ? AND id = ?',
    )
    .all(districtId, type, id);
  const present = db
    .prepare<unknown[], SpanRow>(
      `SELECT m.audience_id AS audienceId, m.since, NULL AS until FROM audience AS a
       JOIN audience_record AS m ON m.district_id = a.district_id AND m.audience_id = a.id AND m.type = ? AND m.id = ?
       WHERE a.district_id = ?`,
    )
    .all(type, id, districtId);
  return {
    wholeAudienceIds: new Set(
      audiences.filter(({ policy }) => isWhole(parseAudience(policy))).map((audience) => audience.id),
    ),
    absences: absences.map(toSpan),
    spans: [...former, ...present].map((row) => ({ audienceId: row.audienceId, ...toSpan(row) })),
  };
}

/**
 * Contacts of a student, also those that went: the key of a contact begins with the key of its student (`roster-csv` 3.2), and keys are
 * remembered for a while. The letter behind it says whether a key or a digest follows.
 */
export function contactsEver(db: Connection, districtId: string, studentId: string): readonly string[] {
  const key =
    db
      .prepare<unknown[], string>(
        "SELECT key FROM record WHERE district_id = ? AND type = 'student' AND id = ?",
      )
      .pluck()
      .get(districtId, studentId) ??
    db
      .prepare<unknown[], string>(
        "SELECT key FROM former_identity WHERE district_id = ? AND type = 'student' AND id = ?",
      )
      .pluck()
      .get(districtId, studentId);
  if (key === undefined) return [];
  const owner = `${key.length}:${key}`;
  const former = db
    .prepare<unknown[], string>(
      "SELECT id FROM former_identity WHERE district_id = ? AND type = 'contact' AND key >= ? AND key < ?",
    )
    .pluck();
  const present = db
    .prepare<unknown[], string>(
      "SELECT children FROM edge WHERE district_id = ? AND relation = 'contact.student' AND parent_id = ?",
    )
    .pluck();
  const ids = new Set(unpackIds(present.get(districtId, studentId) ?? ''));
  for (const mark of ['h', 'k'])
    for (const id of former.all(districtId, `${owner}${mark}`, `${owner}${mark}\u{10ffff}`)) ids.add(id);
  return [...ids].sort();
}
