/**
 * Who may do what: one table, from permission to roles (`auth-and-sharing` 10). Where a role counts is said by the role; whether it counts
 * at a place is decided by `covers`. Pure.
 */
import { type Grant, type Role, ROLES } from './roles.ts';

const ADMINS = ['operator', 'district_owner', 'district_admin'] as const;
const TEAM = ['operator', 'application_team'] as const;

export const PERMISSIONS = {
  // The hub
  'account.view': ['operator'],
  'account.edit': ['operator'],
  'audit.view_hub': ['operator'],

  // A district
  'district.create': ['operator'],
  'district.view': [
    ...ADMINS,
    'help_desk',
    'curriculum_lead',
    'school_tech_lead',
    // Only where the application is connected: see `covers`.
    'application_team',
  ],
  'district.view_settings': ADMINS,
  'district.pause': ADMINS,
  'district.set_limits': ADMINS,
  'district.transfer': ['operator', 'district_owner'],
  'team.view': ADMINS,
  'team.edit': ADMINS,
  'district_admin.view': ADMINS,
  'district_admin.add': ADMINS,
  'login_method.view': ADMINS,
  'login_method.edit': ADMINS,
  'person.search': [...ADMINS, 'help_desk', 'school_tech_lead'],
  // Not the operator, who is nobody in the district. Of whom: `maySetPassword`.
  'password.reset': ['district_owner', 'district_admin', 'help_desk', 'school_tech_lead'],
  'sync.view': [...ADMINS, 'help_desk'],
  'sync.decide': ADMINS,
  'audit.view': ADMINS,
  // Nor here. Of whom: `mayImpersonate`.
  'impersonation.start': ['district_owner', 'district_admin', 'help_desk', 'school_tech_lead'],
  'impersonation.configure': ADMINS,

  // An application
  'application.browse': ADMINS,
  'application.create': ['operator'],
  'application.enable': ['operator'],
  'application.set_tier': ['operator'],
  'application.view': TEAM,
  'application.edit': TEAM,
  'application.rotate_secret': TEAM,

  // A district and an application
  'connection.view': [...ADMINS, 'help_desk', 'curriculum_lead', 'school_tech_lead', 'application_team'],
  'connection.create': ADMINS,
  'connection.request': ADMINS,
  'connection.accept': ADMINS,
  'connection.invite': TEAM,
  'connection.approve': TEAM,
  'connection.accept_changes': TEAM,
  'connection.launch': [...ADMINS, 'application_team'],
  'connection.accept_scopes': ADMINS,
  'connection.disconnect': ADMINS,
  'token.view': [...ADMINS, 'application_team'],
  'token.show': TEAM,
  'token.rotate': [...ADMINS, 'application_team'],
  'token.revoke_previous': [...ADMINS, 'application_team'],
  'sharing.view': ADMINS,
  'sharing.edit': ADMINS,
  'sharing.edit_site': [...ADMINS, 'school_tech_lead'],
  'record.see': ADMINS,
  'record.explain': [...ADMINS, 'help_desk'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Where something is done. Nothing in it: the hub. */
export interface Place {
  readonly districtId?: string;
  readonly schoolId?: string;
  readonly applicationId?: string;
  /** The applications that are connected with the district, where the place is a district. */
  readonly connectedApplications?: readonly string[];
}

/** Whether a role counts at a place at all, be it for seeing or for doing. */
export function covers(grant: Grant, place: Place): boolean {
  const isDistrict = place.districtId !== undefined && place.districtId === grant.districtId;
  switch (ROLES[grant.role].at) {
    case 'hub':
      return true;
    case 'district':
      return isDistrict;
    case 'school':
      return isDistrict && (place.schoolId === undefined || place.schoolId === grant.schoolId);
    case 'application':
      if (place.schoolId !== undefined) return false;
      if (place.applicationId !== undefined) return place.applicationId === grant.applicationId;
      return place.connectedApplications?.includes(grant.applicationId) === true;
  }
}

function gives(grant: Grant, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return roles.includes(grant.role);
}

/** Whether these roles allow it there. */
export function can(grants: readonly Grant[], permission: Permission, place: Place): boolean {
  return grants.some((grant) => gives(grant, permission) && covers(grant, place));
}

/** Whether these roles allow it anywhere; what is listed then must be looked at one by one. */
export function canSomewhere(grants: readonly Grant[], permission: Permission): boolean {
  return grants.some((grant) => gives(grant, permission));
}

/** Whether the place may be known to be there. */
export function canKnow(grants: readonly Grant[], place: Place): boolean {
  return grants.some((grant) => covers(grant, place));
}
