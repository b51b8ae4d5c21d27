/** Changes of a roster that one token cannot see: tried at random, and kept where the oracle says that nothing changes for the token. */
import type { Draw } from './draw.ts';
import { gradesOf, mayAsk, type Named, readable, relatedIds, RELATIONS } from './expected.ts';
import { type Sight, sightOf } from './oracle.ts';
import { type Type, TYPES, VALUES } from './record-fields.ts';
import type { DistrictTruth, TokenTruth, Truth } from './truth.ts';
import { drawRecord } from './draw-roster.ts';
import type { Rec, Roster } from './world-plan.ts';

const NAMED: readonly Named[] = ['district', ...TYPES];

/** Everything that a token can learn: records, and what leads from one to another. */
export function everythingSeen(sight: Sight): string {
  return JSON.stringify(
    NAMED.map((type) => {
      const isOpen = mayAsk(sight, type, undefined, false) || mayAsk(sight, type, undefined, true);
      const records = readable(sight, type);
      const led = [...records.keys()].map((id) =>
        Object.entries(RELATIONS[type])
          .filter(([rel]) => mayAsk(sight, type, rel, false))
          .map(([rel, { to }]) => (to === 'grades' ? gradesOf(sight, id) : relatedIds(sight, type, id, rel))),
      );
      return isOpen ? [[...records].sort(), led] : [];
    }),
  );
}

type Change = (roster: Roster) => Roster;

const replaced =
  (type: Type, key: string, change: (rec: Rec) => Rec): Change =>
  (roster) => ({
    ...roster,
    [type]: roster[type].map((rec) => (rec.key === key ? change(rec) : rec)),
  });

const CHANGED: readonly Type[] = ['school', 'teacher', 'student', 'section', 'school_admin', 'contact'];

/** One change of any kind; most are seen by most tokens. */
function drawChange(draw: Draw, number: number, roster: Roster): Change {
  const type = draw.pick(CHANGED.filter((one) => roster[one].length > 0));
  const { key } = draw.pick(roster[type]);
  const redrawn = (rec: Rec) => drawRecord(draw, number, type, rec);
  switch (
    draw.pick(['values', 'value', 'value', 'unserved', 'enrolment', 'enrolment', 'leaves', 'comes'] as const)
  ) {
    case 'values':
      return replaced(type, key, (rec) => ({ ...rec, values: redrawn(rec).values }));
    case 'value': {
      const path = draw.pick(Object.keys(VALUES[type]));
      return replaced(type, key, (rec) => ({
        ...rec,
        values: { ...rec.values, [path]: redrawn(rec).values[path] ?? '' },
      }));
    }
    case 'unserved':
      return replaced(type, key, (rec) => ({ ...rec, unserved: redrawn(rec).unserved }));
    case 'enrolment': {
      const student = draw.pick(roster.student).key;
      const section = roster.section.length > 0 ? draw.pick(roster.section).key : '';
      return replaced('section', section, (rec) => {
        const students = rec.students ?? [];
        const without = students.filter((one) => one !== student);
        return { ...rec, students: without.length === students.length ? [...students, student] : without };
      });
    }
    case 'leaves':
      return (before) => ({ ...before, [type]: before[type].filter((rec) => rec.key !== key) });
    case 'comes': {
      const fresh = `${type === 'student' ? 's' : 'n'}${draw.int(8, 9)}`;
      const like = draw.pick(roster[type]);
      return type === 'contact' || roster[type].some((rec) => rec.key === fresh)
        ? (before) => before
        : (before) => ({
            ...before,
            [type]: [...before[type], drawRecord(draw, number, type, { ...like, key: fresh })],
          });
    }
  }
}

/** Whether everything that a record names is there, and no section is empty. */
function isSound(roster: Roster): boolean {
  const has = (type: Type, keys: readonly string[]) =>
    keys.every((key) => roster[type].some((rec) => rec.key === key));
  return (
    CHANGED.every((type) => type === 'contact' || roster[type].length > 0) &&
    CHANGED.every((type) =>
      roster[type].every(
        ({ school, schools, teachers, students, student }) =>
          has(
            'school',
            [school, schools].flat().filter((key) => key !== undefined),
          ) &&
          has('teacher', teachers ?? []) &&
          has(
            'student',
            [students, student].flat().filter((key) => key !== undefined),
          ) &&
          students?.length !== 0,
      ),
    )
  );
}

/** The roster after as many changes as there are that the token cannot see; undefined where there are none. */
export function changeUnseen(
  draw: Draw,
  truth: Truth,
  token: TokenTruth,
  tries: number,
): { readonly roster: Roster; readonly changes: number } | undefined {
  const sight = sightOf(truth, token);
  if (!sight) return undefined;
  const number = token.connection.district;
  const seen = everythingSeen(sight);
  const seenOf = (roster: Roster) => {
    const district: DistrictTruth = { ...sight.district, roster };
    const after = sightOf({ ...truth, districts: truth.districts.with(number, district) }, token);
    return after && everythingSeen(after);
  };
  let { roster } = sight.district;
  let changes = 0;
  for (let n = 0; n < tries; n++) {
    const changed = drawChange(draw, number, roster)(roster);
    if (JSON.stringify(changed) === JSON.stringify(roster) || !isSound(changed) || seenOf(changed) !== seen)
      continue;
    roster = changed;
    changes++;
  }
  return changes > 0 ? { roster, changes } : undefined;
}
