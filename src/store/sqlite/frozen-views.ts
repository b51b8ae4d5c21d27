/**
 * Views that stand still (`auth-and-sharing` 9.6). What an application is still shown is kept as rows of a roster of their own, under an id
 * that stands for a district and for an audience: whatever reads rosters reads them, and nothing else comes upon them.
 */
import { randomBytes } from 'node:crypto';
import { overThreshold, parseAudience, type TypeChange } from '../../sharing/index.ts';
import type { FrozenView, Watched } from '../port/index.ts';
import { compareSeen, type Seen, takesFieldsAway } from './compare-seen.ts';
import { keepRows } from './kept-rows.ts';
import type { Connection } from './open.ts';
import { leaveAuditLine } from './pending-audit.ts';

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

/** What was found and kept in one transaction, by what was seen: connections that saw the same share it. */
interface Memory {
  readonly kept: Map<string, string>;
  readonly changes: Map<string, readonly TypeChange[]>;
}

const noMemory = (): Memory => ({ kept: new Map(), changes: new Map() });

/**
 * To be called in the transaction that changes what is seen: makes the view of a connection stand still if it would change too much, and lets
 * it go on if it stood still and would not. Whether it stands still.
 * @param before another connection, on the state before.
 */
export function holdBack(writer: Connection, before: Connection, hold: Hold, memory = noMemory()): boolean {
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
  const what = `${seen.districtId} ${seen.audienceId}`;
  const changes = (): readonly TypeChange[] => {
    const found = memory.changes.get(`${what} ${to}`) ?? compareSeen(seen, after);
    memory.changes.set(`${what} ${to}`, found);
    return found;
  };
  // What a district takes away of records it takes away at once.
  const exceeded = takesFieldsAway(parseAudience(seen.policy), parseAudience(after.policy))
    ? []
    : overThreshold(changes());
  if (exceeded.length === 0) {
    if (from !== to) forget();
    else if (endFrozenView(writer, connectionId, at)) leaveLine('connection.view_thawed', { cause });
    return false;
  }
  let keptId = frozen?.keptId ?? memory.kept.get(what);
  if (keptId === undefined) {
    keptId = randomBytes(12).toString('hex');
    keepRows(seen, version, writer, keptId);
    memory.kept.set(what, keptId);
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
    const memory = noMemory();
    for (const { connectionId, audienceId } of watched)
      holdBack(writer, before, { ...sync, connectionId, from: audienceId, to: audienceId }, memory);
  } finally {
    before.close();
  }
}
