/** Every command of the quick starts, run as it stands on the page, in a fresh folder; what it prints is compared with what the page says. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HUB } from '../../src/docs/index.ts';
import {
  type Command,
  developerSteps,
  districtSteps,
  operatorSteps,
  SANDBOX_CLIENT,
  type Step,
} from '../../src/docs/quick-starts.ts';
import { useBrowser } from '../support/browser.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const executable = join(root, 'bin/rollbook.js');
const execute = promisify(execFile);
const TIMEOUT_MS = 120_000;

/** What a run makes up; longer names first, so that none is taken for a part of another. */
const MADE_UP =
  /…|\b(?:DISTRICT_ID|APP_ID|CONNECTION_ID|STUDENT_ID|ACCOUNT_ID|CLIENT_ID|CLIENT_SECRET|PASSWORD|USER_TOKEN|TOKEN|CODE)\b/g;

/** One reader at a terminal: a folder, what was learned so far, and the server that was started. */
class Reader {
  readonly known = new Map<string, string>();
  #folder = '';
  #server: ChildProcess | undefined;
  #url = HUB;

  async open(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'rollbook-start-'));
    const shim = join(this.#folder, 'rollbook');
    await writeFile(shim, `#!/bin/sh\nexec "${process.execPath}" "${executable}" "$@"\n`, { mode: 0o755 });
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (server?.pid !== undefined && server.exitCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      process.kill(-server.pid, 'SIGTERM');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('ROLLBOOK_'));
    const path = [this.#folder, process.env['PATH']].join(delimiter);
    return {
      ...Object.fromEntries(inherited),
      PATH: path,
      PORT: '0',
      ROLLBOOK_DATA: join(this.#folder, 'data'),
    };
  }

  /** A command with what is known put in, for this folder and this server. */
  fillIn(text: string): string {
    return text
      .replace(MADE_UP, (word) => this.known.get(word) ?? word)
      .replaceAll(HUB, this.#url)
      .replaceAll('/srv/rollbook', join(this.#folder, 'data'));
  }

  /** Runs a command that ends, and gives what it printed. */
  async run(command: string): Promise<string> {
    const filled = this.fillIn(command).replace(/^curl /, 'curl -sS ');
    expect(filled, 'nothing is left to be filled in').not.toMatch(MADE_UP);
    const { stdout } = await execute('sh', ['-c', filled], {
      cwd: this.#folder,
      env: this.#environment,
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout.replaceAll(this.#url, HUB);
  }

  /** Starts a server, and waits until it has said what the page says. */
  async serve(command: string, prints: string): Promise<void> {
    const server = spawn('sh', ['-c', this.fillIn(command)], {
      cwd: this.#folder,
      env: this.#environment,
      detached: true,
    });
    this.#server = server;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      server.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
        const url = /http:\/\/localhost:\d+/.exec(said)?.[0];
        if (url === undefined) return;
        this.#url = url;
        resolve();
      });
      server.once('exit', (code) => reject(new Error(`It ended with ${String(code)}: ${said}`)));
    });
    this.compare(said.replaceAll(this.#url, HUB), prints);
  }

  /** Compares, and learns what the run made up. */
  compare(printed: string, prints: string): void {
    const seen = new Set<string>();
    const isJson = prints.startsWith('{');
    const expected = isJson ? prints.replace(/\n\s*/g, '') : prints;
    let last = 0;
    let pattern = '';
    const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    for (const { 0: word, index } of expected.matchAll(MADE_UP)) {
      pattern += literal(expected.slice(last, index));
      last = index + word.length;
      const value = this.known.get(word);
      if (word === '…') pattern += '[^]*?';
      else if (value !== undefined) pattern += literal(value);
      else pattern += seen.has(word) ? `\\k<${word}>` : `(?<${word}>[\\w-]+)`;
      seen.add(word);
    }
    const found = new RegExp(`^${pattern}${literal(expected.slice(last))}$`).exec(
      printed.replace(/^\n|\s+$/g, ''),
    );
    expect(found, `The page says\n${prints}\nand it printed\n${printed.slice(0, 3_000)}`).not.toBeNull();
    for (const [word, value] of Object.entries(found?.groups ?? {})) this.known.set(word, value);
  }
}

function useReader(): Reader {
  const reader = new Reader();
  beforeAll(() => reader.open());
  afterAll(() => reader.close());
  return reader;
}

const isServer = ({ run }: Command) => /(npm|rollbook) start$/.test(run);

/** Each step is a test; they follow one another as they do for a reader. */
function walk(steps: readonly Step[], take: (command: Command) => Promise<void>): void {
  for (const { title, commands } of steps)
    it(title, { timeout: TIMEOUT_MS }, async () => {
      for (const command of commands) await take(command);
    });
}

describe('the quick start for developers', () => {
  const reader = useReader();
  const browser = useBrowser();

  walk(developerSteps, async (command) => {
    const { run, prints = '' } = command;
    if (isServer(command)) {
      const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
        scripts: Readonly<Record<string, string>>;
      };
      const started = scripts['start']?.split(' && ').at(-1) ?? '';
      expect(started).toContain('node bin/rollbook.js start');
      await reader.serve(started.replace('node bin/rollbook.js', 'rollbook'), prints);
    } else if (run.startsWith('http')) {
      const page = await browser.newPage(1024, 'light');
      // Nothing listens there, as the page says; the address is what counts.
      let arrived = '';
      await page.route(`${SANDBOX_CLIENT.redirectUri}**`, async (route) => {
        arrived = route.request().url();
        await route.fulfill({ body: 'ok' });
      });
      await page.goto(reader.fillIn(run));
      await page.locator('form[action$="/demo"] button').first().click();
      await page.waitForURL(`${SANDBOX_CLIENT.redirectUri}**`);
      const answer = new URL(arrived).searchParams;
      expect(answer.get('state')).toBe('xyz');
      reader.known.set('CODE', answer.get('code') ?? '');
      await page.close();
    } else reader.compare(await reader.run(run), prints);
  });

  it('a code is good once', async () => {
    const [, exchange] = developerSteps.at(-1)?.commands ?? [];
    expect(await reader.run(exchange?.run ?? '')).toContain('"error":"invalid_grant"');
  });
});

describe('the quick start for operators', () => {
  const reader = useReader();
  walk(operatorSteps, async (command) => {
    if (isServer(command)) await reader.serve(command.run, command.prints ?? '');
    else reader.compare(await reader.run(command.run), command.prints ?? '');
  });
});

describe('the quick start for districts', () => {
  const reader = useReader();
  beforeAll(async () => {
    await reader.serve('rollbook start', `Rollbook serves on ${HUB}…`);
    const made = async (command: string): Promise<string> => {
      const { id } = JSON.parse(await reader.run(`${command} --json`)) as { id: string };
      return id;
    };
    reader.known.set('DISTRICT_ID', await made('rollbook district create --name "Harbor Point"'));
    reader.known.set('APP_ID', await made('rollbook app create --name "Reading App"'));
  }, TIMEOUT_MS);

  walk(districtSteps, async ({ run, prints = '' }) => {
    if (run.startsWith('rollbook ledger')) {
      // What was told stands in the ledger within a second or two.
      const deadline = Date.now() + 20_000;
      while (!(await reader.run(run)).includes(reader.known.get('APP_ID') ?? '-') && Date.now() < deadline);
    }
    reader.compare(await reader.run(run), prints);
  });
});
