import type { AuditLine } from '../../src/store/index.ts';

/** A line of the ledger for an act on a district, where nobody looks into it. */
export const lineOf = (act: string, districtId: string, at = new Date(0)): AuditLine => ({
  ...{ actor: 'system', outcome: 'ok', act, subject: `district:${districtId}` },
  ...{ districtId, at },
});
