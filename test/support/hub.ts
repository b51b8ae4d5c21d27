import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { Caller } from './caller.ts';
import { Judge } from './description.ts';

const executable = fileURLToPath(new URL('../../bin/rollbook.js', import.meta.url));

/** How long a server may take to stop before the suite ends it by force and reports that. */
const STOP_TIMEOUT_MS = 30_000;

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly sandbox?: boolean;
  readonly rateLimit?: boolean;
}

export interface ConnectedDistrict {
  readonly id: string;
  readonly token: string;
}

/** The environment of a fresh machine: settings of whoever runs the suite must not reach the product. */
const environment = (extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('ROLLBOOK_') && !['DATABASE_URL', 'PORT'].includes(name),
  );
  return { ...Object.fromEntries(inherited), ...extra };
};

const firstLine = (child: ChildProcessWithoutNullStreams): Promise<string> =>
  new Promise((resolve, reject) => {
    let seen = '';
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
    child.stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString('utf8');
      const end = seen.indexOf('\n');
      if (end >= 0) resolve(seen.slice(0, end));
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`The server ended with ${String(code)} before it served.\n${seen}\n${complaint}`)),
    );
  });

const parseString = (text: string, key: string): string => {
  const value: unknown = JSON.parse(text);
  const found = (value as Readonly<Record<string, unknown>>)[key];
  if (typeof found !== 'string') throw new Error(`No ${key} in ${text}`);
  return found;
};

/** Runs the command line without a data folder, as `validate` is meant to be run. */
export const runRollbook = (args: readonly string[]): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [executable, ...args], { env: environment() });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end();
  });

/** One installation: a data folder of its own, its command line, and at times a running server. */
export class Hub {
  #folder: string | undefined;
  #child: ChildProcessWithoutNullStreams | undefined;
  #url: string | undefined;
  #agent = new Agent({ keepAlive: true, maxSockets: 8 });
  #log = '';
  /** Holds every answer to a caller of this installation to the OpenAPI document. */
  readonly judge = new Judge();

  /** Everything the servers of this installation wrote, on both streams. */
  get log(): string {
    return this.#log;
  }

  get url(): string {
    if (this.#url === undefined) throw new Error('The server is not running.');
    return this.#url;
  }

  get data(): string {
    if (this.#folder === undefined) throw new Error('The installation is not open.');
    return this.#folder;
  }

  async open(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'rollbook-hub-'));
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
    this.#folder = undefined;
  }

  run(...args: readonly string[]): Promise<Outcome> {
    return runRollbook([...args, '--data', this.data]);
  }

  /** Runs a command that must succeed, and picks one string out of the JSON it prints. */
  async create(key: string, ...args: readonly string[]): Promise<string> {
    const outcome = await this.run(...args, '--json');
    if (outcome.code !== 0)
      throw new Error(`${args.join(' ')} ended with ${String(outcome.code)}: ${outcome.stderr}`);
    return parseString(outcome.stdout, key);
  }

  createApp(name: string): Promise<string> {
    return this.create('id', 'app', 'create', '--name', name);
  }

  /** A new district with a connected application, its own unless one is given, and the token that reads it. */
  async connectedDistrict(name: string, connected?: string): Promise<ConnectedDistrict> {
    const id = await this.create('id', 'district', 'create', '--name', name);
    const app = connected ?? (await this.createApp(`Application of ${name}`));
    const token = await this.create('token', 'connection', 'create', '--app', app, '--district', id);
    return { id, token };
  }

  async start({ sandbox = false, rateLimit = false }: StartOptions = {}): Promise<void> {
    const args = ['start', ...(sandbox ? ['--sandbox'] : []), '--data', this.data, '--port', '0', '--json'];
    const child = spawn(process.execPath, [executable, ...args], {
      env: environment(rateLimit ? {} : { ROLLBOOK_RATE_LIMIT: 'off' }),
    });
    this.#child = child;
    const keep = (chunk: Buffer): void => {
      this.#log += chunk.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    // A worker that dies with its suite unfinished must not leave a server behind.
    const end = (): void => void child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.removeListener('exit', end));
    this.#url = parseString(await firstLine(child), 'url');
  }

  /** Asks the server to stop and gives its exit code; `null` when none runs or a signal ended it. */
  async stop(): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    this.#url = undefined;
    this.#agent.destroy();
    this.#agent = new Agent({ keepAlive: true, maxSockets: 8 });
    if (child === undefined) return null;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    return new Promise((resolve) => {
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      child.once('exit', (code) => {
        clearTimeout(force);
        resolve(code);
      });
      child.kill('SIGTERM');
    });
  }

  /** A caller with this token; without one it sends no credentials. */
  as(token?: string): Caller {
    return new Caller(this.url, this.#agent, token, this.judge.hear);
  }
}

/** An installation for the tests of one file; `prepare` fills and starts it. */
export const useHub = (prepare: (hub: Hub) => Promise<void>): Hub => {
  const hub = new Hub();
  beforeAll(async () => {
    await hub.open();
    await prepare(hub);
  });
  afterAll(() => hub.close());
  return hub;
};

/** A running sandbox, without a rate limit, for the tests of one file. */
export const useSandbox = (): Hub => useHub((hub) => hub.start({ sandbox: true }));
