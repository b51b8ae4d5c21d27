import type { Level } from './grades.ts';

export type TermKind = 'year' | 'first' | 'second';

/** The three term cells of a section, by header name. */
export interface TermCells {
  readonly Term_name: string;
  readonly Term_start: string;
  readonly Term_end: string;
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const SEPTEMBER = 9;

/** Days from 1 September to 31 August; the leap day is nobody's birthday here, so each year has the same days. */
const BIRTHDAYS: readonly { readonly monthAndDay: string; readonly yearsLater: number }[] =
  MONTH_LENGTHS.flatMap((_, index) => {
    const month = ((index + SEPTEMBER - 1) % 12) + 1;
    return Array.from({ length: MONTH_LENGTHS[month - 1] ?? 0 }, (_unused, day) => ({
      monthAndDay: `${twoDigits(month)}/${twoDigits(day + 1)}`,
      yearsLater: month >= SEPTEMBER ? 0 : 1,
    }));
  });

export const BIRTHDAY_COUNT = BIRTHDAYS.length;

/** The terms of the school year that ends in `schoolYear`. */
export function schoolTerms(schoolYear: number): Readonly<Record<TermKind, TermCells>> {
  const begins = schoolYear - 1;
  const label = `${begins}-${twoDigits(schoolYear % 100)}`;
  const [start, winter, spring, end] = [
    `08/25/${begins}`,
    `01/15/${schoolYear}`,
    `01/19/${schoolYear}`,
    `06/11/${schoolYear}`,
  ];
  return {
    year: { Term_name: `${label} Full Year`, Term_start: start, Term_end: end },
    first: { Term_name: `${label} Semester 1`, Term_start: start, Term_end: winter },
    second: { Term_name: `${label} Semester 2`, Term_start: spring, Term_end: end },
  };
}

/** What decides the birth date of a student. `birthday` counts days from 1 September. */
export interface Birth {
  readonly level: Level;
  readonly birthday: number;
  readonly repeatedYears: number;
}

/** The birth date of a child of a grade: one who enters kindergarten has turned five by the end of August. */
export function birthDate({ level, birthday, repeatedYears }: Birth, schoolYear: number): string {
  const date = BIRTHDAYS[birthday];
  if (date === undefined) throw new RangeError(`no day ${birthday} in a year`);
  const firstYear = schoolYear - 7 - level - repeatedYears;
  return `${date.monthAndDay}/${firstYear + date.yearsLater}`;
}

/** Only the last four grades have a year in which they leave. */
export function graduationYear(level: Level, schoolYear: number): string {
  return level >= 9 ? String(schoolYear + 12 - level) : '';
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
