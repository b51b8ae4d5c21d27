// Measures what counting every disclosure costs the read path: warm pages of 100 students and single records, from a server that
// notes what it sends and writes it every second, against the same server with a recorder that notes nothing. Answers are counted for each
// second of processor time: a machine that is busy with something else does not move that. Twice: by what the thread that answers used, which
// is what a caller can feel, and by what the whole server used, with the thread that writes the ledger.
//
// Two processes of one build differ by up to 15 % for as long as they live, by how their code happened to be compiled. So each round starts a
// new one of either kind, one after the other, and medians are of as many processes as there are rounds.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runBenchmark } from './support/benchmark.mjs';
import { randomPages, randomRecords, readStudents } from './support/pages.mjs';
import { openRollbook, prepareDistrict, startRollbook } from './support/rollbook.mjs';
import { ratioRow } from './support/rows.mjs';
import { load, pathsFile } from './support/wrk.mjs';

const withoutLedger = fileURLToPath(new URL('support/without-ledger.mjs', import.meta.url));
const WARM_UP_SECONDS = 2;

await runBenchmark(
  {
    name: 'disclosure',
    about: 'Warm pages and single records, with the recorder of disclosures and without.',
    options: {
      rounds: { default: '15', doc: 'rounds: processes of either kind' },
      seconds: { default: '3', doc: 'length of one measurement' },
    },
  },
  async ({ options, folder, scratch, defer, say }) => {
    const kinds = { noting: openRollbook(options.bin), silent: openRollbook(withoutLedger) };
    const { data, token } = await prepareDistrict(kinds.noting, { ...options, folder, say });
    const reader = await startRollbook(kinds.noting, { data, defer });
    const ids = [];
    for await (const page of readStudents({ url: reader.url, token })) ids.push(...page.map(({ id }) => id));
    await reader.stop();
    const { seed, seconds } = options;
    const parts = {
      'limit=100': pathsFile(scratch, randomPages({ ids, limit: 100, count: 200, seed })),
      'one record by id': pathsFile(scratch, randomRecords({ ids, count: 2000, seed })),
    };

    const measured = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      // Whoever comes first in one round comes last in the next.
      for (const kind of round % 2 === 0 ? ['silent', 'noting'] : ['noting', 'silent']) {
        const server = await startRollbook(kinds[kind], { data, defer });
        for (const [what, paths] of Object.entries(parts)) {
          const of = { url: server.url, paths, token };
          await load({ ...of, seconds: WARM_UP_SECONDS });
          const before = usedBy(server.pid);
          const { perSecond, p99_ms: p99 } = await load({ ...of, seconds });
          const after = usedBy(server.pid);
          const answers = perSecond * seconds;
          const thread = answers / (after.thread - before.thread);
          const process = answers / (after.process - before.process);
          measured.push({ what, kind, thread, process });
          say(
            `${what}, round ${round}, ${kind}: ${thread.toFixed(0)} a second of the thread that answers, ${process.toFixed(0)} of the process, ${perSecond.toFixed(0)} a second, p99 ${p99} ms`,
          );
        }
        await server.stop();
      }
    }

    const values = (what, kind, by) =>
      measured.filter((one) => one.what === what && one.kind === kind).map((one) => one[by]);
    const row = (what, by, unit, target) =>
      ratioRow({
        what,
        unit,
        ours: values(what, 'noting', by),
        anchor: { name: 'without recorder', values: values(what, 'silent', by) },
        target,
      });
    return Object.keys(parts).flatMap((what) => [
      row(what, 'thread', 'a second of the thread that answers', { atLeast: 0.97 }),
      row(what, 'process', 'a processor second', {}),
    ]);
  },
);

/** Seconds of processor time that a process and its first thread have used so far, from the kernel's count of hundredths. */
function usedBy(pid) {
  return {
    process: secondsOf(`/proc/${pid}/stat`),
    thread: secondsOf(`/proc/${pid}/task/${pid}/stat`),
  };
}

function secondsOf(file) {
  const fields = readFileSync(file, 'latin1').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
