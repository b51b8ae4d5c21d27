import { BIRTHDAY_COUNT } from './calendar.ts';
import type { SchoolPlan, ZonePlan } from './district-plan.ts';
import type { Level } from './grades.ts';
import { drawHousehold, type Household } from './household.ts';
import { drawGender, drawGivenName, drawMiddleName, type Gender } from './names/draw-name.ts';
import type { Name } from './names/name.ts';
import { Odds, swap, type Random } from './random.ts';
import type { SisIds } from './sis-ids.ts';

export interface Student {
  readonly sisId: string;
  readonly level: Level;
  readonly household: Household;
  readonly first: Name;
  readonly middle: string;
  readonly suffix: string;
  readonly gender: Gender;
  /** Days from 1 September of the year of birth of their grade. */
  readonly birthday: number;
  readonly repeatedYears: number;
}

interface Seat {
  readonly school: SchoolPlan;
  readonly level: Level;
}

const CHILDREN = new Odds([
  [1, 58],
  [2, 31],
  [3, 8],
  [4, 3],
]);

/** How far down the waiting seats one is sought for a brother or sister; a family that finds none stays smaller. */
const SIBLING_SEARCH = 24;

const SHARE_OF_TWINS = 0.25;
const SHARE_WHO_REPEATED = 0.03;

/** Two children of one mother are at least this far apart: 280 of the 365 days between two grades. */
const CLOSEST_BIRTHDAYS = 85;

const NICKNAMES = ['Ace', 'Bo', 'JJ', 'Kit', 'Mo', 'Sunny', 'Tex'];

/** Fills every seat of a zone's schools with a student, family by family. */
export function enrolZone(
  zone: ZonePlan,
  { random, ids }: { random: Random; ids: SisIds },
): ReadonlyMap<SchoolPlan, readonly Student[]> {
  const students = new Map(zone.schools.map((school) => [school, [] as Student[]] as const));
  const seats = random.shuffled(zone.schools.flatMap(seatsOf));
  let next = 0;
  while (next < seats.length) {
    const family = takeFamily(seats, next, random);
    next += family.length;
    const household = drawHousehold({ place: zone.neighbourhood, random, ids });
    for (const { seat, student } of drawChildren(family, household, { random, ids })) {
      students.get(seat.school)?.push(student);
    }
  }
  return students;
}

function seatsOf(school: SchoolPlan): readonly Seat[] {
  return school.grades.flatMap(({ level, students }) =>
    Array.from({ length: students }, () => ({ school, level })),
  );
}

/** Moves seats that suit one family to the front of the untaken ones, and returns them. */
function takeFamily(seats: Seat[], start: number, random: Random): readonly Seat[] {
  const wanted = CHILDREN.draw(random);
  let taken = 1;
  for (let at = start + 1; taken < wanted && at < Math.min(start + SIBLING_SEARCH, seats.length); at += 1) {
    const seat = seats[at];
    if (seat === undefined) break;
    const family = seats.slice(start, start + taken);
    if (!family.every((other) => suits(seat, other, random))) continue;
    swap(seats, start + taken, at);
    taken += 1;
  }
  return seats.slice(start, start + taken);
}

/** Schools of one kind share no families: brothers and sisters go to the same one. Twins are few. */
function suits(seat: Seat, sibling: Seat, random: Random): boolean {
  if (seat.school !== sibling.school && seat.school.kind === sibling.school.kind) return false;
  if (seat.level !== sibling.level) return true;
  return seat.school === sibling.school && random.chance(SHARE_OF_TWINS);
}

function drawChildren(
  family: readonly Seat[],
  household: Household,
  { random, ids }: { random: Random; ids: SisIds },
): readonly { seat: Seat; student: Student }[] {
  const eldestFirst = family.length === 1 ? family : [...family].sort((a, b) => b.level - a.level);
  const given = new Set<string>();
  let elder: Student | undefined;
  return eldestFirst.map((seat) => {
    const gender = drawGender(random);
    let first = drawGivenName(household.culture, gender, random);
    while (given.has(first.written)) first = drawGivenName(household.culture, gender, random);
    given.add(first.written);
    const student: Student = {
      sisId: ids.student(),
      level: seat.level,
      household,
      first: random.chance(0.002) ? nicknamed(first, random) : first,
      middle: drawMiddleName(household.culture, gender, random),
      suffix: gender === 'M' && random.chance(0.012) ? random.pick([', Jr.', ', Jr.', ' III']) : '',
      gender,
      birthday: drawBirthday(seat.level, elder, random),
      repeatedYears: family.length === 1 && random.chance(SHARE_WHO_REPEATED) ? 1 : 0,
    };
    elder = student;
    return { seat, student };
  });
}

function drawBirthday(level: Level, elder: Student | undefined, random: Random): number {
  if (elder?.level === level) return elder.birthday;
  const earliest = elder?.level === level + 1 ? Math.max(0, elder.birthday - CLOSEST_BIRTHDAYS) : 0;
  return random.between(earliest, BIRTHDAY_COUNT - 1);
}

function nicknamed(name: Name, random: Random): Name {
  return { written: `${name.written} "${random.pick(NICKNAMES)}"`, plain: name.plain };
}
