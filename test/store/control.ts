import { describe, expect, it } from 'vitest';
import type { Connection, ControlTable, Row } from '../../src/store/index.ts';
import { definitionOf, keyOf, optionalOf, requiredOf, rowOf, TABLES } from './control-rows.ts';
import { type StoreEngine, useStore } from './engine.ts';

/** Control tables: every row comes back as it went in, and nothing that is unique is there twice. */
export function describeControl(engine: StoreEngine): void {
  const bench = useStore(engine);
  let drawn = 0;
  const next = <T extends ControlTable>(table: T, more: Partial<Row<T>> = {}): Row<T> => ({
    ...rowOf(table, ++drawn),
    ...more,
  });
  const insert = <T extends ControlTable>(table: T, row: Row<T>, on = bench.store) =>
    on.control.write((transaction) => transaction.insert(table, row));
  /** A connection that has not ended. */
  const live = (more: Partial<Connection> = {}): Connection => {
    const { ended: _ended, ...row } = next('connection');
    return { ...row, ...more };
  };

  describe('control tables', () => {
    for (const table of TABLES) {
      it(`hold a row of ${table} with all its values, and without those that may be absent`, async () => {
        const other = await bench.connect();
        for (const names of [[...requiredOf(table), ...optionalOf(table)], requiredOf(table)]) {
          const row = rowOf(table, ++drawn, names);
          await insert(table, row);
          for (const on of [bench.store, other]) {
            const found = await on.control.get(table, keyOf(table, row));
            expect(found).toEqual(row);
            expect(Object.keys(found ?? {}).sort()).toEqual([...names].sort());
          }
        }
      });

      it(`refuse a second row of ${table} with the same key, and keep the first`, async () => {
        const first = next(table);
        await insert(table, first);
        const second = { ...next(table), ...keyOf(table, first) };
        await expect(insert(table, second)).rejects.toMatchObject({ code: 'already_exists' });
        expect(await bench.store.control.find(table, keyOf(table, first))).toEqual([first]);
      });

      it(`refuse a row of ${table} that lacks a value, and say that it is a fault`, async () => {
        const before = await bench.store.control.count(table, {});
        for (const name of requiredOf(table)) {
          const row = rowOf(
            table,
            ++drawn,
            requiredOf(table).filter((kept) => kept !== name),
          );
          const outcome = await insert(table, row).catch((error: unknown) => error);
          expect(outcome, name).toBeInstanceOf(Error);
          expect(outcome, name).not.toMatchObject({ code: 'already_exists' });
        }
        expect(await bench.store.control.count(table, {})).toBe(before);
      });
    }

    it('know no column that their definition does not name', async () => {
      const where = JSON.parse('{"id = id OR 1": "x"}') as { readonly id?: string };
      await expect(bench.store.control.find('application', where)).rejects.toThrow();
    });
  });

  describe('what is unique in control tables', () => {
    it('is one live connection for a pair, beside those that ended', async () => {
      const first = live();
      const { districtId, applicationId } = first;
      await insert('connection', { ...live({ districtId, applicationId }), ended: 'before' });
      await insert('connection', first);
      await insert('connection', { ...live({ districtId, applicationId }), ended: 'after' });
      const { control } = bench.store;
      await expect(insert('connection', live({ districtId, applicationId }))).rejects.toMatchObject({
        code: 'already_exists',
      });
      expect(await control.find('connection', { districtId, applicationId, ended: undefined })).toEqual([
        first,
      ]);
      await control.write((transaction) =>
        transaction.update('connection', { id: first.id }, { ended: 'now' }),
      );
      await insert('connection', live({ districtId, applicationId }));
      // What ended cannot come back beside it.
      await expect(
        control.write((transaction) =>
          transaction.update('connection', { id: first.id }, { ended: undefined }),
        ),
      ).rejects.toMatchObject({ code: 'already_exists' });
    });

    it('is the hash of a token; connections without one are many', async () => {
      const first = live();
      await insert('connection', first);
      const again = live({ tokenHash: first.tokenHash ?? '' });
      await expect(insert('connection', again)).rejects.toMatchObject({ code: 'already_exists' });
      const { control } = bench.store;
      expect(await control.find('connection', { tokenHash: first.tokenHash })).toEqual([first]);
      for (let n = 0; n < 2; n++) {
        const { tokenHash: _none, ...without } = live();
        await insert('connection', without);
      }
      for (const wrong of ['', `${first.tokenHash ?? ''} `, first.tokenHash?.toUpperCase(), '%', first.id])
        expect(await control.find('connection', { tokenHash: wrong ?? '' }), wrong).toEqual([]);
    });

    it('is the client id, the id of a user token, the e-mail address of an account', async () => {
      const application = next('application');
      const userToken = next('user_token');
      const account = next('account');
      await insert('application', application);
      await insert('user_token', userToken);
      await insert('account', account);
      const taken = { code: 'already_exists' };
      await expect(
        insert('application', next('application', { clientId: application.clientId })),
      ).rejects.toMatchObject(taken);
      await expect(insert('user_token', next('user_token', { id: userToken.id }))).rejects.toMatchObject(
        taken,
      );
      await expect(insert('account', next('account', { email: account.email }))).rejects.toMatchObject(taken);
    });

    it('is not made so by taking away a row with another key', async () => {
      const [first, second] = [next('application'), next('application')];
      await insert('application', first);
      await insert('application', second);
      const { control } = bench.store;
      await expect(
        control.write((transaction) =>
          transaction.put('application', { ...second, clientId: first.clientId }),
        ),
      ).rejects.toMatchObject({ code: 'already_exists' });
      for (const row of [first, second])
        expect(await control.find('application', { id: row.id })).toEqual([row]);
    });
  });

  describe('a row that is put', () => {
    it('is added, or replaces the one with its key and all its values', async () => {
      const { control } = bench.store;
      const row = next('connection');
      const put = (of: Connection) => control.write((transaction) => transaction.put('connection', of));
      await put(row);
      expect(await control.get('connection', { id: row.id })).toEqual(row);
      const after = { ...rowOf('connection', ++drawn, requiredOf('connection')), id: row.id };
      await put(after);
      expect(await control.find('connection', { id: row.id })).toEqual([after]);
    });
  });

  describe('rows of control tables', () => {
    const secret = (applicationId: string, id: string, created: string) => ({
      applicationId,
      id,
      secretHash: `${applicationId} ${id}`,
      created,
    });

    it('are found by what they equal, in order, and no more of them than asked for', async () => {
      const { control } = bench.store;
      const rows = [
        secret('a', '3', 'x'),
        secret('a', '1', 'y'),
        secret('a', '2', 'z'),
        secret('b', '1', 'x'),
      ];
      for (const row of rows) await insert('application_secret', row);
      const ids = async (
        ...options: Parameters<typeof control.find<'application_secret'>> extends [unknown, ...infer R]
          ? R
          : never
      ) => (await control.find('application_secret', ...options)).map(({ id }) => id);
      expect(await ids({ applicationId: 'a' }, { orderBy: 'id' })).toEqual(['1', '2', '3']);
      expect(await ids({ applicationId: 'a' }, { orderBy: 'created', descending: true })).toEqual([
        '2',
        '1',
        '3',
      ]);
      expect(await ids({ applicationId: 'a' }, { orderBy: 'id', limit: 2 })).toEqual(['1', '2']);
      expect(await ids({ applicationId: 'a' }, { limit: 0 })).toEqual([]);
      expect(await ids({ applicationId: 'a' }, { orderBy: 'id', above: ['id', '1'] })).toEqual(['2', '3']);
      expect(await ids({ applicationId: 'a' }, { orderBy: 'id', below: ['id', '3'] })).toEqual(['1', '2']);
      expect(await ids({ applicationId: 'a' }, { above: ['id', '1'], below: ['id', '3'] })).toEqual(['2']);
      expect(await ids({ applicationId: 'a', created: 'x' })).toEqual(['3']);
      expect(await ids({ applicationId: 'c' })).toEqual([]);
      expect(await ids({ applicationId: "a' OR '1'='1" })).toEqual([]);
      expect(await control.count('application_secret', { applicationId: 'a' })).toBe(3);
      expect(await control.count('application_secret', { applicationId: 'c' })).toBe(0);
      expect((await control.get('application_secret', { applicationId: 'b' }))?.id).toBe('1');
    });

    it('compare numbers as numbers, and flags and lists by their value', async () => {
      const { control } = bench.store;
      for (const ends of [9, 10, 100])
        await insert('account_session', { ...next('account_session'), accountId: 'numbers', ends });
      const of = { accountId: 'numbers' };
      expect(
        (await control.find('account_session', of, { orderBy: 'ends' })).map(({ ends }) => ends),
      ).toEqual([9, 10, 100]);
      expect(await control.count('account_session', { ...of, ends: 10 })).toBe(1);
      expect((await control.find('account_session', of, { above: ['ends', 9], limit: 9 })).length).toBe(2);
      const removed = control.write((transaction) =>
        transaction.remove('account_session', of, { below: ['ends', 100] }),
      );
      expect(await removed).toBe(2);
      const open = next('application', { isPublic: true, scopes: ['read:sis'] });
      await insert('application', open);
      expect(await control.count('application', { id: open.id, isPublic: true, scopes: ['read:sis'] })).toBe(
        1,
      );
      expect(await control.count('application', { id: open.id, isPublic: false })).toBe(0);
    });

    it('are found without a value by asking for none', async () => {
      const { control } = bench.store;
      const of = { accountId: 'none' };
      await insert('recovery_code', { ...of, codeHash: 'used', usedAt: 1 });
      await insert('recovery_code', { ...of, codeHash: 'free' });
      const hashes = async (usedAt: number | undefined) =>
        (await control.find('recovery_code', { ...of, usedAt })).map(({ codeHash }) => codeHash);
      expect(await hashes(undefined)).toEqual(['free']);
      expect(await hashes(1)).toEqual(['used']);
    });

    it('are changed and removed where they match, and counted', async () => {
      const { control } = bench.store;
      const of = { accountId: 'changed' };
      for (const codeHash of ['1', '2', '3']) await insert('recovery_code', { ...of, codeHash });
      const changed = control.write((transaction) =>
        transaction.update('recovery_code', { ...of, codeHash: '2' }, { usedAt: 5 }),
      );
      expect(await changed).toBe(1);
      const again = control.write((transaction) =>
        transaction.update('recovery_code', { ...of, usedAt: undefined }, { usedAt: 6 }),
      );
      expect(await again).toBe(2);
      expect(
        (await control.find('recovery_code', of, { orderBy: 'codeHash' })).map(({ usedAt }) => usedAt),
      ).toEqual([6, 5, 6]);
      const cleared = control.write((transaction) =>
        transaction.update('recovery_code', { ...of, codeHash: '2' }, { usedAt: undefined }),
      );
      expect(await cleared).toBe(1);
      const remove = (codeHash: string) =>
        control.write((transaction) => transaction.remove('recovery_code', { ...of, codeHash }));
      expect([await remove('2'), await remove('2'), await remove('9')]).toEqual([1, 0, 0]);
      expect(await control.count('recovery_code', of)).toBe(2);
    });
  });

  describe('the version of access', () => {
    for (const table of TABLES.filter((name) => !definitionOf(name).isAppendOnly)) {
      const { isGuard } = definitionOf(table);
      it(`${isGuard ? 'rises' : 'stands'} when a row of ${table} is changed or goes`, async () => {
        const other = await bench.connect();
        let last = await other.control.accessVersion();
        const expectRise = async (rises: boolean, what: string) => {
          const now = await other.control.accessVersion();
          expect(now > last, what).toBe(rises);
          expect(await bench.store.control.accessVersion(), what).toBe(now);
          last = now;
        };
        const { control } = bench.store;
        const row = next(table);
        const key = keyOf(table, row);
        const absent = keyOf(table, next(table));
        await insert(table, row);
        await expectRise(false, 'insert');
        await control.write((transaction) => transaction.put(table, row));
        await expectRise(isGuard, 'put');
        await control.write((transaction) => transaction.update(table, key, row));
        await expectRise(isGuard, 'update');
        await control.write((transaction) => transaction.update(table, absent, row));
        await control.write((transaction) => transaction.remove(table, absent));
        await expectRise(false, 'nothing');
        const failing = control.write(async (transaction) => {
          await transaction.remove(table, key);
          throw new Error('not after all');
        });
        await expect(failing).rejects.toThrow('not after all');
        await expectRise(false, 'rolled back');
        await control.write((transaction) => transaction.remove(table, key));
        await expectRise(isGuard, 'remove');
      });
    }
  });
}
