import { open, type FileHandle } from 'node:fs/promises';

/** A row by header name; headers it leaves out are blank. */
export type CsvRow = Readonly<Record<string, string>>;

/** Large enough that a write is rare, small enough that six of them do not show in memory. */
const FLUSH_AT_BYTES = 256 * 1024;
const BUFFER_BYTES = 2 * FLUSH_AT_BYTES;

/** No UTF-16 unit of a string takes more in UTF-8. */
const BYTES_PER_UNIT = 3;

const COMMA = 0x2c;
const SPACE = 0x20;
const LINE_FEED = 0x0a;
const FIRST_BEYOND_ASCII = 0x80;

const NEEDS_QUOTES = /[",\r\n]/;

/**
 * One CSV file being written. `add` only gathers bytes; the caller awaits `flushIfFull` at moments of its choosing,
 * and that is the whole of the backpressure: nothing is produced while a write is on its way.
 *
 * Cells are copied byte by byte, for nearly all are short plain ASCII: half the time of joining strings and encoding
 * them, and nothing for the garbage collector, which counts at millions of rows.
 */
export class CsvTable {
  readonly #name: string;
  readonly #handle: FileHandle;
  readonly #positions: Map<string, number>;
  readonly #cells: string[];
  readonly #onFlush: (rows: number) => void;
  #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #used = 0;
  #rows = 0;
  #bytes = 0;

  private constructor(
    name: string,
    handle: FileHandle,
    header: readonly string[],
    onFlush: (rows: number) => void,
  ) {
    this.#name = name;
    this.#handle = handle;
    this.#onFlush = onFlush;
    this.#positions = new Map(header.map((column, index) => [foldCase(column), index]));
    this.#cells = header.map(() => '');
    this.#appendRendered(`${header.map(renderCell).join(',')}\n`);
  }

  static async create(
    path: string,
    header: readonly string[],
    onFlush: (rows: number) => void = () => undefined,
  ): Promise<CsvTable> {
    return new CsvTable(path, await open(path, 'w'), header, onFlush);
  }

  get rows(): number {
    return this.#rows;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Adds one row, given in parts so that a caller who repeats most of it need not copy it. */
  add(...parts: readonly CsvRow[]): void {
    const cells = this.#cells;
    cells.fill('');
    for (const part of parts) {
      for (const column in part) cells[this.#positionOf(column)] = part[column] ?? '';
    }
    this.#appendLine();
    this.#rows += 1;
  }

  async flushIfFull(): Promise<void> {
    if (this.#used >= FLUSH_AT_BYTES) await this.#flush();
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.close();
  }

  /** Lets go of the file without writing what was gathered: for the way out after a failure. */
  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** Header spellings differ in case between editions of the layout (`Nces_id`, `NCES_id`); a column is the same. */
  #positionOf(column: string): number {
    const known = this.#positions.get(column);
    if (known !== undefined) return known;
    const folded = this.#positions.get(foldCase(column));
    if (folded === undefined) throw new Error(`${this.#name} has no column ${column}`);
    this.#positions.set(column, folded);
    return folded;
  }

  #appendLine(): void {
    const cells = this.#cells;
    const last = cells.length - 1;
    for (let index = 0; index <= last; index += 1) {
      this.#appendCell(cells[index] ?? '');
      this.#buffer[this.#used] = index === last ? LINE_FEED : COMMA;
      this.#used += 1;
    }
  }

  /** Leaves room for the separator behind the cell. */
  #appendCell(value: string): void {
    this.#reserve(value.length + 1);
    const buffer = this.#buffer;
    let at = this.#used;
    for (let index = 0; index < value.length; index += 1) {
      const unit = value.charCodeAt(index);
      // Quotes, line ends and a few signs as rare lie below the comma.
      if (unit >= FIRST_BEYOND_ASCII || (unit <= COMMA && unit !== SPACE)) {
        this.#appendRendered(renderCell(value));
        return;
      }
      buffer[at] = unit;
      at += 1;
    }
    this.#used = at;
  }

  #appendRendered(text: string): void {
    this.#reserve(text.length * BYTES_PER_UNIT + 1);
    this.#used += this.#buffer.write(text, this.#used, 'utf8');
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#used + bytes));
    this.#buffer.copy(larger, 0, 0, this.#used);
    this.#buffer = larger;
  }

  async #flush(): Promise<void> {
    await this.#handle.appendFile(this.#buffer.subarray(0, this.#used));
    this.#bytes += this.#used;
    this.#used = 0;
    this.#onFlush(this.#rows);
  }
}

function renderCell(value: string): string {
  return NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function foldCase(column: string): string {
  return column.toLowerCase();
}
