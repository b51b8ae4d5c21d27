/** Prints what is committed of the catalogue's derivations to `generated/`; with --check, says what is not fresh. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { catalogue, columnsOf, CSV_FILES, leafFields } from '../roster/index.ts';
import { VERSION } from '../version.ts';
import { openApiDocument } from './openapi/index.ts';

const folder = new URL('../../generated/', import.meta.url);

function fieldsTable(): string {
  return catalogue
    .flatMap(({ name, plural, doc, fields }) => [
      `## ${name}`,
      '',
      `${doc} Path: \`/v1.1/${plural}\`.`,
      '',
      '| field | presence | promise | column | what it is |',
      '| --- | --- | --- | --- | --- |',
      ...leafFields(fields).map(({ path, field }) => {
        const promise = [...field.kind.fidelity, ...(field.grant === undefined ? [] : ['granted only'])].join(
          ', ',
        );
        return `| \`${path.join('.')}\` | ${field.presence} | ${promise} | ${field.csv ? `\`${field.csv.header}\`` : ''} | ${field.doc} ${field.kind.form} |`;
      }),
      '',
    ])
    .join('\n');
}

function columnsTable(): string {
  return CSV_FILES.flatMap((file) => [
    `## ${file}.csv`,
    '',
    '| column | | also read as |',
    '| --- | --- | --- |',
    ...columnsOf(file).map(
      ({ header, required, recommended, aliases }) =>
        `| \`${header}\` | ${required ? 'required' : recommended ? 'recommended' : ''} | ${(aliases ?? []).map((alias) => `\`${alias}\``).join(', ')} |`,
    ),
    '',
  ]).join('\n');
}

const NOTE = '<!-- Printed from the catalogue by "npm run generated". Do not edit. -->\n\n';

const ARTEFACTS: Readonly<Record<string, string>> = {
  'openapi.json': `${JSON.stringify(openApiDocument(VERSION), null, 2)}\n`,
  'fields.md': `${NOTE}# Record types and fields\n\n${fieldsTable()}`,
  'csv-columns.md': `${NOTE}# Columns of the Clever layout\n\n${columnsTable()}`,
};

const isCheck = process.argv.includes('--check');
const stale = Object.entries(ARTEFACTS).filter(([name, text]) => {
  const file = new URL(name, folder);
  if (isCheck) return readOrNothing(file) !== text;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
  return false;
});

function readOrNothing(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (stale.length > 0) {
  console.error(
    `Not fresh: ${stale.map(([name]) => `generated/${name}`).join(', ')}. Run "npm run generated" and commit.`,
  );
  process.exitCode = 1;
}
