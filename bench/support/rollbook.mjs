// Rollbook as its user runs it: the executable and nothing else.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, runProcess, startProcess, waitForAnswer } from './processes.mjs';

const SUCCEEDED = [
  'success',
  'successful',
  'published',
  'unchanged',
  'completed',
  'complete',
  'applied',
  'ok',
];

export function openRollbook(bin) {
  const run = (...args) => runProcess(process.execPath, [bin, ...args.map(String)], { env: environment() });
  const json = async (...args) => JSON.parse((await run(...args, '--json')).stdout);

  return {
    /** What any other command prints as JSON. */
    command: json,

    generate: ({ students, seed, out }) =>
      run('generate', '--students', students, '--seed', seed, '--out', out),

    createDistrict: async ({ data, name }) =>
      (await json('district', 'create', '--name', name, '--data', data)).id,

    /** Gives { seconds, peakBytes, report }. */
    import: async ({ files, data, district }) => {
      const { stdout, ...measured } = await run(
        'import',
        files,
        '--district',
        district,
        '--data',
        data,
        '--json',
      );
      return { ...measured, report: checkedReport(stdout) };
    },

    /** A new application with its own district token; `sharing` are flags that narrow what it sees. */
    createToken: async ({ data, district, name, sharing = [] }) => {
      const app = await json('app', 'create', '--name', name, '--data', data);
      const between = ['--app', app.id, '--district', district, '--data', data];
      return (await json('connection', 'create', ...between, ...sharing)).token;
    },

    /** Starts the server without waiting; `url` answers some time later. */
    launch: async ({ data, flags = [], defer }) => {
      const port = await freePort();
      const args = [bin, 'start', '--data', data, '--port', String(port), ...flags];
      const launchedAt = performance.now();
      const server = startProcess(process.execPath, args, { env: environment() });
      defer(server.stop);
      return { ...server, launchedAt, port, url: `http://127.0.0.1:${port}` };
    },
  };
}

export async function startRollbook(rollbook, { data, flags, defer }) {
  const server = await rollbook.launch({ data, flags, defer });
  await waitForAnswer(`${server.url}/ready`, server);
  return server;
}

/** A data folder with one district and two tokens, prepared once a working folder. */
export async function prepareDistrict(rollbook, { folder, students, seed, say }) {
  const home = join(folder, `district-${students}-${seed}`);
  const done = join(home, 'prepared.json');
  if (existsSync(done)) return JSON.parse(readFileSync(done, 'utf8'));
  rmSync(home, { recursive: true, force: true });
  const data = join(home, 'data');
  mkdirSync(data, { recursive: true });
  const files = await prepareFiles(rollbook, { folder, students, seed, say });
  say(`Importing ${students} students`);
  const district = await rollbook.createDistrict({ data, name: 'Benchmark District' });
  const { seconds } = await rollbook.import({ files, data, district });
  say(`Imported in ${seconds.toFixed(1)} s`);
  const token = await rollbook.createToken({ data, district, name: 'First reader' });
  const secondToken = await rollbook.createToken({ data, district, name: 'Second reader' });
  const prepared = { data, district, token, secondToken, files };
  writeFileSync(done, JSON.stringify(prepared));
  return prepared;
}

/** The CSV files of a synthetic district, generated once a working folder. */
export async function prepareFiles(rollbook, { folder, students, seed, say }) {
  const files = join(folder, `files-${students}-${seed}`);
  const done = `${files}.done`;
  if (existsSync(done)) return files;
  rmSync(files, { recursive: true, force: true });
  say(`Generating ${students} students`);
  await rollbook.generate({ students, seed, out: files });
  writeFileSync(done, '');
  return files;
}

/** No setting of the caller's may leak into a measurement. */
function environment() {
  const own = Object.entries(process.env).filter(
    ([key]) => !/^(ROLLBOOK_|DATABASE_URL$|PORT$|NODE_OPTIONS$)/.test(key),
  );
  return { ...Object.fromEntries(own), ROLLBOOK_RATE_LIMIT: 'off' };
}

function checkedReport(stdout) {
  const report = JSON.parse(stdout);
  const state = report.state ?? report.status ?? report.outcome;
  if (typeof state === 'string' && !SUCCEEDED.includes(state))
    throw new Error(`The import ended as "${state}".`);
  return report;
}
