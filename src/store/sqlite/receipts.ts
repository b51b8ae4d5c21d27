import type { Receipt } from '../port/index.ts';
import type { Connection } from './open.ts';

interface ReceiptRow extends Omit<Receipt, 'isExact' | 'isNamed'> {
  readonly isExact: number;
  readonly isNamed: number;
}

/** Each part names its index: the planner has no statistics of a ledger that only grows. */
const RECEIPTS = `
  SELECT application_id AS applicationId, token, audience_id AS audienceId, view_version AS viewVersion, fields_id AS fieldsId,
    is_exact AS isExact, is_named AS isNamed, min(first_at) AS firstAt, max(last_at) AS lastAt
  FROM (
    SELECT application_id, token, audience_id, view_version, fields_id, 1 AS is_exact, 1 AS is_named, first_at, last_at
    FROM disclosure INDEXED BY disclosure_by_record
    WHERE district_id = @districtId AND record_type = @recordType AND first_id = last_id AND first_id = @recordId
      AND last_at >= @from AND first_at < @to
    UNION ALL
    SELECT application_id, token, audience_id, view_version, fields_id, is_exact, 0, first_at, last_at
    FROM disclosure INDEXED BY disclosure_by_run
    WHERE district_id = @districtId AND record_type = @recordType AND first_id < last_id AND ids IS NULL
      AND first_id <= @recordId AND last_id >= @recordId AND last_at >= @from AND first_at < @to
    UNION ALL
    SELECT application_id, token, audience_id, view_version, fields_id, is_exact, 1, first_at, last_at
    FROM disclosure INDEXED BY disclosure_by_names
    WHERE district_id = @districtId AND record_type = @recordType AND ids IS NOT NULL
      AND first_id <= @recordId AND last_id >= @recordId AND last_at >= @from AND first_at < @to
      AND instr(ids, @recordId) > 0
  )
  GROUP BY application_id, token, audience_id, view_version, fields_id, is_exact, is_named`;

export function receiptsOf(db: Connection) {
  const receipts = db.prepare<unknown[], ReceiptRow>(RECEIPTS);
  return (
    districtId: string,
    recordType: string,
    recordId: string,
    { from, to }: { readonly from: number; readonly to: number },
  ): readonly Receipt[] =>
    receipts
      .all({ districtId, recordType, recordId, from, to })
      .map((row) => ({ ...row, isExact: row.isExact === 1, isNamed: row.isNamed === 1 }));
}
