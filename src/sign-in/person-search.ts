/**
 * Finding people of a district by name, address or number, for those who help them. It reads lists from where the last page ended, in slices,
 * and stops when the page is full: a hundred thousand records are read once at most.
 */
import type { Person } from '../access/index.ts';
import { RollbookError } from '../errors/index.ts';
import { isObjectId, type PersonType } from '../roster/index.ts';
import { MATCH_FIELDS } from './method-settings.ts';
import { fold, type People, retryWhileChanging, type RosterPerson, valueAt } from './people.ts';

/** Fewer characters would list people rather than find some. */
export const PERSON_SEARCH_MIN = 2;
export const PERSON_SEARCH_MAX = 100;

export interface PersonSearch {
  readonly districtId: string;
  /** Words of the name, the beginning of the address, or a whole number or id. */
  readonly sought: string;
  /** In the order in which they are listed; by id within a type. */
  readonly types: readonly PersonType[];
  /** Leaves out whoever must not be found. */
  readonly isReached: (person: RosterPerson) => boolean;
  /** Whoever stood last on the page before. */
  readonly after?: Person | undefined;
  readonly limit: number;
}

export interface FoundPeople {
  readonly people: readonly RosterPerson[];
  readonly hasMore: boolean;
}

/** The schools that a record names. */
export function schoolsOf({ values }: Pick<RosterPerson, 'values'>): readonly string[] {
  return [values['school'], values['schools']]
    .flat()
    .filter((school): school is string => typeof school === 'string');
}

/** Whether a person is meant; pure. */
export function matcherOf(sought: string): (person: RosterPerson) => boolean {
  const text = fold(sought.trim());
  const words = text.split(/\s+/);
  return ({ name, values }) => {
    const folded = fold(name);
    if (words.every((word) => folded.includes(word))) return true;
    return MATCH_FIELDS.some((field) => {
      const own = valueAt(values, field);
      if (own === undefined) return false;
      return field === 'email' ? fold(own).startsWith(text) : fold(own) === text;
    });
  };
}

/** Throws `bad_request` for a text that is too short or too long. */
export async function searchPeople(people: People, search: PersonSearch): Promise<FoundPeople> {
  const sought = search.sought.trim();
  const length = Array.from(sought).length;
  if (length < PERSON_SEARCH_MIN || length > PERSON_SEARCH_MAX)
    throw new RollbookError(
      'bad_request',
      `Search for ${PERSON_SEARCH_MIN} to ${PERSON_SEARCH_MAX} characters: part of the name, an address, or a number of the SIS.`,
    );
  const found = isObjectId(sought)
    ? await byId(people, sought, search)
    : await retryWhileChanging(() => byText(people, sought, search));
  return { people: found.slice(0, search.limit), hasMore: found.length > search.limit };
}

async function byId(people: People, id: string, { districtId, types, isReached, after }: PersonSearch) {
  if (after) return [];
  const found = await Promise.all(types.map((type) => people.findAll(districtId, type, [id])));
  return found.flat().filter(isReached);
}

async function byText(
  people: People,
  sought: string,
  { districtId, types, isReached, after, limit }: PersonSearch,
): Promise<readonly RosterPerson[]> {
  const isMeant = matcherOf(sought);
  const first = after ? types.indexOf(after.type) : 0;
  const found: RosterPerson[] = [];
  for (const type of types.slice(Math.max(first, 0))) {
    const afterId = type === after?.type ? after.id : '';
    for await (const page of people.pages(districtId, type, afterId)) {
      found.push(...page.filter((person) => isMeant(person) && isReached(person)));
      // One more says that there are more.
      if (found.length > limit) return found;
    }
  }
  return found;
}
