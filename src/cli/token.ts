import { Command, InvalidArgumentError } from 'commander';
import {
  connections,
  type CreatedConnection,
  getConnection,
  revokePreviousToken,
  rotateToken,
  showToken,
} from '../directory/index.ts';
import type { Connection } from '../store/index.ts';
import { actingIn, type CommonFlags, printResult, withCommonFlags, withHub } from './output.ts';

interface ListFlags extends CommonFlags {
  readonly district?: string;
  readonly app?: string;
}

const HOUR_MS = 60 * 60 * 1000;
const OVERLAP_HOURS = 24;
const OVERLAP_HOURS_MAX = 24 * 90;

function parseHours(text: string): number {
  const hours = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || hours > OVERLAP_HOURS_MAX)
    throw new InvalidArgumentError(`Give a number of hours from 0 to ${OVERLAP_HOURS_MAX}.`);
  return hours;
}

/** When the token before the last rotation opens nothing more; undefined where none does. */
function previousUntil({ previousTokenHash, previousTokenUntil }: Connection): string | undefined {
  return previousTokenHash === undefined ||
    previousTokenUntil === undefined ||
    previousTokenUntil <= Date.now()
    ? undefined
    : new Date(previousTokenUntil).toISOString();
}

function tokenJson(connection: Connection) {
  const { id, applicationId, districtId, tokenVersion } = connection;
  return {
    connection: id,
    app: applicationId,
    district: districtId,
    version: tokenVersion,
    previous_until: previousUntil(connection),
  };
}

function printToken(flags: CommonFlags, { connection, token }: CreatedConnection, text: string): void {
  printResult(flags, { ...tokenJson(connection), token }, text);
}

function listCommand(): Command {
  return withCommonFlags(
    new Command('list')
      .description('district tokens that open something, without their values')
      .option('--district <id>', 'only of this district')
      .option('--app <id>', 'only of this application'),
  ).action((flags: ListFlags) =>
    withHub(flags, async ({ store }) => {
      const { district: districtId, app: applicationId } = flags;
      const all = await connections(store, {
        ...(districtId === undefined ? {} : { districtId }),
        ...(applicationId === undefined ? {} : { applicationId }),
      });
      const live = all.filter(({ state }) => state === 'connected');
      const lines = live.map((connection) => {
        const until = previousUntil(connection);
        const { id, applicationId: app, districtId: district, tokenVersion } = connection;
        return `${id}  app ${app}  district ${district}  version ${tokenVersion}${until === undefined ? '' : `  (the one before until ${until})`}`;
      });
      printResult(
        flags,
        live.map(tokenJson),
        lines.length > 0
          ? lines.join('\n')
          : 'There is no token. "rollbook connection create --app ID --district ID" makes one.',
      );
    }),
  );
}

function showCommand(): Command {
  return withCommonFlags(
    new Command('show')
      .description('tell the token of a connection again; the ledger keeps that it was told')
      .argument('<connection>', 'the id of the connection'),
  ).action((id: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      const shown = await showToken(actingIn(hub), id);
      printToken(flags, shown, shown.token);
    }),
  );
}

function rotateCommand(): Command {
  return withCommonFlags(
    new Command('rotate')
      .description('give a connection another token; the one before opens the district for a while')
      .argument('<connection>', 'the id of the connection')
      .option('--overlap <hours>', 'for how long', parseHours, OVERLAP_HOURS),
  ).action((id: string, flags: CommonFlags & { readonly overlap: number }) =>
    withHub(flags, async (hub) => {
      const rotated = await rotateToken(actingIn(hub), id, Math.round(flags.overlap * HOUR_MS));
      const until = previousUntil(rotated.connection);
      printToken(
        flags,
        rotated,
        `The new district token:\n  ${rotated.token}\nThe one before ${until === undefined ? 'opens nothing any more' : `opens the district until ${until}`}.`,
      );
    }),
  );
}

function revokeCommand(): Command {
  return withCommonFlags(
    new Command('revoke')
      .description('end the token of a connection at once, and make another')
      .argument('<connection>', 'the id of the connection'),
  ).action((id: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      const rotated = await rotateToken(actingIn(hub), id, 0);
      printToken(
        flags,
        rotated,
        `Every token of this connection so far opens nothing any more. The new one:\n  ${rotated.token}`,
      );
    }),
  );
}

function revokePreviousCommand(): Command {
  return withCommonFlags(
    new Command('revoke-previous')
      .description('end the token before the last rotation now, where both open the district')
      .argument('<connection>', 'the id of the connection'),
  ).action((id: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      await revokePreviousToken(actingIn(hub), id);
      printResult(
        flags,
        tokenJson(await getConnection(hub.store.control, id)),
        'The token before the last rotation opens nothing any more; the one in use goes on.',
      );
    }),
  );
}

export function tokenCommand(): Command {
  return new Command('token')
    .description('the tokens by which applications read districts')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(rotateCommand())
    .addCommand(revokeCommand())
    .addCommand(revokePreviousCommand());
}
