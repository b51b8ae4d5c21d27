/** What audiences see over syncs: kept as if it were found anew, named anew only when it differs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soundRows, tablesOf } from '../ingest/random-rosters.ts';
import { course, enrollment, northSchool, pupil, rosterOf, tess } from '../ingest/roster-files.ts';
import { digitsFrom, NEVER_HELD, runs, useHub } from '../ingest/test-hub.ts';
import { policyOf, seenBy, watch } from './audience-world.ts';

const hub = useHub();
const newId = digitsFrom('audience');

const rule = (match: string, field: string, value: string, more: object = {}) => ({
  match,
  where: [{ field, op: 'is', value }],
  ...more,
});
const rules = (...of: readonly object[]) => ({ kind: 'rules', rules: of });

/** Choices that need no ids, so that they mean something in every roster. */
const POLICIES = [
  policyOf({ kind: 'everything' }, { refused: { student: ['dob', 'location'], contact: ['phone'] } }),
  policyOf(rules(rule('students', 'sis_id', 's1'), rule('students', 'sis_id', 's2'))),
  policyOf(rules(rule('students', 'grade', '1')), { leak_hidden_ids: true }),
  policyOf(rules({ match: 'sections' }, rule('students', 'grade', '2', { exclude: true }))),
  policyOf(rules(rule('sections', 'course_name', 'Math'), { match: 'staff' }), {
    refused: { student: ['grade'] },
  }),
  policyOf(
    rules(
      rule('teachers', 'sis_id', 't1', { with_students: true }),
      rule('teachers', 'title', '1', { exclude: true }),
    ),
  ),
  policyOf(rules(rule('staff', 'title', '2'), rule('students', 'sis_id', 's4'))),
];

describe('audiences', () => {
  it(
    'see over any imports what a fresh look would find, and move with it and with nothing else',
    { timeout: 600_000 },
    async () => {
      let moved = 0;
      let stood = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(soundRows, { minLength: 3, maxLength: 5 }),
          fc.boolean(),
          async (sequence, bySchool) => {
            const district = await hub.district(NEVER_HELD);
            const [first, ...later] = sequence;
            if (!first) return;
            await district.import(tablesOf(first), { approve: true });
            const schools = (await district.list('school')).map(({ id }) => id).slice(0, 1);
            const sections = (await district.list('section')).map(({ id }) => id).slice(0, 2);
            const policies = [
              ...POLICIES,
              bySchool
                ? policyOf({ kind: 'schools', schools, staff: true })
                : policyOf({ kind: 'sections', sections }),
            ];
            const watched = [];
            for (const policy of policies) watched.push(await watch(hub, district.id, policy, newId(24)));
            for (const rows of later) {
              await district.import(tablesOf(rows), { approve: true });
              for (const audience of watched) {
                if ((await audience.check()).hasMoved) moved++;
                else stood++;
              }
            }
          },
        ),
        runs(14),
      );
      // Both kinds of change were there.
      expect(moved).toBeGreaterThan(40);
      expect(stood).toBeGreaterThan(8);
    },
  );

  const town = (
    more: {
      readonly students?: readonly string[];
      readonly in?: readonly string[];
      readonly zip?: string;
    } = {},
  ) => {
    const { students = ['ann', 'bob', 'cat'], in: members = ['ann', 'bob'], zip = '' } = more;
    return {
      schools: [northSchool],
      teachers: [tess],
      students: students.map((id) =>
        pupil(id, {
          Grade: id === 'ann' ? '1' : '2',
          Student_zip: zip,
          Student_email: `${id}@x.example.org`,
        }),
      ),
      sections: [course('math')],
      enrollments: members.map((id) => enrollment('math', id)),
    };
  };
  const onlyAnn = rules(rule('students', 'grade', '1'));

  it('do not move when a hidden student joins or leaves a section that they see', async () => {
    const district = await hub.publishedDistrict(town(), NEVER_HELD);
    const some = await watch(hub, district.id, policyOf(onlyAnn), newId(24));
    const leaky = await watch(hub, district.id, policyOf(onlyAnn, { leak_hidden_ids: true }), newId(24));
    await district.publish(rosterOf(town({ in: ['ann', 'bob', 'cat'] })));
    expect((await some.check()).hasMoved).toBe(false);
    expect((await leaky.check()).hasMoved).toBe(true);
    await district.publish(rosterOf(town({ in: ['ann'] })));
    expect((await some.check()).hasMoved).toBe(false);
    await district.publish(rosterOf(town({ students: ['ann', 'dan'], in: ['ann', 'dan'] })));
    expect((await some.check()).hasMoved).toBe(false);
    // The visible one leaving is seen, and is the only thing that is.
    await district.publish(rosterOf(town({ students: ['ann', 'dan'], in: ['dan'] })));
    const { hasMoved, seen } = await some.check();
    expect(hasMoved).toBe(true);
    expect([...seen.keys()].filter((key) => key.startsWith('section'))).toEqual([]);
  });

  it('show another stamp on a section that names who became visible or hidden, though the section is as it was', async () => {
    const district = await hub.publishedDistrict(town(), NEVER_HELD);
    const but2 = rules({ match: 'sections' }, rule('students', 'grade', '2', { exclude: true }));
    const some = await watch(hub, district.id, policyOf(but2), newId(24));
    const { students, ...rest } = town();
    const stored = (await district.record('section', 'math'))['last_modified'];
    for (const [grade, count] of [
      ['2', 0],
      ['1', 1],
    ] as const) {
      const graded = students.map((row) => (row['Student_id'] === 'ann' ? { ...row, Grade: grade } : row));
      await district.publish(rosterOf({ ...rest, students: graded }));
      const { hasMoved, seen } = await some.check();
      expect(hasMoved).toBe(true);
      const section = [...seen].find(([key]) => key.startsWith('section'))?.[1] ?? '{}';
      const shown = JSON.parse(section) as {
        readonly students: readonly string[];
        readonly last_modified: string;
      };
      expect(shown.students).toHaveLength(count);
      expect(shown.last_modified).not.toBe(stored);
      expect((await district.record('section', 'math'))['last_modified']).toBe(stored);
    }
  });

  it('do not move when a field changes that they do not see, and keep the stamp they saw', async () => {
    const district = await hub.publishedDistrict(town(), NEVER_HELD);
    const without = policyOf({ kind: 'everything', staff: true }, { refused: { student: ['location'] } });
    const some = await watch(hub, district.id, without, newId(24));
    for (const zip of ['1', '2', '']) {
      await district.publish(rosterOf(town({ zip })));
      expect((await some.check()).hasMoved).toBe(false);
    }
    // The next visible change shows a later stamp, once.
    const email = { Student_email: 'new@x.example.org', Student_zip: '9' };
    const { students, ...rest } = town();
    await district.publish(rosterOf({ ...rest, students: students.map((row) => ({ ...row, ...email })) }));
    expect((await some.check()).hasMoved).toBe(true);
    await district.publish(
      rosterOf({ ...rest, students: students.map((row) => ({ ...row, ...email, Student_zip: '8' })) }),
    );
    expect((await some.check()).hasMoved).toBe(false);
  });

  it('see who comes, goes and comes back under the same id, each time since another version', async () => {
    const district = await hub.publishedDistrict(town({ students: ['ann', 'bob'] }), NEVER_HELD);
    const some = await watch(hub, district.id, policyOf(rules({ match: 'students' })), newId(24));
    const idOfBob = (await district.record('student', 'bob')).id;
    const spans = () =>
      hub.query((db) =>
        db
          .prepare<[string, string], { since: number; until: number }>(
            'SELECT since, until FROM audience_former WHERE audience_id = ? AND id = ? ORDER BY since',
          )
          .all(some.id, idOfBob),
      );
    for (let n = 1; n <= 2; n++) {
      await district.publish(rosterOf(town({ students: ['ann'], in: ['ann'] })));
      await some.check();
      expect(spans()).toHaveLength(n);
      await district.publish(rosterOf(town({ students: ['ann', 'bob'] })));
      const { seen } = await some.check();
      expect(seen.has(`student ${idOfBob}`)).toBe(true);
    }
    const [first, second] = spans();
    expect(first?.until).toBeLessThan(second?.since ?? 0);
  });

  it('see everything as it is stored if they see everything', async () => {
    const district = await hub.publishedDistrict(town(), NEVER_HELD);
    const whole = await hub.store.districts.ensureAudience(
      district.id,
      policyOf({ kind: 'everything', staff: true }),
      newId(24),
    );
    expect(whole.id).toBe(district.audienceId);
    const odd = '{"share":{"kind":"everything","staff":true},"leak_hidden_ids":true}';
    expect((await hub.store.districts.ensureAudience(district.id, odd, newId(24))).id).toBe(
      district.audienceId,
    );
    expect((await seenBy(hub.store, district.id, district.audienceId)).size).toBeGreaterThan(0);
  });
});
