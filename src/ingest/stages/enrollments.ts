import { ENROLLMENT_COLUMNS } from '../../roster/index.ts';
import type { ImportContext } from '../context.ts';
import { quote } from '../problems.ts';
import { U32Column } from '../state/columns.ts';
import { FLAG } from '../state/record-table.ts';

const ROWS_BETWEEN_LEASES = 16_384;

/** Which students each section has, by slots, each once and ascending by id. */
export class Enrollments {
  readonly #starts: Uint32Array;
  readonly #students: Uint32Array;

  constructor(starts: Uint32Array, students: Uint32Array) {
    this.#starts = starts;
    this.#students = students;
  }

  studentsOf(section: number): Uint32Array {
    return this.#students.subarray(this.#starts[section], this.#starts[section + 1]);
  }
}

/** Pairs in file order, and the line of each, which only a repeated pair needs. */
class Pairs {
  readonly sections = new U32Column();
  readonly students = new U32Column();
  readonly lines = new U32Column();
  count = 0;

  add(section: number, student: number, line: number): void {
    this.sections.set(this.count, section);
    this.students.set(this.count, student);
    this.lines.set(this.count, line);
    this.count++;
  }

  /** Sorts by section, drops repeats, orders students by id. */
  group(context: ImportContext, fileName: string): Enrollments {
    const sectionCount = context.tables.section.size;
    const students = context.tables.student;
    const ends = new Uint32Array(sectionCount + 1);
    for (let n = 0; n < this.count; n++) {
      const at = this.sections.at(n) + 1;
      ends[at] = (ends[at] ?? 0) + 1;
    }
    for (let section = 0; section < sectionCount; section++)
      ends[section + 1] = (ends[section + 1] ?? 0) + (ends[section] ?? 0);
    const order = new Uint32Array(this.count);
    const next = ends.slice();
    for (let n = 0; n < this.count; n++) {
      const section = this.sections.at(n);
      const at = next[section] ?? 0;
      order[at] = n;
      next[section] = at + 1;
    }
    // The last section that each student was seen in, plus one.
    const seenIn = new Uint32Array(students.size);
    const starts = new Uint32Array(sectionCount + 1);
    let used = 0;
    for (let section = 0; section < sectionCount; section++) {
      const from = ends[section] ?? 0;
      const to = ends[section + 1] ?? 0;
      const start = used;
      starts[section] = start;
      for (let at = from; at < to; at++) {
        const pair = order[at] ?? 0;
        const student = this.students.at(pair);
        if (seenIn[student] === section + 1) {
          const line = this.lines.at(pair);
          if (line > 0)
            context.problems.add({
              file: fileName,
              line,
              code: 'duplicate_row',
              message: 'The student is enrolled in this section by an earlier row.',
            });
          continue;
        }
        seenIn[student] = section + 1;
        order[used++] = student;
      }
      students.sortById(order.subarray(start, used));
    }
    starts[sectionCount] = used;
    return new Enrollments(starts, order.subarray(0, used));
  }
}

/**
 * Reads who is in which section. A student whose own row was rejected but who stays published keeps the enrollments that are
 * published, in sections that are still sent.
 */
export async function readEnrollments(context: ImportContext): Promise<Enrollments> {
  const file = context.getFile('enrollments');
  const { header } = file;
  const schoolIndex = header.indexOf(ENROLLMENT_COLUMNS.school);
  const sectionIndex = header.indexOf(ENROLLMENT_COLUMNS.section);
  const studentIndex = header.indexOf(ENROLLMENT_COLUMNS.student);
  const columns = [
    { ...ENROLLMENT_COLUMNS.school, index: schoolIndex },
    { ...ENROLLMENT_COLUMNS.section, index: sectionIndex },
    { ...ENROLLMENT_COLUMNS.student, index: studentIndex },
  ];
  const { section: sections, school: schools } = context.tables;
  const pairs = new Pairs();
  let rows = 0;

  for (const row of context.rows(file)) {
    if (++rows % ROWS_BETWEEN_LEASES === 0) await context.keepLease();
    const schoolKey = row.cells[schoolIndex] ?? '';
    const sectionKey = row.cells[sectionIndex] ?? '';
    const studentKey = row.cells[studentIndex] ?? '';
    if (schoolKey === '' || sectionKey === '' || studentKey === '') {
      for (const { header: column, index } of columns)
        if (row.cells[index] === '')
          context.report(
            file,
            row,
            'missing_required',
            `${column} is blank, but required; the row is not used.`,
            { column },
          );
      continue;
    }
    const section = sections.keys.find(sectionKey);
    const school = section === -1 ? 0 : context.schoolOfSection.at(section);
    if (school === 0) {
      context.unknownReference(file, row, 'Section_id', sectionKey, 'the row is not used');
      continue;
    }
    const student = context.findAccepted('student', studentKey);
    if (student === -1) {
      context.unknownReference(file, row, 'Student_id', studentKey, 'the row is not used');
      continue;
    }
    if (schools.keys.find(schoolKey) !== school - 1)
      context.report(
        file,
        row,
        'school_mismatch',
        `The row says School_id ${quote(schoolKey)}, but the section belongs to ${quote(schools.keys.keyOf(school - 1))}; the student is enrolled.`,
        {
          column: 'School_id',
          value: schoolKey,
        },
      );
    pairs.add(section, student, row.line);
  }

  const { student: students } = context.tables;
  for (const student of students.slotsWith(FLAG.kept)) {
    if (students.flags.has(student, FLAG.accepted)) continue;
    for (const sectionId of await context.session.children('section.students', students.idOf(student))) {
      const section = sections.findById(sectionId);
      if (section !== -1 && context.schoolOfSection.at(section) !== 0) pairs.add(section, student, 0);
    }
  }
  return pairs.group(context, file.name);
}
