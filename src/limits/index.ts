/**
 * How much a caller may ask for in a minute. Counts exactly, in one process or for several; over several servers on one store at most the
 * limit, and 98 % of it at least. It must never let a caller wait: who asks too much is refused at once.
 */
export { type Bucket, BUCKETS, type Limits, type RateState } from './buckets.ts';
export { FixedWindows } from './fixed-windows.ts';
export { addressOf, networkOf } from './network-of.ts';
export { LimitsNode, type LimitsNodeOptions } from './node.ts';
export { rateHeaders, refusalHeaders } from './rate-headers.ts';
