/** Zips: which are taken, and that the others leave nothing behind (`roster-csv` D2, F-17). */
import { createWriteStream, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { csvText, keys, rosterOf, townOf } from './roster-files.ts';
import { useHub } from './test-hub.ts';
import { type ZipEntry, zipOf } from './zip-bytes.ts';

const hub = useHub();

const texts = Object.fromEntries(
  Object.entries(rosterOf(townOf(keys(5)))).map(([file, table]) => [`${file}.csv`, csvText(table)]),
);
const files = (folder = ''): readonly ZipEntry[] =>
  Object.entries(texts).map(([name, content]) => ({ name: `${folder}${name}`, content, deflated: true }));

/** A zip of these entries; its path. */
function zipFile(entries: readonly ZipEntry[] | Buffer, name = 'upload.zip'): string {
  const path = join(hub.files.folder(), name);
  writeFileSync(path, Buffer.isBuffer(entries) ? entries : zipOf(entries));
  return path;
}

/** Where zips are unpacked. */
let temporary = '';
let homes = 0;
beforeAll(() => {
  temporary = hub.files.folder();
  vi.stubEnv('TMPDIR', temporary);
});
afterAll(() => vi.unstubAllEnvs());

const leftovers = (): readonly string[] => readdirSync(temporary, { recursive: true }).map(String);

async function expectRoster(path: string): Promise<void> {
  const report = await hub.validate(path);
  expect(report.state).toBe('valid');
  expect(report.counts.student.created).toBe(5);
  expect(leftovers()).toEqual([]);
}

async function expectRefused(entries: readonly ZipEntry[] | Buffer): Promise<void> {
  const before = readdirSync(hub.files.path).toSorted();
  const path = zipFile(entries);
  await expect(hub.validate(path)).rejects.toMatchObject({
    name: 'RollbookError',
    code: 'unreadable_source',
  });
  expect(leftovers()).toEqual([]);
  // Nothing was written outside either.
  expect(readdirSync(join(path, '..'))).toEqual(['upload.zip']);
  expect(readdirSync(hub.files.path).filter((name) => !before.includes(name))).toHaveLength(1);
}

beforeEach(() => expect(leftovers()).toEqual([]));

describe('a zip is read', () => {
  it('with the files at its root', async () => {
    await expectRoster(zipFile(files()));
  });

  it('with the files in one folder, named or not', async () => {
    await expectRoster(zipFile(files('export/')));
    await expectRoster(zipFile([{ name: 'export/' }, ...files('export/')]));
  });

  it('with files stored as they are', async () => {
    await expectRoster(zipFile(files().map((entry) => ({ ...entry, deflated: false }))));
  });

  it('with what packers add: hidden files, and metadata in folders of its own', async () => {
    const added = [
      '__MACOSX/',
      '__MACOSX/export/',
      '__MACOSX/export/._students.csv',
      'export/.DS_Store',
      'export/',
    ];
    await expectRoster(
      zipFile([
        ...added.map((name) => ({ name, content: name.endsWith('/') ? '' : 'x' })),
        ...files('export/'),
      ]),
    );
  });

  it('with other files beside, which are listed', async () => {
    const report = await hub.validate(zipFile([...files(), { name: 'notes.txt', content: 'x' }]));
    expect(report.ignored_files).toEqual(['notes.txt']);
    expect(leftovers()).toEqual([]);
  });

  it('as a packer writes it, also in the form for large files', async () => {
    for (const forceZip64Format of [false, true]) {
      const zip = new ZipFile();
      for (const [name, text] of Object.entries(texts))
        zip.addBuffer(Buffer.from(text), name, { forceZip64Format });
      zip.end({ forceZip64Format, comment: '' });
      const path = join(hub.files.folder(), 'Packed.ZIP');
      await pipeline(zip.outputStream, createWriteStream(path));
      await expectRoster(path);
    }
  });

  it('with files that compress well, as long as they are small', async () => {
    const blank = `${texts['students.csv'] ?? ''}${',,,,\n'.repeat(200_000)}`;
    const entries = files().map((entry) =>
      entry.name === 'students.csv' ? { ...entry, content: blank } : entry,
    );
    const report = await hub.validate(zipFile(entries));
    expect(report.state).toBe('valid');
    expect(report.problem_counts.codes).toEqual({ blank_row: 200_000 });
  });

  it('and imported, and the same files in a folder are the same upload', async () => {
    const district = await hub.district();
    expect((await district.import(zipFile(files('x/')))).state).toBe('published');
    expect((await district.import(hub.files.writeFiles(texts))).state).toBe('unchanged');
    expect((await district.import(zipFile(files()))).state).toBe('unchanged');
    expect(leftovers()).toEqual([]);
  });

  it('whose files are at fault, ends in a report', async () => {
    const report = await hub.validate(zipFile([...files().slice(1), { name: 'schools.csv' }]));
    expect(report.state).toBe('failed');
    expect(report.problem_counts.codes).toMatchObject({ empty_file: 1 });
    expect(leftovers()).toEqual([]);
  });
});

describe('a zip is refused, and nothing is left of it,', () => {
  const more = (entry: ZipEntry): readonly ZipEntry[] => [...files(), entry];

  for (const [what, name] of [
    ['a path that leads out', '../x.csv'],
    ['a path that leads far out', '../../../x.csv'],
    ['a path that leads out from within', 'a/../../x.csv'],
    ['a path that goes up and down', 'a/../x.csv'],
    ['an absolute path', '/x.csv'],
    ['an absolute path of Windows', 'C:/x.csv'],
    ['a path with backslashes that leads out', '..\\x.csv'],
    ['an absolute path with backslashes', '\\x.csv'],
    ['a folder in a folder', 'a/b/x.csv'],
    ['a NUL in a name', 'x\0.csv'],
    ['an endless name', `${'x'.repeat(5_000)}.csv`],
    ['no name at all', ''],
  ] as const)
    it(`for ${what}`, async () => {
      await expectRefused(more({ name, content: 'x' }));
      await expectRefused([{ name, content: 'x' }]);
    });

  it('for files in two folders, or in one and beside it', async () => {
    await expectRefused([...files('a/').slice(0, 3), ...files('b/').slice(3)]);
    await expectRefused([...files().slice(0, 3), ...files('b/').slice(3)]);
    await expectRefused(files('a/b/'));
  });

  it('for two files of one name, also in another case', async () => {
    await expectRefused(more({ name: 'students.csv', content: 'x' }));
    await expectRefused(more({ name: 'Students.CSV', content: 'x' }));
  });

  it('for a link', async () => {
    await expectRefused(more({ name: 'staff.csv', content: '/etc/passwd', mode: 0o120777 }));
    await expectRefused(
      files().map((entry) =>
        entry.name === 'students.csv' ? { ...entry, content: 'teachers.csv', mode: 0o120777 } : entry,
      ),
    );
  });

  it('for an encrypted file', async () => {
    await expectRefused(more({ name: 'staff.csv', content: 'x', encrypted: true }));
  });

  it('for a way of packing that nobody knows', async () => {
    await expectRefused(more({ name: 'staff.csv', content: 'x', claims: { method: 99 } }));
  });

  it('for a checksum that does not match', async () => {
    for (const deflated of [true, false])
      await expectRefused(more({ name: 'staff.csv', content: 'some text', deflated, claims: { crc32: 1 } }));
  });

  it('for a length that does not match', async () => {
    for (const deflated of [true, false])
      for (const size of [1, 1_000])
        await expectRefused(more({ name: 'staff.csv', content: 'some text', deflated, claims: { size } }));
  });

  it('for a byte that changed on the way', async () => {
    const whole = zipOf(files().map((entry) => ({ ...entry, deflated: false })));
    const at = whole.indexOf('North School');
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await expectRefused(bytes);
  });

  it('when it is cut off anywhere', async () => {
    const whole = zipOf(files());
    for (const part of [0, 0.01, 0.3, 0.5, 0.9, 0.99])
      await expectRefused(whole.subarray(0, Math.floor(whole.length * part)));
    await expectRefused(whole.subarray(0, -1));
    await expectRefused(whole.subarray(1));
  });

  it('when it is none', async () => {
    await expectRefused(Buffer.from('School_id,School_name\n'));
  });

  it('for too many files: more than 32, be they empty', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `${n}.txt` }));
    await expectRoster(zipFile([...files(), ...many(27)]));
    await expectRefused([...files(), ...many(28)]);
    await expectRefused(many(5_000));
  });

  it('for a file of more than a hundred times its packed size, whatever it claims', async () => {
    const bomb = Buffer.alloc(24 * 1024 * 1024, ',');
    await expectRefused(more({ name: 'staff.csv', content: bomb, deflated: true }));
    await expectRefused(more({ name: 'notes.txt', content: bomb, deflated: true }));
    await expectRefused(more({ name: 'staff.csv', content: bomb, deflated: true, claims: { size: 1_000 } }));
  });

  it('for a claim of more than it may unpack to', async () => {
    await expectRefused(
      more({ name: 'staff.csv', content: 'x', deflated: true, claims: { size: 3 * 1024 ** 3 } }),
    );
  });

  it('when it holds no roster', async () => {
    await expectRefused([]);
    await expectRefused([{ name: 'notes.txt', content: 'x' }]);
    await expectRefused([{ name: 'inner.zip', content: zipOf(files()) }]);
    await expectRefused([{ name: '.students.csv', content: 'x' }]);
  });

  it('when it is imported, and the district stays as it is', async () => {
    const district = await hub.publishedDistrict(townOf(keys(5)));
    const before = district.dump();
    await expect(district.import(zipFile(more({ name: '../x', content: 'x' })))).rejects.toMatchObject({
      code: 'unreadable_source',
    });
    expect(district.dump()).toEqual(before);
    expect(await district.state()).toMatchObject({ state: 'running' });
    expect(leftovers()).toEqual([]);
  });
});

describe('a source that is neither', () => {
  it('is refused: nothing there, another kind of file, a folder without a roster', async () => {
    const folder = hub.files.folder();
    writeFileSync(join(folder, 'students.txt'), 'x');
    for (const path of [
      join(folder, 'nowhere'),
      join(folder, 'nowhere.zip'),
      join(folder, 'students.txt'),
      folder,
    ])
      await expect(hub.validate(path)).rejects.toMatchObject({ code: 'unreadable_source' });
    expect(leftovers()).toEqual([]);
  });

  it('is not a folder that is called like a zip: that is a folder', async () => {
    const target = join(hub.files.path, `folder-${++homes}.zip`);
    renameSync(hub.files.writeFiles(texts), target);
    mkdirSync(join(target, 'schools.csv.d'));
    await expectRoster(target);
  });
});
