import { Command } from 'commander';
import { addDistrictAdmin, createDistrict, randomHex } from '../directory/index.ts';
import { refuseSandbox } from '../sandbox/index.ts';
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
        ({ id, name, state, last_sync }) =>
          `${id}  ${state.padEnd(7)}  ${last_sync ?? 'never imported'}  ${plain(name)}`,
      );
      printResult(
        flags,
        districts,
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
  return district;
}
