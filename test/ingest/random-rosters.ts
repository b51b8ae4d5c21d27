/** Small random rosters over few keys, so that from one to the next records come, change, move and go. */
import fc from 'fast-check';
import type { Row, Rows, Table } from './roster-files.ts';
import { tableOf } from './roster-files.ts';

const some = <T>(values: readonly T[], minLength = 0): fc.Arbitrary<readonly T[]> =>
  fc.subarray([...values], { minLength });

const names = fc.constantFrom('Ash', 'Birch', 'Cédar');
const numbers = fc.constantFrom('', '1', '2');

interface Contact {
  readonly key: string;
  readonly name: string;
  readonly phone: string;
}

const contacts = fc.uniqueArray(
  fc.record<Contact>({
    key: fc.constantFrom('', '', 'k1', 'k2'),
    name: fc.constantFrom('Pat', 'Kim'),
    phone: fc.constantFrom('', '3605550601'),
  }),
  { maxLength: 2, selector: ({ key, name, phone }) => key || `${name} ${phone}` },
);

const NO_CONTACT: Row = {
  Contact_sis_id: '',
  Contact_name: '',
  Contact_type: '',
  Contact_phone: '',
};

const contactCells = ({ key, name, phone }: Contact): Row => ({
  Contact_sis_id: key,
  Contact_name: name,
  Contact_type: 'Primary',
  Contact_phone: phone,
});

/** Rows without a fault; only a section may lack students. */
export const soundRows: fc.Arbitrary<Rows> = fc
  .record({
    schools: some(['a', 'b', 'c'], 1),
    teachers: some(['t1', 't2', 't3', 't4'], 1),
    students: some(['s1', 's2', 's3', 's4', 's5', 's6'], 1),
    sections: some(['x1', 'x2', 'x3', 'x4', 'x5']),
    staff: some(['u1', 'u2']),
  })
  .chain(({ schools, teachers, students, sections, staff }) => {
    const school = fc.constantFrom(...schools);
    const teacher = fc.constantFrom(...teachers);
    const each = <T>(keys: readonly string[], row: (key: string) => fc.Arbitrary<T>) =>
      fc.tuple(...keys.map(row));
    return fc
      .record({
        schools: each(schools, (key) =>
          fc.record({
            School_id: fc.constant(key),
            School_name: names,
            School_number: numbers,
            Low_grade: numbers,
          }),
        ),
        teachers: each(teachers, (key) =>
          fc.record({
            School_id: school,
            Teacher_id: fc.constant(key),
            First_name: names,
            Last_name: names,
            Title: numbers,
          }),
        ),
        students: each(students, (key) =>
          fc.record({
            row: fc.record({
              School_id: school,
              Student_id: fc.constant(key),
              First_name: names,
              Last_name: names,
              Grade: numbers,
              DOB: fc.constantFrom('', '3/7/2012', '2012-03-08'),
              Student_zip: numbers,
            }),
            contacts,
          }),
        ),
        sections: each(sections, (key) =>
          fc.record({
            row: fc.record({
              School_id: school,
              Section_id: fc.constant(key),
              Teacher_id: teacher,
              Teacher_2_id: fc.constantFrom('', ...teachers),
              Teacher_3_id: fc.constantFrom('', ...teachers),
              Course_name: fc.constantFrom('', 'Math', 'Latin Dance'),
              Period: numbers,
            }),
            students: some(students),
          }),
        ),
        staff: each(staff, (key) =>
          fc.record({ key: fc.constant(key), name: names, schools: some(schools, 1), title: numbers }),
        ),
      })
      .map((drawn) => ({
        schools: drawn.schools,
        teachers: drawn.teachers,
        students: drawn.students.flatMap(({ row, contacts: of }) =>
          of.length === 0
            ? [{ ...row, ...NO_CONTACT }]
            : of.map((contact) => ({ ...row, ...contactCells(contact) })),
        ),
        sections: drawn.sections.map(({ row }) => row),
        enrollments: drawn.sections.flatMap(({ row, students: of }) =>
          of.map((student) => ({
            School_id: row.School_id,
            Section_id: row.Section_id,
            Student_id: student,
          })),
        ),
        staff: drawn.staff.flatMap(({ key, name, schools: of, title }) =>
          of.map((at) => ({
            School_id: at,
            Staff_id: key,
            Staff_email: 'u@x.example.org',
            First_name: name,
            Last_name: 'Reed',
            Title: title,
          })),
        ),
      }));
  });

const HEADERS_OF_NONE: Readonly<Record<string, readonly string[]>> = {
  students: Object.keys(NO_CONTACT),
};

/** Tables of rows; the columns of contacts are there also where nobody has one. */
export function tablesOf(rows: Rows): Readonly<Record<string, Table>> {
  return Object.fromEntries(
    Object.entries(rows).map(([file, of]) => {
      const [header = [], ...body] = tableOf(file, of);
      const missing = (HEADERS_OF_NONE[file] ?? []).filter((name) => !header.includes(name));
      return [file, [[...header, ...missing], ...body.map((cells) => [...cells, ...missing.map(() => '')])]];
    }),
  );
}

type Fault = 'blank' | 'unknown' | 'torn' | 'repeated' | 'missing';

/** Tables in which some rows are at fault. */
export const faultyTables: fc.Arbitrary<Readonly<Record<string, Table>>> = fc
  .tuple(
    soundRows,
    fc.array(
      fc.record({
        file: fc.constantFrom('schools', 'teachers', 'students', 'sections', 'enrollments', 'staff'),
        row: fc.nat(20),
        cell: fc.nat(20),
        fault: fc.constantFrom<Fault>('blank', 'unknown', 'torn', 'repeated', 'missing'),
      }),
      { maxLength: 4 },
    ),
  )
  .map(([rows, faults]) => {
    const tables: Record<string, Table> = { ...tablesOf(rows) };
    for (const { file, row, cell, fault } of faults) {
      const [header = [], ...body] = tables[file] ?? [];
      const at = row % Math.max(1, body.length);
      const cells = body[at];
      if (!cells || cells.length === 0) continue;
      const place = cell % cells.length;
      const changed = {
        blank: [cells.with(place, '')],
        unknown: [cells.with(place, 'zzz')],
        torn: [cells.slice(0, place)],
        repeated: [cells, cells],
        missing: [],
      }[fault];
      tables[file] = [header, ...body.toSpliced(at, 1, ...changed)];
    }
    return tables;
  });
