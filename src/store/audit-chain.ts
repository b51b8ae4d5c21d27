/** The chain of the ledger: each entry holds the hash of the one before it, so that a changed, lost or moved entry is found. */
import { hash } from 'node:crypto';
import type { AuditRow } from './control-tables.ts';
import type { AuditLine } from './port/index.ts';

/** What stands before the first entry of a chain. */
export const CHAIN_START = '0'.repeat(64);

/** The chain of acts that belong to no district. */
export const HUB_CHAIN = '';

function hashOf({
  chain,
  number,
  at,
  actor,
  act,
  subject,
  outcome,
  requestId,
  detail,
  previous,
}: Omit<AuditRow, 'hash'>): string {
  const parts = [chain, number, at, actor, act, subject, outcome, requestId ?? null, detail, previous];
  return hash('sha256', JSON.stringify(parts), 'hex');
}

/** The entry that follows `last` in the chain of its district. */
export function chainLine(line: AuditLine, last: Pick<AuditRow, 'number' | 'hash'> | undefined): AuditRow {
  const { districtId, at, actor, act, subject, outcome, requestId, detail = {} } = line;
  const entry = {
    chain: districtId ?? HUB_CHAIN,
    number: (last?.number ?? 0) + 1,
    at: at.toISOString(),
    actor,
    act,
    subject,
    outcome,
    ...(requestId === undefined ? {} : { requestId }),
    // As it will be read back.
    detail: JSON.parse(JSON.stringify(detail)) as Record<string, unknown>,
    previous: last?.hash ?? CHAIN_START,
  };
  return { ...entry, hash: hashOf(entry) };
}

/** What is wrong with an entry that should follow `last`; undefined where nothing is. */
export function findBreak(
  { hash: given, ...entry }: AuditRow,
  last: Pick<AuditRow, 'number' | 'hash'> | undefined,
): string | undefined {
  if (entry.number !== (last?.number ?? 0) + 1)
    return `entry ${(last?.number ?? 0) + 1} is missing; ${entry.number} follows`;
  if (entry.previous !== (last?.hash ?? CHAIN_START))
    return `entry ${entry.number} does not follow the one before it`;
  if (hashOf(entry) !== given) return `entry ${entry.number} was changed`;
  return undefined;
}
