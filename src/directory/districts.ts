import { recordRenderer, renderItem } from '../derive/index.ts';
import { RollbookError } from '../errors/index.ts';
import { isObjectId, objectIdSequence, resources } from '../roster/index.ts';
import type { District, Store } from '../store/index.ts';
import { type Acting, lineOf, needText, newId, RANDOM_DIGITS } from './acting.ts';

/** Safety limits of a new district (`roster-csv` D43). */
const LIMITS = { removalPercent: 10, updatePercent: 75 } as const;

export async function getDistrict({ districts }: Store, id: string): Promise<District> {
  const district = await districts.findDistrict(id);
  if (!district)
    throw new RollbookError(
      'unknown_district',
      `There is no district ${id}. "rollbook district list" shows those that there are.`,
    );
  return district;
}

/** Makes a district that has no roster yet. Throws `already_exists`. */
export async function createDistrict(
  acting: Acting,
  { name, id }: { readonly name: string; readonly id: string | undefined },
): Promise<District> {
  if (id !== undefined && !isObjectId(id))
    throw new RollbookError(
      'bad_request',
      `"${id}" is no id: it must be 24 lowercase hex digits. Leave --id out to get one.`,
    );
  const { store } = acting;
  const at = acting.now();
  const districtId = id ?? newId(at);
  await store.districts.createDistrict(
    {
      id: districtId,
      name: needText(name, 'The name of the district'),
      mdr_number: undefined,
      created: at.toISOString(),
      audienceId: newId(at),
      limits: LIMITS,
    },
    lineOf(acting, { act: 'district.created', subject: `district:${districtId}`, districtId }),
  );
  return getDistrict(store, districtId);
}

/** Refuses imports of a district, or lets them in again; reading goes on, and so do changes of sharing (`auth-and-sharing` 9.6). */
export async function setPaused(acting: Acting, districtId: string, paused: boolean): Promise<void> {
  const { store } = acting;
  await getDistrict(store, districtId);
  await store.districts.setPaused(
    districtId,
    paused,
    lineOf(acting, {
      act: paused ? 'district.paused' : 'district.resumed',
      subject: `district:${districtId}`,
      districtId,
    }),
  );
}

/** Sets over how many percent of removed or updated records a sync is held for a person (`roster-csv` 3.6). */
export async function setLimits(
  acting: Acting,
  districtId: string,
  change: Partial<District['limits']>,
): Promise<District> {
  const { store } = acting;
  const { limits: before } = await getDistrict(store, districtId);
  const limits = { ...before, ...change };
  for (const percent of Object.values(limits))
    if (!Number.isInteger(percent) || percent < 0 || percent > 100)
      throw new RollbookError(
        'bad_request',
        `A limit is a whole number of percent from 0 to 100, not "${percent}". 0 holds on any change, 100 never.`,
      );
  await store.districts.setLimits(
    districtId,
    limits,
    lineOf(acting, {
      act: 'district.limits_set',
      subject: `district:${districtId}`,
      districtId,
      detail: { before, after: limits },
    }),
  );
  return getDistrict(store, districtId);
}

export interface NewDistrictAdmin {
  readonly districtId: string;
  readonly email: string;
  readonly first?: string | undefined;
  readonly last?: string | undefined;
  readonly title?: string | undefined;
  readonly randomHex: (digits: number) => string;
}

/** Adds a person who administers a district: a record that no file carries. Returns its id. */
export async function addDistrictAdmin(acting: Acting, admin: NewDistrictAdmin): Promise<string> {
  const { store, now } = acting;
  const { districtId } = admin;
  await getDistrict(store, districtId);
  const seconds = await store.districts.takeIdSeconds(districtId, Math.floor(now().getTime() / 1000));
  const id = objectIdSequence({ seconds, random: admin.randomHex(RANDOM_DIGITS) })();
  const resource = resources.district_admin;
  const values = {
    id,
    district: districtId,
    email: needText(admin.email, 'The e-mail address'),
    name: { first: admin.first, last: admin.last },
    title: admin.title,
  };
  const item = renderItem(resource, id, recordRenderer(resource)(values).data);
  await store.districts.addRecord(
    districtId,
    { type: resource.name, id, item },
    lineOf(acting, { act: 'district_admin.added', subject: `district_admin:${id}`, districtId }),
  );
  return id;
}
