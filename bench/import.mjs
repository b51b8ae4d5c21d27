// Measures `rollbook import` as a whole process, wall time and peak memory: a district's files into an empty database, then
// the same files again. Anchor: csv-parse turning the same files into objects and nothing else. Ours and the anchor take
// turns for three rounds. Then a district ten times as large, once, to see whether time grows in step and memory does not.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { timeCsvParse } from './anchors/csv-parse.mjs';
import { runBenchmark } from './support/benchmark.mjs';
import { openRollbook, prepareFiles } from './support/rollbook.mjs';
import { limitRow, median, ratioRow } from './support/rows.mjs';

const MEGABYTE = 2 ** 20;
// What the figures are promised for, a student; other proportions are pointed out in the table.
const PROPORTIONS = { 'teachers.csv': 0.06, 'sections.csv': 0.2, 'enrollments.csv': 7 };
// "Linear" leaves room for deeper trees and a noisy machine, not for n log n of the whole.
const LINEAR_WITHIN = 1.25;

await runBenchmark(
  {
    name: 'import',
    about:
      'Import time and memory against csv-parse on the same files; first import, same again, ten times the size.',
    options: {
      students: { default: '100000', doc: 'students in the files' },
      large: { default: '1000000', doc: 'students in the large files; 0 leaves that part out' },
      rounds: { default: '3', doc: 'rounds' },
      'large-rounds': { default: '1', doc: 'rounds of the large import' },
    },
  },
  async ({ options, folder, scratch, say }) => {
    const rollbook = openRollbook(options.bin);
    const files = await prepareFiles(rollbook, { ...options, folder, say });
    const measured = { parse: [], first: [], again: [], firstBytes: [], againBytes: [] };
    let rowsOfFiles = {};
    for (let round = 1; round <= options.rounds; round += 1) {
      const parsed = await timeCsvParse(files);
      rowsOfFiles = parsed.rows;
      measured.parse.push(parsed.seconds);
      const [first, again] = await importInto(rollbook, { scratch, files, times: 2 });
      measured.first.push(first.seconds);
      measured.firstBytes.push(first.peakBytes / MEGABYTE);
      measured.again.push(again.seconds);
      measured.againBytes.push(again.peakBytes / MEGABYTE);
      const [parse, one, two] = [parsed, first, again].map(({ seconds }) => `${seconds.toFixed(1)} s`);
      say(`round ${round}: csv-parse ${parse}, import ${one}, again ${two}`);
    }
    const anchor = { name: 'csv-parse objects', values: measured.parse };
    const what = `import of ${options.students.toLocaleString('en-US')} students`;
    const notes = [describeRows(rowsOfFiles), ...unusualProportions(rowsOfFiles)];
    const timeRow = (name, ours, atMost, notes_) =>
      ratioRow({ what: name, unit: 's', ours, anchor, target: { atMost }, notes: notes_ });
    const memoryRow = (name, ours, atMost) => limitRow({ what: name, unit: 'MB', ours, target: { atMost } });
    const rows = [
      timeRow(what, measured.first, 2, notes),
      memoryRow(`${what}, peak memory`, measured.firstBytes, 512),
      timeRow(`${what}, same files again`, measured.again, 1),
      memoryRow(`${what}, same files again, peak memory`, measured.againBytes, 512),
    ];
    if (options.large === 0) return rows;

    const larger = await prepareFiles(rollbook, { ...options, students: options.large, folder, say });
    const large = [];
    for (let round = 1; round <= options['large-rounds']; round += 1) {
      large.push(...(await importInto(rollbook, { scratch, files: larger, times: 1 })));
      say(`large import: ${large.at(-1).seconds.toFixed(1)} s`);
    }
    const timesLarger = options.large / options.students;
    const whatLarge = `import of ${options.large.toLocaleString('en-US')} students`;
    const growth = large.map(({ seconds }) => seconds / median(measured.first) / timesLarger);
    const took = `${large.map(({ seconds }) => seconds.toFixed(0)).join(', ')} s`;
    return [
      ...rows,
      limitRow({
        what: `${whatLarge}, time a student against the smaller`,
        unit: '×',
        ours: growth,
        target: { atMost: LINEAR_WITHIN },
        notes: [took],
      }),
      memoryRow(
        `${whatLarge}, peak memory`,
        large.map(({ peakBytes }) => peakBytes / MEGABYTE),
        768,
      ),
    ];
  },
);

/** Into an empty database, which is removed afterwards. */
async function importInto(rollbook, { scratch, files, times }) {
  const data = join(scratch, 'data');
  mkdirSync(data);
  try {
    const district = await rollbook.createDistrict({ data, name: 'Import District' });
    const results = [];
    while (results.length < times) results.push(await rollbook.import({ files, data, district }));
    return results;
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function describeRows(rows) {
  const counts = Object.entries(rows).map(([name, count]) => `${count.toLocaleString('en-US')} ${name}`);
  return `rows: ${counts.join(', ')}`;
}

function unusualProportions(rows) {
  return Object.entries(PROPORTIONS)
    .map(([name, share]) => [name, (rows[name] ?? 0) / rows['students.csv'] / share])
    .filter(([, ratio]) => ratio < 0.9 || ratio > 1.1)
    .map(([name, ratio]) => `${name} has ${ratio.toFixed(2)} × the rows the target is stated for`);
}
