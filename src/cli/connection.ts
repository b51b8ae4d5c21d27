import { Command, Option } from 'commander';
import {
  acceptConnection,
  acceptScopes,
  acceptWithheld,
  changeSharing,
  connections,
  createConnection,
  disconnect,
  getConnection,
  proposeConnection,
  setLaunchDate,
  SHARE_EVERYTHING,
  stateOf,
  withheldFrom,
} from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import { describeShare, NOTHING_SHARED } from '../sharing/index.ts';
import type { Connection } from '../store/index.ts';
import { actingIn, type CommonFlags, printResult, withCommonFlags, withHub } from './output.ts';
import { renderSharingText, sharingJson, withheldJson, withheldLines } from './render-sharing.ts';
import {
  listOption,
  saysSharing,
  type SharingFlags,
  sharingFrom,
  withSharingFlags,
} from './sharing-flags.ts';

interface PairFlags extends CommonFlags {
  readonly app: string;
  readonly district: string;
}

interface NewFlags extends PairFlags, SharingFlags {
  readonly scopes?: readonly string[];
  readonly launch?: string;
}

function connectionJson(connection: Connection) {
  const { id, applicationId, districtId, scopes, launchDate, tokenVersion, created, ended } = connection;
  return {
    id,
    app: applicationId,
    district: districtId,
    state: stateOf(connection, new Date()),
    scopes,
    sharing: sharingJson(connection.sharing),
    launch_date: launchDate,
    token_version: tokenVersion,
    created,
    ended,
  };
}

function connectionText(connection: Connection): string {
  const { id, applicationId, districtId, scopes, launchDate, created, ended, sharing } = connection;
  return [
    `Connection ${id}`,
    `state     ${stateOf(connection, new Date())}`,
    `app       ${applicationId}`,
    `district  ${districtId}`,
    `scopes    ${scopes.length > 0 ? scopes.join(' ') : 'none'}`,
    renderSharingText(sharing),
    `launch    ${launchDate ?? 'no date yet'}`,
    `created   ${created}`,
    ...(ended === undefined ? [] : [`ended     ${ended}`]),
  ].join('\n');
}

function print(flags: CommonFlags, connection: Connection): void {
  printResult(flags, connectionJson(connection), connectionText(connection));
}

function withPair(command: Command): Command {
  return command
    .requiredOption('--app <id>', 'the id of the application')
    .requiredOption('--district <id>', 'the id of the district')
    .addOption(
      listOption(
        '--scopes <scopes...>',
        'what the district accepts; all the application asks for unless said',
      ),
    )
    .option('--launch <date>', 'from when people see the application and can sign in');
}

function createCommand(): Command {
  const command = new Command('create').description(
    'connect an application with a district at once: shares everything but frl and iep status unless told otherwise, and prints the token',
  );
  return withCommonFlags(withSharingFlags(withPair(command))).action((flags: NewFlags) =>
    withHub(flags, async (hub) => {
      const { connection, token } = await createConnection(actingIn(hub), {
        districtId: flags.district,
        applicationId: flags.app,
        sharing: sharingFrom(flags, SHARE_EVERYTHING),
        attestation: flags.attest,
        launchDate: flags.launch,
        ...(flags.scopes ? { scopes: flags.scopes } : {}),
      });
      printResult(
        flags,
        { id: connection.id, app: flags.app, district: flags.district, token },
        `Connection ${connection.id} shares ${describeShare(connection.sharing.share)}.\nThe district token ("rollbook token show ${connection.id}" tells it again):\n  ${token}\nTry it: curl -H "Authorization: Bearer ${token}" http://localhost:3000/v1.1/students?limit=2`,
      );
    }),
  );
}

function proposeCommand(): Command {
  const command = new Command('propose')
    .description('the first step of one side; shares nothing unless told otherwise, and makes no token')
    .addOption(
      new Option('--by <side>', 'who takes it').choices(['application', 'district']).makeOptionMandatory(),
    );
  return withCommonFlags(withSharingFlags(withPair(command))).action(
    (flags: NewFlags & { readonly by: 'application' | 'district' }) =>
      withHub(flags, async (hub) => {
        const connection = await proposeConnection(actingIn(hub), {
          districtId: flags.district,
          applicationId: flags.app,
          by: flags.by,
          sharing: sharingFrom(flags, NOTHING_SHARED),
          attestation: flags.attest,
          launchDate: flags.launch,
          ...(flags.scopes ? { scopes: flags.scopes } : {}),
        });
        printResult(
          flags,
          connectionJson(connection),
          `${connectionText(connection)}\nNext: rollbook connection accept ${connection.id}`,
        );
      }),
  );
}

function acceptCommand(): Command {
  const command = new Command('accept')
    .description('answer a first step: the application is connected, and the token printed')
    .argument('<id>', 'the id of the connection');
  return withCommonFlags(withSharingFlags(command)).action((id: string, flags: CommonFlags & SharingFlags) =>
    withHub(flags, async (hub) => {
      const acting = actingIn(hub);
      const before = await getConnection(hub.store.control, id);
      if (saysSharing(flags) && before.state !== 'connected')
        await changeSharing(acting, id, sharingFrom(flags, before.sharing), { attestation: flags.attest });
      const { connection, token } = await acceptConnection(acting, id);
      printResult(
        flags,
        { ...connectionJson(connection), token },
        `${connectionText(connection)}\nThe district token:\n  ${token}`,
      );
    }),
  );
}

function acceptChangesCommand(): Command {
  return withCommonFlags(
    new Command('accept-changes')
      .description(
        'the team of the application accepts a large change that was withheld: it is shown at once',
      )
      .argument('<id>', 'the id of the connection'),
  ).action((id: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      const connection = await acceptWithheld(actingIn(hub), id);
      printResult(
        flags,
        { ...connectionJson(connection), withheld: withheldJson(undefined) },
        `The application of connection ${id} is shown what there is.`,
      );
    }),
  );
}

function disconnectCommand(): Command {
  return withCommonFlags(
    new Command('disconnect')
      .description('end a connection: its tokens open nothing from the next request on')
      .argument('<id>', 'the id of the connection'),
  ).action((id: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      await disconnect(actingIn(hub), id);
      const connection = await getConnection(hub.store.control, id);
      printResult(flags, connectionJson(connection), `Connection ${id} has ended.`);
    }),
  );
}

interface LaunchFlags extends CommonFlags {
  readonly date?: string;
  readonly now?: boolean;
  readonly none?: boolean;
}

function launchCommand(): Command {
  return withCommonFlags(
    new Command('launch')
      .description('say from when people see the application and can sign in; reading does not wait for it')
      .argument('<id>', 'the id of the connection')
      .addOption(new Option('--date <date>', 'from this day on: 2026-09-01').conflicts(['now', 'none']))
      .addOption(new Option('--now', 'from now on').conflicts('none'))
      .option('--none', 'not yet'),
  ).action((id: string, flags: LaunchFlags) =>
    withHub(flags, async (hub) => {
      if (flags.date === undefined && flags.now !== true && flags.none !== true)
        throw new RollbookError('bad_request', 'Say when: --date 2026-09-01, --now or --none.');
      const acting = actingIn(hub);
      const date = flags.now === true ? acting.now().toISOString() : flags.date;
      print(flags, await setLaunchDate(acting, id, date));
    }),
  );
}

function scopesCommand(): Command {
  return withCommonFlags(
    new Command('scopes')
      .description('accept these scopes, and no others, for a connection')
      .argument('<id>', 'the id of the connection')
      .argument('<scopes...>', 'read:sis …; "none" accepts none'),
  ).action((id: string, given: readonly string[], flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      const scopes = given.flatMap((one) => one.split(',')).filter((one) => one !== '' && one !== 'none');
      print(flags, await acceptScopes(actingIn(hub), id, scopes));
    }),
  );
}

interface ListFlags extends CommonFlags {
  readonly district?: string;
  readonly app?: string;
  readonly ended?: boolean;
}

function listCommand(): Command {
  return withCommonFlags(
    new Command('list')
      .description('which application is connected with which district')
      .option('--district <id>', 'only of this district')
      .option('--app <id>', 'only of this application')
      .option('--ended', 'also those that have ended'),
  ).action((flags: ListFlags) =>
    withHub(flags, async ({ store }) => {
      const { district: districtId, app: applicationId } = flags;
      const found = await connections(store, {
        ...(districtId === undefined ? {} : { districtId }),
        ...(applicationId === undefined ? {} : { applicationId }),
      });
      const shown = flags.ended === true ? found : found.filter(({ ended }) => ended === undefined);
      const lines = shown.map((connection) => {
        const { id, applicationId: app, districtId: district, sharing } = connection;
        const state = stateOf(connection, new Date()).padEnd(12);
        return `${id}  ${state}  app ${app}  district ${district}  ${describeShare(sharing.share)}`;
      });
      printResult(
        flags,
        shown.map(connectionJson),
        lines.length > 0
          ? lines.join('\n')
          : 'There is no connection. "rollbook connection create --app ID --district ID" makes one.',
      );
    }),
  );
}

function showCommand(): Command {
  return withCommonFlags(new Command('show').description('one connection').argument('<id>', 'its id')).action(
    (id: string, flags: CommonFlags) =>
      withHub(flags, async ({ store }) => {
        const connection = await getConnection(store.control, id);
        const withheld = await withheldFrom(store, connection);
        printResult(
          flags,
          { ...connectionJson(connection), withheld: withheldJson(withheld) },
          [connectionText(connection), ...withheldLines(connection, withheld)].join('\n'),
        );
      }),
  );
}

export function connectionCommand(): Command {
  const connection = new Command('connection').description('which application reads which district');
  for (const command of [
    createCommand(),
    listCommand(),
    showCommand(),
    proposeCommand(),
    acceptCommand(),
    scopesCommand(),
    launchCommand(),
    acceptChangesCommand(),
    disconnectCommand(),
  ])
    connection.addCommand(command);
  return connection;
}
