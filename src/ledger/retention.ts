import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ControlReader, type ControlStore, sealStart, UNSEALED_FROM } from '../store/index.ts';

/** Rows that are removed before others have their turn. */
const ROWS_PER_TURN = 200;
const SEALS_PER_READ = 1_000;
/** How often something is named at the most: each time leaves a line in the ledger of acts. */
const NAMED_EVERY_MS = 20 * 60 * 60_000;

/** Rows of the seals behind one, up to another. */
async function rowsBetween(control: ControlReader, after: number, through: number): Promise<number> {
  let rows = 0;
  for (let number = after; number < through;) {
    const seals = await control.find(
      'disclosure_seal',
      {},
      {
        orderBy: 'number',
        above: ['number', number],
        below: ['number', through + 1],
        limit: SEALS_PER_READ,
      },
    );
    for (const { rowCount } of seals) rows += rowCount;
    number = seals.at(-1)?.number ?? through;
  }
  return rows;
}

/**
 * Lets go of disclosures that were written before an instant. What goes is named first, in the ledger and in a line of its chain of acts: so
 * rows that were named are not missed by `verifyDisclosures`, and others cannot be removed. Safe to run in several processes, and to be cut
 * off. How many rows were removed.
 */
export async function pruneDisclosures(
  control: ControlStore,
  { before, now }: { readonly before: Date; readonly now: Date },
): Promise<number> {
  const beforeMs = before.getTime();
  const [[seal], [last], unsealed] = await Promise.all([
    control.find(
      'disclosure_seal',
      {},
      { orderBy: 'at', descending: true, below: ['at', beforeMs], limit: 1 },
    ),
    control.find('disclosure_pruning', {}, { orderBy: 'at', descending: true, limit: 1 }),
    control.find(
      'disclosure',
      {},
      {
        orderBy: 'id',
        above: ['id', UNSEALED_FROM],
        below: ['id', sealStart(Math.max(0, beforeMs))],
        limit: 1,
      },
    ),
  ]);
  const done = last?.through ?? 0;
  const through = Math.max(done, seal?.number ?? 0);
  const hasUnsealed = unsealed.some(({ lastAt }) => lastAt < beforeMs);
  const isDue = !last || now.getTime() - last.at >= NAMED_EVERY_MS;
  if (isDue && (through > done || (hasUnsealed && beforeMs > (last?.before ?? 0)))) {
    const rowCount = await rowsBetween(control, done, through);
    const row = { at: now.getTime(), through, before: beforeMs, rowCount };
    await control.write(async (transaction) => {
      await transaction.insert('disclosure_pruning', row);
      await transaction.audit({
        actor: 'system',
        act: 'ledger.pruned',
        subject: 'disclosures',
        outcome: 'ok',
        at: now,
        detail: { before: before.toISOString(), through, rows: rowCount },
      });
    });
  }
  let removed = 0;
  for (;;) {
    const rows = await control.forgetDisclosures(ROWS_PER_TURN);
    removed += rows;
    if (rows < ROWS_PER_TURN) return removed;
    await nextTurn();
  }
}
