/** What must not be kept or repeated: passwords, birth dates, contacts (`roster-csv` D17, 1.14). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  csvText,
  enrollment,
  keys,
  pupil,
  type Row,
  rosterOf,
  tableOf,
  tess,
  townOf,
} from './roster-files.ts';
import { useHub } from './test-hub.ts';

const hub = useHub();

/** The files under the data folder that hold a text: the database, its write-ahead log, whatever lies beside them. */
function filesWith(text: string): readonly string[] {
  return readdirSync(hub.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}

describe('a password', () => {
  const PASSWORD = 'canary-password';
  const secret = { Username: 'canary-username', Password: PASSWORD };

  it('is stored nowhere: not of accepted, rejected, repeated, changed and conflicting rows', async () => {
    const town = townOf(keys(3));
    const staff = {
      School_id: 'north',
      Staff_id: 'u1',
      Staff_email: 'u@example.org',
      First_name: 'Una',
      Last_name: 'Reed',
      ...secret,
    };
    const rows = (grade: string) => ({
      ...town,
      teachers: [
        { ...tess, ...secret },
        { ...tess, ...secret, Teacher_id: 'torn', Last_name: '' },
      ],
      students: [
        ...town.students.map((row) => ({ ...row, ...secret, Grade: grade, DOB: 'canary-dob' })),
        pupil('p00', { ...secret, Grade: grade, Contact_name: 'Pat', Contact_type: 'Primary' }),
        pupil('p00', { ...secret, Grade: '9', Contact_name: 'Pat', Contact_type: 'Primary' }),
        pupil('lost', { ...secret, School_id: 'nowhere' }),
        pupil('', secret),
      ],
      staff: [staff, { ...staff, ...secret, First_name: 'Other' }],
    });
    const district = await hub.district();
    const first = await district.publishRows(rows('3'));
    const second = await district.importRows(rows('4'));
    const third = await district.importRows(rows('4'), { approve: true });
    expect([second.state, third.state]).toEqual(['held', 'published']);
    // The search finds what is there: the user name of the same rows is kept.
    expect(filesWith('canary-username')).not.toEqual([]);
    expect(filesWith(PASSWORD)).toEqual([]);
    for (const report of [first, second, third]) {
      expect(report.problem_counts.error).toBeGreaterThan(2);
      expect(JSON.stringify(report)).not.toContain(PASSWORD);
    }
  });

  it('under any spelling of the header is stored nowhere', async () => {
    for (const header of ['password', 'PASSWORD', ' Password ', '\u00a0Password']) {
      const district = await hub.district();
      const town = townOf(keys(2));
      const students = tableOf('students', town.students).map((cells, n) => [
        ...cells,
        n === 0 ? header : PASSWORD,
      ]);
      await district.publish({ ...rosterOf(town), students });
    }
    expect(filesWith(PASSWORD)).toEqual([]);
  });

  it('in a file whose header row is missing is neither reported nor stored', async () => {
    const secrets = { Password: 'canary-headerless', DOB: '3/7/2012', Contact_phone: '360-555-0601' };
    const district = await hub.district();
    const town = townOf(keys(2));
    const rows = town.students.map((row) => ({ ...row, ...secrets }));
    const report = await district.import({ ...rosterOf(town), students: tableOf('students', rows).slice(1) });
    expect(report.state).toBe('failed');
    for (const secret of Object.values(secrets)) {
      expect(JSON.stringify(report)).not.toContain(secret);
      expect(filesWith(secret)).toEqual([]);
    }
  });
});

describe('a report', () => {
  const contact = {
    Contact_name: 'Canary Contact',
    Contact_type: 'Canary type',
    Contact_phone: 'x360-555-0601-canary',
    Contact_phone_type: 'Canary phone type',
    Contact_email: 'canary@contact.example.org',
    Contact_relationship: 'Canary relationship',
    Contact_sis_id: 'canary-contact-id',
  };
  const town = townOf(keys(20));
  const withPrivate = (more: Row) => ({
    ...town,
    students: [
      ...town.students.slice(1),
      pupil('p00', { ...contact, DOB: '31/12/2010', ...more }),
      pupil('p00', { ...contact, DOB: '12-31-10', ...more }),
      pupil('p01', { ...contact, Contact_name: '', DOB: '13/13/2013' }),
      pupil('p02', { ...contact, Contact_type: '', Contact_sis_id: '' }),
      pupil('gone', { ...contact, School_id: 'nowhere' }),
      pupil('', { ...contact, DOB: '31/12/2010' }),
    ],
    enrollments: [...town.enrollments, enrollment('x-p00', 'p01')],
  });

  it('never repeats a birth date', async () => {
    const district = await hub.district();
    const report = await district.publishRows(withPrivate({}));
    expect(report.problem_counts.codes).toMatchObject({ invalid_date: 1 });
    for (const date of ['31/12/2010', '12-31-10', '13/13/2013'])
      expect(JSON.stringify(report)).not.toContain(date);
  });

  it('never repeats a contact cell among the problems', async () => {
    const report = await hub.validate(rosterOf(withPrivate({})));
    expect(report.problem_counts.codes).toMatchObject({
      phone_dropped: 1,
      contact_incomplete: 2,
      duplicate_contact: 1,
    });
    expect(JSON.stringify(report.problems).toLowerCase()).not.toContain('canary');
  });

  it('never repeats a contact cell among the samples', async () => {
    const district = await hub.district();
    const first = await district.publishRows(withPrivate({}));
    expect(first.counts.contact.created).toBe(1);
    expect(JSON.stringify(first).toLowerCase()).not.toContain('canary');
    const changed = await district.publishRows(withPrivate({ Contact_email: 'other@canary.example.org' }));
    expect(changed.counts.contact.updated + changed.counts.contact.created).toBe(1);
    expect(JSON.stringify(changed).toLowerCase()).not.toContain('canary');
  });

  it('does quote the cells that are not private, so that a person can find them', async () => {
    const students = town.students.map((row, n) => (n === 0 ? { ...row, Race: 'Canary race' } : row));
    const report = await hub.validate(rosterOf({ ...town, students }));
    expect(report.problems).toMatchObject([
      { file: 'students.csv', line: 2, column: 'Race', code: 'unmapped_value', value: 'Canary race' },
    ]);
    expect(csvText(tableOf('students', students))).toContain('Canary race');
  });
});

describe('a record that went', () => {
  it('leaves nothing in the database but its key and its id', async () => {
    const town = townOf(keys(20));
    const secret = { Last_name: 'Canarylastname', Student_email: 'canary-mail@example.org' };
    const students = town.students.map((row, n) =>
      n === 0 ? { ...row, ...secret, Contact_name: 'Canarycontact', Contact_type: 'Primary' } : row,
    );
    const district = await hub.publishedDistrict({ ...town, students });
    const left = {
      students: students.slice(1),
      sections: town.sections.slice(1),
      enrollments: town.enrollments.slice(1),
    };
    await district.publishRows({ ...town, ...left });
    const rows = hub.query((db) =>
      ['record', 'former_identity', 'edge', 'list_segment', 'sync'].map((table) =>
        JSON.stringify(db.prepare(`SELECT * FROM ${table} WHERE district_id = ?`).all(district.id)),
      ),
    );
    for (const text of rows)
      for (const canary of ['Canarylastname', 'canary-mail', 'Canarycontact'])
        expect(text).not.toContain(canary);
    expect(rows[1]).toContain('p00');
  });
});
