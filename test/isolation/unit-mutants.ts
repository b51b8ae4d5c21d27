/** The unit tests of the policy against each mutant, in one process; run by scripts/mutate-policy.mjs alone. */
import { appendFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest';
import { chooseMutant } from './choose-mutant.ts';

const { ids, report } = inject('mutants') ?? { ids: [], report: '' };

/** A module of tests adds them to the suite in which it is loaded, each time that it is loaded under another name. */
const units = ['access', 'sharing', 'view'].flatMap((module) => {
  const folder = fileURLToPath(new URL(`../../src/${module}/`, import.meta.url));
  return readdirSync(folder).flatMap((name) => (name.endsWith('.test.ts') ? [`${folder}${name}`] : []));
});

for (const id of ids)
  describe(`mutant ${id}`, async () => {
    beforeAll(() => chooseMutant(id));
    afterAll(() => chooseMutant(undefined));
    afterEach(({ task }) => {
      if (task.result?.state === 'fail')
        appendFileSync(report, `${JSON.stringify({ killed: id, how: task.name })}\n`);
    });
    for (const path of units) await import(/* @vite-ignore */ `${path}?mutant=${id}`);
  });
