// The files of a district as they might come the next day. Written once a working folder.
import { cpSync, createReadStream, createWriteStream, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';

const CHANGED_OF_TEN = 7;
const CHANGED_COLUMN = 'Student_number';

/** The same files, but with another student number in seven rows of ten: as much as is published without approval. */
export function withChanges(files) {
  return rewritten(files, 'changed', (row, number, column) => {
    const changed = [...row];
    if (number % 10 < CHANGED_OF_TEN) changed[column] += '0';
    return changed;
  });
}

/** The same files without every fifth student. What names one of them is left out, too, by the import. */
export function withoutAFifth(files) {
  return rewritten(files, 'fewer', (row, number) => (number % 5 === 0 ? undefined : row));
}

async function rewritten(files, name, rewrite) {
  const folder = `${files}-${name}`;
  const done = join(folder, '.done');
  if (existsSync(done)) return folder;
  for (const file of readdirSync(files).filter((file) => file !== 'students.csv'))
    cpSync(join(files, file), join(folder, file));
  await pipeline(
    createReadStream(join(files, 'students.csv')),
    parse({ bom: true }),
    async function* (rows) {
      let column;
      let number = 0;
      for await (const row of rows) {
        const isHead = column === undefined;
        column ??= row.indexOf(CHANGED_COLUMN);
        if (column < 0) throw new Error(`students.csv has no column ${CHANGED_COLUMN}.`);
        const next = isHead ? row : rewrite(row, number++, column);
        if (next) yield `${next.map(csvCell).join(',')}\n`;
      }
    },
    createWriteStream(join(folder, 'students.csv')),
  );
  writeFileSync(done, '');
  return folder;
}

function csvCell(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
