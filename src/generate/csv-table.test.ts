import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { CsvTable, type CsvRow } from './csv-table.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-table-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function written(header: readonly string[], rows: readonly (readonly CsvRow[])[]): Promise<string> {
  const path = join(folder, 'table.csv');
  const table = await CsvTable.create(path, header);
  for (const parts of rows) table.add(...parts);
  await table.finish();
  return readFile(path, 'utf8');
}

it('puts cells under their headers and leaves the others blank', async () => {
  expect(await written(['A', 'B', 'C'], [[{ C: '3', A: '1' }], [{ B: '2' }]])).toBe('A,B,C\n1,,3\n,2,\n');
});

it('joins the parts of a row', async () => {
  expect(await written(['A', 'B'], [[{ A: '1' }, { B: '2' }], [{ A: '3' }]])).toBe('A,B\n1,2\n3,\n');
});

it('quotes what needs it, and only that', async () => {
  const cells = [
    'Delacroix, Jr.',
    'Al "Bo" Hale',
    'two\nlines',
    "O'Connor",
    'Đặng',
    '王',
    '(360) 555-0101',
    'منصور',
  ];
  const rows = cells.map((cell) => [{ A: cell }]);
  expect(await written(['A'], rows)).toBe(
    'A\n"Delacroix, Jr."\n"Al ""Bo"" Hale"\n"two\nlines"\nO\'Connor\nĐặng\n王\n(360) 555-0101\nمنصور\n',
  );
});

it('finds a column however its header is spelled', async () => {
  expect(await written(['NCES_id'], [[{ Nces_id: '1' }]])).toBe('NCES_id\n1\n');
});

it('throws for a column that is not in the layout', async () => {
  const table = await CsvTable.create(join(folder, 'unknown.csv'), ['A']);
  expect(() => table.add({ B: '' })).toThrow(/no column B/);
  await table.close();
});

it('takes any amount between two flushes', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => [{ A: `${'é'.repeat(300)}${index}` }]);
  const lines = (await written(['A'], rows)).trimEnd().split('\n');
  expect(lines).toHaveLength(3_001);
  expect(lines.at(-1)).toBe(`${'é'.repeat(300)}2999`);
});
