/** Rosters as arrays and objects, and the CSV files that say the same. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** Rows of cells, the header row first. */
export type Table = readonly (readonly string[])[];
export type Roster = Readonly<Record<string, Table>>;

/** The ways in which one table can be written down. */
export interface Spelling {
  readonly newline?: '\n' | '\r\n' | '\r';
  /** Quotes around every cell, not only around those that need them. */
  readonly quotesAll?: boolean;
  readonly mark?: boolean;
  /** No line end behind the last row. */
  readonly endsOpen?: boolean;
}

function csvCell(cell: string, quotesAll: boolean): string {
  return quotesAll || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function csvText(
  table: Table,
  { newline = '\n', quotesAll = false, mark = false, endsOpen = false }: Spelling = {},
): string {
  const lines = table.map((cells) => cells.map((cell) => csvCell(cell, quotesAll)).join(','));
  return `${mark ? '\ufeff' : ''}${lines.join(newline)}${endsOpen ? '' : newline}`;
}

/** A row by its headers; a header that it lacks is a blank cell. */
export type Row = Readonly<Record<string, string>>;
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** The headers that a table has even where no row fills them. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  schools: ['School_id', 'School_name', 'School_number'],
  teachers: ['School_id', 'Teacher_id', 'First_name', 'Last_name', 'Teacher_email'],
  students: ['School_id', 'Student_id', 'First_name', 'Last_name', 'Grade'],
  sections: ['School_id', 'Section_id', 'Teacher_id', 'Course_name'],
  enrollments: ['School_id', 'Section_id', 'Student_id'],
  staff: ['School_id', 'Staff_id', 'Staff_email', 'First_name', 'Last_name'],
};

export function tableOf(file: string, rows: readonly Row[]): Table {
  const headers = [...new Set([...(HEADERS[file] ?? []), ...rows.flatMap((row) => Object.keys(row))])];
  return [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))];
}

export function rosterOf(rows: Rows): Roster {
  return Object.fromEntries(Object.entries(rows).map(([file, of]) => [file, tableOf(file, of)]));
}

export interface Town extends Rows {
  readonly schools: readonly Row[];
  readonly teachers: readonly Row[];
  readonly students: readonly Row[];
  readonly sections: readonly Row[];
  readonly enrollments: readonly Row[];
}

export const northSchool: Row = { School_id: 'north', School_name: 'North School', School_number: '1' };
export const tess: Row = {
  School_id: 'north',
  Teacher_id: 'tess',
  First_name: 'Tess',
  Last_name: 'Marsh',
  Teacher_email: 'tess@north.example.org',
};

export function pupil(id: string, more: Row = {}): Row {
  return {
    School_id: 'north',
    Student_id: id,
    First_name: `First ${id}`,
    Last_name: `Last ${id}`,
    Grade: '3',
    ...more,
  };
}

export function course(id: string, more: Row = {}): Row {
  return { School_id: 'north', Section_id: id, Teacher_id: 'tess', Course_name: 'Math', ...more };
}

export function enrollment(section: string, student: string): Row {
  return { School_id: 'north', Section_id: section, Student_id: student };
}

/** One school and one teacher, and a section of its own for each student. */
export function townOf(students: readonly string[]): Town {
  return {
    schools: [northSchool],
    teachers: [tess],
    students: students.map((id) => pupil(id)),
    sections: students.map((id) => course(`x-${id}`)),
    enrollments: students.map((id) => enrollment(`x-${id}`, id)),
  };
}

/** Keys p00, p01 and so on, which sort in the order of their numbers. */
export function keys(count: number, prefix = 'p'): readonly string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}${String(n).padStart(2, '0')}`);
}

/** A folder for the files of one test file, removed at its end. */
export class Workspace {
  #path: string | undefined;
  #written = 0;

  get path(): string {
    if (this.#path === undefined) throw new Error('The workspace is not open.');
    return this.#path;
  }

  open(): void {
    this.#path = mkdtempSync(join(tmpdir(), 'rollbook-ingest-'));
  }

  close(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** A new, empty folder. */
  folder(): string {
    const folder = join(this.path, `folder-${++this.#written}`);
    mkdirSync(folder);
    return folder;
  }

  /** Writes the tables as CSV files into a folder of their own. */
  write(roster: Roster, spelling: Spelling = {}): string {
    return this.writeFiles(
      Object.fromEntries(
        Object.entries(roster).map(([file, table]) => [`${file}.csv`, csvText(table, spelling)]),
      ),
    );
  }

  /** Writes files as they are into a folder of their own. */
  writeFiles(files: Readonly<Record<string, string | Uint8Array>>): string {
    const folder = this.folder();
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return folder;
  }
}

export function useWorkspace(): Workspace {
  const workspace = new Workspace();
  beforeAll(() => workspace.open());
  afterAll(() => workspace.close());
  return workspace;
}
