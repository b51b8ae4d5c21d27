/** Chooses the one mutant that tests run against; see scripts/mutate-policy.mjs. */
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    readonly mutants?: { readonly ids: readonly number[]; readonly report: string };
  }
}

/** More turns of loops than any test takes with one mutant; a loop that has no end any more reaches them within seconds. */
const TURNS_MAX = 20_000_000;

/** A mutant; 0 changes nothing. */
export function chooseMutant(id: number | undefined): void {
  let turns = 0;
  const turn = () => {
    if (++turns > TURNS_MAX) throw new Error('A loop does not end.');
  };
  Object.assign(globalThis, { __mutant: id, __turn: id ? turn : undefined });
}

chooseMutant(inject('mutants')?.ids[0]);
