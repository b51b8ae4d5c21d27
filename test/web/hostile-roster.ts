/** A roster whose every free text is markup, made from the layout of the catalogue, so that a new column is hostile the day it is born. */
import { csvLayout } from '../../src/derive/index.ts';
import { CSV_FILES, type CsvFile } from '../../src/roster/index.ts';
import type { RosterTables } from '../support/fixtures.ts';

/** What would leave a trace in the page, were it anything but text. */
export const MARKUPS = [
  '<img src=x onerror="globalThis.ran=1">',
  '"><script>globalThis.ran=1</script>',
  'javascript:globalThis.ran=1',
] as const;

export const LONG_NAME = 'Wilhelmina'.repeat(30);
/** Hebrew and Arabic among Latin letters and digits, and a mark that turns around what follows until it is ended. */
export const TURNED_NAME = 'דוד 12 محمد \u202Ex';

/** The first school of the sandbox, whose people its tokens belong to. */
const SCHOOL = '02M800';

/** Columns whose values must be of a form, or must name another row. */
const PLAIN: Readonly<Record<string, string>> = {
  School_id: SCHOOL,
  DOB: '1/2/2010',
  Grade: '9',
  Contact_phone: '212-555-0100',
  Term_start: '8/24/2026',
  Term_end: '6/24/2027',
};

/** The markup of a row, with a word behind it that tells columns apart. */
const hostile = (row: number, header: string): string => `${MARKUPS[row % MARKUPS.length] ?? ''} ${header}`;

function cell(file: CsvFile, header: string, row: number): string {
  if (header === 'School_id' && file === 'schools') return hostile(row, header);
  // Further teachers stay blank: the first is enough.
  if (/^Teacher_\d+_id$/.test(header)) return '';
  return PLAIN[header] ?? hostile(row, header);
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Three rows of each file, one for each markup, and two students whose names are hard to show. */
export function hostileRoster(): RosterTables {
  const tables = CSV_FILES.map((file): [string, readonly (readonly string[])[]] => {
    const headers = csvLayout[file];
    const rows = MARKUPS.map((_, row) => headers.map((header) => cell(file, header, row)));
    const named = (key: string, first: string) =>
      headers.map((header) =>
        header === 'Student_id' ? key : header === 'First_name' ? first : (PLAIN[header] ?? ''),
      );
    const last = (names: readonly string[]) =>
      names.map((name, n) => (headers[n] === 'Last_name' && name === '' ? 'Levi' : name));
    const more: Partial<Record<CsvFile, readonly (readonly string[])[]>> = {
      // The school that all belong to; hostile but for its key.
      schools: [headers.map((header) => PLAIN[header] ?? hostile(0, header))],
      students: [last(named('long', LONG_NAME)), last(named('turned', TURNED_NAME))],
    };
    return [file, [headers, ...[...rows, ...(more[file] ?? [])].map((row) => row.map(quoted))]];
  });
  return Object.fromEntries(tables);
}
