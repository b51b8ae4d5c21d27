import type { Store, SyncSession } from '../port/index.ts';
import { protectLedger, sqliteControl } from './control.ts';
import { sqliteDistricts } from './districts.ts';
import { LedgerThreads } from './ledger-thread.ts';
import { connect, migrate, openReader } from './open.ts';
import { chainPendingLines } from './pending-audit.ts';
import { sqliteRoster } from './roster.ts';
import { readSegmentsHere, SegmentThread } from './segment-readers.ts';
import { segmentReads } from './segment-reads.ts';
import { Staging } from './staging.ts';
import { StagingThread } from './staging-thread.ts';
import { openSqliteSync } from './sync-session.ts';
import { WriteQueue } from './write-queue.ts';

export interface SqliteStoreOptions {
  /** The data folder; made if it is not there. */
  readonly folder: string;
  /** Whether syncs write what they find in a thread beside the one that reads. Only where the compiled program runs. */
  readonly stagesAside?: boolean;
  /** Whether a server runs on it: segments of lists are read, and disclosures written, in threads beside. Only where the compiled program runs. */
  readonly serves?: boolean;
}

/** How long an import waits for another that is being published; it stands in a thread of its own. */
const SYNC_WAIT_MS = 600_000;

/**
 * The embedded engine: rosters in one file, control data in another. Reads and writes have connections of their own: the reading ones
 * learn of every commit, also of this process, by their data_version.
 */
export function openSqliteStore({ folder, stagesAside = false, serves = false }: SqliteStoreOptions): Store {
  const rosterWriter = connect(folder, 'roster');
  migrate(rosterWriter, 'roster');
  // From here on a lock is waited for in turns, not by keeping the thread.
  rosterWriter.pragma('busy_timeout = 0');
  const rosterReader = openReader(folder, 'roster');
  const controlWriter = connect(folder, 'control');
  migrate(controlWriter, 'control');
  protectLedger(controlWriter);
  const controlReader = openReader(folder, 'control');

  let writtenHere = 0;
  const onCommit = () => {
    writtenHere++;
  };
  const queue = new WriteQueue(controlWriter, onCommit);
  const segments = serves ? new SegmentThread(folder) : readSegmentsHere(segmentReads(rosterReader));
  const ledger = serves ? new LedgerThreads(folder, queue) : undefined;
  const control = sqliteControl(controlWriter, controlReader, queue, ledger);
  const chainPending = () => {
    onCommit();
    return chainPendingLines(rosterWriter, control);
  };
  const openStaging = (path: string) => (stagesAside ? new StagingThread(path) : new Staging(path));
  const openSync = (
    districtId: string,
    sync: { readonly id: string; readonly started: string },
  ): Promise<SyncSession> =>
    new Promise((resolve) => {
      const db = connect(folder, 'roster', { timeoutMs: SYNC_WAIT_MS });
      try {
        resolve(openSqliteSync({ db, folder, openStaging, onActed: chainPending }, districtId, sync));
      } catch (error) {
        db.close();
        throw error;
      }
    });
  return {
    control,
    districts: sqliteDistricts(rosterWriter, rosterReader, folder, openSync, {
      onCommit,
      onActed: chainPending,
    }),
    roster: sqliteRoster(rosterReader, segments, {
      accessVersion: () => control.accessVersion() as number,
      writtenHere: () => writtenHere,
    }),
    check: () => {
      rosterReader.prepare('SELECT count(*) FROM migration').get();
      controlReader.prepare('SELECT count(*) FROM migration').get();
      return Promise.resolve();
    },
    close: async () => {
      await queue.idle();
      await Promise.all([segments.close(), ledger?.close()]);
      for (const db of [rosterReader, rosterWriter, controlReader, controlWriter]) db.close();
    },
  };
}
