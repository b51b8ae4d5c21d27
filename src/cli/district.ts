import { Argument, Command } from 'commander';
import { districtAdmins, setTechLeadsMayImpersonate, transferOwnership } from '../accounts/index.ts';
import {
  addDistrictAdmin,
  createDistrict,
  getDistrict,
  randomHex,
  record,
  setLimits,
  setPaused,
} from '../directory/index.ts';
import { refuseSandbox } from '../sandbox/index.ts';
import type { District } from '../store/index.ts';
import { findAccount } from './find-account.ts';
import { actingIn, type CommonFlags, plain, printResult, withCommonFlags, withHub } from './output.ts';

interface CreateFlags extends CommonFlags {
  readonly name: string;
  readonly id?: string;
}

interface AdminFlags extends CommonFlags {
  readonly district: string;
  readonly email: string;
  readonly first?: string;
  readonly last?: string;
  readonly title?: string;
}

function districtJson(district: District) {
  const { rosterVersion, limits, isPaused, ...rest } = district;
  return { ...rest, roster_version: rosterVersion, limits: limitsJson(limits), paused: isPaused };
}

function limitsJson({ removalPercent, updatePercent }: District['limits']) {
  return { removal_percent: removalPercent, update_percent: updatePercent };
}

/** A record as it is served: id and address are always there. */
function adminLine(admin: unknown): string {
  const { id, email } = admin as { readonly id: string; readonly email: string };
  return `${id}  ${plain(email)}`;
}

function pauseCommand(verb: string, paused: boolean, doc: string): Command {
  return withCommonFlags(
    new Command(verb).description(doc).argument('<id>', 'the id of the district'),
  ).action((id: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      await setPaused(actingIn(hub), id, paused);
      printResult(
        flags,
        { id, paused },
        paused
          ? `Imports of district ${id} are refused from now on; applications read what is there. "rollbook district resume ${id}" ends it.`
          : `Imports of district ${id} are let in again.`,
      );
    }),
  );
}

interface LimitFlags extends CommonFlags {
  readonly removalPercent?: number;
  readonly updatePercent?: number;
}

function limitsCommand(): Command {
  return withCommonFlags(
    new Command('limits')
      .description('over how many percent a sync is held for a person; shows them where none is named')
      .argument('<id>', 'the id of the district')
      .option('--removal-percent <n>', 'of the records of a type removed; 0 holds on any, 100 never', Number)
      .option('--update-percent <n>', 'of the records of a type changed; 0 holds on any, 100 never', Number),
  ).action((id: string, flags: LimitFlags) =>
    withHub(flags, async (hub) => {
      const { removalPercent, updatePercent } = flags;
      const isChange = removalPercent !== undefined || updatePercent !== undefined;
      const { limits } = isChange
        ? await setLimits(actingIn(hub), id, {
            ...(removalPercent === undefined ? {} : { removalPercent }),
            ...(updatePercent === undefined ? {} : { updatePercent }),
          })
        : await getDistrict(hub.store, id);
      printResult(
        flags,
        { id, limits: limitsJson(limits) },
        `A sync is held that removes more than ${limits.removalPercent} % or changes more than ${limits.updatePercent} % of a type.`,
      );
    }),
  );
}

function techLeadsCommand(): Command {
  return withCommonFlags(
    new Command('tech-leads')
      .description('whether school tech leads may enter the portal as teachers of their school')
      .argument('<id>', 'the id of the district')
      .addArgument(new Argument('<state>', 'they may not unless this says so').choices(['on', 'off'])),
  ).action((id: string, state: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      await getDistrict(hub.store, id);
      await setTechLeadsMayImpersonate(actingIn(hub), id, state === 'on');
      printResult(
        flags,
        { id, tech_leads_may_impersonate: state === 'on' },
        `School tech leads of district ${id} ${state === 'on' ? 'may' : 'may not'} enter the portal as teachers of their school.`,
      );
    }),
  );
}

function ownerCommand(): Command {
  return withCommonFlags(
    new Command('owner')
      .description('hand a district on; who owned it stays as an admin')
      .argument('<id>', 'the id of the district')
      .argument('<account>', 'the id or e-mail address of the account that owns it from now on'),
  ).action((id: string, who: string, flags: CommonFlags) =>
    withHub(flags, async (hub) => {
      await getDistrict(hub.store, id);
      const account = await findAccount(hub, who);
      await transferOwnership(actingIn(hub), id, account.id);
      printResult(flags, { id, owner: account.id }, `Account ${account.id} owns district ${id} now.`);
    }),
  );
}

export function districtCommand(): Command {
  const district = new Command('district').description('districts and the people who administer them');
  withCommonFlags(
    district
      .command('create')
      .description('make a district; import its files next')
      .requiredOption('--name <name>', 'the name of the district')
      .option('--id <objectid>', 'its id, where one is known already (24 hex digits)'),
  ).action((flags: CreateFlags) =>
    withHub(flags, async (hub, { data }) => {
      await refuseSandbox(hub.store, data);
      const { id, name } = await createDistrict(actingIn(hub), { name: flags.name, id: flags.id });
      printResult(
        flags,
        { id, name },
        `District ${plain(name)} has the id ${id}.\nNext: rollbook import FOLDER --district ${id}`,
      );
    }),
  );
  withCommonFlags(district.command('list').description('all districts')).action((flags: CommonFlags) =>
    withHub(flags, async ({ store }) => {
      const districts = await store.districts.districts();
      const lines = districts.map(
        ({ id, name, state, last_sync, isPaused }) =>
          `${id}  ${(isPaused ? 'paused' : state).padEnd(7)}  ${last_sync ?? 'never imported'}  ${plain(name)}`,
      );
      printResult(
        flags,
        districts.map(districtJson),
        lines.length > 0
          ? lines.join('\n')
          : 'There is no district yet. "rollbook district create --name NAME" makes one.',
      );
    }),
  );
  const admin = district.command('admin').description('people who administer a district');
  withCommonFlags(
    admin
      .command('add')
      .description('add a district admin; no file carries them')
      .requiredOption('--district <id>', 'the id of the district')
      .requiredOption('--email <email>', 'e-mail address')
      .option('--first <name>', 'given name')
      .option('--last <name>', 'family name')
      .option('--title <title>', 'title'),
  ).action((flags: AdminFlags) =>
    withHub(flags, async (hub) => {
      const { district: districtId, email, first, last, title } = flags;
      const id = await addDistrictAdmin(actingIn(hub), {
        districtId,
        email,
        first,
        last,
        title,
        randomHex,
      });
      printResult(flags, { id }, `District admin ${plain(email)} has the id ${id}.`);
    }),
  );
  withCommonFlags(
    admin
      .command('list')
      .description('the records of people who administer a district')
      .requiredOption('--district <id>', 'the id of the district'),
  ).action((flags: Pick<AdminFlags, 'district' | 'data' | 'json'>) =>
    withHub(flags, async (hub) => {
      const { id: districtId } = await getDistrict(hub.store, flags.district);
      const admins = await districtAdmins(hub.store, districtId);
      await hub.store.control.write((transaction) =>
        record(actingIn(hub), transaction, {
          act: 'district_admin.listed',
          subject: `district:${districtId}`,
          districtId,
          detail: { records: admins.length },
        }),
      );
      printResult(
        flags,
        admins,
        admins.map(adminLine).join('\n') ||
          `There is none yet. "rollbook district admin add --district ${districtId} --email EMAIL" adds one.`,
      );
    }),
  );
  return district
    .addCommand(pauseCommand('pause', true, 'refuse imports; reading and sharing go on'))
    .addCommand(pauseCommand('resume', false, 'let imports in again'))
    .addCommand(limitsCommand())
    .addCommand(techLeadsCommand())
    .addCommand(ownerCommand());
}
