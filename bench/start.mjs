// Measures from the start of the process to the first page of students that answers 200, with a large district in the database.
// The caller tries every few milliseconds; the operating system's file cache is warm.
import { setTimeout as sleep } from 'node:timers/promises';
import { runBenchmark } from './support/benchmark.mjs';
import { RawConnection, getRequest } from './support/raw-connection.mjs';
import { openRollbook, prepareDistrict } from './support/rollbook.mjs';
import { limitRow } from './support/rows.mjs';

const RETRY_MS = 5;
const GIVE_UP_MS = 60_000;

await runBenchmark(
  {
    name: 'start',
    about: 'Time from starting the server to its first page of students.',
    options: { runs: { default: '7', doc: 'starts' } },
  },
  async ({ options, folder, defer, say }) => {
    const rollbook = openRollbook(options.bin);
    const { data, token } = await prepareDistrict(rollbook, { ...options, folder, say });
    const times = [];
    for (let run = 1; run <= options.runs; run += 1) {
      const server = await rollbook.launch({ data, defer });
      times.push(await untilFirstPage(server, token));
      say(`start ${run}: ${times.at(-1).toFixed(0)} ms`);
      await server.stop();
    }
    return [limitRow({ what: 'start to first page', unit: 'ms', ours: times, target: { atMost: 1000 } })];
  },
);

async function untilFirstPage({ port, launchedAt, complaint }, token) {
  const request = getRequest('/v1.1/students?limit=100', token);
  while (performance.now() - launchedAt < GIVE_UP_MS) {
    const connection = await RawConnection.open(port).catch(() => undefined);
    const answer = await connection?.send(request).catch(() => undefined);
    const answeredAt = performance.now();
    connection?.close();
    if (answer?.status === 200) return answeredAt - launchedAt;
    await sleep(RETRY_MS);
  }
  throw new Error(`No page after ${GIVE_UP_MS / 1000} seconds:\n${complaint()}`);
}
