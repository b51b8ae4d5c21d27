/** A world that runs: a store in a folder of its own, a real server over it, and the truth beside both. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../src/app.ts';
import { randomToken, hashToken } from '../../src/access/index.ts';
import { loadConfig } from '../../src/config/index.ts';
import {
  acceptScopes,
  type Acting,
  addDistrictAdmin,
  changeSharing,
  createApplication,
  createConnection,
  disconnect,
  newId,
  randomHex,
  resettleSharing,
  rotateToken,
  updateApplication,
  withheldFrom,
} from '../../src/directory/index.ts';
import { RollbookError } from '../../src/errors/index.ts';
import { type Hub, openHub } from '../../src/hub.ts';
import { importFiles } from '../../src/ingest/index.ts';
import { parseSharing, type Sharing } from '../../src/sharing/index.ts';
import { Caller } from '../support/caller.ts';
import { canary } from './canary.ts';
import { csvFilesOf } from './csv-files.ts';
import { visibleKeys } from './oracle.ts';
import type { Type } from './record-fields.ts';
import { type ConnectionTruth, type DistrictTruth, idOf, type Shown, type Truth } from './truth.ts';
import { nextRoster } from './draw-roster.ts';
import type { ApplicationPlan, RulePlan, SharingPlan, Step, WorldPlan } from './world-plan.ts';
import { lineOf } from '../support/audit-line.ts';

const NAMED: Readonly<Record<string, Type>> = { school: 'school', schools: 'school', teacher: 'teacher' };
const HOUR_MS = 3_600_000;
/** Longer than the server believes that nothing was committed. */
const SETTLE_MS = 6;

/** Grants are given only with one. */
const ATTESTATION = 'The agreement of this district allows it.';

/** A district cannot keep back what the application cannot do without (`auth-and-sharing` 7.3). */
function isPossible(
  { refused }: SharingPlan,
  application: Pick<ApplicationPlan, 'uses'> | undefined,
): boolean {
  return (['student', 'contact'] as const).every((type) =>
    (refused[type] ?? []).every((field) => application?.uses[type]?.[field] !== 'required'),
  );
}

/** Of a choice that the application cannot live with, and of an application that a district's choice cannot. */
const REFUSALS: readonly string[] = ['bad_request', 'conflict'];

/** What is impossible is refused, and nothing changes. */
async function mustFail(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof RollbookError && REFUSALS.includes(error.code)) return;
    throw error;
  }
  throw new Error('The hub took a choice that the application cannot live with.');
}

export class RunningWorld {
  readonly truth: Truth = { districts: [], applications: [], connections: new Map(), tokens: [] };
  readonly #folder = mkdtempSync(join(tmpdir(), 'rollbook-world-'));
  readonly #hub: Hub;
  readonly #applicationIds: string[] = [];
  readonly #connectionIds = new Map<ConnectionTruth, string>();
  readonly #agent = new Agent({ keepAlive: true });
  #app: FastifyInstance | undefined;
  #url = '';
  #log: string[] = [];
  #imports = 0;
  readonly #sources = { now: () => new Date(), randomHex };

  private constructor() {
    this.#hub = openHub({ data: join(this.#folder, 'data') });
  }

  static async open(plan: WorldPlan): Promise<RunningWorld> {
    const world = new RunningWorld();
    for (let n = 0; n < plan.districts.length; n++) await world.#addDistrict(n, plan);
    for (const application of plan.applications) await world.addApplication(application);
    await world.#listen();
    return world;
  }

  get acting(): Acting {
    const { store, serverKey } = this.#hub;
    return { store, serverKey, now: () => new Date(), actor: 'test' };
  }

  /** Its number. */
  async addApplication(application: ApplicationPlan): Promise<number> {
    const { tier, scopes, userTypes, uses, asksFirst } = application;
    const made = await createApplication(this.acting, {
      name: 'An application',
      tier,
      scopes,
      userTypes,
      takenFields: uses,
      safetyThreshold: asksFirst,
    });
    this.#applicationIds.push(made.id);
    return this.truth.applications.push({ ...application, enabled: true }) - 1;
  }

  connectionIdOf(number: number): string {
    const connection = this.truth.connections.get(number);
    return (connection && this.#connectionIds.get(connection)) ?? '';
  }

  /** Of the application of a connection. */
  applicationIdOf(number: number): string {
    return this.#applicationIds[this.truth.connections.get(number)?.application ?? -1] ?? '';
  }

  caller(token: string | undefined): Caller {
    return new Caller(this.#url, this.#agent, token);
  }

  /** What the server logged since this was asked last. */
  takeLog(): string {
    const text = this.#log.join('');
    this.#log = [];
    return text;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    await this.#app?.close();
    await this.#hub.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #listen(): Promise<void> {
    const logDestination = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.#log.push(chunk.toString());
        done();
      },
    });
    const config = { ...loadConfig({}, {}), rateLimit: false, logLevel: 'debug' };
    this.#app = buildApp(this.#hub, config, { logDestination });
    this.#url = await this.#app.listen({ port: 0, host: '127.0.0.1' });
  }

  async #addDistrict(number: number, plan: WorldPlan): Promise<void> {
    const now = new Date();
    const text = (field: string) =>
      canary({ district: number, type: 'district', key: 'itself', field }, String(plan.seed % 10_000));
    const district: DistrictTruth = {
      id: newId(now),
      name: `Né ${text('name')}`,
      mdrNumber: text('mdr_number'),
      roster: plan.districts[number] ?? nextRoster({} as never, number, 0),
      ids: new Map(),
    };
    await this.#hub.store.districts.createDistrict(
      {
        id: district.id,
        name: district.name,
        mdr_number: district.mdrNumber,
        created: now.toISOString(),
        audienceId: newId(now),
        limits: { removalPercent: 100, updatePercent: 100 },
      },
      lineOf('district.created', district.id, now),
    );
    this.truth.districts.push(district);
    for (const { key, values } of district.roster.district_admin) {
      const id = await addDistrictAdmin(this.acting, {
        districtId: district.id,
        email: values['email'] ?? '',
        first: values['name.first'],
        last: values['name.last'],
        title: values['title'],
        randomHex,
      });
      district.ids.set(`district_admin ${key}`, id);
    }
    await this.importRoster(district);
  }

  /** Sends what the district knows now. */
  async importRoster(district: DistrictTruth): Promise<void> {
    const report = await importFiles(this.#hub.store, {
      districtId: district.id,
      path: this.#write(csvFilesOf(district.roster)),
      sources: this.#sources,
    });
    if (report.state !== 'published' && report.state !== 'unchanged')
      throw new Error(`The import is ${report.state}: ${JSON.stringify(report.problems)}`);
    this.#readIds(district);
    await sleep(SETTLE_MS);
  }

  #write(files: Readonly<Record<string, string>>): string {
    const folder = join(this.#folder, `files-${++this.#imports}`);
    mkdirSync(folder);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return folder;
  }

  /** Ids are given by the server; which record has which is read by the side door. */
  #readIds({ id, ids }: DistrictTruth): void {
    const db = new Database(join(this.#folder, 'data', 'rollbook.sqlite'), { readonly: true });
    try {
      const rows = db
        .prepare<unknown[], { type: string; key: string; id: string }>(
          "SELECT type, key, id FROM record WHERE district_id = ? AND type <> 'district_admin'",
        )
        .all(id);
      for (const row of rows) {
        // Of contacts the key is `length:student k contact`.
        const [, student = '', contact = ''] = /^\d+:(s\d)k(k\d)$/.exec(row.key) ?? [];
        ids.set(`${row.type} ${row.type === 'contact' ? `${student}/${contact}` : row.key}`, row.id);
      }
    } finally {
      db.close();
    }
  }

  /** Keys as ids: what a district's admin would choose from a list. */
  #sharing(district: DistrictTruth, { share, refused, granted }: SharingPlan): Sharing {
    const ids = (type: Type, keys: readonly string[]) =>
      keys.flatMap((key) => district.ids.get(`${type} ${key}`) ?? []);
    const rule = ({ where, ...rest }: RulePlan) => ({
      ...rest,
      where: where.map((condition) => {
        const type = NAMED[condition.field];
        return type === undefined ? condition : { ...condition, value: ids(type, condition.value) };
      }),
    });
    const chosen = () => {
      switch (share.kind) {
        case 'none':
        case 'everything':
          return share;
        case 'schools':
        case 'site':
          return { ...share, schools: ids('school', share.schools) };
        case 'sections':
          return { ...share, sections: ids('section', share.sections) };
        case 'rules':
          return { ...share, rules: share.rules.map(rule) };
      }
    };
    return parseSharing({ share: chosen(), refused, granted });
  }

  /** Does one thing, and notes it in the truth. */
  async apply(step: Step): Promise<void> {
    const shown = this.#shown();
    await this.#apply(step);
    await this.#noteFrozen(shown);
    await sleep(SETTLE_MS);
  }

  /** What the district token of each connection is shown. */
  #shown(): ReadonlyMap<ConnectionTruth, Shown> {
    const { districts, applications, connections } = this.truth;
    return new Map(
      [...connections.values()].map((connection) => {
        const { roster } = districts[connection.district] ?? {};
        const { uses } = applications[connection.application] ?? {};
        if (!roster || !uses) throw new Error('The connection leads nowhere.');
        return [connection, connection.frozen ?? { roster, sharing: connection.sharing, uses }];
      }),
    );
  }

  /**
   * Whether a view stands still is what the hub says (when it does is proved elsewhere); what it shows then is what was shown before the step.
   */
  async #noteFrozen(before: ReadonlyMap<ConnectionTruth, Shown>): Promise<void> {
    const { control, districts } = this.#hub.store;
    for (const [connection, id] of this.#connectionIds) {
      const row = await control.get('connection', { id });
      const isFrozen = row !== undefined && (await withheldFrom({ districts }, row)) !== undefined;
      if (isFrozen && this.truth.applications[connection.application]?.asksFirst !== true)
        throw new Error('Something is withheld from an application that did not ask.');
      connection.frozen = isFrozen ? before.get(connection) : undefined;
    }
  }

  async #apply(step: Step): Promise<void> {
    const { truth, acting } = this;
    if (step.act === 'import') return this.#import(step);
    if (step.act === 'connect') return this.#connect(step);
    if (step.act === 'application') return this.#changeApplication(step);
    const connection = truth.connections.get(step.connection);
    const district = connection && truth.districts[connection.district];
    const id = connection && this.#connectionIds.get(connection);
    if (!connection || connection.ended || !district || id === undefined) return;
    switch (step.act) {
      case 'share': {
        const change = () =>
          changeSharing(acting, id, this.#sharing(district, step.sharing), { attestation: ATTESTATION });
        if (!isPossible(step.sharing, truth.applications[connection.application])) return mustFail(change);
        await change();
        connection.sharing = step.sharing;
        return;
      }
      case 'accept': {
        const asked = truth.applications[connection.application]?.scopes ?? [];
        const scopes = step.scopes.filter((scope) => asked.includes(scope));
        await acceptScopes(acting, id, scopes);
        connection.scopes = scopes;
        return;
      }
      case 'rotate': {
        const { token } = await rotateToken(acting, id, step.overlaps ? HOUR_MS : 0);
        const older = truth.tokens.filter(
          (one) => one.kind === 'district' && one.connection === connection && !one.over,
        );
        // Of the values before, only the last one stays good for a while.
        older.forEach((one, n) => (one.over = !step.overlaps || n < older.length - 1));
        truth.tokens.push({ kind: 'district', value: token, connection, over: false });
        return;
      }
      case 'disconnect':
        await disconnect(acting, id);
        connection.ended = true;
        return;
      case 'sign_in':
        return this.#signIn(step, connection, district);
    }
  }

  async #connect(step: Extract<Step, { act: 'connect' }>): Promise<void> {
    const { truth, acting } = this;
    const isTaken = [...truth.connections.values()].some(
      (other) => !other.ended && other.district === step.district && other.application === step.application,
    );
    const district = truth.districts[step.district];
    const applicationId = this.#applicationIds[step.application];
    if (isTaken || !district || applicationId === undefined) return;
    const asked = truth.applications[step.application]?.scopes ?? [];
    const scopes = step.scopes.filter((scope) => asked.includes(scope));
    const create = () =>
      createConnection(acting, {
        districtId: district.id,
        applicationId,
        sharing: this.#sharing(district, step.sharing),
        scopes,
        launchDate: step.launched ? '2020-01-01' : '2999-01-01',
        attestation: ATTESTATION,
      });
    if (!isPossible(step.sharing, truth.applications[step.application])) return mustFail(create);
    const { connection, token } = await create();
    const { application, sharing, launched } = step;
    const made: ConnectionTruth = {
      district: step.district,
      application,
      scopes,
      sharing,
      launched,
      ended: false,
      frozen: undefined,
    };
    truth.connections.set(step.connection, made);
    this.#connectionIds.set(made, connection.id);
    truth.tokens.push({ kind: 'district', value: token, connection: made, over: false });
  }

  async #changeApplication({ application, change }: Extract<Step, { act: 'application' }>): Promise<void> {
    const { truth, acting } = this;
    const id = this.#applicationIds[application];
    const before = truth.applications[application];
    if (id === undefined || !before) return;
    const { enabled, uses = before.uses, scopes = before.scopes } = change;
    const update = () =>
      updateApplication(
        acting,
        id,
        { takenFields: uses, scopes, state: enabled ? 'enabled' : 'disabled' },
        (connectionId) => resettleSharing(acting, connectionId),
      );
    const live = [...truth.connections.values()].filter(
      (one) => one.application === application && !one.ended,
    );
    if (!live.every(({ sharing }) => isPossible(sharing, { uses }))) return mustFail(update);
    await update();
    truth.applications[application] = { ...before, enabled, uses, scopes };
  }

  async #import({ district: number, seed, broken }: Extract<Step, { act: 'import' }>): Promise<void> {
    const district = this.truth.districts[number];
    if (!district) return;
    if (broken) {
      // A file that cannot be used changes nothing, and says nothing of anybody.
      const files = csvFilesOf(nextRoster(district.roster, number, seed));
      const path = this.#write({
        ...files,
        'students.csv': (files['students.csv'] ?? '').replace('Student_id', 'Nobody'),
      });
      await importFiles(this.#hub.store, { districtId: district.id, path, sources: this.#sources });
      return;
    }
    district.roster = nextRoster(district.roster, number, seed);
    await this.importRoster(district);
  }

  async #signIn(
    { type, pick, ended }: Extract<Step, { act: 'sign_in' }>,
    connection: ConnectionTruth,
    district: DistrictTruth,
  ): Promise<void> {
    const { truth } = this;
    const seen = [...visibleKeys(district.roster, connection.sharing.share)[type]];
    const all = district.roster[type].map(({ key }) => key);
    // As a rule somebody who may; at times somebody who is not shared.
    const from = seen.length > 0 && pick % 5 !== 0 ? seen : all;
    const key = from[pick % Math.max(1, from.length)];
    const applicationId = this.#applicationIds[connection.application];
    if (key === undefined || applicationId === undefined) return;
    const value = randomToken('user');
    const now = Date.now();
    await this.#hub.store.control.write((transaction) =>
      transaction.insert('user_token', {
        tokenHash: hashToken(value),
        id: newId(new Date()),
        applicationId,
        districtId: district.id,
        personType: type,
        personId: idOf(district, type, key),
        scopes: [],
        authorizedBy: 'district',
        created: now - HOUR_MS,
        expires: ended === 'expired' ? now - 1 : now + HOUR_MS,
        ...(ended === 'revoked' ? { revokedAt: now } : {}),
      }),
    );
    truth.tokens.push({ kind: 'user', value, connection, person: { type, key }, over: ended !== 'no' });
  }
}
