/**
 * Inverts every predicate of the modules that decide who sees what, one at a time, and asks the tests to notice: first random worlds
 * (test/isolation/kill-mutants.ts), then the unit tests and the authorization matrix for what survived. `npm run mutants`.
 */
import { readFileSync, writeFileSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { instrument, POLICY_FILES } from './policy-mutants.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    'unit-only': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(
    'npm run mutants -- [--only 3,17] [--unit-only]   Which inverted predicates no test notices; exit 1 if there is one that docs/mutants.md does not explain.',
  );
  process.exit(0);
}

const root = fileURLToPath(new URL('..', import.meta.url));
const texts = new Map();
const mutants = [];
for (const path of POLICY_FILES) {
  const made = instrument(path, readFileSync(join(root, path), 'utf8'), mutants.length + 1);
  texts.set(join(root, path), made.text);
  mutants.push(...made.mutants);
}
const plugin = {
  name: 'policy-mutants',
  enforce: 'pre',
  load: (id) => texts.get(id),
};

const wanted = values.only?.split(',').map(Number);
let alive = mutants.filter(({ id }) => wanted === undefined || wanted.includes(id));
console.log(`${alive.length} mutants in ${POLICY_FILES.length} files`);
const report = join(tmpdir(), `rollbook-mutants-${process.pid}.jsonl`);

/** Runs files over mutants; the report has a line for each that was killed. */
async function run(files, ids, options = {}) {
  rmSync(report, { force: true });
  const vitest = await startVitest(
    'test',
    files,
    {
      run: true,
      watch: false,
      silent: !process.env['MUTANTS_VERBOSE'],
      reporters: process.env['MUTANTS_VERBOSE'] ? ['default'] : [{}],
      fileParallelism: true,
      provide: { mutants: { ids, report } },
      ...options,
    },
    { plugins: [plugin] },
  );
  const failed =
    (vitest?.state.getCountOfFailedTests() ?? 0) > 0 || (vitest?.state.getUnhandledErrors().length ?? 0) > 0;
  const by = vitest?.state.getFailedFilepaths() ?? [];
  await vitest?.close();
  process.exitCode = 0;
  const killed = existsSync(report)
    ? readFileSync(report, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).killed)
    : [];
  return { failed, killed, by };
}

/** In one process only so many: what a mutant leaves running behind it must not be taken for a test that noticed the next ones. */
const MUTANTS_PER_PROCESS = 40;

/** Files that go through mutants by themselves. */
async function killAll(file) {
  const ids = alive.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += MUTANTS_PER_PROCESS) {
    const { failed, killed } = await run([file], ids.slice(at, at + MUTANTS_PER_PROCESS), {
      include: [file],
    });
    if (failed && killed.length === 0)
      throw new Error(`${file} failed by itself; look with MUTANTS_VERBOSE=1.`);
    alive = alive.filter(({ id }) => !killed.includes(id));
  }
  console.log(`${alive.length} left after ${file}: ${alive.map(({ id }) => id).join(' ')}`);
}

const setup = { setupFiles: ['test/isolation/choose-mutant.ts'], bail: 1 };
const MATRIX = 'test/isolation/authorization.test.ts';

const baseline = await run(
  ['src/access', 'src/sharing', 'src/view', ...(values['unit-only'] ? [] : [MATRIX])],
  [0],
  setup,
);
if (baseline.failed) throw new Error('The tests fail without a mutant.');
await killAll('test/isolation/unit-mutants.ts');
if (!values['unit-only']) {
  await killAll('test/isolation/kill-mutants.ts');
  const survivors = [];
  for (const mutant of alive) {
    const { failed, by } = await run(['src/access', 'src/sharing', 'src/view', MATRIX], [mutant.id], setup);
    if (failed) console.log(`${mutant.id} noticed by ${by.map((path) => relative(root, path)).join(', ')}`);
    else survivors.push(mutant);
  }
  alive = survivors;
}
rmSync(report, { force: true });

/** Mutants that change nothing that can be told are explained by file and text, for lines move. */
const explained = readFileSync(join(root, 'docs/mutants.md'), 'utf8').replace(/ +/g, ' ');
const isExplained = ({ path, from, to }) =>
  explained.includes(`| \`${path}\` | \`${from}\` | \`${to}\` |`.replaceAll('||', '\\|\\|'));
const unexplained = alive.filter((mutant) => !isExplained(mutant));
for (const { id, path, line, from, to } of alive)
  console.log(
    `${isExplained({ path, from, to }) ? 'equivalent' : 'SURVIVED  '} ${id} ${path}:${line}\n    ${from}\n    ${to}`,
  );
console.log(`${alive.length} survived, ${unexplained.length} of them unexplained`);
writeFileSync(join(tmpdir(), 'rollbook-mutants.json'), JSON.stringify(alive, undefined, 1));
process.exit(unexplained.length > 0 ? 1 : 0);
