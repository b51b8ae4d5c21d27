/**
 * All record types of v1.1, and the checks that keep their definitions consistent. A mistake in a definition is found
 * when this file is loaded, not on request.
 */
import type { AnyResource, CsvColumn, CsvFile, Field, Fields } from './define-resource.ts';
import { contact } from './resources/contact.ts';
import { districtAdmin } from './resources/district-admin.ts';
import { districtStatus } from './resources/district-status.ts';
import { district } from './resources/district.ts';
import { schoolAdmin } from './resources/school-admin.ts';
import { school } from './resources/school.ts';
import { section } from './resources/section.ts';
import { student } from './resources/student.ts';
import { teacher } from './resources/teacher.ts';

export const resources = {
  district,
  school,
  teacher,
  student,
  section,
  school_admin: schoolAdmin,
  district_admin: districtAdmin,
  contact,
  district_status: districtStatus,
} as const;

export type ResourceName = keyof typeof resources;

/** The record types that a district's files carry, in the order in which ids are given (`roster-csv` D39). */
export const ROSTER_TYPES = ['school', 'teacher', 'student', 'section', 'school_admin', 'contact'] as const;
export type RosterType = (typeof ROSTER_TYPES)[number];

/** Everything that is stored as a record: what the files carry, and district admins. */
export const STORED_TYPES = [...ROSTER_TYPES, 'district_admin'] as const;
export type StoredType = (typeof STORED_TYPES)[number];

export const catalogue: readonly AnyResource[] = Object.values(resources);

/** Whether the name is that of a type of which records are stored. */
export function isStoredType(name: string): name is StoredType {
  return (STORED_TYPES as readonly string[]).includes(name);
}

export function getResource(name: string): AnyResource {
  const found = catalogue.find((resource) => resource.name === name);
  if (!found) throw new Error(`The catalogue has no record type "${name}".`);
  return found;
}

/** A field of a record or of a group in it, with the path by which it is known: `name.first`. */
export interface FieldAt {
  readonly path: readonly string[];
  readonly field: Field;
}

/** All fields of a record type that hold a value of their own: groups are opened, not listed. */
export function leafFields(fields: Fields, path: readonly string[] = []): readonly FieldAt[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const here = [...path, name];
    return field.kind.members ? leafFields(field.kind.members, here) : [{ path: here, field }];
  });
}

/** The files of the layout that must be there at each import (`roster-csv` 1.1), in the order of checking (1.14). */
export const REQUIRED_FILES = [
  'schools',
  'teachers',
  'students',
  'sections',
  'enrollments',
] as const satisfies readonly CsvFile[];
export const CSV_FILES = [...REQUIRED_FILES, 'staff'] as const satisfies readonly CsvFile[];

/** Enrollments are no record of their own: they fill `students` of sections (`roster-csv` 1.8). */
export const ENROLLMENT_COLUMNS = {
  school: { header: 'School_id', required: true },
  section: { header: 'Section_id', required: true },
  student: { header: 'Student_id', required: true },
} as const satisfies Record<string, CsvColumn>;

/** The older name of the staff file, from 2018 on (`roster-csv` 1.8). */
export const OLDER_FILE_NAMES: Readonly<Record<string, CsvFile>> = { admins: 'staff' };

/** The columns of a file that are read, each once, in the order of the catalogue. */
export function columnsOf(file: CsvFile): readonly CsvColumn[] {
  if (file === 'enrollments') return Object.values(ENROLLMENT_COLUMNS);
  const columns = catalogue
    .filter((resource) => resource.csv?.file === file)
    .flatMap((resource) => [
      ...leafFields(resource.fields).flatMap(({ field }) => (field.csv ? [field.csv] : [])),
      ...Object.values(resource.csv?.kept ?? {}).map((kept) => kept.csv),
    ]);
  return [...new Map(columns.map((column) => [column.header.toLowerCase(), column])).values()];
}

/** The column that a top-level field of a record type is read from. */
export function columnOf(type: RosterType, name: string): CsvColumn {
  const { fields, csv } = getResource(type);
  const column = fields[name]?.csv ?? csv?.kept?.[name]?.csv;
  if (!column) throw new Error(`No column of ${type} is read as "${name}".`);
  return column;
}

function problemsOf(resource: AnyResource): string[] {
  const problems: string[] = [];
  const fail = (what: string) => problems.push(`${resource.name}: ${what}`);
  const known = (name: string) => catalogue.some((other) => other.name === name);
  const headers = new Set<string>();
  if (resource.doc === '') fail('has no documentation');
  for (const { path, field } of leafFields(resource.fields)) {
    const name = path.join('.');
    if (field.doc === '') fail(`field ${name} has no documentation`);
    const target = field.kind.refersTo;
    if (target !== undefined && !known(target)) fail(`field ${name} refers to unknown type ${target}`);
    for (const header of field.csv ? [field.csv.header, ...(field.csv.aliases ?? [])] : []) {
      if (headers.has(header.toLowerCase()))
        fail(`field ${name} reads column ${header}, which another field reads`);
      headers.add(header.toLowerCase());
    }
  }
  for (const [rel, relation] of Object.entries(resource.relations)) {
    const { members, target } = relation;
    if (members.by !== 'values' && !known(target)) fail(`relation ${rel} leads to unknown type ${target}`);
    if (members.by === 'own' && !(members.field in resource.fields))
      fail(`relation ${rel}: no field ${members.field}`);
    if (members.by === 'inverse' && !(members.field in getResource(target).fields))
      fail(`relation ${rel}: ${target} has no field ${members.field}`);
    if ((members.by === 'through' || members.by === 'values') && !(members.relation in resource.relations))
      fail(`relation ${rel}: no relation ${members.relation}`);
  }
  for (const name of resource.ruleFields ?? []) {
    const [first = '', second] = name.split('.');
    const members = resource.fields[first]?.kind.members;
    const isKnown =
      second === undefined
        ? first in resource.fields || first in (resource.csv?.kept ?? {})
        : members !== undefined && second in members;
    if (!isKnown) fail(`rules may name ${name}, which is no field`);
  }
  for (const name of Object.keys(resource.example))
    if (!(name in resource.fields)) fail(`example has unknown ${name}`);
  for (const [name, field] of Object.entries(resource.fields))
    if (field.presence === 'guaranteed' && !(name in resource.example))
      fail(`example lacks guaranteed ${name}`);
  return problems;
}

const problems = catalogue.flatMap(problemsOf);
if (problems.length > 0) throw new Error(`The catalogue is inconsistent:\n${problems.join('\n')}`);
