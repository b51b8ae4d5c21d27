// What the figures were measured on. Nothing here names the machine or a person.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import Database from 'better-sqlite3';
import { postgresPrograms } from '../anchors/postgres.mjs';

const ticksAtStart = processorTicks();

export function machineFacts() {
  return {
    measured_at: new Date().toISOString(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory_gib: Math.round(totalmem() / 2 ** 30),
    kernel: release().split('-')[0],
    node: process.version,
    sqlite: sqliteVersion(),
    postgresql: versionFrom(() => [`${postgresPrograms()}/postgres`, '--version']),
    nginx: versionFrom(() => ['nginx', '-v']),
    stolen_percent: stolenPercent(),
    load_average: loadavg().map((value) => Number(value.toFixed(2))),
  };
}

export function markdownOfFacts(facts) {
  const programs = `Node ${facts.node}, SQLite ${facts.sqlite}, PostgreSQL ${facts.postgresql}, nginx ${facts.nginx}`;
  return (
    `${facts.cpu}, ${facts.cores} cores, ${facts.memory_gib} GiB, Linux ${facts.kernel}; ${programs}; ` +
    `${facts.stolen_percent} % of the processor time went to other guests, ` +
    `load average at the end ${facts.load_average.join(' ')}; ${facts.measured_at}\n`
  );
}

/** What the host gave to other guests since this program started: the usual reason for an unsteady anchor. */
function stolenPercent() {
  const now = processorTicks();
  const all = now.all - ticksAtStart.all;
  return all === 0 ? 0 : Number(((100 * (now.stolen - ticksAtStart.stolen)) / all).toFixed(1));
}

function processorTicks() {
  const ticks = readFileSync('/proc/stat', 'latin1')
    .split('\n')[0]
    .trim()
    .split(/ +/)
    .slice(1, 9)
    .map(Number);
  return { stolen: ticks[7], all: ticks.reduce((sum, count) => sum + count, 0) };
}

function sqliteVersion() {
  const database = new Database(':memory:');
  const { version } = database.prepare('select sqlite_version() as version').get();
  database.close();
  return version;
}

function versionFrom(command) {
  try {
    const [program, ...args] = command();
    const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    return /\d+\.\d+(\.\d+)?/.exec(`${stdout}${stderr}`)?.[0] ?? 'unknown';
  } catch {
    return 'not installed';
  }
}
