import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Lease, LeaseAsk, LeaseReturn, NodeBeat, OtherNode, RateLeases } from '../port/index.ts';
import { type Connection, isBusy } from './open.ts';
import {
  fileIdentity,
  isDamaged,
  leasesPath,
  type OpenedFile,
  openLeasesFile,
  removeLeasesFile,
} from './rate-leases-file.ts';

/** A lock is held for some microseconds: it is tried again with the next turns of the event loop, then each millisecond. */
const BUSY_TURNS = 10;
const BUSY_WAIT_MS = 400;
/** Windows that ended are forgotten a few at a time, so that no beat takes long. */
const FORGOTTEN_AT_ONCE = 2_000;
/** Not sooner after their end: by the clock of another node they may still be open, and would open once more. */
const FORGOTTEN_AFTER_SECONDS = 10;

interface WindowRow {
  readonly used: number;
  readonly ends_at: number;
}

interface Statements {
  lease(asks: readonly LeaseAsk[], nowSeconds: number): readonly Lease[];
  giveBack(returns: readonly LeaseReturn[]): void;
  beat(beat: NodeBeat): readonly OtherNode[];
  leave(id: string): void;
}

const nameOf = ({ bucket, key }: Pick<LeaseAsk, 'bucket' | 'key'>) => `${bucket} ${key}`;

function statementsOf(db: Connection): Statements {
  const windowOf = db.prepare<[string, number], WindowRow>(
    'SELECT used, ends_at FROM rate_window WHERE name = ? AND ends_at > ?',
  );
  const openWindow = db.prepare<[string, number, number]>(
    `INSERT INTO rate_window (name, ends_at, used) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET ends_at = excluded.ends_at, used = excluded.used`,
  );
  const count = db.prepare<[number, string]>('UPDATE rate_window SET used = ? WHERE name = ?');
  const uncount = db.prepare<[number, string, number]>(
    'UPDATE rate_window SET used = max(0, used - ?) WHERE name = ? AND ends_at = ?',
  );
  const putNode = db.prepare<[string, number, number]>(
    `INSERT INTO rate_node (id, is_sharing, beat_ms) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET is_sharing = excluded.is_sharing, beat_ms = excluded.beat_ms`,
  );
  // Also what is far in the future: a clock was set back.
  const forgetNodes = db.prepare<[number, number]>('DELETE FROM rate_node WHERE beat_ms NOT BETWEEN ? AND ?');
  const others = db.prepare<[string], { readonly id: string; readonly is_sharing: number }>(
    'SELECT id, is_sharing FROM rate_node WHERE id <> ? ORDER BY id',
  );
  const forgetWindows = db.prepare<[number, number]>(
    `DELETE FROM rate_window WHERE name IN
       (SELECT name FROM rate_window WHERE ends_at <= ? ORDER BY ends_at LIMIT ?)`,
  );
  const removeNode = db.prepare<[string]>('DELETE FROM rate_node WHERE id = ?');

  const leaseOne = (ask: LeaseAsk, nowSeconds: number): Lease => {
    const { want, counted, limit } = ask;
    const name = nameOf(ask);
    const window = windowOf.get(name, nowSeconds);
    const before = (window?.used ?? 0) + counted;
    const granted = Math.max(0, Math.min(want, limit - before));
    const used = before + granted;
    if (!window) openWindow.run(name, ask.endsAt, used);
    // Where nothing is left, nothing is written.
    else if (used !== window.used) count.run(used, name);
    return { granted, used, endsAt: window?.ends_at ?? ask.endsAt };
  };
  return {
    lease: (asks, nowSeconds) => asks.map((ask) => leaseOne(ask, nowSeconds)),
    giveBack: (returns) => {
      for (const one of returns) uncount.run(one.unused, nameOf(one), one.endsAt);
    },
    beat: ({ id, isSharing, nowMs, goneAfterMs }) => {
      putNode.run(id, isSharing ? 1 : 0, nowMs);
      forgetNodes.run(nowMs - goneAfterMs, nowMs + goneAfterMs);
      forgetWindows.run(Math.floor(nowMs / 1000) - FORGOTTEN_AFTER_SECONDS, FORGOTTEN_AT_ONCE);
      return others.all(id).map((row) => ({ id: row.id, isSharing: row.is_sharing === 1 }));
    },
    leave: (id) => {
      removeNode.run(id);
    },
  };
}

/** Runs a write at once where nobody else writes; otherwise as soon as it can, without keeping the thread. */
async function whenFree<T>(write: () => T): Promise<T> {
  const untilMs = performance.now() + BUSY_WAIT_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      return write();
    } catch (error) {
      if (!isBusy(error) || performance.now() > untilMs) throw error;
    }
    await (attempt <= BUSY_TURNS ? nextTurn() : sleep(1));
  }
}

/**
 * A file of its own in the data folder, made with the first call: control data is written to the disk, and what stands here need not be. Where
 * the file was taken away or is damaged, the next beat makes it anew, or opens the one that another node made.
 */
export function openSqliteRateLeases({ folder }: { readonly folder: string }): RateLeases {
  const path = leasesPath(folder);
  let opened: (OpenedFile & { readonly run: <T>(work: (on: Statements) => T) => T }) | undefined;
  /** What became of the file since it was opened: after a failure it is opened anew, after damage made anew. */
  let state: 'sound' | 'failed' | 'damaged' = 'sound';

  const shut = () => {
    opened?.db.close();
    opened = undefined;
  };
  const ready = () => {
    if (opened) return opened;
    const file = openLeasesFile(path);
    const statements = statementsOf(file.db);
    const begin = file.db.transaction((work: () => unknown) => work());
    opened = { ...file, run: (work) => begin.immediate(() => work(statements)) as ReturnType<typeof work> };
    return opened;
  };
  const write = <T>(work: (on: Statements) => T): Promise<T> =>
    whenFree(() => {
      try {
        return ready().run(work);
      } catch (error) {
        if (isDamaged(error)) state = 'damaged';
        else if (!isBusy(error) && state === 'sound') state = 'failed';
        throw error;
      }
    });
  /** Looks whether the file is still the one that others find under its name. */
  const look = () => {
    const isOurs = opened !== undefined && fileIdentity(path) === opened.identity;
    if (isOurs && state === 'sound') return;
    shut();
    // Whoever found it damaged first makes it anew; the others find another file.
    if (isOurs && state === 'damaged') removeLeasesFile(path);
    state = 'sound';
  };

  return {
    lease: (asks, nowSeconds) => write((on) => on.lease(asks, nowSeconds)),
    giveBack: (returns) =>
      write((on) => {
        on.giveBack(returns);
      }),
    beat: (beat) => {
      look();
      return write((on) => on.beat(beat));
    },
    leave: (id) =>
      opened
        ? write((on) => {
            on.leave(id);
          })
        : Promise.resolve(),
    close: () => {
      shut();
      return Promise.resolve();
    },
  };
}
