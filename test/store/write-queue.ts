import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findBreak } from '../../src/store/index.ts';
import { type StoreEngine, useStore } from './engine.ts';

const built = existsSync(new URL('../../dist/store/index.js', import.meta.url));

/** A process that runs a module and says something line by line. */
export function runScript(script: string): { child: ChildProcess; lines: string[]; ended: Promise<void> } {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  return { child, lines, ended };
}

/** Writes: one transaction each, committed together, answered when they are safe. */
export function describeWrites(engine: StoreEngine): void {
  const bench = useStore(engine);
  let names = 0;
  const newName = () => `write ${++names}`;

  describe('writes', () => {
    it('that wait are committed together, and none is answered before', async () => {
      const { control } = bench.store;
      const other = await bench.connect();
      const [first, second] = [newName(), newName()];
      let answered = false;
      const one = control
        .write((transaction) => transaction.insert('setting', { name: first, value: '1' }))
        .then(() => (answered = true));
      const seen = await control.write(async (transaction) => {
        await transaction.insert('setting', { name: second, value: '2' });
        return {
          here: await transaction.get('setting', { name: first }),
          // Readers see nothing of either, also in this process.
          there: [
            await other.control.get('setting', { name: first }),
            await control.get('setting', { name: first }),
          ],
          answered,
        };
      });
      expect(seen).toEqual({
        here: { name: first, value: '1' },
        there: [undefined, undefined],
        answered: false,
      });
      await one;
      expect(await other.control.get('setting', { name: first })).toBeDefined();
      expect(await other.control.get('setting', { name: second })).toBeDefined();
    });

    it('that fail take no other with them, and leave nothing of their own', async () => {
      const { control } = bench.store;
      const kept = [newName(), newName(), newName()];
      const [lost, taken] = [newName(), newName()];
      await control.write((transaction) => transaction.insert('setting', { name: taken, value: 'first' }));
      const put = (name: string) =>
        control.write(async (transaction) => {
          await transaction.insert('setting', { name, value: name });
          return name;
        });
      const outcomes = await Promise.allSettled([
        put(kept[0] ?? ''),
        control.write(async (transaction) => {
          await transaction.insert('setting', { name: lost, value: 'x' });
          await transaction.update('setting', { name: taken }, { value: 'changed' });
          throw new Error('thought better of it');
        }),
        put(kept[1] ?? ''),
        control.write(async (transaction) => {
          await transaction.insert('setting', { name: lost, value: 'y' });
          await transaction.insert('setting', { name: taken, value: 'second' });
        }),
        put(kept[2] ?? ''),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'rejected',
        'fulfilled',
      ]);
      expect(outcomes[1]).toMatchObject({ reason: { message: 'thought better of it' } });
      expect(outcomes[3]).toMatchObject({ reason: { code: 'already_exists' } });
      for (const name of kept) expect(await control.get('setting', { name })).toEqual({ name, value: name });
      expect(await control.get('setting', { name: lost })).toBeUndefined();
      expect((await control.get('setting', { name: taken }))?.value).toBe('first');
    });

    it('that catch a refusal of their own go on', async () => {
      const { control } = bench.store;
      const [taken, after] = [newName(), newName()];
      await control.write((transaction) => transaction.insert('setting', { name: taken, value: '1' }));
      await control.write(async (transaction) => {
        await transaction.insert('setting', { name: taken, value: '2' }).catch(() => undefined);
        await transaction.insert('setting', { name: after, value: '3' });
      });
      expect((await control.get('setting', { name: taken }))?.value).toBe('1');
      expect((await control.get('setting', { name: after }))?.value).toBe('3');
    });

    it('come one after the other, from every connection, so that a count is exact', async () => {
      const there = await bench.connect();
      const name = newName();
      await bench.store.control.write((transaction) => transaction.insert('setting', { name, value: '0' }));
      await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          (n % 2 === 0 ? bench.store : there).control.write(
            async (transaction) => {
              const value = Number((await transaction.get('setting', { name }))?.value) + 1;
              await transaction.update('setting', { name }, { value: String(value) });
            },
            { ephemeral: n % 3 === 0 },
          ),
        ),
      );
      expect((await there.control.get('setting', { name }))?.value).toBe('60');
    });

    it.runIf(built)(
      'that were answered are there after the process was killed, with their lines in the ledger',
      { timeout: 120_000 },
      async () => {
        const { control } = bench.store;
        for (const ephemeral of [false, true]) {
          const chain = `killed ${String(ephemeral)}`;
          const { child, lines, ended } = runScript(
            bench.opened.script(`
              let n = 0;
              const write = async () => {
                for (;;) {
                  const name = '${chain} ' + ++n;
                  await store.control.write(async (transaction) => {
                    await transaction.insert('setting', { name, value: 'x' });
                    await transaction.audit({ actor: 'system', act: 'test.written', subject: name, outcome: 'ok',
                      districtId: '${chain}', at: new Date() });
                  }, { ephemeral: ${String(ephemeral)} });
                  process.stdout.write(name + '\\n');
                }
              };
              for (let i = 0; i < 5; i++) void write();`),
          );
          while (lines.length < 60 && child.exitCode === null)
            await new Promise((resolve) => setTimeout(resolve, 5));
          child.kill('SIGKILL');
          await ended;
          expect(lines.length).toBeGreaterThanOrEqual(60);
          const audit = await control.find('audit', { chain }, { orderBy: 'number' });
          const subjects = new Set(audit.map(({ subject }) => subject));
          for (const name of lines) {
            expect(await control.get('setting', { name }), name).toBeDefined();
            expect(subjects.has(name), name).toBe(true);
          }
          // And nothing by halves.
          for (const name of subjects) expect(await control.get('setting', { name })).toBeDefined();
          expect(audit.map((row, n) => findBreak(row, audit[n - 1])).filter(Boolean)).toEqual([]);
        }
      },
    );
  });
}
