/**
 * Which endpoints, links and fields a caller may use: every decision that does not need a record (`auth-and-sharing` 7.2, 7.3, 8.3). Pure
 * predicates; whether a record is visible is decided by the audience.
 */
import type { Endpoint } from '../derive/index.ts';
import {
  type AnyResource,
  catalogue,
  type Gate,
  getResource,
  isScope,
  type Relation,
  TIERS,
} from '../roster/index.ts';
import type { Application, Connection } from '../store/index.ts';
import type { Person, Principal, Reach, UserPrincipal } from './principal.ts';

/** Application ∩ connection ∩ tier. What a request asks for changes nothing (`auth-and-sharing` 7.4). */
export function reachOf(
  { scopes, tier }: Pick<Application, 'scopes' | 'tier'>,
  accepted: Connection['scopes'],
): Reach {
  const ofTier = TIERS[tier].scopes;
  return {
    tier,
    scopes: new Set(scopes.filter((scope) => accepted.includes(scope) && ofTier.includes(scope))),
  };
}

/** Whether scopes and tier open a record type. */
export function opens({ scopes, secureSync }: Gate, reach: Reach): boolean {
  if (secureSync === true && reach.tier !== 'secure_sync') return false;
  return scopes === 'any' || scopes.some((scope) => reach.scopes.has(scope));
}

/** Whether no record type is closed: then nothing of an audience is hidden from this caller. */
export function opensEveryType(reach: Reach): boolean {
  return catalogue.every(({ gate }) => opens(gate, reach));
}

/** Of a relation: both ends must be open (`auth-and-sharing` 7.2). */
function opensRelation(resource: AnyResource, relation: Relation, reach: Reach): boolean {
  const target = relation.members.by === 'values' ? undefined : getResource(relation.target);
  const gate = relation.gate ?? target?.gate;
  return opens(resource.gate, reach) && (gate === undefined || opens(gate, reach));
}

/** Singular relations of the own record that a person may follow. */
const OWN_RELS: readonly string[] = ['school', 'district'];

function personMayFollow(
  { person, reach }: UserPrincipal,
  resource: AnyResource,
  rel: string,
  { cardinality }: Relation,
): boolean {
  const isOwnType = resource.name === person.type;
  if (reach.tier === 'library')
    return (isOwnType && rel === 'sections') || (resource.name === 'section' && rel === 'students');
  return isOwnType && cardinality === 'one' && OWN_RELS.includes(rel);
}

function personMayReadOne({ person, reach }: UserPrincipal, resource: AnyResource): boolean {
  if (resource.name === person.type) return true;
  return reach.tier !== 'library' && (resource.name === 'school' || resource.name === 'district');
}

/** Whether an endpoint belongs to what the token is for. Which records it gives is another question. */
export function mayEnter(principal: Principal, endpoint: Endpoint): boolean {
  const { resource } = endpoint;
  if (principal.kind === 'district')
    return endpoint.kind === 'related'
      ? opensRelation(resource, endpoint.relation, principal.reach)
      : opens(resource.gate, principal.reach);
  switch (endpoint.kind) {
    case 'list':
      return false;
    case 'one':
      return personMayReadOne(principal, resource);
    case 'related':
      return personMayFollow(principal, resource, endpoint.rel, endpoint.relation);
  }
}

/** Whether a relation may be followed, embedded, or offered as a link. */
export function mayFollow(
  principal: Principal,
  resource: AnyResource,
  rel: string,
  relation: Relation,
): boolean {
  return principal.kind === 'district'
    ? opensRelation(resource, relation, principal.reach)
    : personMayFollow(principal, resource, rel, relation);
}

/** Events are for those who read rosters whole (`auth-and-sharing` 7.2). */
export function mayReadEvents(principal: Principal): boolean {
  return principal.kind === 'district' && principal.reach.tier === 'secure_sync';
}

/**
 * How much of the own record a person's token is told: all, what the tier tells, or that it is there (`auth-and-sharing` 7.3, 8.2). Name and
 * e-mail address take a scope for the type of person (7.1): an application that asks for teachers learns nothing of a student's.
 */
export function levelOf({ person, reach }: Pick<UserPrincipal, 'person' | 'reach'>) {
  if (reach.tier === 'library') return 'library';
  if (reach.tier === 'secure_sync' && reach.scopes.has('read:sis')) return 'full';
  const { gate, plural } = getResource(person.type);
  const basic = `read:${plural}_basic`;
  return opens(gate, reach) || (isScope(basic) && reach.scopes.has(basic)) ? 'basic' : 'identity';
}

/** What the smaller tiers are not told of a district (`auth-and-sharing` 7.3). */
export function districtIsBasic(principal: Principal): boolean {
  return principal.reach.tier !== 'secure_sync';
}

export function isSamePerson(a: Person, b: Person): boolean {
  return a.type === b.type && a.id === b.id;
}

/** Whether people can sign in and see the application: its launch date has come (`auth-and-sharing` 9.1). */
export function isLaunched(
  { state, launchDate }: Pick<Connection, 'state' | 'launchDate'>,
  now: Date,
): boolean {
  return state === 'connected' && launchDate !== undefined && launchDate <= now.toISOString();
}

/** Whether a person of this type may sign in to the application now; district admins may test before the launch. */
export function maySignIn(
  application: Pick<Application, 'state' | 'userTypes'>,
  connection: Pick<Connection, 'state' | 'launchDate'>,
  person: Person,
  now: Date,
): boolean {
  if (application.state !== 'enabled' || connection.state !== 'connected') return false;
  if (!application.userTypes.includes(person.type)) return false;
  return person.type === 'district_admin' || isLaunched(connection, now);
}
