/** The rows of views that stand still, and how they are cleared away. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isWhole, parseAudience } from '../../sharing/index.ts';
import type { Seen } from './compare-seen.ts';
import type { Connection } from './open.ts';

/** Whoever reads what is kept is done with it within this time after it ended. */
const KEPT_AFTER_MS = 10 * 60_000;
/** Few enough that a server that clears away goes on answering. */
const ROWS_PER_TURN = 1_000;

/** What is kept, as it is read of what is seen and written under an id of its own: of everybody, or of those that an audience sees. */
const COPIES = {
  all: [
    [
      'SELECT * FROM record WHERE district_id = @district',
      'INSERT INTO record (district_id, type, id, key, digest, item, granted) VALUES (@kept, @type, @id, @key, @digest, @item, @granted)',
    ],
  ],
  some: [
    [
      `SELECT r.* FROM audience_record AS a
       CROSS JOIN record AS r ON r.district_id = a.district_id AND r.type = a.type AND r.id = a.id
       WHERE a.district_id = @district AND a.audience_id = @audience`,
      'INSERT INTO record (district_id, type, id, key, digest, item, granted) VALUES (@kept, @type, @id, @key, @digest, @item, @granted)',
    ],
    [
      'SELECT * FROM audience_record WHERE district_id = @district AND audience_id = @audience',
      'INSERT INTO audience_record (district_id, audience_id, type, id, since, last_modified) VALUES (@kept, @kept, @type, @id, @since, @last_modified)',
    ],
  ],
  both: [
    [
      'SELECT * FROM edge WHERE district_id = @district',
      'INSERT INTO edge (district_id, relation, parent_id, children) VALUES (@kept, @relation, @parent_id, @children)',
    ],
    [
      'SELECT * FROM list_segment WHERE district_id = @district AND audience_id = @audience',
      'INSERT INTO list_segment (district_id, audience_id, type, first_id, records) VALUES (@kept, @kept, @type, @first_id, @records)',
    ],
  ],
} as const;

/** Copies what is seen, as it is stored, from one connection to another. */
export function keepRows(seen: Seen, viewVersion: number, to: Connection, keptId: string): void {
  const { db, districtId: district, audienceId: audience, policy } = seen;
  to.prepare('INSERT INTO audience (id, district_id, policy, view_version) VALUES (?, ?, ?, ?)').run(
    keptId,
    keptId,
    policy,
    viewVersion,
  );
  const own = isWhole(parseAudience(policy)) ? COPIES.all : COPIES.some;
  for (const [read, write] of [...own, ...COPIES.both]) {
    const insert = to.prepare(write);
    for (const row of db.prepare<unknown[], object>(read).iterate({ district, audience }))
      insert.run({ ...row, kept: keptId });
  }
}

/** Some rows of what is kept, table by table. */
const CLEARINGS = [
  'DELETE FROM record WHERE (district_id, type, id) IN (SELECT district_id, type, id FROM record WHERE district_id = ? LIMIT ?)',
  'DELETE FROM edge WHERE (district_id, relation, parent_id) IN (SELECT district_id, relation, parent_id FROM edge WHERE district_id = ? LIMIT ?)',
  `DELETE FROM list_segment WHERE (district_id, audience_id, type, first_id) IN
     (SELECT district_id, audience_id, type, first_id FROM list_segment WHERE district_id = ? LIMIT ?)`,
  `DELETE FROM audience_record WHERE (district_id, audience_id, type, id) IN
     (SELECT district_id, audience_id, type, id FROM audience_record WHERE district_id = ? LIMIT ?)`,
] as const;

/**
 * Clears away what is not shown any more, some rows at a time: `write` makes a transaction of each, and others have their turn in between. Two
 * that do it at once take turns, too. @param signal ends it early; the rest is for the next time.
 */
export async function clearKept(
  writer: Connection,
  write: (work: () => number) => Promise<number>,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  /** Whether there may be more. */
  const clearSome = async (work: () => number): Promise<boolean> => {
    const changes = signal?.aborted === true ? 0 : await write(work);
    await nextTurn();
    return changes > 0;
  };
  const ended =
    'SELECT id FROM audience AS a WHERE a.id = a.district_id AND NOT EXISTS (SELECT 1 FROM frozen_view AS f WHERE f.kept_id = a.id AND (f.ended_at IS NULL OR f.ended_at > ?))';
  const over = now.getTime() - KEPT_AFTER_MS;
  for (const keptId of writer.prepare<unknown[], string>(ended).pluck().all(over)) {
    for (const clearing of CLEARINGS) {
      const remove = writer.prepare(clearing);
      while (await clearSome(() => remove.run(keptId, ROWS_PER_TURN).changes));
    }
    await clearSome(() => {
      writer.prepare('DELETE FROM frozen_view WHERE kept_id = ?').run(keptId);
      return writer.prepare('DELETE FROM audience WHERE id = ? AND district_id = id').run(keptId).changes;
    });
  }
}
