import { findAccountByEmail, getAccount } from '../accounts/index.ts';
import type { Hub } from '../hub.ts';
import type { Account } from '../store/index.ts';

/** By id or by e-mail address. */
export async function findAccount({ store }: Hub, idOrEmail: string): Promise<Account> {
  const byEmail = idOrEmail.includes('@') ? await findAccountByEmail(store.control, idOrEmail) : undefined;
  return byEmail ?? getAccount(store.control, idOrEmail);
}
