import { BUCKETS, type RateState } from './buckets.ts';

/**
 * What a caller is told of its bucket: the headers of the original (`api-v1.1` 12), and those of the IETF's draft, which name the bucket as
 * well (draft-ietf-httpapi-ratelimit-headers). Names and values in turn.
 */
export function rateHeaders({ bucket, limit, remaining, reset }: RateState): string[] {
  return [
    'X-Ratelimit-Bucket',
    bucket,
    'X-Ratelimit-Limit',
    String(limit),
    'X-Ratelimit-Remaining',
    String(remaining),
    'X-Ratelimit-Reset',
    String(reset),
    'RateLimit-Policy',
    POLICIES[bucket],
    'RateLimit',
    `"${bucket}";r=${remaining};t=${secondsUntil(reset)}`,
  ];
}

/** With those of a refusal: when to come back. */
export function refusalHeaders(state: RateState): string[] {
  return [...rateHeaders(state), 'Retry-After', String(Math.max(1, secondsUntil(state.reset)))];
}

function secondsUntil(reset: number): number {
  return Math.max(0, reset - Math.floor(Date.now() / 1000));
}

const policyOf = (bucket: keyof typeof BUCKETS) =>
  `"${bucket}";q=${BUCKETS[bucket].requests};w=${BUCKETS[bucket].windowSeconds}`;

const POLICIES = {
  bearer: policyOf('bearer'),
  network: policyOf('network'),
  token_exchange: policyOf('token_exchange'),
  sign_in: policyOf('sign_in'),
  sign_in_network: policyOf('sign_in_network'),
} as const satisfies Record<keyof typeof BUCKETS, string>;
