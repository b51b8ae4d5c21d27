/**
 * Views that stand still (`auth-and-sharing` 9.6). What an application is still shown is kept as rows of a roster of their own, under an id
 * that stands for a district and for an audience: whatever reads rosters reads them, and nothing else comes upon them.
 */
import { randomBytes } from 'node:crypto';
import { STORED_TYPES, type StoredType } from '../../roster/index.ts';
import {
  type AudiencePolicy,
  isWhole,
  overThreshold,
  parseAudience,
  type TypeChange,
} from '../../sharing/index.ts';
import type { FrozenView, Watched } from '../port/index.ts';
import type { Connection } from './open.ts';
import { leaveAuditLine } from './pending-audit.ts';

/** What an audience sees, on a connection that sees one state of the world. */
interface Seen {
  readonly db: Connection;
  readonly districtId: string;
  readonly audienceId: string;
  readonly policy: string;
}

interface FrozenRow {
  readonly connection_id: string;
  readonly withheld_audience_id: string;
  readonly district_id: string;
  readonly shown_audience_id: string;
  readonly kept_id: string;
  readonly policy: string;
  readonly view_version: number;
  readonly frozen_at: string;
  readonly cause: string;
  readonly exceeded: string;
}

const toFrozenView = (row: FrozenRow): FrozenView => ({
  connectionId: row.connection_id,
  districtId: row.district_id,
  withheldAudienceId: row.withheld_audience_id,
  shownAudienceId: row.shown_audience_id,
  viewVersion: row.view_version,
  policy: row.policy,
  keptId: row.kept_id,
  frozenAt: row.frozen_at,
  cause: row.cause,
  exceeded: JSON.parse(row.exceeded) as readonly TypeChange[],
});

/** Whoever reads what is kept is done with it within this time after it ended. */
const KEPT_AFTER_MS = 10 * 60_000;
const ROWS_PER_TURN = 4_000;

export function findFrozenView(
  db: Connection,
  connectionId: string,
  withheldAudienceId: string,
): FrozenView | undefined {
  const row = db
    .prepare<unknown[], FrozenRow>(
      'SELECT * FROM frozen_view WHERE connection_id = ? AND withheld_audience_id = ? AND ended_at IS NULL',
    )
    .get(connectionId, withheldAudienceId);
  return row && toFrozenView(row);
}

export function frozenViewsOf(db: Connection, districtId: string): readonly FrozenView[] {
  return db
    .prepare<unknown[], FrozenRow>(
      'SELECT * FROM frozen_view WHERE district_id = ? AND ended_at IS NULL ORDER BY connection_id',
    )
    .all(districtId)
    .map(toFrozenView);
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
function takesFieldsAway(a: AudiencePolicy, b: AudiencePolicy): boolean {
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
function compare(before: Seen, after: Seen): readonly TypeChange[] {
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

/** What tells rosters and audiences apart. */
const KEPT_KEYS: readonly string[] = ['district_id', 'audience_id'];

/** Copies what is seen, as it is stored, from one connection to another. */
function keep(seen: Seen, viewVersion: number, to: Connection, keptId: string): void {
  const { db, districtId, audienceId, policy } = seen;
  const seesAll = isWhole(parseAudience(policy));
  const copy = (table: string, columns: string, where: string, wanted: readonly string[]) => {
    const names = columns.split(', ');
    const values = names.map((name) => (KEPT_KEYS.includes(name) ? '@kept' : `@${name}`));
    const insert = to.prepare(`INSERT INTO ${table} (${columns}) VALUES (${values.join(', ')})`);
    for (const row of db
      .prepare<unknown[], object>(`SELECT * FROM ${table} WHERE ${where}`)
      .iterate(...wanted))
      insert.run({ ...row, kept: keptId });
  };
  to.prepare('INSERT INTO audience (id, district_id, policy, view_version) VALUES (?, ?, ?, ?)').run(
    keptId,
    keptId,
    policy,
    viewVersion,
  );
  const ofAudience = [districtId, audienceId] as const;
  copy(
    'record',
    'district_id, type, id, key, digest, item, granted',
    seesAll
      ? 'district_id = ?'
      : `district_id = ? AND EXISTS (SELECT 1 FROM audience_record AS a
           WHERE a.district_id = record.district_id AND a.audience_id = ? AND a.type = record.type AND a.id = record.id)`,
    seesAll ? [districtId] : ofAudience,
  );
  copy('edge', 'district_id, relation, parent_id, children', 'district_id = ?', [districtId]);
  copy(
    'list_segment',
    'district_id, audience_id, type, first_id, records',
    'district_id = ? AND audience_id = ?',
    ofAudience,
  );
  copy(
    'audience_record',
    'district_id, audience_id, type, id, since, last_modified',
    'district_id = ? AND audience_id = ?',
    ofAudience,
  );
}

function audienceRow(db: Connection, id: string): { policy: string; view_version: number } | undefined {
  return db
    .prepare<unknown[], { policy: string; view_version: number }>(
      'SELECT policy, view_version FROM audience WHERE id = ? AND view_version >= 0',
    )
    .get(id);
}

/** What a connection is shown that looks through an audience: what is kept for it, or what the audience sees. */
function shownTo(
  db: Connection,
  { connectionId, districtId, audienceId }: Watched & { readonly districtId: string },
): { readonly seen: Seen; readonly version: number; readonly frozen: FrozenView | undefined } | undefined {
  const frozen = findFrozenView(db, connectionId, audienceId);
  if (frozen) {
    const { keptId, policy, viewVersion } = frozen;
    return { seen: { db, districtId: keptId, audienceId: keptId, policy }, version: viewVersion, frozen };
  }
  const audience = audienceRow(db, audienceId);
  if (!audience) return undefined;
  const seen = { db, districtId, audienceId, policy: audience.policy };
  return { seen, version: audience.view_version, frozen };
}

/** Lets the view of a connection go on; with `except`, only what stood still for other audiences than that. Whether there was one. */
export function endFrozenView(db: Connection, connectionId: string, at: Date, except = ''): boolean {
  const { changes } = db
    .prepare(
      'UPDATE frozen_view SET ended_at = ? WHERE connection_id = ? AND withheld_audience_id <> ? AND ended_at IS NULL',
    )
    .run(at.getTime(), connectionId, except);
  return changes > 0;
}

export interface Hold {
  readonly districtId: string;
  readonly connectionId: string;
  /** Through which the connection looks, and will look. */
  readonly from: string;
  readonly to: string;
  readonly cause: string;
  readonly at: Date;
}

/**
 * To be called in the transaction that changes what is seen: makes the view of a connection stand still if it would change too much, and lets
 * it go on if it stood still and would not. Whether it stands still.
 * @param before another connection, on the state before.
 * @param kept what was kept in this transaction, by what was seen: connections that saw the same share it.
 */
export function holdBack(
  writer: Connection,
  before: Connection,
  hold: Hold,
  kept = new Map<string, string>(),
): boolean {
  const { districtId, connectionId, from, to, cause, at } = hold;
  const shown = shownTo(before, { districtId, connectionId, audienceId: from });
  const audience = audienceRow(writer, to);
  if (!shown || !audience) return false;
  const { seen, version, frozen } = shown;
  if (!frozen && from === to && version === audience.view_version) return false;
  const after = { db: writer, districtId, audienceId: to, policy: audience.policy };
  const leaveLine = (act: string, detail: Readonly<Record<string, unknown>>) => {
    leaveAuditLine(writer, { districtId, act, subject: `connection:${connectionId}`, at, detail });
  };
  const forget = () =>
    writer
      .prepare('DELETE FROM frozen_view WHERE connection_id = ? AND withheld_audience_id = ?')
      .run(connectionId, to);
  // What a district takes away of records it takes away at once.
  const exceeded = takesFieldsAway(parseAudience(seen.policy), parseAudience(after.policy))
    ? []
    : overThreshold(compare(seen, after));
  if (exceeded.length === 0) {
    if (from !== to) forget();
    else if (endFrozenView(writer, connectionId, at)) leaveLine('connection.view_thawed', { cause });
    return false;
  }
  let keptId = frozen?.keptId ?? kept.get(`${seen.districtId} ${seen.audienceId}`);
  if (keptId === undefined) {
    keptId = randomBytes(12).toString('hex');
    keep(seen, version, writer, keptId);
    kept.set(`${seen.districtId} ${seen.audienceId}`, keptId);
  }
  forget();
  writer
    .prepare(
      `INSERT INTO frozen_view (connection_id, withheld_audience_id, district_id, shown_audience_id, kept_id, policy, view_version,
         frozen_at, cause, exceeded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      connectionId,
      to,
      districtId,
      frozen?.shownAudienceId ?? from,
      keptId,
      seen.policy,
      version,
      frozen?.frozenAt ?? at.toISOString(),
      cause,
      JSON.stringify(exceeded),
    );
  if (!frozen) leaveLine('connection.view_frozen', { cause, exceeded });
  return true;
}

/** Holds back what a sync changed of the views of its district; of connections that are not asked any more nothing is held back. */
export function holdBackSync(
  writer: Connection,
  openBefore: () => Connection,
  sync: Pick<Hold, 'districtId' | 'cause' | 'at'>,
  watched: readonly Watched[],
): void {
  const ids = new Set(watched.map(({ connectionId }) => connectionId));
  for (const { connectionId } of frozenViewsOf(writer, sync.districtId))
    if (!ids.has(connectionId)) endFrozenView(writer, connectionId, sync.at);
  if (watched.length === 0) return;
  const before = openBefore();
  try {
    const kept = new Map<string, string>();
    for (const { connectionId, audienceId } of watched)
      holdBack(writer, before, { ...sync, connectionId, from: audienceId, to: audienceId }, kept);
  } finally {
    before.close();
  }
}

const KEPT_TABLES = ['record', 'edge', 'list_segment', 'audience_record'] as const;
const KEYS = {
  record: 'district_id, type, id',
  edge: 'district_id, relation, parent_id',
  list_segment: 'district_id, audience_id, type, first_id',
  audience_record: 'district_id, audience_id, type, id',
} as const satisfies Record<(typeof KEPT_TABLES)[number], string>;

/** Clears away what is not shown any more, some rows at a time: `write` makes a transaction of each. */
export async function clearKept(
  writer: Connection,
  write: (work: () => number) => Promise<number>,
  now: Date,
): Promise<void> {
  const ended =
    'SELECT id FROM audience AS a WHERE a.id = a.district_id AND NOT EXISTS (SELECT 1 FROM frozen_view AS f WHERE f.kept_id = a.id AND (f.ended_at IS NULL OR f.ended_at > ?))';
  const over = now.getTime() - KEPT_AFTER_MS;
  for (const keptId of writer.prepare<unknown[], string>(ended).pluck().all(over)) {
    for (const table of KEPT_TABLES) {
      const remove = writer.prepare(
        `DELETE FROM ${table} WHERE (${KEYS[table]}) IN (SELECT ${KEYS[table]} FROM ${table} WHERE district_id = ? LIMIT ${ROWS_PER_TURN})`,
      );
      while ((await write(() => remove.run(keptId).changes)) > 0);
    }
    await write(() => {
      writer.prepare('DELETE FROM frozen_view WHERE kept_id = ?').run(keptId);
      return writer.prepare('DELETE FROM audience WHERE id = ? AND district_id = id').run(keptId).changes;
    });
  }
}
