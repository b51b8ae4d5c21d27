/** A server in this process on a real store, its ledger, and everything read back. */
import { Agent } from 'node:http';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { buildApp, type AppOptions } from '../../src/app.ts';
import { loadConfig } from '../../src/config/index.ts';
import {
  addDistrictAdmin,
  createApplication,
  createConnection,
  type CreatedConnection,
  randomHex,
} from '../../src/directory/index.ts';
import type { Sharing } from '../../src/sharing/index.ts';
import type { AuditRow, Disclosure } from '../../src/store/index.ts';
import { type TestDistrict, TestHub } from '../ingest/test-hub.ts';
import { Caller } from '../support/caller.ts';
import { fixturePath } from '../support/fixtures.ts';

export interface Reader extends CreatedConnection {
  readonly applicationId: string;
  readonly caller: Caller;
}

export class LedgerServer extends TestHub {
  #app: FastifyInstance | undefined;
  #url = '';
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  async start(options: AppOptions = {}, environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const config = loadConfig(
      { data: this.folder, port: '0' },
      { ROLLBOOK_LOG_LEVEL: 'silent', ...environment },
    );
    const { store } = this;
    const hub = { store, serverKey: Buffer.alloc(32, 1), close: () => Promise.resolve() };
    this.#app = buildApp(hub, config, options);
    this.#url = await this.#app.listen({ port: 0, host: '127.0.0.1' });
  }

  /** Stops the server, so that its ledger is written; the store stays. */
  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.#app?.close();
    this.#app = undefined;
  }

  override async close(): Promise<void> {
    await this.stop();
    await super.close();
  }

  as(token?: string): Caller {
    return new Caller(this.#url, this.#agent, token);
  }

  /** An application connected with a district, and its token. */
  async reader(districtId: string, sharing?: Sharing): Promise<Reader> {
    const application = await createApplication(this.acting, { name: 'A reader' });
    const created = await createConnection(this.acting, {
      districtId,
      applicationId: application.id,
      ...(sharing ? { sharing } : {}),
    });
    return { ...created, applicationId: application.id, caller: this.as(created.token) };
  }

  /** The first day of the small sample district, with a district admin. */
  async smallDistrict(): Promise<TestDistrict> {
    const district = await this.district({ limits: { removalPercent: 100, updatePercent: 100 } });
    await district.publish(fixturePath('rosters/clever-small/day1'));
    await addDistrictAdmin(this.acting, {
      districtId: district.id,
      email: 'office@harbor.example.org',
      first: undefined,
      last: undefined,
      title: undefined,
      randomHex,
    });
    return district;
  }

  /** What was sent to a token, once nothing more is on its way to the ledger. */
  async disclosures(token: string): Promise<readonly Disclosure[]> {
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    return this.store.control.find('disclosure', { token }, { orderBy: 'id' });
  }

  audit(act: string): Promise<readonly AuditRow[]> {
    return this.store.control.find('audit', { act });
  }

  /** Looks into the control data by the side door, past every protection. */
  tamper<T>(work: (db: Database.Database) => T): T {
    const db = new Database(join(this.folder, 'control.sqlite'));
    try {
      return work(db);
    } finally {
      db.close();
    }
  }
}

/** For the tests of one file. */
export function useLedgerServer(options: AppOptions = {}): LedgerServer {
  const server = new LedgerServer();
  beforeAll(async () => {
    server.open();
    await server.start(options);
  });
  afterAll(() => server.close());
  return server;
}
