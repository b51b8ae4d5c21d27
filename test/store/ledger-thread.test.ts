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

const at = new Date('2026-11-25T08:00:00Z');

const rowOf = (token: string, n: number): Omit<Disclosure, 'id'> => ({
  ...{ token, districtId: hex(1, 'd'), applicationId: hex(1), audienceId: hex(1, 'a') },
  ...{ viewVersion: 1, recordType: 'student', fieldsId: 'names' },
  ...{ firstId: hex(n), lastId: hex(n + 9), isExact: true, rowCount: 10, requests: 1, firstAt: n, lastAt: n },
});
const fields = { names: ['id', 'name'] };

describe('the threads of the ledger', () => {
  it('write what this thread reads, while it writes itself, and find what it finds', async () => {
    const beside = openBeside();
    const rows = Array.from({ length: 300 }, (_, n) => rowOf('written', 10 * n));
    const settings = Array.from({ length: 20 }, (_, n) => ({ name: `s${String(n)}`, value: 'x' }));
    await Promise.all([
      beside.control.disclose({ rows: rows.slice(0, 150), fields, at }),
      ...settings.map((setting) =>
        beside.control.write((transaction) => transaction.put('setting', setting)),
      ),
      beside.control.disclose({ rows: rows.slice(150), fields, at }),
    ]);
    const written = await beside.control.find('disclosure', { token: 'written' }, { orderBy: 'firstId' });
    expect(written.map(({ id: _, ...row }) => row)).toEqual(rows);
    expect(await beside.control.count('disclosure_seal', {})).toBe(2);
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
    await beside.control.disclose({ rows: [rowOf('first', 0)], fields, at });
    const seals = await beside.control.count('disclosure_seal', {});
    const incomplete = { ...rowOf('second', 0), firstId: undefined } as unknown as Disclosure;
    const rows = [rowOf('second', 0), incomplete];
    await expect(beside.control.disclose({ rows, fields, at })).rejects.toThrow('NOT NULL');
    expect(await beside.control.count('disclosure_seal', {})).toBe(seals);
    expect(await beside.control.count('disclosure', { token: 'second' })).toBe(0);
    await beside.control.disclose({ rows: [rowOf('third', 0)], fields, at });
    expect(await beside.control.count('disclosure', { token: 'third' })).toBe(1);
  });

  it('tell those who wait when the store is closed, and have written what was acknowledged', async () => {
    const beside = openBeside();
    await beside.control.disclose({ rows: [rowOf('kept', 0)], fields, at });
    const late = beside.control.disclose({ rows: [rowOf('late', 0)], fields, at });
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
