import type { FieldKind } from '../define-resource.ts';
import { SUBJECT_WORDS, type Subject, SUBJECTS } from '../subject-words.ts';

const exact = new Map(SUBJECTS.map((subject) => [subject.toLowerCase(), subject]));

/** A subject named in the list, in any case; `undefined` when it is none of them. */
export function subjectFromName(cell: string): Subject | undefined {
  return exact.get(cell.toLowerCase());
}

const matchers = SUBJECT_WORDS.map(({ subject, words }) => ({
  subject,
  pattern: new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${words.map((word) => word.replace(/[.]/g, '\\.')).join('|')})(?![\\p{L}\\p{N}])`,
    'iu',
  ),
}));

const classified = new Map<string, Subject>();
const CLASSIFIED_MAX = 10_000;

/** The subject of a course by whole words of its name; first hit in table order wins (`roster-csv` 1.12, D28). */
export function classifySubject(courseName: string): Subject {
  let subject = classified.get(courseName);
  if (subject === undefined) {
    subject = matchers.find(({ pattern }) => pattern.test(courseName))?.subject ?? 'other';
    if (classified.size >= CLASSIFIED_MAX) classified.clear();
    classified.set(courseName, subject);
  }
  return subject;
}

/**
 * A section's subject: guaranteed, so a name outside the list is reported and classified from the course name. The
 * import does that (`ingest/stages/sections.ts`), since it needs other cells of the row.
 */
export const subject: FieldKind<Subject> = {
  name: 'Subject',
  fidelity: ['validated', 'normalized'],
  schema: { type: 'string', enum: SUBJECTS },
  accepts:
    'One of the eleven subjects, in any case. Blank or anything else is classified by whole words of the course name, else of the section’s; without a hit it is `other`.',
  form: 'One of the eleven listed subjects; classified from the course name when the source system does not say.',
  example: 'math',
  values: SUBJECTS,
  blank: '',
  fromCsv: (cell, report) => {
    const named = subjectFromName(cell);
    if (named === undefined) report('unmapped_value', 'classified from the course name');
    return named ?? '';
  },
};
