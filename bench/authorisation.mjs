// Measures what deciding who may see a record costs where there are many: single records at a fixed rate, each by a token drawn from those
// of a hub with 1,000 districts and 50 applications, against the only token of a hub with one district and one application. Districts hold the
// same small roster; a third of the connections share one school alone. Both servers run; they take turns, and the p99 are compared: first
// without the recorder of disclosures, then with it, which has a row to write for each token.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBenchmark } from './support/benchmark.mjs';
import { startFixedRate } from './support/fixed-rate.mjs';
import { openRollbook, prepareFiles, startRollbook } from './support/rollbook.mjs';
import { limitRow, median, spread } from './support/rows.mjs';
import { pathsFile } from './support/wrk.mjs';

const withoutLedger = fileURLToPath(new URL('support/without-ledger.mjs', import.meta.url));
const STUDENTS = 60;
const RECORDS_PER_TOKEN = 4;
const WARM_UP_MS = 4000;

await runBenchmark(
  {
    name: 'authorisation',
    about: 'Single records in a hub of many districts and applications, against a hub of one.',
    options: {
      districts: { default: '1000', doc: 'districts of the large hub' },
      applications: { default: '50', doc: 'applications of the large hub' },
      connections: { default: '5', doc: 'connections of each district' },
      rate: { default: '1000', doc: 'requests a second' },
      seconds: { default: '8', doc: 'length of one measurement' },
      rounds: { default: '5', doc: 'rounds' },
    },
  },
  async ({ options, folder, scratch, defer, say }) => {
    const rollbook = openRollbook(options.bin);
    const files = await prepareFiles(rollbook, { folder, students: STUDENTS, seed: options.seed, say });
    const hubs = {
      one: { districts: 1, applications: 1, connections: 1 },
      many: options,
    };
    const prepared = {};
    for (const [name, size] of Object.entries(hubs)) {
      const home = join(folder, `hub-${size.districts}-${size.applications}-${size.connections}`);
      prepared[name] = await prepareHub({ home, files, size, say });
    }
    const rows = [];
    for (const [what, bin] of Object.entries({
      'nothing noted': withoutLedger,
      'each disclosure noted': options.bin,
    })) {
      say(what);
      const p99 = await compare({ rollbook: openRollbook(bin), prepared, options, scratch, defer, say });
      rows.push(
        limitRow({
          what: `p99 of one record, ${options.districts} districts and ${options.applications} applications, more than with one of each; ${what}`,
          unit: 'ms',
          ours: [median(p99.many) - median(p99.one)],
          target: { atMost: 0.3 },
          notes: [`one ${spread(p99.one, 'ms')}`, `many ${spread(p99.many, 'ms')}`],
        }),
      );
    }
    return rows;
  },
);

async function compare({ rollbook, prepared, options, scratch, defer, say }) {
  const servers = {};
  for (const [name, hub] of Object.entries(prepared)) {
    const server = await startRollbook(rollbook, { data: hub.data, defer });
    servers[name] = { server, paths: await drawPaths({ server, prepared: hub, scratch }) };
  }
  const measure = async (name) => {
    const { server, paths } = servers[name];
    const rate = startFixedRate(
      { port: server.port, token: '', pathsFile: paths, perSecond: options.rate, connections: 8 },
      defer,
    );
    await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
    rate.phase('measured');
    await new Promise((resolve) => setTimeout(resolve, options.seconds * 1000));
    const { measured } = await rate.stop();
    if (measured.errors > 0) throw new Error(`${measured.errors} requests failed.`);
    return measured;
  };
  const p99 = { one: [], many: [] };
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const name of round % 2 === 0 ? ['many', 'one'] : ['one', 'many'])
      p99[name].push((await measure(name)).p99_ms);
    say(`round ${round}: one ${p99.one.at(-1).toFixed(2)} ms, many ${p99.many.at(-1).toFixed(2)} ms`);
  }
  for (const { server } of Object.values(servers)) await server.stop();
  return p99;
}

/** A data folder with that many districts, applications and connections; made by the functions that commands call, in one process. */
async function prepareHub({ home, files, size, say }) {
  const done = join(home, 'prepared.json');
  if (existsSync(done)) return JSON.parse(readFileSync(done, 'utf8'));
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const data = join(home, 'data');
  const load = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
  const { openHub } = await load('hub.js');
  const directory = await load('directory/index.js');
  const { importFiles } = await load('ingest/index.js');
  const { NOTHING_SHARED } = await load('sharing/index.js');
  const hub = openHub({ data });
  const acting = { store: hub.store, serverKey: hub.serverKey, now: () => new Date(), actor: 'benchmark' };
  const sources = { now: () => new Date(), randomHex: directory.randomHex };
  const applications = [];
  for (let n = 0; n < size.applications; n += 1)
    applications.push(await directory.createApplication(acting, { name: `Application ${n}` }));
  const tokens = [];
  for (let n = 0; n < size.districts; n += 1) {
    const { id: districtId } = await directory.createDistrict(acting, {
      name: `District ${n}`,
      id: undefined,
    });
    await importFiles(hub.store, { districtId, path: files, sources });
    const [{ id: audienceId }] = await hub.store.districts.audiences(districtId);
    const reader = hub.store.roster.readFor(districtId, audienceId);
    const schools = (await reader.listDirectory('school')).firstIds;
    for (let m = 0; m < size.connections; m += 1) {
      const { id: applicationId } = applications[(n * size.connections + m) % applications.length];
      const share =
        m % 3 === 2
          ? { kind: 'schools', schools: schools.slice(0, 1), staff: false }
          : { kind: 'everything', staff: true };
      const sharing = { ...NOTHING_SHARED, share };
      const { token } = await directory.createConnection(acting, { districtId, applicationId, sharing });
      tokens.push(token);
    }
    if ((n + 1) % 100 === 0) say(`${n + 1} of ${size.districts} districts`);
  }
  await hub.close();
  const prepared = { data, tokens };
  writeFileSync(done, JSON.stringify(prepared));
  return prepared;
}

/** Some records of each token, in an order in which no token follows itself. */
async function drawPaths({ server, prepared, scratch }) {
  const lines = [];
  for (const token of prepared.tokens) {
    const answer = await fetch(`${server.url}/v1.1/students?limit=${RECORDS_PER_TOKEN}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { data } = await answer.json();
    data.forEach(({ uri }, n) => (lines[n] ??= []).push(`${uri} ${token}`));
  }
  return pathsFile(scratch, lines.flat());
}
