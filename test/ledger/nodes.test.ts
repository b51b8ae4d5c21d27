/** Limits over several servers, in one process: the clock is moved by the test, the store is real. */
import { mkdirSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bucket, BUCKETS, type LimitsNode, type RateState } from '../../src/limits/index.ts';
import { runs } from '../ingest/test-hub.ts';
import { admitted, ask, useLeaseBench } from './lease-bench.ts';

const bench = useLeaseBench();
const LIMIT = BUCKETS.bearer.requests;
const SHARE_MIN = 0.98;
const buckets = Object.keys(BUCKETS) as Bucket[];

async function pair(): Promise<[LimitsNode, LimitsNode]> {
  const [a, b] = await bench.open(2);
  if (!a || !b) throw new Error('There are not two.');
  return [a, b];
}

async function single(): Promise<LimitsNode> {
  const [node] = await bench.open(1);
  if (!node) throw new Error('There is none.');
  return node;
}

describe('any requests to one to four nodes', () => {
  const step = fc.record({
    node: fc.nat(3),
    requests: fc.integer({ min: 0, max: 60 }),
    givesBack: fc.nat(3),
    /** Until the next step; none: it comes before this one is answered. */
    pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 25_000 })),
    beats: fc.boolean(),
  });
  const skews = fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 1, maxLength: 4 });

  it('are never let through beyond the limit, and at least 98 % of it where callers keep asking', async () => {
    await fc.assert(
      fc.asyncProperty(
        skews,
        fc.array(step, { maxLength: 30 }),
        fc.constantFrom(...buckets),
        fc.infiniteStream(fc.nat(3)),
        async (skewsMs, steps, bucket, whoAsks) => {
          const nodes = await bench.open(skewsMs.length, skewsMs);
          const nodeAt = (n: number) => nodes[n % nodes.length] as LimitsNode;
          const { requests: limit } = BUCKETS[bucket];
          const byWindow = new Map<number, number>();
          const late = new Map<number, number>();
          const count = (states: readonly RateState[], by: number) => {
            for (const { reset, isExceeded, remaining } of states) {
              expect(remaining).toBeGreaterThanOrEqual(0);
              if (isExceeded) expect(remaining).toBe(0);
              else byWindow.set(reset, (byWindow.get(reset) ?? 0) + by);
            }
          };
          let running: Promise<void>[] = [];
          const run = async (node: LimitsNode, requests: number, givesBack: number) => {
            const states = await ask(node, requests, bucket);
            count(states, 1);
            const backs = states.filter(({ isExceeded }) => !isExceeded).slice(0, givesBack);
            for (const { reset } of backs) {
              const state = await node.limits.giveBack(bucket, 'a');
              // Where the window of the request has ended, the one that is open has one more, as in one process.
              if (state.reset === reset) count([state], -1);
              else late.set(state.reset, (late.get(state.reset) ?? 0) + 1);
            }
          };
          for (const { node, requests, givesBack, pauseMs, beats } of steps) {
            running.push(run(nodeAt(node), requests, givesBack));
            if (pauseMs === 0) continue;
            await Promise.all(running);
            running = [];
            bench.nowMs += pauseMs;
            if (beats) await bench.beat();
          }
          await Promise.all(running);
          // Callers who keep asking, whoever of the nodes they come to, in a window that does not end meanwhile.
          const newest = () => Math.max(...byWindow.keys());
          for (let before = NaN; before !== newest();) {
            before = newest();
            for (const who of whoAsks.take(4 + limit / 10)) count(await ask(nodeAt(who), 20, bucket), 1);
          }
          for (const [reset, sum] of byWindow)
            expect(sum).toBeLessThanOrEqual(limit + (late.get(reset) ?? 0));
          const last = byWindow.get(newest()) ?? 0;
          expect(last).toBeGreaterThanOrEqual(SHARE_MIN * limit);
          expect(bench.faults).toEqual([]);
        },
      ),
      runs(60),
    );
  });

  it('see one end of a window, whoever opened it', async () => {
    const nodes = await bench.open(4);
    const resets = new Set<number>();
    for (const [n, node] of nodes.entries()) {
      for (const { reset } of await ask(node, 20)) resets.add(reset);
      bench.nowMs += 1_000 * n;
    }
    expect(resets.size).toBe(1);
    bench.nowMs = ([...resets][0] ?? 0) * 1_000;
    for (const node of nodes) for (const { reset } of await ask(node, 1)) resets.add(reset);
    expect(resets.size).toBe(2);
  });
});

describe('four nodes', () => {
  it('let at least 98 % through where all come to one, however the others began', async () => {
    const nodes = await bench.open(4);
    let sum = 0;
    for (const node of nodes) sum += admitted(await ask(node, 1));
    sum += admitted(await ask(nodes[0] as LimitsNode, 2 * LIMIT));
    expect(sum).toBeGreaterThanOrEqual(SHARE_MIN * LIMIT);
    expect(sum).toBeLessThanOrEqual(LIMIT);
    // What the others did not need is there for everybody a second later.
    bench.nowMs += 1_001;
    await bench.beat();
    sum += admitted(await ask(nodes[0] as LimitsNode, 100));
    expect(sum).toBe(LIMIT);
  });

  it('are exact where the limit is small', async () => {
    const nodes = await bench.open(4);
    let sum = 0;
    for (let n = 0; n < 40; n++) sum += admitted(await ask(nodes[n % 4] as LimitsNode, 1, 'sign_in'));
    expect(sum).toBe(BUCKETS.sign_in.requests);
  });
});

describe('a node', () => {
  it('that is alone counts in memory, at once and exactly', async () => {
    const node = await single();
    for (let n = 1; n <= LIMIT + 3; n++)
      expect(node.limits.take('bearer', 'a')).toMatchObject({
        remaining: Math.max(0, LIMIT - n),
        isExceeded: n > LIMIT,
      });
    expect(node.limits.giveBack('bearer', 'a')).toMatchObject({ remaining: 1 });
    await bench.beat();
    expect(bench.windows()).toBe(0);
  });

  it('tells what it counted alone as soon as another is there, asked or not', async () => {
    const a = await single();
    await ask(a, 700);
    for (let n = 0; n < 450; n++) await ask(a, 1, 'network', `network ${n}`);
    const b = bench.node();
    await b.beat();
    await bench.beat([a, b]);
    expect(bench.windows()).toBe(451);
    const states = await ask(b, LIMIT);
    expect(admitted(states)).toBe(500);
    expect(new Set(states.map(({ reset }) => reset)).size).toBe(1);
    expect(states[0]?.reset).toBe((await a.limits.take('bearer', 'a')).reset);
    expect(admitted(await ask(b, BUCKETS.network.requests, 'network', 'network 3'))).toBe(599);
  });

  it('joins when the others know of it, and leaves what it did not need', async () => {
    const a = await single();
    const b = bench.node();
    const beating = setInterval(() => void a.beat(), 20);
    await b.join();
    clearInterval(beating);
    expect([a, b].map(({ limits }) => limits.isSharing)).toEqual([true, true]);
    expect(admitted(await ask(b, 1))).toBe(1);
    await b.leave();
    expect(admitted(await ask(a, 2 * LIMIT))).toBe(LIMIT - 1);
  });

  it('goes on where another dies, and after the longest window counts in memory again', async () => {
    const [a, b] = await pair();
    await ask(b, 5);
    const sum = admitted(await ask(a, 2 * LIMIT));
    expect(sum).toBeGreaterThanOrEqual(SHARE_MIN * LIMIT);
    expect(sum).toBeLessThanOrEqual(LIMIT - 5);
    for (let second = 1; second <= 60; second++) {
      bench.nowMs += 1_000;
      await a.beat();
    }
    expect(admitted(await ask(a, 2 * LIMIT))).toBe(LIMIT);
    for (let second = 1; second <= 10; second++) {
      bench.nowMs += 1_000;
      await a.beat();
    }
    expect(a.limits.isSharing).toBe(false);
    // A window that is leased runs out; nothing is let through twice.
    expect(admitted(await ask(a, 10))).toBe(0);
    bench.nowMs += 80_000;
    await a.beat();
    expect(bench.windows()).toBe(0);
    expect(a.limits.take('bearer', 'a')).toMatchObject({ remaining: LIMIT - 1 });
    expect(bench.windows()).toBe(0);
  });

  it('gets one back that cost nothing, and only in the window in which it was let through', async () => {
    const [a, b] = await pair();
    await ask(a, 1);
    expect(await a.limits.giveBack('bearer', 'a')).toMatchObject({ remaining: LIMIT, isExceeded: false });
    expect(await a.limits.giveBack('bearer', 'a')).toMatchObject({ remaining: LIMIT });
    for (let n = 0; n < 2 * LIMIT; n++) {
      expect((await a.limits.take('bearer', 'a')).isExceeded).toBe(false);
      await a.limits.giveBack('bearer', 'a');
    }
    await ask(a, 100);
    bench.nowMs += 61_000;
    await a.limits.giveBack('bearer', 'a');
    const states = [...(await ask(a, LIMIT)), ...(await ask(b, LIMIT))];
    expect(admitted(states)).toBe(LIMIT);
  });

  it('takes keys of any length', async () => {
    const [a, b] = await pair();
    const key = 'x'.repeat(100_000);
    const states = [
      ...(await ask(a, 40, 'token_exchange', key)),
      ...(await ask(b, 40, 'token_exchange', key)),
    ];
    expect(admitted(states)).toBe(BUCKETS.token_exchange.requests);
  });
});

describe('where the store cannot be asked', () => {
  const spoilers: readonly (readonly [string, () => () => void])[] = [
    ['because somebody holds its lock', () => bench.hold()],
    [
      'because the folder is gone',
      () => {
        rmSync(bench.folder, { recursive: true });
        return () => mkdirSync(bench.folder);
      },
    ],
  ];
  for (const [why, spoil] of spoilers)
    it(`${why}, a node goes on by itself, says so once, and counts with the others afterwards`, async () => {
      const [a, b] = await pair();
      await ask(a, 100);
      const mend = spoil();
      // Where the file is still open, only a beat finds out.
      const waiting = ask(a, 100);
      await bench.beat();
      expect(admitted(await waiting)).toBe(100);
      const alone = await Promise.all([a, b].map((node) => ask(node, 2 * LIMIT)));
      for (const states of alone) {
        expect(admitted(states)).toBeGreaterThan(0);
        expect(admitted(states)).toBeLessThanOrEqual(LIMIT);
      }
      await bench.beat();
      expect([a, b].map(({ limits }) => limits.isSharing)).toEqual([false, false]);
      expect(bench.faults).toHaveLength(2);
      mend();
      bench.nowMs += 1_000;
      await bench.beat();
      await bench.beat();
      expect([a, b].map(({ limits }) => limits.isSharing)).toEqual([true, true]);
      expect(admitted([...(await ask(a, 10)), ...(await ask(b, 10))])).toBe(0);
      bench.nowMs += 61_000;
      await bench.beat();
      const sum = admitted([...(await ask(a, LIMIT)), ...(await ask(b, LIMIT))]);
      expect(sum).toBeLessThanOrEqual(LIMIT);
      expect(sum).toBeGreaterThanOrEqual(SHARE_MIN * LIMIT);
      expect(bench.faults).toHaveLength(2);
    });
});
