import type { PersonType, Scope, Tier } from '../roster/index.ts';

/** What an application may read, apart from what the district shares (`auth-and-sharing` 7.4). */
export interface Reach {
  readonly scopes: ReadonlySet<Scope>;
  readonly tier: Tier;
}

interface Caller {
  readonly districtId: string;
  readonly audienceId: string;
  readonly applicationId: string;
  readonly clientId: string;
  readonly reach: Reach;
  /** Names the token in the ledger: the id of the connection, or of the user token. */
  readonly tokenId: string;
  /** Under which the caller's requests are counted. */
  readonly rateKey: string;
  /** When this must be looked at again, in milliseconds; the token may have run out then. */
  readonly validUntil: number;
}

/** A district token: one application reads one district (`api-v1.1` 1). */
export interface DistrictPrincipal extends Caller {
  readonly kind: 'district';
  /** The application is asked before a large change reaches it (`auth-and-sharing` 9.6). */
  readonly asksFirst: boolean;
}

export interface Person {
  readonly type: PersonType;
  readonly id: string;
}

/** An Instant Login token: an application acts for one person, and reads little more than that person (`auth-and-sharing` 8.3). */
export interface UserPrincipal extends Caller {
  readonly kind: 'user';
  readonly person: Person;
  readonly authorizedBy: 'district' | 'teacher';
  /** An admin looks through the eyes of the person. */
  readonly actorAccountId: string | undefined;
}

/** Who calls. */
export type Principal = DistrictPrincipal | UserPrincipal;
