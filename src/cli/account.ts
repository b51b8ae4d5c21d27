import { text as readAll } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import {
  accounts,
  addGrant,
  checkGrant,
  createAccount,
  endAllSessions,
  type Grant,
  isRole,
  isSetUp,
  removeGrant,
  resetPassword,
  resetSecondFactor,
  ROLE_NAMES,
  setAccountState,
} from '../accounts/index.ts';
import { RollbookError } from '../errors/index.ts';
import type { Hub } from '../hub.ts';
import { findAccount } from './find-account.ts';
import { actingIn, type CommonFlags, plain, printResult, withCommonFlags, withHub } from './output.ts';

interface RoleFlags extends CommonFlags {
  readonly role?: string;
  readonly district?: string;
  readonly school?: string;
  readonly app?: string;
}

interface CreateFlags extends RoleFlags {
  readonly email: string;
  readonly name: string;
  readonly passwordStdin?: boolean;
}

function withRoleFlags(command: Command, isRequired: boolean): Command {
  const role = new Option('--role <role>', 'what the account may do').choices(ROLE_NAMES);
  return withCommonFlags(command)
    .addOption(isRequired ? role.makeOptionMandatory() : role)
    .option('--district <id>', 'where a role of a district or school counts')
    .option('--school <id>', 'where a role of a school counts')
    .option('--app <id>', 'where a role of an application counts');
}

async function grantOf({ store }: Hub, flags: RoleFlags): Promise<Grant | undefined> {
  const { role, district, school, app } = flags;
  if (role === undefined || !isRole(role)) return undefined;
  return checkGrant(store, { role, districtId: district, schoolId: school, applicationId: app });
}

function renderGrant({ role, districtId, schoolId, applicationId }: Grant): string {
  return [role, districtId, schoolId, applicationId].filter((part) => part !== '').join(' ');
}

async function create(flags: CreateFlags): Promise<void> {
  // Never as a flag: other users of the machine can read those.
  const password = flags.passwordStdin ? (await readAll(process.stdin)).replace(/\r?\n$/, '') : undefined;
  await withHub(flags, async (hub) => {
    const isFirst = !(await isSetUp(hub.store));
    const grant = await grantOf(hub, isFirst && flags.role === undefined ? { role: 'operator' } : flags);
    const { account, initialPassword } = await createAccount(actingIn(hub), {
      email: flags.email,
      name: flags.name,
      password,
      grants: grant ? [grant] : [],
    });
    const lines = [
      `Account ${plain(account.name)} has the id ${account.id}.`,
      grant ? `Role: ${renderGrant(grant)}` : 'It has no role yet: rollbook account role add.',
      ...(initialPassword === undefined
        ? []
        : [
            `First password, shown this once: ${initialPassword}`,
            'It must be changed at the first sign-in.',
          ]),
    ];
    printResult(
      flags,
      { id: account.id, initial_password: initialPassword, role: grant?.role },
      lines.join('\n'),
    );
  });
}

function roleCommand(): Command {
  const role = new Command('role').description('what an account may do, and where');
  withRoleFlags(
    role.command('add').description('give a role').argument('<account>', 'id or e-mail'),
    true,
  ).action((who: string, flags: RoleFlags) =>
    withHub(flags, async (hub) => {
      const { id } = await findAccount(hub, who);
      const grant = await grantOf(hub, flags);
      if (grant) await addGrant(actingIn(hub), id, grant);
      printResult(
        flags,
        { id, role: flags.role },
        `Account ${id} is ${grant ? renderGrant(grant) : ''} now.`,
      );
    }),
  );
  withRoleFlags(
    role.command('remove').description('take a role').argument('<account>', 'id or e-mail'),
    true,
  ).action((who: string, flags: RoleFlags) =>
    withHub(flags, async (hub) => {
      const { id } = await findAccount(hub, who);
      const { role: name = '', district = '', school = '', app = '' } = flags;
      if (!isRole(name)) throw new RollbookError('bad_request', `"${name}" is no role.`);
      const grant = { role: name, districtId: district, schoolId: school, applicationId: app };
      await removeGrant(actingIn(hub), id, grant);
      printResult(flags, { id, role: name }, `Account ${id} is not ${renderGrant(grant)} any more.`);
    }),
  );
  return role;
}

export function accountCommand(): Command {
  const account = new Command('account').description('those who run the hub, a district or an application');
  withRoleFlags(
    account
      .command('create')
      .description('make an account; the first one is an operator')
      .requiredOption('--email <email>', 'e-mail address')
      .requiredOption('--name <name>', 'the name of the person')
      .option('--password-stdin', 'read the password from standard input instead of making one up'),
    false,
  ).action(create);
  withCommonFlags(account.command('list').description('all accounts')).action((flags: CommonFlags) =>
    withHub(flags, async ({ store }) => {
      const all = await accounts(store);
      const lines = all.map(
        ({ account: { id, state, email, totpSealed }, grants }) =>
          `${id}  ${state.padEnd(8)}  ${totpSealed === undefined ? 'no second factor' : 'second factor   '}  ${plain(email)}  ${grants.map(renderGrant).join(', ')}`,
      );
      printResult(
        flags,
        all.map(({ account: { id, email, name, state, totpSealed, created }, grants }) => ({
          id,
          email,
          name,
          state,
          has_second_factor: totpSealed !== undefined,
          created,
          roles: grants,
        })),
        lines.length > 0
          ? lines.join('\n')
          : 'There is no account yet. "rollbook account create --email EMAIL --name NAME" makes the first.',
      );
    }),
  );
  account.addCommand(roleCommand());
  for (const [verb, state] of [
    ['disable', 'disabled'],
    ['enable', 'enabled'],
  ] as const)
    withCommonFlags(
      account
        .command(verb)
        .description(
          state === 'disabled'
            ? 'let an account in no more, and end its sessions'
            : 'let an account in again',
        )
        .argument('<account>', 'id or e-mail'),
    ).action((who: string, flags: CommonFlags) =>
      withHub(flags, async (hub) => {
        const { id } = await findAccount(hub, who);
        await setAccountState(actingIn(hub), id, state);
        printResult(flags, { id, state }, `Account ${id} is ${state}.`);
      }),
    );
  withCommonFlags(
    account
      .command('reset-password')
      .description('give an account another first password, shown this once; its sessions end')
      .argument('<account>', 'id or e-mail'),
  ).action((who: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      const { id } = await findAccount(hub, who);
      const password = await resetPassword(actingIn(hub), id);
      printResult(
        flags,
        { id, initial_password: password },
        `First password, shown this once: ${password}\nIt must be changed at the next sign-in.`,
      );
    }),
  );
  withCommonFlags(
    account
      .command('end-sessions')
      .description('sign an account out everywhere')
      .argument('<account>', 'id or e-mail'),
  ).action((who: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      const { id } = await findAccount(hub, who);
      await endAllSessions(actingIn(hub), id);
      printResult(flags, { id }, `Account ${id} is signed out everywhere.`);
    }),
  );
  withCommonFlags(
    account
      .command('reset-second-factor')
      .description('for somebody who lost it and the recovery codes: the next sign-in sets up another')
      .argument('<account>', 'id or e-mail'),
  ).action((who: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      const { id } = await findAccount(hub, who);
      await resetSecondFactor(actingIn(hub), id);
      printResult(flags, { id }, `Account ${id} sets up another second factor at the next sign-in.`);
    }),
  );
  return account;
}
