import type { RosterTables } from './fixtures.ts';

export interface Pupil {
  readonly id: string;
  readonly last?: string;
  readonly grade?: string;
  readonly password?: string;
}

/** Pupils p0 to p(count-1). */
export const pupils = (count: number): readonly Pupil[] =>
  Array.from({ length: count }, (_, place) => ({ id: `p${place}` }));

/**
 * A roster of one school and one teacher, with a section of its own for each pupil: so a change to some pupils is
 * the same share of the sections, and the guards see one number.
 */
export const rosterOf = (students: readonly Pupil[]): RosterTables => ({
  schools: [
    ['School_id', 'School_name', 'School_number'],
    ['north', 'North School', '1'],
  ],
  teachers: [
    ['School_id', 'Teacher_id', 'First_name', 'Last_name', 'Teacher_email', 'Password'],
    ['north', 'tess', 'Tess', 'Marsh', 'tess@north.example.org', 'canary-of-the-teacher'],
  ],
  students: [
    ['School_id', 'Student_id', 'Last_name', 'First_name', 'Grade', 'Username', 'Password'],
    ...students.map(({ id, last = `Last${id}`, grade = '3', password = '' }) => [
      ...['north', id, last, `First${id}`, grade, `user-${id}`, password],
    ]),
  ],
  sections: [
    ['School_id', 'Section_id', 'Teacher_id', 'Course_name'],
    ...students.map(({ id }) => ['north', `math-${id}`, 'tess', 'Math']),
  ],
  enrollments: [
    ['School_id', 'Section_id', 'Student_id'],
    ...students.map(({ id }) => ['north', `math-${id}`, id]),
  ],
});
