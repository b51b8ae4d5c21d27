// Measures what sharing costs a reader: warm pages of 100 students, read by an application that sees one school of ten, and by one that sees
// what three rules name, against one that sees everything. One server; the tokens take turns.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBenchmark } from './support/benchmark.mjs';
import { getJson, randomPages, readStudents } from './support/pages.mjs';
import { openRollbook, prepareDistrict, startRollbook } from './support/rollbook.mjs';
import { ratioRow } from './support/rows.mjs';
import { load, pathsFile } from './support/wrk.mjs';

const RULES = [
  { match: 'students', where: [{ field: 'grade', op: 'is', value: ['3', '4'] }] },
  {
    match: 'students',
    where: [
      { field: 'grade', op: 'is', value: ['5', '9'] },
      { field: 'gender', op: 'is', value: ['F'] },
    ],
  },
  {
    match: 'students',
    exclude: true,
    where: [{ field: 'email', op: 'contains', value: ['zz'] }],
  },
];

await runBenchmark(
  {
    name: 'restricted',
    about: 'Warm pages of restricted audiences against an unrestricted one.',
    options: {
      rounds: { default: '3', doc: 'rounds' },
      seconds: { default: '5', doc: 'length of one measurement' },
    },
  },
  async ({ options, folder, scratch, defer, say }) => {
    const rollbook = openRollbook(options.bin);
    const { data, district, token } = await prepareDistrict(rollbook, { ...options, folder, say });
    const server = await startRollbook(rollbook, { data, defer });
    const { url } = server;
    const schools = (await getJson({ url, token }, '/v1.1/schools?limit=10000')).data.map(
      (item) => item.data.id,
    );
    const tenth = schools.filter((_, n) => n % 10 === 0);
    const rules = join(scratch, 'rules.json');
    writeFileSync(rules, JSON.stringify(RULES));
    const narrow = {
      'one school of ten': ['--share', 'schools', '--schools', ...tenth],
      'three rules': ['--share', 'rules', '--rules', rules],
    };
    const rows = [];
    for (const [what, sharing] of Object.entries(narrow)) {
      say(`Connecting: ${what}`);
      const restricted = await rollbook.createToken({ data, district, name: what, sharing });
      const ids = [];
      for await (const page of readStudents({ url, token: restricted }))
        ids.push(...page.map(({ id }) => id));
      const paths = pathsFile(scratch, randomPages({ ids, limit: 100, count: 200, seed: options.seed }));
      const readers = { restricted, everything: token };
      const measured = { restricted: [], everything: [] };
      for (const reader of Object.values(readers)) await load({ url, paths, token: reader, seconds: 3 });
      for (let round = 1; round <= options.rounds; round += 1)
        for (const [name, reader] of Object.entries(readers)) {
          const { perSecond, p99_ms: p99 } = await load({
            url,
            paths,
            token: reader,
            seconds: options.seconds,
          });
          measured[name].push(perSecond);
          say(`${what}, round ${round}, ${name}: ${perSecond.toFixed(0)} a second, p99 ${p99} ms`);
        }
      rows.push(
        ratioRow({
          what: `limit=100, ${what} (${ids.length} students)`,
          unit: 'a second',
          ours: measured.restricted,
          anchor: { name: 'everything', values: measured.everything },
          target: { atLeast: 0.8 },
        }),
      );
    }
    return rows;
  },
);
