import { apportion } from './class-shape.ts';
import { drawAdult, type Adult } from './names/draw-name.ts';
import type { Random } from './random.ts';
import type { LoginNames, SisIds } from './sis-ids.ts';
import type { Subject } from './subject.ts';
import type { Lesson } from './timetable.ts';

type Department = Subject | 'class' | 'support';

interface Post {
  readonly department: Department;
  readonly title: string;
}

export interface Teacher extends Adult, Post {
  readonly sisId: string;
  readonly schoolId: string;
  readonly login: string;
}

export interface Hiring {
  readonly schoolId: string;
  readonly count: number;
  readonly lessons: readonly Lesson[];
  readonly random: Random;
  readonly ids: SisIds;
  readonly logins: LoginNames;
}

/** From this size on, a school has people who teach beside others rather than alone. */
const FACULTY_WITH_SUPPORT = 12;
const SHARE_OF_SUPPORT = 0.08;

const SUPPORT_TITLES = [
  'Special Education Teacher',
  'Reading Specialist',
  'Counselor',
  'ELL Teacher',
  'Instructional Coach',
];

const SUBJECT_TITLES: Readonly<Record<Subject, string>> = {
  'english/language arts': 'English Teacher',
  math: 'Mathematics Teacher',
  science: 'Science Teacher',
  'social studies': 'Social Studies Teacher',
  language: 'World Languages Teacher',
  'homeroom/advisory': 'Advisor',
  'interventions/online learning': 'Interventionist',
  'technology and engineering': 'Technology Teacher',
  'PE and health': 'Physical Education Teacher',
  'arts and music': 'Music and Arts Teacher',
  other: 'Teacher',
};

/** The teachers a school needs for its timetable, the classroom teachers first and in the order of their classes. */
export function hireFaculty({ schoolId, count, lessons, random, ids, logins }: Hiring): readonly Teacher[] {
  return postsFor(lessons, count, random).map((post) => {
    const adult = drawAdult(random);
    const login = logins.claim(`${adult.first.plain}.${adult.last.plain}`);
    return { ...adult, ...post, sisId: ids.teacher(), schoolId, login };
  });
}

function postsFor(lessons: readonly Lesson[], count: number, random: Random): readonly Post[] {
  const gradesOfClasses = new Map<number, string>();
  const needs = new Map<Subject, number>();
  for (const { homeClass, grade, course } of lessons) {
    if (homeClass !== undefined) gradesOfClasses.set(homeClass, grade);
    else needs.set(course.subject, (needs.get(course.subject) ?? 0) + 1);
  }
  const forClasses = Math.min(gradesOfClasses.size, needs.size === 0 ? count : Math.max(1, count - 1));
  const forSupport =
    count < FACULTY_WITH_SUPPORT ? 0 : Math.floor((count - forClasses) * SHARE_OF_SUPPORT) + 1;
  const subjects = [...needs.keys()];
  const forSubjects = apportion(Math.max(0, count - forClasses - forSupport), [...needs.values()]);
  const posts: Post[] = [
    ...[...gradesOfClasses.values()]
      .slice(0, forClasses)
      .map((grade): Post => ({ department: 'class', title: classTitle(grade) })),
    ...subjects.flatMap((subject, index) =>
      Array.from({ length: forSubjects[index] ?? 0 }, (): Post => ({
        department: subject,
        title: SUBJECT_TITLES[subject],
      })),
    ),
  ];
  while (posts.length < count) posts.push({ department: 'support', title: random.pick(SUPPORT_TITLES) });
  return posts;
}

function classTitle(grade: string): string {
  if (grade === 'PK') return 'Pre-K Teacher';
  if (grade === 'KG') return 'Kindergarten Teacher';
  const number = Number(grade);
  if (Number.isNaN(number)) return 'Classroom Teacher';
  const ending = ['st', 'nd', 'rd'][number - 1] ?? 'th';
  return `${number}${ending} Grade Teacher`;
}
