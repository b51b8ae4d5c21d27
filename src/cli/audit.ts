import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { RollbookError } from '../errors/index.ts';
import { anchorOf, type ChainState, DISCLOSURES, parseAnchor, verifyAudit } from '../ledger/index.ts';
import { progressBar } from './progress-bar.ts';
import { type CommonFlags, printResult, withCommonFlags, withHub } from './output.ts';

interface VerifyFlags extends CommonFlags {
  readonly district?: string;
  readonly anchor?: string;
}

function nameOf(chain: string): string {
  if (chain === DISCLOSURES) return 'what was sent';
  return chain === '' ? 'the hub' : `district ${chain}`;
}

function countOf({ chain, entries }: ChainState): string {
  const [one, many] = chain === DISCLOSURES ? ['seal', 'seals'] : ['entry', 'entries'];
  return `${entries} ${entries === 1 ? one : many}`;
}

function render(states: readonly ChainState[]): string {
  return states
    .map((state) => `${nameOf(state.chain)}: ${state.broken ?? `${countOf(state)}, whole`}`)
    .join('\n');
}

export function auditCommand(): Command {
  const audit = new Command('audit').description('whether the ledger of acts and of what was sent is whole');
  withCommonFlags(
    audit
      .command('verify')
      .description('walk every chain of the ledger, and name the first entry that was changed, moved or lost')
      .option('--district <id>', 'the chain of this district alone')
      .option('--anchor <file>', 'what "rollbook audit anchor" printed before: finds a ledger written anew'),
  ).action((flags: VerifyFlags) =>
    withHub(flags, async ({ store }) => {
      const anchor = flags.anchor === undefined ? undefined : parseAnchor(readFileSync(flags.anchor, 'utf8'));
      const bar = progressBar();
      const states = await verifyAudit(store.control, {
        districtId: flags.district,
        anchor,
        onWalked: ({ rows, seals, ofSeals }) =>
          bar.onProgress({ phase: 'what was sent', rows, bytes: seals, totalBytes: ofSeals }),
      });
      bar.end();
      const broken = states.filter((state) => state.broken !== undefined);
      printResult(flags, states, render(states));
      const [first] = broken;
      if (first)
        throw new RollbookError(
          'ledger_broken',
          `The ledger is broken. First in ${nameOf(first.chain)}: ${first.broken ?? ''}. Keep the data folder as it is, and compare it with a backup.`,
        );
    }),
  );
  withCommonFlags(
    audit
      .command('anchor')
      .description(
        'print the ends of all chains, to be kept elsewhere and handed to "audit verify --anchor"',
      ),
  ).action((flags: CommonFlags) =>
    withHub(flags, async ({ store }) => {
      const anchor = await anchorOf(store.control, new Date());
      printResult(flags, anchor, JSON.stringify(anchor, null, 2));
    }),
  );
  return audit;
}
