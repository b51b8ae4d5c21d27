// Measures a cold walk: a freshly started server, nothing in its memory yet, one connection that follows `next` from the
// first page to the last, at limit=100 and limit=1000. Express + pg with the same records is restarted before each walk too,
// but its PostgreSQL keeps the table in memory, which is in the anchor's favour. The client is a raw socket that takes only
// the next link from the tail of a page; it is the same for both.
import { startExpress } from './anchors/express-pg.mjs';
import { startPostgres } from './anchors/postgres.mjs';
import { runBenchmark } from './support/benchmark.mjs';
import { RawConnection, getRequest } from './support/raw-connection.mjs';
import { openRollbook, prepareDistrict, startRollbook } from './support/rollbook.mjs';
import { ratioRow } from './support/rows.mjs';

const targets = { 100: 5, 1000: 8 };

await runBenchmark(
  {
    name: 'walk',
    about: 'A whole walk through the students of a freshly started server, against Express + pg.',
    options: { rounds: { default: '3', doc: 'rounds' } },
  },
  async ({ options, folder, scratch, defer, say }) => {
    const rollbook = openRollbook(options.bin);
    const { data, token } = await prepareDistrict(rollbook, { ...options, folder, say });
    const reader = await startRollbook(rollbook, { data, defer });
    const { connection } = await startPostgres({ scratch, defer, say, source: { url: reader.url, token } });
    await reader.stop();

    const contenders = [
      { name: 'Rollbook', start: () => startRollbook(rollbook, { data, defer }) },
      { name: 'Express + pg', start: () => startExpress({ connection, defer }) },
    ];
    const rows = [];
    for (const [limit, atLeast] of Object.entries(targets)) {
      const [ours, values] = [[], []];
      const expected = Math.ceil(options.students / Number(limit));
      for (let round = 1; round <= options.rounds; round += 1) {
        for (const { name, start } of contenders) {
          const server = await start();
          const { pages, seconds, bytes } = await walk({ port: server.port, token, limit });
          await server.stop();
          if (pages !== expected) throw new Error(`${name} gave ${pages} pages, not ${expected}.`);
          (name === 'Rollbook' ? ours : values).push(pages / seconds);
          const megabytes = (bytes / 1e6).toFixed(0);
          say(
            `limit=${limit}, round ${round}, ${name}: ${pages} pages, ${megabytes} MB in ${seconds.toFixed(2)} s`,
          );
        }
      }
      rows.push(
        ratioRow({
          what: `whole walk, limit=${limit}, fresh server`,
          unit: 'pages/s',
          ours,
          anchor: { name: 'Express + pg', values },
          target: { atLeast },
        }),
      );
    }
    return rows;
  },
);

async function walk({ port, token, limit }) {
  const connection = await RawConnection.open(port);
  const startedAt = performance.now();
  let pages = 0;
  let bytes = 0;
  let uri = `/v1.1/students?limit=${limit}`;
  while (uri !== undefined) {
    const { status, length, tail } = await connection.send(getRequest(uri, token));
    if (status !== 200) throw new Error(`${uri} answered ${status}.`);
    pages += 1;
    bytes += length;
    uri = /"rel":"next","uri":"([^"]+)"/.exec(tail)?.[1];
  }
  const seconds = (performance.now() - startedAt) / 1000;
  connection.close();
  return { pages, bytes, seconds };
}
