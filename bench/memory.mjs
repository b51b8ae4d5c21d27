// Measures memory and fairness under the largest pages: fifty connections ask a freshly started server for limit=10000 at
// random places, each again as soon as it is served; meanwhile another token reads single records, fifty a second, counted from the time
// each was due. Reported: the highest resident memory of the server and the p99 of the single records. A new server for each round.
import { runBenchmark } from './support/benchmark.mjs';
import { startFixedRate } from './support/fixed-rate.mjs';
import { randomPages, randomRecords, readStudents } from './support/pages.mjs';
import { watchMemory } from './support/processes.mjs';
import { openRollbook, prepareDistrict, startRollbook } from './support/rollbook.mjs';
import { limitRow, spread } from './support/rows.mjs';
import { load, pathsFile } from './support/wrk.mjs';

const CONNECTIONS = 50;
const RECORDS_A_SECOND = 50;

await runBenchmark(
  {
    name: 'memory',
    about: 'Fifty simultaneous limit=10000 and one record by another token meanwhile.',
    options: {
      rounds: { default: '3', doc: 'rounds' },
      seconds: { default: '10', doc: 'length of one round' },
    },
  },
  async ({ options, folder, scratch, defer, say }) => {
    const rollbook = openRollbook(options.bin);
    const { data, token, secondToken } = await prepareDistrict(rollbook, { ...options, folder, say });
    const files = await drawPaths({ rollbook, data, token, scratch, options, defer });
    const measured = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      const server = await startRollbook(rollbook, { data, defer });
      const memory = watchMemory(server.pid);
      defer(memory.stop);
      const rate = { perSecond: RECORDS_A_SECOND, connections: 2 };
      const reader = startFixedRate(
        { port: server.port, token: secondToken, pathsFile: files.records, ...rate },
        defer,
      );
      reader.phase('records');
      const pages = await load({
        ...{ url: server.url, paths: files.pages, token },
        ...{ connections: CONNECTIONS, seconds: options.seconds },
      });
      const { records } = await reader.stop();
      const megabytes = memory.peakBytes() / 2 ** 20;
      memory.stop();
      await server.stop();
      measured.push({
        megabytes,
        p99: records.p99_ms,
        max: records.max_ms,
        errors: records.errors,
        ...pages,
      });
      say(
        `round ${round}: ${megabytes.toFixed(0)} MB; ${records.requests} records, p50 ${records.p50_ms.toFixed(1)}, ` +
          `p99 ${records.p99_ms.toFixed(1)} ms; ${pages.perSecond.toFixed(1)} large pages a second`,
      );
    }
    const of = (field) => measured.map((round) => round[field]);
    const errors = of('errors').reduce((sum, count) => sum + count, 0);
    const what = `fifty simultaneous limit=10000`;
    return [
      limitRow({
        what: `${what}: resident memory of the server`,
        unit: 'MB',
        ours: of('megabytes'),
        target: { atMost: 512 },
        notes: [`${spread(of('perSecond'), 'large pages a second')}`],
      }),
      limitRow({
        what: `${what}: p99 of one record by another token`,
        unit: 'ms',
        ours: of('p99'),
        target: { atMost: 100 },
        notes: [`longest ${spread(of('max'), 'ms')}`, `${errors} errors`],
        failed: errors > 0,
      }),
    ];
  },
);

async function drawPaths({ rollbook, data, token, scratch, options, defer }) {
  const server = await startRollbook(rollbook, { data, defer });
  const ids = [];
  for await (const students of readStudents({ url: server.url, token }))
    for (const { id } of students) ids.push(id);
  await server.stop();
  const { seed } = options;
  return {
    pages: pathsFile(scratch, randomPages({ ids, limit: 10_000, count: 200, seed })),
    records: pathsFile(scratch, randomRecords({ ids, count: 2000, seed })),
  };
}
