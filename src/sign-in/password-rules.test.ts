import { describe, expect, it } from 'vitest';
import { checkPassword, type PasswordContext } from './password-rules.ts';

const teacher: PasswordContext = {
  type: 'teacher',
  studentMin: 8,
  words: ['Rollbook', 'Harbor Point Schools', 'imani.castellanos', 'Imani R Castellanos'],
};
const student: PasswordContext = { ...teacher, type: 'student' };
const verdict = (password: string, context = teacher): string => {
  try {
    checkPassword(password, context);
    return 'good';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

describe('a password', () => {
  it('needs 15 characters; a student as many as the district says, from 8', () => {
    expect(verdict('fourteen chars')).toContain('at least 15');
    expect(verdict('fifteen chars ok')).toBe('good');
    expect(verdict('owl fig7', student)).toBe('good');
    expect(verdict('owl fig', student)).toContain('at least 8');
    expect(verdict('owl fig7', { ...student, studentMin: 15 })).toContain('at least 15');
    expect(verdict('owl', { ...student, studentMin: 1 })).toContain('at least 8');
  });

  it('may be long, of any script, and without any rule of composition', () => {
    expect(verdict('a long one of plain words that goes on until sixty-four characters and more')).toBe(
      'good',
    );
    expect(verdict('пятьдесят зелёных слонов')).toBe('good');
    expect(verdict('x1'.repeat(200))).toContain('at most 256');
  });

  it('is counted as it is stored: composed, by characters', () => {
    expect(verdict('é'.normalize('NFD').repeat(8), student)).toContain('tried first');
    expect(verdict('🦦🦉🐝🦔🐢🦋🐙🦊', student)).toBe('good');
    expect(verdict('🦦🦉🐝🦔🐢🦋🐙', student)).toContain('at least 8');
  });

  it('is none that everybody tries, in any dress', () => {
    for (const common of [
      'password123',
      'P@ssw0rd!!',
      'qwertyuiop',
      '1234567890',
      '87654321',
      'abcdefgh',
      'sunshine1',
      'Minecraft2026!',
      'aaaaaaaa',
      'abcabcabc123'.slice(0, 9),
      'passwordpassword',
      'dragondragon',
    ])
      expect([common, verdict(common, student)]).toEqual([common, expect.stringContaining('tried first')]);
    expect(verdict('correct horse battery staple')).toContain('tried first');
    expect(verdict('password1234567890')).toContain('tried first');
  });

  it('is not made of names that others know', () => {
    for (const known of ['Imani.Castellanos2026', 'Rollbook-Harbor-Point', 'imanicastellanos!!1'])
      expect([known, verdict(known)]).toEqual([known, expect.stringContaining('names that others know')]);
    expect(verdict('Imani keeps eleven bees')).toBe('good');
  });
});
