import { loadServerKey } from './access/index.ts';
import type { Config } from './config/index.ts';
import { openSqliteRateLeases, openSqliteStore, type RateLeases, type Store } from './store/index.ts';

export interface Hub {
  readonly store: Store;
  readonly serverKey: Buffer;
  readonly close: () => Promise<void>;
}

/** The store and the key of a data folder; `serves`: for a server, which reads lists and writes the ledger in threads beside. */
export function openHub({ data }: Pick<Config, 'data'>, { serves = false } = {}): Hub {
  const store = openSqliteStore({ folder: data, serves });
  return { store, serverKey: loadServerKey(data), close: () => store.close() };
}

/** What several servers over the same data count their callers with. Nothing is opened before it is needed. */
export function openRateLeases({ data }: Pick<Config, 'data'>): RateLeases {
  return openSqliteRateLeases({ folder: data });
}
