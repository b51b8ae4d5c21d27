// Measures whether readers notice an import: p99 of limit=100 at a fixed 2,000 pages a second, first on an idle server, then
// while `rollbook import` runs on the same data folder. Two cases: the import goes into another (new) district, or into the
// district being read, where it changes 70 % of the students (more would be held for approval). The client runs in a process
// of its own and counts from the time each request was due. Medians of five runs.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runBenchmark } from './support/benchmark.mjs';
import { withChanges } from './support/changed-files.mjs';
import { startFixedRate } from './support/fixed-rate.mjs';
import { randomPages, readStudents } from './support/pages.mjs';
import { openRollbook, prepareDistrict, prepareFiles, startRollbook } from './support/rollbook.mjs';
import { limitRow, median, spread } from './support/rows.mjs';
import { pathsFile } from './support/wrk.mjs';

const WARM_UP_MS = 2000;
// The target is the larger of 5 ms and twice the idle p99.
const QUIET_P99_MS = 2.5;

await runBenchmark(
  {
    name: 'during-import',
    about:
      'p99 of limit=100 at a fixed rate while an import runs, into another district and into the same one.',
    options: {
      'import-students': { default: '100000', doc: 'students in the imported files' },
      rate: { default: '2000', doc: 'pages a second' },
      runs: { default: '5', doc: 'runs of each case' },
      'idle-seconds': { default: '8', doc: 'length of the idle measurement before each import' },
    },
  },
  async ({ options, folder, scratch, defer, say }) => {
    const rollbook = openRollbook(options.bin);
    const imported = { folder, students: options['import-students'], seed: options.seed + 1, say };
    const setting = { rollbook, options, scratch, defer, say };

    const large = await prepareDistrict(rollbook, { ...options, folder, say });
    const files = await prepareFiles(rollbook, imported);
    const intoAnother = await measureCase({
      ...setting,
      name: 'another district',
      prepared: large,
      nextImport: async (data, run) => ({
        files,
        district: await rollbook.createDistrict({ data, name: `Other District ${run}` }),
      }),
    });

    const same = await prepareDistrict(rollbook, imported);
    const changed = await withChanges(same.files);
    const intoSame = await measureCase({
      ...setting,
      name: 'the same district',
      prepared: same,
      nextImport: (_data, run) => ({ files: run % 2 === 1 ? changed : same.files, district: same.district }),
    });
    return [intoAnother, intoSame];
  },
);

async function measureCase({ rollbook, options, scratch, defer, say, name, prepared, nextImport }) {
  // On a copy: the prepared data stays as it is for the other benchmarks.
  const data = join(scratch, name.replaceAll(' ', '-'));
  cpSync(prepared.data, data, { recursive: true });
  const server = await startRollbook(rollbook, { data, defer });
  const ids = await readIds({ url: server.url, token: prepared.token });
  const pages = randomPages({ ids, limit: 100, count: 200, seed: options.seed });
  const client = {
    ...{ port: server.port, token: prepared.token, pathsFile: pathsFile(scratch, pages) },
    ...{ perSecond: options.rate, connections: 8 },
  };
  const runs = [];
  for (let run = 1; run <= options.runs; run += 1) {
    const next = await nextImport(data, run);
    const rate = startFixedRate(client, defer);
    await sleep(WARM_UP_MS);
    rate.phase('idle');
    await sleep(options['idle-seconds'] * 1000);
    rate.phase('import');
    const { seconds } = await rollbook.import({ ...next, data });
    const { idle, import: busy } = await rate.stop();
    runs.push({ idle, busy, seconds });
    say(`${name}, run ${run}: idle ${describe(idle)}; import of ${seconds.toFixed(1)} s: ${describe(busy)}`);
  }
  await server.stop();
  return rowOf(name, runs, options);
}

function rowOf(name, runs, options) {
  const of = (phase, field) => runs.map((run) => run[phase][field]);
  const idle = of('idle', 'p99_ms');
  const errors = [...of('idle', 'errors'), ...of('busy', 'errors')].reduce((sum, count) => sum + count, 0);
  const notes = [
    `idle p99 ${spread(idle, 'ms')}`,
    `p50 during the import ${spread(of('busy', 'p50_ms'), 'ms')}, longest ${spread(of('busy', 'max_ms'), 'ms')}`,
    `the client itself woke up late by, p99 ${spread(of('busy', 'late_p99_ms'), 'ms')}`,
    `the import took ${spread(
      runs.map(({ seconds }) => seconds),
      's',
    )}`,
    `${errors} errors`,
  ];
  if (median(idle) > QUIET_P99_MS) notes.push('the machine was not quiet: the idle p99 sets the limit');
  return limitRow({
    what: `p99 of limit=100 at ${options.rate.toLocaleString('en-US')} pages/s during an import into ${name}`,
    unit: 'ms',
    ours: of('busy', 'p99_ms'),
    target: { atMost: 2 * Math.max(QUIET_P99_MS, median(idle)) },
    notes,
    failed: errors > 0,
  });
}

function describe({ requests, errors, p50_ms: p50, p99_ms: p99, max_ms: max, late_p99_ms: late }) {
  const values = [p50, p99, max, late].map((value) => value.toFixed(2));
  return `${requests} pages, p50 ${values[0]}, p99 ${values[1]}, max ${values[2]} ms (client late p99 ${values[3]}), ${errors} errors`;
}

async function readIds(source) {
  const ids = [];
  for await (const students of readStudents(source)) for (const { id } of students) ids.push(id);
  return ids;
}
