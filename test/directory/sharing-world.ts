/** The small sample district behind a real server, one application, and what it is served over HTTP. */
import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/index.ts';
import {
  type Acting,
  addDistrictAdmin,
  changeSharing,
  createApplication,
  createConnection,
  createDistrict,
} from '../../src/directory/index.ts';
import { importFiles } from '../../src/ingest/index.ts';
import { getResource, STORED_TYPES, type StoredType } from '../../src/roster/index.ts';
import type { Sharing } from '../../src/sharing/index.ts';
import { TestHub } from '../ingest/test-hub.ts';
import { Caller } from '../support/caller.ts';
import { RosterFolder } from '../support/fixtures.ts';

export type ServedRecord = Readonly<Record<string, unknown>> & { readonly id: string };
export type Served = Readonly<Record<StoredType, readonly ServedRecord[]>>;

export class SharingWorld {
  readonly #hub = new TestHub();
  readonly #rosters = new RosterFolder();
  readonly #agent = new Agent({ keepAlive: true });
  #app: FastifyInstance | undefined;
  #url = '';
  districtId = '';
  applicationId = '';
  connectionId = '';
  token = '';

  get acting(): Acting {
    return { ...this.#hub.acting, now: () => new Date() };
  }

  get store() {
    return this.#hub.store;
  }

  async open(): Promise<void> {
    this.#hub.open();
    await this.#rosters.open();
    const { id } = await createDistrict(this.acting, { name: 'Harbor Point', id: undefined });
    this.districtId = id;
    await this.import('clever-small/day1');
    await addDistrictAdmin(this.acting, {
      districtId: id,
      email: 'office@harbor.example.org',
      randomHex: (digits) => createHash('sha256').update('admin').digest('hex').slice(0, digits),
    });
    this.applicationId = (await createApplication(this.acting, { name: 'Reader' })).id;
    await this.connect();
    const { serverKey } = this.acting;
    const hub = { store: this.store, serverKey, close: () => Promise.resolve() };
    this.#app = buildApp(hub, { ...loadConfig({}), rateLimit: false, logLevel: 'silent' });
    await this.#app.listen({ port: 0, host: '127.0.0.1' });
    this.#url = `http://127.0.0.1:${(this.#app.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    await this.#app?.close();
    await this.#hub.close();
    await this.#rosters.close();
  }

  async connect(): Promise<void> {
    const { connection, token } = await createConnection(this.acting, {
      districtId: this.districtId,
      applicationId: this.applicationId,
    });
    this.connectionId = connection.id;
    this.token = token;
  }

  /** Imports a sample folder, and publishes it whatever it removes. */
  async import(sample: string): Promise<void> {
    const path = await this.#rosters.sample(sample);
    const { sources } = this.#hub;
    const options = { districtId: this.districtId, path, sources };
    const { state } = await importFiles(this.store, options);
    if (state === 'held') await importFiles(this.store, { ...options, approve: true });
  }

  share(sharing: Sharing): Promise<unknown> {
    return changeSharing(this.acting, this.connectionId, sharing, { attestation: 'The board agreed.' });
  }

  caller(token = this.token): Caller {
    return new Caller(this.#url, this.#agent, token);
  }

  /** The status of one record. */
  async statusOf(type: StoredType, id: string): Promise<number> {
    return (await this.caller().get(`/v1.1/${getResource(type).plural}/${id}`)).status;
  }

  /** Everything that the application is served, list by list. */
  async served(): Promise<Served> {
    const lists: [StoredType, readonly ServedRecord[]][] = [];
    for (const type of STORED_TYPES) {
      const answer = await this.caller().get(`/v1.1/${getResource(type).plural}?limit=10000`);
      const { data = [] } = answer.json() as { data?: readonly (ServedRecord & { data?: ServedRecord })[] };
      lists.push([type, data.map((item) => item.data ?? item)]);
    }
    return Object.fromEntries(lists) as unknown as Served;
  }

  /** Every record of the district, shared or not, by type. */
  async everyId(): Promise<ReadonlyMap<StoredType, readonly string[]>> {
    const ids = new Map<StoredType, readonly string[]>();
    for (const type of STORED_TYPES)
      ids.set(type, await this.store.districts.ask(this.districtId, { ask: 'all', type }));
    return ids;
  }
}

export function useSharingWorld(): SharingWorld {
  const world = new SharingWorld();
  beforeAll(() => world.open());
  afterAll(() => world.close());
  return world;
}

/** Choices that a district of these ids could make, sensible and not. */
export function anySharing(ids: ReadonlyMap<StoredType, readonly string[]>): fc.Arbitrary<Sharing> {
  const some = (type: StoredType) =>
    fc.subarray([...(ids.get(type) ?? [])]).map((chosen) => chosen.slice(0, 3));
  const condition = (field: string, op: 'is' | 'is_not' | 'contains', ...values: readonly string[]) =>
    fc.subarray([...values], { minLength: 1 }).map((value) => ({ field, op, value }));
  const schools = ids.get('school') ?? [];
  const where = {
    sections: fc.oneof(
      condition('subject', 'is', 'math', 'science', 'other'),
      condition('grade', 'is', '2', '5', '9'),
      condition('name', 'contains', 'grade', 'lit'),
      condition('school', 'is_not', ...schools),
      condition('teacher', 'is', ...(ids.get('teacher') ?? []).slice(0, 4)),
    ),
    students: fc.oneof(
      condition('grade', 'is', '2', '5', '9', '10'),
      condition('ell_status', 'is', 'Y'),
      condition('frl_status', 'is', 'Free'),
      condition('school', 'is', ...schools),
      condition('ext.bus_route', 'is', 'Blue', 'Red'),
      condition('gender', 'is_not', 'F'),
    ),
    teachers: fc.oneof(
      condition('title', 'contains', 'teacher', 'music'),
      condition('sis_id', 'is', 'T100', 'T204'),
    ),
    staff: fc.oneof(
      condition('title', 'contains', 'principal', 'coordinator'),
      condition('schools', 'is', ...schools),
    ),
  };
  const rule = fc.constantFrom('sections', 'students', 'teachers', 'staff').chain((match) =>
    fc.record({
      match: fc.constant(match),
      where: fc.array(where[match], { maxLength: 2 }),
      exclude: fc.boolean(),
      students: fc.boolean(),
    }),
  );
  const rules = fc.array(
    rule.map(({ match, where: conditions, exclude, students }) => ({
      match,
      where: conditions,
      ...(exclude && conditions.length > 0 ? { exclude: true as const } : {}),
      ...(students && match === 'teachers' && !(exclude && conditions.length > 0)
        ? { with_students: true as const }
        : {}),
    })),
    { minLength: 1, maxLength: 4 },
  );
  const share = fc.oneof(
    { weight: 1, arbitrary: fc.constant({ kind: 'none' as const }) },
    { weight: 1, arbitrary: fc.boolean().map((staff) => ({ kind: 'everything' as const, staff })) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('schools' as const, 'site' as const),
        schools: some('school'),
        staff: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('sections' as const), sections: some('section') }),
    },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('rules' as const), rules }) },
  );
  return fc.record({
    share,
    refused: fc
      .record({ student: fc.subarray(['dob', 'email', 'race']), contact: fc.subarray(['phone', 'email']) })
      .map(({ student, contact }) => ({
        ...(student.length > 0 ? { student } : {}),
        ...(contact.length > 0 ? { contact } : {}),
      })),
    granted: fc.subarray(['frl_status', 'iep_status']),
    leak_hidden_ids: fc.boolean(),
  });
}
