import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { csvLayout } from '../derive/index.ts';
import { demoDistrictAdmins, generateDemoDistrict } from './index.ts';

type Rows = readonly Readonly<Record<string, string>>[];

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-district-'));
  await generateDemoDistrict({ seed: 1, outDir: join(folder, 'demo'), layout: csvLayout });
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function read(file: string): Promise<Rows> {
  return parse(await readFile(join(folder, 'demo', file)), { columns: true });
}

it('has the schools that clients expect, the high school first', async () => {
  const wanted = ['School_name', 'School_id', 'School_number', 'State_id', 'Low_grade', 'High_grade'];
  expect((await read('schools.csv')).map((row) => wanted.map((name) => row[name]))).toEqual([
    ['Clever High School', '02M800', '02M800', '712345', '09', '12'],
    ['Clever Elementary School', '13K123', '13K123', '30890', 'KG', '05'],
    ['Clever Middle School', '27Q321', '27Q321', '412', '06', '08'],
  ]);
});

it.each([1, 2, 3, 99])('has the numbers that clients expect, with seed %i', async (seed) => {
  const { counts } = await generateDemoDistrict({
    seed,
    outDir: join(folder, `demo-${seed}`),
    layout: csvLayout,
  });
  expect(counts).toMatchObject({ schools: 3, teachers: 89, students: 1_004, sections: 379, staff: 1 });
});

it('has the students of each school, a part of them with contacts', async () => {
  const rows = await read('students.csv');
  const students = new Map(rows.map((row) => [row['Student_id'], row]));
  const at = (school: string): number =>
    [...students.values()].filter((row) => row['School_id'] === school).length;
  expect([at('02M800'), at('13K123'), at('27Q321')]).toEqual([400, 370, 234]);
  const withContact = [...students.values()].filter((row) => row['Contact_name'] !== '').length;
  expect(withContact).toBeGreaterThan(500);
  expect(withContact).toBeLessThan(900);
});

it('comes with four district admins, one of them with a title', () => {
  expect(demoDistrictAdmins).toHaveLength(4);
  expect(demoDistrictAdmins.filter(({ title }) => title !== undefined)).toHaveLength(1);
  for (const { email } of demoDistrictAdmins) expect(email).toMatch(/\.example\.org$/);
});
