/** What is counted, and how much of it is too much (`auth-and-sharing` 13, `reliability` O-01). */
export const BUCKETS = {
  /** Requests of one token (`api-v1.1` 12). */
  bearer: { requests: 1_200, windowSeconds: 60 },
  /** Requests of one network that carry no valid token. */
  network: { requests: 600, windowSeconds: 60 },
  /** POST /oauth/tokens, by client and network. To be given back for an exchange that succeeds: what is counted is guessing. */
  token_exchange: { requests: 60, windowSeconds: 60 },
  /** Attempts to sign in as one person from one network. To be given back for one that succeeds. */
  sign_in: { requests: 10, windowSeconds: 60 },
  /** Attempts to sign in from one network: a school stands behind one. To be given back for one that succeeds. */
  sign_in_network: { requests: 300, windowSeconds: 60 },
} as const satisfies Record<string, { readonly requests: number; readonly windowSeconds: number }>;

export type Bucket = keyof typeof BUCKETS;

export interface RateState {
  readonly bucket: Bucket;
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds at which the window ends. */
  readonly reset: number;
  readonly isExceeded: boolean;
}

/**
 * Counts what callers do. In one process the answer is there at once; where several serve, one of them counts for all, and the answer
 * comes a turn later.
 */
export interface Limits {
  /** Counts one; says whether it was one too many, which is not counted. */
  take(bucket: Bucket, key: string): RateState | Promise<RateState>;
  /** Takes one back. */
  giveBack(bucket: Bucket, key: string): RateState | Promise<RateState>;
}
