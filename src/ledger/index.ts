/**
 * Who received what, and whether what was noted is whole. Disclosures are counted in memory and written every second; refusals are put together
 * by the minute. It must never make a reader wait, never hold a name or a token, and never wait for an import.
 */
export { Ledger, type LedgerOptions } from './ledger.ts';
export type { Refusal } from './refusals.ts';
export type { Receiver, SentRecords } from './sent-records.ts';
export { type TouchedRun, touchedBy } from './touched-by.ts';
export type { ChainState } from './chain-state.ts';
export { pruneDisclosures } from './retention.ts';
export { type Anchor, anchorOf, parseAnchor, verifyAudit } from './verify-audit.ts';
export { DISCLOSURES } from './verify-disclosures.ts';
export { type Period, type Reception, whoReceived } from './who-received.ts';
