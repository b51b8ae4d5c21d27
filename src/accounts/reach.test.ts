import { describe, expect, it } from 'vitest';
import { maySetPassword, reaches, reachOf } from './reach.ts';
import { type Grant, type Role, ROLES } from './roles.ts';

const grant = (role: Role, districtId = 'oak', schoolId = 'north'): Grant => ({
  role,
  districtId: ['district', 'school'].includes(ROLES[role].at) ? districtId : '',
  schoolId: ROLES[role].at === 'school' ? schoolId : '',
  applicationId: ROLES[role].at === 'application' ? 'reader' : '',
});
const roles = Object.keys(ROLES) as Role[];

describe('whom roles reach', () => {
  it.each([
    ['operator', 'person.search', 'district'],
    ['district_owner', 'person.search', 'district'],
    ['district_admin', 'person.search', 'district'],
    ['help_desk', 'person.search', 'district'],
    ['curriculum_lead', 'person.search', []],
    ['school_tech_lead', 'person.search', ['north']],
    ['application_team', 'person.search', []],
    ['operator', 'password.reset', []],
    ['help_desk', 'password.reset', 'district'],
    ['school_tech_lead', 'password.reset', ['north']],
    ['school_tech_lead', 'district.pause', []],
  ] as const)('%s for %s', (role, permission, reach) => {
    const found = reachOf([grant(role)], permission, 'oak');
    expect(found === 'district' ? found : [...found]).toEqual(reach);
  });

  it('is nobody of another district, but for operators', () => {
    for (const role of roles)
      expect(reachOf([grant(role, 'elm')], 'person.search', 'oak'), role).toEqual(
        role === 'operator' ? 'district' : new Set(),
      );
  });

  it('adds up: two schools of one lead, and a role of the district over both', () => {
    const leads = [grant('school_tech_lead'), grant('school_tech_lead', 'oak', 'south')];
    expect(reachOf(leads, 'password.reset', 'oak')).toEqual(new Set(['north', 'south']));
    expect(reachOf([...leads, grant('help_desk')], 'password.reset', 'oak')).toBe('district');
    // A role that does not give it lends its district to none that does.
    expect(reachOf([...leads, grant('curriculum_lead')], 'password.reset', 'oak')).toEqual(
      new Set(['north', 'south']),
    );
  });

  it('is who has one of the schools', () => {
    expect(reaches(new Set(['north']), { schools: ['south', 'north'] })).toBe(true);
    expect(reaches(new Set(['north']), { schools: ['south'] })).toBe(false);
    expect(reaches(new Set(['north']), { schools: [] })).toBe(false);
    expect(reaches('district', { schools: [] })).toBe(true);
  });
});

describe('whose password roles may set', () => {
  const pupil = { schools: ['north'], administers: false };
  const chief = { schools: [], administers: true };
  const leadToo = { schools: ['north'], administers: true };

  it.each([
    ['operator', 'unknown', 'unknown'],
    ['district_owner', 'yes', 'yes'],
    ['district_admin', 'yes', 'no'],
    ['help_desk', 'yes', 'no'],
    ['curriculum_lead', 'unknown', 'unknown'],
    ['school_tech_lead', 'yes', 'unknown'],
    ['application_team', 'unknown', 'unknown'],
  ] as const)('%s', (role, ofPupil, ofChief) => {
    expect(maySetPassword([grant(role)], 'oak', pupil)).toBe(ofPupil);
    expect(maySetPassword([grant(role)], 'oak', chief)).toBe(ofChief);
    expect(maySetPassword([grant(role, 'elm')], 'oak', pupil)).toBe('unknown');
  });

  it('is not the one of a person with a role here, nor of another school, for a tech lead', () => {
    const lead = [grant('school_tech_lead')];
    expect(maySetPassword(lead, 'oak', leadToo)).toBe('no');
    expect(maySetPassword(lead, 'oak', { ...pupil, schools: ['south'] })).toBe('unknown');
  });

  it('is not lent by the ownership of another district', () => {
    const both = [grant('district_admin'), grant('district_owner', 'elm')];
    expect(maySetPassword(both, 'oak', chief)).toBe('no');
  });
});
