import type { ClassShape } from './class-shape.ts';
import type { Level } from './grades.ts';
import type { Neighbourhood } from './places.ts';

export type SchoolKind = 'elementary' | 'middle' | 'high' | 'k8' | 'k12';

export interface GradePlan {
  readonly level: Level;
  readonly students: number;
}

export interface SchoolPlan {
  readonly kind: SchoolKind;
  readonly name: string;
  readonly sisId: string;
  readonly number: string;
  readonly stateId: string;
  readonly grades: readonly GradePlan[];
  readonly teachers: number;
  /** Sections outside the regular timetable: clubs, support and the like. */
  readonly extraSections: number;
}

/** Schools whose families live together, so that brothers and sisters may be at different ones of them. */
export interface ZonePlan {
  readonly neighbourhood: Neighbourhood;
  readonly schools: readonly SchoolPlan[];
}

/** Everything that is decided about a district before anybody in it is invented. */
export interface DistrictPlan {
  readonly domain: string;
  readonly shape: ClassShape;
  readonly zones: readonly ZonePlan[];
  /** One school admin for all schools, instead of one or two for each. */
  readonly singleAdmin: boolean;
}

/** The grades a kind of school is for, lowest first, without the year before kindergarten. */
export const GRADES_OF: Readonly<Record<SchoolKind, { readonly low: Level; readonly high: Level }>> = {
  elementary: { low: 0, high: 5 },
  middle: { low: 6, high: 8 },
  high: { low: 9, high: 12 },
  k8: { low: 0, high: 8 },
  k12: { low: 0, high: 12 },
};

export function studentsOf(school: Pick<SchoolPlan, 'grades'>): number {
  return school.grades.reduce((sum, grade) => sum + grade.students, 0);
}
