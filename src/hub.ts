import { loadServerKey } from './access/index.ts';
import type { Config } from './config/index.ts';
import { openSqliteStore, type Store } from './store/index.ts';

export interface Hub {
  readonly store: Store;
  readonly serverKey: Buffer;
  readonly close: () => Promise<void>;
}

/** The store and the key of a data folder. */
export function openHub({ data }: Pick<Config, 'data'>): Hub {
  const store = openSqliteStore({ folder: data });
  return { store, serverKey: loadServerKey(data), close: () => store.close() };
}
