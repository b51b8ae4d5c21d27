import type { StaffedLesson } from './assign-teachers.ts';
import type { TermCells, TermKind } from './calendar.ts';
import { descriptionsOf } from './courses.ts';
import type { CsvRow } from './csv-table.ts';
import type { Random } from './random.ts';
import type { Subject } from './subject.ts';

/** How the office of one school writes its sections; each has habits of its own. */
export interface OfficeHabits {
  readonly spellSubject: (subject: Subject) => string;
  readonly paddedNumbers: boolean;
}

export interface SectionRowContext {
  readonly schoolId: string;
  readonly sectionId: string;
  /** Which section of its course this is, from 1. */
  readonly ordinal: number;
  readonly terms: Readonly<Record<TermKind, TermCells>>;
  readonly habits: OfficeHabits;
  readonly random: Random;
}

/** The rest is left for whoever reads the file to classify by course name. */
const SHARE_WITH_SUBJECT = 0.85;

/** The rest is named by whoever reads the file, after course, teacher and period. */
const SHARE_WITH_NAME = 0.4;

const SHARE_WITH_DESCRIPTION = 0.2;

const SPELLINGS: readonly ((subject: Subject) => string)[] = [
  (subject) => subject,
  (subject) => subject.slice(0, 1).toUpperCase() + subject.slice(1),
  (subject) => subject.toUpperCase(),
  (subject) => subject.toLowerCase(),
];

export function drawHabits(random: Random): OfficeHabits {
  return { spellSubject: random.pick(SPELLINGS), paddedNumbers: random.chance(0.4) };
}

export function sectionRow(
  { lesson, teacher, coTeachers }: StaffedLesson,
  context: SectionRowContext,
): CsvRow {
  const { schoolId, sectionId, ordinal, terms, habits, random } = context;
  const { course, grade, period, term } = lesson;
  const described = random.chance(SHARE_WITH_DESCRIPTION);
  return {
    School_id: schoolId,
    Section_id: sectionId,
    Teacher_id: teacher.sisId,
    // The second and third of the layout's ten teacher columns.
    Teacher_2_id: coTeachers[0]?.sisId ?? '',
    Teacher_3_id: coTeachers[1]?.sisId ?? '',
    Name: random.chance(SHARE_WITH_NAME)
      ? drawName(course.name, { teacher: teacher.last.written, period, random })
      : '',
    Section_number: habits.paddedNumbers ? String(ordinal).padStart(2, '0') : String(ordinal),
    Grade: grade,
    Course_name: course.name,
    Course_number: course.number,
    Course_description: described ? random.pick(descriptionsOf(course.subject)) : '',
    Period: period,
    Subject: random.chance(SHARE_WITH_SUBJECT) ? habits.spellSubject(course.subject) : '',
    ...terms[term],
  };
}

function drawName(
  course: string,
  { teacher, period, random }: { teacher: string; period: string; random: Random },
): string {
  switch (random.below(3)) {
    case 0:
      return `${course} (${teacher})`;
    case 1:
      return `${course}, Period ${period}`;
    default:
      return course;
  }
}
