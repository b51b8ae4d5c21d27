import { Command } from 'commander';
import { getDistrict, getSync, rejectSync } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { ImportReport } from '../ingest/index.ts';
import type { SyncEntry } from '../store/index.ts';
import { actingIn, type CommonFlags, printResult, withCommonFlags, withHub } from './output.ts';
import { renderReport } from './render-report.ts';

interface Flags extends CommonFlags {
  readonly district: string;
}

const SYNCS_LISTED_MAX = 50;

function syncJson({ id, state, started, ended }: SyncEntry) {
  return { id, state, started, ended };
}

function oneOf(district: Command): Command {
  return withCommonFlags(
    district
      .argument('<id>', 'the id of the import')
      .requiredOption('--district <id>', 'the id of the district'),
  );
}

/** Files are not kept after an import, so approving one reads them once more; here is said how. */
function approveCommand(): Command {
  return oneOf(new Command('approve').description('says how a held import is approved')).action(
    (id: string, flags: Flags) =>
      withHub(flags, async ({ store }) => {
        const { state } = await getSync(store, flags.district, id);
        throw new RollbookError(
          'conflict',
          state === 'held'
            ? `Import ${id} is held, and its files were not kept. Import the very same files once more: rollbook import PATH --district ${flags.district} --approve`
            : `Import ${id} is ${state}; only a held one can be approved.`,
        );
      }),
  );
}

function rejectCommand(): Command {
  return oneOf(
    new Command('reject').description('turn a held import down: it cannot be approved any more'),
  ).action((id: string, flags: Flags) =>
    withHub(flags, async (hub) => {
      await rejectSync(actingIn(hub), flags.district, id);
      printResult(
        flags,
        syncJson(await getSync(hub.store, flags.district, id)),
        `Import ${id} is rejected. What was published goes on; the next import is judged anew.`,
      );
    }),
  );
}

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
        syncs.map(syncJson),
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
      const found = await getSync(store, flags.district, id);
      const report = found.report as ImportReport | undefined;
      const isRejected = found.state === 'rejected';
      printResult(
        flags,
        report === undefined ? syncJson(found) : { ...report, ...(isRejected ? { state: found.state } : {}) },
        report === undefined
          ? `Import ${id} is ${found.state}.`
          : `${renderReport(report)}${isRejected ? '\nIt was rejected.' : ''}`,
      );
    }),
  );
  return sync.addCommand(approveCommand()).addCommand(rejectCommand());
}
