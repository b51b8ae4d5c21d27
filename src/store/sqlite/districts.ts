import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { RollbookError } from '../../errors/index.ts';
import { EVERYTHING } from '../../sharing/index.ts';
import type { AuditLine, District, DistrictStore, SyncEntry, SyncState } from '../port/index.ts';
import { AudienceKeeper, type AudienceRow, raiseVersion, toAudience } from './audience-keeper.ts';
import { audiencesOf, RecordsBefore, refreshAudiences } from './audiences.ts';
import { decideSync } from './decide-sync.ts';
import { nameState, rebuildDirectory } from './directory.ts';
import { endFrozenView, findFrozenView, frozenViewsOf, holdBack } from './frozen-views.ts';
import { clearKept } from './kept-rows.ts';
import { answerAsk, findMembership } from './membership.ts';
import { contactsEver, membershipHistory } from './membership-history.ts';
import { type Connection, connect, isBusy, openReader } from './open.ts';
import { leaveAuditLine } from './pending-audit.ts';

interface DistrictRow {
  readonly id: string;
  readonly name: string;
  readonly mdr_number: string | null;
  readonly sis_type: string;
  readonly state: District['state'];
  readonly error: string;
  readonly created: string;
  readonly last_sync: string | null;
  readonly roster_version: number;
  readonly id_seconds: number;
  readonly removal_limit_percent: number;
  readonly update_limit_percent: number;
  readonly is_paused: number;
}

export function toDistrict(row: DistrictRow): District {
  return {
    id: row.id,
    name: row.name,
    mdr_number: row.mdr_number ?? undefined,
    sis_type: row.sis_type,
    state: row.state,
    error: row.error,
    created: row.created,
    last_sync: row.last_sync ?? undefined,
    rosterVersion: row.roster_version,
    limits: { removalPercent: row.removal_limit_percent, updatePercent: row.update_limit_percent },
    isPaused: row.is_paused === 1,
  };
}

export interface SyncRow {
  readonly id: string;
  readonly state: SyncState;
  readonly started: string;
  readonly ended: string | null;
  readonly fingerprints: string;
  readonly report: string | null;
}

export const toSync = (row: SyncRow): SyncEntry => ({
  id: row.id,
  state: row.state,
  started: row.started,
  ended: row.ended ?? undefined,
  fingerprints: JSON.parse(row.fingerprints) as Record<string, string>,
  report: row.report === null ? undefined : JSON.parse(row.report),
});

/** How long a write waits for an import that is being published. */
const LOCK_WAIT_MS = 120_000;
const LOCK_RETRY_MS = 20;
/**
 * Districts and audiences of the embedded engine. An import may hold the lock on rosters for seconds; whoever writes here waits for it
 * without keeping the event loop.
 * @param writer opened with a short time-out.
 */
export function sqliteDistricts(
  writer: Connection,
  reader: Connection,
  folder: string,
  openSync: DistrictStore['openSync'],
  { onCommit, onActed }: { readonly onCommit: () => void; readonly onActed: () => Promise<void> },
): DistrictStore {
  const read = <T>(work: () => T): Promise<T> =>
    new Promise((resolve) => {
      resolve(work());
    });

  /** In one transaction, when the lock is free. @param signal gives up waiting. Throws `busy`. */
  const write = async <T>(work: () => T, signal?: AbortSignal): Promise<T> => {
    const transaction = writer.transaction(work);
    for (const untilMs = performance.now() + LOCK_WAIT_MS; ;) {
      try {
        const done = transaction.immediate();
        onCommit();
        return done;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > untilMs || signal?.aborted)
          throw new RollbookError('busy', 'An import is being published. Try again in a moment.', {
            cause: error,
          });
        await sleep(LOCK_RETRY_MS);
      }
    }
  };

  /** Writes what is to be done and its line of the ledger, or neither; where nothing was done, there is no line. */
  const act = async <T>(line: AuditLine, work: () => T): Promise<T> => {
    const result = await write(() => {
      const done = work();
      if (done !== false) leaveAuditLine(writer, line);
      return done;
    });
    await onActed();
    return result;
  };

  /** Steps of reading on one state of the world, letting others in between. */
  const onSnapshot = async <T>(steps: (db: Connection) => Generator<undefined, T>): Promise<T> => {
    const db = connect(folder, 'roster');
    try {
      db.exec('BEGIN');
      const work = steps(db);
      let step = work.next();
      while (!step.done) {
        await nextTurn();
        step = work.next();
      }
      return step.value;
    } finally {
      db.close();
    }
  };

  const districtById = reader.prepare<unknown[], DistrictRow>('SELECT * FROM district WHERE id = ?');
  const audienceById = reader.prepare<unknown[], AudienceRow>('SELECT * FROM audience WHERE id = ?');
  const viewOf = reader.transaction((audienceId: string, connectionId: string | undefined) => {
    const row = audienceById.get(audienceId);
    if (!row) return undefined;
    const frozen = connectionId === undefined ? undefined : findFrozenView(reader, connectionId, audienceId);
    return { audience: toAudience(row), frozen };
  });
  const keeper = new AudienceKeeper({ writer, write, onSnapshot });

  return {
    createDistrict: (district, line) =>
      act(line, () => {
        if (writer.prepare('SELECT 1 FROM district WHERE id = ?').get(district.id))
          throw new RollbookError(
            'already_exists',
            `A district with id ${district.id} exists already. Leave --id out to get a new one.`,
          );
        writer
          .prepare(
            `INSERT INTO district (id, name, mdr_number, sis_type, state, error, created, last_sync, roster_version,
               id_seconds, removal_limit_percent, update_limit_percent, is_paused)
             VALUES (?, ?, ?, 'sftp', 'pending', '', ?, NULL, 0, 0, ?, ?, 0)`,
          )
          .run(
            district.id,
            district.name,
            district.mdr_number ?? null,
            district.created,
            district.limits.removalPercent,
            district.limits.updatePercent,
          );
        writer
          .prepare(
            'INSERT INTO audience (id, district_id, policy, view_version, retired_at) VALUES (?, ?, ?, 0, NULL)',
          )
          .run(district.audienceId, district.id, EVERYTHING);
      }),
    findDistrict: (id) =>
      read(() => {
        const row = districtById.get(id);
        return row && toDistrict(row);
      }),
    districts: () =>
      read(() => reader.prepare<[], DistrictRow>('SELECT * FROM district ORDER BY id').all().map(toDistrict)),
    setPaused: (districtId, paused, line) =>
      act(line, () => {
        writer.prepare('UPDATE district SET is_paused = ? WHERE id = ?').run(paused ? 1 : 0, districtId);
      }),
    setLimits: (districtId, { removalPercent, updatePercent }, line) =>
      act(line, () => {
        writer
          .prepare('UPDATE district SET removal_limit_percent = ?, update_limit_percent = ? WHERE id = ?')
          .run(removalPercent, updatePercent, districtId);
      }),
    takeIdSeconds: (districtId, atLeast) =>
      write(
        () =>
          writer
            .prepare<unknown[], number>(
              'UPDATE district SET id_seconds = max(id_seconds + 1, ?) WHERE id = ? RETURNING id_seconds',
            )
            .pluck()
            .get(atLeast, districtId) ?? atLeast,
      ),
    addRecord: (districtId, record, line) =>
      act(line, () => {
        writer
          .prepare(
            "INSERT INTO record (district_id, type, id, key, digest, item, granted) VALUES (?, ?, ?, '', '', ?, NULL)",
          )
          .run(districtId, record.type, record.id, record.item);
        const version = raiseVersion(writer, districtId);
        for (const { id: audienceId } of audiencesOf(writer, districtId).whole) {
          rebuildDirectory(writer, { districtId, audienceId, seesAll: true }, [record.type]);
          nameState(writer, audienceId);
        }
        const stamp = new Date().toISOString();
        refreshAudiences(writer, { districtId, version, stamp, before: new RecordsBefore() });
      }),
    reserveIds: (districtId, ids) =>
      write(() => {
        const insert = writer.prepare(
          'INSERT INTO former_identity (district_id, type, key, id, removed_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        );
        for (const { type, key, id } of ids) insert.run(districtId, type, key, id, Number.MAX_SAFE_INTEGER);
      }),
    syncs: (districtId, limit) =>
      read(() =>
        reader
          .prepare<unknown[], SyncRow>(
            'SELECT * FROM sync WHERE district_id = ? ORDER BY number DESC LIMIT ?',
          )
          .all(districtId, limit)
          .map(toSync),
      ),
    decideSync: (districtId, decision, line) => act(line, () => decideSync(writer, districtId, decision)),
    findAudience: (id) =>
      read(() => {
        const row = audienceById.get(id);
        return row && toAudience(row);
      }),
    audiences: (districtId) =>
      read(() =>
        reader
          .prepare<unknown[], AudienceRow>(
            'SELECT * FROM audience WHERE district_id = ? AND retired_at IS NULL AND view_version >= 0 ORDER BY id',
          )
          .all(districtId)
          .map(toAudience),
      ),
    ensureAudience: (districtId, policy, newId) => keeper.ensure(districtId, policy, newId),
    retireAudience: (id) => keeper.retire(id),
    findView: (audienceId, connectionId) => read(() => viewOf(audienceId, connectionId)),
    frozenViews: (districtId) => read(() => frozenViewsOf(reader, districtId)),
    freezeTurn: async (turn) => {
      const isFrozen = await write(() => {
        const before = openReader(folder, 'roster');
        try {
          return holdBack(writer, before, { ...turn, cause: 'sharing' });
        } finally {
          before.close();
        }
      });
      await onActed();
      return isFrozen;
    },
    acceptWithheld: async (connectionId, line) => {
      const isThawed = await act(line, () => endFrozenView(writer, connectionId, line.at));
      await clearKept(writer, write, line.at);
      return isThawed;
    },
    thaw: async (connectionId, at, except) => {
      const isThawed = await write(() => endFrozenView(writer, connectionId, at, except));
      await clearKept(writer, write, at);
      return isThawed;
    },
    clearKept: (now, signal) => clearKept(writer, (work) => write(work, signal), now, signal),
    ask: (districtId, question) => onSnapshot((db) => answerAsk(db, districtId, question)),
    membershipOf: (districtId, policy) => onSnapshot((db) => findMembership(db, districtId, policy)),
    membershipHistory: (districtId, type, id) => read(() => membershipHistory(reader, districtId, type, id)),
    contactsEver: (districtId, studentId) => read(() => contactsEver(reader, districtId, studentId)),
    openSync,
  };
}
