// The frame of every benchmark: reads the options, prints --help, gives a temporary folder, undoes in
// reverse order whatever was started (also after an error or Ctrl-C), prints the table and writes
// results/NAME.json. It must never leave a process or a temporary folder behind.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machineFacts, markdownOfFacts } from './machine.mjs';
import { endRunning } from './processes.mjs';
import { markdownOfRows } from './rows.mjs';

export const resultsFolder = fileURLToPath(new URL('../results/', import.meta.url));

const commonOptions = {
  students: { default: '200000', doc: 'students in the served district' },
  seed: { default: '7', doc: 'seed of the generated data and of the random places' },
  bin: {
    default: fileURLToPath(new URL('../../bin/rollbook.js', import.meta.url)),
    doc: 'the rollbook executable to measure',
    defaultDoc: 'bin/rollbook.js of this folder',
  },
  dir: { default: '', doc: 'work in this folder and keep it', defaultDoc: 'a new temporary folder' },
  keep: {
    default: false,
    doc: 'work in <tmp>/rollbook-bench and keep the prepared data for the next run; delete that folder after a change of the store',
  },
  help: { default: false, doc: 'print this text' },
};

/**
 * Runs one benchmark. `measure` gets { options, folder, scratch, defer, say } and returns the rows of the
 * table (see rows.mjs). `folder` holds prepared data and may be kept, `scratch` is gone after the run; `defer(undo)` is called
 * back at the end. Options are declared as { name: { default, doc } }; a default that is text of digits
 * makes the option a number.
 */
export async function runBenchmark({ name, about, options: own = {} }, measure) {
  const declared = { ...commonOptions, ...own };
  const options = readOptions({ name, about, declared });
  const cleanups = [];
  const defer = (undo) => cleanups.push(undo);
  let cleaning;
  const cleanUp = () => {
    cleaning ??= (async () => {
      endRunning();
      while (cleanups.length > 0) await cleanups.pop()();
    })();
    return cleaning;
  };
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      interrupted = true;
      void cleanUp().finally(() => process.exit(130));
    });
  }
  try {
    const folder = openFolder(options, defer);
    const scratch = openScratch(folder, defer);
    const rows = await measure({ options, folder, scratch, defer, say });
    const facts = machineFacts();
    writeResults(name, { name, facts, options: { ...options, bin: undefined, dir: undefined }, rows });
    process.stdout.write(`${markdownOfFacts(facts)}\n${markdownOfRows(rows)}`);
  } catch (error) {
    if (!interrupted) throw error; // What was under way then fails only because it was ended.
  } finally {
    await cleanUp();
  }
}

/** Progress goes to stderr, so that stdout holds the table alone. */
function say(line) {
  process.stderr.write(`${line}\n`);
}

function writeResults(name, content) {
  mkdirSync(resultsFolder, { recursive: true });
  writeFileSync(join(resultsFolder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
}

/** A folder that other OS users may pass through: PostgreSQL and the nginx worker do not run as root. */
function openFolder({ dir, keep }, defer) {
  const kept = dir !== '' ? resolve(dir) : keep ? join(tmpdir(), 'rollbook-bench') : undefined;
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'rollbook-bench-'));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  if (kept === undefined) defer(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function openScratch(folder, defer) {
  const scratch = join(folder, `run-${process.pid}`);
  mkdirSync(scratch);
  defer(() => rmSync(scratch, { recursive: true, force: true }));
  return scratch;
}

function readOptions({ name, about, declared }) {
  const types = Object.fromEntries(
    Object.entries(declared).map(([key, { default: value }]) => [
      key,
      { type: typeof value === 'boolean' ? 'boolean' : 'string', default: value },
    ]),
  );
  let values;
  try {
    ({ values } = parseArgs({ options: types }));
  } catch (error) {
    console.error(`${error.message}\nRun "node bench/${name}.mjs --help" for the options.`);
    process.exit(2);
  }
  if (values.help) {
    console.log(helpText({ name, about, declared }));
    process.exit(0);
  }
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, numberIfDigits(value, declared[key].default)]),
  );
}

function numberIfDigits(value, defaultValue) {
  if (typeof defaultValue !== 'string' || !/^\d+$/.test(defaultValue)) return value;
  if (!/^\d+$/.test(value)) {
    console.error(`"${value}" is not a whole number.`);
    process.exit(2);
  }
  return Number(value);
}

function helpText({ name, about, declared }) {
  const lines = Object.entries(declared).map(([key, { default: value, doc, defaultDoc }]) => {
    const sign = typeof value === 'boolean' ? `--${key}` : `--${key} VALUE`;
    const text = defaultDoc ?? (typeof value === 'boolean' ? undefined : value);
    return `  ${sign.padEnd(26)} ${doc}${text === undefined || text === '' ? '' : ` (default: ${text})`}`;
  });
  return `Usage: node bench/${name}.mjs [options]\n\n${about}\n\nOptions:\n${lines.join('\n')}`;
}
