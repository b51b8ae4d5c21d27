import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ControlReader, type ControlStore, UNSEALED_FROM } from '../store/index.ts';

/** Rows that are removed before others have their turn. */
const ROWS_PER_TURN = 50;
const SEALS_PER_READ = 1_000;
/** Of rows from before there were seals: the oldest ones, of which one may be younger than its id says. */
const UNSEALED_LOOKED_AT = 100;
const DAY_MS = 24 * 60 * 60_000;
/** How often something is named at the most: each time leaves a line in the ledger of acts. */
const NAMED_EVERY_MS = 20 * 60 * 60_000;

/** What was named so far, and when last, in milliseconds. */
async function lastNamed(control: ControlReader) {
  const greatest = async (orderBy: 'through' | 'before' | 'at') => {
    const [row] = await control.find('disclosure_pruning', {}, { orderBy, descending: true, limit: 1 });
    return row?.[orderBy] ?? 0;
  };
  return {
    through: await greatest('through'),
    before: await greatest('before'),
    at: await greatest('at'),
  };
}

/**
 * The seals behind one that were all written before an instant: up to which, and how many rows. It ends at the first that was not, whatever stands
 * behind it: a clock that was once too early must not take what is new along.
 */
async function sealsBefore(
  control: ControlReader,
  { done, beforeMs, signal }: { done: number; beforeMs: number; signal: AbortSignal | undefined },
): Promise<{ readonly through: number; readonly rows: number }> {
  let through = done;
  let rows = 0;
  while (signal?.aborted !== true) {
    const seals = await control.find(
      'disclosure_seal',
      {},
      { orderBy: 'number', above: ['number', through], limit: SEALS_PER_READ },
    );
    for (const { number, at, rowCount } of seals) {
      if (at >= beforeMs) return { through, rows };
      through = number;
      rows += rowCount;
    }
    if (seals.length === 0) break;
    await nextTurn();
  }
  return { through, rows };
}

/** Where ids of that time began before there were seals. */
function unsealedIdAt(ms: number): string {
  return Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0');
}

async function hasUnsealedBefore(control: ControlReader, beforeMs: number): Promise<boolean> {
  const rows = await control.find(
    'disclosure',
    {},
    {
      orderBy: 'id',
      above: ['id', UNSEALED_FROM],
      below: ['id', unsealedIdAt(beforeMs)],
      limit: UNSEALED_LOOKED_AT,
    },
  );
  return rows.some(({ lastAt }) => lastAt < beforeMs);
}

/**
 * Lets go of disclosures that were written more than so many days ago. What goes is named first, in the ledger and in a line of its chain of
 * acts: so rows that were named are not missed by `verifyDisclosures`, and others cannot be removed. Safe to run in several processes, and to be
 * cut off; the signal ends it early.
 */
export async function pruneDisclosures(
  control: ControlStore,
  { keepDays, now, signal }: { readonly keepDays: number; readonly now: Date; readonly signal?: AbortSignal },
): Promise<void> {
  const beforeMs = now.getTime() - keepDays * DAY_MS;
  const last = await lastNamed(control);
  const sinceMs = now.getTime() - last.at;
  // A time that is still to come was told by a clock that was wrong.
  if (sinceMs >= NAMED_EVERY_MS || sinceMs < 0) {
    const { through, rows } = await sealsBefore(control, { done: last.through, beforeMs, signal });
    const unsealed = beforeMs > last.before && (await hasUnsealedBefore(control, beforeMs));
    if (signal?.aborted !== true && (through > last.through || unsealed))
      await control.write(async (transaction) => {
        // Another process may have been faster.
        const { at } = await lastNamed(transaction);
        if (at !== last.at) return;
        const row = { at: now.getTime(), through, before: beforeMs, rowCount: rows };
        await transaction.insert('disclosure_pruning', row);
        await transaction.audit({
          actor: 'system',
          act: 'ledger.pruned',
          subject: 'disclosures',
          outcome: 'ok',
          at: now,
          detail: { before: new Date(beforeMs).toISOString(), through, rows },
        });
      });
  }
  while (signal?.aborted !== true) {
    if ((await control.forgetDisclosures(ROWS_PER_TURN)) < ROWS_PER_TURN) return;
    await nextTurn();
  }
}
