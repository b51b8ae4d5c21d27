import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type AuditLine,
  type AuditRow,
  CHAIN_START,
  CONTROL_TABLES,
  findBreak,
  HUB_CHAIN,
  type Store,
} from '../../src/store/index.ts';
import { definitionOf, keyOf, rowOf, TABLES } from './control-rows.ts';
import { hex, STAMP, type StoreEngine, useStore } from './engine.ts';
import { runScript } from './write-queue.ts';
import { lineOf as actLine } from '../support/audit-line.ts';

const built = existsSync(new URL('../../dist/store/index.js', import.meta.url));

const lineOf = (n: number, more: Partial<AuditLine> = {}): AuditLine => ({
  actor: 'cli:test',
  act: 'test.done',
  subject: `thing:${n}`,
  outcome: 'ok',
  at: new Date(STAMP),
  ...more,
});

/** Where a chain breaks, entry by entry. */
export const breaksIn = (rows: readonly AuditRow[]): readonly string[] =>
  rows.flatMap((row, n) => findBreak(row, rows[n - 1]) ?? []);

/** The ledger: lines are added, chained, and never changed. */
export function describeLedger(engine: StoreEngine): void {
  const bench = useStore(engine);
  const chainOf = (chain: string, on = bench.store) =>
    on.control.find('audit', { chain }, { orderBy: 'number' });
  const audit = (line: AuditLine, on = bench.store) =>
    on.control.write((transaction) => transaction.audit(line));

  describe('the ledger', () => {
    it('chains the lines of a district, and those of the hub apart', async () => {
      const detail = { é: [1, { b: null }], 2: 'x', 1: true };
      await audit(lineOf(1, { districtId: 'one', requestId: 'r1', detail }));
      await audit(lineOf(2));
      await audit(lineOf(3, { districtId: 'one', outcome: 'refused' }));
      const rows = await chainOf('one');
      expect(rows).toMatchObject([
        {
          number: 1,
          at: STAMP,
          actor: 'cli:test',
          act: 'test.done',
          subject: 'thing:1',
          requestId: 'r1',
          detail,
          previous: CHAIN_START,
        },
        { number: 2, subject: 'thing:3', outcome: 'refused', detail: {}, previous: rows[0]?.hash },
      ]);
      expect(rows[1]).not.toHaveProperty('requestId');
      expect((await chainOf(HUB_CHAIN)).map(({ subject }) => subject)).toEqual(['thing:2']);
      for (const chain of ['one', HUB_CHAIN]) expect(breaksIn(await chainOf(chain))).toEqual([]);
    });

    it('stays one chain when several connections write', async () => {
      const stores = [bench.store, await bench.connect(), await bench.connect()];
      await Promise.all(
        Array.from({ length: 60 }, (_, n) => audit(lineOf(n, { districtId: 'many' }), stores[n % 3])),
      );
      const rows = await chainOf('many');
      expect(rows).toHaveLength(60);
      expect(breaksIn(rows)).toEqual([]);
    });

    it('has a line only if the act is done', async () => {
      const { control } = bench.store;
      const act = control.write(async (transaction) => {
        await transaction.audit(lineOf(1, { districtId: 'undone' }));
        throw new Error('undone');
      });
      await expect(act).rejects.toThrow('undone');
      expect(await chainOf('undone')).toEqual([]);
    });

    for (const table of TABLES.filter((name) => definitionOf(name).isAppendOnly))
      it(`never changes a row of ${table}, by whatever client`, async () => {
        const { control } = bench.store;
        const row = rowOf(table, 1);
        await control.write((transaction) => transaction.insert(table, row));
        const key = keyOf(table, row);
        const refused = 'never changed';
        await expect(control.write((t) => t.update(table, key, rowOf(table, 2)))).rejects.toThrow(refused);
        await expect(control.write((t) => t.remove(table, key))).rejects.toThrow(refused);
        await expect(control.write((t) => t.put(table, row))).rejects.toThrow(refused);
        const [column = ''] = CONTROL_TABLES[table].key;
        const others = `SELECT * FROM ${table} LIMIT 1`;
        for (const text of [
          `UPDATE ${table} SET ${column} = ${column}`,
          `DELETE FROM ${table}`,
          `INSERT OR REPLACE INTO ${table} ${others}`,
          `REPLACE INTO ${table} ${others}`,
        ])
          await expect(bench.opened.sql('control', text), text).rejects.toThrow();
        expect(await control.find(table, key)).toEqual([row]);
      });
  });

  describe('lines of acts on rosters', () => {
    const made = async (districtId: string, on = bench.store) =>
      (await chainOf(districtId, on)).filter(({ act }) => act === 'district.created').length;
    const pending = () => bench.opened.sql('roster', 'SELECT * FROM pending_audit');
    const create = (id: string, on: Store = bench.store) =>
      on.districts.createDistrict(
        {
          id,
          name: 'A district',
          mdr_number: undefined,
          created: STAMP,
          audienceId: id.replace('d', 'a'),
          limits: { removalPercent: 10, updatePercent: 75 },
        },
        actLine('district.created', id),
      );

    it('are chained with the act, and none is left beside it', async () => {
      const { id } = await bench.newDistrict();
      const { ended } = await bench.publish(id, {});
      expect(await chainOf(id)).toMatchObject([
        { act: 'district.created', subject: `district:${id}` },
        { act: 'sync.published', at: ended, outcome: 'ok' },
      ]);
      expect(breaksIn(await chainOf(id))).toEqual([]);
      expect(await pending()).toEqual([]);
    });

    it('are chained once by the next act where a process died before, or in between', async () => {
      const { id } = await bench.newDistrict();
      // As it is left by a process that dies after the act; and by one that dies before it takes the line away.
      const line = JSON.stringify(lineOf(7, { districtId: id }));
      await bench.opened.sql('roster', `INSERT INTO pending_audit VALUES (71, 'left behind', '${line}')`);
      await bench.newDistrict();
      await bench.opened.sql('roster', `INSERT INTO pending_audit VALUES (72, 'left behind', '${line}')`);
      await bench.newDistrict();
      expect((await chainOf(id)).filter(({ subject }) => subject === 'thing:7')).toHaveLength(1);
      expect(await pending()).toEqual([]);
    });

    it('are chained once also where they could not be taken away for a long time', async () => {
      const ids = [1, 2, 3].map((n) => hex(n, 'de'));
      for (const id of ids.slice(0, 2)) {
        const act = create(id);
        // An import begins to publish right after the act.
        const release = bench.opened.hold('roster');
        await act;
        expect(await made(id)).toBe(1);
        expect(await pending()).not.toEqual([]);
        // A day and more goes by.
        await bench.opened.sql('control', 'UPDATE chained_line SET chained_at = 0');
        release();
      }
      await create(ids[2] ?? '');
      for (const id of ids) expect(await made(id), id).toBe(1);
      expect(await pending()).toEqual([]);
      expect(await bench.store.control.count('chained_line', { chainedAt: 0 })).toBe(0);
    });

    it.runIf(built)(
      'are chained once each where several processes act at once',
      { timeout: 120_000 },
      async () => {
        const scripts = [0, 1, 2].map((child) =>
          runScript(
            bench.opened.script(`
              for (let n = 0; n < 12; n++) {
                const id = 'df' + String(${child} * 100 + n).padStart(22, '0');
                await store.districts.createDistrict({ id, name: 'A district', created: '${STAMP}', audienceId: 'a' + id,
                  limits: { removalPercent: 10, updatePercent: 75 } },
                  { actor: 'system', outcome: 'ok', act: 'district.created', subject: 'district:' + id, districtId: id, at: new Date() });
                process.stdout.write(id + '\\n');
              }
              await store.close();`),
          ),
        );
        await Promise.all(scripts.map(({ ended }) => ended));
        const ids = scripts.flatMap(({ lines }) => lines);
        expect(ids).toHaveLength(36);
        for (const id of ids) {
          expect(await made(id), id).toBe(1);
          expect(breaksIn(await chainOf(id))).toEqual([]);
        }
        await bench.newDistrict();
        expect(await pending()).toEqual([]);
      },
    );
  });
}
