/** The layout of a district's files: every column, what is accepted, and what becomes of it. */
import { html, type Html } from '../../html/index.ts';
import {
  type AnyResource,
  catalogue,
  columnsOf,
  CSV_FILES,
  type CsvColumn,
  type CsvFile,
  ENROLLMENT_COLUMNS,
  type Field,
  type FieldKind,
  getResource,
  leafFields,
  OLDER_FILE_NAMES,
  REQUIRED_FILES,
} from '../../roster/index.ts';
import { code, list, paragraph, prose, section, table, term } from '../blocks.ts';
import { anchorOf, docUri, type DocPage, type DocTerm } from '../site.ts';

interface Use {
  readonly resource: AnyResource;
  readonly path: string;
  readonly field: Field;
}

/** What each column of a file fills, by header. */
function usesOf(file: CsvFile): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  for (const resource of catalogue)
    if (resource.csv?.file === file)
      for (const { path, field } of leafFields(resource.fields))
        if (field.csv) uses.set(field.csv.header, { resource, path: path.join('.'), field });
  return uses;
}

/** Columns that are stored for later and not served, by header. */
function keptOf(file: CsvFile): ReadonlyMap<string, string> {
  return new Map(
    catalogue.flatMap(({ csv }) =>
      csv?.file === file
        ? Object.values(csv.kept ?? {}).map(({ csv: column, doc }): [string, string] => [column.header, doc])
        : [],
    ),
  );
}

/** Kinds whose values are rewritten: each has a table of its own below the files. */
const listedKinds: readonly FieldKind[] = [
  ...new Map(
    CSV_FILES.flatMap((file) => [...usesOf(file).values()])
      .map(({ field }) => field.kind)
      .filter(({ values }) => values !== undefined)
      .map((kind): [string, FieldKind] => [kind.name, kind]),
  ).values(),
];

const anchorOfColumn = (file: CsvFile, header: string) => `${file}-${anchorOf(header)}`;
const anchorOfKind = ({ name }: FieldKind) => anchorOf(`Values ${name}`);

/** A contact's fields stand in the rows of students; a row without them carries none. */
const isOfContact = ({ resource }: Use) => resource.identity === undefined;

function needOf({ required, recommended }: CsvColumn, use: Use | undefined): string {
  if (required) return 'required';
  if (recommended) return 'recommended';
  return use && isOfContact(use) && use.field.presence === 'guaranteed' ? 'required of a contact' : '';
}

function acceptedBy({ kind }: Field): Html {
  const values = kind.values && html` <a href="#${anchorOfKind(kind)}">${kind.name}: accepted values</a>.`;
  if (kind.accepts !== undefined) return html`${prose(kind.accepts)}${values}`;
  if (values) return values;
  const target = kind.refersTo === undefined ? undefined : getResource(kind.refersTo);
  const column = target?.fields[target.identity ?? '']?.csv;
  return target?.csv && column
    ? html`The <code>${column.header}</code> of a row of <code>${target.csv.file}.csv</code>.`
    : html`Any text, as it is.`;
}

/** What a blank cell comes to. */
function blankOf(column: CsvColumn, use: Use | undefined): string {
  if (column.required) return 'the row is rejected';
  if (!use) return '';
  if (isOfContact(use) && use.field.presence === 'guaranteed') return 'no contact, with a warning';
  if (use.field.presence === 'guaranteed') return use.field.kind.isList ? '' : 'filled in, as described';
  if (use.field.kind.blank !== '') return 'left out';
  return use.path.includes('.') ? 'empty; left out where its whole group is blank' : 'empty';
}

const ENROLLMENTS: Readonly<Record<string, { readonly becomes: string; readonly accepts: string }>> = {
  [ENROLLMENT_COLUMNS.school.header]: {
    becomes: 'Not stored.',
    accepts: 'The school of the section. Another one is a warning, and the row is used.',
  },
  [ENROLLMENT_COLUMNS.section.header]: {
    becomes: 'The section whose `students` the row fills.',
    accepts: 'The `Section_id` of a row of `sections.csv` that was accepted.',
  },
  [ENROLLMENT_COLUMNS.student.header]: {
    becomes: 'One of `students` of that section.',
    accepts: 'The `Student_id` of a row of `students.csv` that was accepted, of any school.',
  },
};

function columnRow(file: CsvFile, column: CsvColumn, use: Use | undefined, kept: string | undefined) {
  const enrollment = file === 'enrollments' ? ENROLLMENTS[column.header] : undefined;
  const becomes = use
    ? html`<code>${use.path}</code> of a ${use.resource.name.replaceAll('_', ' ')}. ${prose(use.field.doc)}`
    : prose(enrollment?.becomes ?? `${kept ?? ''} Stored, not served.`);
  const aliases = column.aliases ?? [];
  const need = needOf(column, use);
  return [
    html`${term(anchorOfColumn(file, column.header), column.header)}${need !== '' && html`<br /><span class="kind">${need}</span>`}${aliases.length > 0 && html`<br />also ${aliases.map((alias) => html`<code>${alias}</code> `)}`}`,
    becomes,
    use ? acceptedBy(use.field) : prose(enrollment?.accepts ?? 'Any text, as it is.'),
    blankOf(column, use),
  ];
}

/** The order in which columns are looked for: what must be there comes first. */
const weight = ({ required, recommended }: CsvColumn) => (required ? 0 : recommended ? 1 : 2);

function fileSection(file: CsvFile): Html {
  const uses = usesOf(file);
  const kept = keptOf(file);
  const dropped = catalogue.flatMap(({ csv }) => (csv?.file === file ? (csv.dropped ?? []) : []));
  const older = Object.entries(OLDER_FILE_NAMES).find(([, now]) => now === file)?.[0];
  const isRequired = (REQUIRED_FILES as readonly CsvFile[]).includes(file);
  return section(
    `${file}.csv`,
    paragraph(
      isRequired
        ? 'Needed at every import.'
        : `May be left out; then what it fills stays as it is.${older === undefined ? '' : ` \`${older}.csv\` is its older name.`}`,
    ),
    table({
      caption: `Columns of ${file}.csv`,
      head: ['Column', 'Becomes', 'Accepted', 'Blank'],
      rows: [...columnsOf(file)]
        .sort((a, b) => weight(a) - weight(b))
        .map((column) => columnRow(file, column, uses.get(column.header), kept.get(column.header))),
    }),
    dropped.length > 0
      ? paragraph(
          `Dropped when a row is read, and stored nowhere: ${dropped.map((header) => `\`${header}\``).join(', ')}.`,
        )
      : html``,
  );
}

function kindTable(kind: FieldKind): Html {
  const { values = [], spellings, otherwise } = kind;
  return html`<h3 id="${anchorOfKind(kind)}">${kind.name}</h3>
    ${table({
      caption: `${kind.name}: what is accepted, in any case`,
      head: ['Served as', 'Accepted'],
      rows: values
        .filter((value) => value !== '')
        .map((value) => [
          html`<code>${value}</code>`,
          html`${[value, ...(spellings?.[value] ?? [])].map((one) => html`<code>${one}</code> `)}`,
        ]),
    })}
    <p>
      ${
        otherwise === undefined
          ? prose(kind.accepts ?? '')
          : html`Anything else becomes ${otherwise === '' ? 'empty' : html`<code>${otherwise}</code>`}, with a
            warning.`
      }
    </p>`;
}

const terms: readonly DocTerm[] = CSV_FILES.flatMap((file) => {
  const uses = usesOf(file);
  return columnsOf(file).map(({ header, aliases = [] }) => ({
    anchor: anchorOfColumn(file, header),
    name: header,
    text: [`${file}.csv`, ...aliases, uses.get(header)?.field.doc ?? ''].join(' '),
  }));
});

export const filesPage: DocPage = {
  path: 'files',
  title: 'CSV files',
  summary: 'The files of a district: every column, what is accepted, and what becomes of it.',
  terms,
  body: html`${paragraph('Five files are needed at each import, together: the current state, whole. Who is in no row has left. Send a folder, or a zip with the files at its root or in one folder. Other files are listed in the report and not read.')}
  ${section(
    'Form of a file',
    list([
      'Comma-separated, one header row, double quotes around values with a comma, a quote or a line end; a quote inside is doubled. Tabs and semicolons are refused.',
      'UTF-8, with or without a mark. Text that is not UTF-8 is read as Windows-1252, with a warning; UTF-16 where it has a mark. Lines end in LF, CRLF or CR.',
      'Names of files and headers may stand in any case, headers in any order. A required column that is missing, or a header that stands twice, makes the file unusable.',
      'Cells are trimmed. `NULL` and `N/A` are data. Ids keep their zeros and their case: `007` and `7` are two people.',
      'Columns that begin with `ext.` are stored, and rules of [sharing](sharing) may name them. Other unknown columns are ignored, with a notice.',
      'A row is at most 1 MiB. A row with too few or too many cells is rejected.',
    ]),
  )}
  ${section(
    'One row, one record',
    list([
      'A student with three contacts has three rows. The student’s own fields come from the first; it need not stand beside the others.',
      'A member of staff who oversees three schools has three rows in `staff.csv`.',
      'Anybody else who stands twice is a `duplicate_id`, and the first row counts.',
      'A teacher at several schools is listed once. Sections tell the others.',
      'A section without an accepted student is not published.',
    ]),
  )}
  ${CSV_FILES.map(fileSection)}
  ${section('Values', paragraph('Spellings are compared without case. What is served is spelled exactly as in the first column.'), ...listedKinds.map(kindTable))}
  ${section('Check first', code('rollbook validate export/'), html`<p>${prose(`The report says file, line, column, what is wrong and what to do: [what reports say](${docUri('problems')}). [A quick start for districts](${docUri('start/district')}).`)}</p>`)}`,
};
