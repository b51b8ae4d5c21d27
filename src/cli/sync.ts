import { Command } from 'commander';
import { approveSync, getDistrict, getSync, rejectSync } from '../directory/index.ts';
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

/** Files are not kept after an import, so this says that they may be published; importing them once more does it. */
function approveCommand(): Command {
  return oneOf(
    new Command('approve').description('let the next import of the very files of a held one be published'),
  ).action((id: string, flags: Flags) =>
    withHub(flags, async (hub) => {
      const sync = await approveSync(actingIn(hub), { districtId: flags.district, syncId: id });
      const files = Object.entries(sync.fingerprints).map(
        ([name, digest]) => `  ${name.padEnd(12)}${digest}`,
      );
      printResult(
        flags,
        { ...syncJson(sync), fingerprints: sync.fingerprints },
        [
          `Import ${id} is approved. Its files are published when they are imported once more, and no others:`,
          ...files,
          `Next: rollbook import PATH --district ${flags.district}`,
        ].join('\n'),
      );
    }),
  );
}

function rejectCommand(): Command {
  return oneOf(
    new Command('reject').description('turn a held import down: it cannot be approved any more'),
  ).action((id: string, flags: Flags) =>
    withHub(flags, async (hub) => {
      const sync = await rejectSync(actingIn(hub), { districtId: flags.district, syncId: id });
      printResult(
        flags,
        syncJson(sync),
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
      const decision = found.state === 'approved' || found.state === 'rejected' ? found.state : undefined;
      printResult(
        flags,
        report === undefined ? syncJson(found) : { ...report, ...(decision ? { state: decision } : {}) },
        report === undefined
          ? `Import ${id} is ${found.state}.`
          : `${renderReport(report)}${decision ? `\nIt was ${decision}.` : ''}`,
      );
    }),
  );
  return sync.addCommand(approveCommand()).addCommand(rejectCommand());
}
