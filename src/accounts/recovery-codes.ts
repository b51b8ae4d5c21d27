/** Codes for the day on which the second factor is lost: each works once. Only hashes are stored. */
import { hash, randomInt } from 'node:crypto';
import type { ControlTransaction } from '../store/index.ts';

const CODES = 10;
/** Without letters that look alike: 80 random bits, so that a hash without salt tells nothing. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const CODE_LENGTH = 16;

function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length)));
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

function hashCode(accountId: string, code: string): string {
  const letters = code.toLowerCase().replace(/[^0-9a-z]/g, '');
  return hash('sha256', `recovery\0${accountId}\0${letters}`, 'hex');
}

/** Ten new codes instead of all before; shown this once. */
export async function replaceRecoveryCodes(
  transaction: ControlTransaction,
  accountId: string,
): Promise<readonly string[]> {
  await transaction.remove('recovery_code', { accountId });
  const codes = Array.from({ length: CODES }, newCode);
  for (const code of codes)
    await transaction.insert('recovery_code', { accountId, codeHash: hashCode(accountId, code) });
  return codes;
}

/** Whether the code was good; from now on it is not. */
export async function takeRecoveryCode(
  transaction: ControlTransaction,
  accountId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const used = await transaction.update(
    'recovery_code',
    { accountId, codeHash: hashCode(accountId, code), usedAt: undefined },
    { usedAt: now.getTime() },
  );
  return used === 1;
}
