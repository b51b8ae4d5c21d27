/**
 * Which audience a connection looks through. Audiences stand with the rosters, connections with the control data, and no transaction
 * spans both. So that a connection never ends on an audience that was let go, letting go is decided where connections are
 * written: an audience is marked in a transaction that finds no connection on it, and nothing is turned to a marked one.
 */
import { RollbookError } from '../errors/index.ts';
import { audiencePolicy, EVERYTHING, renderAudience, type Sharing } from '../sharing/index.ts';
import type { Application, ControlReader, ControlTransaction, Store } from '../store/index.ts';
import { type Acting, newId } from './acting.ts';

/** How often an audience is made ready for a choice that was changed meanwhile. */
const ATTEMPTS_MAX = 10;

/** From what an audience follows. */
export interface Choice {
  readonly application: Application;
  readonly sharing: Sharing;
}

const policyOf = ({ application, sharing }: Choice): string =>
  renderAudience(audiencePolicy(sharing, application.takenFields));

/**
 * Makes the audience ready that follows from a choice, and then does `work` in one transaction, in which the choice still stands.
 * @param choose asked before and again in the transaction.
 * @param prepare done when the audience is ready, before the transaction; again for each attempt.
 */
export async function withAudience<T>(
  { store, now }: Acting,
  districtId: string,
  choose: (reader: ControlReader) => Promise<Choice>,
  work: (transaction: ControlTransaction, audienceId: string) => Promise<T>,
  prepare: (audienceId: string) => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const policy = policyOf(await choose(store.control));
    const { id } = await store.districts.ensureAudience(districtId, policy, newId(now()));
    let done: { readonly value: T } | undefined;
    try {
      await prepare(id);
      done = await store.control.write(async (transaction) => {
        if (policyOf(await choose(transaction)) !== policy) return undefined;
        if (await transaction.get('retired_audience', { audienceId: id })) return undefined;
        return { value: await work(transaction, id) };
      });
    } finally {
      if (!done) await retireUnused(store, id);
    }
    if (done) return done.value;
  }
  throw new RollbookError('busy', 'What is shared changed again and again meanwhile. Try again in a moment.');
}

/** Lets an audience go that no connection looks through any more. Safe to call again, also where it was left half done. */
export async function retireUnused(store: Store, audienceId: string | undefined): Promise<void> {
  if (audienceId === undefined) return;
  const audience = await store.districts.findAudience(audienceId);
  // The one that sees everything stays: every district has it.
  if (!audience || audience.policy === EVERYTHING) return;
  const isUnused = await store.control.write(async (transaction) => {
    if (await transaction.get('retired_audience', { audienceId })) return true;
    if ((await transaction.count('connection', { audienceId, state: 'connected' })) > 0) return false;
    await transaction.insert('retired_audience', { audienceId });
    return true;
  });
  if (isUnused) await store.districts.retireAudience(audienceId);
}
