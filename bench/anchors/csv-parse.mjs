// The measure for an import: csv-parse turns the same files into objects, and nothing else. One process, one file after
// the other, streaming, `columns: true`; 'data' listeners, which are faster than for-await. The time is taken inside the
// process, so starting Node counts for us and not for the anchor.
import { parse } from 'csv-parse';
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runProcess } from '../support/processes.mjs';

/** Gives { seconds, rows: { 'students.csv': 100000, … } }. */
export async function timeCsvParse(folder) {
  const { stdout } = await runProcess(process.execPath, [fileURLToPath(import.meta.url), folder]);
  return JSON.parse(stdout);
}

async function parseFolder(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  const rows = {};
  const startedAt = performance.now();
  for (const name of names) rows[name] = await countObjects(join(folder, name));
  return { seconds: (performance.now() - startedAt) / 1000, rows };
}

function countObjects(path) {
  return new Promise((resolve, reject) => {
    let count = 0;
    const parser = parse({ columns: true, bom: true });
    parser.on('data', () => (count += 1));
    parser.once('end', () => resolve(count));
    parser.once('error', reject);
    createReadStream(path).once('error', reject).pipe(parser);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(await parseFolder(process.argv[2])));
}
