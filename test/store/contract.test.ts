import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, type Store } from '../../src/store/index.ts';
import { describeStore, type StoreEngine } from './contract.ts';

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
      close: async () => {
        for (const store of stores) await store.close();
        rmSync(folder, { recursive: true, force: true });
      },
    });
  },
};

const engines: readonly StoreEngine[] = [sqlite];

for (const engine of engines) describeStore(engine);
