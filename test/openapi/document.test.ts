import { createConfig, lint } from '@redocly/openapi-core';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { description, descriptionFile, faultsOfSchema, type Operation } from '../support/description.ts';
import { rosterEndpoints } from '../support/fixtures.ts';

/** The core of a public linter, without its command line and what that reports to its makers. */
const problemsOf = async (ref: string): Promise<readonly string[]> => {
  const config = await createConfig({ extends: ['recommended', 'recommended-strict'] });
  const problems = await lint({ ref, config });
  return problems.map(
    ({ ruleId, message, location }) => `${ruleId} ${message} ${location[0]?.pointer ?? ''}`,
  );
};

const operations: readonly Operation[] = Object.values(description.paths).map(({ get }) => get);

describe('the OpenAPI document', () => {
  it('passes a public linter without an error or a warning', async () => {
    expect(await problemsOf(fileURLToPath(descriptionFile))).toEqual([]);
  });

  it('would not pass it with faults', async () => {
    const faulty = fileURLToPath(new URL('../fixtures/faulty-openapi.json', import.meta.url));
    const found = await problemsOf(faulty);
    for (const rule of ['operation-operationId-unique', 'no-unresolved-refs', 'no-ambiguous-paths'])
      expect(found.filter((problem) => problem.startsWith(`${rule} `))).not.toEqual([]);
  });

  it('describes every path of the contract and no other', () => {
    const wanted = [...rosterEndpoints.map(({ path }) => path), '/me', '/v1.1/me'];
    expect(Object.keys(description.paths).sort()).toEqual(wanted.sort());
  });

  it('gives every operation a name of its own that can be called, and a summary', () => {
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { operationId, summary } of operations) {
      expect(operationId).toMatch(/^(get|list)([A-Z][a-z]+)+$/);
      expect(summary).toMatch(/^[A-Z].+\.$/);
    }
  });

  it('gives examples that fit their schemas', () => {
    const examples = Object.entries(description.components.schemas).flatMap(
      ([name, { examples: given = [] }]) =>
        given.map((example) => ({ name, faults: faultsOfSchema(name, example) })),
    );
    expect(examples.length).toBeGreaterThan(30);
    expect(examples.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });
});
