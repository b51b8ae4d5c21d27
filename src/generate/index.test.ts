import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { csvLayout } from '../derive/index.ts';
import { generateDemoDistrict, generateDistrict, type CsvFile, type GeneratedSummary } from './index.ts';

type Rows = readonly Readonly<Record<string, string>>[];
type Files = Readonly<Record<CsvFile, Rows>>;

const FILES = ['schools', 'teachers', 'students', 'sections', 'enrollments', 'staff'] as const;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'generate-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function district(name: string, students: number, seed = 1): Promise<GeneratedSummary> {
  return generateDistrict({ students, seed, outDir: join(folder, name), layout: csvLayout });
}

/** Reads strictly: a row of another width than its header fails the test. */
async function readFiles(name: string): Promise<Files> {
  const read = async (file: CsvFile): Promise<Rows> =>
    parse(await readFile(join(folder, name, `${file}.csv`)), { columns: true, relax_column_count: false });
  const [schools, teachers, students, sections, enrollments, staff] = await Promise.all(FILES.map(read));
  if (!schools || !teachers || !students || !sections || !enrollments || !staff)
    throw new Error('a file is missing');
  return { schools, teachers, students, sections, enrollments, staff };
}

function column(rows: Rows, name: string): readonly string[] {
  return rows.map((row) => row[name] ?? '');
}

function countBy(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function share(rows: Rows, holds: (row: Readonly<Record<string, string>>) => boolean): number {
  return rows.filter(holds).length / rows.length;
}

/** The first row of each id: repeats hold further contacts or schools. */
function firstRows(rows: Rows, id: string): Rows {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const value = row[id] ?? '';
    if (seen.has(value)) return false;
    seen.add(value);
    return true;
  });
}

/** What a reader of the files would reject or warn about, for any district. */
function expectSound(files: Files): void {
  const schools = new Set(column(files.schools, 'School_id'));
  const teachers = new Map(files.teachers.map((row) => [row['Teacher_id'], row['School_id']]));
  const students = new Set(column(files.students, 'Student_id'));
  const sections = new Map(files.sections.map((row) => [row['Section_id'], row['School_id']]));
  expect(schools.size).toBe(files.schools.length);
  expect(teachers.size).toBe(files.teachers.length);
  expect(sections.size).toBe(files.sections.length);

  for (const file of FILES) {
    for (const id of new Set(column(files[file], 'School_id'))) expect(schools).toContain(id);
  }
  for (const row of files.sections) {
    expect(teachers.get(row['Teacher_id'])).toBe(row['School_id']);
    const others = Object.entries(row).filter(([name, id]) => /^Teacher_\d+_id$/.test(name) && id !== '');
    for (const [, id] of others) expect(teachers.has(id)).toBe(true);
    expect(new Set([row['Teacher_id'], ...others.map(([, id]) => id)]).size).toBe(others.length + 1);
  }
  for (const row of files.enrollments) {
    if (sections.get(row['Section_id']) !== row['School_id'])
      expect.fail(`wrong school: ${JSON.stringify(row)}`);
    if (!students.has(row['Student_id'] ?? '')) expect.fail(`unknown student: ${JSON.stringify(row)}`);
  }
  expect(new Set(column(files.enrollments, 'Section_id')).size).toBe(sections.size);
  expect(new Set(files.enrollments.map((row) => `${row['Section_id']} ${row['Student_id']}`)).size).toBe(
    files.enrollments.length,
  );
  expect(column(files.schools, 'School_number')).not.toContain('');
  expect(column(files.teachers, 'Teacher_email')).not.toContain('');
  expect(column(files.students, 'Grade')).not.toContain('');
}

describe('a generated district', () => {
  const students = 3_000;
  let files: Files;
  let summary: GeneratedSummary;

  beforeAll(async () => {
    summary = await district('three-thousand', students);
    files = await readFiles('three-thousand');
  });

  it('has files that a strict reader reads, with the header rows it was given', async () => {
    for (const file of FILES) {
      const text = await readFile(join(folder, 'three-thousand', `${file}.csv`), 'utf8');
      expect(text.slice(0, text.indexOf('\n'))).toBe(csvLayout[file].join(','));
      expect(files[file].length).toBe(summary.files[file].rows);
      expect(Buffer.byteLength(text)).toBe(summary.files[file].bytes);
    }
  });

  it('counts its records as a reader will', () => {
    expect(summary.counts).toEqual({
      schools: files.schools.length,
      teachers: files.teachers.length,
      students,
      sections: files.sections.length,
      enrollments: files.enrollments.length,
      staff: new Set(column(files.staff, 'Staff_id')).size,
      contacts: column(files.students, 'Contact_name').filter((name) => name !== '').length,
    });
    expect(new Set(column(files.students, 'Student_id')).size).toBe(students);
  });

  it('refers only to what is there, and leaves no section empty', () => {
    expectSound(files);
  });

  it('keeps academic classes to a believable size', () => {
    const sizes = countBy(column(files.enrollments, 'Section_id'));
    const academic = files.sections.filter(({ Course_number = '' }) =>
      /^(HR|ELA|MA|SC|ENG|MAT|SCI|SOC)/.test(Course_number),
    );
    for (const { Section_id = '' } of academic) {
      expect(sizes.get(Section_id)).toBeGreaterThanOrEqual(14);
      expect(sizes.get(Section_id)).toBeLessThanOrEqual(32);
    }
  });

  it('asks nobody to be in two rooms at once', () => {
    const periods = new Map(files.sections.map((row) => [row['Section_id'], row['Period'] ?? '']));
    const seats = files.enrollments.map((row) => `${row['Student_id']} ${periods.get(row['Section_id'])}`);
    expect(new Set(seats).size).toBe(seats.length);
    const lessons = files.sections.map((row) => `${row['Teacher_id']} ${row['Period']}`);
    expect(new Set(lessons).size).toBe(lessons.length);
  });

  it('repeats a student only for another contact, with the same student cells', () => {
    const own = csvLayout.students.filter((name) => !name.startsWith('Contact_'));
    const first = new Map<string, string>();
    for (const row of files.students) {
      const id = row['Student_id'] ?? '';
      const cells = own.map((name) => row[name]).join('|');
      expect(first.get(id) ?? cells).toBe(cells);
      if (first.has(id)) expect(row['Contact_name']).not.toBe('');
      first.set(id, cells);
    }
  });

  it('gives contacts a name and a type, and a telephone number that will be kept', () => {
    for (const row of files.students) {
      expect(row['Contact_name'] === '').toBe(row['Contact_type'] === '');
      expect((row['Contact_phone'] ?? '').replaceAll(/[^0-9a-z]/gi, '')).toMatch(/^(1?\d{10})?$/);
    }
  });

  it('has birth dates that fit the grade', () => {
    for (const { Grade = '', DOB = '' } of files.students) {
      const [month = 0, day = 0, year = 0] = DOB.split('/').map(Number);
      if (DOB === '') continue;
      const level = Grade === 'PK' ? -1 : Grade === 'KG' ? 0 : Number(Grade);
      const birthdayPast = month * 100 + day <= 831;
      const age = 2026 - year - (birthdayPast ? 0 : 1);
      expect([5 + level, 6 + level]).toContain(age);
    }
  });

  it('never fills a password, and gives each login name once', () => {
    const people = [
      ...firstRows(files.students, 'Student_id'),
      ...files.teachers,
      ...firstRows(files.staff, 'Staff_id'),
    ];
    expect(new Set(column(people, 'Username')).size).toBe(people.length);
    for (const file of ['students', 'teachers', 'staff'] as const) {
      expect(new Set(column(files[file], 'Password'))).toEqual(new Set(['']));
    }
  });

  it('writes to no mail domain but below example.org', () => {
    const addresses = FILES.flatMap((file) => files[file].flatMap((row) => Object.values(row))).filter(
      (cell) => cell.includes('@'),
    );
    expect(addresses.length).toBeGreaterThan(students);
    for (const address of addresses) expect(address).toMatch(/^[a-z0-9.]+@([a-z-]+\.)+example\.org$/);
  });
});

describe('the proportions', () => {
  it('are those of the benchmark at 100,000 students', async () => {
    const { counts } = await district('hundred-thousand', 100_000);
    expect(counts.students).toBe(100_000);
    expect(counts.schools).toBe(200);
    expect(counts.teachers).toBe(6_000);
    expect(Math.abs(counts.sections / 20_000 - 1)).toBeLessThan(0.03);
    expect(Math.abs(counts.enrollments / 700_000 - 1)).toBeLessThan(0.03);
  });

  it('of optional values are realistic', async () => {
    await district('ten-thousand', 10_000);
    const files = await readFiles('ten-thousand');
    const students = firstRows(files.students, 'Student_id');
    const withContact = students.filter(({ Contact_name }) => Contact_name !== '');
    expect(withContact.length / students.length).toBeCloseTo(0.7, 1);
    expect((files.students.length - students.length) / withContact.length).toBeCloseTo(0.25, 1);
    expect(share(files.sections, ({ Teacher_2_id }) => Teacher_2_id !== '')).toBeCloseTo(0.12, 1);
    expect(share(files.sections, ({ Subject }) => Subject === '')).toBeCloseTo(0.15, 1);
    expect(share(students, ({ Middle_name }) => Middle_name === '')).toBeCloseTo(0.45, 1);
    expect(share(students, ({ Last_name = '' }) => /[^ -~]/.test(Last_name))).toBeCloseTo(0.17, 1);
    expect(students.some(({ Last_name = '' }) => Last_name.includes(','))).toBe(true);
    expect(students.some(({ Last_name = '' }) => /\p{Script=Han}/u.test(Last_name))).toBe(true);
    expect(
      students.some(({ Last_name = '' }) => /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(Last_name)),
    ).toBe(true);
    expect(students.some(({ Student_id = '' }) => Student_id.startsWith('0'))).toBe(true);
  });
});

describe('any size', () => {
  it.each([1, 2, 37, 120, 640, 1_400, 2_600])('of %i students is sound', async (students) => {
    const { counts } = await district(`size-${students}`, students);
    expect(counts.students).toBe(students);
    expectSound(await readFiles(`size-${students}`));
  });

  it.each([0, -1, 1.5, 2_000_000])('of %d students is refused', async (students) => {
    await expect(district('refused', students)).rejects.toThrow(RangeError);
  });
});

describe('equal options', () => {
  it('give the same bytes, another seed others', async () => {
    await district('once', 700, 5);
    await district('again', 700, 5);
    await district('other', 700, 6);
    for (const file of FILES) {
      const bytesOf = (name: string): Promise<Buffer> => readFile(join(folder, name, `${file}.csv`));
      expect((await bytesOf('once')).equals(await bytesOf('again'))).toBe(true);
      expect((await bytesOf('once')).equals(await bytesOf('other'))).toBe(false);
    }
  });

  it('but another school year only move the dates', async () => {
    await generateDistrict({
      students: 700,
      seed: 5,
      outDir: join(folder, 'year'),
      layout: csvLayout,
      schoolYear: 2031,
    });
    await district('now', 700, 5);
    const [later, now] = [await readFiles('year'), await readFiles('now')];
    expect(column(later.students, 'Student_id')).toEqual(column(now.students, 'Student_id'));
    expect(new Set(column(later.sections, 'Term_end'))).toContain('06/11/2031');
  });
});

it('the demo district is sound, with one school admin', async () => {
  await generateDemoDistrict({ seed: 1, outDir: join(folder, 'demo'), layout: csvLayout });
  const files = await readFiles('demo');
  expectSound(files);
  expect(new Set(column(files.staff, 'Staff_id')).size).toBe(1);
});

it('tells how far each file is', async () => {
  const told: { rows: number; file: string }[] = [];
  const { files } = await generateDistrict({
    students: 2_000,
    seed: 1,
    outDir: join(folder, 'told'),
    layout: csvLayout,
    onProgress: (done) => told.push(done),
  });
  for (const file of FILES) {
    expect(told.filter((done) => done.file === `${file}.csv`).at(-1)?.rows).toBe(files[file].rows);
  }
});

it('refuses a layout that lacks a column it writes', async () => {
  const layout = { ...csvLayout, students: csvLayout.students.filter((name) => name !== 'Home_language') };
  await expect(
    generateDistrict({ students: 5, seed: 1, outDir: join(folder, 'lacking'), layout }),
  ).rejects.toThrow(/no column Home_language/);
});
