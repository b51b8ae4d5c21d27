/**
 * Which passwords are good enough (`reliability` S-03, NIST 800-63B-4): long enough, not among those that everybody tries, not made of what
 * stands on the person's door. No rule about kinds of characters, no expiry. Pure, apart from the list that is read once.
 */
import { readFileSync } from 'node:fs';
import type { PersonType } from '../roster/index.ts';
import { SaidError } from '../strings/index.ts';
import { normalisePassword } from './password-hashing.ts';

/** A password that stands alone needs so many characters. */
export const ALONE_MIN = 15;
/** A district may ask its students for fewer, down to this. */
export const STUDENT_MIN = 8;
const CHARACTERS_MAX = 256;
/** What is left of a password without known words must have more than so many letters. */
const OWN_LETTERS_MIN = 4;
const WORD_MIN = 3;

const COMMON = new Set(
  readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
    .split(/\r?\n/)
    .filter(Boolean),
);
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '01234567890123456789',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
];

export interface PasswordContext {
  readonly type: PersonType;
  /** The fewest characters that the district asks students for. */
  readonly studentMin: number;
  /** Names of the person, the district and the hub: nobody's secret. */
  readonly words: readonly string[];
}

/** The fewest characters for this person. */
export function minimumFor({ type, studentMin }: Pick<PasswordContext, 'type' | 'studentMin'>): number {
  return type === 'student' ? Math.max(STUDENT_MIN, Math.min(studentMin, ALONE_MIN)) : ALONE_MIN;
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}]/gu, '');
}

function unmask(text: string): string {
  return text.toLowerCase().replace(/[013457@$!]/g, (mark) => LOOKALIKES[mark] ?? mark);
}

/** `abcabcabc` is `abc`. */
function period(text: string): string {
  for (let length = 1; length <= text.length / 2; length++)
    if (text.length % length === 0 && text === text.slice(0, length).repeat(text.length / length))
      return text.slice(0, length);
  return text;
}

function isRun(text: string): boolean {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const reversed = Array.from(plain).reverse().join('');
  return plain.length > 0 && ROWS.some((row) => row.includes(plain) || row.includes(reversed));
}

/** Cuts known words out until none is found: what is left is the person's own. */
function without(text: string, words: readonly string[]): string {
  let rest = text;
  for (const word of [...words].sort((a, b) => b.length - a.length))
    if (word.length >= WORD_MIN) rest = rest.replaceAll(word, ' ');
  return rest;
}

function isCommon(password: string): boolean {
  const whole = password.toLowerCase();
  const trim = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  for (const form of [whole, unmask(whole), unmask(trim(whole))]) {
    const trimmed = trim(form);
    const candidates = [form, trimmed, lettersOf(form)].flatMap((one) => [one, period(one)]);
    if (candidates.some((one) => COMMON.has(one))) return true;
  }
  return isRun(whole) || isRun(period(whole));
}

function isOwnName(password: string, words: readonly string[]): boolean {
  const known = words.flatMap((word) =>
    normalisePassword(word)
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u),
  );
  return [password.toLowerCase(), unmask(password)].some((form) => {
    const rest = without(form, known);
    return rest !== form && lettersOf(rest).length < OWN_LETTERS_MIN;
  });
}

/** Throws `bad_request` with what is wrong and what to do; the message never repeats the password. */
export function checkPassword(given: string, context: PasswordContext): void {
  const password = normalisePassword(given);
  const characters = Array.from(password).length;
  const min = minimumFor(context);
  if (characters < min) throw new SaidError('bad_request', 'passwordShort', { min });
  if (characters > CHARACTERS_MAX)
    throw new SaidError('bad_request', 'passwordLong', { max: CHARACTERS_MAX });
  if (new Set(password).size < WORD_MIN || isCommon(password))
    throw new SaidError('bad_request', 'passwordCommon');
  if (isOwnName(password, context.words)) throw new SaidError('bad_request', 'passwordNames');
}
