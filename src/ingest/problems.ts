/**
 * What can be wrong with a district's files. Problems are values: a person can mend a file from them alone.
 */

/** `error`: the row or file is not used. `warning`: used with a changed or dropped value. `notice`: nothing lost. */
export type Severity = 'error' | 'warning' | 'notice';

/** Every code, with what a person should do about it (`roster-csv` 1.14). */
export const REMEDIES = {
  missing_file:
    'Export all five files (schools, students, teachers, sections, enrollments) and send them together.',
  empty_file: 'Export the file again; it holds no bytes, not even a header row.',
  missing_column: 'Add the column to the export; its header must be spelled as in the documentation.',
  duplicate_header: 'Keep one of the columns with this header and remove or rename the others.',
  unreadable:
    'Export the file again as comma-separated text in UTF-8, with double quotes closed and doubled inside values.',
  file_changed: 'Import again when the export has finished writing its files.',
  bom_removed: 'Nothing needs to be done.',
  encoding_fallback: 'Set the export to UTF-8, so that names with accents are certain to be right.',
  header_case: 'Nothing needs to be done; headers are read in any case.',
  unknown_column:
    'Nothing needs to be done; the column is ignored. Check the spelling if it should have been read.',
  column_alias: 'Nothing needs to be done; the usual header is named in the message.',
  file_name_case: 'Nothing needs to be done; file names are read in any case.',
  older_file_ignored: 'Remove the older file, or the newer one.',
  column_count:
    'Compare the row with the header: a cell is missing, too many, or a comma stands outside quotes.',
  missing_required: 'Fill in the cell in the SIS and export again.',
  duplicate_id:
    'Give each record an id of its own; where ids are unique per school only, put the school id before them.',
  unknown_reference:
    'Send the record that is named here, or correct the id; the row it names may have been rejected itself.',
  empty_section: 'Enroll students in the section, or leave it out of the export.',
  school_mismatch: 'Correct the School_id of the enrollment row, or leave it.',
  conflicting_student_fields: 'Make the rows of this student equal except for the contact columns.',
  conflicting_staff_fields: 'Make the rows of this person equal except for School_id.',
  contact_incomplete: 'Fill in both Contact_name and Contact_type.',
  term_order: 'Check the dates of the term.',
  duplicate_row: 'Nothing needs to be done.',
  duplicate_contact: 'Nothing needs to be done.',
  duplicate_teacher: 'Nothing needs to be done.',
  blank_row: 'Nothing needs to be done.',
  unmapped_value: 'Use one of the values that the documentation of the column lists.',
  invalid_date: 'Write the date as YYYY-MM-DD or month/day/year, and check that the day exists.',
  phone_dropped: 'Send ten digits, or eleven that begin with 1, without an extension.',
  missing_recommended: 'Fill in the cell if the SIS knows the value.',
  invisible_characters: 'Remove the invisible characters around the id in the SIS.',
} as const satisfies Record<string, string>;

export type ProblemCode = keyof typeof REMEDIES;

export interface Problem {
  readonly file: string;
  /** The physical line on which the row begins; 1 is the header. Absent: the file as a whole. */
  readonly line?: number;
  readonly column?: string;
  readonly severity: Severity;
  readonly code: ProblemCode;
  /** What was found and what was done about it. */
  readonly message: string;
  readonly remedy: string;
  /** As it was sent. Never given for passwords, birth dates and contacts. */
  readonly value?: string;
}

/** Severities of codes that have one only. */
const WARNINGS: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'encoding_fallback',
  'older_file_ignored',
  'empty_section',
  'school_mismatch',
  'conflicting_student_fields',
  'conflicting_staff_fields',
  'contact_incomplete',
  'term_order',
  'unmapped_value',
  'invalid_date',
  'phone_dropped',
  'missing_recommended',
  'invisible_characters',
]);

const NOTICES: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'bom_removed',
  'header_case',
  'unknown_column',
  'column_alias',
  'file_name_case',
  'duplicate_row',
  'duplicate_contact',
  'duplicate_teacher',
  'blank_row',
]);

export function severityOf(code: ProblemCode): Severity {
  if (WARNINGS.has(code)) return 'warning';
  return NOTICES.has(code) ? 'notice' : 'error';
}

/** A cell as a message quotes it: cut where it is long. */
export function quote(cell: string): string {
  return `"${shorten(cell)}"`;
}

function shorten(text: string): string {
  return text.length > VALUE_LENGTH_MAX ? `${text.slice(0, VALUE_LENGTH_MAX)}…` : text;
}

export interface Finding extends Omit<Problem, 'severity' | 'remedy'> {
  readonly severity?: Severity;
}

/** How many rows of one code a report lists; all are counted. */
const LISTED_PER_CODE_MAX = 1_000;
/** How much of a value a report quotes. */
const VALUE_LENGTH_MAX = 120;

/** Gathers what is found, in any order, and gives it back by file and line. */
export class ProblemList {
  readonly #listed: Problem[] = [];
  readonly #listedPerCode = new Map<ProblemCode, number>();
  readonly #counts = new Map<Severity, number>();
  readonly #countsPerCode = new Map<ProblemCode, number>();
  readonly #fileOrder: readonly string[];

  constructor(fileOrder: readonly string[]) {
    this.#fileOrder = fileOrder;
  }

  add(finding: Finding): void {
    const { code } = finding;
    const severity = finding.severity ?? severityOf(code);
    this.#counts.set(severity, this.count(severity) + 1);
    this.#countsPerCode.set(code, (this.#countsPerCode.get(code) ?? 0) + 1);
    const listed = this.#listedPerCode.get(code) ?? 0;
    if (listed >= LISTED_PER_CODE_MAX) return;
    this.#listedPerCode.set(code, listed + 1);
    const value = finding.value;
    this.#listed.push({
      ...finding,
      severity,
      remedy: REMEDIES[code],
      ...(value === undefined ? {} : { value: shorten(value) }),
    });
  }

  count(severity: Severity): number {
    return this.#counts.get(severity) ?? 0;
  }

  countsPerCode(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#countsPerCode].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  listed(): readonly Problem[] {
    const place = (file: string) => {
      const index = this.#fileOrder.indexOf(file);
      return index === -1 ? this.#fileOrder.length : index;
    };
    return [...this.#listed].sort((a, b) => place(a.file) - place(b.file) || (a.line ?? 0) - (b.line ?? 0));
  }
}

/** Thrown inside the reader when a file cannot be used; the sync fails with it as a problem. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.message);
    this.finding = finding;
  }
}
