/** The token by which an application reads a district: derived, shown, rotated (`auth-and-sharing` 6). */
import { deriveDistrictToken, hashToken } from '../access/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { Connection } from '../store/index.ts';
import { type Acting, record } from './acting.ts';
import { getConnection } from './find-connection.ts';

/** How long the token before a rotation opens the district, unless said otherwise. */
export const TOKEN_OVERLAP_MS = 24 * 60 * 60 * 1000;

export interface CreatedConnection {
  readonly connection: Connection;
  /** Not stored; it can be derived again. */
  readonly token: string;
}

/** The token of a version, whatever the state of the connection. */
export function tokenOf(
  { serverKey }: Acting,
  { id, tokenVersion }: Pick<Connection, 'id' | 'tokenVersion'>,
): string {
  return deriveDistrictToken(serverKey, { connectionId: id, version: tokenVersion });
}

/** The district token as it is now (`auth-and-sharing` 6.2 b). Throws `conflict` before it is connected. */
export function districtTokenOf(acting: Acting, connection: Connection): string {
  if (connection.state !== 'connected')
    throw new RollbookError('conflict', `The connection is ${connection.state}; it has no token.`);
  return tokenOf(acting, connection);
}

/** Tells the token again, and leaves a line that it was told. */
export async function showToken(acting: Acting, id: string): Promise<CreatedConnection> {
  const { control } = acting.store;
  const connection = await getConnection(control, id);
  const token = districtTokenOf(acting, connection);
  // What was handed out under another server key cannot be derived any more.
  if (hashToken(token) !== connection.tokenHash)
    throw new RollbookError(
      'conflict',
      'The key of this server is not the one that the token was made with. "rollbook token rotate" makes another token.',
    );
  await control.write((transaction) =>
    record(acting, transaction, {
      act: 'token.shown',
      subject: `connection:${id}`,
      districtId: connection.districtId,
      detail: { version: connection.tokenVersion },
    }),
  );
  return { connection, token };
}

/** Gives a connection another token. The one before stays good for `overlapMs`; 0 ends it at once. */
export async function rotateToken(
  acting: Acting,
  id: string,
  overlapMs = TOKEN_OVERLAP_MS,
): Promise<CreatedConnection> {
  const { control } = acting.store;
  const before = await getConnection(control, id);
  if (before.state !== 'connected')
    throw new RollbookError('conflict', `The connection is ${before.state}; it has no token.`);
  const tokenVersion = before.tokenVersion + 1;
  const token = tokenOf(acting, { id, tokenVersion });
  await control.write(async (transaction) => {
    const changed = await transaction.update(
      'connection',
      { id, tokenVersion: before.tokenVersion, state: 'connected' },
      {
        tokenVersion,
        tokenHash: hashToken(token),
        previousTokenHash: overlapMs > 0 ? before.tokenHash : undefined,
        previousTokenUntil: overlapMs > 0 ? acting.now().getTime() + overlapMs : undefined,
      },
    );
    if (changed !== 1)
      throw new RollbookError('conflict', 'Somebody else rotated the token meanwhile. Look again.');
    await record(acting, transaction, {
      act: 'token.rotated',
      subject: `connection:${id}`,
      districtId: before.districtId,
      detail: { version: tokenVersion, overlap_seconds: Math.round(overlapMs / 1000) },
    });
  });
  return { connection: await getConnection(control, id), token };
}

/** Ends the token before the last rotation now. Throws `conflict` where there is none. */
export async function revokePreviousToken(acting: Acting, id: string): Promise<void> {
  const { control } = acting.store;
  const { districtId } = await getConnection(control, id);
  await control.write(async (transaction) => {
    const { previousTokenHash, tokenVersion } = await getConnection(transaction, id);
    if (previousTokenHash === undefined)
      throw new RollbookError('conflict', 'There is no token before this one that still opens anything.');
    await transaction.update(
      'connection',
      { id },
      { previousTokenHash: undefined, previousTokenUntil: undefined },
    );
    await record(acting, transaction, {
      act: 'token.previous_revoked',
      subject: `connection:${id}`,
      districtId,
      detail: { version: tokenVersion - 1 },
    });
  });
}
