import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { RollbookError } from '../../errors/index.ts';
import { STORED_TYPES } from '../../roster/index.ts';
import { EVERYTHING, isWhole, type Membership, parseAudience } from '../../sharing/index.ts';
import type { Audience, District, DistrictStore, SyncEntry, SyncState } from '../port/index.ts';
import { audiencesOf, RecordsBefore, refreshAudiences } from './audiences.ts';
import { nameState, rebuildDirectory } from './directory.ts';
import { answerAsk, findMembership } from './membership.ts';
import { contactsEver, membershipHistory } from './membership-history.ts';
import { type Connection, connect, isBusy } from './open.ts';
import { leaveAuditLine } from './pending-audit.ts';
import { rejectSync } from './reject-sync.ts';

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

interface AudienceRow {
  readonly id: string;
  readonly district_id: string;
  readonly policy: string;
  readonly view_version: number;
}

const toAudience = (row: AudienceRow): Audience => ({
  id: row.id,
  districtId: row.district_id,
  policy: row.policy,
  viewVersion: row.view_version,
});

/** How long a write waits for an import that is being published. */
const LOCK_WAIT_MS = 120_000;
const LOCK_RETRY_MS = 20;
/** Rows that are written between two turns of the event loop. */
const ROWS_PER_TURN = 4_000;
const FILL_ATTEMPTS_MAX = 5;
/** The view version of an audience that is not complete yet. */
const FILLING = -1;

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
  onActed: () => Promise<void>,
): DistrictStore {
  const read = <T>(work: () => T): Promise<T> =>
    new Promise((resolve) => {
      resolve(work());
    });

  /** In one transaction, when the lock is free. */
  const write = async <T>(work: () => T): Promise<T> => {
    const transaction = writer.transaction(work);
    for (const untilMs = performance.now() + LOCK_WAIT_MS; ;) {
      try {
        return transaction.immediate();
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > untilMs)
          throw new RollbookError('busy', 'An import is being published. Try again in a moment.', {
            cause: error,
          });
        await sleep(LOCK_RETRY_MS);
      }
    }
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
  const audienceByPolicy = reader.prepare<unknown[], AudienceRow>(
    `SELECT * FROM audience WHERE district_id = ? AND policy = ? AND retired_at IS NULL AND view_version <> ${FILLING}`,
  );
  const addMember = writer.prepare('INSERT INTO audience_record VALUES (?, ?, ?, ?, ?, NULL)');

  const raiseVersion = (districtId: string): number =>
    writer
      .prepare<unknown[], number>(
        'UPDATE district SET roster_version = roster_version + 1 WHERE id = ? RETURNING roster_version',
      )
      .pluck()
      .get(districtId) ?? 0;

  /** Fills an audience from a state of the roster; false if the roster changed meanwhile. */
  const fill = async (districtId: string, audienceId: string, policy: string): Promise<boolean> => {
    let version = -1;
    const membership = await onSnapshot(function* (db): Generator<undefined, Membership> {
      version =
        db
          .prepare<unknown[], number>('SELECT roster_version FROM district WHERE id = ?')
          .pluck()
          .get(districtId) ?? 0;
      return yield* findMembership(db, districtId, policy);
    });
    await write(() => {
      writer
        .prepare('DELETE FROM audience_record WHERE district_id = ? AND audience_id = ?')
        .run(districtId, audienceId);
    });
    for (const [type, ids] of membership) {
      const rows = [...ids];
      for (let at = 0; at < rows.length; at += ROWS_PER_TURN) {
        await write(() => {
          for (const id of rows.slice(at, at + ROWS_PER_TURN))
            addMember.run(districtId, audienceId, type, id, version + 1);
        });
        await nextTurn();
      }
    }
    return write(() => {
      const now = writer
        .prepare<unknown[], number>('SELECT roster_version FROM district WHERE id = ?')
        .pluck()
        .get(districtId);
      if (now !== version) return false;
      raiseVersion(districtId);
      rebuildDirectory(writer, { districtId, audienceId, seesAll: false }, STORED_TYPES);
      nameState(writer, audienceId);
      return true;
    });
  };

  return {
    createDistrict: async (district) => {
      await write(() => {
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
        leaveAuditLine(writer, {
          districtId: district.id,
          act: 'district.created',
          subject: `district:${district.id}`,
          at: new Date(),
        });
      });
      await onActed();
    },
    findDistrict: (id) =>
      read(() => {
        const row = districtById.get(id);
        return row && toDistrict(row);
      }),
    districts: () =>
      read(() => reader.prepare<[], DistrictRow>('SELECT * FROM district ORDER BY id').all().map(toDistrict)),
    setPaused: async (districtId, paused) => {
      await write(() => {
        writer.prepare('UPDATE district SET is_paused = ? WHERE id = ?').run(paused ? 1 : 0, districtId);
      });
    },
    setLimits: async (districtId, { removalPercent, updatePercent }) => {
      await write(() => {
        writer
          .prepare('UPDATE district SET removal_limit_percent = ?, update_limit_percent = ? WHERE id = ?')
          .run(removalPercent, updatePercent, districtId);
      });
    },
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
    addRecord: (districtId, record) =>
      write(() => {
        writer
          .prepare(
            "INSERT INTO record (district_id, type, id, key, digest, item, granted) VALUES (?, ?, ?, '', '', ?, NULL)",
          )
          .run(districtId, record.type, record.id, record.item);
        const version = raiseVersion(districtId);
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
    rejectSync: (districtId, syncId) => write(() => rejectSync(writer, districtId, syncId)),
    findAudience: (id) =>
      read(() => {
        const row = audienceById.get(id);
        return row && toAudience(row);
      }),
    audiences: (districtId) =>
      read(() =>
        reader
          .prepare<unknown[], AudienceRow>(
            'SELECT * FROM audience WHERE district_id = ? AND retired_at IS NULL ORDER BY id',
          )
          .all(districtId)
          .map(toAudience),
      ),
    ensureAudience: async (districtId, policy, newId) => {
      const known = audienceByPolicy.get(districtId, policy);
      if (known) return toAudience(known);
      await write(() => {
        writer
          .prepare(
            'INSERT INTO audience (id, district_id, policy, view_version, retired_at) VALUES (?, ?, ?, ?, NULL)',
          )
          .run(newId, districtId, policy, isWhole(parseAudience(policy)) ? 0 : FILLING);
      });
      if (!isWhole(parseAudience(policy)))
        for (let attempt = 1; !(await fill(districtId, newId, policy)); attempt++)
          if (attempt === FILL_ATTEMPTS_MAX)
            throw new RollbookError(
              'busy',
              'The roster changed again and again meanwhile. Try again in a moment.',
            );
      const made = audienceById.get(newId);
      if (!made) throw new Error('The audience was not stored.');
      return toAudience(made);
    },
    retireAudience: async (id) => {
      const audience = audienceById.get(id);
      // The one that sees everything stays: every district has it.
      if (!audience || audience.policy === EVERYTHING) return;
      const { district_id: districtId } = audience;
      const until = await write(() => {
        writer
          .prepare(
            'UPDATE audience SET retired_at = (SELECT roster_version FROM district WHERE id = district_id) WHERE id = ? AND retired_at IS NULL',
          )
          .run(id);
        writer
          .prepare('DELETE FROM list_segment WHERE district_id = ? AND audience_id = ?')
          .run(districtId, id);
        return raiseVersion(districtId);
      });
      for (let moved = ROWS_PER_TURN; moved === ROWS_PER_TURN;) {
        await nextTurn();
        moved = await write(() => {
          const rows = writer
            .prepare<unknown[], { type: string; id: string; since: number }>(
              `SELECT type, id, since FROM audience_record WHERE district_id = ? AND audience_id = ? LIMIT ${ROWS_PER_TURN}`,
            )
            .all(districtId, id);
          const remember = writer.prepare('INSERT OR IGNORE INTO audience_former VALUES (?, ?, ?, ?, ?, ?)');
          const remove = writer.prepare(
            'DELETE FROM audience_record WHERE district_id = ? AND audience_id = ? AND type = ? AND id = ?',
          );
          for (const row of rows) {
            remember.run(districtId, row.type, row.id, id, row.since, until);
            remove.run(districtId, id, row.type, row.id);
          }
          return rows.length;
        });
      }
    },
    ask: (districtId, question) => onSnapshot((db) => answerAsk(db, districtId, question)),
    membershipOf: (districtId, policy) => onSnapshot((db) => findMembership(db, districtId, policy)),
    membershipHistory: (districtId, type, id) => read(() => membershipHistory(reader, districtId, type, id)),
    contactsEver: (districtId, studentId) => read(() => contactsEver(reader, districtId, studentId)),
    openSync,
  };
}
