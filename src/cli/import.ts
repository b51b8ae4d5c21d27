import { existsSync, readdirSync } from 'node:fs';
import { setPriority } from 'node:os';
import { Command, Option } from 'commander';
import { randomHex } from '../directory/index.ts';
import { EXIT } from '../errors/index.ts';
import { importInWorker, type ImportReport, validateFiles } from '../ingest/index.ts';
import { loadConfig } from '../config/index.ts';
import { type CommonFlags, printResult, withCommonFlags } from './output.ts';
import { progressBar } from './progress-bar.ts';
import { renderReport } from './render-report.ts';

interface Flags extends CommonFlags {
  readonly district: string;
  readonly dryRun?: boolean;
  readonly approve?: boolean;
}

/** An import steps back behind a server on the same machine: nobody waits for a page because of it. */
const NICENESS = 19;

const sources = { now: () => new Date(), randomHex };
const format = new Option('--format <format>', 'the layout of the files')
  .choices(['clever'])
  .default('clever');

/** Of every thread: those that collect garbage run already, and Linux knows a priority of each. Threads to come inherit it. */
function lowerPriority(): void {
  setPriority(NICENESS);
  const threads = '/proc/self/task';
  if (!existsSync(threads)) return;
  for (const id of readdirSync(threads))
    try {
      setPriority(Number(id), NICENESS);
    } catch {
      // It ended meanwhile.
    }
}

function conclude(flags: CommonFlags, report: ImportReport): void {
  printResult(flags, report, renderReport(report));
  if (report.state === 'failed') process.exitCode = EXIT.unusableFiles;
  else if (report.state === 'held') process.exitCode = EXIT.held;
}

export function importCommand(): Command {
  return withCommonFlags(
    new Command('import')
      .description("import a district's files: all of it becomes visible at once, or nothing")
      .argument('<path>', 'a folder or a zip')
      .requiredOption('--district <id>', 'the id of the district')
      .addOption(format)
      .addOption(new Option('--dry-run', 'say what would happen and change nothing').conflicts('approve'))
      .option('--approve', 'publish an import that was held, if these are the very same files'),
  ).action(async (path: string, flags: Flags) => {
    lowerPriority();
    const { data } = loadConfig({ data: flags.data });
    const bar = progressBar();
    try {
      const report = await importInWorker(
        {
          folder: data,
          path,
          districtId: flags.district,
          dryRun: flags.dryRun === true,
          approve: flags.approve === true,
        },
        bar.onProgress,
      );
      bar.end();
      conclude(flags, report);
    } finally {
      bar.end();
    }
  });
}

export function validateCommand(): Command {
  return new Command('validate')
    .description('check files and say what is wrong with them; needs no database')
    .argument('<path>', 'a folder or a zip')
    .addOption(format)
    .option('--json', 'print the whole report as JSON')
    .action(async (path: string, flags: CommonFlags) => {
      const bar = progressBar();
      try {
        const report = await validateFiles({ path, onProgress: bar.onProgress, sources });
        bar.end();
        conclude(flags, report);
      } finally {
        bar.end();
      }
    });
}
