import { Command, Option } from 'commander';
import { RollbookError } from '../errors/index.ts';
import {
  addLoginMethod,
  loginMethods,
  METHOD_KINDS,
  OIDC_PRESETS,
  type OidcPreset,
  removeLoginMethod,
  type ShownLoginMethod,
  updateLoginMethod,
} from '../sign-in/index.ts';
import { actingIn, type CommonFlags, plain, printResult, withCommonFlags, withHub } from './output.ts';
import { readSecret } from './read-secret.ts';

interface AddFlags extends CommonFlags {
  readonly district: string;
  readonly kind: string;
  readonly preset?: string;
  readonly label?: string;
  readonly settings?: string;
  readonly clientId?: string;
  readonly domain: readonly string[];
  readonly tenant: readonly string[];
}

interface OneFlags extends CommonFlags {
  readonly district: string;
}

interface UpdateFlags extends OneFlags {
  readonly label?: string;
  readonly settings?: string;
  readonly secret?: boolean;
  readonly enable?: boolean;
  readonly disable?: boolean;
}

const collect = (value: string, before: readonly string[]) => [...before, value];

function isPreset(text: string): text is OidcPreset {
  return Object.hasOwn(OIDC_PRESETS, text);
}

function presetOf(name: string | undefined): (typeof OIDC_PRESETS)[OidcPreset] | undefined {
  if (name === undefined) return undefined;
  if (isPreset(name)) return OIDC_PRESETS[name];
  throw new RollbookError(
    'bad_request',
    `There is no preset "${name}". Use ${Object.keys(OIDC_PRESETS).join(', ')}.`,
  );
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below, for both.
  }
  throw new RollbookError('bad_request', 'The settings are no JSON object. Put them between single quotes.');
}

/** The preset, what the flags say, and what --settings says: the later wins. */
function settingsOf({ preset, settings, clientId, domain, tenant }: AddFlags): object {
  return {
    ...presetOf(preset)?.settings,
    ...(clientId === undefined ? {} : { client_id: clientId }),
    ...(domain.length > 0 ? { hosted_domains: domain } : {}),
    ...(tenant.length > 0 ? { tenants: tenant } : {}),
    ...(settings === undefined ? {} : parseObject(settings)),
  };
}

function toJson({ id, kind, label, settings, isEnabled, hasSecret, created }: ShownLoginMethod) {
  return { id, kind, label, settings, enabled: isEnabled, has_secret: hasSecret, created };
}

export function loginMethodCommand(): Command {
  const command = new Command('login-method').description('how people of a district sign in');
  withCommonFlags(
    command
      .command('add')
      .description('let people of a district sign in by one more method')
      .requiredOption('--district <id>', 'the id of the district')
      .requiredOption('--kind <kind>', METHOD_KINDS.join(' or '))
      .option('--preset <name>', `settings to begin with: ${Object.keys(OIDC_PRESETS).join(' or ')}`)
      .option('--label <text>', 'what the button says')
      .option(
        '--client-id <id>',
        'of this hub at the OpenID provider; its secret is read from standard input',
      )
      .option('--domain <name>', 'whose accounts at Google may come in (may be repeated)', collect, [])
      .option('--tenant <id>', 'whose accounts at Microsoft may come in (may be repeated)', collect, [])
      .option('--settings <json>', 'all settings, or those that differ'),
  ).action((flags: AddFlags) =>
    withHub(flags, async (hub) => {
      const preset = presetOf(flags.preset);
      const method = await addLoginMethod(actingIn(hub), {
        districtId: flags.district,
        kind: flags.kind,
        label: flags.label ?? preset?.label,
        settings: settingsOf(flags),
        clientSecret: flags.kind === 'oidc' ? await readSecret('Client secret: ') : undefined,
      });
      printResult(
        flags,
        toJson(method),
        `Login method ${method.id} (${plain(method.label)}) is on the page /in/${flags.district} now.`,
      );
    }),
  );
  withCommonFlags(
    command
      .command('list')
      .description('the login methods of a district')
      .requiredOption('--district <id>', 'the id of the district'),
  ).action((flags: OneFlags) =>
    withHub(flags, async ({ store }) => {
      const methods = await loginMethods(store.control, flags.district);
      const lines = methods.map(
        ({ id, kind, label, isEnabled }) =>
          `${id}  ${kind.padEnd(8)}  ${isEnabled ? 'enabled ' : 'disabled'}  ${plain(label)}`,
      );
      printResult(
        flags,
        methods.map(toJson),
        lines.length > 0
          ? lines.join('\n')
          : 'There is no login method yet. "rollbook login-method add" makes one.',
      );
    }),
  );
  withCommonFlags(
    command
      .command('update <id>')
      .description('change a login method, or switch it off; what no flag names stays')
      .requiredOption('--district <id>', 'the id of the district')
      .option('--label <text>', 'what the button says')
      .option('--settings <json>', 'the settings that change')
      .option('--secret', 'read another client secret of an OpenID provider from standard input')
      .addOption(
        new Option('--disable', 'nobody begins a session by it; those that began go on').conflicts('enable'),
      )
      .option('--enable', 'let people sign in by it again'),
  ).action((id: string, flags: UpdateFlags) =>
    withHub(flags, async (hub) => {
      const of = { districtId: flags.district, id };
      const before = (await loginMethods(hub.store.control, flags.district)).find((one) => one.id === id);
      const method = await updateLoginMethod(actingIn(hub), of, {
        label: flags.label,
        settings:
          flags.settings === undefined ? undefined : { ...before?.settings, ...parseObject(flags.settings) },
        clientSecret: flags.secret === true ? await readSecret('Client secret: ') : undefined,
        isEnabled: flags.enable === true ? true : flags.disable === true ? false : undefined,
      });
      printResult(
        flags,
        toJson(method),
        `Login method ${method.id} (${plain(method.label)}) is ${method.isEnabled ? 'enabled' : 'disabled'}.`,
      );
    }),
  );
  withCommonFlags(
    command
      .command('remove <id>')
      .description('take a login method away, and end the sessions that began by it')
      .requiredOption('--district <id>', 'the id of the district'),
  ).action((id: string, flags: OneFlags) =>
    withHub(flags, async (hub) => {
      await removeLoginMethod(actingIn(hub), { districtId: flags.district, id });
      printResult(flags, { id, removed: true }, `Login method ${plain(id)} is gone.`);
    }),
  );
  return command;
}
