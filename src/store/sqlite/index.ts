import type { Store } from '../port.ts';
import { sqliteControl } from './control.ts';
import { connect, migrate } from './open.ts';
import { sqliteRoster } from './roster.ts';
import { openSqliteSync } from './sync-session.ts';

export interface SqliteStoreOptions {
  /** The data folder; made if it is not there. */
  readonly folder: string;
}

/**
 * The embedded engine. Reads and writes have connections of their own: the reading one learns of every commit, also of this
 * process, by its data_version.
 */
export function openSqliteStore({ folder }: SqliteStoreOptions): Store {
  const writer = connect(folder);
  migrate(writer);
  const reader = connect(folder);
  reader.pragma('query_only = ON');
  const roster = sqliteRoster(reader);
  const control = sqliteControl(writer);
  return {
    control,
    roster,
    openSync: (districtId, sync) =>
      new Promise((resolve) => {
        resolve(openSqliteSync(writer, folder, districtId, sync));
      }),
    check: () => {
      reader.prepare('SELECT count(*) FROM migration').get();
      return Promise.resolve();
    },
    close: () => {
      reader.close();
      writer.close();
      return Promise.resolve();
    },
  };
}
