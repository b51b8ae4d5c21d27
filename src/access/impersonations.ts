import type { ControlTransaction, HubSession } from '../store/index.ts';

/**
 * When a session of the portal is over unless somebody comes back before, in milliseconds: by rest or by age. What was opened through it as
 * somebody else opens nothing from then on.
 */
export function sessionEnd(
  { lastSeen, ends }: Pick<HubSession, 'lastSeen' | 'ends'>,
  idleMs: number,
): number {
  return Math.min(ends, lastSeen + idleMs);
}

/**
 * Ends what an account opened as somebody else: sessions of the portal, and the codes and tokens that came of them
 * (`auth-and-sharing` 10). To be called in the transaction of what ends it.
 */
export async function endImpersonationsIn(
  transaction: ControlTransaction,
  accountId: string,
  at: Date,
): Promise<void> {
  const opened = { actorAccountId: accountId };
  await transaction.remove('hub_session', opened);
  await transaction.remove('authorization_code', opened);
  await transaction.update('user_token', { ...opened, revokedAt: undefined }, { revokedAt: at.getTime() });
}
