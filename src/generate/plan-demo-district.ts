import type { ClassShape } from './class-shape.ts';
import type { DistrictPlan, GradePlan, SchoolPlan } from './district-plan.ts';
import { DEMO_REGION, neighbourhood } from './places.ts';

/** Small classes, and gym the only subject for which two of them meet: 1,004 students fill 379 sections. */
const SHAPE: ClassShape = {
  early: { aim: 18, limit: 22 },
  class: { aim: 20, limit: 24 },
  block: { aim: 36, limit: 44 },
  sharedElementary: 0,
  sharedSecondary: 1,
};

/** The school ids, names, grades and sizes that published clients of the API expect; the people are invented. */
const SCHOOLS: readonly SchoolPlan[] = [
  {
    kind: 'high',
    name: 'Clever High School',
    sisId: '02M800',
    number: '02M800',
    stateId: '712345',
    grades: gradesFrom(9, [104, 101, 99, 96]),
    teachers: 36,
    extraSections: 8,
  },
  {
    kind: 'elementary',
    name: 'Clever Elementary School',
    sisId: '13K123',
    number: '13K123',
    stateId: '30890',
    grades: gradesFrom(0, [62, 61, 62, 63, 61, 61]),
    teachers: 32,
    extraSections: 6,
  },
  {
    kind: 'middle',
    name: 'Clever Middle School',
    sisId: '27Q321',
    number: '27Q321',
    stateId: '412',
    grades: gradesFrom(6, [79, 78, 77]),
    teachers: 21,
    extraSections: 5,
  },
];

export function planDemoDistrict(): DistrictPlan {
  return {
    domain: 'demo-district.example.org',
    shape: SHAPE,
    zones: [{ neighbourhood: neighbourhood(DEMO_REGION, 0), schools: SCHOOLS }],
    singleAdmin: true,
  };
}

function gradesFrom(lowest: number, counts: readonly number[]): readonly GradePlan[] {
  return counts.map((students, index) => ({ level: lowest + index, students }));
}

/** The people who administer the demo district's account here; no file holds them. */
export const demoDistrictAdmins: readonly DemoDistrictAdmin[] = [
  {
    first: 'Rosalind',
    last: 'Okafor',
    email: 'rosalind.okafor@demo-district.example.org',
    title: 'Data Systems Lead',
  },
  { first: 'Joaquín', last: 'Peña-Vargas', email: 'joaquin.penavargas@demo-district.example.org' },
  { first: 'Astrid', last: 'Lindqvist', email: 'astrid.lindqvist@demo-district.example.org' },
  { first: 'Minh', last: 'Đặng', email: 'minh.dang@demo-district.example.org' },
];

export interface DemoDistrictAdmin {
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly title?: string;
}
