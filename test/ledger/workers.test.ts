/** Several processes on one port: the built executable, started as people start it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/index.ts';
import { Caller } from '../support/caller.ts';

const executable = fileURLToPath(new URL('../../bin/rollbook.js', import.meta.url));
const CONNECTION_ID = '5d0e1f2a3b4c5d6e7f809003';

let folder: string;
let server: ChildProcess;
let url: string;
let said = '';

const until = async (what: () => Promise<boolean> | boolean, timeoutMs = 100_000): Promise<void> => {
  const untilMs = performance.now() + timeoutMs;
  while (!(await what())) {
    if (performance.now() > untilMs) throw new Error('It does not come.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean).map(Number);

/** A caller with a connection of its own, so that the processes take turns. */
const lone = (token: string): Caller => new Caller(url, new Agent({ keepAlive: true, maxSockets: 1 }), token);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollbook-workers-'));
  const args = ['start', '--sandbox', '--workers', '2', '--data', folder, '--port', '0', '--json'];
  server = spawn(process.execPath, [executable, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => server.kill('SIGKILL'));
  server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const line = await new Promise<string>((resolve, reject) => {
    let seen = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes('\n')) resolve(seen);
    });
    server.once('exit', (code) => reject(new Error(`It ended with ${String(code)}: ${said}`)));
  });
  ({ url } = JSON.parse(line) as { readonly url: string });
});
afterAll(async () => {
  server.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

describe('two processes that serve', () => {
  it('are ready once both serve, and are two', async () => {
    await until(async () => (await lone('').get('/ready')).status === 200);
    expect(childrenOf(server.pid ?? 0)).toHaveLength(2);
  });

  it('let exactly 1,200 of 1,201 requests of one token through in a window, over many connections', async () => {
    const callers = Array.from({ length: 16 }, () => lone('TEST_TOKEN'));
    const answers = await Promise.all(
      Array.from({ length: 1_201 }, async (_, n) =>
        callers[n % callers.length]?.get('/v1.1/students?limit=1'),
      ),
    );
    const statuses = answers.map((answer) => answer?.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1_200);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    const remaining = answers.flatMap((answer) =>
      answer?.status === 200 ? [Number(answer.header('x-ratelimit-remaining'))] : [],
    );
    expect(new Set(remaining).size).toBe(1_200);
    expect(new Set(answers.map((answer) => answer?.header('x-ratelimit-reset'))).size).toBe(1);
    const refused = answers.find((answer) => answer?.status === 429);
    expect(refused?.bytes).toHaveLength(0);
    expect(refused?.header('ratelimit-policy')).toBe('"bearer";q=1200;w=60');
    expect(refused?.header('ratelimit')).toMatch(/^"bearer";r=0;t=\d+$/);
    expect(Number(refused?.header('retry-after'))).toBeGreaterThan(0);
    // What costs nothing is given back, whoever of the two answers.
    const demo = Array.from({ length: 4 }, () => lone('DEMO_TOKEN'));
    for (let n = 0; n < 20; n++)
      expect((await demo[n % 4]?.get('/v1.1/schools', { 'if-none-match': '*' }))?.status).toBe(304);
    expect((await demo[0]?.get('/v1.1/schools'))?.header('x-ratelimit-remaining')).toBe('1199');
  });

  it('slow guessing as one would, whichever of them is asked', async () => {
    const callers = Array.from({ length: 8 }, () => lone(''));
    const guess = { email: 'pat@oak.example', password: 'a guess that is wrong' };
    const answers = await Promise.all(
      Array.from({ length: 24 }, async (_, n) =>
        callers[n % callers.length]?.send('POST', '/admin/api/session', {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(guess),
        }),
      ),
    );
    const statuses = answers.map((answer) => answer?.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(19);
  });

  it('start another when one dies, and are ready again', { timeout: 120_000 }, async () => {
    // A second later what it sent stands in the ledger, whatever becomes of it.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const [victim = 0, survivor = 0] = childrenOf(server.pid ?? 0);
    process.kill(victim, 'SIGKILL');
    await until(() => {
      const now = childrenOf(server.pid ?? 0);
      return now.length === 2 && now.includes(survivor) && !now.includes(victim);
    });
    await until(async () => (await lone('').get('/ready')).status === 200);
    for (let n = 0; n < 4; n++) expect((await lone('DEMO_TOKEN').get('/v1.1/schools')).status).toBe(200);
    expect(said).toContain('another is started');
  });

  it('finish what they accepted when asked to stop, write what they sent, and end with 0', async () => {
    const sections = await lone('DEMO_TOKEN').get('/v1.1/sections?limit=1000');
    const total = (sections.json() as { readonly data: readonly unknown[] }).data.length;
    const callers = Array.from({ length: 8 }, () => lone('DEMO_TOKEN'));
    // Open connections, so that what is asked next is accepted before the signal comes.
    await Promise.all(callers.map((caller) => caller.get('/live')));
    const asked = callers.map((caller) => caller.get('/v1.1/contacts?limit=10000'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    const answers = await Promise.allSettled(asked);
    expect(await ended).toBe(0);
    const served = answers.filter(({ status }) => status === 'fulfilled');
    expect(served).toHaveLength(8);

    const store = openSqliteStore({ folder });
    try {
      const runs = await store.control.find('disclosure', { token: CONNECTION_ID });
      const rows = (type: string) =>
        runs.filter(({ recordType }) => recordType === type).reduce((sum, { rowCount }) => sum + rowCount, 0);
      expect(rows('student')).toBe(1_200);
      expect(rows('section')).toBe(total);
      expect(rows('contact')).toBeGreaterThan(0);
      expect(rows('contact') % 8).toBe(0);
    } finally {
      await store.close();
    }
  });
});

it('ends with an error where the port is taken', async () => {
  const { createServer } = await import('node:net');
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const args = ['start', '--sandbox', '--workers', '2', '--data', folder, '--port', String(port)];
  const second = spawn(process.execPath, [executable, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  second.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(1);
  expect(complaint.match(/port is taken/g)).toHaveLength(1);
  taken.close();
});
