/** Random worlds against mutants of the policy, one after the other; run by scripts/mutate-policy.mjs alone. */
import { appendFileSync } from 'node:fs';
import { inject, it } from 'vitest';
import { chooseMutant } from './choose-mutant.ts';
import { walkWorld } from './hunt.ts';
import { drawWorld } from './draw-world.ts';

/** Worlds in which much is shared in many ways; the first ones kill most. */
const SEEDS = [20_261_125, 7_057, 9_036, 7_051, 7_030];
const REQUESTS = 260;

async function isNoticed(id: number): Promise<string | undefined> {
  for (const seed of SEEDS)
    try {
      chooseMutant(id);
      const { finding } = await walkWorld(drawWorld(seed), REQUESTS);
      if (finding) return `${finding.request}: ${finding.complaint}`;
    } catch (error) {
      return String(error);
    } finally {
      chooseMutant(undefined);
    }
  return undefined;
}

it('kills mutants', { timeout: 24 * 3_600_000 }, async () => {
  const { ids, report } = inject('mutants') ?? { ids: [], report: '' };
  for (const id of ids) {
    const how = await isNoticed(id);
    if (how !== undefined)
      appendFileSync(report, `${JSON.stringify({ killed: id, how: how.slice(0, 200) })}\n`);
  }
});
