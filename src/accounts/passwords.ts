/**
 * Passwords of those who run the hub: long, of any characters, never composed by rule and never aged (NIST 800-63B). Stored as
 * argon2id.
 */
import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { RollbookError } from '../errors/index.ts';
import { BLOCKED_PASSWORDS } from './blocked-passwords.ts';

export const PASSWORD_LENGTH_MIN = 15;
export const PASSWORD_LENGTH_MAX = 256;

/** OWASP's first choice for argon2id, which is the algorithm unless another is named: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

const blocked = new Set(BLOCKED_PASSWORDS);

function compose(password: string): string {
  return password.normalize('NFKC');
}

/** The shortest text that makes `text` when it is repeated. */
function repeatedUnit(text: string): string {
  const at = (text + text).indexOf(text, 1);
  return text.slice(0, at);
}

const DISTINCT_MIN = 5;

/** Throws `weak_password`. @param known words that an attacker would try first: the address, the name. */
export function checkPassword(password: string, known: readonly string[]): void {
  const refuse = (message: string) => new RollbookError('weak_password', message);
  const composed = compose(password);
  const length = Array.from(composed).length;
  if (length < PASSWORD_LENGTH_MIN)
    throw refuse(
      `The password needs ${PASSWORD_LENGTH_MIN} characters or more. A few words in a row do well.`,
    );
  if (length > PASSWORD_LENGTH_MAX)
    throw refuse(`The password can have ${PASSWORD_LENGTH_MAX} characters at most.`);
  const bare = composed.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const isEasy =
    blocked.has(bare) ||
    new Set(composed).size < DISTINCT_MIN ||
    repeatedUnit(composed.toLowerCase()).length < PASSWORD_LENGTH_MIN / 2 ||
    known.some((word) => isMostly(bare, word));
  if (isEasy) throw refuse('This password is among the first that would be tried. Choose other words.');
}

/** Whether little is left of a password without a word. */
function isMostly(bare: string, word: string): boolean {
  const plain = word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return plain.length >= 4 && bare.includes(plain) && bare.replaceAll(plain, '').length < DISTINCT_MIN;
}

export function hashPassword(password: string): Promise<string> {
  return hash(compose(password), COST);
}

/** Of a password that nobody has; as much work as a real one. */
let nobody: Promise<string> | undefined;

/** @param stored undefined for an account that there is not: then it takes as long, and is wrong. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  if (password.length > 4 * PASSWORD_LENGTH_MAX) return false;
  nobody ??= hashPassword(newPassword());
  const isRight = await verify(stored ?? (await nobody), compose(password));
  return isRight && stored !== undefined;
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A password to begin with: 100 random bits in groups that can be read aloud. */
export function newPassword(): string {
  const letters = Array.from({ length: 20 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
  return letters.replace(/(.{5})(?=.)/g, '$1-');
}
