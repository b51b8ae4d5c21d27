import { birthDate, graduationYear } from './calendar.ts';
import type { CsvRow } from './csv-table.ts';
import type { Student } from './enrol-zone.ts';
import { gradeCell } from './grades.ts';
import type { Random } from './random.ts';
import type { SisIds } from './sis-ids.ts';

export interface StudentCellsContext {
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly domain: string;
  /** The running number that makes a login name unique. */
  readonly nextLogin: () => number;
  readonly random: Random;
  readonly ids: SisIds;
}

/** Younger children are given no mail address. */
const FIRST_LEVEL_WITH_EMAIL = 4;

const LOGIN_SURNAME_LENGTH = 9;

/** The student's own cells; `Password` is never given. Contact cells are the household's. */
export function studentCells(
  student: Student,
  { schoolId, schoolYear, domain, nextLogin, random, ids }: StudentCellsContext,
): CsvRow {
  const { household, level, first, sisId } = student;
  const login = `${first.plain.slice(0, 1)}${household.surname.plain.slice(0, LOGIN_SURNAME_LENGTH)}${nextLogin()}`;
  const hasEmail = level >= FIRST_LEVEL_WITH_EMAIL && random.chance(0.95);
  const gpa = level >= 9 ? random.between(140, 400) : 0;
  return {
    School_id: schoolId,
    Student_id: sisId,
    Student_number: random.chance(0.97) ? String(Number(sisId)) : '',
    State_id: random.chance(0.94) ? ids.stateStudent() : '',
    Last_name: `${household.surname.written}${student.suffix}`,
    First_name: first.written,
    Middle_name: student.middle,
    Grade: gradeCell(level),
    Gender: student.gender,
    Graduation_year: graduationYear(level, schoolYear),
    DOB: random.chance(0.995) ? birthDate(student, schoolYear) : '',
    Race: household.race,
    Hispanic_Latino: household.hispanic,
    Home_language: household.language,
    Ell_status: drawEnglishLearner(household.language, random),
    Frl_status: household.mealStatus,
    IEP_status: random.chance(0.02) ? '' : random.chance(0.14) ? 'Y' : 'N',
    Student_street: household.street,
    Student_city: household.place.town,
    Student_state: household.place.state,
    Student_zip: household.zip,
    Student_email: hasEmail ? `${login}@students.${domain}` : '',
    Username: login,
    Unweighted_gpa: gpa === 0 ? '' : hundredths(gpa),
    Weighted_gpa: gpa === 0 ? '' : hundredths(gpa + random.below(60)),
  };
}

function drawEnglishLearner(language: string, random: Random): string {
  if (random.chance(0.03)) return '';
  if (language === 'English' || language === '') return 'N';
  return random.chance(0.42) ? 'Y' : 'N';
}

function hundredths(value: number): string {
  return `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
}
