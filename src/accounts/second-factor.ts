/** The second factor: codes of an authenticator app (RFC 6238), each good once, and recovery codes for the day it is lost. */
import { Secret, TOTP } from 'otpauth';
import { seal, unseal } from '../access/index.ts';
import { type Acting, record } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { Account, ControlTransaction } from '../store/index.ts';
import { endSessionsOf, getAccount } from './accounts.ts';
import { replaceRecoveryCodes, takeRecoveryCode } from './recovery-codes.ts';

const PURPOSE = 'totp';
const SECRET_BYTES = 20;
/** Clocks may differ by one step of 30 seconds. */
const WINDOW = 1;

function totp(secret: string, email = ''): TOTP {
  return new TOTP({ issuer: 'Rollbook', label: email, secret: Secret.fromBase32(secret) });
}

/** The step that a code belongs to; undefined for a wrong one. */
export function stepOf(secret: string, code: string, at: Date): number | undefined {
  const timestamp = at.getTime();
  const delta = totp(secret).validate({ token: code.replace(/\s/g, ''), timestamp, window: WINDOW });
  return delta === null ? undefined : TOTP.counter({ timestamp }) + delta;
}

export interface SecondFactorSetup {
  /** For typing it in. */
  readonly secret: string;
  /** For a QR code. */
  readonly uri: string;
}

/** Makes a secret; it counts when a code of it was shown. */
export async function beginSecondFactor(
  { store, serverKey }: Acting,
  { id, email }: Account,
): Promise<SecondFactorSetup> {
  const secret = new Secret({ size: SECRET_BYTES }).base32;
  const totpPendingSealed = seal(serverKey, PURPOSE, secret);
  await store.control.write((transaction) => transaction.update('account', { id }, { totpPendingSealed }));
  return { secret, uri: totp(secret, email).toString() };
}

const WRONG_CODE = 'The code is wrong, or was used before. Wait for the next one and type that.';

/** Takes the new secret into use. Returns recovery codes, shown this once. Throws `sign_in_refused`. */
export async function confirmSecondFactor(
  acting: Acting,
  accountId: string,
  code: string,
): Promise<readonly string[]> {
  const codes = await acting.store.control.write(async (transaction) => {
    const { totpPendingSealed } = await getAccount(transaction, accountId);
    if (totpPendingSealed === undefined)
      throw new RollbookError('conflict', 'No second factor is being set up. Begin with a new secret.');
    const step = stepOf(unseal(acting.serverKey, PURPOSE, totpPendingSealed), code, acting.now());
    if (step === undefined) return undefined;
    await transaction.update(
      'account',
      { id: accountId },
      { totpSealed: totpPendingSealed, totpPendingSealed: undefined, totpLastStep: step },
    );
    await record(acting, transaction, {
      act: 'account.second_factor_set_up',
      subject: `account:${accountId}`,
    });
    return replaceRecoveryCodes(transaction, accountId);
  });
  if (!codes) throw new RollbookError('sign_in_refused', WRONG_CODE);
  return codes;
}

export type ShownFactor = { readonly code: string } | { readonly recoveryCode: string };

async function isRightFactor(
  { serverKey, now }: Acting,
  transaction: ControlTransaction,
  accountId: string,
  shown: ShownFactor,
): Promise<boolean> {
  if ('recoveryCode' in shown) return takeRecoveryCode(transaction, accountId, shown.recoveryCode, now());
  const { totpSealed, totpLastStep } = await getAccount(transaction, accountId);
  if (totpSealed === undefined) return false;
  const step = stepOf(unseal(serverKey, PURPOSE, totpSealed), shown.code, now());
  // A step that was used is gone, and so are those before it.
  if (step === undefined || step <= totpLastStep) return false;
  await transaction.update('account', { id: accountId }, { totpLastStep: step });
  return true;
}

/** Throws `sign_in_refused`. @param andThen what a right code opens, in the same transaction. */
export async function showSecondFactor<T>(
  acting: Acting,
  accountId: string,
  shown: ShownFactor,
  andThen: (transaction: ControlTransaction) => Promise<T>,
): Promise<T> {
  const isRecovery = 'recoveryCode' in shown;
  const opened = await acting.store.control.write(async (transaction) => {
    const isRight = await isRightFactor(acting, transaction, accountId, shown);
    if (!isRight || isRecovery)
      await transaction.audit({
        actor: acting.actor,
        requestId: acting.requestId,
        at: acting.now(),
        act: isRecovery ? 'account.recovery_code_used' : 'session.second_factor_shown',
        subject: `account:${accountId}`,
        outcome: isRight ? 'ok' : 'refused',
      });
    return isRight ? { value: await andThen(transaction) } : undefined;
  });
  if (!opened) throw new RollbookError('sign_in_refused', WRONG_CODE);
  return opened.value;
}

/** New recovery codes instead of those before. */
export async function renewRecoveryCodes(
  acting: Acting,
  accountId: string,
  transaction: ControlTransaction,
): Promise<readonly string[]> {
  await record(acting, transaction, {
    act: 'account.recovery_codes_renewed',
    subject: `account:${accountId}`,
  });
  return replaceRecoveryCodes(transaction, accountId);
}

/** For somebody who lost everything: the next sign-in sets up another second factor. All sessions end. */
export async function resetSecondFactor(acting: Acting, accountId: string): Promise<void> {
  const { control } = acting.store;
  await getAccount(control, accountId);
  await control.write(async (transaction) => {
    await transaction.update(
      'account',
      { id: accountId },
      { totpSealed: undefined, totpPendingSealed: undefined, totpLastStep: 0 },
    );
    await transaction.remove('recovery_code', { accountId });
    await endSessionsOf(acting, transaction, accountId);
    await record(acting, transaction, {
      act: 'account.second_factor_reset',
      subject: `account:${accountId}`,
    });
  });
}
