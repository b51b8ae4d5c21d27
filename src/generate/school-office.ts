import type { CsvRow } from './csv-table.ts';
import { GRADES_OF, type SchoolPlan } from './district-plan.ts';
import { PRE_KINDERGARTEN, gradeCell } from './grades.ts';
import { drawAdult, type Adult } from './names/draw-name.ts';
import { streetAddress, telephone, zipCode, type Neighbourhood } from './places.ts';
import { Odds, type Random } from './random.ts';
import type { LoginNames, SisIds } from './sis-ids.ts';

/** Somebody who works in a school's office. */
interface Administrator extends Adult {
  readonly login: string;
  readonly title: string;
  readonly department: string;
  readonly role: string;
}

export interface OfficeContext {
  readonly domain: string;
  readonly random: Random;
  readonly ids: SisIds;
  readonly logins: LoginNames;
}

const SECOND_ADMIN = new Odds<readonly [title: string, department: string, role: string]>([
  [['Assistant Principal', 'Administration', ''], 45],
  [['Office Manager', 'Front Office', ''], 22],
  [['Registrar', 'Front Office', ''], 18],
  [['Technology Coordinator', 'Technology', 'School Tech Lead'], 12],
  [['', '', ''], 3],
]);

const SHARE_WITH_SECOND_ADMIN = 0.6;
const SHARE_AT_TWO_SCHOOLS = 0.15;

export function drawPrincipal(context: OfficeContext): Administrator {
  return drawAdministrator(['Principal', 'Administration', ''], context);
}

export function schoolRow(
  school: SchoolPlan,
  { place, principal, context }: { place: Neighbourhood; principal: Administrator; context: OfficeContext },
): CsvRow {
  const { random } = context;
  const { low, high } = GRADES_OF[school.kind];
  const early = school.grades.some(({ level }) => level === PRE_KINDERGARTEN);
  const phone = telephone(place, random);
  return {
    School_id: school.sisId,
    School_name: school.name,
    School_number: school.number,
    State_id: school.stateId,
    Nces_id: digits(12, random),
    MDR_number: random.chance(0.7) ? digits(8, random) : '',
    Low_grade: gradeCell(early ? PRE_KINDERGARTEN : low),
    High_grade: gradeCell(high),
    Principal: `${principal.first.written} ${principal.last.written}`,
    Principal_email: emailOf(principal, context),
    School_address: streetAddress(random),
    School_city: place.town,
    School_state: place.state,
    School_zip: zipCode(place, random),
    // A school's number may have an extension, a contact's may not.
    School_phone: random.chance(0.1) ? `${phone} x${random.between(10, 99)}` : phone,
  };
}

/** One or two admins a school; some of the second ones look after the next school too. */
export function staffRows(
  schools: readonly { readonly sisId: string; readonly principal: Administrator }[],
  context: OfficeContext,
): readonly CsvRow[] {
  const { random } = context;
  return schools.flatMap(({ sisId, principal }, index) => {
    const rows = rowsAt([sisId], principal, context);
    if (!random.chance(SHARE_WITH_SECOND_ADMIN)) return rows;
    const next = schools[(index + 1) % schools.length];
    const alsoAtNext = next !== undefined && next.sisId !== sisId && random.chance(SHARE_AT_TWO_SCHOOLS);
    const second = drawAdministrator(SECOND_ADMIN.draw(random), context);
    return [...rows, ...rowsAt(alsoAtNext ? [sisId, next.sisId] : [sisId], second, context)];
  });
}

/** One admin for all the schools. */
export function singleAdminRows(schoolIds: readonly string[], context: OfficeContext): readonly CsvRow[] {
  const admin = drawAdministrator(['Director of Student Data', 'Administration', ''], context);
  return rowsAt(schoolIds, admin, context);
}

function drawAdministrator(
  [title, department, role]: readonly [string, string, string],
  { random, logins }: OfficeContext,
): Administrator {
  const adult = drawAdult(random);
  const login = logins.claim(`${adult.first.plain}.${adult.last.plain}`);
  return { ...adult, login, title, department, role };
}

function rowsAt(
  schoolIds: readonly string[],
  admin: Administrator,
  context: OfficeContext,
): readonly CsvRow[] {
  const staffId = context.ids.staff();
  return schoolIds.map((schoolId) => ({
    School_id: schoolId,
    Staff_id: staffId,
    Staff_email: emailOf(admin, context),
    First_name: admin.first.written,
    Last_name: admin.last.written,
    Department: admin.department,
    Title: admin.title,
    Username: admin.login,
    Role: admin.role,
  }));
}

function emailOf({ login }: Administrator, { domain }: OfficeContext): string {
  return `${login}@${domain}`;
}

function digits(count: number, random: Random): string {
  return Array.from({ length: count }, () => random.below(10)).join('');
}
