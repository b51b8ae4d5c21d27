// Measures what it costs an import that an application asked to be asked first (docs/adr/0013): one whose changes are only compared with what
// the application sees, and one that is withheld, so that everything it sees is copied. Anchor: the same import where nobody asks.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runBenchmark } from './support/benchmark.mjs';
import { withChanges, withoutAFifth } from './support/changed-files.mjs';
import { openRollbook, prepareDistrict } from './support/rollbook.mjs';
import { ratioRow } from './support/rows.mjs';

await runBenchmark(
  {
    name: 'frozen-view',
    about: 'An import where an application asks first, against the same where none does.',
    options: {
      students: { default: '100000', doc: 'students in the district' },
      rounds: { default: '3', doc: 'rounds' },
    },
  },
  async ({ options, folder, scratch, say }) => {
    const rollbook = openRollbook(options.bin);
    const prepared = await prepareDistrict(rollbook, { ...options, folder, say });
    const cases = {
      'compared: 70 % of the students change': await withChanges(prepared.files),
      'withheld: a fifth of the students go': await withoutAFifth(prepared.files),
    };
    const rows = [];
    for (const [what, files] of Object.entries(cases)) {
      const withholds = what.startsWith('withheld');
      const measured = { none: [], asking: [] };
      for (let round = 1; round <= options.rounds; round += 1) {
        for (const who of round % 2 === 1 ? ['none', 'asking'] : ['asking', 'none']) {
          const asks = who === 'asking';
          const seconds = await importOnce({ rollbook, prepared, scratch, files, asks, withholds });
          measured[who].push(seconds);
          say(`${what}, round ${round}, ${asks ? 'one asks' : 'none asks'}: ${seconds.toFixed(1)} s`);
        }
      }
      const anchor = { name: 'none asks', values: measured.none };
      rows.push(ratioRow({ what, unit: 's', ours: measured.asking, anchor, target: {} }));
    }
    return rows;
  },
);

/** On a copy of the prepared data, with one application that sees everything. */
async function importOnce({ rollbook, prepared, scratch, files, asks, withholds }) {
  const data = join(scratch, 'data');
  cpSync(prepared.data, data, { recursive: true });
  const within = ['--data', data];
  const { id } = await rollbook.command('app', 'create', '--name', 'Asks first', ...within);
  if (asks) await rollbook.command('app', 'update', id, '--safety-threshold', ...within);
  const between = ['--app', id, '--district', prepared.district];
  const connection = await rollbook.command('connection', 'create', ...between, ...within);
  const limits = ['--removal-percent', '100', '--update-percent', '100'];
  await rollbook.command('district', 'limits', prepared.district, ...limits, ...within);
  const { seconds } = await rollbook.import({ files, data, district: prepared.district });
  const { withheld } = await rollbook.command('connection', 'show', connection.id, ...within);
  if ((withheld !== null) !== (asks && withholds))
    throw new Error(`The change was ${withheld === null ? 'not ' : ''}withheld.`);
  rmSync(data, { recursive: true });
  return seconds;
}
