import type { Teacher } from './faculty.ts';
import type { Random } from './random.ts';
import type { Lesson } from './timetable.ts';

export interface StaffedLesson {
  readonly lesson: Lesson;
  readonly teacher: Teacher;
  readonly coTeachers: readonly Teacher[];
}

export interface Assignment {
  readonly lessons: readonly Lesson[];
  readonly faculty: readonly Teacher[];
  /** Somebody of another school who comes over to teach beside a colleague here. */
  readonly visitor: Teacher | undefined;
  readonly random: Random;
}

const SHARE_WITH_CO_TEACHER = 0.12;
const SHARE_WITH_SECOND_CO_TEACHER = 0.15;
const SHARE_OF_SUPPORT_AMONG_CO_TEACHERS = 0.7;

/** How much a teacher of this school has to do already. */
interface Workload {
  readonly teacher: Teacher;
  readonly periods: Set<string>;
  lessons: number;
}

/** Gives every lesson its one primary teacher, of the same school, and some of them company. */
export function assignTeachers({ lessons, faculty, visitor, random }: Assignment): readonly StaffedLesson[] {
  const workloads = faculty.map((teacher): Workload => ({ teacher, periods: new Set(), lessons: 0 }));
  const classroom = workloads.filter(({ teacher }) => teacher.department === 'class');
  const support = faculty.filter(({ department }) => department === 'support');
  const visited = visitor === undefined ? -1 : random.below(lessons.length);
  return lessons.map((lesson, index) => {
    const workload = findClassTeacher(lesson, classroom) ?? getLeastBusy(lesson, workloads);
    workload.periods.add(lesson.period);
    workload.lessons += 1;
    const { teacher } = workload;
    const coTeachers = index === visited ? [] : drawCoTeachers({ teacher, faculty, support, random });
    return { lesson, teacher, coTeachers: visitor && index === visited ? [visitor] : coTeachers };
  });
}

function findClassTeacher({ homeClass }: Lesson, classroom: readonly Workload[]): Workload | undefined {
  return homeClass === undefined ? undefined : classroom[homeClass % classroom.length];
}

/** The department first, then whoever is free; in the smallest schools somebody has to be in two rooms at once. */
function getLeastBusy(lesson: Lesson, workloads: readonly Workload[]): Workload {
  let best: Workload | undefined;
  let bestRank = Infinity;
  for (const workload of workloads) {
    const { department } = workload.teacher;
    const stranger = department === lesson.course.subject ? 0 : department === 'class' ? 3_000 : 1_000;
    const clash = workload.periods.has(lesson.period) ? 10_000 : 0;
    const rank = clash + stranger + workload.lessons;
    if (rank < bestRank) [best, bestRank] = [workload, rank];
  }
  if (best === undefined) throw new Error('a school without teachers cannot have sections');
  return best;
}

interface Company {
  readonly teacher: Teacher;
  readonly faculty: readonly Teacher[];
  readonly support: readonly Teacher[];
  readonly random: Random;
}

function drawCoTeachers({ teacher, faculty, support, random }: Company): readonly Teacher[] {
  if (!random.chance(SHARE_WITH_CO_TEACHER)) return [];
  const wanted = random.chance(SHARE_WITH_SECOND_CO_TEACHER) ? 2 : 1;
  const chosen = new Set<Teacher>();
  for (let draw = 0; draw < wanted; draw += 1) {
    const fromSupport = support.length > 0 && random.chance(SHARE_OF_SUPPORT_AMONG_CO_TEACHERS);
    const candidate = random.pick(fromSupport ? support : faculty);
    if (candidate !== teacher) chosen.add(candidate);
  }
  return [...chosen];
}
