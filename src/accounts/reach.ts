/**
 * Whom of a district roles reach, and whose password they may set (`auth-and-sharing` 10). A role of a district reaches everybody there; one of
 * a school the people of that school. Pure.
 */
import type { PersonFacts } from './people.ts';
import { can, type Permission } from './permissions.ts';
import { type Grant, ROLES } from './roles.ts';

/** All of a district, or the people of these schools. */
export type Reach = 'district' | ReadonlySet<string>;

export function reachOf(grants: readonly Grant[], permission: Permission, districtId: string): Reach {
  const ofSchools = grants.filter(({ role }) => ROLES[role].at === 'school');
  const others = grants.filter((grant) => !ofSchools.includes(grant));
  if (can(others, permission, { districtId })) return 'district';
  return new Set(
    ofSchools
      .filter((grant) => can([grant], permission, { districtId, schoolId: grant.schoolId }))
      .map(({ schoolId }) => schoolId),
  );
}

export function reaches(reach: Reach, { schools }: Pick<PersonFacts, 'schools'>): boolean {
  return reach === 'district' || schools.some((school) => reach.has(school));
}

/**
 * Whose password these roles may set. Whoever sets one can sign in as that person, so of those who administer (`administers`: a district admin,
 * or somebody with a role here) only the owner of the district may. `unknown`: they do not reach the person, who may as well not be there.
 */
export function maySetPassword(
  grants: readonly Grant[],
  districtId: string,
  { schools, administers }: Pick<PersonFacts, 'schools'> & { readonly administers: boolean },
): 'yes' | 'no' | 'unknown' {
  if (!reaches(reachOf(grants, 'password.reset', districtId), { schools })) return 'unknown';
  const isOwner = grants.some((grant) => grant.role === 'district_owner' && grant.districtId === districtId);
  return !administers || isOwner ? 'yes' : 'no';
}
