import { Command } from 'commander';
import {
  type ApplicationSettings,
  applications,
  createApplication,
  getApplication,
  resettleSharing,
  rotateSecret,
  updateApplication,
} from '../directory/index.ts';
import { PERSON_TYPES, TIERS } from '../roster/index.ts';
import type { Application } from '../store/index.ts';
import { actingIn, type CommonFlags, plain, printResult, withCommonFlags, withHub } from './output.ts';
import { listOption, readJsonFile } from './sharing-flags.ts';

interface SettingsFlags extends CommonFlags {
  readonly name?: string;
  readonly redirectUri?: readonly string[];
  readonly userType?: readonly string[];
  readonly scope?: readonly string[];
  readonly tier?: string;
  readonly public?: boolean;
  readonly autoApprove?: boolean;
  readonly safetyThreshold?: boolean;
  readonly fields?: string;
}

const collect = (value: string, before: readonly string[] | undefined) => [...(before ?? []), value];

function withSettings(command: Command): Command {
  return command
    .option('--redirect-uri <uri>', 'where users come back to after signing in (may be repeated)', collect)
    .addOption(listOption('--user-type <types...>', `who signs in: ${PERSON_TYPES.join(', ')}`))
    .addOption(listOption('--scope <scopes...>', 'what it asks to read: read:sis, …'))
    .option('--tier <tier>', Object.keys(TIERS).join(', '))
    .option('--public', 'it cannot keep a secret: it has none and must use PKCE')
    .option('--auto-approve', 'requests of districts need no answer of its team')
    .option('--no-auto-approve', 'its team answers the requests of districts')
    .option('--safety-threshold', 'its team is asked before a change removes or updates much of what it sees')
    .option('--no-safety-threshold', 'it sees every change at once')
    .option('--fields <file>', 'a JSON file: by record type and field "required", "optional" or "untaken"');
}

function settingsOf(flags: SettingsFlags): ApplicationSettings {
  const { name, redirectUri, userType, scope, tier, autoApprove, safetyThreshold, fields } = flags;
  return {
    name,
    redirectUris: redirectUri,
    userTypes: userType,
    scopes: scope,
    tier,
    isPublic: flags.public,
    autoApprove,
    safetyThreshold,
    takenFields: fields === undefined ? undefined : readJsonFile(fields),
  };
}

function applicationJson(application: Application) {
  const { id, name, clientId, redirectUris, userTypes, scopes, tier, state, created } = application;
  return {
    id,
    name,
    client_id: clientId,
    redirect_uris: redirectUris,
    user_types: userTypes,
    scopes,
    tier,
    public: application.isPublic,
    auto_approve: application.autoApprove,
    safety_threshold: application.safetyThreshold,
    fields: application.takenFields,
    state,
    created,
  };
}

function applicationText(application: Application): string {
  const { id, name, clientId, redirectUris, userTypes, scopes, tier, state, takenFields } = application;
  const uses = Object.entries(takenFields).flatMap(([type, fields]) =>
    Object.entries(fields).map(([field, use]) => `${type}.${field} ${use}`),
  );
  return [
    `Application ${plain(name)}`,
    `id             ${id}`,
    `client id      ${clientId}${application.isPublic ? '  (public: no secret)' : ''}`,
    `state          ${state}`,
    `tier           ${tier}`,
    `scopes         ${scopes.join(' ')}`,
    `user types     ${userTypes.join(' ')}`,
    `requests       ${application.autoApprove ? 'need no answer' : 'wait for its team'}`,
    `large changes  ${application.safetyThreshold ? 'wait for its team' : 'are seen at once'}`,
    ...redirectUris.map((uri) => `redirect URI   ${plain(uri)}`),
    ...(uses.length > 0 ? [`fields         ${uses.join(', ')}`] : []),
  ].join('\n');
}

function print(flags: CommonFlags, application: Application): void {
  printResult(flags, applicationJson(application), applicationText(application));
}

function createCommand(): Command {
  const command = new Command('create')
    .description('register an application; connect it with a district next')
    .requiredOption('--name <name>', 'the name of the application');
  return withCommonFlags(withSettings(command)).action((flags: SettingsFlags) =>
    withHub(flags, async (hub) => {
      const { id, clientId, clientSecret, name } = await createApplication(actingIn(hub), settingsOf(flags));
      const secret =
        clientSecret === undefined
          ? 'It is public and has no secret.'
          : `client secret  ${clientSecret}\nThe secret is shown this once.`;
      printResult(
        flags,
        { id, client_id: clientId, client_secret: clientSecret },
        `Application ${plain(name)}\nid             ${id}\nclient id      ${clientId}\n${secret} Next: rollbook connection create --app ${id} --district ID`,
      );
    }),
  );
}

function listCommand(): Command {
  return withCommonFlags(new Command('list').description('all applications')).action((flags: CommonFlags) =>
    withHub(flags, async ({ store }) => {
      const all = await applications(store);
      const lines = all.map(
        ({ id, clientId, state, name }) => `${id}  ${clientId}  ${state.padEnd(8)}  ${plain(name)}`,
      );
      printResult(
        flags,
        all.map(applicationJson),
        lines.length > 0
          ? lines.join('\n')
          : 'There is no application yet. "rollbook app create --name NAME" makes one.',
      );
    }),
  );
}

function showCommand(): Command {
  return withCommonFlags(
    new Command('show').description('one application').argument('<id>', 'its id'),
  ).action((id: string, flags: CommonFlags) =>
    withHub(flags, async ({ store }) => {
      print(flags, await getApplication(store.control, id));
    }),
  );
}

/** Changes what is said and nothing else; what connections see follows. */
function change(
  id: string,
  flags: CommonFlags,
  settings: Parameters<typeof updateApplication>[2],
): Promise<void> {
  return withHub(flags, async (hub) => {
    const acting = actingIn(hub);
    const resettle = (connectionId: string) => resettleSharing(acting, connectionId);
    print(flags, await updateApplication(acting, id, settings, resettle));
  });
}

function updateCommand(): Command {
  const command = new Command('update')
    .description('change an application; what no flag names stays')
    .argument('<id>', 'its id')
    .option('--name <name>', 'the name of the application');
  return withCommonFlags(withSettings(command)).action((id: string, flags: SettingsFlags) =>
    change(id, flags, settingsOf(flags)),
  );
}

function stateCommand(verb: string, state: Application['state'], doc: string): Command {
  return withCommonFlags(new Command(verb).description(doc).argument('<id>', 'its id')).action(
    (id: string, flags: CommonFlags) => change(id, flags, { state }),
  );
}

function rotateSecretCommand(): Command {
  return withCommonFlags(
    new Command('rotate-secret')
      .description('give an application another secret; the one before stays good until the next rotation')
      .argument('<id>', 'its id'),
  ).action((id: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      const clientSecret = await rotateSecret(actingIn(hub), id);
      printResult(
        flags,
        { id, client_secret: clientSecret },
        `The new secret, shown this once:\n  ${clientSecret}\nThe one before is accepted until the next rotation.`,
      );
    }),
  );
}

export function appCommand(): Command {
  const app = new Command('app').description('applications that read rosters');
  for (const command of [
    createCommand(),
    listCommand(),
    showCommand(),
    updateCommand(),
    rotateSecretCommand(),
    stateCommand('disable', 'disabled', 'none of its tokens opens anything from the next request on'),
    stateCommand('enable', 'enabled', 'let a disabled application in again'),
  ])
    app.addCommand(command);
  return app;
}
