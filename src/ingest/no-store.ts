import type { SyncSession } from '../store/index.ts';

/** Stands in for a store where nothing was ever published and nothing shall be: for `rollbook validate`. */
export function sessionWithoutStore(started: string): SyncSession {
  const nothing = () => Promise.resolve();
  return {
    id: '',
    district: {
      id: '0'.repeat(24),
      name: '',
      mdr_number: undefined,
      sis_type: 'sftp',
      state: 'pending',
      error: '',
      created: started,
      last_sync: undefined,
      rosterVersion: 0,
      limits: { removalPercent: 100, updatePercent: 100 },
      isPaused: false,
    },
    idSeconds: 0,
    heldFingerprints: () => Promise.resolve(undefined),
    approvedFingerprints: () => Promise.resolve(undefined),
    lastPublished: () => Promise.resolve(undefined),
    identities: async function* () {
      // Nothing was published.
    },
    formerIdentities: () => Promise.resolve([]),
    records: () => Promise.resolve(new Map()),
    children: () => Promise.resolve([]),
    stage: nothing,
    stageEdges: nothing,
    stageRemovals: nothing,
    renew: nothing,
    publish: nothing,
    conclude: nothing,
    release: nothing,
  };
}
