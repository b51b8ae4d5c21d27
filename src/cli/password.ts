import { Command } from 'commander';
import type { Person } from '../access/index.ts';
import { RollbookError } from '../errors/index.ts';
import { isObjectId, isPersonType, PERSON_TYPES } from '../roster/index.ts';
import { removePassword, setPassword } from '../sign-in/index.ts';
import { actingIn, type CommonFlags, plain, printResult, withCommonFlags, withHub } from './output.ts';
import { readSecret } from './read-secret.ts';

interface PersonFlags extends CommonFlags {
  readonly district: string;
  readonly person: string;
}

interface SetFlags extends PersonFlags {
  readonly username?: string;
  readonly keep?: boolean;
}

function parsePerson(text: string): Person {
  const [type = '', id = '', ...rest] = text.split(':');
  if (isPersonType(type) && isObjectId(id) && rest.length === 0) return { type, id };
  throw new RollbookError(
    'bad_request',
    `"${plain(text)}" names nobody. Write type and id, as in student:5a3f1837e4b0a1b2c3d4e5a4; types are ${PERSON_TYPES.join(', ')}.`,
  );
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
