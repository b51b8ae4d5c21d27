import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { csvLayout } from '../../src/derive/index.ts';
import { generateDemoDistrict, generateDistrict } from '../../src/generate/index.ts';
import { validateFiles } from '../../src/ingest/index.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollbook-generated-'));
  folders.push(folder);
  return folder;
}

const sources = {
  now: () => new Date('2026-11-01T00:00:00Z'),
  randomHex: (digits: number) => '0'.repeat(digits),
};

describe('a generated district is read without a word', () => {
  it('as the demo district, with the counts that clients expect', async () => {
    const outDir = newFolder();
    await generateDemoDistrict({ outDir, seed: 1, layout: csvLayout });
    const report = await validateFiles({ path: outDir, sources });
    expect(report).toMatchObject({ state: 'valid', problems: [] });
    const { school, teacher, student, section, school_admin } = report.counts;
    expect([school, teacher, student, section, school_admin].map(({ created }) => created)).toEqual([
      3, 89, 1004, 379, 1,
    ]);
  });

  it.each([1, 20, 700])('with %i students', async (students) => {
    const outDir = newFolder();
    await generateDistrict({ students, seed: 7, outDir, layout: csvLayout });
    const report = await validateFiles({ path: outDir, sources });
    expect(report).toMatchObject({ state: 'valid', problems: [] });
    expect(report.counts.student.created).toBe(students);
  });
});
