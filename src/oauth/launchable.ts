import type { Application } from '../store/index.ts';
import { findAccess } from './authorize/check-access.ts';
import { INSTANT_LOGIN_PATH } from './authorize/authorization-request.ts';
import type { SignedIn } from './hub-sessions.ts';
import type { OAuthParts } from './parts.ts';

export interface Launchable {
  readonly application: Pick<Application, 'id' | 'name'>;
  /** A path of ours that signs the person in there (`auth-and-sharing` 4). */
  readonly path: string;
}

/** The applications that a person finds on the district's portal: connected, launched, and shared with the person. */
export async function findLaunchable(
  parts: Pick<OAuthParts, 'store' | 'now'>,
  session: Pick<SignedIn, 'districtId' | 'person'>,
): Promise<readonly Launchable[]> {
  const { control } = parts.store;
  const { districtId } = session;
  const found: Launchable[] = [];
  for (const { applicationId } of await control.find('connection', { districtId, state: 'connected' })) {
    const application = await control.get('application', { id: applicationId });
    // Without an address there is nowhere to go.
    if (application?.state !== 'enabled' || application.redirectUris.length === 0) continue;
    if (typeof (await findAccess(parts, application, session)) === 'string') continue;
    const query = new URLSearchParams({
      client_id: application.clientId,
      district_id: districtId,
      confirmed: 'true',
      channel: 'portal',
    });
    const { id, name } = application;
    found.push({ application: { id, name }, path: `${INSTANT_LOGIN_PATH}?${query.toString()}` });
  }
  return found.sort((a, b) => a.application.name.localeCompare(b.application.name, 'en'));
}
