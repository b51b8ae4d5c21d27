/** What changes for somebody who saw one state of a roster through one audience, and sees another. */
import { STORED_TYPES, type StoredType } from '../../roster/index.ts';
import { type AudiencePolicy, isWhole, parseAudience, type TypeChange } from '../../sharing/index.ts';
import type { Connection } from './open.ts';

/** What an audience sees, on a connection that sees one state of the world. */
export interface Seen {
  readonly db: Connection;
  readonly districtId: string;
  readonly audienceId: string;
  readonly policy: string;
}

type Identified = readonly [id: string, item: string, granted: string | null];

function recordsOf({ db, districtId, audienceId, policy }: Seen, type: StoredType): Iterator<Identified> {
  return isWhole(parseAudience(policy))
    ? db
        .prepare<unknown[], Identified>(
          'SELECT id, item, granted FROM record WHERE district_id = ? AND type = ? ORDER BY id',
        )
        .raw()
        .iterate(districtId, type)
    : db
        .prepare<unknown[], Identified>(
          `SELECT r.id, r.item, r.granted FROM audience_record AS a
           CROSS JOIN record AS r ON r.district_id = a.district_id AND r.type = a.type AND r.id = a.id
           WHERE a.district_id = ? AND a.audience_id = ? AND a.type = ? ORDER BY a.id`,
        )
        .raw()
        .iterate(districtId, audienceId, type);
}

/** Whether two policies show the same of a record of this type, apart from which records they show. */
function showsAlike(a: AudiencePolicy, b: AudiencePolicy, type: StoredType): boolean {
  const text = ({ hidden, granted, leak_hidden_ids: leak }: AudiencePolicy) =>
    JSON.stringify([hidden[type] ?? [], granted, leak]);
  return text(a) === text(b);
}

/** Whether somebody who sees by `a` would not be told something by `b` that a record holds. */
export function takesFieldsAway(a: AudiencePolicy, b: AudiencePolicy): boolean {
  return (
    a.granted.some((grant) => !b.granted.includes(grant)) ||
    (a.leak_hidden_ids && !b.leak_hidden_ids) ||
    STORED_TYPES.some((type) => b.hidden[type]?.some((field) => !a.hidden[type]?.includes(field)) === true)
  );
}

/**
 * What changes for somebody who saw the one and sees the other. Records are compared as they are stored: a change of a field that is hidden
 * counts, so a view stands still a little too soon and never too late.
 */
export function compareSeen(before: Seen, after: Seen): readonly TypeChange[] {
  const [was, is] = [parseAudience(before.policy), parseAudience(after.policy)];
  return STORED_TYPES.map((type) => {
    const isAlike = showsAlike(was, is, type);
    const olds = recordsOf(before, type);
    const news = recordsOf(after, type);
    const counts = { type, had: 0, removed: 0, updated: 0 };
    let next = news.next();
    for (let old = olds.next(); !old.done; old = olds.next()) {
      const [id, item, granted] = old.value;
      counts.had++;
      while (!next.done && next.value[0] < id) next = news.next();
      if (next.done || next.value[0] !== id) counts.removed++;
      else if (!isAlike || next.value[1] !== item || next.value[2] !== granted) counts.updated++;
    }
    while (!next.done) next = news.next();
    return counts;
  });
}
