/** Files as files: their names, headers, delimiters and encodings (`roster-csv` 1.2, D1 to D14). */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RollbookError } from '../../src/errors/index.ts';
import type { ImportReport } from '../../src/ingest/index.ts';
import {
  csvText,
  keys,
  type Roster,
  type Row,
  rosterOf,
  type Table,
  tableOf,
  townOf,
} from './roster-files.ts';
import { codesIn, useHub } from './test-hub.ts';

const hub = useHub();

const town = townOf(keys(3));
const roster = rosterOf({
  ...town,
  staff: [
    {
      School_id: 'north',
      Staff_id: 'u1',
      Staff_email: 'u1@north.example.org',
      First_name: 'Una',
      Last_name: 'Reed',
    },
  ],
});
const of = (file: string): Table => roster[file] ?? [];
const header = (file: string): readonly string[] => of(file)[0] ?? [];

/** The roster with other header cells above one file. */
function withHeader(file: string, rename: (header: string) => string): Roster {
  return { ...roster, [file]: [header(file).map(rename), ...of(file).slice(1)] };
}

function withColumn(file: string, name: string, cell = ''): Roster {
  return { ...roster, [file]: of(file).map((cells, n) => [...cells, n === 0 ? name : cell]) };
}

function without(file: string, name: string): Roster {
  const index = header(file).indexOf(name);
  expect(index).not.toBe(-1);
  return { ...roster, [file]: of(file).map((cells) => cells.toSpliced(index, 1)) };
}

const textFiles = (tables: Roster = roster): Record<string, string | Uint8Array> =>
  Object.fromEntries(Object.entries(tables).map(([file, table]) => [`${file}.csv`, csvText(table)]));

const validateFiles = (files: Readonly<Record<string, string | Uint8Array>>) =>
  hub.validate(hub.files.writeFiles(files));

const findings = (report: ImportReport, code: string) =>
  report.problems.filter((problem) => problem.code === code);

describe('the plain roster', () => {
  it('is valid without a word', async () => {
    const report = await hub.validate(roster);
    expect(report.state).toBe('valid');
    expect(report.problems).toEqual([]);
    expect(report.files.map(({ name }) => name)).toEqual([
      ...['schools.csv', 'teachers.csv', 'students.csv', 'sections.csv', 'enrollments.csv', 'staff.csv'],
    ]);
  });
});

describe('headers', () => {
  it('are read in any case and trimmed, with one notice a file', async () => {
    for (const rename of [
      (name: string) => name.toUpperCase(),
      (name: string) => name.toLowerCase(),
      (name: string) => ` ${name.toUpperCase()}\t`,
      (name: string) => `\u00a0${name.toUpperCase()}\u200b`,
    ]) {
      const report = await hub.validate(withHeader('students', rename));
      expect(codesIn(report)).toEqual(['students.csv:1 header_case']);
      expect(report.counts.student.created).toBe(3);
    }
    expect(codesIn(await hub.validate(withHeader('students', (name) => ` ${name} `)))).toEqual([]);
  });

  it('are compared by ASCII rules: no dotted or dotless i, no Kelvin sign', async () => {
    for (const odd of ['SCHOOL_\u0130D', 'School_\u0131d', 'Ｓchool_id', 'School_\u00adid']) {
      const report = await hub.validate(
        withHeader('teachers', (name) => (name === 'School_id' ? odd : name)),
      );
      expect(report.state, odd).toBe('failed');
      expect(findings(report, 'missing_column'), odd).toMatchObject([
        { file: 'teachers.csv', line: 1, column: 'School_id', severity: 'error' },
      ]);
      expect(findings(report, 'unknown_column'), odd).toHaveLength(1);
    }
  });

  it('may stand in any order', async () => {
    const district = await hub.district();
    await district.publish(roster);
    const reversed = Object.fromEntries(
      Object.entries(roster).map(([file, table]) => [file, table.map((cells) => cells.toReversed())]),
    );
    expect((await district.import(reversed)).state).toBe('unchanged');
  });

  it('that are unknown are ignored with a notice each, and a blank one too', async () => {
    const report = await hub.validate(withColumn('students', 'Favourite_colour', 'blue'));
    expect(report.state).toBe('valid');
    expect(findings(report, 'unknown_column')).toMatchObject([
      {
        file: 'students.csv',
        line: 1,
        severity: 'notice',
        message: expect.stringContaining('Favourite_colour') as string,
      },
    ]);
    expect(codesIn(await hub.validate(withColumn('students', '')))).toEqual([
      'students.csv:1 unknown_column',
    ]);
  });

  it('that begin with ext. or are known and not served need no notice', async () => {
    for (const name of [
      'ext.bus_route',
      'EXT.Bus Route',
      'Password',
      'Home_language',
      'Weighted_gpa',
      'Disability_code',
    ])
      expect(
        codesIn(await hub.validate(withColumn('students', name, 'x'))).filter(
          (code) => !code.endsWith('header_case'),
        ),
        name,
      ).toEqual([]);
  });

  it('that occur twice fail the sync: also in another case, with spaces, and if unknown', async () => {
    for (const twice of ['Grade', 'GRADE', ' grade ', 'Student_id']) {
      const report = await hub.validate(withColumn('students', twice, '5'));
      expect(report.state, twice).toBe('failed');
      expect(findings(report, 'duplicate_header'), twice).toMatchObject([
        { file: 'students.csv', line: 1, severity: 'error' },
      ]);
    }
    const unknown = of('students').map((cells, n) => [
      ...cells,
      ...(n === 0 ? ['Pet', 'pet'] : ['cat', 'dog']),
    ]);
    expect((await hub.validate({ ...roster, students: unknown })).state).toBe('failed');
  });

  it('may be quoted', async () => {
    const folder = hub.files.write(roster, { quotesAll: true });
    expect(codesIn(await hub.validate(folder))).toEqual([]);
  });

  const REQUIRED: Readonly<Record<string, readonly string[]>> = {
    schools: ['School_id', 'School_name'],
    teachers: ['School_id', 'Teacher_id', 'First_name', 'Last_name'],
    students: ['School_id', 'Student_id', 'First_name', 'Last_name'],
    sections: ['School_id', 'Section_id', 'Teacher_id'],
    enrollments: ['School_id', 'Section_id', 'Student_id'],
    staff: ['School_id', 'Staff_id', 'Staff_email', 'First_name', 'Last_name'],
  };

  for (const [file, columns] of Object.entries(REQUIRED))
    it(`that ${file}.csv needs fail the sync when one is missing`, async () => {
      for (const column of columns) {
        const report = await hub.validate(without(file, column));
        expect(report.state, column).toBe('failed');
        expect(findings(report, 'missing_column'), column).toMatchObject([
          { file: `${file}.csv`, line: 1, column, severity: 'error' },
        ]);
      }
    });

  it('that are only recommended are missed with one warning a file', async () => {
    for (const [file, column] of [
      ['schools', 'School_number'],
      ['students', 'Grade'],
      ['teachers', 'Teacher_email'],
    ] as const) {
      const report = await hub.validate(without(file, column));
      expect(report.state).toBe('valid');
      expect(codesIn(report)).toEqual([`${file}.csv:1 missing_recommended`]);
      expect(report.problems[0]).toMatchObject({ column, severity: 'warning' });
    }
  });

  it('have aliases, which are read with a notice', async () => {
    const district = await hub.district();
    const report = await district.publish(
      withHeader('teachers', (name) => (name === 'Teacher_email' ? 'email_ADDRESS' : name)),
    );
    expect(findings(report, 'column_alias')).toMatchObject([{ file: 'teachers.csv', severity: 'notice' }]);
    expect((await district.record('teacher', 'tess'))['email']).toBe('tess@north.example.org');
  });

  it('of co-teachers have their numbers and _id in any case', async () => {
    const district = await hub.district();
    const teachers = ['tess', 'a2', 'a3', 'a10'].map((id): Row => ({ ...town.teachers[0], Teacher_id: id }));
    const section: Row = { School_id: 'north', Section_id: 'x', Teacher_id: 'tess', Course_name: 'Math' };
    const rows = {
      ...town,
      teachers,
      sections: [{ ...section, TEACHER_10_ID: 'a10', Teacher_3_ID: 'a3', teacher_2_id: 'a2' }],
      enrollments: [{ School_id: 'north', Section_id: 'x', Student_id: 'p00' }],
    };
    await district.publishRows(rows);
    const byKey = await district.byKey('teacher');
    const served = await district.record('section', 'x');
    expect(served['teachers']).toEqual(['tess', 'a2', 'a3', 'a10'].map((key) => byKey.get(key)?.id));
    expect(served['teacher']).toBe(byKey.get('tess')?.id);
  });
});

describe('another delimiter', () => {
  const joined = (separator: string, quote = '') =>
    of('teachers')
      .map((cells) => `${cells.map((cell) => quote + cell + quote).join(separator)}\n`)
      .join('');

  for (const [name, text, found] of [
    ['tabs', joined('\t'), /tab/i],
    ['semicolons', joined(';'), /;/],
    ['bars', joined('|'), /\|/],
    ['semicolons and quotes around every header', joined(';', '"'), /;/],
    ['tabs and quotes around every header', joined('\t', '"'), /tab/i],
    ['a first line sep=;', `sep=;\n${joined(';')}`, /sep=/],
    ['a first line sep=,', `sep=,\n${joined(',')}`, /sep=/],
    ['a first line SEP= with a tab', `SEP=\t\n${joined('\t')}`, /sep=/i],
  ] as const)
    it(`is refused, and the message says what was found: ${name}`, async () => {
      const report = await validateFiles({ ...textFiles(), 'teachers.csv': text });
      expect(report.state).toBe('failed');
      const faults = findings(report, 'unreadable');
      expect(faults).toMatchObject([{ file: 'teachers.csv', severity: 'error' }]);
      expect(faults[0]?.message).toMatch(found);
    });

  it('is told from such signs in values and headers', async () => {
    const report = await hub.validate(withColumn('teachers', 'a;b|c', 'x;y\tz'));
    expect(report.state).toBe('valid');
  });
});

describe('encodings', () => {
  const named = rosterOf({ ...town, teachers: [{ ...town.teachers[0], Last_name: 'Peña “P”' }] });

  for (const [name, encode, encoding] of [
    [
      'Windows-1252',
      (text: string) => Buffer.from(text.replaceAll('“', '\x93').replaceAll('”', '\x94'), 'latin1'),
      'windows-1252',
    ],
    ['UTF-16 LE', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'utf-16be'],
  ] as const)
    it(`${name} is read, with a warning`, async () => {
      const district = await hub.district();
      const files = { ...textFiles(named), 'teachers.csv': encode(csvText(named['teachers'] ?? [])) };
      const report = await district.publish(hub.files.writeFiles(files));
      expect(findings(report, 'encoding_fallback')).toMatchObject([
        { file: 'teachers.csv', severity: 'warning' },
      ]);
      expect(report.files.find((file) => file.name === 'teachers.csv')?.encoding).toBe(encoding);
      expect((await district.record('teacher', 'tess'))['name']).toEqual({ first: 'Tess', last: 'Peña “P”' });
    });

  it('UTF-8 with a mark is read with a notice, and needs none without', async () => {
    const marked = await hub.validate(hub.files.write(named, { mark: true }));
    expect(marked.state).toBe('valid');
    expect(findings(marked, 'bom_removed')).toHaveLength(5);
    expect(codesIn(await hub.validate(named))).toEqual([]);
  });

  it('NUL bytes fail the sync, and so does UTF-16 without a mark', async () => {
    for (const content of [
      csvText(of('teachers')).replace('Tess', 'Te\0ss'),
      Buffer.from(csvText(of('teachers')), 'utf16le'),
    ]) {
      const report = await validateFiles({ ...textFiles(), 'teachers.csv': content });
      expect(report.state).toBe('failed');
      expect(findings(report, 'unreadable')).toMatchObject([{ file: 'teachers.csv', severity: 'error' }]);
      expect(findings(report, 'unreadable')[0]?.message).toMatch(/NUL/);
    }
  });

  it('a NUL is a fault in UTF-16 too', async () => {
    const text = csvText(of('teachers')).replace('Tess', 'Te\0ss');
    const report = await validateFiles({
      ...textFiles(),
      'teachers.csv': Buffer.from(`\ufeff${text}`, 'utf16le'),
    });
    expect(report.state).toBe('failed');
    expect(findings(report, 'unreadable')).toMatchObject([{ file: 'teachers.csv', severity: 'error' }]);
  });
});

describe('file names', () => {
  it('are read in any case, with a notice', async () => {
    const { 'students.csv': students = '', 'schools.csv': schools = '', ...rest } = textFiles();
    const report = await validateFiles({ ...rest, 'Students.csv': students, 'SCHOOLS.CSV': schools });
    expect(report.state).toBe('valid');
    expect(codesIn(report).toSorted()).toEqual([
      'SCHOOLS.CSV:- file_name_case',
      'Students.csv:- file_name_case',
    ]);
    expect(report.counts.student.created).toBe(3);
  });

  it('as documented win over another case', async () => {
    const report = await validateFiles({ ...textFiles(), 'Students.csv': 'nonsense' });
    expect(report.state).toBe('valid');
    expect(codesIn(report)).toEqual(['Students.csv:- older_file_ignored']);
  });

  it('that are none of the layout are listed and nothing else', async () => {
    const others = [
      'attendance.csv',
      'resources.csv',
      'notes.txt',
      'students.csv.bak',
      'students',
      'my students.csv',
    ];
    const report = await validateFiles({
      ...textFiles(),
      ...Object.fromEntries(others.map((name) => [name, 'x'])),
    });
    expect(report.state).toBe('valid');
    expect(report.problems).toEqual([]);
    expect([...report.ignored_files].sort()).toEqual([...others].sort());
  });

  it('that are words of the language are like any other', async () => {
    const others = ['constructor.csv', 'toString.csv', '__proto__.csv', 'hasOwnProperty.csv'];
    const files = Object.fromEntries(others.map((name): [string, string] => [name, 'x']));
    const report = await validateFiles({ ...textFiles(), ...files });
    expect(report.state).toBe('valid');
    expect([...report.ignored_files].sort()).toEqual([...others].sort());
    await expect(validateFiles(files)).rejects.toMatchObject({ code: 'unreadable_source' });
  });

  it('that are missing fail the sync, each named', async () => {
    const { 'students.csv': _students, 'sections.csv': _sections, ...rest } = textFiles();
    const report = await validateFiles(rest);
    expect(report.state).toBe('failed');
    expect(codesIn(report)).toEqual(['students.csv:- missing_file', 'sections.csv:- missing_file']);
  });

  it('of links that lead nowhere, or to a folder, end in a report or an operating error', async () => {
    for (const target of ['nowhere.csv', '.']) {
      const { 'students.csv': _students, ...rest } = textFiles();
      const folder = hub.files.writeFiles(rest);
      symlinkSync(target, join(folder, 'students.csv'));
      const outcome = await hub.validate(folder).then(
        ({ state }) => state,
        (error: unknown) => (error instanceof RollbookError ? error.code : error),
      );
      expect(['failed', 'unreadable_source'], target).toContain(outcome);
    }
  });

  it('of nothing that could be a roster are refused', async () => {
    await expect(hub.validate(hub.files.folder())).rejects.toMatchObject({ code: 'unreadable_source' });
    await expect(validateFiles({ 'notes.txt': 'x' })).rejects.toMatchObject({ code: 'unreadable_source' });
    await expect(hub.validate(`${hub.files.path}/nowhere`)).rejects.toMatchObject({
      code: 'unreadable_source',
    });
  });
});

describe('admins.csv', () => {
  const admins = csvText(
    tableOf('admins', [
      {
        School_id: 'north',
        Staff_id: 'v1',
        Admin_email: 'v1@north.example.org',
        First_name: 'Vic',
        Last_name: 'Older',
        Admin_title: 'Clerk',
        Username: 'vic',
        Password: 'x',
        Role: '',
      },
    ]),
  );

  it('is the older name of staff.csv, with headers of its own', async () => {
    const { 'staff.csv': _staff, ...rest } = textFiles();
    const district = await hub.district();
    const report = await district.publish(hub.files.writeFiles({ ...rest, 'admins.csv': admins }));
    expect(report.problem_counts).toMatchObject({ error: 0, warning: 0 });
    expect(await district.record('school_admin', 'v1')).toMatchObject({
      email: 'v1@north.example.org',
      name: { first: 'Vic', last: 'Older' },
      title: 'Clerk',
      credentials: { district_username: 'vic' },
    });
  });

  it('gives way to staff.csv with a warning, also where that is spelled in capitals', async () => {
    const { 'staff.csv': staff = '', ...rest } = textFiles();
    for (const name of ['staff.csv', 'STAFF.CSV']) {
      const district = await hub.district();
      const report = await district.publish(
        hub.files.writeFiles({ ...rest, [name]: staff, 'admins.csv': admins }),
      );
      expect(findings(report, 'older_file_ignored')).toMatchObject([
        { file: 'admins.csv', severity: 'warning' },
      ]);
      expect(await district.keysOf('school_admin')).toEqual(['u1']);
    }
  });
});

describe('files with little in them', () => {
  it('of no bytes fail the sync, and so does a mark alone', async () => {
    for (const content of ['', '\ufeff']) {
      const report = await validateFiles({ ...textFiles(), 'sections.csv': content });
      expect(report.state).toBe('failed');
      expect(codesIn(report)).toEqual(['sections.csv:- empty_file']);
    }
  });

  it('of a header only are an empty set', async () => {
    const report = await hub.validate({
      ...roster,
      sections: of('sections').slice(0, 1),
      enrollments: of('enrollments').slice(0, 1),
    });
    expect(report.state).toBe('valid');
    expect(report.problems).toEqual([]);
    expect(report.counts.section.created).toBe(0);
  });

  it('withdraw all staff when staff.csv holds a header only, and nobody when it is not there', async () => {
    const district = await hub.district();
    await district.publish(roster);
    const { staff: _staff, ...rest } = roster;
    expect((await district.import(rest)).state).toBe('unchanged');
    expect(await district.keysOf('school_admin')).toEqual(['u1']);
    await district.publish({ ...roster, staff: of('staff').slice(0, 1) });
    expect(await district.keysOf('school_admin')).toEqual([]);
  });
});

describe('rows', () => {
  it('that are blank are skipped with a notice, one by one', async () => {
    const text = csvText(of('students')).replace('\n', '\n\n,,,,\n  \n');
    const report = await validateFiles({ ...textFiles(), 'students.csv': text });
    expect(codesIn(report)).toEqual([2, 3, 4].map((line) => `students.csv:${line} blank_row`));
    expect(report.counts.student.created).toBe(3);
  });

  it('with too few or too many cells are rejected, and the others are not', async () => {
    const text = `${csvText(of('students'))}north,short\nnorth,long,A,B,3,x\nnorth,trailing,A,B,3,\n`;
    const report = await validateFiles({ ...textFiles(), 'students.csv': text });
    expect(codesIn(report)).toEqual([5, 6, 7].map((line) => `students.csv:${line} column_count`));
    expect(report.counts.student.created).toBe(3);
  });

  it('name physical lines, whatever the cells hold', async () => {
    const text = csvText(of('students')).replace('First p00', '"First\r\np00\nmore"').replace('Last p01', '');
    const report = await validateFiles({ ...textFiles(), 'students.csv': text });
    expect(codesIn(report).filter((code) => code.includes('missing_required'))).toEqual([
      'students.csv:5 missing_required',
    ]);
  });

  it('are listed a thousand times a code, and all are counted', async () => {
    const text = csvText(of('students')) + 'north,torn\n'.repeat(1_234);
    const report = await validateFiles({ ...textFiles(), 'students.csv': text });
    expect(findings(report, 'column_count')).toHaveLength(1_000);
    expect(report.problem_counts.codes['column_count']).toBe(1_234);
    expect(report.problem_counts.error).toBe(1_234);
  });

  it('quote a long value only in part', async () => {
    const long = 'x'.repeat(100_000);
    const changed = of('students').map((cells, n) => (n === 0 ? cells : cells.with(4, long)));
    const report = await hub.validate({ ...roster, students: changed });
    expect(findings(report, 'unmapped_value')).toHaveLength(3);
    expect(JSON.stringify(report.problems).length).toBeLessThan(10_000);
  });
});

describe('values', () => {
  const servedStudent = async (more: Row, id = 'p00') => {
    const district = await hub.district();
    const students = [{ ...town.students[0], ...more } as Row, ...town.students.slice(1)];
    const enrollments = [{ ...town.enrollments[0], Student_id: id } as Row, ...town.enrollments.slice(1)];
    const report = await district.publishRows({ ...town, students, enrollments });
    return { record: await district.record('student', id), report };
  };

  it('that say NULL, N/A or None are data', async () => {
    const { record } = await servedStudent({ First_name: 'NULL', Last_name: 'N/A', Student_number: 'None' });
    expect(record).toMatchObject({ name: { first: 'NULL', last: 'N/A' }, student_number: 'None' });
  });

  it('are text: zeros, exponents, quotes, code and accents stay as they are', async () => {
    for (const value of [
      ...[
        '007',
        '1e5',
        '1.23E+11',
        '+1',
        '=1+1',
        '-0',
        'true',
        'a"b',
        "O'Neil",
        '<b>x</b>',
        '{{x}}',
        '\\n',
        '\u202eabc',
      ],
      ...[
        'e\u0301',
        '\u00e9',
        '\ud83d\ude00',
        '１２３',
        'a\u00a0b',
        'line\nbreak',
        '\\',
        '%00',
        '$1',
        '#REF!',
        '; DROP TABLE record',
      ],
    ]) {
      const { record } = await servedStudent({ Student_id: value, Student_number: value }, value);
      expect(record).toMatchObject({ sis_id: value, student_number: value });
    }
  });

  it('that are ids differ by a byte, by zeros or by case', async () => {
    const ids = ['7', '007', '07', 'ab', 'AB', 'Ab', 'e\u0301', '\u00e9'];
    const district = await hub.publishedDistrict(townOf(ids));
    expect([...(await district.byKey('student')).keys()].sort()).toEqual([...ids].sort());
  });

  it('that are ids lose invisible characters at their ends, with a warning', async () => {
    const { record, report } = await servedStudent({ Student_id: '\u00a0p00\u200b' });
    expect(record['sis_id']).toBe('p00');
    expect(findings(report, 'invisible_characters')).toMatchObject([
      { file: 'students.csv', line: 2, severity: 'warning' },
    ]);
  });

  it('that are words of the language are ids and headers like any other', async () => {
    const ids = [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'prototype',
      '__defineGetter__',
      'valueOf',
    ];
    const words = townOf(ids);
    const school: Row = { School_id: '__proto__', School_name: 'constructor', School_number: 'toString' };
    const moved = (row: Row): Row => ({ ...row, School_id: '__proto__' });
    const teacher: Row = {
      ...moved(words.teachers[0] ?? {}),
      Teacher_id: 'constructor',
      Last_name: '__proto__',
    };
    const columns = ['__proto__', 'constructor', 'ext.__proto__', 'ext.constructor'];
    const students = tableOf('students', words.students.map(moved)).map((cells, n) => [
      ...cells,
      ...(n === 0 ? columns : columns.map(() => 'polluted')),
    ]);
    const district = await hub.district();
    const report = await district.publish({
      ...rosterOf({
        schools: [school],
        teachers: [teacher],
        sections: words.sections.map((row) => ({ ...moved(row), Teacher_id: 'constructor' })),
        enrollments: words.enrollments.map(moved),
      }),
      students,
    });
    const unknown = findings(report, 'unknown_column').map(({ message }) => message);
    expect(unknown).toEqual(
      ['__proto__', 'constructor'].map((name) => expect.stringContaining(name) as string),
    );
    expect(report.problem_counts.error).toBe(0);
    expect(await district.keysOf('student')).toEqual([...ids].sort());
    expect(await district.keysOf('section')).toEqual(ids.map((id) => `x-${id}`).sort());
    expect(await district.keysOf('school')).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('of ext. columns are kept with the record, in any script, and not served', async () => {
    for (const name of ['ext.bus', 'EXT.Bus', 'ext.ÉCOLE', 'ext.école', 'Ext.İd']) {
      const district = await hub.district();
      await district.publish(withColumn('students', name, 'kept value'));
      const rows = district.recordRows().filter(({ type }) => type === 'student');
      expect(
        rows.map(({ granted }) => granted?.includes('kept value') ?? false),
        name,
      ).toEqual([true, true, true]);
      expect(rows.some(({ item }) => item.includes('kept value'))).toBe(false);
    }
  });
});

describe('repeated ids', () => {
  it('keep the first row, and are reported by the line of the later', async () => {
    const district = await hub.district();
    const [first = {}] = town.students;
    const rows = {
      ...town,
      schools: [...town.schools, { ...town.schools[0], School_name: 'Second' } as Row],
      teachers: [...town.teachers, { ...town.teachers[0], First_name: 'Second' } as Row],
      students: [...town.students, { ...first, First_name: 'Second' }],
      sections: [...town.sections, { ...town.sections[0], Course_name: 'Second' } as Row],
      enrollments: [...town.enrollments, town.enrollments[0] ?? {}],
    };
    const report = await district.publishRows(rows);
    expect(codesIn(report)).toEqual([
      ...['schools.csv:3 duplicate_id', 'teachers.csv:3 duplicate_id', 'students.csv:5 duplicate_id'],
      ...['sections.csv:5 duplicate_id', 'enrollments.csv:5 duplicate_row'],
    ]);
    for (const list of Object.values(await district.served()))
      for (const record of list) expect(JSON.stringify(record)).not.toContain('Second');
  });
});
