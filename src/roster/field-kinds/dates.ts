import type { FieldKind, Today } from '../define-resource.ts';

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The ways in which a written two-digit year can be meant. */
type Century = (twoDigits: number, month: number, day: number, today: Today) => number;

const MONTH_FIRST = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})(?:[T ].*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ].*)?$/;

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isRealDay({ year, month, day }: Day): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (DAYS_OF_MONTH[month - 1] ?? 0) + (month === 2 && isLeapYear ? 1 : 0);
}

/**
 * Reads the accepted spellings of a date (`roster-csv` 1.11): month first with `/` or `-`, year first with `/`, `-` or
 * nothing; a time part is dropped; the day is the written one. Day-first dates are never guessed.
 */
function parseDay(cell: string, century: Century, today: Today): Day | undefined {
  let found: Day | undefined;
  const monthFirst = MONTH_FIRST.exec(cell);
  if (monthFirst) {
    const [, month, separator, day, year] = monthFirst;
    if (separator === '-' && year?.length === 2) return undefined;
    const m = Number(month);
    const d = Number(day);
    const y = Number(year);
    found = { year: year?.length === 2 ? century(y, m, d, today) : y, month: m, day: d };
  } else {
    const yearFirst = YEAR_FIRST.exec(cell);
    const compact = yearFirst ? undefined : COMPACT.exec(cell);
    if (yearFirst)
      found = { year: Number(yearFirst[1]), month: Number(yearFirst[3]), day: Number(yearFirst[4]) };
    else if (compact)
      found = { year: Number(compact[1]), month: Number(compact[2]), day: Number(compact[3]) };
  }
  return found && isRealDay(found) ? found : undefined;
}

/** A birth date lies in the past: 20YY unless that is in the future, then 19YY. */
const centuryOfBirth: Century = (yy, month, day, today) => {
  const year = 2000 + yy;
  const isFuture =
    year > today.year ||
    (year === today.year && (month > today.month || (month === today.month && day > today.day)));
  return isFuture ? year - 100 : year;
};

/** A term ends in the future as a rule: always 20YY. */
const centuryOfTerm: Century = (yy) => 2000 + yy;

const SPELLINGS =
  '`YYYY-MM-DD`, `YYYY/MM/DD`, `YYYYMMDD`, each with or without a time behind it; `M/D/YYYY`, `M-D-YYYY`, `M/D/YY`. The month comes before the day.';

/** A date of birth, served as `M/D/YYYY` without padding (`api-v1.1` 8.3). */
export const dateOfBirth: FieldKind<string> = {
  name: 'Date of birth',
  fidelity: ['validated', 'normalized'],
  schema: { type: 'string', pattern: '^(1[0-2]|[1-9])/(3[01]|[12][0-9]|[1-9])/[0-9]{4}$' },
  form: 'Month, day and year as `M/D/YYYY`, without padding.',
  accepts: `${SPELLINGS} A year of two digits lies in the past. Anything else, and a day that does not exist, is left out, with a warning.`,
  example: '11/2/2009',
  blank: undefined,
  fromCsv: (cell, report, today) => {
    const day = parseDay(cell, centuryOfBirth, today);
    if (day) return `${day.month}/${day.day}/${String(day.year).padStart(4, '0')}`;
    report('invalid_date', 'left out');
    return undefined;
  },
};

/** The first or last day of a term, served as `YYYY-MM-DD` (`roster-csv` D25). */
export const termDate: FieldKind<string> = {
  name: 'Date',
  fidelity: ['validated', 'normalized'],
  schema: { type: 'string', format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
  accepts: `${SPELLINGS} A year of two digits lies in this century. Anything else, and a day that does not exist, is left out, with a warning.`,
  form: 'A day as `YYYY-MM-DD`. Readers should also accept the same day with a time of midnight behind it.',
  example: '2025-08-27',
  blank: undefined,
  fromCsv: (cell, report, today) => {
    const day = parseDay(cell, centuryOfTerm, today);
    if (day) {
      const pad = (n: number, width: number) => String(n).padStart(width, '0');
      return `${pad(day.year, 4)}-${pad(day.month, 2)}-${pad(day.day, 2)}`;
    }
    report('invalid_date', 'left out');
    return undefined;
  },
};

/** An instant, set by the hub (`api-v1.1` 8.2). */
export const timestamp: FieldKind<string> = {
  name: 'Timestamp',
  fidelity: ['validated'],
  schema: {
    type: 'string',
    format: 'date-time',
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$',
  },
  form: 'An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.',
  example: '2018-01-11T03:00:02.118Z',
};
