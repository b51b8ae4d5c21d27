/**
 * Sessions of those who run the hub. The cookie holds a random token, the store its hash; whoever reads the store can open nothing. A session
 * of level `password` may set up or show the second factor, and nothing else.
 */
import { hashToken, kindOfToken, randomToken } from '../access/index.ts';
import { type Acting, record } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { Account, AccountSession, ControlReader, ControlTransaction, Store } from '../store/index.ts';
import { grantsOf } from './accounts.ts';
import { foldEmail } from './email.ts';
import { verifyPassword } from './passwords.ts';
import type { Grant } from './roles.ts';
import { renewRecoveryCodes, type ShownFactor, showSecondFactor } from './second-factor.ts';

export const SESSION_LIMITS = { idleMs: 30 * 60_000, absoluteMs: 10 * 60 * 60_000 } as const;
/** How exactly it is known when a session was last used; it is not written with every request. */
const SEEN_EVERY_MS = 60_000;

export interface OpenedSession {
  /** For the cookie. */
  readonly token: string;
  readonly session: AccountSession;
}

async function openSession(
  transaction: ControlTransaction,
  accountId: string,
  { level, nowMs, ends }: { level: AccountSession['level']; nowMs: number; ends: number },
): Promise<OpenedSession> {
  const token = randomToken('account');
  const session = { idHash: hashToken(token), accountId, level, created: nowMs, lastSeen: nowMs, ends };
  await transaction.insert('account_session', session);
  return { token, session };
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** The cookie that came with it: that session ends, whoever planted it. */
  readonly formerToken: string | undefined;
}

/**
 * A session of level `password`. Throws `sign_in_refused`, in the same words and after the same work whether the address, the password or
 * the account is at fault.
 */
export async function signIn(
  acting: Acting,
  { email, password, formerToken }: Credentials,
): Promise<OpenedSession & { readonly account: Account }> {
  const { control } = acting.store;
  const account = await control.get('account', { email: foldEmail(email) });
  const isRight = await verifyPassword(account?.passwordHash, password);
  const nowMs = acting.now().getTime();
  const opened = await control.write(async (transaction) => {
    // Looked at again: the password may have been changed while it was checked.
    const current = account && (await transaction.get('account', { id: account.id }));
    const isSame = current !== undefined && current.passwordHash === account?.passwordHash;
    const isIn = isRight && isSame && current.state === 'enabled';
    await transaction.audit({
      actor: isIn ? `account:${current.id}` : acting.actor,
      requestId: acting.requestId,
      at: acting.now(),
      act: 'session.password_shown',
      subject: account ? `account:${account.id}` : 'account:unknown',
      outcome: isIn ? 'ok' : 'refused',
    });
    if (!isIn) return undefined;
    if (formerToken !== undefined)
      await transaction.remove('account_session', { idHash: hashToken(formerToken) });
    await transaction.remove('account_session', {}, { below: ['ends', nowMs] });
    const ends = nowMs + SESSION_LIMITS.absoluteMs;
    return {
      ...(await openSession(transaction, current.id, { level: 'password', nowMs, ends })),
      account: current,
    };
  });
  if (!opened) throw new RollbookError('sign_in_refused', 'The e-mail address or the password is wrong.');
  return opened;
}

export interface SignedIn {
  readonly account: Account;
  readonly grants: readonly Grant[];
  readonly session: AccountSession;
}

/** Who a cookie stands for; nobody where the session ended, was left alone too long, or its account is disabled. */
export async function findSession(store: Store, token: string, now: Date): Promise<SignedIn | undefined> {
  if (kindOfToken(token) !== 'account') return undefined;
  const { control } = store;
  const nowMs = now.getTime();
  const session = await control.get('account_session', { idHash: hashToken(token) });
  if (!session || nowMs >= session.ends || nowMs - session.lastSeen >= SESSION_LIMITS.idleMs)
    return undefined;
  const account = await control.get('account', { id: session.accountId });
  if (account?.state !== 'enabled') return undefined;
  if (nowMs - session.lastSeen >= SEEN_EVERY_MS)
    await control.write(
      (transaction) => transaction.update('account_session', { idHash: session.idHash }, { lastSeen: nowMs }),
      { ephemeral: true },
    );
  return { account, grants: await grantsOf(control, account.id), session };
}

/** The session goes on at level `full`, under another token. It ends when it would have ended. */
async function raise(
  acting: Acting,
  transaction: ControlTransaction,
  { accountId, idHash, ends }: AccountSession,
): Promise<OpenedSession> {
  if ((await transaction.remove('account_session', { idHash })) === 0)
    throw new RollbookError('unauthorized', 'The session has ended. Sign in again.');
  await record(acting, transaction, { act: 'session.signed_in', subject: `account:${accountId}` });
  return openSession(transaction, accountId, { level: 'full', nowMs: acting.now().getTime(), ends });
}

/** Shows the second factor. Throws `sign_in_refused`. */
export function raiseSession(
  acting: Acting,
  session: AccountSession,
  shown: ShownFactor,
): Promise<OpenedSession> {
  return showSecondFactor(acting, session.accountId, shown, (transaction) =>
    raise(acting, transaction, session),
  );
}

/** After the second factor was set up, which took a code. */
export function raiseAfterSetup(acting: Acting, session: AccountSession): Promise<OpenedSession> {
  return acting.store.control.write((transaction) => raise(acting, transaction, session));
}

/** Recovery codes anew, for a code that is shown now. Throws `sign_in_refused`. */
export function renewRecoveryCodesFor(
  acting: Acting,
  accountId: string,
  code: string,
): Promise<readonly string[]> {
  return showSecondFactor(acting, accountId, { code }, (transaction) =>
    renewRecoveryCodes(acting, accountId, transaction),
  );
}

/** Own sessions that have not ended, the newest first. */
export async function sessionsOf(
  control: ControlReader,
  accountId: string,
  now: Date,
): Promise<readonly AccountSession[]> {
  const all = await control.find('account_session', { accountId }, { orderBy: 'created', descending: true });
  const nowMs = now.getTime();
  return all.filter(({ ends, lastSeen }) => nowMs < ends && nowMs - lastSeen < SESSION_LIMITS.idleMs);
}

/** Ends a session of an account at once. Throws `not_found`. */
export async function endSession(acting: Acting, accountId: string, idHash: string): Promise<void> {
  await acting.store.control.write(async (transaction) => {
    const removed = await transaction.remove('account_session', { idHash, accountId });
    if (removed === 0) throw new RollbookError('not_found', 'There is no such session any more.');
    await record(acting, transaction, { act: 'session.ended', subject: `account:${accountId}` });
  });
}
