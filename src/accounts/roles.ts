/** The roles of those who run a hub, and where each counts (`auth-and-sharing` 10). */
import type { Row } from '../store/index.ts';

export type RoleSite = 'hub' | 'district' | 'school' | 'application';

export const ROLES = {
  operator: { at: 'hub', doc: 'Runs the hub: every district and every application.' },
  district_owner: { at: 'district', doc: 'Answers for a district; one in each, and can hand it on.' },
  district_admin: { at: 'district', doc: 'Applications, sharing, sign-in and the team of a district.' },
  help_desk: { at: 'district', doc: 'Helps the people of a district, also by entering the portal as one.' },
  curriculum_lead: { at: 'district', doc: 'Sees which applications are in use.' },
  school_tech_lead: {
    at: 'school',
    doc: 'Helps the people of one school, and shares it where that is asked.',
  },
  application_team: { at: 'application', doc: 'Builds one application, and sees the districts it reads.' },
} as const satisfies Record<string, { readonly at: RoleSite; readonly doc: string }>;

export type Role = keyof typeof ROLES;

export const ROLE_NAMES: readonly string[] = Object.keys(ROLES);

export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}

/** A role and where it counts; '' where it needs no such place. */
export interface Grant {
  readonly role: Role;
  readonly districtId: string;
  readonly schoolId: string;
  readonly applicationId: string;
}

/** Roles as they are stored; one that this version does not know opens nothing. */
export function parseGrants(rows: readonly Row<'account_role'>[]): readonly Grant[] {
  return rows.flatMap(({ role, districtId, schoolId, applicationId }) =>
    isRole(role) ? [{ role, districtId, schoolId, applicationId }] : [],
  );
}
