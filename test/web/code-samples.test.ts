/** Each sample is run for real, where its language is on the machine. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeSamples } from '../../src/web/explorer/code-samples.ts';
import { useSandbox } from '../support/hub.ts';

const sandbox = useSandbox();
const run = promisify(execFile);
let folder = '';
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'rollbook-samples-'))));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** How a file of the language is run. */
const RUNNERS: Readonly<Record<string, { readonly file: string; readonly command: readonly string[] }>> = {
  curl: { file: 'sample.sh', command: ['sh'] },
  node: { file: 'sample.mjs', command: ['node'] },
  python: { file: 'sample.py', command: ['python3'] },
  ruby: { file: 'sample.rb', command: ['ruby'] },
  php: { file: 'sample.php', command: ['php'] },
  java: { file: 'ReadRoster.java', command: ['java'] },
  go: { file: 'sample.go', command: ['go', 'run'] },
};

function isThere(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('code samples', () => {
  it('are there in seven languages', () => {
    expect(codeSamples({ url: 'http://x', token: 't' }).map(({ language }) => language)).toEqual(
      Object.keys(RUNNERS),
    );
  });

  for (const [language, { file, command }] of Object.entries(RUNNERS)) {
    const [program = '', ...flags] = command;
    if (!isThere(program) || (language === 'curl' && !isThere('curl'))) continue;
    it(`in ${language} print the answer`, { timeout: 120_000 }, async () => {
      const url = `${sandbox.url}/v1.1/students?limit=2&where=${encodeURIComponent('{"name.last":{"$regex":"^[A-Z\'#]"}}')}`;
      const sample = codeSamples({ url, token: 'DEMO_TOKEN' }).find((one) => one.language === language);
      const path = join(folder, file);
      writeFileSync(path, sample?.text ?? '');
      const { stdout } = await run(program, [...flags, path]);
      const { data } = JSON.parse(stdout) as { data: readonly unknown[] };
      expect(data).toHaveLength(2);
    });

    it(`in ${language} tell that a token opens nothing`, { timeout: 120_000 }, async () => {
      const url = `${sandbox.url}/v1.1/students`;
      const sample = codeSamples({ url, token: 'nothing' }).find((one) => one.language === language);
      const path = join(folder, file);
      writeFileSync(path, sample?.text ?? '');
      const outcome = run(program, [...flags, path]);
      // curl prints whatever is answered; programs end with an error.
      if (language === 'curl') expect((await outcome).stdout).toContain('"error"');
      else await expect(outcome).rejects.toMatchObject({ code: 1 });
    });
  }
});
