import { RollbookError } from '../../errors/index.ts';
import type { Connection } from './open.ts';

/** Two marks more than a sync can be left with: what a person said of one that was held. */
export type SyncDecision = 'approved' | 'rejected';

interface Concluded {
  readonly id: string;
  readonly state: string;
  readonly fingerprints: string;
}

/** The sync that ended last. What was held before it waits for nobody: it was about another state of the roster. */
export function newestConcluded(db: Connection, districtId: string): Concluded | undefined {
  return db
    .prepare<unknown[], Concluded>(
      "SELECT id, state, fingerprints FROM sync WHERE district_id = ? AND state NOT IN ('running', 'interrupted') ORDER BY number DESC LIMIT 1",
    )
    .get(districtId);
}

/**
 * Writes down what a person decided of a held sync; false where it cannot be decided any more. Only the sync that ended last can be approved,
 * and an approval can be taken back while it is that one. To be called in a transaction. An import that runs may have read already how the
 * sync stands, so it is waited for: throws `sync_running`.
 */
export function decideSync(
  db: Connection,
  districtId: string,
  { id, decision }: { readonly id: string; readonly decision: SyncDecision },
): boolean {
  const running = db
    .prepare('SELECT 1 FROM sync_lease WHERE district_id = ? AND expires_at > ?')
    .get(districtId, Date.now());
  if (running !== undefined)
    throw new RollbookError(
      'sync_running',
      'An import of this district is running. Decide on the held one when it has ended.',
    );
  const isNewest = newestConcluded(db, districtId)?.id === id;
  if (decision === 'approved' && !isNewest) return false;
  const from = decision === 'rejected' && isNewest ? ['held', 'approved'] : ['held'];
  const { changes } = db
    .prepare(
      'UPDATE sync SET state = ? WHERE district_id = ? AND id = ? AND state IN (SELECT value FROM json_each(?))',
    )
    .run(decision, districtId, id, JSON.stringify(from));
  return changes === 1;
}
