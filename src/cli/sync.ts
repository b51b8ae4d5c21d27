import { Command } from 'commander';
import { getDistrict } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { ImportReport } from '../ingest/index.ts';
import { type CommonFlags, printResult, withCommonFlags, withHub } from './output.ts';
import { renderReport } from './render-report.ts';

interface Flags extends CommonFlags {
  readonly district: string;
}

const SYNCS_LISTED_MAX = 50;

export function syncCommand(): Command {
  const sync = new Command('sync').description('past imports of a district');
  withCommonFlags(
    sync
      .command('list')
      .description('the newest imports first')
      .requiredOption('--district <id>', 'the id of the district'),
  ).action((flags: Flags) =>
    withHub(flags, async ({ store }) => {
      await getDistrict(store, flags.district);
      const syncs = await store.districts.syncs(flags.district, SYNCS_LISTED_MAX);
      const lines = syncs.map(({ id, state, started }) => `${id}  ${started}  ${state}`);
      printResult(
        flags,
        syncs.map(({ id, state, started, ended }) => ({ id, state, started, ended })),
        lines.length > 0
          ? lines.join('\n')
          : `Nothing was imported yet. "rollbook import FOLDER --district ${flags.district}" does it.`,
      );
    }),
  );
  withCommonFlags(
    sync
      .command('show')
      .description('the report of one import')
      .argument('<id>', 'the id of the import')
      .requiredOption('--district <id>', 'the id of the district'),
  ).action((id: string, flags: Flags) =>
    withHub(flags, async ({ store }) => {
      await getDistrict(store, flags.district);
      const found = (await store.districts.syncs(flags.district, Number.MAX_SAFE_INTEGER)).find(
        (entry) => entry.id === id,
      );
      if (!found)
        throw new RollbookError(
          'not_found',
          `The district has no import ${id}. "rollbook sync list" shows those that there are.`,
        );
      printResult(
        flags,
        found.report ?? found,
        found.report === undefined
          ? `Import ${id} is ${found.state}.`
          : renderReport(found.report as ImportReport),
      );
    }),
  );
  return sync;
}
