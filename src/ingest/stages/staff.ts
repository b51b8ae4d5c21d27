import { columnOf } from '../../roster/index.ts';
import type { ImportContext } from '../context.ts';
import type { Values } from '../read-record.ts';
import { FLAG } from '../state/record-table.ts';
import { RowTaker } from './take-row.ts';

interface Person {
  readonly values: Values;
  readonly stored: Values;
  readonly schools: Set<number>;
  readonly canonical: string;
}

/** School admins: one row for each school of a person (`roster-csv` 1.8). Without the file they stay as published. */
export async function importStaff(context: ImportContext): Promise<void> {
  const file = context.file('staff');
  if (!file) {
    context.untouched.add('school_admin');
    return;
  }
  const reader = context.reader('school_admin', file);
  const taker = new RowTaker(context, 'school_admin', file, reader);
  const schoolIndex = file.header.indexOf(columnOf('school_admin', 'schools'));
  const people = new Map<number, Person>();
  const rejected = new Set<number>();

  for (const row of context.rows(file, { freezes: ['school_admin'] })) {
    const slot = taker.slotOf(row);
    if (slot === -1) continue;
    const school = taker.isComplete(row, slot) ? taker.schoolOf(row, slot, schoolIndex) : -1;
    if (school === -1) {
      rejected.add(slot);
      continue;
    }
    const person = people.get(slot);
    const values = reader.read(row, person ? () => undefined : (finding) => context.problems.add(finding));
    const canonical = JSON.stringify(values);
    if (!person)
      people.set(slot, { values, stored: reader.readKept(row), schools: new Set([school]), canonical });
    else {
      if (person.canonical !== canonical)
        context.report(
          file,
          row,
          'conflicting_staff_fields',
          'The row differs from the first row of this person; the first row counts.',
        );
      if (person.schools.has(school))
        context.report(file, row, 'duplicate_row', 'An earlier row names the same person and school.');
      person.schools.add(school);
    }
  }

  const { school: schools, school_admin: admins } = context.tables;
  const writer = context.writers.school_admin;
  for (const [slot, { values, stored, schools: slots }] of people) {
    // One of several rows was rejected: nobody knows what it meant to say, so what is published stays.
    if (rejected.has(slot) && admins.flags.has(slot, FLAG.published)) continue;
    values['schools'] = Array.from(slots, (school) => schools.idOf(school)).sort();
    writer.accept(slot, values, stored);
    if (writer.isFull) await context.settle(writer);
  }
  await context.finish(writer);
}
