/** The engines that stand behind the store port. One joins by a line in the list. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteRateLeases, openSqliteStore, type RateLeases, type Store } from '../../src/store/index.ts';
import type { StoreEngine } from './engine.ts';

const FILES = { roster: 'rollbook.sqlite', control: 'control.sqlite' } as const;
const builtStore = new URL('../../dist/store/index.js', import.meta.url).href;

const sqlite: StoreEngine = {
  name: 'sqlite',
  open: () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollbook-store-'));
    const leasesFile = join(folder, 'limits.sqlite');
    const opened: (Store | RateLeases)[] = [];
    const hold = (file: string) => {
      const db = new Database(file);
      db.exec('BEGIN IMMEDIATE');
      return () => void db.close();
    };
    const connect = () => {
      const store = openSqliteStore({ folder });
      opened.push(store);
      return store;
    };
    return Promise.resolve({
      store: connect(),
      connect: () => Promise.resolve(connect()),
      sql: (set, text) =>
        new Promise((resolve) => {
          const db = new Database(join(folder, FILES[set]));
          try {
            const statement = db.prepare(text);
            if (statement.reader) resolve(statement.all());
            else {
              statement.run();
              resolve([]);
            }
          } finally {
            db.close();
          }
        }),
      rateLeases: () => {
        const leases = openSqliteRateLeases({ folder });
        opened.push(leases);
        return leases;
      },
      loseRateLeases: () => {
        for (const suffix of ['', '-wal', '-shm']) rmSync(leasesFile + suffix, { force: true });
      },
      damageRateLeases: () => {
        writeFileSync(leasesFile, 'not what it was'.repeat(4_000));
      },
      hold: (set) => hold(join(folder, FILES[set])),
      holdRateLeases: () => hold(leasesFile),
      script: (body) =>
        `import { openSqliteRateLeases, openSqliteStore } from ${JSON.stringify(builtStore)};
         const folder = ${JSON.stringify(folder)};
         const store = openSqliteStore({ folder });
         const rateLeases = openSqliteRateLeases({ folder });
         ${body}`,
      close: async () => {
        for (const one of opened) await one.close();
        rmSync(folder, { recursive: true, force: true });
      },
    });
  },
};

export const engines: readonly StoreEngine[] = [sqlite];
