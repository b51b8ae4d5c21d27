import { expect, it } from 'vitest';

import { Random } from './random.ts';
import { LoginNames, SisIds } from './sis-ids.ts';

it('gives every school id of four digits once, then no more', () => {
  const ids = new SisIds(new Random(1));
  const given = Array.from({ length: 9_999 }, () => ids.school());
  expect(new Set(given).size).toBe(given.length);
  expect(given.every((id) => /^\d{4}$/.test(id))).toBe(true);
  expect(given).toContain('0007');
  expect(() => ids.school()).toThrow(RangeError);
});

it('gives every teacher id once', () => {
  const ids = new SisIds(new Random(2));
  const given = Array.from({ length: 99_999 }, () => ids.teacher());
  expect(new Set(given).size).toBe(given.length);
  expect(given.every((id) => /^T\d{5}$/.test(id))).toBe(true);
});

it('gives ids of the forms an SIS has', () => {
  const ids = new SisIds(new Random(3));
  expect(ids.student()).toMatch(/^\d{7}$/);
  expect(ids.stateStudent()).toMatch(/^\d{10}$/);
  expect(ids.section()).toMatch(/^S000\d{4}$/);
  expect(ids.contact()).toMatch(/^C\d{7}$/);
  expect(ids.staff()).toMatch(/^A\d{5}$/);
});

it('numbers the bearers of one name', () => {
  const logins = new LoginNames();
  expect(['ana.diaz', 'ana.diaz', 'bo.diaz', 'ana.diaz'].map((name) => logins.claim(name))).toEqual([
    'ana.diaz',
    'ana.diaz2',
    'bo.diaz',
    'ana.diaz3',
  ]);
});
