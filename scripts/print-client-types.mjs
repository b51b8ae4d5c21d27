/**
 * Prints the types that a generated client has, from `generated/openapi.json` to `generated/openapi.d.ts`; with --check, says when they are not
 * fresh. They are committed beside the document: the suite's own client is then compiled with everything else by `npm run types`, and a
 * change of the contract shows in review as what it does to clients.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTypescript, { astToString } from 'openapi-typescript';

const source = new URL('../generated/openapi.json', import.meta.url);
const target = new URL('../generated/openapi.d.ts', import.meta.url);

const NOTE = '// Printed from openapi.json by "npm run generated". Do not edit.\n\n';
const text = NOTE + astToString(await openapiTypescript(source, { alphabetize: false }));

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (text !== readOrNothing(target)) {
  console.error('Not fresh: generated/openapi.d.ts. Run "npm run generated" and commit.');
  process.exitCode = 1;
}

function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
