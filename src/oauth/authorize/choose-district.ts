/** Step 3: the district that was asked for, else that of a session, else the person picks one (`auth-and-sharing` 3.1). */
import { isObjectId } from '../../roster/index.ts';
import { End } from '../flow.ts';
import type { OAuthParts } from '../parts.ts';
import {
  type Asked,
  type AuthorizeAnswer,
  DISTRICT_PICKER_PATH,
  INSTANT_LOGIN_PATH,
} from './authorization-request.ts';

/** Says to the picker that it was an instant-login link that led there. */
export const PICKER_ORIGIN = 'from';

function pickerPath({ path, query }: Asked): string {
  const kept = new URLSearchParams(query);
  kept.delete('district_id');
  kept.delete(PICKER_ORIGIN);
  if (path === INSTANT_LOGIN_PATH) kept.set(PICKER_ORIGIN, 'instant-login');
  return `${DISTRICT_PICKER_PATH}?${kept.toString()}`;
}

export async function chooseDistrict<A extends Asked>(asked: A, { store, sessions, now }: OAuthParts) {
  const session = await sessions.find(asked.cookie, now());
  const wanted = asked.parameters.district_id ?? session?.districtId;
  const district =
    wanted !== undefined && isObjectId(wanted) ? await store.districts.findDistrict(wanted) : undefined;
  if (!district) return new End<AuthorizeAnswer>({ kind: 'local_redirect', path: pickerPath(asked) });
  return { ...asked, districtId: district.id, foundSession: session };
}
