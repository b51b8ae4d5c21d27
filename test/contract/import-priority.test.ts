/** An import steps back behind whoever answers requests on the same machine. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runRollbook, useHub } from '../support/hub.ts';

const executable = fileURLToPath(new URL('../../bin/rollbook.js', import.meta.url));
const LOWEST = 19;
const hub = useHub(async () => Promise.resolve());

/** How far each thread of a process steps back; none where it has ended. */
function nicenessOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${String(pid)}/task`).map((thread) => {
      const line = readFileSync(`/proc/${String(pid)}/task/${thread}/stat`, 'utf8');
      return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[16]);
    });
  } catch {
    return [];
  }
}

it.runIf(existsSync('/proc/self/task'))('with every thread, those that collect garbage too', async () => {
  const files = join(hub.data, 'files');
  await runRollbook(['generate', '--students', '2000', '--out', files]);
  const district = await hub.create('id', 'district', 'create', '--name', 'Behind');
  const child = spawn(
    process.execPath,
    [executable, 'import', files, '--district', district, '--data', hub.data],
    { stdio: 'ignore' },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let hasSteppedBack = false;
  while (!hasSteppedBack && child.exitCode === null) {
    const niceness = nicenessOf(child.pid ?? 0);
    hasSteppedBack = niceness.length > 4 && niceness.every((value) => value === LOWEST);
    await sleep(5);
  }
  expect(await ended).toBe(0);
  expect(hasSteppedBack).toBe(true);
});
