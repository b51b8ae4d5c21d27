/** Connections as they stand. */
import { isLaunched } from '../access/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { Connection, ControlReader, Store } from '../store/index.ts';

export type ConnectionState = Connection['state'] | 'launched';

/** The state as people call it: a connection is launched when its date has come. */
export function stateOf(connection: Connection, now: Date): ConnectionState {
  return isLaunched(connection, now) ? 'launched' : connection.state;
}

export async function getConnection(control: ControlReader, id: string): Promise<Connection> {
  const connection = await control.get('connection', { id });
  if (!connection)
    throw new RollbookError(
      'unknown_connection',
      `There is no connection ${id}. "rollbook connection list" shows those that there are.`,
    );
  return connection;
}

/** The connection of a pair that has not ended. */
export function findLiveConnection(
  control: ControlReader,
  districtId: string,
  applicationId: string,
): Promise<Connection | undefined> {
  return control.get('connection', { districtId, applicationId, ended: undefined });
}

export function connections(
  { control }: Store,
  where: { readonly districtId?: string; readonly applicationId?: string },
): Promise<readonly Connection[]> {
  return control.find('connection', where, { orderBy: 'id' });
}
