/** A server over a hub with a district of three notable students, and people who visit it with a browser's manners but without one. */
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/index.ts';
import { createApplication, createConnection } from '../../src/directory/index.ts';
import { Ledger } from '../../src/ledger/index.ts';
import type { PersonType } from '../../src/roster/index.ts';
import type { AuditRow } from '../../src/store/index.ts';
import { type TestDistrict, TestHub } from '../ingest/test-hub.ts';
import { northSchool, pupil, tess } from '../ingest/roster-files.ts';

export const LONG_NAME = 'Wilhelmina'.repeat(30);
export const RTL_NAME = 'דוד מזרחי';
export const MARKUP = '<img src=x onerror=alert(1)>';
export const GOOD = 'quiet otters swim north';

export const ROSTER = {
  schools: [northSchool],
  teachers: [
    tess,
    { ...tess, Teacher_id: 'tim', First_name: 'Tim', Teacher_email: 'twin@north.example.org' },
  ],
  students: [
    pupil('ada', { First_name: 'Ada', Last_name: 'Marsh', Student_email: 'ada@north.example.org' }),
    pupil('long', { First_name: LONG_NAME, Last_name: 'Long', Student_email: 'twin@north.example.org' }),
    pupil('rtl', { First_name: RTL_NAME, Last_name: 'Levi' }),
    pupil('markup', { First_name: MARKUP, Last_name: '&amp;"' }),
  ],
  sections: [],
  enrollments: [],
};

export class SignInHub {
  readonly hub = new TestHub();
  #app: FastifyInstance | undefined;
  #ledger: Ledger | undefined;
  #district: TestDistrict | undefined;
  url = '';

  async open(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    this.hub.open();
    this.#district = await this.hub.publishedDistrict(ROSTER);
    const { store, acting } = this.hub;
    const ledger = new Ledger({
      control: store.control,
      onFault: (error) => {
        throw error;
      },
    });
    this.#ledger = ledger;
    this.#app = buildApp(
      { store, serverKey: acting.serverKey, close: () => Promise.resolve() },
      loadConfig({}, { ROLLBOOK_LOG_LEVEL: 'silent', ...environment }),
      { ledger },
    );
    await this.#app.listen({ port: 0, host: '127.0.0.1' });
    this.url = `http://localhost:${(this.#app.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await this.#app?.close();
    await this.hub.close();
  }

  get district(): TestDistrict {
    if (!this.#district) throw new Error('The hub is not open.');
    return this.#district;
  }

  get path(): string {
    return `/in/${this.district.id}`;
  }

  async person(
    key: string,
    type: 'student' | 'teacher' = 'student',
  ): Promise<{ type: PersonType; id: string }> {
    return { type, id: (await this.district.record(type, key)).id };
  }

  /** An application that students can open. */
  async connect(name: string, launchDate?: string): Promise<string> {
    const { acting } = this.hub;
    const { id, clientId } = await createApplication(acting, {
      name,
      redirectUris: [`https://${name.toLowerCase().replaceAll(/\W/g, '')}.example.org/back`],
      userTypes: ['student'],
    });
    await createConnection(acting, {
      districtId: this.district.id,
      applicationId: id,
      ...(launchDate === undefined ? {} : { launchDate }),
    });
    return clientId;
  }

  /** Lines of the district; what is still counted is written first. */
  async audit(act: string): Promise<readonly AuditRow[]> {
    await this.#ledger?.refusals.flush(true);
    return this.hub.store.control.find('audit', { chain: this.district.id, act }, { orderBy: 'number' });
  }

  visitor(): Visitor {
    return new Visitor(this.url);
  }
}

/** A hub for the tests of one file. */
export function useSignInHub(environment: Readonly<Record<string, string>> = {}): SignInHub {
  const hub = new SignInHub();
  beforeAll(() => hub.open(environment));
  afterAll(() => hub.close());
  return hub;
}

export interface Visit {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
  readonly headers: Headers;
}

export class Visitor {
  readonly #url: string;
  readonly cookies = new Map<string, string>();
  #page = '';

  constructor(url: string) {
    this.#url = url;
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async #ask(path: string, init: RequestInit): Promise<Visit> {
    const response = await fetch(new URL(path, this.#url), {
      redirect: 'manual',
      ...init,
      headers: { cookie: this.cookieHeader, ...(init.headers as Record<string, string> | undefined) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.text();
    if (text !== '') this.#page = text;
    return {
      status: response.status,
      text,
      location: response.headers.get('location') ?? undefined,
      headers: response.headers,
    };
  }

  get(path: string): Promise<Visit> {
    return this.#ask(path, {});
  }

  /** Sends a form of the page seen last: its token comes along unless the fields say otherwise. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' },
  ): Promise<Visit> {
    const token = this.hidden('form_token');
    return this.#ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ form_token: token, ...fields }).toString(),
    });
  }

  hidden(name: string): string {
    return new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(this.#page)?.[1] ?? '';
  }
}
