// Measures warm reads: random pages of 100, 1,000 and 10,000 students, and single records, from a district that has been
// read before; token checked, links built, rate limiter off. wrk, one thread, 8 keep-alive connections. Ours and each
// anchor take turns for three rounds. Anchors: Express 5 + pg with the same records, nginx with the same 200 pages as
// files, a Node server with one constant Buffer of the same length.
import { isDeepStrictEqual } from 'node:util';
import { startConstantBuffer } from './anchors/constant-buffer.mjs';
import { startExpress } from './anchors/express-pg.mjs';
import { startNginx } from './anchors/nginx.mjs';
import { startPostgres } from './anchors/postgres.mjs';
import { runBenchmark } from './support/benchmark.mjs';
import { getBody, getJson, randomPages, randomRecords } from './support/pages.mjs';
import { watchMemory } from './support/processes.mjs';
import { openRollbook, prepareDistrict, startRollbook } from './support/rollbook.mjs';
import { median, ratioRow, spread } from './support/rows.mjs';
import { load, pathsFile } from './support/wrk.mjs';

const parts = {
  // The buffer tells how fast this machine's sockets are; Express does not.
  100: { paths: 200, express: 20, nginx: 0.5, constant: null },
  1000: { paths: 80, express: 30, constant: 0.6 },
  10000: { paths: 20, express: 25, constant: 0.6 },
  record: { paths: 2000, express: 3 },
};

await runBenchmark(
  {
    name: 'serving',
    about: 'Warm pages and single records against Express + pg, nginx and a constant buffer.',
    options: {
      parts: { default: Object.keys(parts).join(), doc: 'which parts to run' },
      rounds: { default: '3', doc: 'rounds' },
      seconds: { default: '8', doc: 'length of one measurement' },
      workers: { default: '1', doc: 'processes of ours that serve' },
    },
  },
  async ({ options, folder, scratch, defer, say }) => {
    const rollbook = openRollbook(options.bin);
    const { data, token } = await prepareDistrict(rollbook, { ...options, folder, say });
    const flags = Number(options.workers) > 1 ? ['--workers', String(options.workers)] : [];
    const server = await startRollbook(rollbook, { data, flags, defer });
    const memory = watchMemory(server.pid);
    defer(memory.stop);
    const name = flags.length > 0 ? `Rollbook, ${options.workers} workers` : 'Rollbook';
    const ours = { name, url: server.url, token };
    // Reading all students for the anchor's table is also the walk after which the district counts as read before.
    const { connection, ids } = await startPostgres({ scratch, defer, say, source: ours });
    const express = { name: 'Express + pg', token, ...(await startExpress({ connection, defer })) };

    const rows = [];
    for (const part of String(options.parts).split(',')) {
      const { paths: count, ...targets } = parts[part];
      const drawn =
        part === 'record'
          ? randomRecords({ ids, count, seed: options.seed })
          : randomPages({ ids, limit: Number(part), count, seed: options.seed });
      const what = part === 'record' ? 'one record by id' : `limit=${part}`;
      await expectSameAnswer(drawn[0], ours, express);

      const file = pathsFile(scratch, drawn);
      const contenders = [
        { ...ours, file },
        { ...express, file, atLeast: targets.express },
      ];
      if (targets.nginx) {
        const nginx = await startNginx({ scratch, defer, bodies: await bodiesOf(drawn, ours) });
        const pages = pathsFile(scratch, nginx.paths);
        contenders.push({ name: 'nginx', ...nginx, file: pages, atLeast: targets.nginx });
      }
      if (targets.constant !== undefined) {
        const lengths = (await bodiesOf(drawn, ours)).map((body) => body.length);
        const constant = await startConstantBuffer({ bytes: Math.round(median(lengths)), defer });
        contenders.push({
          name: 'constant buffer',
          ...constant,
          file,
          atLeast: targets.constant ?? undefined,
        });
      }
      rows.push(...(await compare({ what, contenders, token, options, say })));
    }
    rows.at(-1).notes.push(`resident memory of ours up to ${Math.round(memory.peakBytes() / 2 ** 20)} MB`);
    return rows;
  },
);

/** All contenders in turn, round by round; a row for each anchor. */
async function compare({ what, contenders, token, options, say }) {
  for (const { url, file } of contenders) await load({ url, paths: file, token, seconds: 2 });
  const measured = contenders.map(() => []);
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const [index, { name, url, file }] of contenders.entries()) {
      const result = await load({ url, paths: file, token, seconds: options.seconds });
      measured[index].push(result);
      say(
        `${what}, round ${round}, ${name}: ${result.perSecond.toFixed(1)} a second, p99 ${result.p99_ms} ms`,
      );
    }
  }
  const [ours, ...others] = measured.map((results) => results.map(({ perSecond }) => perSecond));
  return others.map((values, index) => {
    const { name, atLeast } = contenders[index + 1];
    return ratioRow({
      what,
      unit: 'a second',
      ours,
      anchor: { name, values },
      target: atLeast === undefined ? {} : { atLeast },
      notes: [`p99 ${p99Of(measured[0])}, anchor ${p99Of(measured[index + 1])}`],
    });
  });
}

function p99Of(results) {
  return spread(
    results.map(({ p99_ms: p99 }) => p99),
    'ms',
  );
}

/** The comparison is fair only while both servers say the same. */
async function expectSameAnswer(path, ours, anchor) {
  const [mine, theirs] = await Promise.all([getJson(ours, path), getJson(anchor, path)]);
  if (!isDeepStrictEqual(mine.data, theirs.data)) throw new Error(`${path}: the anchor answers other data.`);
  const relsOf = ({ links }) => links.map(({ rel }) => rel);
  if (!isDeepStrictEqual(relsOf(mine), relsOf(theirs)))
    throw new Error(`${path}: the anchor gives other links.`);
}

async function bodiesOf(paths, source) {
  const bodies = [];
  for (const path of paths) bodies.push(await getBody(source, path));
  return bodies;
}
