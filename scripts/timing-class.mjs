/**
 * Whether time tells what a 404 hides: an id that never was, a record of another district, and a record of the same district that is not shared,
 * asked in turn; the medians may differ by less than a millisecond (`auth-and-sharing` 18.21, reliability 6). A benchmark, not a test: run it
 * on a machine that does nothing else. `npm run build && node scripts/timing-class.mjs`
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '1000' },
    students: { type: 'string', default: '5000' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(
    'node scripts/timing-class.mjs [--trials 1000] [--students 5000]   Exit 1 where medians differ by a millisecond or more.',
  );
  process.exit(0);
}
const LIMIT_MS = 1;
const trials = Number(values.trials);

const root = fileURLToPath(new URL('..', import.meta.url));
const load = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
const { openHub } = await load('hub.js');
const { buildApp } = await load('app.js');
const { loadConfig } = await load('config/index.js');
const directory = await load('directory/index.js');
const { importFiles } = await load('ingest/index.js');
const { NOTHING_SHARED } = await load('sharing/index.js');

const folder = mkdtempSync(join(tmpdir(), 'rollbook-timing-'));
const hub = openHub({ data: join(folder, 'data') });
const acting = { store: hub.store, serverKey: hub.serverKey, now: () => new Date(), actor: 'benchmark' };
const sources = { now: () => new Date(), randomHex: directory.randomHex };

const files = join(folder, 'files');
const made = spawnSync(process.execPath, [
  join(root, 'bin/rollbook.js'),
  'generate',
  '--students',
  values.students,
  '--out',
  files,
]);
if (made.status !== 0) throw new Error(made.stderr.toString());
const districts = [];
for (const name of ['One', 'Other']) {
  const { id } = await directory.createDistrict(acting, { name, id: undefined });
  await importFiles(hub.store, { districtId: id, path: files, sources });
  districts.push(id);
}
const idsOf = async (districtId, type) => {
  const [{ id: audienceId }] = await hub.store.districts.audiences(districtId);
  return (await hub.store.roster.readFor(districtId, audienceId).listDirectory(type)).firstIds;
};
const [school] = await idsOf(districts[0], 'school');
const application = await directory.createApplication(acting, { name: 'Timing' });
const connect = (share) =>
  directory.createConnection(acting, {
    districtId: districts[0],
    applicationId: application.id,
    sharing: { ...NOTHING_SHARED, share },
  });
const { token } = await connect({ kind: 'schools', schools: [school], staff: false });

const app = buildApp(hub, { ...loadConfig({}, {}), rateLimit: false, logLevel: 'silent' });
const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const ask = (path) =>
  new Promise((resolve, reject) => {
    const startedNs = process.hrtime.bigint();
    request({ port, path, agent, headers: { authorization: `Bearer ${token}` } }, (res) => {
      res.resume();
      res.on('end', () =>
        resolve({ status: res.statusCode, ms: Number(process.hrtime.bigint() - startedNs) / 1e6 }),
      );
    })
      .on('error', reject)
      .end();
  });

/** An id of a record of the district that the token does not see: segments begin with some of many. */
async function hiddenId(type, plural) {
  for (const id of await idsOf(districts[0], type))
    if ((await ask(`/v1.1/${plural}/${id}`)).status === 404) return id;
  return undefined;
}

let worst = 0;
for (const [type, plural, below] of [
  ['student', 'students', ''],
  ['student', 'students', '/sections'],
  ['section', 'sections', '/students'],
  ['teacher', 'teachers', '/students'],
  ['school', 'schools', '/students'],
]) {
  const kinds = {
    never: '0123456789abcdef01234567',
    'other district': (await idsOf(districts[1], type))[0],
    hidden: type === 'school' ? undefined : await hiddenId(type, plural),
  };
  const times = new Map(Object.keys(kinds).map((kind) => [kind, []]));
  for (let n = 0; n < trials + 100; n++)
    for (const [kind, id] of Object.entries(kinds)) {
      if (id === undefined) continue;
      const { status, ms } = await ask(`/v1.1/${plural}/${id}${below}`);
      if (status !== 404) throw new Error(`${plural}/${id} (${kind}) is ${status}`);
      // The first hundred warm the code.
      if (n >= 100) times.get(kind).push(ms);
    }
  const medians = [...times].flatMap(([kind, list]) => {
    list.sort((a, b) => a - b);
    return list.length > 0 ? [[kind, list[Math.floor(list.length / 2)]]] : [];
  });
  const difference = Math.max(...medians.map(([, ms]) => ms)) - Math.min(...medians.map(([, ms]) => ms));
  worst = Math.max(worst, difference);
  console.log(
    `/${plural}/{id}${below}`.padEnd(24),
    medians.map(([kind, ms]) => `${kind} ${ms.toFixed(3)} ms`).join('   '),
    `  differ by ${difference.toFixed(3)} ms`,
  );
}
agent.destroy();
await app.close();
await hub.close();
rmSync(folder, { recursive: true, force: true });
console.log(
  worst < LIMIT_MS
    ? `All differ by less than ${LIMIT_MS} ms.`
    : `A difference of ${worst.toFixed(3)} ms tells something.`,
);
process.exit(worst < LIMIT_MS ? 0 : 1);
