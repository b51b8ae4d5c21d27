import { RollbookError } from '../errors/index.ts';
import type { Connection, ControlReader } from '../store/index.ts';

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
