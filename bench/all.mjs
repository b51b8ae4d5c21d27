// Runs every benchmark, one after the other, on data that is prepared once; prints one Markdown table and writes
// results/all.json and results/all.md. At full size this takes about half an hour; --smoke only shows that all of it runs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resultsFolder, runBenchmark } from './support/benchmark.mjs';
import { startProcess } from './support/processes.mjs';
import { markdownOfFacts, machineFacts } from './support/machine.mjs';
import { markdownOfRows } from './support/rows.mjs';

// The short runs of --smoke; imports take the size of --students then.
const scripts = {
  start: { runs: 2 },
  serving: { rounds: 1, seconds: 1 },
  walk: { rounds: 1 },
  memory: { rounds: 1, seconds: 2 },
  import: { rounds: 1, large: 0 },
  'during-import': { runs: 2, 'idle-seconds': 2, 'import-students': 'as --students' },
};

await runBenchmark(
  {
    name: 'all',
    about: 'Every benchmark; one table.',
    options: { smoke: { default: false, doc: 'one short round of each; the figures mean nothing' } },
  },
  async ({ options, folder, defer, say }) => {
    const rows = [];
    for (const [name, short] of Object.entries(scripts)) {
      say(`\n== ${name}`);
      const args = argumentsFor(name, short, { options, folder });
      const script = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
      const run = startProcess(process.execPath, [script, ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      defer(run.stop);
      const { code } = await run.exited;
      if (code === 0) {
        rows.push(...JSON.parse(readFileSync(join(resultsFolder, `${name}.json`), 'utf8')).rows);
      } else {
        say(`${name} failed.`);
        process.exitCode = 1;
      }
    }
    writeFileSync(
      join(resultsFolder, 'all.md'),
      `${markdownOfFacts(machineFacts())}\n${markdownOfRows(rows)}`,
    );
    return rows;
  },
);

function argumentsFor(name, short, { options, folder }) {
  const given = { dir: folder, bin: options.bin, seed: options.seed };
  if (name !== 'import' || options.smoke) given.students = options.students;
  if (options.smoke) Object.assign(given, short);
  if ('import-students' in given) given['import-students'] = options.students;
  return Object.entries(given).flatMap(([key, value]) => [`--${key}`, String(value)]);
}
