import { gradeTitle, type Level } from './grades.ts';
import { SECONDARY_SLOTS } from './secondary-courses.ts';
import type { Subject } from './subject.ts';

export interface Course {
  readonly name: string;
  readonly number: string;
  readonly subject: Subject;
}

interface ElementarySubject {
  readonly code: string;
  readonly title: string;
  readonly subject: Subject;
}

const HOMEROOM: ElementarySubject = { code: 'HR', title: 'Homeroom', subject: 'homeroom/advisory' };

/** The last ones are those that classes may have together. */
const ELEMENTARY_SUBJECTS: readonly ElementarySubject[] = [
  HOMEROOM,
  { code: 'ELA', title: 'Reading and Writing', subject: 'english/language arts' },
  { code: 'MA', title: 'Math', subject: 'math' },
  { code: 'SC', title: 'Science', subject: 'science' },
  { code: 'PE', title: 'Physical Education', subject: 'PE and health' },
  { code: 'MU', title: 'Music', subject: 'arts and music' },
  { code: 'AR', title: 'Art', subject: 'arts and music' },
];

const EARLY_SUBJECTS: readonly ElementarySubject[] = [
  HOMEROOM,
  { code: 'EL', title: 'Early Literacy', subject: 'english/language arts' },
  { code: 'EM', title: 'Early Numbers', subject: 'math' },
];

/** What a class of these grades is taught, in the order of its day. */
export function elementaryCourses(levels: readonly Level[]): readonly Course[] {
  const title = gradeTitle(levels);
  const highest = Math.max(...levels);
  return (highest < 0 ? EARLY_SUBJECTS : ELEMENTARY_SUBJECTS).map(
    ({ code, title: subjectTitle, subject }) => ({
      name: `${title} ${subjectTitle}`,
      number: `${code}${highest < 0 ? 'P' : highest === 0 ? 'K' : highest}`,
      subject,
    }),
  );
}

/** For each period of the day, the courses a student of that grade may take in it. */
export function secondaryCourses(level: Level): readonly (readonly Course[])[] {
  return SECONDARY_SLOTS.map(({ code, courses }) =>
    Object.entries(courses[level] ?? {}).flatMap(([subject, names]) =>
      names.map((name, index) => ({
        name,
        number: `${code}${level * 100 + index * 10 + 1}`,
        subject: subject as Subject,
      })),
    ),
  );
}

const SECONDARY_EXTRAS: readonly Course[] = [
  { name: 'Jazz Band', number: 'MUS090', subject: 'arts and music' },
  { name: 'Credit Recovery (online)', number: 'ONL001', subject: 'interventions/online learning' },
  { name: 'Robotics Lab', number: 'TEC095', subject: 'technology and engineering' },
  { name: 'Math Intervention', number: 'INT010', subject: 'interventions/online learning' },
  { name: 'Peer Tutoring', number: 'GEN020', subject: 'other' },
  { name: 'School Newspaper', number: 'ENG095', subject: 'english/language arts' },
  { name: 'Study Skills', number: 'GEN010', subject: 'other' },
  { name: 'Chamber Choir', number: 'MUS095', subject: 'arts and music' },
  { name: 'Advisory Council', number: 'ADV001', subject: 'homeroom/advisory' },
];

const ELEMENTARY_EXTRAS: readonly Course[] = [
  { name: 'Reading Intervention', number: 'INTR1', subject: 'interventions/online learning' },
  { name: 'Morning Chorus', number: 'CHO1', subject: 'arts and music' },
  { name: 'Chess and Games', number: 'GAM1', subject: 'other' },
  { name: 'Coding Club', number: 'COD1', subject: 'technology and engineering' },
  { name: 'Spanish for Beginners', number: 'SPA1', subject: 'language' },
  { name: 'Health and Fitness', number: 'FIT1', subject: 'PE and health' },
];

/** Courses for students of several grades, outside the regular day. */
export function extraCourses(band: 'elementary' | 'secondary'): readonly Course[] {
  return band === 'elementary' ? ELEMENTARY_EXTRAS : SECONDARY_EXTRAS;
}

const DESCRIPTIONS: Readonly<Partial<Record<Subject, readonly string[]>>> = {
  'english/language arts': [
    'Novels, drama and "close reading" of poems',
    'Essays, revised in workshops',
    'Epics and myths',
  ],
  math: ['First-year course', 'Functions, graphs, and models', 'Problem solving in groups'],
  science: ['Laboratory course', 'Field work, measurement and "the scientific method"'],
  'social studies': ['Sources, maps and debate', 'From 1500 to the present'],
  language: ['Conversation first', 'Reading, writing, listening'],
  'arts and music': ['Two performances a year', 'No audition needed'],
};

/** Blank for subjects that need no explanation. */
export function descriptionsOf(subject: Subject): readonly string[] {
  return DESCRIPTIONS[subject] ?? [''];
}
