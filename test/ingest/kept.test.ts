/** What a rejected row leaves as it was (`roster-csv` 3.5, D42). */
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../src/ingest/index.ts';
import type { RosterType } from '../../src/roster/index.ts';
import {
  csvText,
  enrollment,
  keys,
  northSchool,
  pupil,
  type Row,
  type Rows,
  tableOf,
  tess,
  type Town,
} from './roster-files.ts';
import { codesIn, NEVER_HELD, type Served, type TestDistrict, useHub } from './test-hub.ts';

const hub = useHub();

const school = (id: string): Row => ({ ...northSchool, School_id: id, School_name: `School ${id}` });
const teacher = (id: string, at = 'north'): Row => ({
  ...tess,
  School_id: at,
  Teacher_id: id,
  Last_name: `Last ${id}`,
});
const contact = (name: string, key = ''): Row => ({
  Contact_name: name,
  Contact_type: 'Primary',
  Contact_sis_id: key,
});

/** Two schools, a teacher and a section in each, ten students, the first of whom is at the second school. */
function base(): Town & { readonly staff: readonly Row[] } {
  const ids = keys(10);
  return {
    schools: [school('north'), school('south')],
    teachers: [teacher('tess'), teacher('sue', 'south'), teacher('cora')],
    students: ids.map((id, n) =>
      pupil(id, { School_id: n === 0 ? 'south' : 'north', ...contact(`Contact ${id}`) }),
    ),
    sections: [
      {
        School_id: 'north',
        Section_id: 'math',
        Teacher_id: 'tess',
        Teacher_2_id: 'cora',
        Course_name: 'Math',
      },
      { School_id: 'south', Section_id: 'art', Teacher_id: 'sue', Teacher_2_id: '', Course_name: 'Art' },
      { School_id: 'north', Section_id: 'solo', Teacher_id: 'tess', Teacher_2_id: '', Course_name: 'Solo' },
    ],
    enrollments: [
      ...ids.slice(1).map((id) => enrollment('math', id)),
      ...ids.slice(0, 3).map((id) => ({ ...enrollment('art', id), School_id: 'south' })),
      enrollment('solo', 'p01'),
    ],
    staff: [
      {
        School_id: 'south',
        Staff_id: 'u1',
        Staff_email: 'u1@x.example.org',
        First_name: 'Una',
        Last_name: 'Reed',
      },
    ],
  };
}

const published = () => hub.publishedDistrict(base(), NEVER_HELD);

/** Rows as files, the text of one of them edited. */
function filesOf(rows: Rows, edited: string, edit: (text: string) => string): string {
  return hub.files.writeFiles(
    Object.fromEntries(
      Object.entries(rows).map(([file, of]) => {
        const text = csvText(tableOf(file, of));
        return [`${file}.csv`, file === edited ? edit(text) : text];
      }),
    ),
  );
}

const change = (of: readonly Row[], key: string, value: string, more: Row): readonly Row[] =>
  of.map((row) => (row[key] === value ? { ...row, ...more } : row));
const drop = (of: readonly Row[], key: string, value: string): readonly Row[] =>
  of.filter((row) => row[key] !== value);

async function importBoth(district: TestDistrict, rows: Rows) {
  const before = await district.served();
  const report = await district.importRows(rows);
  return { before, after: await district.served(), report };
}

const find = (served: Served, type: RosterType, key: string) =>
  served[type].find(
    (record) => record['sis_id'] === key || record['staff_id'] === key || record['name'] === key,
  );

/** The keys of students in a section. */
function studentsOf(served: Served, section: string): readonly string[] {
  const ids = find(served, 'section', section)?.['students'] as readonly string[] | undefined;
  return served.student
    .filter(({ id }) => ids?.includes(id))
    .map((student) => String(student['sis_id']))
    .toSorted();
}

const kept = ({ counts }: ImportReport, type: RosterType) => counts[type].kept;

describe('a rejected row whose key can be read', () => {
  for (const [what, more] of [
    ['lacks something that is required', { Last_name: '' }],
    ['names a school that is not there', { School_id: 'nowhere' }],
  ] as const)
    it(`keeps the student with school, enrollments and contacts, when it ${what}`, async () => {
      const rows = base();
      const students = change(rows.students, 'Student_id', 'p00', {
        ...more,
        Grade: '9',
        ...contact('Contact p00'),
      });
      const { before, after, report } = await importBoth(await published(), { ...rows, students });
      expect(report.state).toBe('unchanged');
      expect(kept(report, 'student')).toBe(1);
      expect(after).toEqual(before);
      expect(studentsOf(after, 'art')).toContain('p00');
    });

  it('keeps the school of a kept student that is no longer sent', async () => {
    const rows = base();
    const only = {
      ...rows,
      schools: drop(rows.schools, 'School_id', 'south'),
      teachers: drop(rows.teachers, 'Teacher_id', 'sue'),
      sections: drop(rows.sections, 'Section_id', 'art'),
      enrollments: drop(rows.enrollments, 'Section_id', 'art'),
      staff: [],
      students: change(rows.students, 'Student_id', 'p00', { Last_name: '' }),
    };
    const { before, after, report } = await importBoth(await published(), only);
    expect(report.state).toBe('published');
    for (const [type, key] of [
      ['student', 'p00'],
      ['school', 'south'],
    ] as const) {
      expect(find(after, type, key)).toEqual(find(before, type, key));
      expect(kept(report, type)).toBe(1);
    }
    // What it does not need goes.
    expect(find(after, 'teacher', 'sue')).toBeUndefined();
    expect(find(after, 'section', 'art')).toBeUndefined();
  });

  it('keeps a section with school, primary teacher and students, all gone from the files but the students', async () => {
    const rows = base();
    const only = {
      ...rows,
      schools: drop(rows.schools, 'School_id', 'south'),
      teachers: drop(rows.teachers, 'Teacher_id', 'sue'),
      students: change(rows.students, 'Student_id', 'p00', { School_id: 'north' }),
      staff: [],
    };
    const { before, after, report } = await importBoth(await published(), only);
    expect(find(after, 'section', 'art')).toEqual(find(before, 'section', 'art'));
    expect(find(after, 'teacher', 'sue')).toEqual(find(before, 'teacher', 'sue'));
    expect(find(after, 'school', 'south')).toEqual(find(before, 'school', 'south'));
    expect([kept(report, 'section'), kept(report, 'teacher'), kept(report, 'school')]).toEqual([1, 1, 1]);
    expect(codesIn(report)).toContain('sections.csv:3 unknown_reference');
  });

  it('keeps a section as it was, without the students who left', async () => {
    const rows = base();
    const only = {
      ...rows,
      students: drop(rows.students, 'Student_id', 'p01'),
      sections: change(rows.sections, 'Section_id', 'math', { Teacher_id: 'nobody', Course_name: 'Other' }),
    };
    const { before, after } = await importBoth(await published(), only);
    const math = find(after, 'section', 'math');
    expect(math?.['course_name']).toBe('Math');
    expect(math?.['teachers']).toEqual(find(before, 'section', 'math')?.['teachers']);
    expect(studentsOf(after, 'math')).toEqual(keys(10).slice(2));
    expect(after.student.map((student) => student['sis_id'])).not.toContain('p01');
  });

  it('keeps a teacher, and the sections that it teaches', async () => {
    const rows = base();
    const { before, after, report } = await importBoth(await published(), {
      ...rows,
      teachers: change(rows.teachers, 'Teacher_id', 'tess', { First_name: '' }),
    });
    expect(after).toEqual(before);
    expect(kept(report, 'teacher')).toBe(1);
    expect(kept(report, 'section')).toBe(2);
  });

  it('keeps a co-teacher in its section', async () => {
    const rows = base();
    const { before, after } = await importBoth(await published(), {
      ...rows,
      teachers: change(rows.teachers, 'Teacher_id', 'cora', { Last_name: '' }),
    });
    expect(after).toEqual(before);
  });

  it('keeps a school, and all that is there', async () => {
    const rows = base();
    const { before, after, report } = await importBoth(await published(), {
      ...rows,
      schools: change(rows.schools, 'School_id', 'south', { School_name: '' }),
    });
    expect(after).toEqual(before);
    expect([
      kept(report, 'school'),
      kept(report, 'teacher'),
      kept(report, 'student'),
      kept(report, 'section'),
    ]).toEqual([1, 1, 1, 1]);
    expect(kept(report, 'school_admin')).toBe(1);
  });

  it('keeps a member of staff, with the school', async () => {
    const rows = base();
    const district = await published();
    const { before, after, report } = await importBoth(district, {
      ...rows,
      staff: change(rows.staff, 'Staff_id', 'u1', { First_name: '' }),
    });
    expect(after).toEqual(before);
    expect(kept(report, 'school_admin')).toBe(1);
  });

  it('keeps a member of staff of several schools as a whole, when one of the rows is rejected', async () => {
    const rows = base();
    const [una = {}] = rows.staff;
    const staff = [una, { ...una, School_id: 'north' }];
    const district = await hub.publishedDistrict({ ...rows, staff }, NEVER_HELD);
    for (const rejected of [{ School_id: 'nowhere' }, { Last_name: '' }]) {
      const { before, after, report } = await importBoth(district, {
        ...rows,
        staff: [
          { ...una, ...rejected },
          { ...una, School_id: 'north', Title: 'New' },
        ],
      });
      expect(after).toEqual(before);
      expect(kept(report, 'school_admin')).toBe(1);
    }
  });

  it('keeps the school of a kept teacher that is no longer sent', async () => {
    const rows = base();
    const { before, after } = await importBoth(await published(), {
      ...rows,
      schools: drop(rows.schools, 'School_id', 'south'),
      teachers: change(rows.teachers, 'Teacher_id', 'sue', { Last_name: '' }),
      sections: drop(rows.sections, 'Section_id', 'art'),
      enrollments: drop(rows.enrollments, 'Section_id', 'art'),
      students: change(rows.students, 'Student_id', 'p00', { School_id: 'north' }),
      staff: [],
    });
    expect(find(after, 'teacher', 'sue')).toEqual(find(before, 'teacher', 'sue'));
    expect(find(after, 'school', 'south')).toEqual(find(before, 'school', 'south'));
  });

  it('keeps the school of a kept member of staff that is no longer sent', async () => {
    const rows = base();
    const { before, after } = await importBoth(await published(), {
      ...rows,
      schools: drop(rows.schools, 'School_id', 'south'),
      teachers: drop(rows.teachers, 'Teacher_id', 'sue'),
      sections: drop(rows.sections, 'Section_id', 'art'),
      enrollments: drop(rows.enrollments, 'Section_id', 'art'),
      students: change(rows.students, 'Student_id', 'p00', { School_id: 'north' }),
      staff: change(rows.staff, 'Staff_id', 'u1', { First_name: '' }),
    });
    expect(find(after, 'school_admin', 'u1')).toEqual(find(before, 'school_admin', 'u1'));
    expect(find(after, 'school', 'south')).toEqual(find(before, 'school', 'south'));
  });

  it('keeps a contact that has a key and lacks its name', async () => {
    const rows = base();
    const keyed = change(rows.students, 'Student_id', 'p03', contact('Pat', 'c3'));
    const district = await hub.publishedDistrict({ ...rows, students: keyed }, NEVER_HELD);
    const { before, after } = await importBoth(district, {
      ...rows,
      students: change(keyed, 'Student_id', 'p03', { Contact_name: '' }),
    });
    expect(after).toEqual(before);
  });

  it('keeps the contact that stands in the row, also where another row of the student is accepted', async () => {
    const rows = base();
    const two = [...rows.students, pupil('p05', contact('Second'))];
    const district = await hub.publishedDistrict({ ...rows, students: two }, NEVER_HELD);
    const { before, after } = await importBoth(district, {
      ...rows,
      students: two.map((row) => (row['Contact_name'] === 'Contact p05' ? { ...row, Last_name: '' } : row)),
    });
    const names = (served: Served) => served.contact.map((one) => String(one['name'])).toSorted();
    expect(names(after)).toEqual(names(before));
  });

  it('is reported and kept each time, until the row is sound or gone', async () => {
    const rows = base();
    const district = await published();
    const broken = {
      ...rows,
      students: change(rows.students, 'Student_id', 'p04', { Last_name: '', Grade: '9' }),
    };
    for (let n = 0; n < 3; n++) {
      const report = await district.importRows(broken);
      expect(kept(report, 'student')).toBe(1);
      expect(codesIn(report)).toContain('students.csv:6 missing_required');
    }
    await district.publishRows({
      ...rows,
      students: change(rows.students, 'Student_id', 'p04', { Grade: '9' }),
    });
    expect((await district.record('student', 'p04'))['grade']).toBe('9');
    await district.importRows(broken);
    expect((await district.record('student', 'p04'))['grade']).toBe('9');
    await district.importRows({ ...rows, students: drop(rows.students, 'Student_id', 'p04') });
    expect(await district.keysOf('student')).not.toContain('p04');
  });

  it('makes no record of a key that was never published', async () => {
    const rows = base();
    const { before, after, report } = await importBoth(await published(), {
      ...rows,
      students: [...rows.students, pupil('new', { Last_name: '', ...contact('x') })],
    });
    expect(report.state).toBe('unchanged');
    expect(after).toEqual(before);
  });

  it('lets the other rows change what they say', async () => {
    const rows = base();
    let students = change(rows.students, 'Student_id', 'p04', { Last_name: '' });
    students = change(students, 'Student_id', 'p05', { Grade: '9' });
    students = [...drop(students, 'Student_id', 'p06'), pupil('new', contact('New'))];
    const district = await published();
    const report = await district.publishRows({ ...rows, students });
    expect(report.counts.student).toMatchObject({ created: 1, updated: 1, removed: 1, kept: 1 });
    expect((await district.record('student', 'p05'))['grade']).toBe('9');
    expect(await district.keysOf('student')).toEqual([
      'new',
      'p00',
      'p01',
      'p02',
      'p03',
      'p04',
      'p05',
      'p07',
      'p08',
      'p09',
    ]);
  });
});

describe('a repeated row', () => {
  it('keeps nothing: the first row counts', async () => {
    const rows = base();
    const district = await published();
    const report = await district.importRows({
      ...rows,
      teachers: [...drop(rows.teachers, 'Teacher_id', 'cora'), teacher('tess')],
      sections: change(rows.sections, 'Section_id', 'math', { Teacher_2_id: '' }),
    });
    expect(codesIn(report)).toEqual(['teachers.csv:4 duplicate_id']);
    expect(kept(report, 'teacher')).toBe(0);
    expect(await district.keysOf('teacher')).toEqual(['sue', 'tess']);
  });
});

describe('a row whose key cannot be read', () => {
  /** The files of a change to each type, and a torn row in one of them. */
  const changed = (): Rows => {
    const rows = base();
    return {
      schools: [...change(rows.schools, 'School_id', 'north', { School_name: 'Renamed' }), school('new')],
      teachers: [
        ...change(drop(rows.teachers, 'Teacher_id', 'cora'), 'Teacher_id', 'tess', { Last_name: 'Renamed' }),
        teacher('new'),
      ],
      students: [
        ...change(drop(rows.students, 'Student_id', 'p09'), 'Student_id', 'p05', { Grade: '9' }),
        pupil('new', contact('New')),
      ],
      sections: [
        ...change(drop(rows.sections, 'Section_id', 'solo'), 'Section_id', 'art', { Course_name: 'Renamed' }),
        { School_id: 'new', Section_id: 'new', Teacher_id: 'new', Course_name: 'New' },
      ],
      enrollments: [
        ...drop(drop(rows.enrollments, 'Section_id', 'solo'), 'Student_id', 'p09'),
        enrollment('new', 'new'),
      ],
      staff: [{ School_id: 'north', Staff_id: 'new', Staff_email: 'n@x', First_name: 'N', Last_name: 'N' }],
    };
  };
  const FILE_OF = {
    teacher: ['teachers', 'cora'],
    student: ['students', 'p09'],
    section: ['sections', 'solo'],
    school_admin: ['staff', 'u1'],
  } as const;

  for (const [type, [file, leaver]] of Object.entries(FILE_OF) as [
    keyof typeof FILE_OF,
    readonly [string, string],
  ][])
    for (const [what, torn] of [
      ['is cut short', ['north']],
      ['lacks its id', undefined],
    ] as const)
      it(`keeps every ${type}, and lets them change and come, when one ${what}`, async () => {
        const district = await published();
        const rows = changed();
        const tables = Object.fromEntries(
          Object.entries(rows).map(([name, of]) => [name, tableOf(name, of)]),
        );
        const [header = [], ...body] = tables[file] ?? [];
        const blank = header.map((name) => (name === 'School_id' ? 'north' : ''));
        const before = await district.served();
        const report = await district.publish({ ...tables, [file]: [header, torn ?? blank, ...body] });
        expect(report.frozen).toContain(type);
        expect(report.counts[type]).toMatchObject({ created: 1, removed: 0 });
        const after = await district.served();
        expect(find(after, type, leaver)).toEqual(find(before, type, leaver));
        expect(find(after, type, 'new')).toBeDefined();
        if (type !== 'school_admin') expect(report.counts[type].updated).toBeGreaterThan(0);
        // Other types go on as they would.
        for (const [other, [, gone]] of Object.entries(FILE_OF))
          if (other !== type) expect(find(after, other as RosterType, gone), other).toBeUndefined();
        // When the row is mended, what left goes.
        await district.publish(tables);
        expect(find(await district.served(), type, leaver)).toBeUndefined();
      });

  it('keeps every school, and what is in schools that are not sent goes on by its own file', async () => {
    const district = await published();
    const rows = base();
    const tables = Object.fromEntries(Object.entries(rows).map(([name, of]) => [name, tableOf(name, of)]));
    const [header = [], north = []] = tables['schools'] ?? [];
    const before = await district.served();
    const report = await district.import({ ...tables, schools: [header, north, ['torn']] });
    expect(report.frozen).toContain('school');
    expect(await district.served()).toEqual(before);
  });

  for (const [what, torn] of [
    ['is cut short', 'north,torn'],
    ['lacks its id', 'north,,A,B,3,,,'],
  ] as const)
    it(`keeps the contacts of students whose rows cannot be told, when one ${what}`, async () => {
      const district = await published();
      const rows = base();
      const students = change(rows.students, 'Student_id', 'p04', { Contact_name: '', Contact_type: '' });
      const before = await district.served();
      const report = await district.import(
        filesOf({ ...rows, students }, 'students', (text) => `${text}${torn}\n`),
      );
      expect(report.problem_counts.error).toBe(1);
      expect(report.frozen).toEqual(expect.arrayContaining(['student', 'contact']));
      expect((await district.served()).contact).toEqual(before.contact);
    });

  it('leaves a student whose row it may have been in its sections', async () => {
    const district = await published();
    const before = await district.served();
    const report = await district.import(
      filesOf(base(), 'students', (text) => text.replace(/^north,p01,.*$/m, 'north,p01')),
    );
    expect(report.frozen).toContain('student');
    const after = await district.served();
    expect(after.student).toEqual(before.student);
    // "solo" has no other student: it must not go because a row was cut.
    expect(studentsOf(after, 'solo')).toEqual(['p01']);
    expect(after.section).toEqual(before.section);
  });

  it('leaves a co-teacher whose row it may have been in its sections', async () => {
    const district = await published();
    const before = await district.served();
    await district.import(
      filesOf(base(), 'teachers', (text) => text.replace(/^north,cora,.*$/m, 'north,cora')),
    );
    const after = await district.served();
    expect(after.teacher).toEqual(before.teacher);
    expect(after.section).toEqual(before.section);
  });
});

describe('an enrollment row', () => {
  it('protects nothing: a student who is gone goes, although old rows name it', async () => {
    const rows = base();
    const district = await published();
    const report = await district.publishRows({
      ...rows,
      students: drop(rows.students, 'Student_id', 'p04'),
    });
    expect(report.counts.student).toMatchObject({ removed: 1, kept: 0 });
    expect(report.frozen).toEqual([]);
    expect(codesIn(report)).toEqual(['enrollments.csv:5 unknown_reference']);
    expect(studentsOf(await district.served(), 'math')).not.toContain('p04');
  });

  it('freezes nothing, even when it is cut short or blank', async () => {
    const rows = base();
    const district = await published();
    const enrollments = drop(rows.enrollments, 'Student_id', 'p04');
    const report = await district.publish(
      filesOf({ ...rows, enrollments }, 'enrollments', (text) => `${text}north\nnorth,,\n`),
    );
    expect(report.frozen).toEqual([]);
    expect(report.problem_counts.codes).toMatchObject({ column_count: 1, missing_required: 2 });
    expect(studentsOf(await district.served(), 'math')).not.toContain('p04');
    expect(await district.keysOf('student')).toContain('p04');
  });
});

describe('a student who leaves', () => {
  it('takes the contacts along, and stands in no list any more', async () => {
    const rows = base();
    const district = await published();
    const before = await district.served();
    const id = find(before, 'student', 'p01')?.id ?? '';
    await district.publishRows({ ...rows, students: drop(rows.students, 'Student_id', 'p01') });
    const after = await district.served();
    expect(after.contact.map((one) => one['name'])).not.toContain('Contact p01');
    expect(after.contact).toHaveLength(9);
    expect(JSON.stringify(after)).not.toContain(id);
    expect(JSON.stringify(district.dump()['edge'])).not.toContain(id);
    // It was the only one in "solo".
    expect(find(after, 'section', 'solo')).toBeUndefined();
  });

  it('takes the contacts along when the file says nothing of contacts', async () => {
    const rows = base();
    const district = await published();
    const plain = drop(rows.students, 'Student_id', 'p01').map(
      ({ Contact_name: _name, Contact_type: _type, Contact_sis_id: _key, ...row }) => row as Row,
    );
    await district.publishRows({ ...rows, students: plain });
    const names = (await district.list('contact')).map((one) => one['name']);
    expect(names).toHaveLength(9);
    expect(names).not.toContain('Contact p01');
  });
});
