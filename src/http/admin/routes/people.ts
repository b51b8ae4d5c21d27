import {
  checkMaySetPassword,
  newPassword,
  noSuchPerson,
  reaches,
  reachOf,
  type SignedIn,
} from '../../../accounts/index.ts';
import type { Person } from '../../../access/index.ts';
import { record } from '../../../directory/index.ts';
import { isPersonType, PERSON_TYPES } from '../../../roster/index.ts';
import {
  expirePassword,
  findPassword,
  type ListedPassword,
  People,
  removePassword,
  type RosterPerson,
  schoolsOf,
  searchPeople,
  setPassword,
} from '../../../sign-in/index.ts';
import { fields, flag, matching, oneOf, optional, text } from '../fields.ts';
import { type Call, done, ok, route } from '../route.ts';

const LISTED = 25;
const LISTED_MAX = 100;
/** Where a list goes on, as `next` of the page before says it. */
const after = matching(`^(${PERSON_TYPES.join('|')}):[0-9a-f]{24}$`);
/** By which people of an SIS are told apart. */
const NUMBERS = ['sis_id', 'state_id', 'student_number', 'teacher_number', 'staff_id'] as const;

interface PersonParams {
  readonly district_id: string;
  readonly person_type: string;
  readonly person_id: string;
}

/** What is needed to know somebody, and no more. */
function renderPerson(person: RosterPerson) {
  const { type, id, name, values } = person;
  const numbers = NUMBERS.flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]]]));
  return {
    type,
    id,
    name,
    email: values['email'],
    ...(Object.fromEntries(numbers) as Partial<Record<(typeof NUMBERS)[number], unknown>>),
    schools: schoolsOf(person),
  };
}

function renderPassword({ username, mustChange, updated }: ListedPassword) {
  return { username, must_change: mustChange, updated };
}

function parsePerson(text: string): Person | undefined {
  const [type = '', id = ''] = text.split(':');
  return isPersonType(type) ? { type, id } : undefined;
}

const reachedBy =
  ({ grants }: SignedIn, districtId: string) =>
  (person: RosterPerson) =>
    reaches(reachOf(grants, 'person.search', districtId), { schools: schoolsOf(person) });

/** The person whose password is meant, where the roles include it. */
async function subjectOf({ acting, who, params }: Call<PersonParams>) {
  const { district_id: districtId, person_type: personType, person_id: personId } = params;
  await checkMaySetPassword(acting, { grants: who.grants, districtId, personType, personId });
  if (!isPersonType(personType)) throw noSuchPerson();
  return { districtId, person: { type: personType, id: personId } };
}

export const peopleRoutes = [
  route({
    method: 'GET',
    path: '/districts/:district_id/people',
    doc: 'People by part of the name, the beginning of the address, a number or id. A tech lead finds those of the own school.',
    permission: 'person.search',
    query: fields({
      q: text({ max: 400 }),
      type: optional(oneOf(PERSON_TYPES)),
      starting_after: optional(after),
      limit: optional(matching('^[1-9][0-9]{0,2}$')),
    }),
    answer: async ({ desk, acting, who, params, query }) => {
      const districtId = params.district_id;
      const { people, hasMore } = await searchPeople(new People(desk.store), {
        districtId,
        sought: query.q,
        types: query.type ? [query.type] : PERSON_TYPES,
        isReached: reachedBy(who, districtId),
        after: parsePerson(query.starting_after ?? ''),
        limit: Math.min(Number(query.limit ?? LISTED), LISTED_MAX),
      });
      // What was sought is somebody's name, and does not stand in the ledger.
      await desk.store.control.write((transaction) =>
        record(acting, transaction, {
          act: 'person.searched',
          subject: `district:${districtId}`,
          districtId,
          detail: { records: people.length },
        }),
      );
      const last = people.at(-1);
      return ok({
        people: people.map(renderPerson),
        next: hasMore && last ? `${last.type}:${last.id}` : null,
      });
    },
  }),
  route({
    method: 'GET',
    path: '/districts/:district_id/people/:person_type/:person_id',
    doc: 'One person, and whether there is a password; never which.',
    permission: 'person.search',
    answer: async ({ desk, acting, who, params }) => {
      const { district_id: districtId, person_type: type, person_id: id } = params;
      const found = isPersonType(type)
        ? await new People(desk.store).find(districtId, { type, id })
        : undefined;
      if (!found || !reachedBy(who, districtId)(found)) throw noSuchPerson();
      const password = await findPassword(desk.store, { districtId, person: found });
      await desk.store.control.write((transaction) =>
        record(acting, transaction, { act: 'person.viewed', subject: `${found.type}:${id}`, districtId }),
      );
      return ok({ ...renderPerson(found), password: password ? renderPassword(password) : null });
    },
  }),
  route({
    method: 'PUT',
    path: '/districts/:district_id/people/:person_type/:person_id/password',
    doc: 'Give a person a password, or another; "username" is needed the first time. The person is signed out everywhere.',
    permission: 'password.reset',
    body: fields({
      username: optional(text()),
      password: text({ max: 1024 }),
      must_change: optional(flag),
    }),
    answer: async (call) => {
      const { username, password, must_change: mustChange = true } = call.body;
      const subject = await subjectOf(call);
      return ok(
        renderPassword(await setPassword(call.acting, { ...subject, username, password, mustChange })),
      );
    },
  }),
  route({
    method: 'POST',
    path: '/districts/:district_id/people/:person_type/:person_id/password-reset',
    doc: 'Give a person a password to begin with, told this once; the person changes it. Signed out everywhere.',
    permission: 'password.reset',
    creates: true,
    body: fields({ username: optional(text()) }),
    answer: async (call) => {
      const password = newPassword();
      const listed = await setPassword(call.acting, {
        ...(await subjectOf(call)),
        username: call.body.username,
        password,
        mustChange: true,
      });
      return ok({ ...renderPassword(listed), initial_password: password });
    },
  }),
  route({
    method: 'POST',
    path: '/districts/:district_id/people/:person_type/:person_id/password-expiry',
    doc: 'Let a person choose another password at the next sign-in. The person is signed out everywhere.',
    permission: 'password.reset',
    creates: true,
    body: fields({}),
    answer: async (call) => {
      await expirePassword(call.acting, await subjectOf(call));
      return done;
    },
  }),
  route({
    method: 'DELETE',
    path: '/districts/:district_id/people/:person_type/:person_id/password',
    doc: 'Take a login name and password away. The person is signed out everywhere.',
    permission: 'password.reset',
    answer: async (call) => {
      await removePassword(call.acting, await subjectOf(call));
      return done;
    },
  }),
];
