/** The hunt for leaks, as long as wanted: `npm run canary -- --requests 100000 --seed 7` (test/isolation/). */
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    worlds: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(
    [
      'npm run canary -- [--requests N] [--worlds N] [--seed N]',
      '  --requests  of random walks over random worlds; what fails is printed with its seed and the smallest world',
      '  --worlds    in which what a token cannot see is changed, and its session played again; none unless given',
    ].join('\n'),
  );
  process.exit(0);
}
const [requests, worlds, seed] = [values.requests, values.worlds, values.seed].map(Number);
const files = [
  ...(requests > 0 ? ['test/isolation/canary.test.ts'] : []),
  ...(worlds > 0 ? ['test/isolation/noninterference.test.ts'] : []),
];
console.log(`${requests} requests, ${worlds} worlds, from seed ${seed}`);
const provide = { canary: { requests, seed }, noninterference: { worlds, seed } };
const vitest = await startVitest('test', files, { run: true, watch: false, provide });
await vitest?.close();
