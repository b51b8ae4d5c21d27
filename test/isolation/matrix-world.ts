/** The fixed world of the authorization matrix: one district seen in several ways, another beside it, and a token for each principal. */
import { setTimeout as sleep } from 'node:timers/promises';
import { hashToken, randomToken } from '../../src/access/index.ts';
import {
  createApplication,
  disconnect,
  newId,
  rotateToken,
  updateApplication,
} from '../../src/directory/index.ts';
import { PERSONS, PRINCIPALS, SCOPE_ROWS, type Person, type View } from './authorization-table.ts';
import {
  type Depth,
  EVERYTHING,
  GONE,
  HIDDEN,
  KEYS_AT,
  NEVER,
  rosterOf,
  SHARED,
  SHARES,
  VISIBLE,
} from './matrix-roster.ts';
import { type Type, TYPES } from './record-fields.ts';
import { RunningWorld } from './running-world.ts';
import type { TokenTruth } from './truth.ts';
import type { ApplicationPlan, SharingPlan } from './world-plan.ts';

const SCOPES = Object.keys(SCOPE_ROWS);
const application = (more: Partial<ApplicationPlan> = {}): ApplicationPlan => ({
  tier: 'secure_sync',
  scopes: SCOPES,
  uses: {},
  userTypes: PERSONS,
  asksFirst: false,
  ...more,
});

export class MatrixWorld {
  readonly tokens = new Map<string, string | undefined>();
  readonly world: RunningWorld;

  private constructor(world: RunningWorld) {
    this.world = world;
  }

  static async open(): Promise<MatrixWorld> {
    const world = await RunningWorld.open({
      seed: 1,
      districts: [rosterOf(0, true), rosterOf(1, true)],
      applications: [],
      steps: [],
    });
    for (const [number, district] of world.truth.districts.entries()) {
      district.roster = rosterOf(number, false);
      await world.importRoster(district);
    }
    const matrix = new MatrixWorld(world);
    await matrix.#makeTokens();
    await sleep(20);
    const missing = Object.keys(PRINCIPALS).filter((name) => !matrix.tokens.has(name));
    if (missing.length > 0) throw new Error(`No token was made for ${missing.join(', ')}.`);
    return matrix;
  }

  /** Keys as the ids of a depth; malformed and never are the same for all. */
  idAt(depth: Depth, type: Type | 'district'): string {
    if (depth === 'never') return NEVER;
    if (depth === 'malformed') return '123';
    const [own, other] = this.world.truth.districts;
    const district = depth === 'other district' ? other : own;
    if (type === 'district')
      return depth === 'shared' || depth === 'other district' ? (district?.id ?? '') : NEVER;
    return district?.ids.get(`${type} ${KEYS_AT[depth][type]}`) ?? NEVER;
  }

  /** Ids of everything that a view does not show, over both districts. */
  hiddenFrom(view: View): readonly string[] {
    const shown = new Set(TYPES.flatMap((type) => VISIBLE[view][type].map((key) => `${type} ${key}`)));
    return this.world.truth.districts.flatMap(({ ids }, number) =>
      [...ids].flatMap(([name, id]) =>
        (view === 'other_district' ? number === 1 : number === 0 && shown.has(name)) ? [] : [id],
      ),
    );
  }

  /** Adds an application with a connection; its number is that of both. */
  async #connect(
    plan: ApplicationPlan,
    shares: SharingPlan = EVERYTHING,
    { district = 0, launched = true, number = -1 } = {},
  ): Promise<number> {
    const { world } = this;
    const of = number === -1 ? await world.addApplication(plan) : number;
    const connection = world.truth.connections.size;
    await world.apply({
      act: 'connect',
      connection,
      district,
      application: of,
      scopes: plan.scopes,
      sharing: shares,
      launched,
    });
    return connection;
  }

  #district(connection: number): string {
    const of = this.world.truth.connections.get(connection);
    const found = this.world.truth.tokens.findLast(
      (token: TokenTruth) => token.kind === 'district' && token.connection === of,
    );
    return found?.value ?? '';
  }

  /** A token of a person of the first district, by an application that the district or a teacher authorized. */
  async #person(
    applicationId: string,
    type: Person,
    key: string,
    more: { readonly expires?: number; readonly revokedAt?: number; readonly authorizedBy?: 'teacher' } = {},
  ): Promise<string> {
    const { acting, truth } = this.world;
    const value = randomToken('user');
    const [district] = truth.districts;
    await acting.store.control.write((transaction) =>
      transaction.insert('user_token', {
        tokenHash: hashToken(value),
        id: newId(new Date()),
        applicationId,
        districtId: district?.id ?? '',
        personType: type,
        personId: district?.ids.get(`${type} ${key}`) ?? '',
        scopes:
          more.authorizedBy === 'teacher'
            ? ['read:user_id', 'read:students_basic', 'read:teachers_basic']
            : [],
        authorizedBy: more.authorizedBy ?? 'district',
        created: Date.now(),
        expires: more.expires ?? Date.now() + 3_600_000,
        ...(more.revokedAt === undefined ? {} : { revokedAt: more.revokedAt }),
      }),
    );
    return value;
  }

  async #makeTokens(): Promise<void> {
    const { tokens } = this;
    const whole = await this.#connect(application());
    for (const [name, value] of Object.entries({
      none: undefined,
      malformed: 'not a token',
      unknown: randomToken('user'),
      'wrong checksum': `${this.#district(whole).slice(0, -1)}${this.#district(whole).endsWith('0') ? '1' : '0'}`,
      'demo token': 'DEMO_TOKEN',
      'session as bearer': randomToken('session'),
      'account session as bearer': randomToken('account'),
      everything: this.#district(whole),
      'another application': this.#district(await this.#connect(application())),
    }))
      tokens.set(name, value);
    for (const [name, share] of Object.entries(SHARES))
      tokens.set(name.replace('_', ' '), this.#district(await this.#connect(application(), share)));
    tokens.set(
      'granted',
      this.#district(
        await this.#connect(application(), { ...EVERYTHING, granted: ['frl_status', 'iep_status'] }),
      ),
    );
    const number = this.world.truth.connections.get(whole)?.application ?? 0;
    tokens.set(
      'same application in another district',
      this.#district(await this.#connect(application(), EVERYTHING, { district: 1, number })),
    );
    const basic = SCOPES.filter((scope) => scope.endsWith('_basic') || scope === 'read:user_id');
    const sso = await this.#connect(application({ tier: 'sso', scopes: basic }));
    tokens.set('sso only', this.#district(sso));
    for (const scope of SCOPES)
      tokens.set(`${scope} alone`, this.#district(await this.#connect(application({ scopes: [scope] }))));
    await this.#makeRotated();
    await this.#makePersons(whole, sso);
    await this.#makeLibrary();
  }

  async #makeRotated(): Promise<void> {
    const { tokens, world } = this;
    const rotate = async (overlapMs: number) => {
      const connection = await this.#connect(application());
      const old = this.#district(connection);
      const { token } = await rotateToken(world.acting, world.connectionIdOf(connection), overlapMs);
      return { old, token };
    };
    const { old, token } = await rotate(3_600_000);
    tokens.set('old token in grace', old);
    tokens.set('token after rotation', token);
    tokens.set('old token after grace', (await rotate(1)).old);
  }

  async #makePersons(whole: number, sso: number): Promise<void> {
    const { tokens, world } = this;
    const idOf = (connection: number) => world.applicationIdOf(connection);
    const identity = await this.#connect(application({ scopes: ['read:user_id'] }));
    for (const person of PERSONS) {
      tokens.set(`${person}, sso`, await this.#person(idOf(sso), person, SHARED[person]));
      tokens.set(`${person}, read:sis`, await this.#person(idOf(whole), person, SHARED[person]));
      tokens.set(`${person}, read:user_id alone`, await this.#person(idOf(identity), person, SHARED[person]));
    }
    const now = Date.now();
    tokens.set('person expired', await this.#person(idOf(whole), 'student', 's1', { expires: now - 1 }));
    tokens.set('person revoked', await this.#person(idOf(whole), 'student', 's1', { revokedAt: now - 1 }));
    tokens.set('person who left', await this.#person(idOf(whole), 'student', GONE.student));
    const school = await this.#connect(application(), SHARES.by_school);
    tokens.set('person not shared', await this.#person(idOf(school), 'student', HIDDEN.student));
    const teachers = await this.#connect(application({ userTypes: ['teacher'] }));
    tokens.set(
      'person of a type the application does not take',
      await this.#person(idOf(teachers), 'student', 's1'),
    );
    const early = await this.#connect(application(), EVERYTHING, { launched: false });
    tokens.set('student before the launch', await this.#person(idOf(early), 'student', 's1'));
    tokens.set('district admin before the launch', await this.#person(idOf(early), 'district_admin', 'da1'));
    const disabled = await this.#connect(application());
    tokens.set('disabled application', this.#district(disabled));
    tokens.set('person of a disabled application', await this.#person(idOf(disabled), 'student', 's1'));
    await updateApplication(world.acting, idOf(disabled), { state: 'disabled' }, () => Promise.resolve());
    const ended = await this.#connect(application());
    tokens.set('disconnected', this.#district(ended));
    tokens.set('person of a disconnected application', await this.#person(idOf(ended), 'student', 's1'));
    await disconnect(world.acting, world.connectionIdOf(ended));
  }

  /** No district connected the application; ann authorized it. */
  async #makeLibrary(): Promise<void> {
    const { tokens, world } = this;
    const { id } = await createApplication(world.acting, { name: 'Library', tier: 'library' });
    const [district] = world.truth.districts;
    await world.acting.store.control.write((transaction) =>
      transaction.insert('teacher_authorization', {
        applicationId: id,
        districtId: district?.id ?? '',
        teacherId: district?.ids.get('teacher t1') ?? '',
        created: new Date().toISOString(),
      }),
    );
    const authorizedBy = 'teacher';
    tokens.set('teacher, library', await this.#person(id, 'teacher', 't1', { authorizedBy }));
    tokens.set('student, library', await this.#person(id, 'student', 's1', { authorizedBy }));
    tokens.set(
      'teacher who did not authorize, library',
      await this.#person(id, 'teacher', 't2', { authorizedBy }),
    );
    const other = await createApplication(world.acting, { name: 'Library of nobody', tier: 'library' });
    tokens.set(
      'student of no teacher who authorized, library',
      await this.#person(other.id, 'student', 's1', { authorizedBy }),
    );
  }
}
