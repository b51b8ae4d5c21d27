import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeaseAsk, RateLeases } from '../../src/store/index.ts';
import { runs } from '../ingest/test-hub.ts';
import { type StoreEngine, useStore } from './engine.ts';
import { runScript } from './write-queue.ts';

const built = existsSync(new URL('../../dist/store/index.js', import.meta.url));
const GONE_MS = 5_000;

/** What nodes count together: never more than the limit, one end for all. */
export function describeRateLeases(engine: StoreEngine): void {
  const bench = useStore(engine);
  let keys = 0;
  const asking = (more: Partial<LeaseAsk> = {}): LeaseAsk => ({
    bucket: 'bearer',
    key: `caller ${++keys}`,
    want: 8,
    counted: 0,
    limit: 20,
    endsAt: 1_060,
    ...more,
  });
  const leaseOne = async (leases: RateLeases, ask: LeaseAsk, nowSeconds = 1_000) => {
    const [lease] = await leases.lease([ask], nowSeconds);
    if (!lease) throw new Error('There is no answer.');
    return lease;
  };
  const beat = (leases: RateLeases, id: string, { nowMs = 0, isSharing = false } = {}) =>
    leases.beat({ id, isSharing, nowMs, goneAfterMs: GONE_MS });

  describe('leases of a window', () => {
    it('are granted to whoever asks until the limit is reached, and end together', async () => {
      const [here, there] = [bench.opened.rateLeases(), bench.opened.rateLeases()];
      const ask = asking();
      expect(await leaseOne(here, ask)).toEqual({ granted: 8, used: 8, endsAt: 1_060 });
      const later = { ...ask, endsAt: 1_090 };
      expect(await leaseOne(there, later, 1_030)).toEqual({ granted: 8, used: 16, endsAt: 1_060 });
      expect(await leaseOne(here, later, 1_030)).toEqual({ granted: 4, used: 20, endsAt: 1_060 });
      expect(await leaseOne(there, later, 1_059)).toEqual({ granted: 0, used: 20, endsAt: 1_060 });
      expect(await leaseOne(there, { ...ask, want: 0 })).toEqual({ granted: 0, used: 20, endsAt: 1_060 });
    });

    it('begin anew on the second on which the window ends', async () => {
      const leases = bench.opened.rateLeases();
      const ask = asking({ want: 20 });
      await leaseOne(leases, ask);
      expect((await leaseOne(leases, { ...ask, endsAt: 1_119 }, 1_059)).granted).toBe(0);
      const next = await leaseOne(leases, { ...ask, endsAt: 1_120 }, 1_060);
      expect(next).toEqual({ granted: 20, used: 20, endsAt: 1_120 });
    });

    it('are of one key and one bucket, and several are answered in order', async () => {
      const leases = bench.opened.rateLeases();
      const [a, b] = [asking({ want: 3 }), asking({ want: 5 })];
      const elsewhere = { ...a, bucket: 'network' };
      const answers = await leases.lease([a, b, elsewhere, { ...a, want: 1 }], 1_000);
      expect(answers.map(({ used }) => used)).toEqual([3, 5, 3, 4]);
      expect(await leases.lease([], 1_000)).toEqual([]);
    });

    it('leave less where more was counted before, even beyond the limit', async () => {
      const [here, there] = [bench.opened.rateLeases(), bench.opened.rateLeases()];
      const ask = asking({ want: 0, counted: 15, endsAt: 1_045 });
      expect(await leaseOne(here, ask)).toEqual({ granted: 0, used: 15, endsAt: 1_045 });
      expect((await leaseOne(there, { ...ask, want: 8, counted: 0 })).granted).toBe(5);
      expect(await leaseOne(there, { ...ask, want: 8 })).toEqual({ granted: 0, used: 35, endsAt: 1_045 });
    });

    it('that are given back can be had again, in their own window only', async () => {
      const [here, there] = [bench.opened.rateLeases(), bench.opened.rateLeases()];
      const ask = asking({ want: 20 });
      const { bucket, key } = ask;
      await leaseOne(here, ask);
      await here.giveBack([{ bucket, key, unused: 6, endsAt: 1_060 }]);
      expect(await leaseOne(there, ask)).toMatchObject({ granted: 6, used: 20 });
      await here.giveBack([
        { bucket, key, unused: 6, endsAt: 1_000 },
        { bucket, key: 'nobody', unused: 6, endsAt: 1_060 },
      ]);
      expect((await leaseOne(there, ask)).granted).toBe(0);
      await leaseOne(there, { ...ask, endsAt: 1_120 }, 1_060);
      await here.giveBack([{ bucket, key, unused: 6, endsAt: 1_060 }]);
      expect((await leaseOne(there, ask, 1_060)).granted).toBe(0);
    });

    it('are never more than the limit, whoever asks for how many, and all of it can be had', async () => {
      const nodes = Array.from({ length: 4 }, () => bench.opened.rateLeases());
      const step = fc.record({
        node: fc.nat(3),
        want: fc.integer({ min: 0, max: 30 }),
        unused: fc.integer({ min: 0, max: 30 }),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { maxLength: 40 }),
          fc.integer({ min: 1, max: 100 }),
          async (steps, limit) => {
            const ask = asking({ limit });
            const held = [0, 0, 0, 0];
            for (const { node, want, unused } of steps) {
              const leases = nodes[node];
              if (!leases) continue;
              const { granted, used } = await leaseOne(leases, { ...ask, want });
              held[node] = (held[node] ?? 0) + granted;
              expect(granted).toBeLessThanOrEqual(want);
              expect(used).toBe(held.reduce((sum, one) => sum + one, 0));
              expect(used).toBeLessThanOrEqual(limit);
              const back = Math.min(unused, held[node]);
              await leases.giveBack([{ bucket: ask.bucket, key: ask.key, unused: back, endsAt: 1_060 }]);
              held[node] -= back;
            }
            const rest = limit - held.reduce((sum, one) => sum + one, 0);
            expect((await leaseOne(nodes[0] as RateLeases, { ...ask, want: limit })).granted).toBe(rest);
          },
        ),
        runs(60),
      );
    });

    it.runIf(built)('are exact where several processes ask at once', { timeout: 120_000 }, async () => {
      const ask = asking({ limit: 3_000, want: 7 });
      const processes = Array.from({ length: 3 }, () =>
        runScript(
          bench.opened.script(`
            let granted = 0;
            for (let last = 1; last > 0; granted += last)
              [{ granted: last }] = await rateLeases.lease([${JSON.stringify(ask)}], 1_000);
            process.stdout.write(granted + '\\n');
            await rateLeases.close();
            await store.close();`),
        ),
      );
      await Promise.all(processes.map(({ ended }) => ended));
      const granted = processes.map(({ lines }) => Number(lines[0]));
      expect(granted.reduce((sum, one) => sum + one, 0)).toBe(3_000);
    });
  });

  describe('nodes', () => {
    it('learn of each other, of who shares, of who leaves, and of who is not heard of', async () => {
      const [a, b] = [bench.opened.rateLeases(), bench.opened.rateLeases()];
      expect(await beat(a, 'a', { nowMs: 100_000 })).toEqual([]);
      expect(await beat(b, 'b', { nowMs: 100_500 })).toEqual([{ id: 'a', isSharing: false }]);
      expect(await beat(a, 'a', { nowMs: 101_000, isSharing: true })).toEqual([
        { id: 'b', isSharing: false },
      ]);
      expect(await beat(b, 'b', { nowMs: 106_000 })).toEqual([{ id: 'a', isSharing: true }]);
      expect(await beat(b, 'b', { nowMs: 106_001 })).toEqual([]);
      expect(await beat(a, 'a', { nowMs: 106_100 })).toEqual([{ id: 'b', isSharing: false }]);
      await b.leave('b');
      expect(await beat(a, 'a', { nowMs: 106_200 })).toEqual([]);
      // A clock that was set back makes nobody immortal.
      expect(await beat(b, 'c', { nowMs: 50_000 })).toEqual([]);
      await b.leave('c');
    });

    it('forget windows that ended, but not where they may still be open by the clock of another', async () => {
      const leases = bench.opened.rateLeases();
      const ask = asking({ endsAt: 1_060, want: 20 });
      await leaseOne(leases, ask);
      await beat(leases, 'd', { nowMs: 1_061_000 });
      expect((await leaseOne(leases, ask)).granted).toBe(0);
      await beat(leases, 'd', { nowMs: 1_090_000 });
      expect((await leaseOne(leases, ask)).granted).toBe(20);
      await leases.leave('d');
    });

    for (const [how, spoil] of [
      ['was taken away', () => bench.opened.loseRateLeases()],
      ['is damaged', () => bench.opened.damageRateLeases()],
    ] as const)
      it(`find each other again with their next beats where what they counted in ${how}`, async () => {
        const [a, b] = [bench.opened.rateLeases(), bench.opened.rateLeases()];
        await beat(a, 'a', { nowMs: 1_000_000 });
        expect(await beat(b, 'b', { nowMs: 1_000_000 })).toHaveLength(1);
        spoil();
        // The first may find out only by it.
        for (let n = 0; n < 2; n++)
          for (const [leases, id] of [
            [a, 'a'],
            [b, 'b'],
          ] as const)
            await beat(leases, id, { nowMs: 1_001_000 }).catch(() => undefined);
        expect(await beat(a, 'a', { nowMs: 1_002_000 })).toEqual([{ id: 'b', isSharing: false }]);
        expect(await beat(b, 'b', { nowMs: 1_002_000 })).toEqual([{ id: 'a', isSharing: false }]);
        const ask = asking({ want: 12 });
        await leaseOne(a, ask);
        expect((await leaseOne(b, ask)).granted).toBe(8);
        for (const [leases, id] of [
          [a, 'a'],
          [b, 'b'],
        ] as const) {
          await leases.leave(id);
          await leases.close();
        }
        // And whoever comes later finds what was counted.
        expect((await leaseOne(bench.opened.rateLeases(), ask)).granted).toBe(0);
      });

    it('wait for another that writes, and are told where that takes too long', async () => {
      const leases = bench.opened.rateLeases();
      const ask = asking();
      await leaseOne(leases, ask);
      const release = bench.opened.holdRateLeases();
      const waiting = leaseOne(leases, ask);
      await new Promise((resolve) => setTimeout(resolve, 20));
      release();
      expect((await waiting).used).toBe(16);
      const releaseAgain = bench.opened.holdRateLeases();
      await expect(leaseOne(leases, ask)).rejects.toThrow();
      releaseAgain();
      expect((await leaseOne(leases, ask)).used).toBe(20);
    });
  });
}
