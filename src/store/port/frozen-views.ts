/** Views that stand still: what an application is shown until it accepts a large change (`auth-and-sharing` 9.6). */
import type { TypeChange } from '../../sharing/index.ts';

/** A connection whose application is asked before a large change reaches it. */
export interface Watched {
  readonly connectionId: string;
  /** Through which it looks. */
  readonly audienceId: string;
}

export interface FrozenView {
  readonly connectionId: string;
  readonly districtId: string;
  /** What the connection would look through; the view stands still only for as long as this is so. */
  readonly withheldAudienceId: string;
  /** Through which it was seen, in the state `viewVersion`. */
  readonly shownAudienceId: string;
  readonly viewVersion: number;
  /** As `renderAudience` writes it. */
  readonly policy: string;
  /** Under which it is read: as the district, and as the audience. */
  readonly keptId: string;
  /** ISO 8601. */
  readonly frozenAt: string;
  /** `sync:` and its id, or `sharing`. */
  readonly cause: string;
  readonly exceeded: readonly TypeChange[];
}

/** A connection is about to look through another audience. */
export interface Turn {
  readonly connectionId: string;
  readonly districtId: string;
  readonly from: string;
  readonly to: string;
  readonly at: Date;
}
