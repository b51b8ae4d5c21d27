import { describe, expect, it } from 'vitest';
import { BLOCKED_PASSWORDS } from './blocked-passwords.ts';
import {
  checkPassword,
  hashPassword,
  newPassword,
  PASSWORD_LENGTH_MIN,
  verifyPassword,
} from './passwords.ts';

const known = ['pat.smith@oak.example', 'pat.smith', 'Pat Smith', 'rollbook'];
const check = (password: string) => () => {
  checkPassword(password, known);
};

describe('passwords of those who run the hub', () => {
  it.each([
    ['fourteen chars', 'too short'],
    ['aaaaaaaaaaaaaaaaaaaa', 'one character'],
    ['abcdabcdabcdabcdabcd', 'a short piece repeated'],
    ['Password-Password!', 'what everybody takes'],
    ['correct horse battery staple', 'a famous one'],
    ['pat.smith@oak.example', 'the own address'],
    ['Pat Smith Pat Smith', 'the own name'],
    ['rollbook-rollbook-1', 'the name of the product'],
    ['x'.repeat(257), 'too long'],
  ])('refuses %j: %s', (password) => {
    expect(check(password)).toThrow(expect.objectContaining({ code: 'weak_password' }));
  });

  it.each([
    'fifteen chars!!',
    'seven quiet otters read maps',
    'почему бы и нет, подумал кот',
    'ünïcödé is fine here',
    'k7'.repeat(1) + ' no rule asks for signs or capitals, and this one has far more than 64 characters',
  ])('takes %j', (password) => {
    expect(check(password)).not.toThrow();
  });

  it('counts characters, not bytes or halves of characters', () => {
    expect(check('🦊🐻🐼🦁🐯🐨🐸')).toThrow();
    expect(check('🦊🐻🐼🦁🐯🐨🐸🐵🐔🐧🐦🐤🦆🦅🦉')).not.toThrow();
  });

  it('takes either spelling of the same characters', async () => {
    const stored = await hashPassword('caf\u00e9 au lait at noon');
    expect(await verifyPassword(stored, 'cafe\u0301 au lait at noon')).toBe(true);
    expect(await verifyPassword(stored, 'cafe au lait at noon')).toBe(false);
  });

  it('stores argon2id at the cost that is meant', async () => {
    expect(await hashPassword('seven quiet otters')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('has nobody whose password is right', async () => {
    expect(await verifyPassword(undefined, 'seven quiet otters')).toBe(false);
  });

  it('makes up passwords that it takes itself', () => {
    expect(check(newPassword())).not.toThrow();
    expect(newPassword()).not.toBe(newPassword());
  });

  it('blocks nothing that is too short anyway', () => {
    expect(BLOCKED_PASSWORDS.filter((one) => one.length < PASSWORD_LENGTH_MIN - 3)).toEqual([]);
  });
});
