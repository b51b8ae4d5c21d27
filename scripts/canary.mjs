/** The hunt for leaks, as long as wanted: `npm run canary -- --requests 100000 --seed 7` (test/isolation/). */
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(
    'npm run canary -- [--requests N] [--seed N]   Random worlds, walked over HTTP; prints the seed of what fails.',
  );
  process.exit(0);
}
const canary = { requests: Number(values.requests), seed: Number(values.seed) };
console.log(`${canary.requests} requests from seed ${canary.seed}`);
const vitest = await startVitest('test', ['test/isolation/canary.test.ts'], {
  run: true,
  watch: false,
  provide: { canary },
});
await vitest?.close();
