/** What the page of CSV files says of each column, compared with what an import makes of it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentation } from '../../src/docs/index.ts';
import { PROBLEMS } from '../../src/errors/index.ts';
import { columnsOf, CSV_FILES, type CsvFile, type FieldKind } from '../../src/roster/index.ts';
import { contactPhone, dateOfBirth, termDate } from '../../src/roster/field-kinds/index.ts';
import { useHub } from '../support/hub.ts';

type Json = Readonly<Record<string, unknown>>;
const body =
  documentation.flatMap(({ pages }) => pages).find(({ path }) => path === 'files')?.body.html ?? '';

interface Row {
  readonly file: CsvFile;
  readonly header: string;
  readonly path: string;
  readonly type: string;
  readonly blank: string;
}

/** The rows of the page that say which field a column becomes. */
const rows: readonly Row[] = CSV_FILES.flatMap((file) =>
  [...body.matchAll(/<tr>([^]*?)<\/tr>/g)].flatMap(([, row = '']) => {
    const header = new RegExp(`id="${file}-[^"]*"[^>]*><code>([^<]+)</code>`).exec(row)?.[1];
    const [, path, type] = /data-label="Becomes">\s*<code>([^<]+)<\/code> of a ([a-z ]+)\./.exec(row) ?? [];
    const [, blank = ''] = /data-label="Blank">([^<]*)</.exec(row) ?? [];
    return header === undefined || path === undefined || type === undefined
      ? []
      : [{ file, header, path, type, blank: blank.trim() }];
  }),
);

/** What stands in cells that must be filled, and in one member of each larger group. */
const CELLS: Readonly<Record<string, string>> = {
  School_id: 'S1',
  School_name: 'Oak School',
  Teacher_id: 'T1',
  Student_id: 'P1',
  Section_id: 'C1',
  Staff_id: 'A1',
  Staff_email: 'ada@oak.example',
  First_name: 'Ada',
  Last_name: 'Marsh',
  School_city: 'Harbor Point',
  Term_name: 'Autumn',
};

let token = '';
const hub = useHub(async (one) => {
  const folder = join(one.data, 'export');
  await mkdir(folder);
  for (const file of CSV_FILES) {
    const headers = columnsOf(file).map(({ header }) => header);
    const cells = headers.map((header) => CELLS[header] ?? '');
    await writeFile(join(folder, `${file}.csv`), `${headers.join(',')}\n${cells.join(',')}\n`);
  }
  const district = await one.connectedDistrict('Oak');
  token = district.token;
  const { code, stderr } = await one.run('import', folder, '--district', district.id);
  if (code !== 0) throw new Error(stderr);
  await one.start();
});

const recordOf = async (type: string): Promise<Json | undefined> => {
  const response = await fetch(`${hub.url}/v1.1/${type.replaceAll(' ', '_')}s`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const { data } = (await response.json()) as { data: readonly { data: Json }[] };
  return data[0]?.data;
};

describe('columns on the page of files', () => {
  it('are all there, each with what it becomes', () => {
    for (const file of CSV_FILES)
      for (const { header } of columnsOf(file))
        expect(body, `${file} ${header}`).toContain(`<code>${header}</code>`);
    expect(rows.length).toBeGreaterThan(50);
  });

  // What is withheld until it is granted cannot be looked at.
  for (const { file, header, path, type, blank } of rows.filter(
    ({ path }) => !/^(frl|iep)_status$/.test(path),
  ))
    it(`${file}.csv ${header}: a blank cell is ${blank}`, async () => {
      const record = await recordOf(type);
      if (type === 'contact') {
        expect(record, 'blank cells make no contact').toBeUndefined();
        return;
      }
      const [first = '', member] = path.split('.');
      const value = member === undefined ? record?.[first] : (record?.[first] as Json | undefined)?.[member];
      const isFilled = CELLS[header] !== undefined;
      if (isFilled) expect(value).not.toBe('');
      else if (blank === 'left out') expect(value).toBeUndefined();
      else if (blank === 'empty') expect(value).toBe('');
      else if (blank.startsWith('empty; left out'))
        expect(value).toBe(record && first in record ? '' : undefined);
      else if (blank === '') expect(value).toEqual([expect.stringMatching(/^[0-9a-f]{24}$/)]);
      else {
        expect(blank).toBe('filled in, as described');
        expect(value).toEqual(expect.stringMatching(/./));
      }
    });
});

describe('cells that are accepted', () => {
  const TODAY = { year: 2026, month: 11, day: 25 };
  const readCell = (kind: FieldKind, cell: string) => {
    const faults: string[] = [];
    return { value: kind.fromCsv?.(cell, (fault) => faults.push(fault), TODAY), faults };
  };

  it('are dates in each spelling that the page names', () => {
    for (const kind of [dateOfBirth, termDate]) {
      expect(body).toContain('<code>YYYY/MM/DD</code>');
      for (const cell of [
        '2015-08-25',
        '2015/08/25',
        '20150825',
        '2015-08-25T00:00:00.000Z',
        '8/25/2015',
        '8-25-2015',
        '8/25/15',
      ])
        expect(readCell(kind, cell), cell).toEqual({
          value: kind === termDate ? '2015-08-25' : '8/25/2015',
          faults: [],
        });
      for (const cell of ['25/8/2015', '2015-02-30', 'soon'])
        expect(readCell(kind, cell), cell).toEqual({ value: undefined, faults: ['invalid_date'] });
    }
    expect(readCell(dateOfBirth, '8/25/98').value).toBe('8/25/1998');
    expect(readCell(termDate, '8/25/98').value).toBe('2098-08-25');
  });

  it('are telephone numbers without an extension', () => {
    expect(readCell(contactPhone, '(360) 555-0101')).toEqual({ value: '3605550101', faults: [] });
    expect(readCell(contactPhone, '360-555-0101 x12')).toEqual({ value: '', faults: ['phone_dropped'] });
  });
});

describe('codes of reports', () => {
  it('are explained alike in the guide to importing', async () => {
    const guide = await readFile(new URL('../../docs/importing.md', import.meta.url), 'utf8');
    const said = [
      ...guide.slice(guide.indexOf('## Problems')).matchAll(/^\| `(\w+)` +\| (.*?) +\| (.*?) +\|$/gm),
    ];
    const known = Object.entries(PROBLEMS).map(([code, { meaning, remedy }]) => [code, meaning, remedy]);
    expect(said.map(([, ...row]) => row).sort()).toEqual(known.sort());
  });
});
