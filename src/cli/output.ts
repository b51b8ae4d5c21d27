/** What commands print, and in whose name they act. */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { type Config, loadConfig, SETTINGS } from '../config/index.ts';
import type { Acting } from '../directory/index.ts';
import { type Hub, openHub } from '../hub.ts';

export interface CommonFlags {
  readonly data?: string;
  readonly json?: boolean;
}

export function withCommonFlags(command: Command): Command {
  return command
    .option('--data <dir>', `${SETTINGS.data.doc} (${SETTINGS.data.env}, default ${SETTINGS.data.fallback})`)
    .option('--json', 'print the result as JSON');
}

/** The result: JSON for scripts, a few lines for people. */
export function printResult(flags: CommonFlags, result: unknown, text: string): void {
  process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : `${text}\n`);
}

/** Opens the hub of the data folder for one command. */
export async function withHub<T>(
  flags: CommonFlags,
  work: (hub: Hub, config: Config) => Promise<T>,
): Promise<T> {
  const config = loadConfig({ data: flags.data });
  const hub = openHub(config);
  try {
    return await work(hub, config);
  } finally {
    await hub.close();
  }
}

/** Acts of the command line stand in the ledger under the name of the operating system's user. */
export function actingIn({ store, serverKey }: Hub): Acting {
  return { store, serverKey, now: () => new Date(), actor: `cli:${userInfo().username}` };
}

/** Text from files and people, made harmless for a terminal: no control sequences. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' '); // eslint-disable-line no-control-regex
}
