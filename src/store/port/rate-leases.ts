/**
 * Counts of callers that several servers ("nodes") keep together: each takes a few from a window in advance, counts those by itself, and gives
 * back what it did not need. Nothing here must survive the loss of power.
 *
 * Every call settles within half a second, and rejects where the store cannot be written; the caller then goes on by itself. Seconds and
 * milliseconds are since 1970, by the clock of the node, so that of several machines must agree to a second.
 */

/** A window of one caller, by name. */
export interface LeaseAsk {
  readonly bucket: string;
  readonly key: string;
  /** How many are taken in advance; 0 only asks. */
  readonly want: number;
  /** How many this node let through before, which no lease covered. They are counted even beyond the limit. */
  readonly counted: number;
  /** How many may be let through in the window, by all nodes together. */
  readonly limit: number;
  /** When the window ends, in seconds, if this opens it. */
  readonly endsAt: number;
}

export interface Lease {
  /** At most `want`, and never more than what was left of the limit. */
  readonly granted: number;
  /** By all nodes, with what was granted now: leased, whether used or not, and counted. May be above the limit. */
  readonly used: number;
  /** When the window ends, in seconds: the same for all nodes. */
  readonly endsAt: number;
}

/** Leases of a window that are not needed. */
export interface LeaseReturn {
  readonly bucket: string;
  readonly key: string;
  readonly unused: number;
  /** Of the window that they were leased of; where that has ended, nothing happens. */
  readonly endsAt: number;
}

export interface NodeBeat {
  /** Drawn anew by each start of a node. */
  readonly id: string;
  /** It leases, and has told all it had counted before. */
  readonly isSharing: boolean;
  readonly nowMs: number;
  /** A node that was not heard of for so long is gone, in milliseconds. */
  readonly goneAfterMs: number;
}

export type OtherNode = Pick<NodeBeat, 'id' | 'isSharing'>;

export interface RateLeases {
  /** Answers in the order of what is asked; all in one transaction. Opens each window that is not open at this second. */
  lease(asks: readonly LeaseAsk[], nowSeconds: number): Promise<readonly Lease[]>;
  giveBack(returns: readonly LeaseReturn[]): Promise<void>;
  /** Says that a node is there, and learns which others are. Forgets nodes that are gone, and windows that ended some seconds ago. */
  beat(beat: NodeBeat): Promise<readonly OtherNode[]>;
  /** The node ends. */
  leave(id: string): Promise<void>;
  close(): Promise<void>;
}
