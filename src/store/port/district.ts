/** A district as it is stored. */
export interface District {
  readonly id: string;
  readonly name: string;
  readonly mdr_number: string | undefined;
  readonly sis_type: string;
  readonly state: 'pending' | 'running' | 'error';
  readonly error: string;
  readonly created: string;
  readonly last_sync: string | undefined;
  readonly rosterVersion: number;
  readonly limits: SafetyLimits;
  /** Imports are refused; reading goes on (`auth-and-sharing` 9.6). */
  readonly isPaused: boolean;
}

/** Percentages over which a sync is held for a person (`roster-csv` 3.6). 0 holds on any, 100 never. */
export interface SafetyLimits {
  readonly removalPercent: number;
  readonly updatePercent: number;
}
