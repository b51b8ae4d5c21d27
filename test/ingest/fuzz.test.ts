/** Whatever the files hold, an import ends in a report. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RollbookError } from '../../src/errors/index.ts';
import type { ImportReport } from '../../src/ingest/index.ts';
import { csvText, keys, pupil, rosterOf, townOf } from './roster-files.ts';
import { runs, useHub } from './test-hub.ts';

const hub = useHub();

const FILES = ['schools', 'teachers', 'students', 'sections', 'enrollments', 'staff'] as const;
/** Codes with which the whole sync fails (`roster-csv` 1.14). */
const FAULTS = [
  'missing_file',
  'empty_file',
  'missing_column',
  'duplicate_header',
  'unreadable',
  'file_changed',
];

const town = townOf(keys(6));
const roster = rosterOf({
  ...town,
  students: [
    ...town.students,
    pupil('p00', {
      DOB: '3/7/2012',
      Contact_name: 'Pat',
      Contact_type: 'Primary',
      Contact_phone: '3605550601',
    }),
  ],
  sections: town.sections.map((row) => ({
    ...row,
    Teacher_2_id: 'tess',
    Term_start: '8/27/25',
    Subject: 'math',
  })),
  staff: [
    { School_id: 'north', Staff_id: 'u', Staff_email: 'u@x.example.org', First_name: 'U', Last_name: 'V' },
  ],
});
const texts = Object.fromEntries(Object.entries(roster).map(([file, table]) => [file, csvText(table)]));
const textOf = (file: string): string => texts[file] ?? '';
const headerOf = (file: string): string => textOf(file).split('\n')[0] ?? '';

const signs = fc.constantFrom(
  ...[
    ',',
    '"',
    '""',
    '\n',
    '\r',
    '\r\n',
    ' ',
    '\t',
    ';',
    '\0',
    '\ufeff',
    '\u00a0',
    'é',
    '😀',
    '\u2028',
    '\x85',
  ],
  ...[
    'north',
    'tess',
    'p00',
    'x-p00',
    '',
    '__proto__',
    'constructor',
    '1e5',
    '2/30/2012',
    '3/7/12',
    '-1',
    'x'.repeat(300),
  ],
);
const soup = fc.array(signs, { maxLength: 60 }).map((pieces) => pieces.join(''));

/** Bytes of a sound file with some of them replaced, dropped or doubled. */
const spoiled = (file: string): fc.Arbitrary<Buffer> =>
  fc
    .array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom('replace', 'drop', 'insert', 'cut'),
        fc.integer({ min: 0, max: 255 }),
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((edits) => {
      let bytes = [...Buffer.from(textOf(file))];
      for (const [place, edit, byte] of edits) {
        const at = place % Math.max(1, bytes.length);
        if (edit === 'cut') bytes = bytes.slice(0, at);
        else bytes.splice(at, edit === 'insert' ? 0 : 1, ...(edit === 'drop' ? [] : [byte]));
      }
      return Buffer.from(bytes);
    });

/** Rows that are sound as CSV and hold anything, some of it known. */
const anyCells = (file: string): fc.Arbitrary<Buffer> => {
  const header = roster[file]?.[0] ?? [];
  const known = fc.constantFrom('north', 'tess', 'p00', 'p01', 'x-p00', 'x-p01', 'u');
  const cell = fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 2, arbitrary: signs },
    { weight: 1, arbitrary: soup },
  );
  const row = fc.oneof(
    { weight: 9, arbitrary: fc.array(cell, { minLength: header.length, maxLength: header.length }) },
    { weight: 1, arbitrary: fc.array(cell, { maxLength: 2 * header.length }) },
  );
  return fc
    .array(row, { maxLength: 8 })
    .map((rows) =>
      Buffer.from(
        textOf(file) + csvText(rows.map((cells) => cells.map((each) => each.replaceAll('\0', '')))),
      ),
    );
};

const content = (file: string): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 8, arbitrary: anyCells(file) },
    { weight: 3, arbitrary: spoiled(file) },
    { weight: 3, arbitrary: soup.map((text) => Buffer.from(`${headerOf(file)}\n${text}`)) },
    { weight: 1, arbitrary: soup.map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    { weight: 1, arbitrary: soup.map((text) => Buffer.from(`\ufeff${headerOf(file)}\n${text}`, 'utf16le')) },
  );

/** An upload in which one or two files are not what they should be. */
const upload = fc
  .uniqueArray(fc.constantFrom(...FILES), { minLength: 1, maxLength: 2 })
  .chain((files) => fc.tuple(...files.map((file) => fc.tuple(fc.constant(file), content(file)))))
  .map((changed) => {
    const contents = new Map<string, string | Uint8Array>(changed);
    return Object.fromEntries(FILES.map((file) => [`${file}.csv`, contents.get(file) ?? textOf(file)]));
  });

function expectSound(report: ImportReport): void {
  const { codes, error, warning, notice } = report.problem_counts;
  expect(report.state === 'failed').toBe(FAULTS.some((code) => (codes[code] ?? 0) > 0));
  expect(Object.values(codes).reduce((sum, count) => sum + count, 0)).toBe(error + warning + notice);
  for (const { file, message, remedy, line } of report.problems) {
    expect([file, message, remedy]).not.toContain('');
    expect(line ?? 1).toBeGreaterThan(0);
  }
}

/** The outcome; an operating error counts as one, any other error does not. */
async function outcomeOf(work: Promise<ImportReport>): Promise<ImportReport | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RollbookError)) throw error;
    return undefined;
  }
}

describe('files that hold anything', () => {
  it('are validated, never with an error that nobody expects', async () => {
    let valid = 0;
    let failed = 0;
    await fc.assert(
      fc.asyncProperty(upload, async (files) => {
        const report = await outcomeOf(hub.validate(hub.files.writeFiles(files)));
        if (!report) return;
        expectSound(report);
        if (report.state === 'valid') valid++;
        else failed++;
      }),
      runs(300),
    );
    // Both ways are walked.
    expect(Math.min(valid, failed)).toBeGreaterThan(30);
  });

  it('are imported or refused; refused, they change nothing', async () => {
    const district = await hub.district({ limits: { removalPercent: 100, updatePercent: 100 } });
    await district.publish(roster);
    const states = new Set<string>();
    await fc.assert(
      fc.asyncProperty(upload, async (files) => {
        const before = district.dump();
        const report = await outcomeOf(district.import(hub.files.writeFiles(files)));
        if (!report) return;
        states.add(report.state);
        expectSound(report);
        if (report.state === 'failed') {
          const { district: _state, ...rest } = district.dump();
          expect(rest).toEqual((({ district: _before, ...of }) => of)(before));
        }
        // Everything that is served can be read, and names only what is served.
        const served = await district.served();
        const ids = new Set(Object.values(served).flatMap((records) => records.map(({ id }) => id)));
        for (const section of served.section)
          for (const id of [
            section['school'],
            section['teacher'],
            section['teachers'],
            section['students'],
          ].flat())
            expect(ids.has(String(id))).toBe(true);
        for (const record of [...served.student, ...served.teacher])
          expect(ids.has(String(record['school']))).toBe(true);
        for (const contact of served.contact) expect(ids.has(String(contact['student']))).toBe(true);
      }),
      runs(150),
    );
    expect([...states].sort()).toEqual(expect.arrayContaining(['failed', 'published']));
  });
});
