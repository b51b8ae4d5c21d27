import { columnOf, type CsvColumn, getResource, type RosterType } from '../../roster/index.ts';
import type { ImportContext, ReadyFile } from '../context.ts';
import { quote } from '../problems.ts';
import type { RecordReader } from '../read-record.ts';
import type { Row } from '../read/csv-rows.ts';
import { FLAG } from '../state/record-table.ts';

/** The column that holds the key of a type in its file. */
function keyColumn(type: RosterType): CsvColumn {
  const { identity } = getResource(type);
  if (identity === undefined) throw new Error(`Records of ${type} have no key of their own.`);
  return columnOf(type, identity);
}

/** Takes the rows of one file that hold one record each: finds the key, refuses repeats and rows that lack something required. */
export class RowTaker {
  readonly #context: ImportContext;
  readonly #type: RosterType;
  readonly #file: ReadyFile;
  readonly #reader: RecordReader;
  readonly #column;
  readonly #index: number;

  constructor(context: ImportContext, type: RosterType, file: ReadyFile, reader: RecordReader) {
    this.#context = context;
    this.#type = type;
    this.#file = file;
    this.#reader = reader;
    this.#column = keyColumn(type);
    this.#index = file.header.indexOf(this.#column);
  }

  /** The slot of the row's key; -1 where it is blank: then nobody knows whose row it is, and nothing of the type is removed. */
  slotOf(row: Row): number {
    const key = row.cells[this.#index] ?? '';
    if (key !== '') return this.#context.tables[this.#type].keys.add(key);
    this.#context.frozen.add(this.#type);
    this.#reader.hasRequired(row, (finding) => this.#context.problems.add(finding));
    return -1;
  }

  isRepeat(slot: number): boolean {
    return this.#context.tables[this.#type].flags.has(slot, FLAG.accepted);
  }

  reportRepeat(row: Row): void {
    const value = row.cells[this.#index] ?? '';
    const { header } = this.#column;
    this.#context.report(
      this.#file,
      row,
      'duplicate_id',
      `${header} ${quote(value)} was used by an earlier row, which is kept; this row is not used.`,
      {
        column: header,
        value,
      },
    );
  }

  /** Whether the required cells are filled; if not, the published record stays. */
  isComplete(row: Row, slot: number): boolean {
    if (this.#reader.hasRequired(row, (finding) => this.#context.problems.add(finding))) return true;
    this.#context.keep(this.#type, slot);
    return false;
  }

  /** The slot of the accepted school that the row names; else the row is rejected. */
  schoolOf(row: Row, slot: number, schoolIndex: number): number {
    const key = row.cells[schoolIndex] ?? '';
    const school = this.#context.findAccepted('school', key);
    if (school === -1) {
      this.#context.unknownReference(this.#file, row, 'School_id', key, 'the row is not used');
      this.#context.keep(this.#type, slot);
    }
    return school;
  }
}
