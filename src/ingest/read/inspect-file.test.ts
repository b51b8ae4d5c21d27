import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byteChunks } from './byte-chunks.ts';
import { CsvRows } from './csv-rows.ts';
import { inspectFile } from './inspect-file.ts';

const MEBIBYTE = 1024 * 1024;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-inspect-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ignore = () => undefined;

function fileOf(content: string | Uint8Array): string {
  const path = join(folder, 'some.csv');
  writeFileSync(path, content);
  return path;
}

const inspect = (content: string | Uint8Array) => inspectFile(fileOf(content), ignore);

/** What the rows of a file say, by the whole way from its bytes. */
function cellsOf(content: string | Uint8Array): readonly (readonly string[])[] {
  const path = fileOf(content);
  const chunks = byteChunks(path, inspectFile(path, ignore), ignore);
  return [...new CsvRows('some.csv').batches(chunks)].flat().map(({ cells }) => cells);
}

const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();

describe('a byte order mark', () => {
  it('of UTF-8 is no part of the first header', () => {
    const content = '\ufeffId,Name\n1,é\n';
    expect(inspect(content)).toMatchObject({ encoding: 'utf-8', markBytes: 3, hasNul: false });
    expect(cellsOf(content)).toEqual([
      ['Id', 'Name'],
      ['1', 'é'],
    ]);
  });

  it('stays a value where it does not stand first', () => {
    expect(inspect('Id\na\ufeffb\n')).toMatchObject({ encoding: 'utf-8', markBytes: 0 });
    expect(cellsOf('Id\na\ufeffb\n')).toEqual([['Id'], ['a\ufeffb']]);
  });

  it('alone is a file without text', () => {
    expect(inspect('\ufeff')).toMatchObject({ bytes: 3, markBytes: 3 });
    expect(cellsOf('\ufeff')).toEqual([]);
  });

  for (const [encoding, encode] of [
    ['utf-16le', utf16le],
    ['utf-16be', utf16be],
  ] as const)
    it(`tells ${encoding}`, () => {
      const content = encode('Id,Name\r\n1,"Łucja, 😀"\r\n');
      expect(inspect(content)).toMatchObject({ encoding, markBytes: 2, hasNul: false });
      expect(cellsOf(content)).toEqual([
        ['Id', 'Name'],
        ['1', 'Łucja, 😀'],
      ]);
    });
});

describe('an encoding', () => {
  it('that is not UTF-8 is read as Windows-1252, all of it', () => {
    const content = Buffer.from([...Buffer.from('Id,Name\n1,Jos'), 0xe9, 0x20, 0x93, 0x80, 0x94, 0x92, 0x0a]);
    expect(inspect(content)).toMatchObject({ encoding: 'windows-1252', markBytes: 0 });
    expect(cellsOf(content)).toEqual([
      ['Id', 'Name'],
      ['1', 'José “€”’'],
    ]);
  });

  it('is that of the whole file: one late byte decides', () => {
    const text = Buffer.from(`Id\n${'é\n'.repeat(MEBIBYTE / 2)}`);
    expect(inspect(text).encoding).toBe('utf-8');
    expect(inspect(Buffer.concat([text, Buffer.from([0xe9])])).encoding).toBe('windows-1252');
  });

  it('is not mistaken where a character lies over the end of a chunk', () => {
    for (const character of ['é', '日', '😀'])
      for (let before = 1; before <= 4; before++) {
        const content = Buffer.from(`${'x'.repeat(MEBIBYTE - before)}${character}\n1`);
        expect(inspect(content).encoding, `${character} ${before}`).toBe('utf-8');
      }
    const wide = utf16be(`${'x\n'.repeat(MEBIBYTE / 4 - 2)}😀😀😀\n`);
    expect(cellsOf(wide).at(-1)).toEqual(['😀😀😀']);
  });

  it('of overlong, surrogate and cut-off sequences is not UTF-8', () => {
    for (const bytes of [
      [0xc0, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xe2, 0x82],
      [0xf0, 0x9f, 0x98],
    ])
      expect(inspect(Buffer.from([0x61, ...bytes])).encoding, bytes.join(' ')).toBe('windows-1252');
  });

  it('is UTF-8 exactly where a strict decoder agrees', () => {
    const byte = fc.constantFrom(
      0x61,
      0x0a,
      0x2c,
      0x80,
      0xbf,
      0xc3,
      0xa9,
      0xe2,
      0x82,
      0xac,
      0xed,
      0xa0,
      0xf0,
      0x9f,
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 12 }), (bytes) => {
        const content = Uint8Array.from(bytes);
        let valid = true;
        try {
          new TextDecoder('utf-8', { fatal: true }).decode(content);
        } catch {
          valid = false;
        }
        expect(inspect(content).encoding).toBe(valid ? 'utf-8' : 'windows-1252');
      }),
      { numRuns: 500, seed: 1252 },
    );
  });
});

describe('an inspection', () => {
  it('finds NUL bytes, also behind the first chunk', () => {
    expect(inspect('a\0b').hasNul).toBe(true);
    expect(inspect(Buffer.concat([Buffer.alloc(MEBIBYTE, 'x'), Buffer.from([0])])).hasNul).toBe(true);
    expect(inspect('ab').hasNul).toBe(false);
  });

  it('gives length and digest of exactly these bytes, the mark included', () => {
    const content = Buffer.from(`\ufeff${'some text\n'.repeat(200_000)}`);
    expect(inspect(content)).toMatchObject({
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  });

  it('counts every byte that it reads', () => {
    let seen = 0;
    inspectFile(fileOf(Buffer.alloc(3 * MEBIBYTE + 5, 'x')), (bytes) => (seen += bytes));
    expect(seen).toBe(3 * MEBIBYTE + 5);
  });

  it('does not take a stamp that a write during the inspection set', () => {
    const path = fileOf('x'.repeat(3 * MEBIBYTE));
    const long = new Date('2026-01-01T00:00:00Z');
    utimesSync(path, long, long);
    let written = false;
    const { modifiedMs } = inspectFile(path, () => {
      if (written) return;
      written = true;
      const fd = openSync(path, 'r+');
      writeSync(fd, 'y', 0);
      closeSync(fd);
    });
    // The caller compares the stamp with the file again: it must be able to see that the bytes it read are not these.
    expect(modifiedMs).not.toBe(statSync(path).mtimeMs);
  });
});
