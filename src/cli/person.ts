import { Command, InvalidArgumentError, Option } from 'commander';
import { getDistrict, record } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import { PERSON_TYPES, type PersonType } from '../roster/index.ts';
import {
  findPassword,
  People,
  type RosterPerson,
  schoolsOf,
  searchPeople,
  valueAt,
} from '../sign-in/index.ts';
import { actingIn, type CommonFlags, plain, printResult, withCommonFlags, withHub } from './output.ts';
import { parsePerson } from './person-argument.ts';

const LISTED = 25;
const LISTED_MAX = 1_000;

interface SearchFlags extends CommonFlags {
  readonly district: string;
  readonly type?: PersonType;
  readonly startingAfter?: string;
  readonly limit: number;
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > LISTED_MAX)
    throw new InvalidArgumentError(`Give a number from 1 to ${LISTED_MAX}.`);
  return limit;
}

function personJson(person: RosterPerson) {
  const { type, id, name, values } = person;
  return { type, id, name, email: values['email'], schools: schoolsOf(person) };
}

const referenceOf = ({ type, id }: RosterPerson) => `${type}:${id}`;

function searchCommand(): Command {
  return withCommonFlags(
    new Command('search')
      .description('people by part of the name, the beginning of the address, a number of the SIS, or an id')
      .argument('<text...>', 'what to look for')
      .requiredOption('--district <id>', 'the id of the district')
      .addOption(new Option('--type <type>', 'only of this type').choices(PERSON_TYPES))
      .option('--starting-after <type:id>', 'whoever stood last on the page before')
      .option('--limit <n>', 'how many', parseLimit, LISTED),
  ).action((words: readonly string[], flags: SearchFlags) =>
    withHub(flags, async (hub) => {
      const { id: districtId } = await getDistrict(hub.store, flags.district);
      const { people, hasMore } = await searchPeople(new People(hub.store), {
        districtId,
        sought: words.join(' '),
        types: flags.type ? [flags.type] : PERSON_TYPES,
        isReached: () => true,
        after: flags.startingAfter === undefined ? undefined : parsePerson(flags.startingAfter),
        limit: flags.limit,
      });
      await hub.store.control.write((transaction) =>
        record(actingIn(hub), transaction, {
          act: 'person.searched',
          subject: `district:${districtId}`,
          districtId,
          detail: { records: people.length },
        }),
      );
      const last = people.at(-1);
      const next = hasMore && last ? referenceOf(last) : undefined;
      const lines = people.map(
        (person) =>
          `${referenceOf(person)}  ${plain(person.name)}  ${plain(valueAt(person.values, 'email') ?? '')}`,
      );
      printResult(
        flags,
        { people: people.map(personJson), next },
        [
          ...(lines.length > 0 ? lines : ['Nobody is found. Type less of the name, or another number.']),
          ...(next === undefined ? [] : [`There are more: --starting-after ${next}`]),
        ].join('\n'),
      );
    }),
  );
}

function showCommand(): Command {
  return withCommonFlags(
    new Command('show')
      .description('one person, and whether there is a password')
      .argument('<type:id>', 'the person, as student:ID')
      .requiredOption('--district <id>', 'the id of the district'),
  ).action((text: string, flags: CommonFlags & { readonly district: string }) =>
    withHub(flags, async (hub) => {
      const { id: districtId } = await getDistrict(hub.store, flags.district);
      const person = await new People(hub.store).find(districtId, parsePerson(text));
      if (!person)
        throw new RollbookError(
          'not_found',
          `The roster of the district holds no ${plain(text)}. "rollbook person search" finds people.`,
        );
      const found = await findPassword(hub.store, { districtId, person });
      const password = found && {
        username: found.username,
        must_change: found.mustChange,
        updated: found.updated,
      };
      await hub.store.control.write((transaction) =>
        record(actingIn(hub), transaction, {
          act: 'person.viewed',
          subject: referenceOf(person),
          districtId,
        }),
      );
      printResult(
        flags,
        { ...personJson(person), password },
        [
          `${referenceOf(person)}  ${plain(person.name)}`,
          password
            ? `Login name "${plain(password.username)}"; ${password.must_change ? 'the password must be changed at the next sign-in' : `the password is of ${password.updated}`}.`
            : 'No password. "rollbook password set" gives one.',
        ].join('\n'),
      );
    }),
  );
}

export function personCommand(): Command {
  return new Command('person')
    .description('people of a district, for those who help them')
    .addCommand(searchCommand())
    .addCommand(showCommand());
}
