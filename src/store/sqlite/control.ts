import { RollbookError } from '../../errors/index.ts';
import type {
  Application,
  Connection as ConnectionRecord,
  ControlStore,
  District,
  SyncEntry,
  SyncState,
} from '../port.ts';
import { EVERYTHING } from '../audience.ts';
import { rebuildDirectory } from './directory.ts';
import type { Connection } from './open.ts';

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
  };
}

interface ApplicationRow {
  readonly id: string;
  readonly name: string;
  readonly client_id: string;
  readonly redirect_uris: string;
  readonly created: string;
}

const toApplication = (row: ApplicationRow): Application => ({
  id: row.id,
  name: row.name,
  clientId: row.client_id,
  redirectUris: JSON.parse(row.redirect_uris) as string[],
  created: row.created,
});

interface ConnectionRow {
  readonly id: string;
  readonly district_id: string;
  readonly application_id: string;
  readonly audience_id: string;
  readonly state: ConnectionRecord['state'];
  readonly token_version: number;
  readonly created: string;
}

const toConnection = (row: ConnectionRow): ConnectionRecord => ({
  id: row.id,
  districtId: row.district_id,
  applicationId: row.application_id,
  audienceId: row.audience_id,
  state: row.state,
  tokenVersion: row.token_version,
  created: row.created,
});

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

/** Districts, applications, connections and settings of the embedded engine. */
export function sqliteControl(db: Connection): ControlStore {
  const settled = <T>(work: () => T): Promise<T> =>
    new Promise((resolve) => {
      resolve(work());
    });
  const audienceOf = db
    .prepare<unknown[], string>('SELECT id FROM audience WHERE district_id = ? AND policy = ?')
    .pluck();
  const connectionByHash = db.prepare<unknown[], ConnectionRow>(
    'SELECT * FROM connection WHERE token_hash = ?',
  );
  const districtById = db.prepare<unknown[], DistrictRow>('SELECT * FROM district WHERE id = ?');

  return {
    createDistrict: (district) =>
      settled(() => {
        db.transaction(() => {
          if (districtById.get(district.id))
            throw new RollbookError(
              'already_exists',
              `A district with id ${district.id} exists already. Leave --id out to get a new one.`,
            );
          db.prepare(
            `INSERT INTO district (id, name, mdr_number, sis_type, state, error, created, last_sync, roster_version,
               id_seconds, removal_limit_percent, update_limit_percent)
             VALUES (?, ?, ?, 'sftp', 'pending', '', ?, NULL, 0, 0, ?, ?)`,
          ).run(
            district.id,
            district.name,
            district.mdr_number ?? null,
            district.created,
            district.limits.removalPercent,
            district.limits.updatePercent,
          );
          db.prepare('INSERT INTO audience (id, district_id, policy, view_version) VALUES (?, ?, ?, 0)').run(
            district.audienceId,
            district.id,
            EVERYTHING,
          );
        }).immediate();
      }),
    findDistrict: (id) =>
      settled(() => {
        const row = districtById.get(id);
        return row && toDistrict(row);
      }),
    districts: () =>
      settled(() => db.prepare<[], DistrictRow>('SELECT * FROM district ORDER BY id').all().map(toDistrict)),
    createApplication: (application) =>
      settled(() => {
        db.prepare(
          `INSERT INTO application (id, name, client_id, client_secret_hash, redirect_uris, created) VALUES (?, ?, ?, ?, ?, ?)`,
        ).run(
          application.id,
          application.name,
          application.clientId,
          application.clientSecretHash,
          JSON.stringify(application.redirectUris),
          application.created,
        );
      }),
    findApplication: (id) =>
      settled(() => {
        const row = db.prepare<unknown[], ApplicationRow>('SELECT * FROM application WHERE id = ?').get(id);
        return row && toApplication(row);
      }),
    applications: () =>
      settled(() =>
        db.prepare<[], ApplicationRow>('SELECT * FROM application ORDER BY id').all().map(toApplication),
      ),
    createConnection: (connection) =>
      settled(() => {
        const { districtId, applicationId } = connection;
        db.transaction(() => {
          const taken = db
            .prepare('SELECT 1 FROM connection WHERE district_id = ? AND application_id = ?')
            .get(districtId, applicationId);
          if (taken)
            throw new RollbookError(
              'already_exists',
              'This application is connected to the district already; its token was shown once, when it was connected. Create another application to get another token.',
            );
          db.prepare(
            `INSERT INTO connection (id, district_id, application_id, audience_id, state, token_version, token_hash, created)
             VALUES (?, ?, ?, ?, 'connected', ?, ?, ?)`,
          ).run(
            connection.id,
            districtId,
            applicationId,
            audienceOf.get(districtId, EVERYTHING),
            connection.tokenVersion,
            connection.tokenHash,
            connection.created,
          );
        }).immediate();
      }),
    findConnectionByTokenHash: (tokenHash) =>
      settled(() => {
        const row = connectionByHash.get(tokenHash);
        return row && toConnection(row);
      }),
    findConnection: (districtId, applicationId) =>
      settled(() => {
        const row = db
          .prepare<unknown[], ConnectionRow>(
            'SELECT * FROM connection WHERE district_id = ? AND application_id = ?',
          )
          .get(districtId, applicationId);
        return row && toConnection(row);
      }),
    takeIdSeconds: (districtId, atLeast) =>
      settled(
        () =>
          db
            .prepare<unknown[], number>(
              'UPDATE district SET id_seconds = max(id_seconds + 1, ?) WHERE id = ? RETURNING id_seconds',
            )
            .pluck()
            .get(atLeast, districtId) ?? atLeast,
      ),
    addRecord: (districtId, record) =>
      settled(() => {
        db.transaction(() => {
          db.prepare(
            "INSERT INTO record (district_id, type, id, key, digest, item, granted) VALUES (?, ?, ?, '', '', ?, NULL)",
          ).run(districtId, record.type, record.id, record.item);
          db.prepare('UPDATE district SET roster_version = roster_version + 1 WHERE id = ?').run(districtId);
          rebuildDirectory(db, districtId, [record.type]);
        }).immediate();
      }),
    reserveIds: (districtId, ids) =>
      settled(() => {
        const insert = db.prepare(
          'INSERT INTO former_identity (district_id, type, key, id, removed_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        );
        db.transaction(() => {
          for (const { type, key, id } of ids) insert.run(districtId, type, key, id, Number.MAX_SAFE_INTEGER);
        }).immediate();
      }),
    syncs: (districtId, limit) =>
      settled(() =>
        db
          .prepare<unknown[], SyncRow>(
            'SELECT * FROM sync WHERE district_id = ? ORDER BY number DESC LIMIT ?',
          )
          .all(districtId, limit)
          .map(toSync),
      ),
    setting: (name) =>
      settled(() =>
        db.prepare<unknown[], string>('SELECT value FROM setting WHERE name = ?').pluck().get(name),
      ),
    putSetting: (name, value) =>
      settled(() => {
        db.prepare(
          'INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        ).run(name, value);
      }),
  };
}
