import { hash } from 'node:crypto';
import { columnOf, leafFields, resources } from '../../roster/index.ts';
import type { ImportContext, ReadyFile } from '../context.ts';
import type { Finding } from '../problems.ts';
import type { RecordReader, Values } from '../read-record.ts';
import type { Row } from '../read/csv-rows.ts';
import { FLAG } from '../state/record-table.ts';

/** Contacts stand in the contact columns of student rows, and in those of repeated rows (`roster-csv` 1.5). */
export class ContactTaker {
  readonly #context: ImportContext;
  readonly #file: ReadyFile;
  readonly #reader: RecordReader;
  /** Every contact column that the file has. */
  readonly columns: readonly number[];
  readonly #keyIndex: number;

  constructor(context: ImportContext, file: ReadyFile) {
    this.#context = context;
    this.#file = file;
    this.#reader = context.reader('contact', file);
    this.#keyIndex = file.header.indexOf(columnOf('contact', 'sis_id'));
    this.columns = [
      ...leafFields(resources.contact.fields).flatMap(({ field }) =>
        field.csv ? [file.header.indexOf(field.csv)] : [],
      ),
      this.#keyIndex,
    ].filter((index) => index !== -1);
  }

  hasContact(row: Row): boolean {
    return this.columns.some((index) => row.cells[index] !== '');
  }

  /** Takes the contact of a row, if it has one, for an accepted student. */
  take(row: Row, studentSlot: number): void {
    if (!this.hasContact(row)) return;
    const context = this.#context;
    const faults: Finding[] = [];
    const values = this.#reader.read(row, (finding) => faults.push(finding));
    const table = context.tables.contact;
    const sisId = this.#keyIndex === -1 ? '' : (row.cells[this.#keyIndex] ?? '');
    if ((values['name'] ?? '') === '' || (values['type'] ?? '') === '') {
      const missing = (values['name'] ?? '') === '' ? 'Contact_name' : 'Contact_type';
      context.report(
        this.#file,
        row,
        'contact_incomplete',
        `${missing} is blank, so the contact is skipped; the student is kept.`,
        { column: missing },
      );
      const known = sisId === '' ? -1 : table.keys.find(this.#key(studentSlot, sisId, values));
      if (known !== -1) context.keep('contact', known);
      return;
    }
    const slot = table.keys.add(this.#key(studentSlot, sisId, values));
    if (table.flags.has(slot, FLAG.accepted)) {
      context.report(
        this.#file,
        row,
        'duplicate_contact',
        'The student has this contact already; the first row is kept.',
      );
      return;
    }
    for (const fault of faults) context.problems.add(fault);
    values['student'] = context.tables.student.idOf(studentSlot);
    context.links.set('contact', 'student', slot, [studentSlot]);
    context.writers.contact.accept(slot, values, this.#reader.readKept(row));
  }

  /** The row was rejected: what is published of its contact stays. */
  keep(row: Row, studentSlot: number): void {
    if (!this.hasContact(row)) return;
    const values = this.#reader.read(row, () => undefined);
    const sisId = this.#keyIndex === -1 ? '' : (row.cells[this.#keyIndex] ?? '');
    const known = this.#context.tables.contact.keys.find(this.#key(studentSlot, sisId, values));
    if (known !== -1) this.#context.keep('contact', known);
  }

  /**
   * The student and the contact's own key; without one, a digest of its content (`roster-csv` 3.2). The length of the first part tells
   * where the second begins, whatever they hold.
   */
  #key(studentSlot: number, sisId: string, values: Values): string {
    const student = this.#context.tables.student.keys.keyOf(studentSlot);
    const owner = `${student.length}:${student}`;
    if (sisId !== '') return `${owner}k${sisId}`;
    const parts = ['name', 'type', 'relationship', 'phone', 'phone_type', 'email'].map(
      (name) => values[name] ?? '',
    );
    return `${owner}h${hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32)}`;
  }
}
