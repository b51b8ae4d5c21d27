import { describe, expect, it } from 'vitest';
import type { DistrictPrincipal, Principal, UserPrincipal } from '../access/index.ts';
import { type PersonType, resources, type Scope, SCOPES, type Tier } from '../roster/index.ts';
import { allFields, type AudiencePolicy, limitedFields, parseAudience } from '../sharing/index.ts';
import type { AudienceReader, DistrictStore } from '../store/index.ts';
import { AudienceRoster } from './audience-roster.ts';
import { OwnerView } from './owner-view.ts';
import { RosterView } from './roster-view.ts';
import { SegmentCache } from './segment-cache.ts';
import { parseWhere } from './where.ts';

const DISTRICT = 'd'.repeat(24);
const PERSON = 'b'.repeat(24);
const ALL = Object.keys(SCOPES) as readonly Scope[];

/** What was asked of the store. */
let asked: string[] = [];
const reader = {
  districtId: DISTRICT,
  audienceId: 'a'.repeat(24),
  items: (type: string, ids: readonly string[]) => {
    asked.push(`items ${type} ${ids.join()}`);
    return Promise.resolve([]);
  },
  listDirectory: (type: string) => {
    asked.push(`list ${type}`);
    return Promise.resolve({ firstIds: [], offsets: [], total: 0 });
  },
} as unknown as AudienceReader;

const noDistricts = {} as DistrictStore;

function rosterOf(policy: Partial<AudiencePolicy> = {}): AudienceRoster {
  const whole = parseAudience('{"share":{"kind":"everything","staff":true}}');
  return new AudienceRoster({ reader, policy: { ...whole, ...policy }, cache: new SegmentCache(1000) }, 1);
}

const callerOf = (scopes: readonly Scope[], tier: Tier) => ({
  districtId: DISTRICT,
  audienceId: 'a'.repeat(24),
  applicationId: 'c'.repeat(24),
  clientId: 'client',
  reach: { scopes: new Set(scopes), tier },
  tokenId: 't',
  rateKey: 'r',
  validUntil: Infinity,
});
const ofDistrict = (scopes = ALL, tier: Tier = 'secure_sync'): DistrictPrincipal => ({
  kind: 'district',
  asksFirst: false,
  ...callerOf(scopes, tier),
});
const ofPerson = (type: PersonType, scopes = ALL, tier: Tier = 'secure_sync'): UserPrincipal => ({
  kind: 'user',
  ...callerOf(scopes, tier),
  person: { type, id: PERSON },
  authorizedBy: tier === 'library' ? 'teacher' : 'district',
  actorAccountId: undefined,
});
const viewOf = (principal: Principal, policy?: Partial<AudiencePolicy>) =>
  principal.kind === 'user'
    ? new OwnerView(rosterOf(policy), noDistricts, principal)
    : new RosterView(rosterOf(policy), noDistricts, principal);

const names = (fields: ReadonlySet<string>) => [...fields].sort();

describe('a view is named by its version', () => {
  it('only for the district token of an application that may read every type', () => {
    expect(viewOf(ofDistrict()).isNamedByVersion).toBe(true);
    expect(viewOf(ofDistrict(['read:user_id', 'read:students'])).isNamedByVersion).toBe(false);
    expect(viewOf(ofDistrict(ALL, 'sso')).isNamedByVersion).toBe(false);
    expect(viewOf(ofPerson('student')).isNamedByVersion).toBe(false);
  });
});

describe('the fields that a caller is told', () => {
  const hidden = { hidden: { student: ['dob'] }, granted: ['frl_status'] };

  it('are those of the audience, for filters and for the ledger', () => {
    const view = viewOf(ofDistrict(), hidden);
    for (const of of [view.fieldsOf(resources.student), view.sentFields(resources.student)]) {
      expect(of.has('frl_status')).toBe(true);
      expect(of.has('iep_status')).toBe(false);
      expect(of.has('dob')).toBe(false);
      expect(of.has('id')).toBe(true);
    }
    expect(names(view.fieldsOf(resources.district))).toEqual(Object.keys(resources.district.fields).sort());
  });

  it('are all of a district, or what the smaller tiers are told', () => {
    expect(names(viewOf(ofDistrict()).sentFields(resources.district))).toEqual(
      names(allFields(resources.district)),
    );
    expect(names(viewOf(ofDistrict(ALL, 'sso')).sentFields(resources.district))).toEqual(
      names(limitedFields(resources.district, 'basic')),
    );
    expect(names(limitedFields(resources.district, 'basic'))).not.toEqual(
      names(allFields(resources.district)),
    );
    expect(names(viewOf(ofPerson('student', ALL, 'sso')).sentFields(resources.district))).toEqual(
      names(limitedFields(resources.district, 'basic')),
    );
  });

  it('are of the own record what the token is told, without what needs a grant; of schools what the audience sees', () => {
    const full = viewOf(ofPerson('student'), hidden);
    expect(full.sentFields(resources.student).has('name')).toBe(true);
    expect(full.sentFields(resources.student).has('frl_status')).toBe(false);
    expect(full.sentFields(resources.student).has('dob')).toBe(false);
    const basic = viewOf(ofPerson('student', ALL, 'sso'), hidden);
    expect(names(basic.sentFields(resources.student))).toEqual(
      names(limitedFields(resources.student, 'basic')),
    );
    const library = viewOf(ofPerson('teacher', ALL, 'library'));
    expect(names(library.sentFields(resources.student))).toEqual(
      names(limitedFields(resources.student, 'library')),
    );
    const nobody = viewOf(ofPerson('student', ['read:user_id'], 'sso'));
    expect(names(nobody.sentFields(resources.student))).toEqual(['district', 'id']);
    for (const view of [full, basic, nobody])
      expect(names(view.sentFields(resources.school))).toEqual(names(allFields(resources.school)));
  });
});

describe('a list with a filter by id', () => {
  it('reads the records that are named, and no list', async () => {
    asked = [];
    const { student } = resources;
    const view = viewOf(ofDistrict());
    const filterOf = (where: object) => parseWhere(student, view.fieldsOf(student), JSON.stringify(where));
    await view.list(student, filterOf({ id: PERSON })).count();
    expect(asked).toEqual([`items student ${PERSON}`]);
    asked = [];
    await view.list(student, filterOf({ grade: '3' })).count();
    expect(asked).toEqual(['list student']);
  });
});
