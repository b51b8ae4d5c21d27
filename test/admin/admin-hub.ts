/** A real server on a real store, two districts, a clock that is moved by hand, and people who are signed in. */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { expect } from 'vitest';
import { createAccount, type Grant, type Role } from '../../src/accounts/index.ts';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/index.ts';
import {
  type Acting,
  createApplication,
  createConnection,
  createDistrict,
  findLiveConnection,
  randomHex,
} from '../../src/directory/index.ts';
import { type Hub, openHub } from '../../src/hub.ts';
import { importFiles } from '../../src/ingest/index.ts';
import { EVERYTHING, NOTHING_SHARED } from '../../src/sharing/index.ts';
import type { StoredType } from '../../src/roster/index.ts';

const ROSTER = fileURLToPath(new URL('../fixtures/rosters/clever-small/day1', import.meta.url));
export const PASSWORD = 'seven quiet otters read maps';

export type Json = Readonly<Record<string, unknown>>;

export interface Reply {
  readonly status: number;
  readonly body: Json;
  readonly text: string;
  readonly headers: Headers;
}

export function parseJson(text: string): Json {
  const value: unknown = text === '' ? {} : JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error(`No object: ${text}`);
  return value as Json;
}

export function textOf(value: Json, key: string): string {
  const found = value[key];
  if (typeof found !== 'string') throw new Error(`No ${key} in ${JSON.stringify(value)}`);
  return found;
}

export interface Send {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, instead of JSON. */
  readonly raw?: string;
}

/** Somebody with a browser: keeps the cookie and sends the token of the session. */
export class Visitor {
  cookie = '';
  csrf = '';
  secret = '';
  readonly #hub: AdminHub;

  constructor(hub: AdminHub) {
    this.#hub = hub;
  }

  async send(method: string, path: string, body?: unknown, { headers = {}, raw }: Send = {}): Promise<Reply> {
    const response = await fetch(`${this.#hub.url}/admin/api${path}`, {
      method,
      headers: {
        ...(body === undefined && raw === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(this.cookie === '' ? {} : { Cookie: this.cookie }),
        ...(this.csrf === '' ? {} : { 'X-Rollbook-CSRF': this.csrf }),
        ...headers,
      },
      ...(raw !== undefined ? { body: raw } : body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    for (const cookie of response.headers.getSetCookie())
      if (cookie.includes('rollbook_account=')) this.cookie = cookie.split(';')[0] ?? '';
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const parsed = isJson ? parseJson(text) : {};
    if (typeof parsed['csrf_token'] === 'string') this.csrf = parsed['csrf_token'];
    return { status: response.status, body: parsed, text, headers: response.headers };
  }

  get = (path: string, options?: Send) => this.send('GET', path, undefined, options);
  post = (path: string, body: unknown = {}, options?: Send) => this.send('POST', path, body, options);
  put = (path: string, body: unknown = {}, options?: Send) => this.send('PUT', path, body, options);
  delete = (path: string, options?: Send) => this.send('DELETE', path, undefined, options);

  /** The code that the authenticator app shows now. */
  code(): string {
    return new TOTP({ secret: Secret.fromBase32(this.secret) }).generate({
      timestamp: this.#hub.nowMs,
    });
  }

  signIn(email: string, password = PASSWORD): Promise<Reply> {
    return this.post('/session', { email, password });
  }

  /** Sets up the second factor; the session opens everything then. Returns the recovery codes. */
  async setUpFactor(password = PASSWORD): Promise<readonly string[]> {
    const begun = await this.post('/session/second-factor/setup', { password });
    expect(begun.status, begun.text).toBe(200);
    this.secret = textOf(begun.body, 'secret');
    const done = await this.post('/session/second-factor/confirmation', { code: this.code() });
    expect(done.status, done.text).toBe(200);
    return done.body['recovery_codes'] as readonly string[];
  }
}

export interface Site {
  readonly districtId: string;
  readonly applicationId: string;
  readonly connectionId: string;
  readonly token: string;
}

export class AdminHub {
  nowMs = Date.parse('2026-09-01T08:00:00Z');
  #folder = '';
  #hub: Hub | undefined;
  #app: FastifyInstance | undefined;
  #people = 0;

  get url(): string {
    const address = this.#app?.server.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}`;
  }

  get store() {
    if (!this.#hub) throw new Error('The hub is not open.');
    return this.#hub.store;
  }

  get acting(): Acting {
    if (!this.#hub) throw new Error('The hub is not open.');
    return { ...this.#hub, now: () => new Date(this.nowMs), actor: 'test' };
  }

  async open(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'rollbook-admin-'));
    const config = loadConfig({ data: this.#folder }, { ROLLBOOK_LOG_LEVEL: 'silent', ...environment });
    this.#hub = openHub(config);
    this.#app = buildApp(this.#hub, config, { now: () => new Date(this.nowMs) });
    await this.#app.listen({ port: 0, host: '127.0.0.1' });
  }

  async close(): Promise<void> {
    await this.#app?.close();
    await this.#hub?.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** A district with a roster and an application that reads all of it. */
  async site(name: string): Promise<Site> {
    const { acting } = this;
    const { id: districtId } = await createDistrict(acting, { name, id: undefined });
    const report = await importFiles(this.store, {
      path: ROSTER,
      districtId,
      sources: { now: acting.now, randomHex },
    });
    expect(report.state).toBe('published');
    const application = await createApplication(acting, {
      name: `Reader of ${name}`,
      redirectUris: ['https://reader.example/callback'],
    });
    const { connection, token } = await createConnection(acting, {
      districtId,
      applicationId: application.id,
    });
    return { districtId, applicationId: application.id, connectionId: connection.id, token };
  }

  /** The same pair, connected again if somebody ended it. */
  async reconnected(site: Site): Promise<Site> {
    const { districtId, applicationId } = site;
    if (await findLiveConnection(this.store.control, districtId, applicationId)) return site;
    const { connection, token } = await createConnection(this.acting, { districtId, applicationId });
    return { ...site, connectionId: connection.id, token };
  }

  /** Another connection of a district, with nothing shared yet. */
  async connect(districtId: string): Promise<Site> {
    const application = await createApplication(this.acting, { name: 'Another' });
    const { connection, token } = await createConnection(this.acting, {
      districtId,
      applicationId: application.id,
      sharing: NOTHING_SHARED,
    });
    return { districtId, applicationId: application.id, connectionId: connection.id, token };
  }

  /** Ids of a district's records of one type, ascending. */
  async idsOf(districtId: string, type: StoredType): Promise<readonly string[]> {
    const whole = (await this.store.districts.audiences(districtId)).find(
      ({ policy }) => policy === EVERYTHING,
    );
    const members = await this.store.districts.membershipOf(districtId, whole?.policy ?? EVERYTHING);
    return [...(members.get(type) ?? [])].sort();
  }

  visitor(): Visitor {
    return new Visitor(this);
  }

  /** Somebody with this role who has signed in. */
  async person(
    role: Role | undefined,
    at: Partial<Grant> = {},
  ): Promise<Visitor & { accountId: string; email: string }> {
    const email = `person${this.#people++}@admin.example`;
    const grants = role ? [{ districtId: '', schoolId: '', applicationId: '', ...at, role }] : [];
    const { account } = await createAccount(this.acting, {
      email,
      name: 'A person',
      password: PASSWORD,
      grants,
    });
    const visitor = this.visitor();
    expect((await visitor.signIn(email)).status).toBe(200);
    await visitor.setUpFactor();
    return Object.assign(visitor, { accountId: account.id, email });
  }
}
