import { columnsOf, type CsvColumn, type CsvFile, catalogue } from '../../roster/index.ts';
import { type Finding, quote } from '../problems.ts';

/** Which cell of a row holds which column. */
export class Header {
  readonly width: number;
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #required: ReadonlySet<number>;

  constructor(width: number, indexes: ReadonlyMap<string, number>, columns: readonly CsvColumn[]) {
    this.width = width;
    this.#indexes = indexes;
    this.#required = new Set(
      columns.filter(({ required }) => required).map((column) => this.indexOf(column)),
    );
  }

  /** Whether a required column stands at this place. */
  isRequired(index: number): boolean {
    return this.#required.has(index);
  }

  /** The place of a column, by its header or an alias; -1 where the file lacks it. */
  indexOf(column: CsvColumn): number {
    for (const header of [column.header, ...(column.aliases ?? [])]) {
      const index = this.#indexes.get(foldHeader(header));
      if (index !== undefined) return index;
    }
    return -1;
  }

  /** The places of a column and all its numbered aliases, in their order. */
  indexesOf(column: CsvColumn): readonly number[] {
    return [column.header, ...(column.aliases ?? [])].flatMap((header) => {
      const index = this.#indexes.get(foldHeader(header));
      return index === undefined ? [] : [index];
    });
  }
}

/** Headers are compared without case, by ASCII rules only: no Turkish dotless i (`roster-csv` D3). */
export function foldHeader(header: string): string {
  return header.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Columns that later API versions read (`roster-csv` 1.9). */
const EXTENSION_PREFIX = 'ext.';

export interface BoundHeader {
  readonly header: Header | undefined;
  readonly findings: readonly Finding[];
}

const isNumberedAlias = (header: string) => /\d/.test(header);

/** What separates the cells of a first line, where it is not commas; in words. */
export function findOtherSeparator(firstLine: string): string | undefined {
  if (/^"?sep=/i.test(firstLine)) return 'a line that names a separator ("sep=")';
  if (firstLine.includes(',')) return undefined;
  if (firstLine.includes('\t')) return 'tabs';
  return [';', '|']
    .map((mark) => (firstLine.includes(mark) ? `"${mark}"` : undefined))
    .find((found) => found !== undefined);
}

/** Reads the header row of a file: what each column is, and what is wrong with it. */
export function bindHeader(file: CsvFile, fileName: string, cells: readonly string[]): BoundHeader {
  const findings: Finding[] = [];
  const find = (finding: Omit<Finding, 'file' | 'line'>) =>
    findings.push({ file: fileName, line: 1, ...finding });
  const columns = columnsOf(file);
  const names = new Map<string, { readonly column: CsvColumn; readonly name: string }>();
  for (const column of columns)
    for (const name of [column.header, ...(column.aliases ?? [])])
      names.set(foldHeader(name), { column, name });
  const dropped = new Set(
    catalogue
      .filter((resource) => resource.csv?.file === file)
      .flatMap((resource) => (resource.csv?.dropped ?? []).map(foldHeader)),
  );

  const present = new Set(cells.map(foldHeader));
  const isMissing = (column: CsvColumn) =>
    ![column.header, ...(column.aliases ?? [])].some((name) => present.has(foldHeader(name)));
  // Without its required columns the first row may be data, and data is not quoted.
  const mayBeData = columns.some((column) => column.required && isMissing(column));
  const nameOf = (cell: string, index: number) =>
    mayBeData && !names.has(foldHeader(cell)) ? `cell ${index + 1}` : quote(cell);

  const indexes = new Map<string, number>();
  const unknown: string[] = [];
  cells.forEach((cell, index) => {
    const folded = foldHeader(cell);
    const known = names.get(folded);
    if (indexes.has(folded)) {
      find({
        code: 'duplicate_header',
        message: `The header ${nameOf(cell, index)} stands over more than one column.`,
      });
      return;
    }
    if (cell !== '') indexes.set(folded, index);
    if (known === undefined) {
      if (!dropped.has(folded) && !folded.startsWith(EXTENSION_PREFIX))
        unknown.push(cell === '' ? 'A column without a header' : `The column ${nameOf(cell, index)}`);
      return;
    }
    if (known.name !== known.column.header && !isNumberedAlias(known.name))
      find({ code: 'column_alias', column: cell, message: `"${cell}" is read as ${known.column.header}.` });
  });
  for (const name of unknown) find({ code: 'unknown_column', message: `${name} is ignored.` });
  if (cells.some((cell) => (names.get(foldHeader(cell))?.name ?? cell) !== cell))
    find({ code: 'header_case', message: 'Headers in another case than documented are accepted.' });

  const header = new Header(cells.length, indexes, columns);
  for (const column of columns) {
    if (!isMissing(column)) continue;
    if (column.required)
      find({
        code: 'missing_column',
        column: column.header,
        message: `The required column ${column.header} is missing.`,
      });
    else if (column.recommended)
      find({
        code: 'missing_recommended',
        column: column.header,
        message: `There is no column ${column.header}; it is recommended.`,
      });
  }
  const isUsable = !findings.some(({ code }) => code === 'missing_column' || code === 'duplicate_header');
  return { header: isUsable ? header : undefined, findings };
}
