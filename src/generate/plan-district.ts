import { apportion, groupCount, type ClassShape } from './class-shape.ts';
import {
  GRADES_OF,
  studentsOf,
  type DistrictPlan,
  type GradePlan,
  type SchoolKind,
} from './district-plan.ts';
import type { SchoolPlan, ZonePlan } from './district-plan.ts';
import { PRE_KINDERGARTEN, type Level } from './grades.ts';
import { DISTRICT_WORDS, REGIONS, neighbourhood, schoolPlaceName } from './places.ts';
import type { Random } from './random.ts';
import type { SisIds } from './sis-ids.ts';

const STUDENTS_PER_SCHOOL = 500;

/** Some 3,125 students: a grade of them fills eight classes of 29 or 30 and four blocks of 59. */
const SCHOOLS_PER_ZONE = 6.25;

const TEACHERS_PER_STUDENT = 0.06;
const STUDENTS_PER_CLUB = 200;

/** Below this a neighbourhood has too few four-year-olds for a class of their own. */
const ZONE_WITH_PRE_KINDERGARTEN = 1_500;

/**
 * Seven enrolments a student in a fifth of a section for each student make 35 students a section on average. Classes
 * stay under 33; gym and ensembles, with two classes each, bring the average up.
 */
const SHAPE: ClassShape = {
  early: { aim: 18, limit: 22 },
  class: { aim: 29, limit: 32 },
  block: { aim: 59, limit: 64 },
  sharedElementary: 3,
  sharedSecondary: 2,
};

const KIND_NAMES: Readonly<Record<SchoolKind, string>> = {
  elementary: 'Elementary School',
  middle: 'Middle School',
  high: 'High School',
  k8: 'K-8 Academy',
  k12: 'School',
};

interface SchoolDraft {
  readonly kind: SchoolKind;
  readonly weight: number;
  readonly grades: GradePlan[];
}

/** A district of exactly so many students, in schools, neighbourhoods and grades as districts have them. */
export function planDistrict({
  students,
  random,
  ids,
}: {
  students: number;
  random: Random;
  ids: SisIds;
}): DistrictPlan {
  const schoolCount = Math.max(1, Math.round(students / STUDENTS_PER_SCHOOL));
  const zoneCount = Math.max(1, Math.round(schoolCount / SCHOOLS_PER_ZONE));
  const even = Array.from({ length: zoneCount }, () => 1);
  const schoolsOfZones = apportion(schoolCount, even);
  const studentsOfZones = apportion(
    students,
    schoolsOfZones.map(() => random.between(95, 105)),
  );
  const drafts = schoolsOfZones.map((schools, zone) =>
    draftZone({ schools, students: studentsOfZones[zone] ?? 0, random }),
  );
  const region = random.pick(REGIONS);
  const flat = drafts.flat();
  const teachers = apportion(Math.round(students * TEACHERS_PER_STUDENT), flat.map(studentsOf));
  let index = 0;
  const zones = drafts.map((zone, zoneIndex): ZonePlan => {
    const schools = zone.map((draft) => {
      const school = nameSchool({ draft, index, teachers: teachers[index] ?? 0, ids, random });
      index += 1;
      return school;
    });
    return { neighbourhood: neighbourhood(region, zoneIndex), schools };
  });
  const domain = `${random.pick(DISTRICT_WORDS)}.example.org`;
  return { domain, shape: SHAPE, zones, singleAdmin: false };
}

function draftZone({
  schools,
  students,
  random,
}: {
  schools: number;
  students: number;
  random: Random;
}): SchoolDraft[] {
  const drafts = kindsOfZone(schools, random).map((kind): SchoolDraft => ({
    kind,
    weight: random.between(75, 135),
    grades: [],
  }));
  for (const { level, students: seats } of studentsByLevel(students, random)) seatLevel(drafts, level, seats);
  return drafts;
}

function kindsOfZone(schools: number, random: Random): SchoolKind[] {
  if (schools === 1) return ['k12'];
  if (schools === 2) return ['high', 'k8'];
  const elementary = Array.from({ length: schools - 2 }, (): SchoolKind => 'elementary');
  if (schools >= 5 && random.chance(0.35)) elementary[0] = 'k8';
  if (schools >= 6 && random.chance(0.25)) elementary[1] = 'middle';
  return ['high', 'middle', ...elementary.reverse()];
}

function studentsByLevel(students: number, random: Random): readonly GradePlan[] {
  const levels = Array.from({ length: 14 }, (_, index) => index + PRE_KINDERGARTEN);
  const weights = levels.map((level) => {
    if (level === PRE_KINDERGARTEN) return students < ZONE_WITH_PRE_KINDERGARTEN ? 0 : 25;
    return random.between(97, 103);
  });
  const counts = apportion(students, weights);
  return levels.map((level, index) => ({ level, students: counts[index] ?? 0 }));
}

/** Gives each school whole classes of the grade, then parts the students so that all classes are alike in size. */
function seatLevel(drafts: readonly SchoolDraft[], level: Level, students: number): void {
  if (students === 0) return;
  const size = level < 0 ? SHAPE.early : level <= 5 ? SHAPE.class : SHAPE.block;
  const groups = apportion(
    groupCount(students, size) || 1,
    drafts.map((draft) => appeal(draft, level)),
  );
  const seats = apportion(students, groups);
  drafts.forEach((draft, index) => {
    const given = seats[index] ?? 0;
    if (given > 0) draft.grades.push({ level, students: given });
  });
}

function appeal({ kind, weight }: SchoolDraft, level: Level): number {
  const { low, high } = GRADES_OF[kind];
  if (Math.max(level, 0) < low || level > high) return 0;
  // Beside a middle school proper, the upper grades of a K-8 school are small.
  return kind === 'k8' && level > 5 ? weight * 0.4 : weight;
}

interface Naming {
  draft: SchoolDraft;
  index: number;
  teachers: number;
  ids: SisIds;
  random: Random;
}

function nameSchool({ draft, index, teachers, ids, random }: Naming): SchoolPlan {
  const sisId = ids.school();
  const secondary = draft.grades.reduce((sum, grade) => sum + (grade.level > 5 ? grade.students : 0), 0);
  return {
    kind: draft.kind,
    name: `${schoolPlaceName(index)} ${KIND_NAMES[draft.kind]}`,
    sisId,
    number: String(Number(sisId)),
    stateId: `${random.between(10, 39)}${sisId}`,
    grades: draft.grades,
    teachers: Math.max(1, teachers),
    extraSections: Math.round(secondary / STUDENTS_PER_CLUB) + (draft.kind === 'elementary' ? 1 : 0),
  };
}
