import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { CsvTable } from './csv-table.ts';

const CSV_FILES = ['schools', 'teachers', 'students', 'sections', 'enrollments', 'staff'] as const;

export type CsvFile = (typeof CSV_FILES)[number];

/** The header row of each file, in the order the columns are to stand. */
export type CsvLayout = Readonly<Record<CsvFile, readonly string[]>>;

/** Rows written to one file so far. */
export interface Progress {
  readonly rows: number;
  readonly file: string;
}

export type DistrictTables = Readonly<Record<CsvFile, CsvTable>>;

export interface WrittenFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

export interface DistrictFilesOptions {
  readonly outDir: string;
  readonly layout: CsvLayout;
  readonly onProgress?: ((done: Progress) => void) | undefined;
}

/** Opens the six files, lets `write` fill them, and closes them whatever happens. */
export async function writeDistrictFiles<T>(
  { outDir, layout, onProgress }: DistrictFilesOptions,
  write: (tables: DistrictTables) => Promise<T>,
): Promise<{ readonly written: T; readonly files: Readonly<Record<CsvFile, WrittenFile>> }> {
  await mkdir(outDir, { recursive: true });
  const opened: CsvTable[] = [];
  const pathOf = (file: CsvFile): string => join(outDir, `${file}.csv`);
  const create = async (file: CsvFile): Promise<CsvTable> => {
    const table = await CsvTable.create(pathOf(file), layout[file], (rows) =>
      onProgress?.({ rows, file: `${file}.csv` }),
    );
    opened.push(table);
    return table;
  };
  try {
    const tables = await forEachFile(create);
    const written = await write(tables);
    const files = await forEachFile(async (file) => {
      await tables[file].finish();
      opened.splice(opened.indexOf(tables[file]), 1);
      return { path: pathOf(file), rows: tables[file].rows, bytes: tables[file].bytes };
    });
    return { written, files };
  } finally {
    for (const table of opened) await table.close();
  }
}

/** Call between portions of rows: writes out the files that have gathered enough. */
export async function flushFull(tables: DistrictTables): Promise<void> {
  for (const file of CSV_FILES) await tables[file].flushIfFull();
}

async function forEachFile<T>(make: (file: CsvFile) => Promise<T>): Promise<Readonly<Record<CsvFile, T>>> {
  return {
    schools: await make('schools'),
    teachers: await make('teachers'),
    students: await make('students'),
    sections: await make('sections'),
    enrollments: await make('enrollments'),
    staff: await make('staff'),
  };
}
