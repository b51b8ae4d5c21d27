import { maySignIn, isLaunched, type Person } from '../access/index.ts';
import type { Store } from '../store/index.ts';

export interface PortalApplication {
  readonly name: string;
  readonly clientId: string;
  /** Only district admins meet one that is not: they test it. */
  readonly isLaunched: boolean;
}

/** The applications that a person may open: connected, launched, for people like this one, and shared with this one (`auth-and-sharing` 4). */
export async function applicationsFor(
  { control, roster }: Pick<Store, 'control' | 'roster'>,
  districtId: string,
  person: Person,
  now: Date,
): Promise<readonly PortalApplication[]> {
  const connections = await control.find('connection', { districtId, state: 'connected' });
  const found = await Promise.all(
    connections.map(async (connection): Promise<PortalApplication | undefined> => {
      const application = await control.get('application', { id: connection.applicationId });
      if (!application || application.redirectUris.length === 0 || connection.audienceId === undefined)
        return undefined;
      if (!maySignIn(application, connection, person, now)) return undefined;
      const reader = roster.readFor(districtId, connection.audienceId);
      if (!(await reader.visible(person.type, [person.id])).has(person.id)) return undefined;
      const { name, clientId } = application;
      return { name, clientId, isLaunched: isLaunched(connection, now) };
    }),
  );
  return found
    .filter((application) => application !== undefined)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
