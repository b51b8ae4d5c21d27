/** In whose name something is done, and with what. Every act leaves a line in the ledger, in its own transaction. */
import { randomBytes } from 'node:crypto';
import { RollbookError } from '../errors/index.ts';
import { objectIdSequence } from '../roster/index.ts';
import type { AuditLine, ControlTransaction, Store } from '../store/index.ts';

export interface Acting {
  readonly store: Store;
  readonly serverKey: Buffer;
  readonly now: () => Date;
  /** `cli:root`, `account:<id>`, `system`. */
  readonly actor: string;
  readonly requestId?: string | undefined;
}

/** Digits of an id behind its seconds and before its counter. */
export const RANDOM_DIGITS = 10;

export function randomHex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits);
}

export function newId(now: Date): string {
  return objectIdSequence({ seconds: Math.floor(now.getTime() / 1000), random: randomHex(RANDOM_DIGITS) })();
}

export function needText(value: string, what: string): string {
  const text = value.trim();
  if (text === '') throw new RollbookError('bad_request', `${what} is blank. Give it a value.`);
  return text;
}

type Act = Pick<AuditLine, 'act' | 'subject' | 'districtId' | 'detail'>;

/** The line of an act, for whoever writes it with the act. */
export function lineOf({ actor, requestId, now }: Acting, act: Act): AuditLine {
  return { actor, requestId, outcome: 'ok', at: now(), ...act };
}

/** Writes the line of an act. */
export function record(acting: Acting, transaction: ControlTransaction, act: Act): Promise<void> {
  return transaction.audit(lineOf(acting, act));
}
