/** Filters, and what they must find: evaluated on the records as the token is shown them, never on what is hidden. */
import type { Draw } from './draw.ts';
import type { Json, Sight } from './oracle.ts';
import { type Type, VALUES } from './record-fields.ts';

export interface WhereProbe {
  readonly text: string;
  /** Undefined: the filter names a field that the token cannot see, and must be refused like one that is not there. */
  readonly passes: ((record: Json) => boolean) | undefined;
}

function valueAt(record: Json, path: string): unknown {
  const [first = '', second] = path.split('.');
  const value = record[first];
  return second === undefined ? value : (value as Json | undefined)?.[second];
}

const texts = (value: unknown): readonly string[] => [value].flat().filter((one) => typeof one === 'string');
/** The stamps are no part of the truth, so nothing is asked of them. */
const LISTS = ['students', 'teachers', 'schools'];

/** Fields of records by which one may try to filter: those of the type, ids, and those that are never served. */
function pathsOf(type: Type): readonly string[] {
  const references: Readonly<Record<Type, readonly string[]>> = {
    school: ['sis_id'],
    teacher: ['sis_id', 'school'],
    student: ['sis_id', 'school'],
    section: ['sis_id', 'school', 'teacher', 'teachers', 'students'],
    school_admin: ['staff_id', 'schools'],
    contact: ['student'],
    district_admin: [],
  };
  return [
    ...Object.keys(VALUES[type]),
    ...references[type],
    'id',
    'district',
    'home_language',
    'Password',
    'unweighted_gpa',
  ];
}

/** @param worldValues values of all districts by path: also of records that are hidden. */
export function drawWhere(
  draw: Draw,
  sight: Sight,
  type: Type,
  worldValues: (path: string) => readonly string[],
): WhereProbe {
  const path = draw.pick(pathsOf(type));
  const known = worldValues(path);
  const value = known.length > 0 ? draw.pick(known) : 'x';
  const isList = LISTS.includes(path);
  const isVisible = sight.fields(type).has(path.split('.')[0] ?? '');
  const operators = isList
    ? (['is', '$ne', '$in', '$exists', '$size'] as const)
    : (['is', '$ne', '$nin', '$in', '$exists', '$regex', '$gt', '$lte'] as const);
  const operator = draw.pick(operators);
  const others = [value, ...(known.length > 0 ? [draw.pick(known)] : [])];
  const probe = (condition: unknown, test: (value: unknown) => boolean): WhereProbe => ({
    text: JSON.stringify({ [path]: condition }),
    passes: isVisible ? (record) => test(valueAt(record, path)) : undefined,
  });
  switch (operator) {
    case 'is':
      return probe(value, (found) => texts(found).includes(value));
    case '$ne':
      return probe({ $ne: value }, (found) => !texts(found).includes(value));
    case '$in':
      return probe({ $in: others }, (found) => texts(found).some((text) => others.includes(text)));
    case '$nin':
      return probe({ $nin: others }, (found) => !texts(found).some((text) => others.includes(text)));
    case '$exists':
      return probe({ $exists: draw.chance(0.5) }, () => true).text.includes('true')
        ? probe({ $exists: true }, (found) => found !== undefined)
        : probe({ $exists: false }, (found) => found === undefined);
    case '$size':
      return probe({ $size: 1 }, (found) => Array.isArray(found) && found.length === 1);
    case '$regex': {
      const part = value.replace(/[^\w@ ]/g, '.').slice(0, draw.int(1, 30));
      return probe({ $regex: part }, (found) => typeof found === 'string' && new RegExp(part).test(found));
    }
    case '$gt':
      return probe({ $gt: value }, (found) => typeof found === 'string' && found > value);
    case '$lte':
      return probe({ $lte: value }, (found) => typeof found === 'string' && found <= value);
  }
}
