import { describe, expect, it } from 'vitest';
import { can, canKnow, covers, type Permission, PERMISSIONS, type Place } from './permissions.ts';
import { type Grant, type Role, ROLES } from './roles.ts';

const grantOf = (role: Role): Grant => ({
  role,
  districtId: ['district', 'school'].includes(ROLES[role].at) ? 'oak' : '',
  schoolId: ROLES[role].at === 'school' ? 'north' : '',
  applicationId: ROLES[role].at === 'application' ? 'reader' : '',
});
const grants = (Object.keys(ROLES) as Role[]).map(grantOf);

/** Written a second time on purpose, in another form: a column for each role, in the order of `COLUMNS`. */
const COLUMNS: readonly Role[] = [
  'operator',
  'district_owner',
  'district_admin',
  'help_desk',
  'curriculum_lead',
  'school_tech_lead',
  'application_team',
];
const EXPECTED: Readonly<Record<Permission, string>> = {
  'account.view': '+......',
  'account.edit': '+......',
  'audit.view_hub': '+......',
  'district.create': '+......',
  'district.view': '+++++++',
  'district.view_settings': '+++....',
  'district.pause': '+++....',
  'district.set_limits': '+++....',
  'district.transfer': '++.....',
  'team.view': '+++....',
  'team.edit': '+++....',
  'district_admin.view': '+++....',
  'district_admin.add': '+++....',
  'login_method.view': '+++....',
  'login_method.edit': '+++....',
  'person.search': '++++.+.',
  'password.reset': '.+++.+.',
  'sync.view': '++++...',
  'sync.decide': '+++....',
  'audit.view': '+++....',
  'impersonation.start': '.+++.+.',
  'impersonation.configure': '+++....',
  'application.browse': '+++....',
  'application.create': '+......',
  'application.enable': '+......',
  'application.set_tier': '+......',
  'application.view': '+.....+',
  'application.edit': '+.....+',
  'application.rotate_secret': '+.....+',
  'connection.view': '+++++++',
  'connection.create': '+++....',
  'connection.request': '+++....',
  'connection.accept': '+++....',
  'connection.invite': '+.....+',
  'connection.approve': '+.....+',
  'connection.accept_changes': '+.....+',
  'connection.launch': '+++...+',
  'connection.accept_scopes': '+++....',
  'connection.disconnect': '+++....',
  'token.view': '+++...+',
  'token.show': '+.....+',
  'token.rotate': '+++...+',
  'token.revoke_previous': '+++...+',
  'sharing.view': '+++....',
  'sharing.edit': '+++....',
  'sharing.edit_site': '+++..+.',
  'record.see': '+++....',
  'record.explain': '++++...',
};

const HUB: Place = {};
const OAK: Place = { districtId: 'oak', connectedApplications: ['reader'] };
const ELM: Place = { districtId: 'elm', connectedApplications: ['painter'] };
const NORTH: Place = { districtId: 'oak', schoolId: 'north' };
const SOUTH: Place = { districtId: 'oak', schoolId: 'south' };
const READER: Place = { applicationId: 'reader' };
const PAINTER: Place = { applicationId: 'painter' };
const OAK_READER: Place = { districtId: 'oak', applicationId: 'reader' };
const ELM_READER: Place = { districtId: 'elm', applicationId: 'reader' };
const OAK_PAINTER: Place = { districtId: 'oak', applicationId: 'painter' };
const PLACES = { HUB, OAK, ELM, NORTH, SOUTH, READER, PAINTER, OAK_READER, ELM_READER, OAK_PAINTER };

/** Which places each role reaches at all. */
const REACHED: Readonly<Record<Role, readonly (keyof typeof PLACES)[]>> = {
  operator: Object.keys(PLACES) as (keyof typeof PLACES)[],
  district_owner: ['OAK', 'NORTH', 'SOUTH', 'OAK_READER', 'OAK_PAINTER'],
  district_admin: ['OAK', 'NORTH', 'SOUTH', 'OAK_READER', 'OAK_PAINTER'],
  help_desk: ['OAK', 'NORTH', 'SOUTH', 'OAK_READER', 'OAK_PAINTER'],
  curriculum_lead: ['OAK', 'NORTH', 'SOUTH', 'OAK_READER', 'OAK_PAINTER'],
  school_tech_lead: ['OAK', 'NORTH', 'OAK_READER', 'OAK_PAINTER'],
  application_team: ['OAK', 'READER', 'OAK_READER', 'ELM_READER'],
};

describe('the table of permissions', () => {
  it('says of each permission and role what the contract says, both ways', () => {
    const found = Object.fromEntries(
      (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
        permission,
        COLUMNS.map((role) =>
          Object.values(PLACES).some((place) => can([grantOf(role)], permission, place)) ? '+' : '.',
        ).join(''),
      ]),
    );
    expect(found).toEqual(EXPECTED);
  });

  it('counts each role where it counts, and nowhere else', () => {
    for (const grant of grants)
      for (const [name, place] of Object.entries(PLACES))
        expect
          .soft([grant.role, name, covers(grant, place)])
          .toEqual([grant.role, name, (REACHED[grant.role] as readonly string[]).includes(name)]);
  });

  it('allows nothing to an account without roles', () => {
    for (const permission of Object.keys(PERMISSIONS) as Permission[])
      for (const place of Object.values(PLACES)) expect(can([], permission, place)).toBe(false);
    expect(Object.values(PLACES).some((place) => canKnow([], place))).toBe(false);
  });

  it('allows by a role only where that very role counts', () => {
    // Curriculum lead of one district, admin of another: neither becomes both.
    const two: readonly Grant[] = [
      grantOf('curriculum_lead'),
      { ...grantOf('district_admin'), districtId: 'elm' },
    ];
    expect(can(two, 'sharing.edit', OAK_READER)).toBe(false);
    expect(can(two, 'sharing.edit', ELM_READER)).toBe(true);
  });

  it('gives every role something, and only operators everything but the portal of others', () => {
    for (const role of COLUMNS)
      expect(Object.values(EXPECTED).some((row) => row[COLUMNS.indexOf(role)] === '+')).toBe(true);
    const withheld = Object.entries(EXPECTED).filter(([, row]) => row.startsWith('.'));
    expect(withheld.map(([permission]) => permission)).toEqual(['password.reset', 'impersonation.start']);
  });
});
