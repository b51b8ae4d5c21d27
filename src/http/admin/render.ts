/** What the admin API tells of what is stored. Nothing secret, and no hash, is in any of it. */
import type { Grant, SignedIn } from '../../accounts/index.ts';
import { stateOf } from '../../directory/index.ts';
import type {
  Account,
  AccountSession,
  Application,
  Connection,
  District,
  FrozenView,
} from '../../store/index.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

export function renderGrant({ role, districtId, schoolId, applicationId }: Grant) {
  return {
    role,
    ...(districtId === '' ? {} : { district_id: districtId }),
    ...(schoolId === '' ? {} : { school_id: schoolId }),
    ...(applicationId === '' ? {} : { application_id: applicationId }),
  };
}

export function renderAccount(
  { id, email, name, state, totpSealed, mustChangePassword, created }: Account,
  grants: readonly Grant[],
) {
  return {
    id,
    email,
    name,
    state,
    has_second_factor: totpSealed !== undefined,
    must_change_password: mustChangePassword,
    created,
    roles: grants.map(renderGrant),
  };
}

export function renderSession(
  { idHash, level, created, lastSeen, ends }: AccountSession,
  current: SignedIn['session'],
) {
  return {
    id: idHash,
    level,
    created: iso(created),
    last_seen: iso(lastSeen),
    ends: iso(ends),
    is_current: idHash === current.idHash,
  };
}

export function renderDistrict(district: District, withSettings: boolean) {
  const { id, name, mdr_number, sis_type, state, error, created, last_sync, limits, isPaused } = district;
  return {
    id,
    name,
    mdr_number,
    sis_type,
    state,
    error,
    created,
    last_sync,
    is_paused: isPaused,
    ...(withSettings
      ? { limits: { removal_percent: limits.removalPercent, update_percent: limits.updatePercent } }
      : {}),
  };
}

/** What a district is told of an application that it may connect. */
export function renderListing({ id, name, tier, scopes, userTypes, autoApprove, takenFields }: Application) {
  return {
    id,
    name,
    tier,
    scopes,
    user_types: userTypes,
    auto_approve: autoApprove,
    taken_fields: takenFields,
  };
}

export function renderApplication(application: Application) {
  const { clientId, redirectUris, isPublic, safetyThreshold, state, created } = application;
  return {
    ...renderListing(application),
    client_id: clientId,
    redirect_uris: redirectUris,
    is_public: isPublic,
    safety_threshold: safetyThreshold,
    state,
    created,
  };
}

interface ConnectionNames {
  readonly district: string;
  readonly application: string;
}

/** How it is shared, by kind; what exactly is for those who may see sharing (`auth-and-sharing` 9.1). */
export function renderConnection(
  connection: Connection,
  names: ConnectionNames,
  withheld: FrozenView | undefined,
  now: Date,
) {
  const { id, districtId, applicationId, scopes, sharing, launchDate, created, ended } = connection;
  return {
    id,
    district: { id: districtId, name: names.district },
    application: { id: applicationId, name: names.application },
    state: stateOf(connection, now),
    scopes,
    sharing_kind: sharing.share.kind,
    launch_date: launchDate ?? null,
    withheld: withheld
      ? { since: withheld.frozenAt, cause: withheld.cause, exceeded: withheld.exceeded }
      : null,
    created,
    ended: ended ?? null,
  };
}
