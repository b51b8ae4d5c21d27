import { endImpersonationsIn } from '../access/index.ts';
import { type Acting, needText, newId, record } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { Account, ControlReader, ControlTransaction, Store } from '../store/index.ts';
import { foldEmail } from './email.ts';
import { insertGrant, keepOneOperator } from './grants.ts';
import { checkPassword, hashPassword, newPassword, verifyPassword } from './passwords.ts';
import { type Grant, parseGrants } from './roles.ts';

const NAME_MAX = 200;

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  /** Chosen by the person. Left out, one is made up, shown once, and must be changed. */
  readonly password?: string | undefined;
  readonly grants: readonly Grant[];
}

export interface CreatedAccount {
  readonly account: Account;
  /** Shown once. None where the person chose one. */
  readonly initialPassword: string | undefined;
}

/** Throws `bad_request`, `weak_password`, `already_exists`. @param check looked at in the transaction. */
export async function createAccount(
  acting: Acting,
  { email: given, name: givenName, password, grants }: NewAccount,
  check: (transaction: ControlTransaction) => Promise<void> = () => Promise.resolve(),
): Promise<CreatedAccount> {
  const email = foldEmail(given);
  const name = needText(givenName, 'The name').slice(0, NAME_MAX);
  if (password !== undefined) checkPassword(password, wordsOf({ email, name }));
  const initialPassword = password === undefined ? newPassword() : undefined;
  const at = acting.now();
  const account: Account = {
    id: newId(at),
    email,
    name,
    passwordHash: await hashPassword(password ?? initialPassword ?? ''),
    totpLastStep: 0,
    mustChangePassword: password === undefined,
    state: 'enabled',
    created: at.toISOString(),
  };
  await acting.store.control.write(async (transaction) => {
    await check(transaction);
    if (await transaction.get('account', { email }))
      throw new RollbookError('already_exists', 'There is an account with this e-mail address already.');
    await transaction.insert('account', account);
    await record(acting, transaction, { act: 'account.created', subject: `account:${account.id}` });
    for (const grant of grants) await insertGrant(acting, transaction, account.id, grant);
    // Whoever comes later finds a hub that is set up.
    await transaction.remove('setting', { name: SETUP_CODE });
  });
  return { account, initialPassword };
}

/** The setting that holds the hash of the setup code. */
export const SETUP_CODE = 'setup_code';

function wordsOf({ email, name }: Pick<Account, 'email' | 'name'>): readonly string[] {
  return [email, email.split('@')[0] ?? '', name, 'rollbook'];
}

/** Throws `unknown_account`. */
export async function getAccount(control: ControlReader, id: string): Promise<Account> {
  const account = await control.get('account', { id });
  if (!account)
    throw new RollbookError(
      'unknown_account',
      `There is no account ${id}. "rollbook account list" shows those that there are.`,
    );
  return account;
}

export function findAccountByEmail(control: ControlReader, email: string): Promise<Account | undefined> {
  return control.get('account', { email: foldEmail(email) });
}

export interface AccountWithGrants {
  readonly account: Account;
  readonly grants: readonly Grant[];
}

export async function accounts({ control }: Store): Promise<readonly AccountWithGrants[]> {
  const all = await control.find('account', {}, { orderBy: 'id' });
  return Promise.all(all.map(async (account) => ({ account, grants: await grantsOf(control, account.id) })));
}

export async function grantsOf(control: ControlReader, accountId: string): Promise<readonly Grant[]> {
  return parseGrants(await control.find('account_role', { accountId }));
}

/** Lets an account in, or not any more; then its sessions end at once. */
export async function setAccountState(
  acting: Acting,
  accountId: string,
  state: Account['state'],
): Promise<Account> {
  const { control } = acting.store;
  await getAccount(control, accountId);
  await control.write(async (transaction) => {
    if (state === 'disabled') {
      await keepOneOperator(transaction, accountId);
      await endSessionsOf(acting, transaction, accountId);
    }
    await transaction.update('account', { id: accountId }, { state });
    await record(acting, transaction, { act: `account.${state}`, subject: `account:${accountId}` });
  });
  return getAccount(control, accountId);
}

/** Ends every session of an account but one, and what it opened in the portal as somebody else. */
export async function endSessionsOf(
  { now }: Pick<Acting, 'now'>,
  transaction: ControlTransaction,
  accountId: string,
  except?: string,
): Promise<void> {
  for (const { idHash } of await transaction.find('account_session', { accountId }))
    if (idHash !== except) await transaction.remove('account_session', { idHash });
  await endImpersonationsIn(transaction, accountId, now());
}

/** Signs an account out everywhere. */
export async function endAllSessions(acting: Acting, accountId: string): Promise<void> {
  const { control } = acting.store;
  await getAccount(control, accountId);
  await control.write(async (transaction) => {
    await endSessionsOf(acting, transaction, accountId);
    await record(acting, transaction, { act: 'account.sessions_ended', subject: `account:${accountId}` });
  });
}

/** Gives an account a new password to begin with; it must be changed, and all sessions end. Returns it; it is shown once. */
export async function resetPassword(acting: Acting, accountId: string): Promise<string> {
  const { control } = acting.store;
  await getAccount(control, accountId);
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  await control.write(async (transaction) => {
    await transaction.update('account', { id: accountId }, { passwordHash, mustChangePassword: true });
    await endSessionsOf(acting, transaction, accountId);
    await record(acting, transaction, { act: 'account.password_reset', subject: `account:${accountId}` });
  });
  return password;
}

/** Throws `sign_in_refused`. */
export async function checkOwnPassword({ passwordHash }: Account, password: string): Promise<void> {
  if (!(await verifyPassword(passwordHash, password)))
    throw new RollbookError('sign_in_refused', 'The current password is wrong.');
}

/** The person changes the own password; other sessions end. Throws `sign_in_refused`, `weak_password`. */
export async function changePassword(
  acting: Acting,
  account: Account,
  { current, next, session }: { readonly current: string; readonly next: string; readonly session: string },
): Promise<void> {
  await checkOwnPassword(account, current);
  checkPassword(next, [...wordsOf(account), current]);
  const passwordHash = await hashPassword(next);
  await acting.store.control.write(async (transaction) => {
    await transaction.update('account', { id: account.id }, { passwordHash, mustChangePassword: false });
    await endSessionsOf(acting, transaction, account.id, session);
    await record(acting, transaction, {
      act: 'account.password_changed',
      subject: `account:${account.id}`,
    });
  });
}
