import { Command } from 'commander';
import {
  addDistrictAdmin,
  createDistrict,
  getDistrict,
  randomHex,
  setLimits,
  setPaused,
} from '../directory/index.ts';
import { refuseSandbox } from '../sandbox/index.ts';
import type { District } from '../store/index.ts';
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
  return district
    .addCommand(pauseCommand('pause', true, 'refuse imports; reading and sharing go on'))
    .addCommand(pauseCommand('resume', false, 'let imports in again'))
    .addCommand(limitsCommand());
}
