/** The threads that write and search the ledger run compiled only, so what is tested here is the build, beside the same store without them. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Disclosure, Store } from '../../src/store/index.ts';
import type * as StoreModule from '../../src/store/index.ts';
import { useHub } from '../ingest/test-hub.ts';
import { hex } from './engine.ts';

const built = pathToFileURL(join(import.meta.dirname, '../../dist/store/index.js')).href;
const { openSqliteStore } = (await import(built)) as typeof StoreModule;

const hub = useHub();
let store: Store | undefined;
const openBeside = () => (store = openSqliteStore({ folder: hub.folder, serves: true }));
afterEach(async () => {
  await store?.close();
  store = undefined;
});

const rowOf = (id: string, token: string, n: number): Disclosure => ({
  ...{ id, token, districtId: hex(1, 'd'), applicationId: hex(1), audienceId: hex(1, 'a') },
  ...{ viewVersion: 1, recordType: 'student', fieldsId: 'names' },
  ...{ firstId: hex(n), lastId: hex(n + 9), isExact: true, rowCount: 10, requests: 1, firstAt: n, lastAt: n },
});
const fields = { names: ['id', 'name'] };

describe('the threads of the ledger', () => {
  it('write what this thread reads, while it writes itself, and find what it finds', async () => {
    const beside = openBeside();
    const rows = Array.from({ length: 300 }, (_, n) => rowOf(`written-${String(n)}`, 'written', 10 * n));
    const settings = Array.from({ length: 20 }, (_, n) => ({ name: `s${String(n)}`, value: 'x' }));
    await Promise.all([
      beside.control.disclose({ rows: rows.slice(0, 150), fields }),
      ...settings.map((setting) =>
        beside.control.write((transaction) => transaction.put('setting', setting)),
      ),
      beside.control.disclose({ rows: rows.slice(150), fields }),
    ]);
    expect(await beside.control.find('disclosure', { token: 'written' }, { orderBy: 'firstId' })).toEqual(
      rows,
    );
    expect(await beside.control.get('disclosed_fields', { id: 'names' })).toEqual({
      id: 'names',
      fields: ['id', 'name'],
    });
    for (const setting of settings)
      expect(await beside.control.get('setting', { name: setting.name })).toEqual(setting);

    const question = [hex(1, 'd'), 'student', hex(55), { from: 0, to: 10_000 }] as const;
    const found = await beside.control.receipts(...question);
    expect(found).toHaveLength(1);
    expect(found).toEqual(await hub.store.control.receipts(...question));
  });

  it('write all of it, or say that nothing was written', async () => {
    const beside = openBeside();
    await beside.control.disclose({ rows: [rowOf('taken', 'first', 0)], fields });
    const again = [rowOf('free', 'second', 0), rowOf('taken', 'second', 0)];
    await expect(beside.control.disclose({ rows: again, fields })).rejects.toThrow('exists already');
    expect(await beside.control.count('disclosure', { token: 'second' })).toBe(0);
    await beside.control.disclose({ rows: [rowOf('after', 'third', 0)], fields });
    expect(await beside.control.count('disclosure', { token: 'third' })).toBe(1);
  });

  it('tell those who wait when the store is closed, and have written what was acknowledged', async () => {
    const beside = openBeside();
    await beside.control.disclose({ rows: [rowOf('before', 'kept', 0)], fields });
    const late = beside.control.disclose({ rows: [rowOf('late', 'late', 0)], fields });
    const search = beside.control.receipts(hex(1, 'd'), 'student', hex(5), { from: 0, to: 10 });
    const ended = Promise.allSettled([late, search]);
    store = undefined;
    await beside.close();
    const [written] = await ended;
    expect(await hub.store.control.count('disclosure', { token: 'kept' })).toBe(1);
    expect(await hub.store.control.count('disclosure', { token: 'late' })).toBe(
      written.status === 'fulfilled' ? 1 : 0,
    );
  });
});
