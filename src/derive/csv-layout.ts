/** The CSV layout, derived from the catalogue: which headers each file has. */
import { columnsOf, type CsvColumn, CSV_FILES, type CsvFile } from '../roster/index.ts';

export type CsvLayout = Readonly<Record<CsvFile, readonly string[]>>;

const NUMBERED = /^(.*?)(\d+)(.*)$/;

/** Co-teacher columns are one column with numbered aliases; a written file has each of them. */
function headersOf(column: CsvColumn): readonly string[] {
  const numbered = NUMBERED.exec(column.header);
  if (!numbered) return [column.header];
  const [, before, , after] = numbered;
  return [
    column.header,
    ...(column.aliases ?? []).filter(
      (alias) => alias.startsWith(before ?? '') && alias.endsWith(after ?? ''),
    ),
  ];
}

/** The header row of each file, as we write it. */
export const csvLayout: CsvLayout = Object.fromEntries(
  CSV_FILES.map((file) => [file, columnsOf(file).flatMap(headersOf)]),
) as unknown as CsvLayout;
