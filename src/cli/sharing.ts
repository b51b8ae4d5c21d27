import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import {
  changeSharing,
  getConnection,
  previewSharing,
  type SharingPreview,
  withheldFrom,
} from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import { audiencePolicy } from '../sharing/index.ts';
import { actingIn, type CommonFlags, printResult, withCommonFlags, withHub } from './output.ts';
import {
  previewJson,
  renderPreviewCounts,
  renderSamples,
  renderSharingText,
  sharingJson,
  withheldJson,
  withheldLines,
} from './render-sharing.ts';
import { saysSharing, type SharingFlags, sharingFrom, withSharingFlags } from './sharing-flags.ts';

interface SetFlags extends CommonFlags, SharingFlags {
  readonly yes?: boolean;
  readonly atOnce?: boolean;
}

/** Only where a person sits in front of it: a script has decided already. */
async function isWanted(preview: SharingPreview): Promise<boolean> {
  process.stderr.write(`${renderPreviewCounts(preview)}\n`);
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await asking.question('Share this from now on? [y/N] ')).trim());
  } finally {
    asking.close();
  }
}

function showCommand(): Command {
  return withCommonFlags(
    new Command('show').description('what a connection shares').argument('<connection>', 'its id'),
  ).action((id: string, flags: CommonFlags) =>
    withHub(flags, async ({ store }) => {
      const { sharing, state, applicationId } = await getConnection(store.control, id);
      const application = await store.control.get('application', { id: applicationId });
      const { hidden } = audiencePolicy(sharing, application?.takenFields ?? {});
      printResult(
        flags,
        { connection: id, state, ...sharingJson(sharing), hidden_fields: hidden },
        renderSharingText(sharing),
      );
    }),
  );
}

function previewCommand(): Command {
  return withCommonFlags(
    withSharingFlags(
      new Command('preview')
        .description('what a change of sharing would do: counts, fields and sample records; changes nothing')
        .argument('<connection>', 'its id'),
    ),
  ).action((id: string, flags: CommonFlags & SharingFlags) =>
    withHub(flags, async (hub) => {
      const { sharing } = await getConnection(hub.store.control, id);
      const preview = await previewSharing(actingIn(hub), id, sharingFrom(flags, sharing));
      printResult(flags, previewJson(preview), `${renderPreviewCounts(preview)}\n${renderSamples(preview)}`);
    }),
  );
}

function setCommand(): Command {
  return withCommonFlags(
    withSharingFlags(
      new Command('set')
        .description('change what a connection shares; what no flag names stays')
        .argument('<connection>', 'its id')
        .option('--at-once', 'an application that asks to be asked before large changes is not')
        .option('--yes', 'do not ask'),
    ),
  ).action((id: string, flags: SetFlags) =>
    withHub(flags, async (hub) => {
      if (!saysSharing(flags))
        throw new RollbookError(
          'bad_request',
          'Say what to share: --share, --rules, --grant, --refuse, or --sharing FILE.',
        );
      const acting = actingIn(hub);
      const { sharing: present } = await getConnection(hub.store.control, id);
      const sharing = sharingFrom(flags, present);
      const isTerminal = process.stdin.isTTY && process.stderr.isTTY;
      if (flags.yes !== true && isTerminal && !(await isWanted(await previewSharing(acting, id, sharing)))) {
        process.stderr.write('Nothing was changed.\n');
        return;
      }
      const { attest: attestation, atOnce } = flags;
      const changed = await changeSharing(acting, id, sharing, { attestation, atOnce });
      const withheld = await withheldFrom(hub.store, changed);
      printResult(
        flags,
        {
          connection: id,
          state: changed.state,
          ...sharingJson(changed.sharing),
          withheld: withheldJson(withheld),
        },
        [renderSharingText(changed.sharing), ...withheldLines(changed, withheld)].join('\n'),
      );
    }),
  );
}

export function sharingCommand(): Command {
  return new Command('sharing')
    .description('which records and fields a connection shares')
    .addCommand(showCommand())
    .addCommand(previewCommand())
    .addCommand(setCommand());
}
