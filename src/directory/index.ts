/**
 * The acts of those who run a hub: districts, their admins, applications, connections, sharing. Used by the command line, the admin API and
 * the sandbox. Every act leaves a line in the ledger, in the transaction of the act.
 */
export { type Acting, needText, newId, randomHex, record } from './acting.ts';
export * from './applications.ts';
export { changeSharing, resettleSharing, shareSite } from './change-sharing.ts';
export * from './connections.ts';
export {
  type CreatedConnection,
  districtTokenOf,
  revokePreviousToken,
  rotateToken,
  showToken,
  TOKEN_OVERLAP_MS,
} from './district-tokens.ts';
export * from './districts.ts';
export * from './find-connection.ts';
export { acceptWithheld, describeChanges, withheldFrom } from './frozen-views.ts';
export { explain, type ExplainQuestion, type ExplainStep, type Explanation } from './explain.ts';
export type { PreviewCounts, RuleCount, ServedRecord, SharingPreview } from './preview-report.ts';
export { previewSharing } from './preview.ts';
export * from './syncs.ts';
