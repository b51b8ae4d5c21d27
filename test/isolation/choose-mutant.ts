/** Chooses the one mutant that tests run against; see scripts/mutate-policy.mjs. */
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    readonly mutants?: { readonly ids: readonly number[]; readonly report: string };
  }
}

/** Much longer than anything takes with one mutant. */
const HANGS_AFTER_MS = 30_000;
/** Looking at the clock costs more than a turn of most loops. */
const TURNS_PER_LOOK = 256;

/** A mutant; 0 changes nothing. A loop that has no end any more throws. */
export function chooseMutant(id: number | undefined): void {
  const startedMs = performance.now();
  let turns = 0;
  const turn = () => {
    if (++turns % TURNS_PER_LOOK === 0 && performance.now() - startedMs > HANGS_AFTER_MS)
      throw new Error('A loop does not end.');
  };
  Object.assign(globalThis, { __mutant: id, __turn: id ? turn : undefined });
}

chooseMutant(inject('mutants')?.ids[0]);
