import { expect, it } from 'vitest';

import { BIRTHDAY_COUNT, birthDate, graduationYear, schoolTerms } from './calendar.ts';

const child = { level: 0, birthday: 0, repeatedYears: 0 };

it('lets a child enter kindergarten in the year of the fifth birthday before September', () => {
  expect(birthDate(child, 2027)).toBe('09/01/2020');
  expect(birthDate({ ...child, birthday: BIRTHDAY_COUNT - 1 }, 2027)).toBe('08/31/2021');
  expect(birthDate({ ...child, level: 12 }, 2027)).toBe('09/01/2008');
  expect(birthDate({ ...child, repeatedYears: 1 }, 2027)).toBe('09/01/2019');
});

it('has every day of a year but the leap day', () => {
  const days = Array.from({ length: BIRTHDAY_COUNT }, (_, birthday) =>
    birthDate({ ...child, birthday }, 2025),
  );
  expect(new Set(days).size).toBe(365);
  for (const day of days) {
    const [month = 0, date = 0, year = 0] = day.split('/').map(Number);
    expect(new Date(Date.UTC(year, month - 1, date)).getUTCDate()).toBe(date);
  }
});

it('lets the twelfth grade leave at the end of the year', () => {
  expect([8, 9, 12].map((level) => graduationYear(level, 2027))).toEqual(['', '2030', '2027']);
});

it('parts the year in two semesters', () => {
  const { year, first, second } = schoolTerms(2027);
  expect(year).toEqual({ Term_name: '2026-27 Full Year', Term_start: '08/25/2026', Term_end: '06/11/2027' });
  expect([first.Term_start, second.Term_end]).toEqual([year.Term_start, year.Term_end]);
});
