/** The first run: whoever started the server, and so reads its output, makes the first account. */
import { timingSafeEqual } from 'node:crypto';
import { hashToken } from '../access/index.ts';
import type { Acting } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { ControlReader, Store } from '../store/index.ts';
import { type CreatedAccount, createAccount, SETUP_CODE } from './accounts.ts';
import { newPassword } from './passwords.ts';

export async function isSetUp({ control }: Store): Promise<boolean> {
  return (await control.count('account', {})) > 0;
}

/** A code for the first account; another one with each start. Undefined where the hub is set up. */
export async function ensureSetupCode(store: Store): Promise<string | undefined> {
  if (await isSetUp(store)) return undefined;
  const code = newPassword();
  await store.control.write((transaction) =>
    transaction.put('setting', { name: SETUP_CODE, value: hashToken(code) }),
  );
  return code;
}

async function isSetupCode(control: ControlReader, code: string): Promise<boolean> {
  const stored = await control.get('setting', { name: SETUP_CODE });
  if (!stored) return false;
  return timingSafeEqual(Buffer.from(stored.value), Buffer.from(hashToken(code.trim().toLowerCase())));
}

function setupDone(): RollbookError {
  return new RollbookError('setup_done', 'This hub is set up. Sign in, or ask an operator for an account.');
}

/** Makes the first operator. Throws `setup_done` ever after, `sign_in_refused` for a wrong code. */
export async function setUpHub(
  acting: Acting,
  {
    code,
    ...person
  }: { readonly code: string; readonly email: string; readonly name: string; readonly password: string },
): Promise<CreatedAccount> {
  const { store } = acting;
  if (await isSetUp(store)) throw setupDone();
  if (!(await isSetupCode(store.control, code)))
    throw new RollbookError(
      'sign_in_refused',
      'The setup code is wrong. "rollbook start" prints it; each start prints another.',
    );
  const grants = [{ role: 'operator', districtId: '', schoolId: '', applicationId: '' }] as const;
  return createAccount(acting, { ...person, grants }, async (transaction) => {
    if ((await transaction.count('account', {})) > 0) throw setupDone();
  });
}
