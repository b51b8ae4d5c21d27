// Load by wrk: one thread, keep-alive, a fixed list of paths in a circle.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProcess } from './processes.mjs';

const script = fileURLToPath(new URL('wrk-cycle.lua', import.meta.url));
let files = 0;

/** Writes the paths to a file that `load` can cycle. */
export function pathsFile(scratch, paths) {
  const file = join(scratch, `paths-${files++}.txt`);
  writeFileSync(file, `${paths.join('\n')}\n`);
  return file;
}

/** Gives { perSecond, p50_ms, p99_ms, bytesPerAnswer }; any failed request is an error. */
export async function load({ url, paths, token, connections = 8, seconds }) {
  const { stdout } = await runProcess('wrk', [
    ...['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '60s', '-s', script, url],
    ...['--', paths, token],
  ]);
  const result = JSON.parse(stdout.trim().split('\n').at(-1));
  if (result.failed > 0) throw new Error(`${result.failed} of ${result.requests} requests to ${url} failed.`);
  return {
    perSecond: result.requests / result.seconds,
    p50_ms: result.p50_ms,
    p99_ms: result.p99_ms,
    bytesPerAnswer: result.bytes / result.requests,
  };
}
