// Measures what counting every disclosure costs the read path: warm pages of 100 students and single records, from a server that
// notes what it sends and writes it every second, against the same server with a recorder that notes nothing. They take turns. Answers are
// counted for each second of processor time that the server used: a machine that is busy with something else does not move that.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runBenchmark } from './support/benchmark.mjs';
import { randomPages, randomRecords, readStudents } from './support/pages.mjs';
import { openRollbook, prepareDistrict, startRollbook } from './support/rollbook.mjs';
import { ratioRow } from './support/rows.mjs';
import { load, pathsFile } from './support/wrk.mjs';

const withoutLedger = fileURLToPath(new URL('support/without-ledger.mjs', import.meta.url));

await runBenchmark(
  {
    name: 'disclosure',
    about: 'Warm pages and single records, with the recorder of disclosures and without.',
    options: {
      rounds: { default: '5', doc: 'rounds' },
      seconds: { default: '6', doc: 'length of one measurement' },
    },
  },
  async ({ options, folder, scratch, defer, say }) => {
    const rollbook = openRollbook(options.bin);
    const { data, token } = await prepareDistrict(rollbook, { ...options, folder, say });
    const noting = await startRollbook(rollbook, { data, defer });
    const silent = await startRollbook(openRollbook(withoutLedger), { data, defer });
    const ids = [];
    for await (const page of readStudents({ url: noting.url, token })) ids.push(...page.map(({ id }) => id));
    const { seed } = options;
    const parts = {
      'limit=100': randomPages({ ids, limit: 100, count: 200, seed }),
      'one record by id': randomRecords({ ids, count: 2000, seed }),
    };
    const rows = [];
    for (const [what, drawn] of Object.entries(parts)) {
      const paths = pathsFile(scratch, drawn);
      const measured = { noting: [], silent: [] };
      const servers = { noting, silent };
      for (const { url } of [noting, silent]) await load({ url, paths, token, seconds: 2 });
      for (let round = 1; round <= options.rounds; round += 1) {
        // Whoever comes first in one round comes last in the next.
        const order = round % 2 === 0 ? ['silent', 'noting'] : ['noting', 'silent'];
        for (const name of order) {
          const { url, pid } = servers[name];
          const before = processorSeconds(pid);
          const result = await load({ url, paths, token, seconds: options.seconds });
          const perSecond = (result.perSecond * options.seconds) / (processorSeconds(pid) - before);
          measured[name].push(perSecond);
          say(
            `${what}, round ${round}, ${name}: ${perSecond.toFixed(0)} a second of the processor, ${result.perSecond.toFixed(0)} a second, p99 ${result.p99_ms} ms`,
          );
        }
      }
      rows.push(
        ratioRow({
          what,
          unit: 'a processor second',
          ours: measured.noting,
          anchor: { name: 'without recorder', values: measured.silent },
          target: { atLeast: 0.97 },
        }),
      );
    }
    return rows;
  },
);

/** What a process has used so far, from the kernel's count of hundredths. */
function processorSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
