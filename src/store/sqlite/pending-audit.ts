/**
 * Lines of the ledger for acts on rosters. The ledger stands in another file, so a line is left beside the act, in its transaction, and is
 * chained right after: once, whatever dies in between.
 */
import { randomUUID } from 'node:crypto';
import type { AuditLine, ControlStore } from '../port/index.ts';
import { type Connection, isBusy } from './open.ts';

/** To be called in the transaction of the act. */
export function leaveAuditLine(
  db: Connection,
  line: Omit<AuditLine, 'actor' | 'outcome'> & Partial<Pick<AuditLine, 'actor' | 'outcome'>>,
): void {
  const full: AuditLine = { actor: 'system', outcome: 'ok', ...line };
  db.prepare(
    'INSERT INTO pending_audit (number, id, line) SELECT coalesce(max(number), 0) + 1, ?, ? FROM pending_audit',
  ).run(randomUUID(), JSON.stringify(full));
}

/** For how long it is remembered that a line was chained; only then can another process still hold it in its hands. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** Chains what was left, in the order in which it was left. Where the lock is taken, what was chained is removed the next time. */
export async function chainPendingLines(db: Connection, control: ControlStore): Promise<void> {
  const pending = db
    .prepare<[], { id: string; line: string }>('SELECT id, line FROM pending_audit ORDER BY number')
    .all();
  for (const { id, line } of pending) {
    const { at, ...rest } = JSON.parse(line) as Omit<AuditLine, 'at'> & { readonly at: string };
    await control.write(async (transaction) => {
      if (await transaction.get('chained_line', { id })) return;
      await transaction.audit({ ...rest, at: new Date(at) });
      await transaction.insert('chained_line', { id, chainedAt: Date.now() });
    });
  }
  if (pending.length === 0) return;
  try {
    const remove = db.prepare('DELETE FROM pending_audit WHERE id = ?');
    for (const { id } of pending) remove.run(id);
  } catch (error) {
    if (!isBusy(error)) throw error;
    // What still stands there will be found again, so it must be remembered as chained, however long that takes.
    return;
  }
  await control.write(async (transaction) => {
    await transaction.remove('chained_line', {}, { below: ['chainedAt', Date.now() - REMEMBERED_MS] });
  });
}
