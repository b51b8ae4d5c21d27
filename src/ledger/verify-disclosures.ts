import {
  type ControlReader,
  type DisclosureSeal,
  fieldsIdOf,
  findRowBreak,
  findSealBreak,
  HUB_CHAIN,
  sealStart,
  UNSEALED_FROM,
} from '../store/index.ts';
import type { ChainHead, ChainState } from './chain-state.ts';

/** The name of the chain in anchors and reports: it is of all districts. */
export const DISCLOSURES = 'disclosures';

const SEALS_PER_READ = 500;

/** Told now and then how many rows were looked at, and how many of the seals. */
export type OnWalked = (walked: {
  readonly rows: number;
  readonly seals: number;
  readonly ofSeals: number;
}) => void;

/** The end of the chain of disclosures; undefined where nothing was sent yet. */
export async function disclosuresHead(control: ControlReader): Promise<ChainHead | undefined> {
  const [last] = await control.find('disclosure_seal', {}, { orderBy: 'number', descending: true, limit: 1 });
  return last && { chain: DISCLOSURES, number: last.number, hash: last.hash };
}

/** What was let go, and whether the ledger of acts tells the same. */
async function prunedThrough(
  control: ControlReader,
): Promise<{ readonly through: number; readonly broken: string | undefined }> {
  const named = await control.find('disclosure_pruning', {}, { orderBy: 'at' });
  const told = await control.find('audit', { chain: HUB_CHAIN, act: 'ledger.pruned' }, { orderBy: 'number' });
  const ofLine = told.map(({ detail }) => `${String(detail['through'])} ${String(detail['rows'])}`).sort();
  const ofRow = named.map(({ through, rowCount }) => `${through} ${rowCount}`).sort();
  return {
    through: Math.max(0, ...named.map(({ through }) => through)),
    broken:
      ofLine.join() === ofRow.join()
        ? undefined
        : 'what was let go is not what the ledger of acts tells of it',
  };
}

/** What is wrong with the rows of a seal, and with the sets of fields that they name. */
async function rowsBreak(
  control: ControlReader,
  seal: DisclosureSeal,
  knownFields: Set<string>,
): Promise<string | undefined> {
  const rows = await control.find(
    'disclosure',
    {},
    { orderBy: 'id', above: ['id', sealStart(seal.number)], below: ['id', sealStart(seal.number + 1)] },
  );
  const broken = findRowBreak(seal, rows);
  if (broken !== undefined) return broken;
  for (const { fieldsId } of rows) {
    if (knownFields.has(fieldsId)) continue;
    const set = await control.get('disclosed_fields', { id: fieldsId });
    if (!set || fieldsIdOf(set.fields) !== fieldsId)
      return `the fields that seal ${seal.number} names as ${fieldsId} were changed or are missing`;
    knownFields.add(fieldsId);
  }
  return undefined;
}

/** Rows that no seal holds, between two ids. */
async function hasRows(control: ControlReader, from: string, before: string): Promise<boolean> {
  const rows = await control.find(
    'disclosure',
    {},
    { orderBy: 'id', above: ['id', from], below: ['id', before], limit: 1 },
  );
  return rows.length > 0;
}

/**
 * Walks the seals to the first that is not what it was, and compares the rows of each. Rows that were let go because they were kept for long
 * enough are not missed; what was written before there were seals is vouched for by nobody. Undefined where nothing was ever sealed.
 */
export async function verifyDisclosures(
  control: ControlReader,
  {
    anchor,
    onWalked,
  }: { readonly anchor?: ChainHead | undefined; readonly onWalked?: OnWalked | undefined } = {},
): Promise<ChainState | undefined> {
  const pruned = await prunedThrough(control);
  const knownFields = new Set<string>();
  const ofSeals = (await disclosuresHead(control))?.number ?? 0;
  let rows = 0;
  let last: DisclosureSeal | undefined;
  const state = (broken: string | undefined): ChainState => ({
    chain: DISCLOSURES,
    entries: last?.number ?? 0,
    broken,
  });
  if (pruned.broken !== undefined) return state(pruned.broken);
  for (;;) {
    const seals = await control.find(
      'disclosure_seal',
      {},
      {
        orderBy: 'number',
        above: ['number', last?.number ?? Number.MIN_SAFE_INTEGER],
        limit: SEALS_PER_READ,
      },
    );
    for (const seal of seals) {
      const broken =
        findSealBreak(seal, last) ??
        (seal.number === anchor?.number && seal.hash !== anchor.hash
          ? `seal ${seal.number} is not the one that was anchored: the chain was written anew up to it`
          : undefined) ??
        (seal.number > pruned.through ? await rowsBreak(control, seal, knownFields) : undefined);
      if (broken !== undefined) return state(broken);
      last = seal;
      rows += seal.rowCount;
    }
    onWalked?.({ rows, seals: last?.number ?? 0, ofSeals });
    if (seals.length > 0) continue;
    const end = last?.number ?? 0;
    if (!(await hasRows(control, sealStart(end + 1), UNSEALED_FROM))) break;
    // They may have been sealed meanwhile.
    const head = await disclosuresHead(control);
    if ((head?.number ?? 0) <= end) return state(`rows stand behind seal ${end} that no seal holds`);
  }
  const end = last?.number ?? 0;
  if (anchor && end < anchor.number)
    return state(
      `seal ${end + 1} is missing: the chain ends before seal ${anchor.number}, which was anchored`,
    );
  return end === 0 ? undefined : state(undefined);
}
