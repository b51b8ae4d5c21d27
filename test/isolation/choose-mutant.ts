/** Chooses the one mutant that tests run against; see scripts/mutate-policy.mjs. */
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    readonly mutants?: { readonly ids: readonly number[]; readonly report: string };
  }
}

export function chooseMutant(id: number | undefined): void {
  Object.assign(globalThis, { __mutant: id });
}

chooseMutant(inject('mutants')?.ids[0]);
