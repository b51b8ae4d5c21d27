/**
 * What can be wrong with a district's files (`roster-csv` 1.14): every code, how grave it is, what it means, and what a person should do
 * about it. The import finds them; the documentation explains them.
 */

/** `error`: the row or file is not used. `warning`: used with a changed or dropped value. `notice`: nothing lost. */
export type Severity = 'error' | 'warning' | 'notice';

interface ProblemKind {
  readonly severity: Severity;
  readonly meaning: string;
  readonly remedy: string;
}

export const PROBLEMS = {
  missing_file: {
    severity: 'error',
    meaning: 'One of the five needed files is not there.',
    remedy:
      'Export all five files (schools, students, teachers, sections, enrollments) and send them together.',
  },
  empty_file: {
    severity: 'error',
    meaning: 'The file holds no bytes.',
    remedy: 'Export the file again; it holds no bytes, not even a header row.',
  },
  missing_column: {
    severity: 'error',
    meaning: 'A required column is not in the header row.',
    remedy: 'Add the column to the export; its header must be spelled as in the documentation.',
  },
  duplicate_header: {
    severity: 'error',
    meaning: 'A header stands over more than one column.',
    remedy: 'Keep one of the columns with this header and remove or rename the others.',
  },
  unreadable: {
    severity: 'error',
    meaning:
      'A quote is never closed, text follows a closing quote, a row is longer than 1 MiB, the file holds NUL bytes, or it is separated by something else than commas.',
    remedy:
      'Export the file again as comma-separated text in UTF-8, with double quotes closed and doubled inside values.',
  },
  file_changed: {
    severity: 'error',
    meaning: 'The file was written to while it was being read.',
    remedy: 'Import again when the export has finished writing its files.',
  },
  bom_removed: {
    severity: 'notice',
    meaning: 'A byte order mark was removed.',
    remedy: 'Nothing needs to be done.',
  },
  encoding_fallback: {
    severity: 'warning',
    meaning: 'The file is not UTF-8; it was read as Windows-1252, or as UTF-16 by its mark.',
    remedy: 'Set the export to UTF-8, so that names with accents are certain to be right.',
  },
  header_case: {
    severity: 'notice',
    meaning: 'Headers stand in another case than documented.',
    remedy: 'Nothing needs to be done; headers are read in any case.',
  },
  unknown_column: {
    severity: 'notice',
    meaning: 'A column is not in the layout; it is ignored.',
    remedy:
      'Nothing needs to be done; the column is ignored. Check the spelling if it should have been read.',
  },
  column_alias: {
    severity: 'notice',
    meaning: 'A column was read under another of its names.',
    remedy: 'Nothing needs to be done; the usual header is named in the message.',
  },
  file_name_case: {
    severity: 'notice',
    meaning: 'The file name stands in another case than documented.',
    remedy: 'Nothing needs to be done; file names are read in any case.',
  },
  older_file_ignored: {
    severity: 'warning',
    meaning: 'Two files are the same to Rollbook, such as `staff.csv` and `admins.csv`; one was read.',
    remedy: 'Remove the older file, or the newer one.',
  },
  column_count: {
    severity: 'error',
    meaning: 'The row has more or fewer cells than the header; it is rejected.',
    remedy: 'Compare the row with the header: a cell is missing, too many, or a comma stands outside quotes.',
  },
  missing_required: {
    severity: 'error',
    meaning: 'A required cell is blank; the row is rejected.',
    remedy: 'Fill in the cell in the SIS and export again.',
  },
  duplicate_id: {
    severity: 'error',
    meaning: 'An earlier row has this id; this row is not used.',
    remedy:
      'Give each record an id of its own; where ids are unique per school only, put the school id before them.',
  },
  unknown_reference: {
    severity: 'error',
    meaning:
      'The row names a school, teacher, section or student that is not among the accepted rows; it is rejected. A co-teacher: a warning, and only that name is dropped.',
    remedy:
      'Send the record that is named here, or correct the id; the row it names may have been rejected itself.',
  },
  empty_section: {
    severity: 'warning',
    meaning: 'No accepted student is enrolled; the section is not published.',
    remedy: 'Enroll students in the section, or leave it out of the export.',
  },
  school_mismatch: {
    severity: 'warning',
    meaning: 'An enrollment names another school than its section; the student is enrolled.',
    remedy: 'Correct the School_id of the enrollment row, or leave it.',
  },
  conflicting_student_fields: {
    severity: 'warning',
    meaning: 'Rows of one student differ; the first one counts.',
    remedy: 'Make the rows of this student equal except for the contact columns.',
  },
  conflicting_staff_fields: {
    severity: 'warning',
    meaning: 'Rows of one person differ; the first one counts.',
    remedy: 'Make the rows of this person equal except for School_id.',
  },
  contact_incomplete: {
    severity: 'warning',
    meaning: 'A contact lacks a name or a type; it is skipped, the student is used.',
    remedy: 'Fill in both Contact_name and Contact_type.',
  },
  term_order: {
    severity: 'warning',
    meaning: 'A term ends before it starts; both dates are kept.',
    remedy: 'Check the dates of the term.',
  },
  duplicate_row: {
    severity: 'notice',
    meaning: 'The same pair of student and section, or of person and school, was sent before.',
    remedy: 'Nothing needs to be done.',
  },
  duplicate_contact: {
    severity: 'notice',
    meaning: 'The student has this contact already; the first row counts.',
    remedy: 'Nothing needs to be done.',
  },
  duplicate_teacher: {
    severity: 'notice',
    meaning: 'A section names one teacher twice.',
    remedy: 'Nothing needs to be done.',
  },
  blank_row: {
    severity: 'notice',
    meaning: 'The row is blank and was skipped.',
    remedy: 'Nothing needs to be done.',
  },
  unmapped_value: {
    severity: 'warning',
    meaning: 'The value is not one of those that are accepted; it was replaced or emptied.',
    remedy: 'Use one of the values that the documentation of the column lists.',
  },
  invalid_date: {
    severity: 'warning',
    meaning: 'The value is not a date that exists; it was left out.',
    remedy: 'Write the date as YYYY-MM-DD or month/day/year, and check that the day exists.',
  },
  phone_dropped: {
    severity: 'warning',
    meaning: 'The value is not a telephone number of ten digits; it was emptied.',
    remedy: 'Send ten digits, or eleven that begin with 1, without an extension.',
  },
  missing_recommended: {
    severity: 'warning',
    meaning: 'A recommended cell is blank, or its column is not there.',
    remedy: 'Fill in the cell if the SIS knows the value.',
  },
  invisible_characters: {
    severity: 'warning',
    meaning: 'Invisible characters around an id were removed.',
    remedy: 'Remove the invisible characters around the id in the SIS.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;
