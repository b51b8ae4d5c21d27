/**
 * Comma-separated text into rows: RFC 4180 quoting, LF, CRLF and bare CR line ends in any mixture, exact physical lines,
 * bounded memory. It works on bytes; a row without accents is decoded in one go.
 */
import { FileFault } from '../problems.ts';

export interface Row {
  /** The physical line on which the row begins, from 1. */
  readonly line: number;
  /** Trimmed at both ends. */
  readonly cells: readonly string[];
  /** Cells around which invisible characters (no-break or zero-width spaces) were trimmed. */
  readonly invisible: readonly number[] | undefined;
}

/** The longest row in bytes. Longer ones come from quotes that are never closed. */
export const ROW_BYTES_MAX = 1024 * 1024;

/** A generator is asked once for so many rows: to be asked for each costs as much as to read it. */
const BATCH_ROWS = 64;

const COMMA = 0x2c;
const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;

/** White space of ASCII: what String.trim takes off. */
function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || (byte !== undefined && byte >= TAB && byte <= CR);
}

const INVISIBLE_ENDS = /^[\s\u200b-\u200d\u2060\ufeff]+|[\s\u200b-\u200d\u2060\ufeff]+$/g;

/** Where one cell stands in the buffer. */
interface CellRange {
  start: number;
  end: number;
  hasDoubledQuotes: boolean;
}

const MORE = -1;

export class CsvRows {
  readonly #file: string;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #line = 1;
  #isLast = false;
  readonly #ranges: CellRange[] = [];
  #cellCount = 0;
  #isAscii = true;

  /** @param file the name by which problems call the file. */
  constructor(file: string) {
    this.#file = file;
  }

  /** All rows of the chunks, many at a time. Throws a FileFault where the text cannot be read on, after the rows before it. */
  *batches(chunks: Iterable<Buffer>): Generator<readonly Row[]> {
    for (const chunk of chunks) {
      const rest = this.#bytes.subarray(this.#at);
      this.#bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      this.#at = 0;
      yield* this.#drain();
      // What remains must outlive the chunk, whose memory is used again.
      this.#bytes = Buffer.from(this.#bytes.subarray(this.#at));
      this.#at = 0;
      // A carriage return at the end may still be half of a line end.
      const text = this.#bytes.at(-1) === CR ? this.#bytes.length - 1 : this.#bytes.length;
      if (text > ROW_BYTES_MAX) throw this.#tooLong(this.#line);
    }
    this.#isLast = true;
    yield* this.#drain();
  }

  *#drain(): Generator<readonly Row[]> {
    let rows: Row[] = [];
    while (this.#at < this.#bytes.length) {
      let row: Row | undefined;
      try {
        row = this.#nextRow();
      } catch (fault) {
        yield rows;
        throw fault;
      }
      if (!row) break;
      rows.push(row);
      if (rows.length < BATCH_ROWS) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  }

  /** The next row, unless its end has not been read yet. */
  #nextRow(): Row | undefined {
    const line = this.#line;
    const start = this.#at;
    const end = this.#scanRow();
    if (end === MORE) return undefined;
    if (end - start > ROW_BYTES_MAX) throw this.#tooLong(line);
    return this.#takeRow(line, start, end);
  }

  #tooLong(line: number): FileFault {
    return new FileFault({
      file: this.#file,
      line,
      code: 'unreadable',
      message: `The row that begins here is longer than ${ROW_BYTES_MAX} bytes; most likely a quote is never closed.`,
    });
  }

  /** Finds the cells of the row at the current place; moves behind it. Returns where its text ends, or MORE. */
  #scanRow(): number {
    const bytes = this.#bytes;
    const limit = bytes.length;
    let i = this.#at;
    let lines = 0;
    this.#cellCount = 0;
    this.#isAscii = true;
    for (;;) {
      const cell = this.#nextCell();
      if (bytes[i] === QUOTE) {
        i++;
        cell.start = i;
        for (;;) {
          if (i >= limit) {
            if (!this.#isLast) return MORE;
            throw new FileFault({
              file: this.#file,
              line: this.#line,
              code: 'unreadable',
              message:
                'The file ends inside a quoted value that begins in this row: a quote is never closed, or the file was cut off.',
            });
          }
          const byte = bytes[i] ?? 0;
          if (byte === QUOTE) {
            if (i + 1 >= limit && !this.#isLast) return MORE;
            if (bytes[i + 1] !== QUOTE) break;
            cell.hasDoubledQuotes = true;
            i++;
          } else if (byte === LF || (byte === CR && bytes[i + 1] !== LF)) {
            if (byte === CR && i + 1 >= limit && !this.#isLast) return MORE;
            lines++;
          } else if (byte >= 0x80) this.#isAscii = false;
          i++;
        }
        cell.end = i;
        i++;
        while (i < limit && (bytes[i] === SPACE || bytes[i] === TAB)) i++;
        if (i < limit && bytes[i] !== COMMA && bytes[i] !== CR && bytes[i] !== LF)
          throw new FileFault({
            file: this.#file,
            line: this.#line,
            column: `cell ${this.#cellCount}`,
            code: 'unreadable',
            message: 'There is text behind a closing quote, so it is not certain where the value ends.',
          });
      } else {
        cell.start = i;
        for (; i < limit; i++) {
          const byte = bytes[i] ?? 0;
          if (byte === COMMA || byte === LF || byte === CR) break;
          if (byte >= 0x80) this.#isAscii = false;
        }
        cell.end = i;
      }
      if (i >= limit) {
        if (!this.#isLast) return MORE;
        this.#at = limit;
        this.#line += lines + 1;
        return limit;
      }
      if (bytes[i] === COMMA) {
        i++;
        continue;
      }
      if (bytes[i] === CR && i + 1 >= limit && !this.#isLast) return MORE;
      this.#at = bytes[i] === CR && bytes[i + 1] === LF ? i + 2 : i + 1;
      this.#line += lines + 1;
      return i;
    }
  }

  #nextCell(): CellRange {
    let cell = this.#ranges[this.#cellCount];
    if (!cell) {
      cell = { start: 0, end: 0, hasDoubledQuotes: false };
      this.#ranges.push(cell);
    }
    cell.hasDoubledQuotes = false;
    this.#cellCount++;
    return cell;
  }

  #takeRow(line: number, start: number, end: number): Row {
    const bytes = this.#bytes;
    const cells = new Array<string>(this.#cellCount);
    let invisible: number[] | undefined;
    const text = this.#isAscii ? bytes.toString('latin1', start, end) : undefined;
    for (let n = 0; n < this.#cellCount; n++) {
      const cell = this.#ranges[n];
      if (!cell) break;
      let from = cell.start;
      let to = cell.end;
      while (from < to && isSpace(bytes[from])) from++;
      while (to > from && isSpace(bytes[to - 1])) to--;
      let value =
        text === undefined ? bytes.toString('utf8', from, to) : text.slice(from - start, to - start);
      if (text === undefined) {
        const trimmed = value.replace(INVISIBLE_ENDS, '');
        if (trimmed.length !== value.length) (invisible ??= []).push(n);
        value = trimmed;
      }
      if (cell.hasDoubledQuotes) value = value.replaceAll('""', '"');
      cells[n] = value;
    }
    return { line, cells, invisible };
  }
}

/** A row without content: an empty line, or empty cells only. */
export function isBlank({ cells }: Row): boolean {
  for (const cell of cells) if (cell !== '') return false;
  return true;
}
