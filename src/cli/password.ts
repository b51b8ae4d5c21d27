import { Command } from 'commander';
import { newPassword } from '../accounts/index.ts';
import { expirePassword, removePassword, setPassword } from '../sign-in/index.ts';
import { actingIn, type CommonFlags, plain, printResult, withCommonFlags, withHub } from './output.ts';
import { parsePerson } from './person-argument.ts';
import { readSecret } from './read-secret.ts';

interface PersonFlags extends CommonFlags {
  readonly district: string;
  readonly person: string;
}

interface SetFlags extends PersonFlags {
  readonly username?: string;
  readonly keep?: boolean;
}

export function passwordCommand(): Command {
  const command = new Command('password').description('login names and passwords of people');
  const ofPerson = (one: Command) =>
    withCommonFlags(
      one
        .requiredOption('--district <id>', 'the id of the district')
        .requiredOption('--person <type:id>', 'the person, as student:ID'),
    );
  ofPerson(
    command
      .command('set')
      .description('give a person a password, read from standard input; ends every session of the person')
      .option('--username <name>', 'the login name; needed the first time')
      .option('--keep', 'the person need not choose another at the next sign-in'),
  ).action((flags: SetFlags) =>
    withHub(flags, async (hub) => {
      const person = parsePerson(flags.person);
      const { username, mustChange } = await setPassword(actingIn(hub), {
        districtId: flags.district,
        person,
        username: flags.username,
        password: (await readSecret('Password: ')) ?? '',
        mustChange: flags.keep !== true,
      });
      printResult(
        flags,
        { person: flags.person, username, must_change: mustChange },
        `"${plain(username)}" can sign in at /in/${flags.district}${mustChange ? ', and chooses another password then' : ''}.`,
      );
    }),
  );
  ofPerson(
    command
      .command('reset')
      .description(
        'give a person a password to begin with, shown this once; ends every session of the person',
      )
      .option('--username <name>', 'the login name; needed the first time'),
  ).action((flags: SetFlags) =>
    withHub(flags, async (hub) => {
      const password = newPassword();
      const { username } = await setPassword(actingIn(hub), {
        districtId: flags.district,
        person: parsePerson(flags.person),
        username: flags.username,
        password,
        mustChange: true,
      });
      printResult(
        flags,
        { person: flags.person, username, must_change: true, initial_password: password },
        `"${plain(username)}" signs in at /in/${flags.district} with this password, shown this once, and chooses another then:\n  ${password}`,
      );
    }),
  );
  ofPerson(
    command
      .command('expire')
      .description(
        'let a person choose another password at the next sign-in; ends every session of the person',
      ),
  ).action((flags: PersonFlags) =>
    withHub(flags, async (hub) => {
      const person = parsePerson(flags.person);
      await expirePassword(actingIn(hub), { districtId: flags.district, person });
      printResult(
        flags,
        { person: flags.person, must_change: true },
        'The person chooses another password at the next sign-in.',
      );
    }),
  );
  ofPerson(
    command
      .command('remove')
      .description("take a person's login name and password away; ends every session of the person"),
  ).action((flags: PersonFlags) =>
    withHub(flags, async (hub) => {
      await removePassword(actingIn(hub), {
        districtId: flags.district,
        person: parsePerson(flags.person),
      });
      printResult(flags, { person: flags.person, removed: true }, 'The password is gone.');
    }),
  );
  return command;
}
