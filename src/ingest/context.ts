/** What the stages of one import share. */
import { type CsvFile, getResource, type RosterType, type Today } from '../roster/index.ts';
import type { SyncSession } from '../store/index.ts';
import { byteChunks } from './read/byte-chunks.ts';
import { CsvRows, isBlank, type Row } from './read/csv-rows.ts';
import type { Header } from './read/header.ts';
import { readingParts } from './read/reading-file.ts';
import type { Inspection } from './read/inspect-file.ts';
import { type ProblemCode, type ProblemList, quote } from './problems.ts';
import { RecordReader } from './read-record.ts';
import type { ProgressMeter } from './progress.ts';
import type { RecordWriter } from './record-writer.ts';
import { U32Column } from './state/columns.ts';
import type { Links } from './state/links.ts';
import { FLAG, type RecordTable } from './state/record-table.ts';

/** A file that was inspected and whose header is understood. */
export interface ReadyFile {
  readonly file: CsvFile;
  readonly name: string;
  readonly path: string;
  readonly inspection: Inspection;
  readonly header: Header;
  /** Headers that begin with `ext.`: stored for later API versions. */
  readonly extensions: readonly string[];
}

const RENEW_EVERY_MS = 2_000;

export class ImportContext {
  readonly session: SyncSession;
  readonly tables: Readonly<Record<RosterType, RecordTable>>;
  readonly links: Links;
  readonly writers: Readonly<Record<RosterType, RecordWriter>>;
  readonly problems: ProblemList;
  readonly progress: ProgressMeter;
  readonly today: Today;
  /** Types of which nothing is removed, because a row's key could not be read (`roster-csv` D42). */
  readonly frozen = new Set<RosterType>();
  /** Types that these files say nothing about: they stay as published. */
  readonly untouched = new Set<RosterType>();
  /** The school of each section whose row was accepted, plus one. */
  readonly schoolOfSection = new U32Column();
  /** The last names of teachers by slot, for names of sections. */
  readonly lastNames: string[] = [];
  readonly #files: ReadonlyMap<CsvFile, ReadyFile>;
  #renewed = Date.now();

  constructor(parts: {
    session: SyncSession;
    tables: Readonly<Record<RosterType, RecordTable>>;
    links: Links;
    writers: Readonly<Record<RosterType, RecordWriter>>;
    problems: ProblemList;
    progress: ProgressMeter;
    today: Today;
    files: ReadonlyMap<CsvFile, ReadyFile>;
  }) {
    this.session = parts.session;
    this.tables = parts.tables;
    this.links = parts.links;
    this.writers = parts.writers;
    this.problems = parts.problems;
    this.progress = parts.progress;
    this.today = parts.today;
    this.#files = parts.files;
  }

  file(file: CsvFile): ReadyFile | undefined {
    return this.#files.get(file);
  }

  getFile(file: CsvFile): ReadyFile {
    const found = this.#files.get(file);
    if (!found) throw new Error(`The file ${file} was not opened.`);
    return found;
  }

  reader(type: RosterType, { header, name, extensions }: ReadyFile): RecordReader {
    const resource = getResource(type);
    // Custom fields belong to the type of the file, not to contacts (`roster-csv` 1.9).
    return new RecordReader({
      resource,
      header,
      fileName: name,
      today: this.today,
      extensions: type === 'contact' ? [] : extensions,
    });
  }

  /** Every row of a file as it is, header included. */
  #allRows({ name, path, inspection }: ReadyFile): Generator<readonly Row[]> {
    const chunks = byteChunks(path, inspection, (bytes) => this.progress.bytes(bytes));
    return readingParts(name, new CsvRows(name).batches(chunks));
  }

  /**
   * The rows of a file that have the width of its header. Blank rows and rows of another width are reported (unless `silent`), and
   * the latter freeze `types`.
   */
  *rows(
    file: ReadyFile,
    { freezes = [], silent = false }: { freezes?: readonly RosterType[]; silent?: boolean } = {},
  ): Generator<Row> {
    const { header, name } = file;
    let isHeader = true;
    this.progress.start(silent ? `writing from ${name}` : `reading ${name}`);
    for (const rows of this.#allRows(file))
      for (const row of rows) {
        if (isHeader) {
          isHeader = false;
          continue;
        }
        this.progress.row();
        if (row.cells.length !== header.width || row.cells[0] === '') {
          if (isBlank(row)) {
            if (!silent) this.report(file, row, 'blank_row', 'The row is blank and was skipped.');
            continue;
          }
          if (row.cells.length !== header.width) {
            if (silent) continue;
            this.report(
              file,
              row,
              'column_count',
              `The row has ${row.cells.length} cells where ${header.width} are expected; it is not used.`,
            );
            for (const type of freezes) this.frozen.add(type);
            continue;
          }
        }
        if (row.invisible !== undefined && !silent && row.invisible.some((n) => header.isRequired(n)))
          this.report(file, row, 'invisible_characters', 'Invisible characters around an id were removed.');
        yield row;
      }
  }

  report(
    file: ReadyFile,
    row: Row,
    code: ProblemCode,
    message: string,
    more: { column?: string; value?: string; severity?: 'error' | 'warning' } = {},
  ): void {
    this.problems.add({ file: file.name, line: row.line, code, message, ...more });
  }

  /** A row that names something that is not there: rejected. */
  unknownReference(file: ReadyFile, row: Row, column: string, value: string, done: string): void {
    this.report(
      file,
      row,
      'unknown_reference',
      `${column} ${quote(value)} is not among the accepted rows; ${done}.`,
      { column, value },
    );
  }

  /** The slot of an accepted record, or -1. */
  findAccepted(type: RosterType, key: string): number {
    const table = this.tables[type];
    const slot = table.keys.find(key);
    return slot !== -1 && table.flags.has(slot, FLAG.accepted) ? slot : -1;
  }

  /** The row of this record is not used; what is published of it stays (`roster-csv` D42). */
  keep(type: RosterType, slot: number): void {
    const { flags } = this.tables[type];
    if (flags.has(slot, FLAG.published)) flags.raise(slot, FLAG.kept);
  }

  /** Hands over what has grown long, and keeps the lease. */
  async settle(writer: RecordWriter): Promise<void> {
    await writer.flush();
    await this.keepLease();
  }

  /** Hands over everything. */
  async finish(writer: RecordWriter): Promise<void> {
    await writer.flush(true);
    await this.keepLease();
  }

  async keepLease(): Promise<void> {
    if (Date.now() - this.#renewed < RENEW_EVERY_MS) return;
    this.#renewed = Date.now();
    await this.session.renew();
  }
}
