/** Where a request acts, read from the names in its path. What is not there, and what may not be known, is told in the same words. */
import { hasSchool, type Place } from '../../accounts/index.ts';
import { RollbookError } from '../../errors/index.ts';
import type { Store } from '../../store/index.ts';

type Params = Readonly<Record<string, string | undefined>>;

export function notHere(): RollbookError {
  return new RollbookError('not_found', 'There is nothing here that you may see. Check the address.');
}

async function ofConnection({ control }: Store, id: string): Promise<Place> {
  const connection = await control.get('connection', { id });
  if (!connection) throw notHere();
  const { districtId, applicationId } = connection;
  return { districtId, applicationId };
}

async function ofDistrict({ control, districts }: Store, districtId: string): Promise<Place> {
  if (!(await districts.findDistrict(districtId))) throw notHere();
  const connected = await control.find('connection', { districtId, state: 'connected' });
  return { districtId, connectedApplications: connected.map(({ applicationId }) => applicationId) };
}

async function ofApplication({ control }: Store, applicationId: string): Promise<Place> {
  if (!(await control.get('application', { id: applicationId }))) throw notHere();
  return { applicationId };
}

/** Throws `not_found`. */
export async function findPlace(store: Store, params: Params): Promise<Place> {
  const { connection_id, district_id, application_id, school_id } = params;
  const place =
    connection_id !== undefined
      ? await ofConnection(store, connection_id)
      : district_id !== undefined
        ? await ofDistrict(store, district_id)
        : application_id !== undefined
          ? await ofApplication(store, application_id)
          : {};
  if (school_id === undefined) return place;
  if (!(await hasSchool(store, place.districtId ?? '', school_id))) throw notHere();
  return { ...place, schoolId: school_id };
}
