/** What those who run a district do with imports that ended: look at them, and decide on one that is held (`roster-csv` 3.6, D43). */
import { RollbookError } from '../errors/index.ts';
import type { Store, SyncEntry } from '../store/index.ts';
import { type Acting, lineOf } from './acting.ts';
import { getDistrict } from './districts.ts';

/** Throws `unknown_district`, `not_found`. */
export async function getSync(store: Store, districtId: string, syncId: string): Promise<SyncEntry> {
  await getDistrict(store, districtId);
  const syncs = await store.districts.syncs(districtId, Number.MAX_SAFE_INTEGER);
  const found = syncs.find(({ id }) => id === syncId);
  if (!found)
    throw new RollbookError(
      'not_found',
      `The district has no import ${syncId}. "rollbook sync list" shows those that there are.`,
    );
  return found;
}

interface SyncOf {
  readonly districtId: string;
  readonly syncId: string;
}

async function decide(
  acting: Acting,
  { districtId, syncId }: SyncOf,
  { decision, refusal }: { readonly decision: 'approved' | 'rejected'; readonly refusal: string },
): Promise<SyncEntry> {
  const { store } = acting;
  const { state, fingerprints } = await getSync(store, districtId, syncId);
  const line = lineOf(acting, {
    act: `sync.${decision}`,
    subject: `sync:${syncId}`,
    districtId,
    detail: { fingerprints },
  });
  if (!(await store.districts.decideSync(districtId, { id: syncId, decision }, line)))
    throw new RollbookError('conflict', `Import ${syncId} is ${state}. ${refusal}`);
  return getSync(store, districtId, syncId);
}

/**
 * Says that a held import is right. Its files are not kept, so this publishes nothing: the next import of exactly these files does, if no other
 * import ends before it. Throws `conflict` where the import is not held or is not the one that ended last, `sync_running`.
 */
export function approveSync(acting: Acting, of: SyncOf): Promise<SyncEntry> {
  return decide(acting, of, {
    decision: 'approved',
    refusal:
      'Only the import that ended last can be approved, and only while it is held. Import the files again, and look at that report.',
  });
}

/** Turns a held import down, or takes its approval back: its files are judged anew. Throws `conflict`, `sync_running`. */
export function rejectSync(acting: Acting, of: SyncOf): Promise<SyncEntry> {
  return decide(acting, of, {
    decision: 'rejected',
    refusal: 'Only an import that is held, or approved and not yet published, can be rejected.',
  });
}
