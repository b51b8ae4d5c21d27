/** Several servers over one data folder, on ports of their own: the built executable, started as people start it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication, createConnection } from '../../src/directory/index.ts';
import { TestHub } from '../ingest/test-hub.ts';
import { type Answer, Caller } from '../support/caller.ts';
import { fixturePath } from '../support/fixtures.ts';

const executable = fileURLToPath(new URL('../../bin/rollbook.js', import.meta.url));
const LIMIT = 1_200;
const ADMITTED_MIN = LIMIT * 0.98;

interface Server {
  readonly process: ChildProcess;
  readonly url: string;
  readonly ended: Promise<number | null>;
  /** On standard error. */
  readonly said: string;
}

/** A hub with one district, whose folder servers are started on. */
class Servers extends TestHub {
  readonly started: Server[] = [];
  #districtId = '';

  async prepare(): Promise<void> {
    this.open();
    const district = await this.district({ limits: { removalPercent: 100, updatePercent: 100 } });
    await district.publish(fixturePath('rosters/clever-small/day1'));
    this.#districtId = district.id;
  }

  /** A token that nobody used. */
  async token(): Promise<string> {
    const application = await createApplication(this.acting, { name: 'A reader' });
    const { token } = await createConnection(this.acting, {
      districtId: this.#districtId,
      applicationId: application.id,
    });
    return token;
  }

  /** Resolves when it serves. */
  async start(
    more: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Server> {
    const args = ['start', '--data', this.folder, '--port', '0', '--json', ...more];
    const child = spawn(process.execPath, [executable, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ROLLBOOK_LOG_LEVEL: 'silent', ...environment },
    });
    process.once('exit', () => child.kill('SIGKILL'));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const line = await new Promise<string>((resolve, reject) => {
      let seen = '';
      child.stdout.on('data', (chunk: Buffer) => {
        seen += chunk.toString();
        if (seen.includes('\n')) resolve(seen);
      });
      void ended.then((code) => {
        reject(new Error(`It ended with ${String(code)}: ${said}`));
      });
    });
    const { url } = JSON.parse(line) as { readonly url: string };
    const server = {
      process: child,
      url,
      ended,
      get said() {
        return said;
      },
    };
    this.started.push(server);
    return server;
  }

  async stopAll(): Promise<void> {
    for (const { process: child, ended } of this.started.splice(0)) {
      child.kill('SIGKILL');
      await ended;
    }
  }
}

/** Sends requests with one token, to the servers in turn, over some connections each. */
async function send(servers: readonly Server[], token: string, requests: number): Promise<Answer[]> {
  const callers = servers.map(
    ({ url }) => new Caller(url, new Agent({ keepAlive: true, maxSockets: 8 }), token),
  );
  const sent = Array.from({ length: requests }, (_, n) =>
    (callers[n % callers.length] as Caller).get('/v1.1/students?limit=1'),
  );
  return Promise.all(sent);
}

const count = (answers: readonly Answer[], status: number): number =>
  answers.filter((answer) => answer.status === status).length;

/** As many as may be, and the rest refused in the same way by all. */
function expectLimited(answers: readonly Answer[]): void {
  const served = count(answers, 200);
  expect(served).toBeGreaterThanOrEqual(ADMITTED_MIN);
  expect(served).toBeLessThanOrEqual(LIMIT);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(answers.length - served);
  expect(new Set(answers.map((answer) => answer.header('x-ratelimit-reset'))).size).toBe(1);
  for (const answer of refused) {
    expect(answer.bytes).toHaveLength(0);
    expect(answer.header('x-ratelimit-remaining')).toBe('0');
    expect(Number(answer.header('retry-after'))).toBeGreaterThan(0);
  }
  for (const answer of answers) {
    const remaining = Number(answer.header('x-ratelimit-remaining'));
    expect(remaining).toBeGreaterThanOrEqual(0);
    expect(remaining).toBeLessThan(LIMIT);
  }
}

const hub = new Servers();
beforeAll(() => hub.prepare());
afterAll(async () => {
  await hub.stopAll();
  await hub.close();
});

describe('four servers over one data folder', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    // One has counted alone before the others come, and one has two processes that serve.
    await hub.start();
    for (const more of [[], ['--workers', '2'], []]) await hub.start(more);
  });
  afterAll(() => hub.stopAll());

  it('let a token send its limit where it asks all of them in turn', async () => {
    expectLimited(await send(hub.started, await hub.token(), 1_600));
  });

  it('let a token send its limit where it asks one after it asked the others', async () => {
    const token = await hub.token();
    const before = await send(hub.started, token, 4);
    expectLimited([...before, ...(await send(hub.started.slice(0, 1), token, 1_400))]);
  });

  it('let a token send its limit where one of them is killed meanwhile', async () => {
    const token = await hub.token();
    const [first, , , last] = hub.started as [Server, Server, Server, Server];
    const before = await send(hub.started, token, 400);
    last.process.kill('SIGKILL');
    await last.ended;
    const after = await send(hub.started.slice(0, 3), token, 1_200);
    expectLimited([...before, ...after]);
    const again = await hub.start();
    expect(count(await send([again, first], token, 40), 200)).toBeLessThanOrEqual(
      LIMIT - count([...before, ...after], 200),
    );
  });

  it('say nothing of it, and end with 0', async () => {
    const [first, second, third] = hub.started as [Server, Server, Server];
    for (const server of [first, second, third]) {
      server.process.kill('SIGTERM');
      expect(await server.ended).toBe(0);
      expect(server.said).toBe('');
    }
  });
});

describe('a server that starts beside another', { timeout: 120_000 }, () => {
  afterAll(() => hub.stopAll());

  it('counts from its first request what was let through before', async () => {
    const first = await hub.start();
    const token = await hub.token();
    expect(count(await send([first], token, 1_000), 200)).toBe(1_000);
    const second = await hub.start();
    expect(count(await send([second], token, 300), 200)).toBe(200);
  });
});

it('makes no file where nothing is limited', { timeout: 120_000 }, async () => {
  const unlimited = new Servers();
  try {
    await unlimited.prepare();
    const server = await unlimited.start([], { ROLLBOOK_RATE_LIMIT: 'off' });
    const answers = await send([server], await unlimited.token(), LIMIT + 10);
    expect(count(answers, 200)).toBe(LIMIT + 10);
    expect(existsSync(join(unlimited.folder, 'control.sqlite'))).toBe(true);
    expect(existsSync(join(unlimited.folder, 'limits.sqlite'))).toBe(false);
  } finally {
    await unlimited.stopAll();
    await unlimited.close();
  }
});
