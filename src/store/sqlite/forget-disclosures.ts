/** Disclosures that were kept for long enough: which may go, and how they go. */
import type { Connection } from './open.ts';

/**
 * Up to where rows were named to go: sealed ones by the number of their seal, which exists; those from before there were seals (their ids begin
 * with a time, which is '01' and more) by their time.
 */
const NAMED_TO_GO = `
  CREATE TRIGGER IF NOT EXISTS disclosure_no_early_delete BEFORE DELETE ON disclosure WHEN CASE WHEN OLD.id < '01'
    THEN OLD.id >= printf('%012x', 1 + min(
      coalesce((SELECT max(through) FROM disclosure_pruning), 0),
      coalesce((SELECT max(number) FROM disclosure_seal), 0)))
    ELSE OLD.last_at >= coalesce((SELECT max(before) FROM disclosure_pruning), 0)
  END
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;`;

/** Nobody removes a row that was not named before, in a row of the ledger that stays. */
export function protectDisclosures(db: Connection): void {
  const forbidsAll = db
    .prepare("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = 'disclosure_no_delete'")
    .pluck();
  if (forbidsAll.get() === 0) db.exec(NAMED_TO_GO);
  else
    db.transaction(() => {
      db.exec('DROP TRIGGER IF EXISTS disclosure_no_delete');
      db.exec(NAMED_TO_GO);
    }).immediate();
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
       SELECT id FROM disclosure
       WHERE id >= '01' AND id < printf('%012x', (SELECT coalesce(max(before), 0) FROM disclosure_pruning)) AND last_at < (SELECT coalesce(max(before), 0) FROM disclosure_pruning) ORDER BY id LIMIT ?)`,
  );
  return (limit) => {
    const { changes } = sealed.run(limit);
    return changes === limit ? changes : changes + unsealed.run(limit - changes).changes;
  };
}
