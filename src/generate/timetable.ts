import type { TermKind } from './calendar.ts';
import { groupCount, parted, type ClassShape } from './class-shape.ts';
import { elementaryCourses, extraCourses, secondaryCourses, type Course } from './courses.ts';
import type { SchoolPlan } from './district-plan.ts';
import type { Student } from './enrol-zone.ts';
import { gradeCell, type Level } from './grades.ts';
import type { Random } from './random.ts';

/** A section before it has an id and a teacher. */
export interface Lesson {
  readonly course: Course;
  readonly grade: string;
  readonly period: string;
  readonly term: TermKind;
  readonly students: readonly Student[];
  /** The elementary class it belongs to, counted through the school; its own teacher gives the lesson. */
  readonly homeClass?: number;
}

/** A grade too small for a class learns with the next one. */
const SMALLEST_COHORT = 14;

const LAST_ELEMENTARY_LEVEL = 5;
const PERIODS_A_DAY = 7;

const SHARE_OF_SEMESTER_COURSES = 0.4;

interface Cohort {
  readonly levels: readonly Level[];
  readonly students: readonly Student[];
}

interface Day {
  readonly shape: ClassShape;
  readonly random: Random;
  /** How this school writes the period of its homerooms. */
  readonly homeroomPeriod: string;
}

/** Every section of a school. None is empty, and no student of a regular day has two in one period. */
export function drawTimetable(
  school: SchoolPlan,
  students: readonly Student[],
  { shape, random }: { shape: ClassShape; random: Random },
): readonly Lesson[] {
  const day: Day = { shape, random, homeroomPeriod: random.chance(0.6) ? 'HR' : '0' };
  const shuffled = random.shuffled(students);
  const young = shuffled.filter(({ level }) => level <= LAST_ELEMENTARY_LEVEL);
  const old = shuffled.filter(({ level }) => level > LAST_ELEMENTARY_LEVEL);
  const lessons: Lesson[] = [];
  cohortsOf(young).forEach((cohort, index) => {
    lessons.push(...elementaryLessons(cohort, { index, firstClass: countClasses(lessons), day }));
  });
  cohortsOf(old).forEach((cohort, index) => {
    lessons.push(...secondaryLessons(cohort, { index, day }));
  });
  const band = old.length > 0 ? 'secondary' : 'elementary';
  lessons.push(
    ...extraLessons(band === 'secondary' ? old : young, { count: school.extraSections, band, random }),
  );
  return lessons;
}

function countClasses(lessons: readonly Lesson[]): number {
  return lessons.reduce((count, { homeClass = -1 }) => Math.max(count, homeClass + 1), 0);
}

function cohortsOf(students: readonly Student[]): readonly Cohort[] {
  const levels = [...new Set(students.map(({ level }) => level))].sort((a, b) => a - b);
  const cohorts: Cohort[] = [];
  for (const level of levels) {
    const grade = students.filter((student) => student.level === level);
    const last = cohorts.at(-1);
    if (last && last.students.length < SMALLEST_COHORT) {
      cohorts.splice(-1, 1, { levels: [...last.levels, level], students: [...last.students, ...grade] });
    } else {
      cohorts.push({ levels: [level], students: grade });
    }
  }
  return withoutSmallLast(cohorts);
}

function withoutSmallLast(cohorts: readonly Cohort[]): readonly Cohort[] {
  const [beforeLast, last] = cohorts.slice(-2);
  if (beforeLast === undefined || last === undefined || last.students.length >= SMALLEST_COHORT)
    return cohorts;
  const joined = {
    levels: [...beforeLast.levels, ...last.levels],
    students: [...beforeLast.students, ...last.students],
  };
  return [...cohorts.slice(0, -2), joined];
}

function gradeOf({ levels }: Cohort): string {
  return levels.length === 1 ? gradeCell(levels[0] ?? 0) : 'Other';
}

function elementaryLessons(
  cohort: Cohort,
  { index, firstClass, day }: { index: number; firstClass: number; day: Day },
): readonly Lesson[] {
  const { shape, homeroomPeriod } = day;
  const early = Math.max(...cohort.levels) < 0;
  const classes = parted(
    cohort.students,
    groupCount(cohort.students.length, early ? shape.early : shape.class),
  );
  const pairs = parted(classes, Math.ceil(classes.length / 2)).map((pair) => pair.flat());
  const courses = elementaryCourses(cohort.levels);
  const sharedFrom = early ? courses.length : courses.length - shape.sharedElementary;
  const grade = gradeOf(cohort);
  return courses.flatMap((course, slot): Lesson[] => {
    // Grades change rooms and gym one after the other.
    const period = slot === 0 ? homeroomPeriod : String(1 + ((slot + index) % PERIODS_A_DAY));
    const lesson = { course, grade, period, term: 'year' as const };
    if (slot >= sharedFrom) return pairs.map((students) => ({ ...lesson, students }));
    if (course.subject === 'PE and health' || course.subject === 'arts and music') {
      return classes.map((students) => ({ ...lesson, students }));
    }
    return classes.map((students, at) => ({ ...lesson, students, homeClass: firstClass + at }));
  });
}

function secondaryLessons(cohort: Cohort, { index, day }: { index: number; day: Day }): readonly Lesson[] {
  const { shape, random } = day;
  const blocks = parted(cohort.students, groupCount(cohort.students.length, shape.block) || 1);
  const slots = secondaryCourses(Math.max(...cohort.levels));
  const grade = gradeOf(cohort);
  return blocks.flatMap((block, blockIndex) =>
    slots.flatMap((courses, slot): Lesson[] => {
      // Each block begins its day with another subject, so that a teacher can see several of them.
      const period = String(1 + ((slot + blockIndex + index) % PERIODS_A_DAY));
      const shared = slot >= slots.length - shape.sharedSecondary;
      const parts =
        shared || block.length <= shape.class.limit ? [block] : parted(turned(block, slot * 5), 2);
      const first = slots.length > 0 && shared ? random.below(courses.length) : blockIndex * parts.length;
      return parts.map((students, part) => {
        const course = courses[(first + part) % courses.length];
        if (course === undefined) throw new Error(`no course for grade ${grade} in period ${period}`);
        return { course, grade, period, term: drawTerm(slot >= 4, random), students };
      });
    }),
  );
}

/** Moves the first ones to the end: in each subject the block parts at another place. */
function turned<T>(list: readonly T[], by: number): readonly T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

function drawTerm(elective: boolean, random: Random): TermKind {
  if (!elective || !random.chance(SHARE_OF_SEMESTER_COURSES)) return 'year';
  return random.chance(0.5) ? 'first' : 'second';
}

function extraLessons(
  students: readonly Student[],
  { count, band, random }: { count: number; band: 'elementary' | 'secondary'; random: Random },
): readonly Lesson[] {
  const courses = random.shuffled(extraCourses(band));
  const waiting = random.shuffled(students);
  if (waiting.length < SMALLEST_COHORT) return [];
  let next = 0;
  return Array.from({ length: count }, (_, index): Lesson => {
    const size = Math.min(random.between(15, 26), waiting.length);
    const members = turned(waiting, next).slice(0, size);
    next += size;
    const course = courses[index % courses.length];
    if (course === undefined) throw new Error(`no course for ${band} clubs`);
    // Before or after school: nobody's regular day has these periods.
    const period = band === 'secondary' && index % 2 === 0 ? '0' : '8';
    return { course, grade: 'Other', period, term: drawTerm(true, random), students: members };
  });
}
