import { columnOf } from '../../roster/index.ts';
import type { ImportContext } from '../context.ts';
import type { Row } from '../read/csv-rows.ts';
import { ContactTaker } from './contacts.ts';
import { RowTaker } from './take-row.ts';

/** Students and their contacts. Rows of one student need not stand together (`roster-csv` D18). */
export async function importStudents(context: ImportContext): Promise<void> {
  const file = context.getFile('students');
  const reader = context.reader('student', file);
  const taker = new RowTaker(context, 'student', file, reader);
  const contacts = new ContactTaker(context, file);
  const writer = context.writers.student;
  const schoolIndex = file.header.indexOf(columnOf('student', 'school'));
  const keyIndex = file.header.indexOf(columnOf('student', 'sis_id'));
  const hasContacts = contacts.columns.length > 0;
  if (!hasContacts) context.untouched.add('contact');

  const contactColumns = new Set(contacts.columns);
  const notCompared = new Set([keyIndex, schoolIndex, ...contacts.columns]);
  const saysNothingOfStudent = (row: Row) =>
    row.cells.every((cell, index) => cell === '' || notCompared.has(index));

  /** The row before, and whose it was: most repeats stand behind the first row and equal it but for the contact. */
  let before: { readonly slot: number; readonly row: Row } | undefined;
  const equalsBefore = (row: Row, slot: number) =>
    before?.slot === slot &&
    row.cells.every((cell, index) => contactColumns.has(index) || cell === before?.row.cells[index]);

  /** A repeated row: its student cells must agree with the first row, its contact is taken. */
  const takeRepeat = (row: Row, slot: number) => {
    if (!hasContacts) {
      taker.reportRepeat(row);
      return;
    }
    if (!equalsBefore(row, slot) && !saysNothingOfStudent(row)) {
      const values = reader.read(row, () => undefined);
      const school = context.findAccepted('school', row.cells[schoolIndex] ?? '');
      values['school'] = school === -1 ? '' : context.tables.school.idOf(school);
      if (!context.tables.student.hasDigest(slot, writer.digest(slot, values, reader.readKept(row))))
        context.report(
          file,
          row,
          'conflicting_student_fields',
          'The row differs from the first row of this student; the first row counts.',
        );
    }
    contacts.take(row, slot);
  };

  for (const row of context.rows(file, { freezes: hasContacts ? ['student', 'contact'] : ['student'] })) {
    const slot = taker.slotOf(row);
    if (slot === -1) {
      if (hasContacts) context.frozen.add('contact');
      continue;
    }
    if (taker.isRepeat(slot)) takeRepeat(row, slot);
    else {
      const school = taker.isComplete(row, slot) ? taker.schoolOf(row, slot, schoolIndex) : -1;
      if (school === -1) {
        if (hasContacts) contacts.keep(row, slot);
        continue;
      }
      const values = reader.read(row, (finding) => context.problems.add(finding));
      values['school'] = context.tables.school.idOf(school);
      context.links.set('student', 'school', slot, [school]);
      writer.accept(slot, values, reader.readKept(row));
      if (hasContacts) contacts.take(row, slot);
      before = { slot, row };
    }
    if (writer.isFull) await context.settle(writer);
    if (context.writers.contact.isFull) await context.settle(context.writers.contact);
  }
  await context.finish(writer);
  await context.finish(context.writers.contact);
}
