/** A server over a store with two small districts, applications of every kind, and people who are signed in. */
import { createHash, randomBytes } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { hashToken, type Person, randomToken } from '../../src/access/index.ts';
import { buildApp } from '../../src/app.ts';
import { type Config, loadConfig } from '../../src/config/index.ts';
import {
  addDistrictAdmin,
  type ApplicationSettings,
  type ConnectionSettings,
  createApplication,
  type CreatedApplication,
  createConnection,
} from '../../src/directory/index.ts';
import { Ledger } from '../../src/ledger/index.ts';
import type { AuditRow } from '../../src/store/index.ts';
import { digitsFrom, TestHub } from '../ingest/test-hub.ts';
import { course, enrollment, northSchool, pupil, type Rows, tess } from '../ingest/roster-files.ts';

export const CALLBACK = 'https://reader.example.org/oauth/callback';
const HOUR_MS = 60 * 60 * 1000;

/** Two teachers with a class each, and a pupil without any. */
const TOWN: Rows = {
  schools: [northSchool],
  teachers: [
    tess,
    { ...tess, Teacher_id: 'theo', First_name: 'Theo', Teacher_email: 'theo@north.example.org' },
  ],
  students: [pupil('ada'), pupil('bo'), pupil('cy')],
  sections: [course('m1'), course('m2', { Teacher_id: 'theo' })],
  enrollments: [enrollment('m1', 'ada'), enrollment('m2', 'bo')],
  staff: [
    {
      School_id: 'north',
      Staff_id: 'sam',
      Staff_email: 'sam@north.example.org',
      First_name: 'Sam',
      Last_name: 'Dean',
    },
  ],
};

export interface People {
  readonly districtId: string;
  readonly ada: Person;
  readonly bo: Person;
  readonly cy: Person;
  readonly tess: Person;
  readonly theo: Person;
  readonly sam: Person;
  readonly admin: Person;
}

/** What is undefined is not sent. */
export type Query = Readonly<Record<string, string | undefined>>;
/** Where something is sent twice. */
export type Pairs = readonly (readonly [string, string])[];

export function pairsOf(query: Query): Pairs {
  return Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}

function isPairs(query: Query | Pairs): query is Pairs {
  return Array.isArray(query);
}

export function queryText(query: Query | Pairs): string {
  const text = new URLSearchParams();
  for (const [name, value] of isPairs(query) ? query : pairsOf(query)) text.append(name, value);
  return text.toString();
}

export function basic(clientId: string, secret: string | undefined): string {
  return `Basic ${Buffer.from(`${clientId}:${secret ?? ''}`).toString('base64')}`;
}

export function pkcePair(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** Where an answer leads to; throws unless it redirects. */
export function locationOf(response: Response): URL {
  const location = response.headers.get('location');
  if (location === null) throw new Error(`No redirect but ${response.status}.`);
  return new URL(location, 'http://hub.invalid');
}

export class OAuthHub extends TestHub {
  #app: FastifyInstance | undefined;
  #ledger: Ledger | undefined;
  #url = '';
  #applications = 0;

  get url(): string {
    return this.#url;
  }

  async start(settings: Partial<Config> = {}): Promise<void> {
    await this.#app?.close();
    const hub = { store: this.store, serverKey: this.acting.serverKey, close: () => Promise.resolve() };
    const config = { ...loadConfig({}, { ROLLBOOK_LOG_LEVEL: 'silent' }), ...settings };
    const { now } = this.clock;
    const ledger = new Ledger({
      control: this.store.control,
      now,
      onFault: (error) => {
        throw error;
      },
    });
    this.#ledger = ledger;
    this.#app = buildApp(hub, config, { now, ledger });
    await this.#app.listen({ port: 0, host: '127.0.0.1' });
    this.#url = `http://127.0.0.1:${(this.#app.server.address() as AddressInfo).port}`;
  }

  override async close(): Promise<void> {
    await this.#app?.close();
    await super.close();
  }

  async town(): Promise<People> {
    const district = await this.publishedDistrict(TOWN);
    const idOf = async (type: 'student' | 'teacher' | 'school_admin', key: string): Promise<Person> => ({
      type,
      id: (await district.record(type, key)).id,
    });
    const adminId = await addDistrictAdmin(this.acting, {
      districtId: district.id,
      email: 'office@north.example.org',
      first: 'Olga',
      last: 'Office',
      randomHex: digitsFrom(`admin of ${district.id}`),
    });
    return {
      districtId: district.id,
      ada: await idOf('student', 'ada'),
      bo: await idOf('student', 'bo'),
      cy: await idOf('student', 'cy'),
      tess: await idOf('teacher', 'tess'),
      theo: await idOf('teacher', 'theo'),
      sam: await idOf('school_admin', 'sam'),
      admin: { type: 'district_admin', id: adminId },
    };
  }

  application(settings: ApplicationSettings = {}): Promise<CreatedApplication> {
    return createApplication(this.acting, {
      name: `Reader ${++this.#applications}`,
      redirectUris: [CALLBACK],
      ...settings,
    });
  }

  /** An application that is connected with a district and launched there. */
  async connected(
    districtId: string,
    settings: ApplicationSettings = {},
    connection: Partial<ConnectionSettings> = {},
  ): Promise<CreatedApplication & { readonly connectionId: string; readonly token: string }> {
    const application = await this.application(settings);
    const made = await createConnection(this.acting, {
      districtId,
      applicationId: application.id,
      ...connection,
    });
    return { ...application, connectionId: made.connection.id, token: made.token };
  }

  /** The cookie of somebody who is signed in. */
  async signIn(
    districtId: string,
    person: Person,
    more: { readonly actorAccountId?: string; readonly createdAgoMs?: number } = {},
  ): Promise<string> {
    const session = randomToken('session');
    const now = this.clock.now().getTime();
    const created = now - (more.createdAgoMs ?? 0);
    await this.store.control.write((transaction) =>
      transaction.insert('hub_session', {
        idHash: hashToken(session),
        districtId,
        personType: person.type,
        personId: person.id,
        method: 'password',
        actorAccountId: more.actorAccountId,
        created,
        lastSeen: now,
        ends: created + 10 * HOUR_MS,
      }),
    );
    return `rollbook_session=${session}`;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(this.url + path, { redirect: 'manual', headers });
  }

  authorize(query: Query | Pairs, cookie?: string, path = '/oauth/authorize'): Promise<Response> {
    return this.get(`${path}?${queryText(query)}`, cookie === undefined ? {} : { cookie });
  }

  /** A login that succeeds; the code. */
  async code(query: Query, cookie: string): Promise<string> {
    const response = await this.authorize({ response_type: 'code', ...query }, cookie);
    const code = locationOf(response).searchParams.get('code');
    if (code === null) throw new Error(`No code but ${locationOf(response).href}`);
    return code;
  }

  form(path: string, fields: Query, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: queryText(fields),
    });
  }

  json(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  /** Redeems a code as most clients do. */
  redeem(
    { clientId, clientSecret }: Pick<CreatedApplication, 'clientId' | 'clientSecret'>,
    code: string,
    more: Query = {},
  ): Promise<Response> {
    const fields = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...more };
    return this.form('/oauth/tokens', fields, { authorization: basic(clientId, clientSecret) });
  }

  async token(application: CreatedApplication, person: Person, districtId: string): Promise<string> {
    const cookie = await this.signIn(districtId, person);
    const query = { client_id: application.clientId, redirect_uri: CALLBACK, district_id: districtId };
    const response = await this.redeem(application, await this.code(query, cookie));
    const body = (await response.json()) as { readonly access_token: string };
    return body.access_token;
  }

  /** Writes what is still counted, without waiting for the minute to be over. */
  async flush(): Promise<void> {
    await this.#ledger?.refusals.flush(true);
  }

  /** The newest lines of the ledger with this act, of all chains, newest first. */
  async lines(act: string): Promise<readonly AuditRow[]> {
    await this.flush();
    const found = await this.store.control.find('audit', { act });
    return [...found].sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  async lastLine(act: string): Promise<AuditRow> {
    const [line] = await this.lines(act);
    if (!line) throw new Error(`There is no line of ${act}.`);
    return line;
  }
}

/** A running server for the tests of one file. */
export function useOAuthHub(settings: Partial<Config> = {}): OAuthHub {
  const hub = new OAuthHub();
  beforeAll(async () => {
    hub.open();
    await hub.start(settings);
  });
  afterAll(() => hub.close());
  return hub;
}
