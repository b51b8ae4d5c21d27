/**
 * The acts of those who run a hub: districts, their admins, applications, connections. Used by the CLI and by the sandbox.
 */
import { randomBytes } from 'node:crypto';
import { deriveDistrictToken, hashToken } from '../access/index.ts';
import { recordRenderer, renderItem } from '../derive/index.ts';
import { RollbookError } from '../errors/index.ts';
import { isObjectId, objectIdSequence, resources } from '../roster/index.ts';
import type { Application, District, Store } from '../store/index.ts';

/** Digits of an id behind its seconds and before its counter. */
const RANDOM_DIGITS = 10;
/** Safety limits of a new district (`roster-csv` D43). */
const LIMITS = { removalPercent: 10, updatePercent: 75 } as const;

export function randomHex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits);
}

function newId(now: Date): string {
  return objectIdSequence({ seconds: Math.floor(now.getTime() / 1000), random: randomHex(RANDOM_DIGITS) })();
}

function needText(value: string, what: string): string {
  const text = value.trim();
  if (text === '') throw new RollbookError('bad_request', `${what} is blank. Give it a value.`);
  return text;
}

export async function getDistrict({ control }: Store, id: string): Promise<District> {
  const district = await control.findDistrict(id);
  if (!district)
    throw new RollbookError(
      'unknown_district',
      `There is no district ${id}. "rollbook district list" shows those that there are.`,
    );
  return district;
}

/** Makes a district that has no roster yet. Throws `already_exists`. */
export async function createDistrict(
  { control }: Store,
  { name, id, now }: { readonly name: string; readonly id: string | undefined; readonly now: Date },
): Promise<District> {
  if (id !== undefined && !isObjectId(id))
    throw new RollbookError(
      'bad_request',
      `"${id}" is no id: it must be 24 lowercase hex digits. Leave --id out to get one.`,
    );
  const districtId = id ?? newId(now);
  await control.createDistrict({
    id: districtId,
    name: needText(name, 'The name of the district'),
    mdr_number: undefined,
    created: now.toISOString(),
    audienceId: newId(now),
    limits: LIMITS,
  });
  const district = await control.findDistrict(districtId);
  if (!district) throw new Error('The district was not stored.');
  return district;
}

export interface NewDistrictAdmin {
  readonly districtId: string;
  readonly email: string;
  readonly first?: string | undefined;
  readonly last?: string | undefined;
  readonly title?: string | undefined;
  readonly now: Date;
  readonly randomHex: (digits: number) => string;
}

/** Adds a person who administers a district: a record that no file carries. Returns its id. */
export async function addDistrictAdmin(store: Store, admin: NewDistrictAdmin): Promise<string> {
  const { districtId } = admin;
  await getDistrict(store, districtId);
  const seconds = await store.control.takeIdSeconds(districtId, Math.floor(admin.now.getTime() / 1000));
  const id = objectIdSequence({ seconds, random: admin.randomHex(RANDOM_DIGITS) })();
  const resource = resources.district_admin;
  const values = {
    id,
    district: districtId,
    email: needText(admin.email, 'The e-mail address'),
    name: { first: admin.first, last: admin.last },
    title: admin.title,
  };
  await store.control.addRecord(districtId, {
    type: resource.name,
    id,
    item: renderItem(resource, id, recordRenderer(resource)(values).data),
  });
  return id;
}

export interface CreatedApplication extends Application {
  /** Shown once; only its hash is stored. */
  readonly clientSecret: string;
}

export async function createApplication(
  { control }: Store,
  {
    name,
    redirectUris,
    now,
  }: { readonly name: string; readonly redirectUris: readonly string[]; readonly now: Date },
): Promise<CreatedApplication> {
  const clientSecret = randomHex(64);
  const application: Application = {
    id: newId(now),
    name: needText(name, 'The name of the application'),
    clientId: randomHex(20),
    redirectUris,
    created: now.toISOString(),
  };
  await control.createApplication({ ...application, clientSecretHash: hashToken(clientSecret) });
  return { ...application, clientSecret };
}

export interface CreatedConnection {
  readonly id: string;
  readonly token: string;
}

/** Connects an application with a district and shares everything that needs no grant. The token is not stored and can be derived again. */
export async function createConnection(
  store: Store,
  serverKey: Buffer,
  {
    districtId,
    applicationId,
    now,
  }: { readonly districtId: string; readonly applicationId: string; readonly now: Date },
): Promise<CreatedConnection> {
  await getDistrict(store, districtId);
  if (!(await store.control.findApplication(applicationId)))
    throw new RollbookError(
      'unknown_application',
      `There is no application ${applicationId}. "rollbook app list" shows those that there are.`,
    );
  const id = newId(now);
  const tokenVersion = 1;
  const token = deriveDistrictToken(serverKey, { connectionId: id, version: tokenVersion });
  await store.control.createConnection({
    id,
    districtId,
    applicationId,
    tokenVersion,
    tokenHash: hashToken(token),
    created: now.toISOString(),
  });
  return { id, token };
}
