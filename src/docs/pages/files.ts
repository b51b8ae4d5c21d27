/** The layout of a district's files: every column, what is accepted, and what becomes of it. */
import { html, type Html } from '../../html/index.ts';
import {
  catalogue,
  columnsOf,
  CSV_FILES,
  type CsvColumn,
  type CsvFile,
  type FieldKind,
  leafFields,
  REQUIRED_FILES,
} from '../../roster/index.ts';
import { code, list, paragraph, prose, section, table } from '../blocks.ts';
import { docUri, type DocPage } from '../site.ts';

interface Use {
  readonly type: string;
  readonly path: string;
  readonly kind: FieldKind;
}

/** What each column of a file fills, by header. */
function usesOf(file: CsvFile): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  for (const { name, fields, csv } of catalogue)
    if (csv?.file === file)
      for (const { path, field } of leafFields(fields))
        if (field.csv) uses.set(field.csv.header, { type: name, path: path.join('.'), kind: field.kind });
  return uses;
}

function acceptedBy({ values, spellings, otherwise, form }: FieldKind): Html {
  if (!values) return html`${prose(form)}`;
  return html`<ul class="plain">
      ${values
        .filter((value) => value !== '')
        .map((value) => {
          const others = spellings?.[value] ?? [];
          return html`<li>
            <code>${value}</code
            >${others.length > 0 && html` from ${others.map((other) => html`<code>${other}</code> `)}`}
          </li>`;
        })}
    </ul>
    ${otherwise !== undefined && html`<p>Anything else becomes ${otherwise === '' ? 'empty' : html`<code>${otherwise}</code>`}, with a warning.</p>`}`;
}

function becomes(use: Use | undefined, kept: string | undefined): Html {
  if (use) return html`<code>${use.path}</code> of ${use.type.replaceAll('_', ' ')}`;
  return kept === undefined ? html`which student is in which section` : html`${kept} Stored, not served.`;
}

function fileSection(file: CsvFile): Html {
  const uses = usesOf(file);
  const kept = new Map<string, string>(
    catalogue.flatMap(({ csv }) =>
      csv?.file === file
        ? Object.values(csv.kept ?? {}).map(({ csv: column, doc }): [string, string] => [column.header, doc])
        : [],
    ),
  );
  const dropped = catalogue.flatMap(({ csv }) => (csv?.file === file ? (csv.dropped ?? []) : []));
  const need = ({ required, recommended }: CsvColumn) =>
    required ? 'required' : recommended ? 'recommended' : '';
  return section(
    `${file}.csv`,
    paragraph(
      (REQUIRED_FILES as readonly CsvFile[]).includes(file)
        ? 'Needed at every import.'
        : 'May be left out; then what it fills stays as it is.',
    ),
    table({
      caption: `Columns of ${file}.csv`,
      head: ['Column', 'Needed', 'Becomes', 'Accepted'],
      rows: columnsOf(file).map((column) => {
        const use = uses.get(column.header);
        const aliases = column.aliases ?? [];
        return [
          html`<code>${column.header}</code
            >${aliases.length > 0 && html`<br />also ${aliases.map((alias) => html`<code>${alias}</code> `)}`}`,
          need(column),
          becomes(use, kept.get(column.header)),
          use ? acceptedBy(use.kind) : '',
        ];
      }),
    }),
    dropped.length > 0
      ? paragraph(
          `Dropped when a row is read, and stored nowhere: ${dropped.map((header) => `\`${header}\``).join(', ')}.`,
        )
      : html``,
  );
}

export const filesPage: DocPage = {
  path: 'files',
  title: 'CSV files',
  summary: 'The files of a district: every column, what is accepted, and what becomes of it.',
  body: html`${paragraph('Five files are needed at each import, together: the current state, whole. Who is in no row has left. Headers may stand in any order and any case.')}
  ${section(
    'Form of a file',
    list([
      'Comma-separated, one header row, double quotes around values with a comma; UTF-8, with or without a mark. Lines end in LF, CRLF or CR.',
      'Cells are trimmed. `NULL` and `N/A` are data. Ids keep their zeros and their case: `007` and `7` are two people.',
      'A student with three contacts has three rows. The student’s own fields come from the first.',
      'Columns that begin with `ext.` are stored, and rules of sharing may name them. Other unknown columns are ignored, with a notice.',
    ]),
  )}
  ${CSV_FILES.map(fileSection)}
  ${section(
    'What happens to faults',
    table({
      caption: 'Faults',
      head: ['Fault', 'What happens'],
      rows: [
        [
          'a file is missing, empty, or cannot be read as a table',
          'Nothing is published; the roster stays as it was.',
        ],
        [
          'a row lacks a required cell, or names a record that is not there',
          'The row is not used. If its key can be read, the published record stays.',
        ],
        ['the key of a row cannot be read', 'No record of that type is removed by this import.'],
        ['a cell holds something else', 'The value is changed or dropped, with a warning; the row is used.'],
        [
          'more than 10 % removed, or 75 % updated, of a type',
          'The import is held until a person approves it.',
        ],
      ],
    }),
  )}
  ${section('Check first', code('rollbook validate export/'), html`<p>${prose(`The report says file, line, column, what is wrong and what to do. [A quick start for districts](${docUri('start/district')}).`)}</p>`)}`,
};
