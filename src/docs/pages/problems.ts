/** What can be wrong with files, what is done about it, and what each line of a report means. */
import { PROBLEMS, type ProblemCode, type Severity } from '../../errors/index.ts';
import { html, type Html } from '../../html/index.ts';
import { code, list, paragraph, section, table, term } from '../blocks.ts';
import type { DocPage } from '../site.ts';

const codes = Object.keys(PROBLEMS) as ProblemCode[];

function codesOf(severity: Severity, caption: string): Html {
  return table({
    caption,
    head: ['Code', 'What it means', 'What to do'],
    rows: codes
      .filter((one) => PROBLEMS[one].severity === severity)
      .map((one) => [term(one, one), PROBLEMS[one].meaning, PROBLEMS[one].remedy]),
  });
}

export const problemsPage: DocPage = {
  path: 'problems',
  title: 'What reports say',
  summary: 'What an import does about faults, and every code of its report with what to do.',
  terms: codes.map((one) => ({
    anchor: one,
    name: one,
    text: `${PROBLEMS[one].meaning} ${PROBLEMS[one].remedy}`,
  })),
  body: html`${section(
    'What happens to faults',
    table({
      caption: 'Faults',
      head: ['Fault', 'What happens'],
      rows: [
        [
          'A file is missing, empty, or cannot be read as a table',
          'Nothing is published; the roster stays as it was.',
        ],
        [
          'A row lacks a required cell, or names a record that is not there',
          'The row is rejected, and with it the rows that need it. If its id can be read and the record is published, the record is **kept** as it was.',
        ],
        [
          'The id of a row cannot be read, or the row has too few or too many cells',
          'The type is **frozen**: no record of it is removed by this import.',
        ],
        ['A cell holds something else than is accepted', 'The value is changed or dropped; the row is used.'],
        [
          'Of the schools, teachers, students or sections, more than 10 % would be removed or more than 75 % updated',
          'The whole import is **held** until a person approves exactly these files. The first import of a district is never held.',
        ],
      ],
    }),
    paragraph('The rest is published: rejected rows do not make an import fail.'),
    code('rollbook import export/ --district DISTRICT_ID --approve'),
  )}
  ${section(
    'A line of a report',
    list([
      'File, line and column; the line is the one on which the row begins, and the header is line 1.',
      'Code, what was found, what was done about it, and what to do.',
      'The value as it was sent, but never of a birth date, a contact or a password.',
      'A thousand lines for each code; all are counted.',
    ]),
  )}
  ${section('Errors', paragraph('The row or the file is not used.'), codesOf('error', 'Errors'))}
  ${section('Warnings', paragraph('Used, with a value changed or dropped.'), codesOf('warning', 'Warnings'))}
  ${section('Notices', paragraph('Nothing is lost.'), codesOf('notice', 'Notices'))}`,
};
