/** The same content again is no change, however it is written (F-20, `roster-csv` 3.4). */
import { describe, expect, it } from 'vitest';
import {
  csvText,
  keys,
  type Roster,
  type Row,
  rosterOf,
  type Spelling,
  type Table,
  townOf,
} from './roster-files.ts';
import { type TestDistrict, useHub } from './test-hub.ts';

const hub = useHub();

const town = townOf(keys(5));
const rows = {
  ...town,
  schools: [
    ...town.schools.map((row) => ({
      ...row,
      Low_grade: 'K',
      High_grade: '5',
      School_zip: '98501',
      Principal: 'O, "Ro"',
    })),
    { School_id: 'south', School_name: 'South', School_number: '2' },
  ],
  teachers: [
    ...town.teachers,
    { ...town.teachers[0], Teacher_id: 'ann', Last_name: 'Peña', Title: 'line\nbreak' } as Row,
  ],
  students: [
    ...town.students.map((row, n) => ({
      ...row,
      DOB: `3/${n + 1}/2012`,
      Gender: 'F',
      Race: 'W',
      Frl_status: 'F',
      Home_language: 'Hmong',
      'ext.bus': `${n}`,
      Contact_name: 'Pat',
      Contact_type: 'Primary',
      Contact_phone: '360-555-0601',
      Contact_sis_id: n % 2 === 0 ? `c${n}` : '',
    })),
    {
      School_id: 'north',
      Student_id: 'p00',
      First_name: 'First p00',
      Last_name: 'Last p00',
      Grade: '3',
      DOB: '3/1/2012',
      Gender: 'F',
      Race: 'W',
      Frl_status: 'F',
      Home_language: 'Hmong',
      'ext.bus': '0',
      Contact_name: 'Kim',
      Contact_type: 'Emergency',
    },
  ],
  sections: town.sections.map((row) => ({
    ...row,
    Teacher_2_id: 'ann',
    Term_start: '8/27/2026',
    Period: '0',
    Subject: '',
  })),
  enrollments: [...town.enrollments, { School_id: 'north', Section_id: 'x-p00', Student_id: 'p03' }],
  staff: ['north', 'south'].map((school) => ({
    School_id: school,
    Staff_id: 'u1',
    Staff_email: 'u1@x.example.org',
    First_name: 'Una',
    Last_name: 'Reed',
    Department: 'Office',
  })),
};
const roster = rosterOf(rows);

const mapTables = (change: (table: Table, file: string) => Table): Roster =>
  Object.fromEntries(Object.entries(roster).map(([file, table]) => [file, change(table, file)]));

/** The body in another order; where a person has several rows, the first stays before the others. */
const reversed = (table: Table): Table => {
  const [header = [], ...body] = table;
  return [header, ...body.toReversed()];
};

async function expectUnchanged(
  district: TestDistrict,
  source: string | Roster,
  spelling: Spelling = {},
): Promise<void> {
  const before = district.dump();
  const { lastSync } = await district.state();
  const report = await district.import(source, { spelling });
  expect(report.state).toBe('unchanged');
  for (const { created, updated, removed, published, unchanged } of Object.values(report.counts)) {
    expect([created, updated, removed]).toEqual([0, 0, 0]);
    expect(unchanged).toBe(published);
  }
  expect(report.samples).toEqual({});
  expect(district.dump()).toEqual(before);
  const after = await district.state();
  expect(after.lastSync).not.toBe(lastSync);
  expect(after.lastSync).toBe(report.ended);
}

async function published(): Promise<TestDistrict> {
  const district = await hub.district();
  const report = await district.publish(roster);
  expect(report.problem_counts.error).toBe(0);
  return district;
}

describe('nothing changes', () => {
  it('when the very same files come again, once or ten times', async () => {
    const district = await published();
    const folder = hub.files.write(roster);
    for (let n = 0; n < 10; n++) await expectUnchanged(district, folder);
  });

  for (const [what, spelling] of [
    ['with CRLF', { newline: '\r\n' }],
    ['with bare CR', { newline: '\r' }],
    ['with a byte order mark', { mark: true }],
    ['with quotes around everything', { quotesAll: true }],
    ['without a final line end', { endsOpen: true }],
    ['with all of it', { newline: '\r\n', mark: true, quotesAll: true, endsOpen: true }],
  ] as const)
    it(`when the files come ${what}`, async () => {
      await expectUnchanged(await published(), roster, spelling);
    });

  it('when rows come in another order', async () => {
    const reordered = mapTables((table, file) => (file === 'students' ? table : reversed(table)));
    const [header = [], ...body] = roster['students'] ?? [];
    await expectUnchanged(await published(), {
      ...reordered,
      students: [header, ...body.toSorted().toReversed()],
    });
  });

  it('when columns come in another order', async () => {
    await expectUnchanged(
      await published(),
      mapTables((table) => table.map((cells) => cells.toReversed())),
    );
  });

  it('when the files have other names, lie in a folder elsewhere, or beside others', async () => {
    const files = Object.fromEntries(
      Object.entries(roster).map(([file, table]) => [`${file.toUpperCase()}.CSV`, csvText(table)]),
    );
    await expectUnchanged(await published(), hub.files.writeFiles({ ...files, 'notes.txt': 'x' }));
  });

  it('when values are spelled otherwise', async () => {
    const respelled: Readonly<Record<string, readonly Row[]>> = {
      ...rows,
      schools: rows.schools.map((row) => ({
        ...row,
        ...('Low_grade' in row ? { Low_grade: ' kg ', High_grade: '05' } : {}),
      })),
      students: rows.students.map((row) => {
        const day = /^3\/(\d)\/2012$/.exec(row.DOB)?.[1] ?? '';
        const phone = 'Contact_phone' in row ? { Contact_phone: '(360) 555 0601' } : {};
        return {
          ...row,
          DOB: `2012-03-0${day} 00:00:00`,
          Gender: 'female',
          Race: 'white',
          Grade: '03',
          Frl_status: 'free',
          ...phone,
        };
      }),
      sections: rows.sections.map((row) => ({ ...row, Term_start: '20260827' })),
    };
    await expectUnchanged(await published(), rosterOf(respelled));
  });

  it('when an empty column is added or a blank one left out', async () => {
    const district = await published();
    const empty = [
      'Middle_name',
      'Student_street',
      'Ell_status',
      'Username',
      'Student_number',
      'Weighted_gpa',
      'ext.more',
    ];
    const [header = [], ...body] = roster['students'] ?? [];
    const students = [[...header, ...empty], ...body.map((cells) => [...cells, ...empty.map(() => '')])];
    await expectUnchanged(district, { ...roster, students });
    await expectUnchanged(district, roster, { quotesAll: true });
  });

  it('when a faulty upload comes again that changed nothing the first time', async () => {
    const district = await published();
    const faulty = {
      ...roster,
      students: [...(roster['students'] ?? []), ['torn'], ['north', '', 'A', 'B']],
    };
    const before = district.dump();
    for (const spelling of [{}, { newline: '\r\n' }, {}] as const) {
      const report = await district.import(faulty, { spelling });
      expect(report.state).toBe('unchanged');
      expect(report.frozen).toEqual(expect.arrayContaining(['student']));
      expect(report.problem_counts.error).toBeGreaterThan(0);
    }
    expect(district.dump()).toEqual(before);
  });
});

describe('fields that v1.1 does not serve', () => {
  const changed = (more: Row) =>
    rosterOf({ ...rows, students: rows.students.map((row) => ({ ...row, ...more })) });

  it('are stored without a change to the record or to its stamps', async () => {
    for (const more of [
      { Home_language: 'Lao' },
      { Graduation_year: '2030' },
      { Weighted_gpa: '3.5' },
      { 'ext.bus': 'Blue' },
    ]) {
      const district = await published();
      const before = await district.served();
      const report = await district.import(changed(more));
      const what = Object.keys(more).join();
      expect(report.counts.student, what).toMatchObject({ updated: 0, unchanged: 5 });
      expect(report.state, what).toBe('unchanged');
      expect(await district.served(), what).toEqual(before);
      const stored = district.recordRows().filter(({ type }) => type === 'student');
      for (const { granted } of stored) expect(granted, what).toContain(Object.values(more)[0]);
    }
  });
});

describe('a change to one record', () => {
  it('changes that record, the lists that it stands in, and nothing else', async () => {
    const district = await published();
    const before = new Map(district.recordRows().map((row) => [row.id, row]));
    const grade = rosterOf({
      ...rows,
      students: rows.students.map((row, n) => (n === 3 ? { ...row, Grade: '4' } : row)),
    });
    const report = await district.publish(grade);
    expect(report.counts.student).toMatchObject({ updated: 1, unchanged: 4 });
    const changed = district
      .recordRows()
      .filter((row) => JSON.stringify(row) !== JSON.stringify(before.get(row.id)));
    expect(changed.map(({ key }) => key)).toEqual(['p03']);
    expect(report.samples['student.updated']).toMatchObject([{ key: 'p03' }]);
  });
});
