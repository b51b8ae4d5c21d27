/** Disclosures that were kept for long enough: which may go, and how they go. */
import { UNSEALED_FROM } from '../disclosure-seals.ts';
import type { Connection } from './open.ts';

/** Whether a row stands behind what was named to go; ids tell the seal, and before there were seals the time. */
const IS_KEPT = `CASE WHEN OLD.id < '${UNSEALED_FROM}'
    THEN OLD.id >= printf('%012x', (SELECT coalesce(max(through), 0) FROM disclosure_pruning) + 1)
    ELSE OLD.last_at >= (SELECT coalesce(max(before), 0) FROM disclosure_pruning)
  END`;

/** Nobody removes a row that was not named before, in a row of the ledger that stays. */
export function protectDisclosures(db: Connection): void {
  const forbidsAll = db
    .prepare("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = 'disclosure_no_delete'")
    .pluck();
  if (forbidsAll.get() !== 0) db.exec('DROP TRIGGER disclosure_no_delete');
  db.exec(
    `CREATE TRIGGER IF NOT EXISTS disclosure_no_early_delete BEFORE DELETE ON disclosure WHEN ${IS_KEPT}
     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END`,
  );
}

/** Removes up to so many rows that were named; says how many. */
export function forgetDisclosures(db: Connection): (limit: number) => number {
  const sealed = db.prepare(
    `DELETE FROM disclosure WHERE id IN (
       SELECT id FROM disclosure
       WHERE id < printf('%012x', (SELECT coalesce(max(through), 0) FROM disclosure_pruning) + 1) ORDER BY id LIMIT ?)`,
  );
  const unsealed = db.prepare(
    `DELETE FROM disclosure WHERE id IN (
       SELECT id FROM disclosure WHERE id >= ? AND id < printf('%012x', (SELECT coalesce(max(before), 0) FROM disclosure_pruning))
         AND last_at < (SELECT coalesce(max(before), 0) FROM disclosure_pruning) ORDER BY id LIMIT ?)`,
  );
  return (limit) => {
    const { changes } = sealed.run(limit);
    return changes === limit ? changes : changes + unsealed.run(UNSEALED_FROM, limit - changes).changes;
  };
}
