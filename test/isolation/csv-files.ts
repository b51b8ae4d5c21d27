import { type Type, UNSERVED, VALUES } from './record-fields.ts';
import type { Rec, Roster } from './world-plan.ts';

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (rows: readonly (readonly string[])[]) =>
  `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;

const columnsOf = (type: Type) => [
  ...Object.values(VALUES[type]).map(({ column }) => column),
  ...(UNSERVED[type] ?? []),
];
const cellsOf = (type: Type, rec: Rec | undefined) => [
  ...Object.keys(VALUES[type]).map((path) => rec?.values[path] ?? ''),
  ...(UNSERVED[type] ?? []).map((column) => rec?.unserved[column] ?? ''),
];

/** The files of a district in the Clever layout. */
export function csvFilesOf(roster: Roster): Readonly<Record<string, string>> {
  const table = (type: Type, names: readonly string[], named: (rec: Rec) => readonly (readonly string[])[]) =>
    csv([
      [...names, ...columnsOf(type)],
      ...roster[type].flatMap((rec) => named(rec).map((keys) => [...keys, ...cellsOf(type, rec)])),
    ]);
  const contacts = (student: string) => roster.contact.filter((rec) => rec.student === student);
  const students = roster.student.flatMap((rec) => {
    const of = contacts(rec.key);
    return (of.length > 0 ? of : [undefined]).map((contact) => [
      rec.school ?? '',
      rec.key,
      ...cellsOf('student', rec),
      contact?.key.split('/')[1] ?? '',
      ...cellsOf('contact', contact),
    ]);
  });
  return {
    'schools.csv': table('school', ['School_id'], ({ key }) => [[key]]),
    'teachers.csv': table('teacher', ['School_id', 'Teacher_id'], ({ key, school = '' }) => [[school, key]]),
    'students.csv': csv([
      ['School_id', 'Student_id', ...columnsOf('student'), 'Contact_sis_id', ...columnsOf('contact')],
      ...students,
    ]),
    'sections.csv': table(
      'section',
      ['School_id', 'Section_id', 'Teacher_id', 'Teacher_2_id', 'Teacher_3_id', 'Teacher_4_id'],
      ({ key, school = '', teachers = [] }) => [[school, key, ...[0, 1, 2, 3].map((n) => teachers[n] ?? '')]],
    ),
    'enrollments.csv': csv([
      ['School_id', 'Section_id', 'Student_id'],
      ...roster.section.flatMap(({ key, school = '', students: of = [] }) =>
        of.map((student) => [school, key, student]),
      ),
    ]),
    'staff.csv': table('school_admin', ['School_id', 'Staff_id'], ({ key, schools = [] }) =>
      schools.map((school) => [school, key]),
    ),
  };
}
