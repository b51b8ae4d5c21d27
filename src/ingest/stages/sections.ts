import { classifySubject, columnOf, NAME_WITHOUT_TEACHER } from '../../roster/index.ts';
import type { ImportContext, ReadyFile } from '../context.ts';
import { quote } from '../problems.ts';
import type { Find, RecordReader, Values } from '../read-record.ts';
import type { Row } from '../read/csv-rows.ts';
import { FlagColumn } from '../state/columns.ts';
import type { Enrollments } from './enrollments.ts';
import { RowTaker } from './take-row.ts';

const COLUMNS = {
  key: columnOf('section', 'sis_id'),
  school: columnOf('section', 'school'),
  teacher: columnOf('section', 'teacher'),
  coTeachers: columnOf('section', 'teachers'),
} as const;
const TAKEN = 1;

interface Staffing {
  readonly school: number;
  /** The primary teacher first. */
  readonly teachers: readonly number[];
}

/**
 * Sections are read twice: first to know which there are, so that enrollments can be checked; then, when their students are known, to
 * be written.
 */
export class SectionTaker {
  readonly #context: ImportContext;
  readonly #file: ReadyFile;
  readonly #reader: RecordReader;
  readonly #taker: RowTaker;
  readonly #schoolIndex: number;
  readonly #teacherIndex: number;
  readonly #coTeacherIndexes: readonly number[];
  /** Rows that were taken, by their number. */
  readonly #taken = new FlagColumn();

  constructor(context: ImportContext) {
    this.#context = context;
    this.#file = context.getFile('sections');
    this.#reader = context.reader('section', this.#file);
    this.#taker = new RowTaker(context, 'section', this.#file, this.#reader);
    const { header } = this.#file;
    this.#schoolIndex = header.indexOf(COLUMNS.school);
    this.#teacherIndex = header.indexOf(COLUMNS.teacher);
    this.#coTeacherIndexes = header.indexesOf(COLUMNS.coTeachers);
  }

  /** First reading: reports what is wrong and notes which sections there are. */
  async check(): Promise<void> {
    const context = this.#context;
    let number = 0;
    for (const row of context.rows(this.#file, { freezes: ['section'] })) {
      if (this.#checkRow(row)) this.#taken.raise(number, TAKEN);
      number++;
      if (number % 1024 === 0) await context.keepLease();
    }
  }

  #checkRow(row: Row): boolean {
    const context = this.#context;
    const slot = this.#taker.slotOf(row);
    if (slot === -1) return false;
    if (context.schoolOfSection.at(slot) !== 0) {
      this.#taker.reportRepeat(row);
      return false;
    }
    if (!this.#taker.isComplete(row, slot)) return false;
    const school = this.#taker.schoolOf(row, slot, this.#schoolIndex);
    if (school === -1) return false;
    const teacherKey = row.cells[this.#teacherIndex] ?? '';
    if (context.findAccepted('teacher', teacherKey) === -1) {
      context.unknownReference(this.#file, row, COLUMNS.teacher.header, teacherKey, 'the row is not used');
      context.keep('section', slot);
      return false;
    }
    this.#staffing(row, school, true);
    const term = this.#read(row, (finding) => context.problems.add(finding))['term'] as
      { start_date?: string; end_date?: string } | undefined;
    if (term?.start_date !== undefined && term.end_date !== undefined && term.end_date < term.start_date)
      context.report(
        this.#file,
        row,
        'term_order',
        'The term ends before it starts; both dates are kept as sent.',
      );
    context.schoolOfSection.set(slot, school + 1);
    return true;
  }

  /** Second reading: writes every section that has students. */
  async write(enrollments: Enrollments): Promise<void> {
    const context = this.#context;
    const { school: schools, student: students, teacher: teachers, section: sections } = context.tables;
    const writer = context.writers.section;
    const keyIndex = this.#file.header.indexOf(COLUMNS.key);
    let number = 0;
    for (const row of context.rows(this.#file, { silent: true })) {
      if (!this.#taken.has(number++, TAKEN)) continue;
      const slot = sections.keys.find(row.cells[keyIndex] ?? '');
      const enrolled = enrollments.studentsOf(slot);
      if (enrolled.length === 0) {
        context.report(
          this.#file,
          row,
          'empty_section',
          'No accepted student is enrolled, so the section is not published.',
        );
        continue;
      }
      const { school, teachers: staff } = this.#staffing(row, context.schoolOfSection.at(slot) - 1, false);
      const values = this.#read(row, () => undefined);
      values['school'] = schools.idOf(school);
      values['teachers'] = staff.map((teacher) => teachers.idOf(teacher));
      values['teacher'] = teachers.idOf(staff[0] ?? 0);
      values['students'] = students.idsOf(enrolled);
      const instead = this.#derive(values, staff[0] ?? 0);
      context.links.set('section', 'school', slot, [school]);
      context.links.set('section', 'teachers', slot, staff);
      context.links.set('section', 'students', slot, enrolled);
      writer.accept(slot, values, { ...this.#reader.readKept(row), ...instead });
      if (writer.isFull) await context.settle(writer);
    }
    await context.finish(writer);
  }

  #read(row: Row, find: Find): Values {
    return this.#reader.read(row, find);
  }

  /** The teachers of a row that was found sound: the primary one, then each co-teacher once. */
  #staffing(row: Row, school: number, reports: boolean): Staffing {
    const context = this.#context;
    const { keys } = context.tables.teacher;
    const teachers = [keys.find(row.cells[this.#teacherIndex] ?? '')];
    for (const index of this.#coTeacherIndexes) {
      const key = row.cells[index] ?? '';
      if (key === '') continue;
      const teacher = keys.find(key);
      // A co-teacher whose own row was rejected, but who stays published, stays here too.
      if (teacher === -1 || !context.tables.teacher.isLive(teacher)) {
        if (reports)
          context.report(
            this.#file,
            row,
            'unknown_reference',
            `The co-teacher ${quote(key)} is not among the accepted rows and was dropped; the section is kept.`,
            {
              severity: 'warning',
              column: COLUMNS.coTeachers.header,
              value: key,
            },
          );
      } else if (!teachers.includes(teacher)) teachers.push(teacher);
      else if (reports)
        context.report(this.#file, row, 'duplicate_teacher', `The teacher ${quote(key)} is named twice.`, {
          value: key,
        });
    }
    return { school, teachers };
  }

  /**
   * Name and subject, which are guaranteed, from what the row has (`roster-csv` 1.12). Returns what is stored beside a name that was made with the
   * teacher's: the same without it, for whoever does not see the teacher. Nor does the subject tell who teaches.
   */
  #derive(values: Values, primaryTeacher: number): Values {
    const filled = (name: string) => {
      const value = values[name];
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const join = (parts: readonly (string | undefined)[]) =>
      parts.filter((part) => part !== undefined && part !== '').join(' - ');
    const course = filled('course_name');
    const given = filled('name');
    const first = course ?? filled('section_number') ?? filled('sis_id');
    const withoutTeacher = join([first, filled('period')]);
    values['subject'] = filled('subject') ?? classifySubject(course ?? given ?? withoutTeacher);
    if (given !== undefined) return {};
    values['name'] = join([first, this.#context.lastNames[primaryTeacher], filled('period')]);
    return values['name'] === withoutTeacher ? {} : { [NAME_WITHOUT_TEACHER]: withoutTeacher };
  }
}
