/** Setting passwords of people of a district, as far as roles reach (`auth-and-sharing` 10). What the act itself is, is not known here. */
import type { Acting } from '../directory/index.ts';
import { RollbookError } from '../errors/index.ts';
import { isPersonType } from '../roster/index.ts';
import { findPerson, hasRoleToo } from './people.ts';
import { maySetPassword } from './reach.ts';
import type { Grant } from './roles.ts';

export interface PasswordActRequest {
  readonly grants: readonly Grant[];
  readonly districtId: string;
  readonly personType: string;
  readonly personId: string;
}

/**
 * Returns where the roles include the password of this person. Otherwise a line is left in the ledger. Throws `forbidden`; `not_found` for a
 * person whom the roles do not reach, as for one who is not there.
 */
export async function checkMaySetPassword(
  { store, actor, requestId, now }: Acting,
  { grants, districtId, personType, personId }: PasswordActRequest,
): Promise<void> {
  const person = isPersonType(personType)
    ? await findPerson(store, districtId, personType, personId)
    : undefined;
  const decision = person
    ? maySetPassword(grants, districtId, {
        schools: person.schools,
        administers: person.type === 'district_admin' || (await hasRoleToo(store, person)),
      })
    : 'unknown';
  if (decision === 'yes') return;
  await store.control.write((transaction) =>
    transaction.audit({
      actor,
      requestId,
      at: now(),
      act: 'password.reset',
      subject: `${personType}:${personId}`,
      outcome: 'refused',
      districtId,
      detail: {},
    }),
  );
  if (decision === 'no')
    throw new RollbookError(
      'forbidden',
      'This person administers here, and whoever sets the password can sign in as the person. Ask the owner of the district.',
    );
  throw noSuchPerson();
}

/** The same words for whoever is not there and whoever is not reached. */
export function noSuchPerson(): RollbookError {
  return new RollbookError(
    'not_found',
    'The district has no such person, or none whom your roles reach. Find the id with GET /admin/api/districts/DISTRICT/people?q=NAME.',
  );
}
