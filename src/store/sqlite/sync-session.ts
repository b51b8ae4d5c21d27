import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RollbookError } from '../../errors/index.ts';
import type { RosterType } from '../../roster/index.ts';
import { unpackIds } from '../packed-ids.ts';
import type {
  FormerIdentity,
  PublishedIdentity,
  StoredRecord,
  SyncOutcome,
  SyncSession,
  SyncState,
} from '../port/index.ts';
import { type SyncRow, toDistrict, toSync } from './districts.ts';
import { audiencesOf, refreshAudiences } from './audiences.ts';
import { newestConcluded } from './decide-sync.ts';
import { nameState, rebuildDirectory } from './directory.ts';
import { holdBackSync } from './frozen-views.ts';
import { clearKept } from './kept-rows.ts';
import { type Connection, openReader } from './open.ts';
import { leaveAuditLine } from './pending-audit.ts';
import { carryOver, type StagingArea } from './staging.ts';

/** How long an importer may be silent before another may take over. */
const LEASE_MS = 30_000;
const IDENTITIES_PER_BATCH = 10_000;

type DistrictRow = Parameters<typeof toDistrict>[0];

function takeLease(db: Connection, districtId: string, holder: string, started: string): number {
  return db
    .transaction(() => {
      const lease = db
        .prepare<unknown[], { holder: string; fencing: number; expires_at: number }>(
          'SELECT holder, fencing, expires_at FROM sync_lease WHERE district_id = ?',
        )
        .get(districtId);
      if (lease && lease.expires_at > Date.now())
        throw new RollbookError(
          'sync_running',
          'Another import of this district is running. Wait until it ends, then import again; if it was interrupted, its place is free within half a minute.',
        );
      const fencing = (lease?.fencing ?? 0) + 1;
      db.prepare(
        `INSERT INTO sync_lease (district_id, holder, fencing, expires_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (district_id) DO UPDATE SET holder = excluded.holder, fencing = excluded.fencing, expires_at = excluded.expires_at`,
      ).run(districtId, holder, fencing, Date.now() + LEASE_MS);
      db.prepare("UPDATE sync SET state = 'interrupted' WHERE district_id = ? AND state = 'running'").run(
        districtId,
      );
      db.prepare(
        "INSERT INTO sync (district_id, id, number, state, started, ended, fingerprints, report) VALUES (?, ?, ?, 'running', ?, NULL, '{}', NULL)",
      ).run(districtId, holder, fencing, started);
      return fencing;
    })
    .immediate();
}

/**
 * An import into the embedded engine. What it finds is staged in a database beside it, so that the roster's lock is held only while that
 * is carried over, in one transaction.
 */
export function openSqliteSync(
  parts: {
    /** A connection of its own. */
    readonly db: Connection;
    readonly folder: string;
    readonly openStaging: (path: string) => StagingArea;
    readonly onActed: () => Promise<void>;
  },
  districtId: string,
  { id: syncId, started }: { readonly id: string; readonly started: string },
): SyncSession {
  const { db, folder, openStaging, onActed } = parts;
  const districtRow = db
    .prepare<unknown[], DistrictRow>('SELECT * FROM district WHERE id = ?')
    .get(districtId);
  if (!districtRow)
    throw new RollbookError(
      'unknown_district',
      `There is no district ${districtId}. "rollbook district create" makes one.`,
    );
  const district = toDistrict(districtRow);
  if (district.isPaused)
    throw new RollbookError(
      'district_paused',
      `Imports of district ${districtId} are paused. "rollbook district resume" lets them in again.`,
    );
  const fencing = takeLease(db, districtId, syncId, started);

  const stagingFolder = join(folder, 'staging');
  mkdirSync(stagingFolder, { recursive: true, mode: 0o700 });
  // What an interrupted import of this district left behind; the lease says that nobody uses it.
  for (const file of readdirSync(stagingFolder))
    if (file.startsWith(districtId)) rmSync(join(stagingFolder, file), { force: true });
  const staging = openStaging(join(stagingFolder, `${districtId}-${syncId}`));
  let isOpen = true;

  const holdLease = () => {
    const held = db
      .prepare('UPDATE sync_lease SET expires_at = ? WHERE district_id = ? AND holder = ? AND fencing = ?')
      .run(Date.now() + LEASE_MS, districtId, syncId, fencing);
    if (held.changes !== 1)
      throw new RollbookError(
        'sync_lost_lease',
        'This import stood still for too long and another took its place. Nothing of it was published; import again.',
      );
  };

  const writeEntry = (outcome: SyncOutcome) => {
    db.prepare(
      'UPDATE sync SET state = ?, ended = ?, fingerprints = ?, report = ? WHERE district_id = ? AND id = ?',
    ).run(
      outcome.state,
      outcome.ended,
      JSON.stringify(outcome.fingerprints),
      JSON.stringify(outcome.report),
      districtId,
      syncId,
    );
    if (outcome.status)
      db.prepare('UPDATE district SET state = ?, error = ? WHERE id = ?').run(
        outcome.status.state,
        outcome.status.error,
        districtId,
      );
    if (outcome.state === 'published' || outcome.state === 'unchanged')
      db.prepare('UPDATE district SET last_sync = ? WHERE id = ?').run(outcome.ended, districtId);
    leaveAuditLine(db, {
      districtId,
      act: `sync.${outcome.state}`,
      subject: `sync:${syncId}`,
      outcome: outcome.state === 'failed' ? 'failed' : 'ok',
      at: new Date(outcome.ended),
    });
  };

  const forgetFormer = db.prepare('DELETE FROM former_identity WHERE district_id = ? AND removed_at < ?');

  const publish = db.transaction((outcome: SyncOutcome) => {
    holdLease();
    forgetFormer.run(districtId, outcome.forgetRemovedBefore);
    // The same files again: no record, id or version is written.
    if (staging.isEmpty) {
      writeEntry(outcome);
      return;
    }
    const { whole, others } = audiencesOf(db, districtId);
    const version =
      db
        .prepare<unknown[], number>(
          'UPDATE district SET roster_version = roster_version + 1, id_seconds = max(id_seconds, ?) WHERE id = ? RETURNING roster_version',
        )
        .pluck()
        .get(outcome.idSeconds, districtId) ?? 0;
    const before = carryOver(db, {
      districtId,
      version,
      removedAtMs: Date.parse(outcome.ended),
      keepsBefore: others.length > 0,
    });
    if (outcome.changedTypes.length > 0)
      for (const { id: audienceId } of whole) {
        rebuildDirectory(db, { districtId, audienceId, seesAll: true }, outcome.changedTypes);
        nameState(db, audienceId);
      }
    refreshAudiences(db, { districtId, version, stamp: outcome.ended, before });
    holdBackSync(
      db,
      () => openReader(folder, 'roster'),
      { districtId, cause: `sync:${syncId}`, at: new Date(outcome.ended) },
      outcome.watched,
    );
    writeEntry(outcome);
  });

  const inTransaction = <T>(work: () => T): Promise<T> => Promise.resolve(db.transaction(work).immediate());

  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await staging.close();
    db.prepare(
      'UPDATE sync_lease SET expires_at = 0 WHERE district_id = ? AND holder = ? AND fencing = ?',
    ).run(districtId, syncId, fencing);
    db.close();
    await onActed();
  };

  const identitiesAfter = db.prepare<unknown[], PublishedIdentity>(
    `SELECT key, id, digest FROM record WHERE district_id = ? AND type = ? AND id > ? ORDER BY id LIMIT ${IDENTITIES_PER_BATCH}`,
  );
  const formerIdentities = db.prepare<unknown[], FormerIdentity>(
    'SELECT key, id, removed_at AS removedAtMs FROM former_identity WHERE district_id = ? AND type = ?',
  );
  const recordsByIds = db
    .prepare<unknown[], [string, string, string | null]>(
      // CROSS: as in roster.ts, the ids that are wanted lead.
      `SELECT r.id, r.item, r.granted FROM json_each(?) AS wanted
       CROSS JOIN record AS r ON r.district_id = ? AND r.type = ? AND r.id = wanted.value`,
    )
    .raw();
  const childrenOf = db
    .prepare<unknown[], string>(
      'SELECT children FROM edge WHERE district_id = ? AND relation = ? AND parent_id = ?',
    )
    .pluck();

  const fingerprintsOfLast = (...states: readonly SyncState[]) => {
    const last = newestConcluded(db, districtId);
    return last && (states as readonly string[]).includes(last.state)
      ? (JSON.parse(last.fingerprints) as Record<string, string>)
      : undefined;
  };

  return {
    id: syncId,
    district,
    idSeconds: districtRow.id_seconds,
    heldFingerprints: () => Promise.resolve(fingerprintsOfLast('held', 'approved')),
    approvedFingerprints: () => Promise.resolve(fingerprintsOfLast('approved')),
    lastPublished: () => {
      const row = db
        .prepare<unknown[], SyncRow>(
          "SELECT * FROM sync WHERE district_id = ? AND state IN ('published', 'unchanged') ORDER BY number DESC LIMIT 1",
        )
        .get(districtId);
      return Promise.resolve(row && toSync(row));
    },
    async *identities(type: RosterType) {
      for (let after = ''; ;) {
        const rows = identitiesAfter.all(districtId, type, after);
        const last = rows.at(-1);
        if (!last) return;
        yield await Promise.resolve(rows);
        after = last.id;
      }
    },
    formerIdentities: (type) => Promise.resolve(formerIdentities.all(districtId, type)),
    records: (type, ids) =>
      Promise.resolve(
        new Map<string, StoredRecord>(
          recordsByIds
            .all(JSON.stringify(ids), districtId, type)
            .map(([id, item, granted]) => [id, { item, granted: granted ?? undefined }]),
        ),
      ),
    children: (relation, parentId) =>
      Promise.resolve(unpackIds(childrenOf.get(districtId, relation, parentId) ?? '')),
    stage: (records) => {
      for (const record of records) staging.record(record);
      return Promise.resolve();
    },
    stageEdges: (edges) => {
      for (const edge of edges) staging.edge(edge);
      return Promise.resolve();
    },
    stageRemovals: (removals) => {
      for (const removal of removals) staging.removal(removal);
      return Promise.resolve();
    },
    renew: () => {
      holdLease();
      return Promise.resolve();
    },
    publish: async (outcome) => {
      if (staging.isEmpty) publish.immediate(outcome);
      else staging.attachedTo(db, () => publish.immediate(outcome));
      await clearKept(db, inTransaction, new Date(outcome.ended));
      return close();
    },
    conclude: (outcome) => {
      db.transaction(() => {
        holdLease();
        writeEntry(outcome);
      }).immediate();
      return close();
    },
    release: () => {
      if (isOpen) db.prepare('DELETE FROM sync WHERE district_id = ? AND id = ?').run(districtId, syncId);
      return close();
    },
  };
}
