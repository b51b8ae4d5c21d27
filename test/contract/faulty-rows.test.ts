import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { fixturePath, readFixture, useRosterFolder } from '../support/fixtures.ts';
import { runRollbook, useHub, type ConnectedDistrict, type Hub } from '../support/hub.ts';
import { EXIT, parseReport, publish, type Problem, type Report } from '../support/reports.ts';
import { readBare, readRecords, textAt, type WireRecord } from '../support/wire.ts';

const rosters = useRosterFolder();

describe('the district with a fault in every row', () => {
  let district: ConnectedDistrict;
  let folder: string;
  let imported: Report;
  const hub: Hub = useHub(async (fresh) => {
    district = await fresh.connectedDistrict('Alder Valley');
    folder = await rosters.sample('clever-dirty');
    imported = await publish(fresh, folder, district.id);
    await fresh.start();
  });
  const read = (list: string): Promise<readonly WireRecord[]> =>
    readRecords(hub.as(district.token), `/v1.1/${list}`);

  const rows = parse(readFixture('rosters/clever-dirty/expected-report.csv'), { columns: true });
  const expected = (rows as readonly Record<string, string>[]).filter((row) => row['severity'] !== 'ok');

  const lineOf = (problem: Problem): string =>
    `${problem.file}:${String(problem.line)} ${problem.severity} ${problem.code}`;

  const expectReport = (report: Report): void => {
    const wanted = expected.map(
      (row) => `${row['file'] ?? ''}:${row['line'] ?? ''} ${row['severity'] ?? ''} ${row['code'] ?? ''}`,
    );
    expect([...new Set(report.problems.map(lineOf))].sort()).toEqual([...new Set(wanted)].sort());
  };

  it('is reported as expected by an import', () => {
    expectReport(imported);
  });

  it('is reported as expected by validate, which needs no database', async () => {
    const outcome = await runRollbook(['validate', folder, '--json']);
    expect(outcome.code).toBe(EXIT.ok);
    const report = parseReport(outcome);
    expect(report.state).toBe('valid');
    expectReport(report);
  });

  it('may lie beside files of another kind', async () => {
    const outcome = await runRollbook(['validate', fixturePath('rosters/clever-dirty'), '--json']);
    expect(outcome.code).toBe(EXIT.ok);
    const known = parseReport(outcome).problems.filter((problem) => problem.file !== 'expected-report.csv');
    expectReport({ ...imported, problems: known });
  });

  it('has a sentence and a remedy for every problem', () => {
    expect(imported.problems).not.toEqual([]);
    for (const problem of imported.problems) {
      expect(problem.message.trim(), lineOf(problem)).not.toBe('');
      expect(problem.remedy.trim(), lineOf(problem)).not.toBe('');
    }
  });

  it('never repeats a date of birth or anything about a contact', () => {
    for (const problem of imported.problems) {
      if (/^(dob|contact_|password)/i.test(problem.column ?? ''))
        expect(problem.value, lineOf(problem)).toBeUndefined();
    }
    const text = JSON.stringify(imported.problems);
    for (const secret of [
      '2016-13-45',
      '02/30/2015',
      '5035550102',
      'cal.home',
      'Pat Ok',
      'Lee Ok',
      'pat@example.org',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('serves what could be used', async () => {
    const keys = async (list: string): Promise<readonly string[]> =>
      (await read(list)).map((record) => textAt(record, 'sis_id')).sort();
    expect(await keys('schools')).toEqual(['A1', 'C3']);
    expect(await keys('teachers')).toEqual(['t1', 't3']);
    expect(await keys('students')).toEqual(['s1', 's4', 's5', 's6', 's7', 's8']);
    expect(await keys('sections')).toEqual(['x1', 'x6', 'x7']);
  });

  const bySisId = async (list: string): Promise<ReadonlyMap<string, WireRecord>> =>
    new Map((await read(list)).map((record) => [textAt(record, 'sis_id'), record]));

  it('serves schools and teachers by their first row, with the fall-backs named in the report', async () => {
    const schools = await bySisId('schools');
    expect(schools.get('A1')).toMatchObject({
      name: 'Alder School',
      low_grade: 'Kindergarten',
      high_grade: '8',
    });
    expect(schools.get('C3')).toMatchObject({ school_number: 'C3', low_grade: 'Other', high_grade: '12' });
    expect(schools.get('C3')).not.toHaveProperty('location');
    expect(schools.get('C3')).not.toHaveProperty('principal');
    const teachers = await bySisId('teachers');
    expect(teachers.get('t1')?.['school']).toBe(schools.get('A1')?.['id']);
    expect(teachers.get('t3')?.['email']).toBe('ugo(at)example.org');
  });

  it('serves students with the values that could be read', async () => {
    const students = await bySisId('students');
    expect(students.get('s1')).toMatchObject({
      name: { first: 'Olive', last: 'Ok' },
      grade: '3',
      gender: 'F',
      dob: '1/2/2016',
    });
    expect(students.get('s4')).toMatchObject({
      grade: 'Other',
      gender: 'F',
      ell_status: 'Y',
      email: 'not-an-email',
    });
    expect(students.get('s4')?.['race'] ?? '').toBe('');
    expect(students.get('s4')?.['hispanic_ethnicity'] ?? '').toBe('');
    expect(students.get('s4')).not.toHaveProperty('dob');
    expect(students.get('s5')).not.toHaveProperty('dob');
    expect(students.get('s5')).toMatchObject({ gender: 'M', race: 'Caucasian', hispanic_ethnicity: 'N' });
    expect(students.get('s6')).toMatchObject({
      name: { first: 'Sam', last: 'Space' },
      grade: 'Kindergarten',
    });
    expect(students.get('s7')).toMatchObject({ name: { first: 'Dee "Dot"', last: "D'Quote, III" } });
  });

  it('serves sections with the teachers, students and terms that hold', async () => {
    const sections = await bySisId('sections');
    const students = await bySisId('students');
    const teacher = (await bySisId('teachers')).get('t1')?.['id'];
    const ids = (...keys: readonly string[]): readonly unknown[] =>
      keys.map((key) => students.get(key)?.['id']).sort();
    expect(sections.get('x1')).toMatchObject({
      name: 'Good section',
      subject: 'math',
      teacher,
      teachers: [teacher],
    });
    expect(sections.get('x1')?.['students']).toEqual(ids('s1', 's4'));
    expect(sections.get('x6')?.['term']).toEqual({
      name: 'Fall',
      start_date: '2026-01-30',
      end_date: '2025-09-01',
    });
    expect(sections.get('x6')?.['students']).toEqual(ids('s5'));
    expect(sections.get('x7')).toMatchObject({
      grade: 'Other',
      subject: 'homeroom/advisory',
      term: { name: 'Fall' },
    });
    expect(sections.get('x7')?.['term']).toEqual({ name: 'Fall' });
  });

  it('serves the contacts that are whole, with numbers that can be dialled', async () => {
    const student = textAt((await bySisId('students')).get('s1') ?? {}, 'id');
    const contacts = (await read('contacts')).map(({ name, type, phone, student: owner }) => ({
      ...{ name, type, phone },
      student: owner,
    }));
    expect(contacts).toEqual([
      { name: 'Pat Ok', type: 'Primary', phone: '5035550100', student },
      { name: 'Lee Ok', type: 'Family', phone: '5035550101', student },
    ]);
    const path = `/v1.1/students/${student}/contacts`;
    expect((await readBare(hub.as(district.token), path)).data).toHaveLength(2);
  });
});
