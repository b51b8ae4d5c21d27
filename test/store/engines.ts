/** The engines that stand behind the store port. One joins by a line in the list. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteStore, type Store } from '../../src/store/index.ts';
import type { StoreEngine } from './engine.ts';

const FILES = { roster: 'rollbook.sqlite', control: 'control.sqlite' } as const;
const builtStore = new URL('../../dist/store/index.js', import.meta.url).href;

const sqlite: StoreEngine = {
  name: 'sqlite',
  open: () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollbook-store-'));
    const stores: Store[] = [];
    const connect = () => {
      const store = openSqliteStore({ folder });
      stores.push(store);
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
      hold: (set) => {
        const db = new Database(join(folder, FILES[set]));
        db.exec('BEGIN IMMEDIATE');
        return () => void db.close();
      },
      script: (body) =>
        `import { openSqliteStore } from ${JSON.stringify(builtStore)};
         const store = openSqliteStore({ folder: ${JSON.stringify(folder)} });
         ${body}`,
      close: async () => {
        for (const store of stores) await store.close();
        rmSync(folder, { recursive: true, force: true });
      },
    });
  },
};

export const engines: readonly StoreEngine[] = [sqlite];
