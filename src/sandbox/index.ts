/**
 * The sandbox: a normal server with one invented district, made once by the real pipeline. Deterministic, so that tests and tutorials can
 * quote it. It must never share a folder with real districts.
 */
import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FixedTokens, Person } from '../access/index.ts';
import { csvLayout } from '../derive/index.ts';
import {
  type Acting,
  addDistrictAdmin,
  createApplication,
  createConnection,
  findLiveConnection,
  updateApplication,
} from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import { demoDistrictAdmins, generateDemoDistrict } from '../generate/index.ts';
import { importFiles, type OnProgress } from '../ingest/index.ts';
import { columnOf } from '../roster/index.ts';
import { HIGH_SCHOOL_ID, knownPeople } from './known-people.ts';
import type { ReservedId, Store } from '../store/index.ts';

export const DEMO_DISTRICT = { id: '4fd43cc56d11340000000005', name: 'Demo District' } as const;
export const SANDBOX_TOKENS = ['DEMO_TOKEN', 'TEST_TOKEN'] as const;

const EXPLORER_CALLBACK = '/explorer/callback';

/** The application that the sandbox's tokens belong to; its credentials are public. */
const DEMO_APPLICATION = {
  id: '5d0e1f2a3b4c5d6e7f809001',
  name: 'Demo Application',
  clientId: 'd0e1f2a3b4c5d6e7f809',
  clientSecret: 'sandbox0sandbox0sandbox0sandbox0sandbox0',
  redirectUris: [`http://localhost:3000${EXPLORER_CALLBACK}`, 'http://localhost:8000/callback'],
} as const;
const AUDIENCE_ID = '5d0e1f2a3b4c5d6e7f809002';
const CONNECTION_ID = '5d0e1f2a3b4c5d6e7f809003';

/** Ids that published clients of the API expect (`api-v1.1` Appendix B). */
const KNOWN_SCHOOLS: readonly ReservedId[] = [
  { type: 'school', key: '02M800', id: HIGH_SCHOOL_ID },
  { type: 'school', key: '13K123', id: '530e595026403103360ff9fe' },
  { type: 'school', key: '27Q321', id: '530e595026403103360ff9ff' },
];
const KNOWN_ADMIN_ID = '5601b814141fd30001000017';

const SEED = 1;
/** The evening before the first day of school; every id and stamp of the sandbox derives from it. */
const BEGINNING = new Date('2026-08-24T03:00:00.000Z');
const SETTING = 'sandbox';

/** Randomness that is the same on every machine. */
function fixedRandom(): (digits: number) => string {
  let n = 0;
  return (digits) => hash('sha256', `rollbook sandbox ${n++}`, 'hex').slice(0, digits);
}

export async function isSandbox(store: Store): Promise<boolean> {
  return (await store.control.get('setting', { name: SETTING })) !== undefined;
}

/** Throws `sandbox_folder` where the folder holds a sandbox: real districts do not belong there. */
export async function refuseSandbox(store: Store, dataFolder: string): Promise<void> {
  if (await isSandbox(store))
    throw new RollbookError(
      'sandbox_folder',
      `The data folder "${dataFolder}" holds the sandbox, which takes no other districts. Name another folder with --data.`,
    );
}

/** What the tokens stand for: the district, and four people of it, always the same ones. */
export async function sandboxTokens(store: Store): Promise<FixedTokens> {
  const of = { districtId: DEMO_DISTRICT.id, applicationId: DEMO_APPLICATION.id };
  const people = await knownPeople(store.roster.readFor(DEMO_DISTRICT.id, AUDIENCE_ID));
  return new Map([
    ...SANDBOX_TOKENS.map((token) => [token, of] as const),
    ...people.map((person) => [`ilc_DEMO_${person.type.toUpperCase()}_TOKEN`, { ...of, person }] as const),
  ]);
}

/** The people of the fixed tokens. */
export function peopleOf(tokens: FixedTokens): readonly Person[] {
  return [...tokens.values()].flatMap(({ person }) => person ?? []);
}

/** Lets the demo application send people back to the Explorer of this server, wherever it listens. */
export async function allowExplorer(
  { store, serverKey }: Pick<ProvisionOptions, 'store' | 'serverKey'>,
  origins: readonly string[],
): Promise<void> {
  const { id, redirectUris } = DEMO_APPLICATION;
  const wanted = [...new Set([...redirectUris, ...origins.map((origin) => `${origin}${EXPLORER_CALLBACK}`)])];
  const application = await store.control.get('application', { id });
  // What the owner of the sandbox added stays; only addresses of the Explorer come and go with the port.
  const others = (application?.redirectUris ?? []).filter(
    (uri) => !wanted.includes(uri) && !uri.endsWith(EXPLORER_CALLBACK),
  );
  const after = [...wanted, ...others];
  if (!application || application.redirectUris.join() === after.join()) return;
  const system = { store, serverKey, now: () => new Date(), actor: 'system' };
  await updateApplication(system, id, { redirectUris: after }, () => Promise.resolve());
}

/** What may be known of the sandbox by everybody: nothing of it opens anything else. */
export function sandboxFacts(tokens: FixedTokens) {
  return {
    tokens: [...tokens].map(([token, { person }]) => ({ token, owner: person?.type ?? 'district' })),
    districtId: DEMO_DISTRICT.id,
    clientId: DEMO_APPLICATION.clientId,
    clientSecret: DEMO_APPLICATION.clientSecret,
  };
}

export interface ProvisionOptions {
  readonly store: Store;
  readonly serverKey: Buffer;
  readonly dataFolder: string;
  readonly onProgress?: OnProgress;
}

/** Makes the sandbox, unless it is there. Interrupted, it is finished by the next call. */
export async function provisionSandbox(options: ProvisionOptions): Promise<void> {
  const { store, dataFolder } = options;
  if (await isSandbox(store)) return;
  const districts = await store.districts.districts();
  if (districts.some(({ id }) => id !== DEMO_DISTRICT.id))
    throw new RollbookError(
      'sandbox_folder',
      `The data folder "${dataFolder}" holds districts, so no sandbox is made in it. Name another folder with --data, or start without --sandbox.`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'rollbook-sandbox-'));
  try {
    await generateDemoDistrict({ outDir: folder, seed: SEED, layout: csvLayout });
    if (districts.length === 0) await createDistrict(store);
    await importDistrict(options, folder);
    await addDistrictAdmins(options);
    await connect(options);
    await store.control.write((transaction) =>
      transaction.put('setting', { name: SETTING, value: DEMO_DISTRICT.id }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function createDistrict({ districts }: Store): Promise<void> {
  await districts.createDistrict(
    {
      ...DEMO_DISTRICT,
      mdr_number: undefined,
      created: BEGINNING.toISOString(),
      audienceId: AUDIENCE_ID,
      limits: { removalPercent: 10, updatePercent: 75 },
    },
    {
      actor: 'system',
      outcome: 'ok',
      at: BEGINNING,
      act: 'district.created',
      subject: `district:${DEMO_DISTRICT.id}`,
      districtId: DEMO_DISTRICT.id,
    },
  );
}

async function importDistrict({ store, onProgress }: ProvisionOptions, path: string): Promise<void> {
  await store.districts.reserveIds(DEMO_DISTRICT.id, [
    ...KNOWN_SCHOOLS,
    { type: 'school_admin', key: onlyStaffId(path), id: KNOWN_ADMIN_ID },
  ]);
  const sources = { now: () => BEGINNING, randomHex: fixedRandom() };
  const { state, problems } = await importFiles(store, {
    path,
    districtId: DEMO_DISTRICT.id,
    sources,
    ...(onProgress ? { onProgress } : {}),
  });
  if (state !== 'published' && state !== 'unchanged')
    throw new Error(`The sandbox district could not be imported: ${problems[0]?.message ?? state}`);
}

/** The demo district has one school admin; the generator names the person, the id is known beforehand. */
function onlyStaffId(folder: string): string {
  const [header = '', row = ''] = readFileSync(join(folder, 'staff.csv'), 'utf8').split(/\r?\n/);
  const { header: column } = columnOf('school_admin', 'staff_id');
  return row.split(',')[header.split(',').indexOf(column)] ?? '';
}

/** In the name of nobody, at the beginning of the sandbox's time. */
function acting({ store, serverKey }: ProvisionOptions): Acting {
  return { store, serverKey, now: () => BEGINNING, actor: 'system' };
}

async function addDistrictAdmins(options: ProvisionOptions): Promise<void> {
  const { total } = await options.store.roster
    .readFor(DEMO_DISTRICT.id, AUDIENCE_ID)
    .listDirectory('district_admin');
  const randomHex = fixedRandom();
  for (const admin of demoDistrictAdmins.slice(total))
    await addDistrictAdmin(acting(options), { ...admin, districtId: DEMO_DISTRICT.id, randomHex });
}

async function connect(options: ProvisionOptions): Promise<void> {
  const { control } = options.store;
  const { id, name, clientId, clientSecret, redirectUris } = DEMO_APPLICATION;
  if (!(await control.get('application', { id })))
    await createApplication(acting(options), { name, redirectUris }, { id, clientId, clientSecret });
  if (await findLiveConnection(control, DEMO_DISTRICT.id, id)) return;
  await createConnection(acting(options), {
    id: CONNECTION_ID,
    districtId: DEMO_DISTRICT.id,
    applicationId: id,
  });
}
