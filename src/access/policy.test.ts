import { describe, expect, it } from 'vitest';
import { endpoints } from '../derive/index.ts';
import { getResource, type PersonType, type Scope, type Tier } from '../roster/index.ts';
import {
  districtIsBasic,
  isLaunched,
  isSamePerson,
  levelOf,
  mayEnter,
  mayFollow,
  mayReadEvents,
  maySignIn,
  opens,
  opensEveryType,
  reachOf,
} from './policy.ts';
import type { Principal, Reach } from './principal.ts';

const reach = (tier: Tier, ...scopes: readonly Scope[]): Reach => ({ tier, scopes: new Set(scopes) });

const caller = {
  districtId: 'd',
  audienceId: 'a',
  applicationId: 'p',
  clientId: 'c',
  tokenId: 't',
  rateKey: 'r',
  validUntil: 0,
};
const district = (of: Reach): Principal => ({ kind: 'district', asksFirst: false, ...caller, reach: of });
const user = (type: PersonType, of: Reach) =>
  ({
    kind: 'user',
    ...caller,
    reach: of,
    person: { type, id: '1' },
    authorizedBy: 'district',
    actorAccountId: undefined,
  }) as const;

const entered = (principal: Principal) =>
  endpoints.filter((endpoint) => mayEnter(principal, endpoint)).map(({ path }) => path.replace('/v1.1/', ''));

describe('what an application may read', () => {
  it('is what it asks for, the district accepts and the tier has', () => {
    const of = (tier: Tier, asked: readonly Scope[], accepted: readonly Scope[]) =>
      [...reachOf({ tier, scopes: asked }, accepted).scopes].join(' ');
    expect(of('secure_sync', ['read:sis', 'read:user_id'], ['read:sis', 'read:students'])).toBe('read:sis');
    expect(of('sso', ['read:sis', 'read:user_id'], ['read:sis', 'read:user_id'])).toBe('read:user_id');
    expect(of('library', ['read:teachers_basic'], [])).toBe('');
  });

  it('takes one of the scopes of a gate, and the tier where the gate says so', () => {
    const gate = { scopes: ['read:sis', 'read:sections'], secureSync: true } as const;
    expect(opens(gate, reach('secure_sync', 'read:sections'))).toBe(true);
    expect(opens(gate, reach('secure_sync', 'read:sis', 'read:user_id'))).toBe(true);
    expect(opens(gate, reach('sso', 'read:sections'))).toBe(false);
    expect(opens(gate, reach('secure_sync', 'read:students'))).toBe(false);
    expect(opens({ scopes: ['read:sis'] }, reach('sso', 'read:sis'))).toBe(true);
    expect(opens({ scopes: 'any' }, reach('sso'))).toBe(true);
    expect(opens({ scopes: 'any', secureSync: true }, reach('sso'))).toBe(false);
  });

  it('is everything only where no type is closed', () => {
    const all = ['read:sis', 'read:school_admins', 'read:district_admins'] as const;
    expect(opensEveryType(reach('secure_sync', ...all))).toBe(true);
    for (const missing of all)
      expect(opensEveryType(reach('secure_sync', ...all.filter((scope) => scope !== missing)))).toBe(false);
    expect(opensEveryType(reach('sso', ...all))).toBe(false);
  });
});

describe('a district token', () => {
  it('enters by scopes, below a record by those of both ends', () => {
    expect(entered(district(reach('secure_sync', 'read:students')))).toEqual([
      'districts',
      'districts/{id}',
      'districts/{id}/students',
      'districts/{id}/status',
      'students',
      'students/{id}',
    ]);
    expect(entered(district(reach('secure_sync', 'read:student_contacts', 'read:students')))).toEqual(
      expect.arrayContaining(['students/{id}/contacts', 'contacts/{id}/student']),
    );
    expect(entered(district(reach('sso')))).toEqual(['districts', 'districts/{id}', 'districts/{id}/status']);
  });

  it('is told to whom a record belongs if it may read schools', () => {
    const path = 'teachers/{id}/district';
    expect(entered(district(reach('secure_sync', 'read:teachers')))).not.toContain(path);
    expect(entered(district(reach('secure_sync', 'read:teachers', 'read:schools')))).toContain(path);
    expect(entered(district(reach('secure_sync', 'read:schools')))).not.toContain(path);
  });

  it('is told the grades of a teacher with the teacher', () => {
    expect(entered(district(reach('secure_sync', 'read:teachers')))).toContain('teachers/{id}/grade_levels');
    expect(entered(district(reach('secure_sync', 'read:sections')))).not.toContain(
      'teachers/{id}/grade_levels',
    );
  });

  it('reads events with Secure Sync', () => {
    expect(mayReadEvents(district(reach('secure_sync')))).toBe(true);
    expect(mayReadEvents(district(reach('sso')))).toBe(false);
    expect(mayReadEvents(user('teacher', reach('secure_sync', 'read:sis')))).toBe(false);
  });

  it('is told of the district itself what its tier is told', () => {
    expect(districtIsBasic(district(reach('secure_sync')))).toBe(false);
    expect(districtIsBasic(district(reach('sso')))).toBe(true);
  });
});

describe('the token of a person', () => {
  it('enters the own record, its school and its district', () => {
    const around = ['districts/{id}', 'schools/{id}'];
    for (const tier of ['secure_sync', 'sso'] as const) {
      expect(entered(user('student', reach(tier, 'read:sis')))).toEqual([
        ...around,
        'students/{id}',
        'students/{id}/district',
        'students/{id}/school',
      ]);
      expect(entered(user('district_admin', reach(tier)))).toEqual([...around, 'district_admins/{id}']);
      expect(entered(user('school_admin', reach(tier)))).toEqual([...around, 'school_admins/{id}']);
    }
  });

  it('enters the own classes instead where a teacher authorized', () => {
    expect(entered(user('teacher', reach('library')))).toEqual([
      'teachers/{id}',
      'teachers/{id}/sections',
      'sections/{id}/students',
    ]);
  });

  it('follows what it may enter', () => {
    const student = getResource('student');
    const followed = (principal: Principal) =>
      Object.entries(student.relations)
        .filter(([rel, relation]) => mayFollow(principal, student, rel, relation))
        .map(([rel]) => rel);
    expect(followed(user('student', reach('sso')))).toEqual(['district', 'school']);
    expect(followed(user('teacher', reach('sso')))).toEqual([]);
    expect(followed(user('student', reach('library')))).toEqual(['sections']);
    expect(followed(district(reach('secure_sync', 'read:sis')))).toEqual(Object.keys(student.relations));
    expect(followed(district(reach('secure_sync', 'read:students', 'read:teachers')))).toEqual(['teachers']);
  });

  it('is told the whole own record by read:sis, who it is by a scope for the type, else that it is there', () => {
    const level = (...of: Parameters<typeof reach>) => levelOf(user('student', reach(...of)));
    expect(level('secure_sync', 'read:sis')).toBe('full');
    expect(level('sso', 'read:sis')).toBe('basic');
    expect(level('secure_sync', 'read:students')).toBe('basic');
    expect(level('sso', 'read:students_basic')).toBe('basic');
    expect(level('sso', 'read:user_id', 'read:teachers_basic')).toBe('identity');
    expect(level('secure_sync', 'read:teachers')).toBe('identity');
    expect(level('library', 'read:sis')).toBe('library');
  });

  it('is of one person: type and id', () => {
    expect(isSamePerson({ type: 'student', id: '1' }, { type: 'student', id: '1' })).toBe(true);
    expect(isSamePerson({ type: 'student', id: '1' }, { type: 'teacher', id: '1' })).toBe(false);
    expect(isSamePerson({ type: 'student', id: '1' }, { type: 'student', id: '2' })).toBe(false);
  });
});

describe('signing in', () => {
  const now = new Date('2026-09-01T08:00:00.000Z');
  const application = { state: 'enabled', userTypes: ['student', 'district_admin'] } as const;
  const connection = { state: 'connected', launchDate: '2026-09-01T08:00:00.000Z' } as const;
  const student = { type: 'student', id: '1' } as const;
  const admin = { type: 'district_admin', id: '2' } as const;
  const later = { ...connection, launchDate: '2026-09-01T08:00:00.001Z' };

  it('waits for the launch, except for district admins', () => {
    expect(isLaunched(connection, now)).toBe(true);
    expect(isLaunched(later, now)).toBe(false);
    expect(isLaunched({ state: 'connected' }, now)).toBe(false);
    expect(isLaunched({ ...connection, state: 'disconnected' }, now)).toBe(false);
    expect(maySignIn(application, connection, student, now)).toBe(true);
    expect(maySignIn(application, later, student, now)).toBe(false);
    expect(maySignIn(application, later, admin, now)).toBe(true);
  });

  it('takes an application that works, a connection that stands, and a type that is wanted', () => {
    expect(maySignIn({ ...application, state: 'disabled' }, connection, admin, now)).toBe(false);
    expect(maySignIn(application, { ...connection, state: 'pending' }, admin, now)).toBe(false);
    expect(maySignIn(application, connection, { type: 'teacher', id: '3' }, now)).toBe(false);
  });
});
