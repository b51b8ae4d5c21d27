/** Rows into values: what the catalogue says of columns, compiled once a file. */
import {
  type AnyResource,
  type CsvColumn,
  type Field,
  type KeptColumn,
  leafFields,
  type ReportCellFault,
  text,
  type Today,
} from '../roster/index.ts';
import { type Finding, quote } from './problems.ts';
import type { Header } from './read/header.ts';
import type { Row } from './read/csv-rows.ts';

export type Values = Record<string, unknown>;

export type Find = (finding: Finding) => void;

const VERBS: Readonly<Record<Parameters<ReportCellFault>[0], string>> = {
  unmapped_value: 'is not one of the accepted values',
  invalid_date: 'is not a date',
  phone_dropped: 'is not a telephone number of ten digits',
};

interface Step {
  readonly index: number;
  readonly column: CsvColumn;
  readonly field: Field;
  readonly name: string;
  readonly group: string | undefined;
  /** The cell is the value. */
  readonly isVerbatim: boolean;
}

/** Reads the plain columns of a record type from rows of one file. References are left to the import, which knows what they name. */
export class RecordReader {
  readonly #steps: readonly Step[];
  readonly #kept: readonly { readonly name: string; readonly index: number }[];
  readonly #today: Today;
  readonly #required: readonly { readonly column: CsvColumn; readonly index: number }[];
  readonly #fileName: string;

  constructor(options: {
    resource: AnyResource;
    header: Header;
    fileName: string;
    today: Today;
    extensions: readonly string[];
  }) {
    const { resource, header } = options;
    this.#fileName = options.fileName;
    this.#today = options.today;
    const withColumns = leafFields(resource.fields).flatMap(({ path, field }) =>
      field.csv ? [{ path, field, column: field.csv, index: header.indexOf(field.csv) }] : [],
    );
    this.#steps = withColumns
      .filter(({ index, field }) => index !== -1 && field.kind.refersTo === undefined)
      .map(({ path, field, column, index }) => ({
        index,
        column,
        field,
        name: path.at(-1) ?? '',
        group: path.length > 1 ? path[0] : undefined,
        isVerbatim: field.kind === text,
      }));
    this.#required = withColumns
      .filter(({ column }) => column.required)
      .map(({ column, index }) => ({ column, index }));
    const kept: [string, KeptColumn][] = Object.entries(resource.csv?.kept ?? {});
    this.#kept = [
      ...kept.map(([name, { csv }]) => ({ name, index: header.indexOf(csv) })),
      ...options.extensions.map((name) => ({ name, index: header.indexOf({ header: name }) })),
    ].filter(({ index }) => index !== -1);
  }

  /** Reports blank required cells; true when there are none. */
  hasRequired(row: Row, find: Find): boolean {
    let complete = true;
    for (const { column, index } of this.#required) {
      if (row.cells[index] !== '') continue;
      complete = false;
      find({
        file: this.#fileName,
        line: row.line,
        column: column.header,
        code: 'missing_required',
        message: `${column.header} is blank, but required; the row is not used.`,
      });
    }
    return complete;
  }

  /** The values of a row, normalised; what was changed or dropped is reported. */
  read(row: Row, find: Find): Values {
    const values: Values = {};
    for (const step of this.#steps) {
      const cell = row.cells[step.index] ?? '';
      const value =
        cell === ''
          ? this.#blank(row, step, find)
          : step.isVerbatim
            ? cell
            : this.#filled(row, step, cell, find);
      if (value === undefined) continue;
      if (step.group === undefined) values[step.name] = value;
      else {
        const group = values[step.group] as Values | undefined;
        if (group) group[step.name] = value;
        else values[step.group] = { [step.name]: value };
      }
    }
    return values;
  }

  /** Columns that are stored and not served, as they were sent. */
  readKept(row: Row): Values {
    const values: Values = {};
    for (const { name, index } of this.#kept) {
      const cell = row.cells[index];
      if (cell !== undefined && cell !== '') values[name] = cell;
    }
    return values;
  }

  #blank(row: Row, { column, field }: Step, find: Find): string | undefined {
    if (column.recommended)
      find({
        file: this.#fileName,
        line: row.line,
        column: column.header,
        code: 'missing_recommended',
        message: `${column.header} is blank, but recommended.`,
      });
    return field.kind.blank;
  }

  #filled(row: Row, step: Step, cell: string, find: Find): string | undefined {
    this.#current = { row, step, cell, find };
    return step.field.kind.fromCsv?.(cell, this.#report, this.#today);
  }

  #current:
    { readonly row: Row; readonly step: Step; readonly cell: string; readonly find: Find } | undefined;

  /** One function for all cells: a million rows have many. */
  readonly #report: ReportCellFault = (fault, done) => {
    if (!this.#current) return;
    const { row, step, cell, find } = this.#current;
    const { column } = step;
    find({
      file: this.#fileName,
      line: row.line,
      column: column.header,
      code: fault,
      message: column.private
        ? `${column.header} ${VERBS[fault]}; ${done}.`
        : `${column.header} ${quote(cell)} ${VERBS[fault]}; ${done}.`,
      ...(column.private ? {} : { value: cell }),
    });
  };
}
