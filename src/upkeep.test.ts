import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Chore, Upkeep } from './upkeep.ts';

const EVERY_MS = 10 * 60_000;
let done: string[];
let faults: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  [done, faults] = [[], []];
});
afterEach(() => {
  vi.useRealTimers();
});

const upkeepOf = (...chores: readonly Chore[]) =>
  new Upkeep(chores, (error, name) => faults.push(`${name}: ${error instanceof Error ? error.message : ''}`));

const chore = (name: string, run: Chore['run'] = () => Promise.resolve()): Chore => ({
  name,
  run: async (signal) => {
    done.push(name);
    await run(signal);
  },
});

it('does every chore every ten minutes, though one fails, and none after it was stopped', async () => {
  const upkeep = upkeepOf(
    chore('first', () => Promise.reject(new Error('busy'))),
    chore('second'),
  );
  expect(done).toEqual([]);
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect(done).toEqual(['first', 'second']);
  await vi.advanceTimersByTimeAsync(2 * EVERY_MS);
  expect(done).toHaveLength(6);
  expect(faults).toEqual(['first: busy', 'first: busy', 'first: busy']);
  await upkeep.stop();
  await vi.advanceTimersByTimeAsync(2 * EVERY_MS);
  expect(done).toHaveLength(6);
});

it('does not begin anew while it is at it', async () => {
  let end: () => void = () => undefined;
  const upkeep = upkeepOf(
    chore('long', () => new Promise<void>((resolve) => (end = resolve))),
    chore('next'),
  );
  await vi.advanceTimersByTimeAsync(3 * EVERY_MS);
  expect(done).toEqual(['long']);
  end();
  await upkeep.run();
  expect(done).toEqual(['long', 'next']);
  await upkeep.stop();
});

it('tells what runs to end, waits for it, and does nothing more', async () => {
  const upkeep = upkeepOf(
    chore(
      'long',
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('given up'));
          });
        }),
    ),
    chore('next'),
  );
  const running = upkeep.run();
  await upkeep.stop();
  await running;
  expect([done, faults]).toEqual([['long'], []]);
});
