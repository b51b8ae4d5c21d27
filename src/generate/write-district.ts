import { assignTeachers, type StaffedLesson } from './assign-teachers.ts';
import { schoolTerms, type TermCells, type TermKind } from './calendar.ts';
import type { CsvRow } from './csv-table.ts';
import { flushFull, type DistrictTables } from './district-files.ts';
import type { DistrictPlan, SchoolPlan, ZonePlan } from './district-plan.ts';
import { enrolZone, type Student } from './enrol-zone.ts';
import { hireFaculty, type Teacher } from './faculty.ts';
import { Random } from './random.ts';
import { drawPrincipal, schoolRow, singleAdminRows, staffRows } from './school-office.ts';
import { drawHabits, sectionRow } from './section-rows.ts';
import { LoginNames, type SisIds } from './sis-ids.ts';
import { studentCells } from './student-cells.ts';
import { drawTimetable, type Lesson } from './timetable.ts';

export interface DistrictText {
  readonly plan: DistrictPlan;
  readonly seed: number;
  readonly schoolYear: number;
  readonly ids: SisIds;
  readonly tables: DistrictTables;
}

/** Records as they will be counted by a reader of the files; rows are more, for contacts and staff repeat some. */
export interface RecordCounts {
  readonly schools: number;
  readonly teachers: number;
  readonly students: number;
  readonly sections: number;
  readonly enrollments: number;
  readonly staff: number;
  readonly contacts: number;
}

/** What lasts from one zone to the next. The people do not: that is why a million of them fit. */
interface Running {
  readonly text: DistrictText;
  readonly terms: Readonly<Record<TermKind, TermCells>>;
  readonly logins: LoginNames;
  readonly nextLogin: () => number;
  readonly counts: { -readonly [record in keyof RecordCounts]: number };
}

interface SchoolInUse {
  readonly plan: SchoolPlan;
  readonly students: readonly Student[];
  readonly lessons: readonly Lesson[];
  readonly faculty: readonly Teacher[];
}

/** How often a school has a teacher come over from another one. */
const SHARE_OF_SCHOOLS_WITH_VISITOR = 0.6;

/** Each zone draws from a stream of its own, apart from the plan's, which has stream 0. */
const FIRST_ZONE_STREAM = 1;

export async function writeDistrict(text: DistrictText): Promise<RecordCounts> {
  let lastLogin = 0;
  const running: Running = {
    text,
    terms: schoolTerms(text.schoolYear),
    logins: new LoginNames(),
    nextLogin: () => (lastLogin += 1),
    counts: { schools: 0, teachers: 0, students: 0, sections: 0, enrollments: 0, staff: 0, contacts: 0 },
  };
  for (const [index, zone] of text.plan.zones.entries()) {
    await writeZone(zone, new Random(text.seed, FIRST_ZONE_STREAM + index), running);
  }
  return running.counts;
}

async function writeZone(zone: ZonePlan, random: Random, running: Running): Promise<void> {
  const { text } = running;
  const schools = openSchools(zone, random, running);
  writeOffices(zone, random, running);
  for (const [index, school] of schools.entries()) {
    for (const teacher of school.faculty)
      text.tables.teachers.add(teacherRow(teacher, { ...text.plan, random }));
    running.counts.teachers += school.faculty.length;
    writeStudents(school, random, running);
    const others = schools.filter((_, other) => other !== index);
    const visitor = findVisitor(others, random);
    writeSections(school, { visitor, random, running });
    await flushFull(text.tables);
  }
}

function openSchools(zone: ZonePlan, random: Random, { text, logins }: Running): readonly SchoolInUse[] {
  const { ids } = text;
  const enrolled = enrolZone(zone, { random, ids });
  return zone.schools.map((plan) => {
    const students = enrolled.get(plan) ?? [];
    const lessons = drawTimetable(plan, students, { shape: text.plan.shape, random });
    const { sisId: schoolId, teachers: count } = plan;
    return {
      plan,
      students,
      lessons,
      faculty: hireFaculty({ schoolId, count, lessons, random, ids, logins }),
    };
  });
}

function writeOffices(zone: ZonePlan, random: Random, { text, logins, counts }: Running): void {
  const { plan, ids, tables } = text;
  const context = { domain: plan.domain, random, ids, logins };
  const offices = zone.schools.map((school) => ({
    school,
    sisId: school.sisId,
    principal: drawPrincipal(context),
  }));
  for (const { school, principal } of offices) {
    tables.schools.add(schoolRow(school, { place: zone.neighbourhood, principal, context }));
  }
  const schoolIds = offices.map(({ sisId }) => sisId);
  const staff = plan.singleAdmin ? singleAdminRows(schoolIds, context) : staffRows(offices, context);
  for (const row of staff) tables.staff.add(row);
  counts.schools += offices.length;
  counts.staff += new Set(staff.map((row) => row['Staff_id'])).size;
}

function findVisitor(others: readonly SchoolInUse[], random: Random): Teacher | undefined {
  const candidates = others.flatMap(({ faculty }) => faculty);
  if (candidates.length === 0 || !random.chance(SHARE_OF_SCHOOLS_WITH_VISITOR)) return undefined;
  return random.pick(candidates);
}

function writeStudents(
  { plan, students }: SchoolInUse,
  random: Random,
  { text, nextLogin, counts }: Running,
): void {
  const { ids, schoolYear, tables } = text;
  const context = { schoolId: plan.sisId, schoolYear, domain: text.plan.domain, nextLogin, random, ids };
  for (const student of students) {
    const own = studentCells(student, context);
    const { contacts } = student.household;
    if (contacts.length === 0) tables.students.add(own);
    // A second contact is a second row with the same student cells.
    for (const contact of contacts) tables.students.add(own, contact);
    counts.contacts += contacts.length;
  }
  counts.students += students.length;
}

function writeSections(
  { plan, lessons, faculty }: SchoolInUse,
  { visitor, random, running }: { visitor: Teacher | undefined; random: Random; running: Running },
): void {
  const { text, terms, counts } = running;
  const habits = drawHabits(random);
  const sectionsOfCourse = new Map<string, number>();
  const schoolId = plan.sisId;
  for (const staffed of assignTeachers({ lessons, faculty, visitor, random })) {
    const { course } = staffed.lesson;
    const ordinal = (sectionsOfCourse.get(course.number) ?? 0) + 1;
    sectionsOfCourse.set(course.number, ordinal);
    const sectionId = text.ids.section();
    text.tables.sections.add(sectionRow(staffed, { schoolId, sectionId, ordinal, terms, habits, random }));
    writeEnrollments(staffed, { schoolId, sectionId, text });
    counts.sections += 1;
    counts.enrollments += staffed.lesson.students.length;
  }
}

function writeEnrollments(
  { lesson }: StaffedLesson,
  { schoolId, sectionId, text }: { schoolId: string; sectionId: string; text: DistrictText },
): void {
  for (const { sisId } of lesson.students) {
    text.tables.enrollments.add({ School_id: schoolId, Section_id: sectionId, Student_id: sisId });
  }
}

function teacherRow(teacher: Teacher, { domain, random }: { domain: string; random: Random }): CsvRow {
  const number = teacher.sisId.slice(1);
  return {
    School_id: teacher.schoolId,
    Teacher_id: teacher.sisId,
    Teacher_number: number,
    State_teacher_id: random.chance(0.94) ? `${random.between(100, 999)}${number}` : '',
    Teacher_email: `${teacher.login}@${domain}`,
    First_name: teacher.first.written,
    Middle_name: teacher.middle,
    Last_name: teacher.last.written,
    Title: random.chance(0.92) ? teacher.title : '',
    Username: teacher.login,
  };
}
