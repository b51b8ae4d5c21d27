/** What a section is called and taught, and who is in it (`roster-csv` 1.7, 1.12). */
import { describe, expect, it } from 'vitest';
import { course, enrollment, keys, type Row, tess, townOf } from './roster-files.ts';
import { codesIn, type TestDistrict, useHub } from './test-hub.ts';

const hub = useHub();
const town = townOf(keys(2));

/** One section with these cells, imported into a district of its own. */
async function importSection(
  more: Row,
  teacher: Row = tess,
): Promise<{ district: TestDistrict; codes: readonly string[] }> {
  const district = await hub.district();
  const report = await district.publishRows({
    ...town,
    teachers: [teacher],
    sections: [course('x1', more)],
    enrollments: [enrollment('x1', 'p00')],
  });
  return { district, codes: codesIn(report) };
}

const sectionOf = async (more: Row, teacher: Row = tess) =>
  (await importSection(more, teacher)).district.record('section', 'x1');

describe('the name of a section', () => {
  const course1 = { Course_name: 'Algebra', Section_number: '7', Period: '2' };
  for (const [what, cells, name] of [
    ['is that of the source, verbatim', { ...course1, Name: 'Mrs. M - Algebra' }, 'Mrs. M - Algebra'],
    ['is else course, last name and period', course1, 'Algebra - Marsh - 2'],
    ['leaves out a blank period', { ...course1, Period: '' }, 'Algebra - Marsh'],
    ['takes 0 and HR for periods', { ...course1, Period: '0' }, 'Algebra - Marsh - 0'],
    [
      'takes the section number where there is no course name',
      { ...course1, Course_name: '' },
      '7 - Marsh - 2',
    ],
    ['takes the id where there is neither', { Course_name: '', Period: '2' }, 'x1 - Marsh - 2'],
    ['takes the id alone if need be', { Course_name: '' }, 'x1 - Marsh'],
  ] as const)
    it(what, async () => {
      expect((await sectionOf(cells))['name']).toBe(name);
    });

  it('is stored without the teacher beside it, where it was made with the teacher, and only there', async () => {
    const keptOf = async (cells: Row) => {
      const { district } = await importSection(cells);
      const row = district.recordRows().find(({ type }) => type === 'section');
      return row?.granted === null ? undefined : (JSON.parse(row?.granted ?? '{}') as unknown);
    };
    expect(await keptOf(course1)).toEqual({ name_without_teacher: 'Algebra - 2' });
    expect(await keptOf({ Course_name: '' })).toEqual({ name_without_teacher: 'x1' });
    expect(await keptOf({ ...course1, 'ext.room': '12' })).toEqual({
      'ext.room': '12',
      name_without_teacher: 'Algebra - 2',
    });
    expect(await keptOf({ ...course1, Name: 'Mrs. Marsh - Algebra' })).toBeUndefined();
    expect(JSON.stringify(await sectionOf(course1))).not.toContain('without_teacher');
  });

  it('follows the primary teacher, in the same sync, as an update of the section', async () => {
    const { district } = await importSection(course1);
    const report = await district.importRows(
      {
        ...town,
        teachers: [{ ...tess, Last_name: 'Married' }],
        sections: [course('x1', course1)],
        enrollments: [enrollment('x1', 'p00')],
      },
      {},
    );
    expect(report.exceeded.map(({ type }) => type)).toEqual(['teacher', 'section']);
    expect(report.samples['section.updated']).toEqual([
      { key: 'x1', name: 'Algebra - Married - 2', fields: ['name'] },
    ]);
  });
});

describe('the subject of a section', () => {
  for (const [what, cells, subject, codes] of [
    ['is the one named, in any case', { Subject: 'pe AND Health', Course_name: 'Math' }, 'PE and health', []],
    ['is classified from the course name', { Course_name: 'AP Art History' }, 'social studies', []],
    [
      'is classified also where another subject is named',
      { Subject: 'Maths', Course_name: 'Latin Dance' },
      'language',
      ['sections.csv:2 unmapped_value'],
    ],
    [
      'is classified from the section name where there is no course',
      { Course_name: '', Name: 'Music Technology' },
      'technology and engineering',
      [],
    ],
    ['is that of the course before that of the name', { Course_name: 'Woodwork', Name: 'Math' }, 'other', []],
    ['is other where nothing tells', { Course_name: '', Name: '' }, 'other', []],
    [
      'is classified from what a made name begins with',
      { Course_name: '', Section_number: 'Chorus 2' },
      'arts and music',
      [],
    ],
  ] as const)
    it(what, async () => {
      const { district, codes: found } = await importSection(cells);
      expect((await district.record('section', 'x1'))['subject']).toBe(subject);
      expect(found).toEqual(codes);
    });
});

it('does not tell the subject of a section by what the teacher is called', async () => {
  const section = await sectionOf({ Course_name: '', Name: '' }, { ...tess, Last_name: 'French' });
  expect(section).toMatchObject({ name: 'x1 - French', subject: 'other' });
});

describe('the term of a section', () => {
  it('has dates as YYYY-MM-DD, and keeps those that end before they start', async () => {
    const { district, codes } = await importSection({
      Term_name: 'Fall',
      Term_start: '1/30/27',
      Term_end: '20260827',
    });
    expect((await district.record('section', 'x1'))['term']).toEqual({
      name: 'Fall',
      start_date: '2027-01-30',
      end_date: '2026-08-27',
    });
    expect(codes).toEqual(['sections.csv:2 term_order']);
  });

  it('is left out where all of it is blank', async () => {
    expect(await sectionOf({ Term_name: '', Term_start: 'Fall', Term_end: '' })).not.toHaveProperty('term');
  });
});

describe('the people of a section', () => {
  const teacher = (id: string): Row => ({ ...tess, Teacher_id: id, Last_name: id });

  it('are the primary teacher and each co-teacher once, in the order of the columns', async () => {
    const district = await hub.district();
    const report = await district.publishRows({
      ...town,
      teachers: ['tess', 'b', 'a', 'c'].map(teacher),
      sections: [
        course('x1', {
          Teacher_2_id: '',
          Teacher_3_id: 'c',
          Teacher_4_id: 'tess',
          Teacher_5_id: 'nobody',
          Teacher_6_id: 'a',
          Teacher_7_id: 'c',
          Teacher_10_id: 'b',
        }),
      ],
      enrollments: [enrollment('x1', 'p01'), enrollment('x1', 'p00'), enrollment('x1', 'p01')],
    });
    const teachers = await district.byKey('teacher');
    const students = await district.byKey('student');
    const section = await district.record('section', 'x1');
    expect(section['teachers']).toEqual(['tess', 'c', 'a', 'b'].map((key) => teachers.get(key)?.id));
    expect(section['teacher']).toBe(teachers.get('tess')?.id);
    expect(section['students']).toEqual(['p00', 'p01'].map((key) => students.get(key)?.id).sort());
    expect(codesIn(report)).toEqual([
      ...[
        'sections.csv:2 duplicate_teacher',
        'sections.csv:2 unknown_reference',
        'sections.csv:2 duplicate_teacher',
      ],
      'enrollments.csv:4 duplicate_row',
    ]);
    expect(report.problems.find(({ code }) => code === 'unknown_reference')?.severity).toBe('warning');
  });

  it('may be many: ten thousand students', async () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => `s${n}`);
    const district = await hub.district();
    await district.publishRows({
      ...townOf(ids),
      sections: [course('x1')],
      enrollments: ids.map((id) => enrollment('x1', id)),
    });
    const section = await district.record('section', 'x1');
    const listed = (await district.list('student')).map(({ id }) => id);
    expect(section['students']).toEqual(listed);
    expect(listed).toHaveLength(10_000);
  });

  it('may be of another school, with a warning about the row', async () => {
    const district = await hub.district();
    const report = await district.publishRows({
      ...town,
      schools: [...town.schools, { School_id: 'south', School_name: 'South', School_number: '2' }],
      sections: [course('x1')],
      enrollments: [
        { ...enrollment('x1', 'p00'), School_id: 'south' },
        { ...enrollment('x1', 'p01'), School_id: 'nowhere' },
      ],
    });
    expect(codesIn(report)).toEqual([
      'enrollments.csv:2 school_mismatch',
      'enrollments.csv:3 school_mismatch',
    ]);
    expect((await district.record('section', 'x1'))['students']).toHaveLength(2);
  });

  it('without a student is not published, with a warning', async () => {
    const district = await hub.district();
    const report = await district.publishRows({
      ...town,
      sections: [course('x1'), course('x2')],
      enrollments: [enrollment('x1', 'p00')],
    });
    expect(codesIn(report)).toEqual(['sections.csv:3 empty_section']);
    expect(await district.keysOf('section')).toEqual(['x1']);
  });

  it('may share their id with a person of another type', async () => {
    const district = await hub.publishedDistrict({
      ...town,
      teachers: [teacher('p00')],
      sections: [course('p00', { Teacher_id: 'p00' })],
      enrollments: [enrollment('p00', 'p00')],
      staff: [
        {
          School_id: 'north',
          Staff_id: 'p00',
          Staff_email: 'p@x.example.org',
          First_name: 'P',
          Last_name: 'Q',
        },
      ],
    });
    const served = await district.served();
    const ids = [served.teacher, served.student.slice(0, 1), served.section, served.school_admin]
      .flat()
      .map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });
});
