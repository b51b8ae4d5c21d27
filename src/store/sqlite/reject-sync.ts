import { RollbookError } from '../../errors/index.ts';
import type { Connection } from './open.ts';

/** To be called in a transaction. An import that runs may have read already that the sync is held, so it is waited for. */
export function rejectSync(db: Connection, districtId: string, syncId: string): boolean {
  const running = db
    .prepare('SELECT 1 FROM sync_lease WHERE district_id = ? AND expires_at > ?')
    .get(districtId, Date.now());
  if (running !== undefined)
    throw new RollbookError(
      'sync_running',
      'An import of this district is running. Reject the held one when it has ended.',
    );
  const { changes } = db
    .prepare("UPDATE sync SET state = 'rejected' WHERE district_id = ? AND id = ? AND state = 'held'")
    .run(districtId, syncId);
  return changes === 1;
}
