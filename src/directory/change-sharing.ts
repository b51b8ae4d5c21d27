/** What a district shares over a connection, and the audience that follows from it. */
import { RollbookError } from '../errors/index.ts';
import type { Sharing } from '../sharing/index.ts';
import type { Connection, ControlReader, ControlTransaction } from '../store/index.ts';
import { type Acting, record } from './acting.ts';
import { getApplication } from './applications.ts';
import { type Choice, retireUnused, withAudience } from './connection-audience.ts';
import { getConnection } from './get-connection.ts';

/** From what the audience of a connection follows, as it is now. */
export async function choiceOf(
  reader: ControlReader,
  id: string,
): Promise<Choice & { readonly connection: Connection }> {
  const connection = await getConnection(reader, id);
  const application = await getApplication(reader, connection.applicationId);
  return { application, sharing: connection.sharing, connection };
}

function ended(): RollbookError {
  return new RollbookError('conflict', 'The connection has ended. Connect the application anew.');
}

/** Changes what is shared: first the audience is made ready, then one transaction turns the connection to it. */
export async function changeSharing(acting: Acting, id: string, sharing: Sharing): Promise<Connection> {
  const { store } = acting;
  const { state, districtId } = await getConnection(store.control, id);
  if (state === 'disconnected') throw ended();
  if (state !== 'connected') {
    await store.control.write(async (transaction) => {
      const { connection } = await choiceOf(transaction, id);
      if (connection.state !== state)
        throw new RollbookError('conflict', 'The connection changed meanwhile. Look again.');
      await turn(acting, transaction, connection, { sharing });
    });
    return getConnection(store.control, id);
  }
  await turnConnected(acting, { id, districtId }, sharing);
  return getConnection(store.control, id);
}

/** Looks again at what a connection sees, after its application changed what it takes. What is shared stays what it is. */
export async function resettleSharing(acting: Acting, id: string): Promise<void> {
  const { state, districtId } = await getConnection(acting.store.control, id);
  if (state === 'connected') await turnConnected(acting, { id, districtId }, undefined);
}

/** @param sharing what is shared from now on; undefined: what is shared when it is done. */
async function turnConnected(
  acting: Acting,
  { id, districtId }: Pick<Connection, 'id' | 'districtId'>,
  sharing: Sharing | undefined,
): Promise<void> {
  const { store } = acting;
  const choose = async (reader: ControlReader): Promise<Choice> => {
    const choice = await choiceOf(reader, id);
    return sharing === undefined ? choice : { ...choice, sharing };
  };
  const before = await withAudience(acting, districtId, choose, async (transaction, audienceId) => {
    const connection = await getConnection(transaction, id);
    if (connection.state !== 'connected') throw ended();
    await turn(acting, transaction, connection, { sharing: sharing ?? connection.sharing, audienceId });
    return { left: connection.audienceId, now: audienceId };
  });
  if (before.left !== before.now) await retireUnused(store, before.left);
}

async function turn(
  acting: Acting,
  transaction: ControlTransaction,
  before: Connection,
  to: { readonly sharing: Sharing; readonly audienceId?: string },
): Promise<void> {
  await transaction.update('connection', { id: before.id }, to);
  await record(acting, transaction, {
    act: 'connection.sharing_changed',
    subject: `connection:${before.id}`,
    districtId: before.districtId,
    detail: { before: before.sharing, after: to.sharing },
  });
}
