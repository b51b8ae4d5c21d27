/** The people and schools of a roster, as those who run the hub see them: whole, whatever applications are shown. */
import { dataOfItemBytes } from '../derive/index.ts';
import { getResource, isObjectId, type PersonType } from '../roster/index.ts';
import { EVERYTHING } from '../sharing/index.ts';
import type { AudienceReader, Store } from '../store/index.ts';

async function readerOf(store: Store, districtId: string): Promise<AudienceReader | undefined> {
  const whole = (await store.districts.audiences(districtId)).find(({ policy }) => policy === EVERYTHING);
  return whole && store.roster.readFor(districtId, whole.id);
}

export async function hasSchool(store: Store, districtId: string, schoolId: string): Promise<boolean> {
  if (!isObjectId(schoolId)) return false;
  const reader = await readerOf(store, districtId);
  return (await reader?.visible('school', [schoolId]))?.has(schoolId) === true;
}

export interface PersonFacts {
  readonly type: PersonType;
  readonly id: string;
  readonly schools: readonly string[];
  readonly email: string | undefined;
}

export async function findPerson(
  store: Store,
  districtId: string,
  type: PersonType,
  id: string,
): Promise<PersonFacts | undefined> {
  const reader = await readerOf(store, districtId);
  const stored = await reader?.item(type, id);
  if (!stored) return undefined;
  const values = JSON.parse(dataOfItemBytes(getResource(type), stored.item).toString()) as Readonly<
    Record<string, unknown>
  >;
  const { school, schools, email } = values;
  return {
    type,
    id,
    schools: [school, schools].flat().filter((one): one is string => typeof one === 'string'),
    email: typeof email === 'string' ? email : undefined,
  };
}

/** Whether an account with the person's address has a role here. */
export async function hasRoleToo({ control }: Store, { email }: PersonFacts): Promise<boolean> {
  if (email === undefined) return false;
  const account = await control.get('account', { email: email.normalize('NFKC').trim().toLowerCase() });
  return account !== undefined && (await control.find('account_role', { accountId: account.id })).length > 0;
}

/** Records of district admins, as they are served. */
export async function districtAdmins(store: Store, districtId: string): Promise<readonly unknown[]> {
  const reader = await readerOf(store, districtId);
  if (!reader) return [];
  const directory = await reader.listDirectory('district_admin');
  const admins: unknown[] = [];
  for (const index of directory.firstIds.keys()) {
    const items = await reader.segmentItems(directory, index);
    // Somebody added one meanwhile: begin anew.
    if (items === 'stale') return districtAdmins(store, districtId);
    for (const { item } of items)
      admins.push(JSON.parse(dataOfItemBytes(getResource('district_admin'), item).toString()));
  }
  return admins;
}
