import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acceptScopes,
  createApplication,
  disconnect,
  explain,
  type Explanation,
  proposeConnection,
  rotateToken,
  setLaunchDate,
  setPaused,
  SHARE_EVERYTHING,
  updateApplication,
} from '../../src/directory/index.ts';
import { SCOPES, TIERS, type StoredType } from '../../src/roster/index.ts';
import { NOTHING_SHARED } from '../../src/sharing/index.ts';
import { anySharing, useSharingWorld } from './sharing-world.ts';

const world = useSharingWorld();
const resettle = () => Promise.resolve();

function ask(type: StoredType, id: string): Promise<Explanation> {
  const { districtId, applicationId } = world;
  return explain(world.acting, { districtId, applicationId, type, id });
}

async function idOf(type: StoredType, key: string): Promise<string> {
  const [id] = await world.store.districts.ask(world.districtId, {
    ask: 'matching',
    type,
    passes: (values) => values['sis_id'] === key,
  });
  if (id === undefined) throw new Error(`There is no ${type} ${key}.`);
  return id;
}

const stops = ({ steps }: Explanation) =>
  steps.filter(({ verdict }) => verdict === 'stop').map(({ rule }) => rule);

describe('an explanation', () => {
  it('agrees with what is served, whatever is shared', async () => {
    const ids = await world.everyId();
    await fc.assert(
      fc.asyncProperty(anySharing(ids), async (sharing) => {
        await world.share(sharing);
        for (const [type, of] of ids)
          for (const id of [...of, 'f'.repeat(24)]) {
            const explanation = await ask(type, id);
            const status = await world.statusOf(type, id);
            const at = `${type} ${id} ${JSON.stringify(sharing)} ${JSON.stringify(explanation.steps)}`;
            expect(explanation.isServed, at).toBe(status === 200);
            const paths = explanation.steps.filter(({ rule }) => /^sharing\.(?!kind)/.test(rule));
            if (explanation.isServed) {
              expect(
                paths.map(({ verdict }) => verdict),
                at,
              ).toContain('pass');
              expect(
                paths.map(({ verdict }) => verdict),
                at,
              ).not.toContain('stop');
            } else if (!stops(explanation).includes('record')) {
              // A path that leads to what is hidden is told only beside the rule that takes it away.
              const isExcluded = paths.some(
                ({ verdict, text }) => verdict === 'stop' && text.includes('takes this'),
              );
              expect(paths.some(({ verdict }) => verdict === 'info') && !isExcluded, at).toBe(false);
            }
          }
      }),
      { numRuns: 40, seed: 20_261_125, endOnFailure: true },
    );
  }, 120_000);

  it('agrees with what is served, whatever scopes and tier let through', async () => {
    await world.share(SHARE_EVERYTHING);
    const ids = await world.everyId();
    const scopes = Object.keys(SCOPES);
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(scopes),
        fc.subarray(scopes),
        fc.constantFrom(...Object.keys(TIERS)),
        fc.boolean(),
        async (asked, accepted, tier, enabled) => {
          const { acting, applicationId, connectionId } = world;
          await updateApplication(
            acting,
            applicationId,
            { scopes: [...new Set([...asked, ...accepted])] },
            resettle,
          );
          await acceptScopes(acting, connectionId, accepted);
          const state = enabled ? 'enabled' : 'disabled';
          await updateApplication(acting, applicationId, { scopes: asked, tier, state }, resettle);
          for (const [type, of] of ids) {
            const [id = ''] = of;
            const explanation = await ask(type, id);
            expect(explanation.isServed, JSON.stringify(explanation)).toBe(
              (await world.statusOf(type, id)) === 200,
            );
          }
        },
      ),
      { numRuns: 60, seed: 20_261_125 },
    );
    const { acting, applicationId, connectionId } = world;
    const all = ['read:user_id', 'read:sis', 'read:school_admins', 'read:district_admins'];
    await updateApplication(
      acting,
      applicationId,
      { scopes: all, tier: 'secure_sync', state: 'enabled' },
      resettle,
    );
    await acceptScopes(acting, connectionId, all);
  });

  it('names the section, the rule, and the rule that takes a student away', async () => {
    const student = await idOf('student', '0070002');
    const section = await idOf('section', 'S-K1');
    const homeroom = {
      match: 'sections' as const,
      where: [{ field: 'subject', op: 'is' as const, value: ['homeroom/advisory'] }],
    };
    const rules = [
      { match: 'students' as const, where: [{ field: 'grade', op: 'is' as const, value: ['5'] }] },
      homeroom,
    ];
    await world.share({ ...NOTHING_SHARED, share: { kind: 'rules', rules } });
    const seen = await ask('student', student);
    expect(seen.isServed).toBe(true);
    // Rules are kept in an order of their own: two ways to write a choice are one choice.
    const naming = seen.steps.find(({ text }) => text.includes('homeroom/advisory'));
    expect(naming?.verdict).toBe('pass');
    expect(naming?.text).toContain(`names section ${section}, in which the student is enrolled.`);

    const exclude = {
      match: 'students' as const,
      exclude: true as const,
      where: [{ field: 'grade', op: 'is' as const, value: ['Kindergarten'] }],
    };
    await world.share({ ...NOTHING_SHARED, share: { kind: 'rules', rules: [...rules, exclude] } });
    const hidden = await ask('student', student);
    expect(hidden.isServed).toBe(false);
    expect(stops(hidden)).toHaveLength(1);
    expect(hidden.steps.find(({ verdict }) => verdict === 'stop')?.text).toContain('Kindergarten');
    expect(hidden.steps.find(({ text }) => text.includes('homeroom/advisory'))?.verdict).toBe('info');
    expect(hidden.steps.find(({ verdict }) => verdict === 'stop')?.change).toContain('rollbook sharing set');

    await world.share(NOTHING_SHARED);
    expect(stops(await ask('student', student))).toEqual(['sharing.none']);
    await world.share(SHARE_EVERYTHING);
  });

  it('tells hidden, untaken, withheld and granted fields apart', async () => {
    const student = await idOf('student', '0070002');
    await updateApplication(
      world.acting,
      world.applicationId,
      { takenFields: { student: { race: 'untaken' } } },
      resettle,
    );
    await world.share({ ...SHARE_EVERYTHING, refused: { student: ['dob'] }, granted: ['frl_status'] });
    const { steps } = await ask('student', student);
    const texts = steps
      .filter(({ rule }) => rule.startsWith('fields.'))
      .map(({ rule, text }) => [rule, text]);
    expect(texts).toEqual([
      ['fields.granted', '"frl_status" is told: the district granted frl_status.'],
      ['fields.refused', 'The district refuses dob.'],
      ['fields.untaken', 'The application does not take race.'],
      ['fields.withheld', 'iep_status is withheld until the district grants it.'],
    ]);
    await updateApplication(world.acting, world.applicationId, { takenFields: {} }, resettle);
    await world.share(SHARE_EVERYTHING);
  });

  it('tells of rotation, launch, user types and a pause', async () => {
    const student = await idOf('student', '0070002');
    const { acting, connectionId, applicationId, districtId } = world;
    await rotateToken(acting, connectionId, 60_000);
    await setLaunchDate(acting, connectionId, '2199-01-01');
    await updateApplication(acting, applicationId, { userTypes: ['teacher'] }, resettle);
    await setPaused(acting, districtId, true);
    const { steps, isServed } = await ask('student', student);
    const rules = steps.filter(({ verdict }) => verdict === 'info').map(({ rule }) => rule);
    expect(rules).toEqual(
      expect.arrayContaining(['token.rotation', 'sign_in.launch', 'sign_in.user_type', 'district.paused']),
    );
    // None of these hides the record.
    expect(isServed).toBe(true);
    expect(await world.statusOf('student', student)).toBe(200);
    await setPaused(acting, districtId, false);
  });

  it('tells what an application that is not connected lacks, and nothing of other districts', async () => {
    const student = await idOf('student', '0070002');
    const { acting, districtId } = world;
    const { id: applicationId } = await createApplication(acting, { name: 'Another' });
    const question = { applicationId, districtId, type: 'student' as const, id: student };
    expect(stops(await explain(acting, question))).toEqual(['connection.state']);
    const proposed = await proposeConnection(acting, { applicationId, districtId, by: 'district' });
    const pending = await explain(acting, question);
    expect(pending.steps.find(({ rule }) => rule === 'connection.state')?.text).toBe(
      `Connection ${proposed.id} is pending: it has no token before it is accepted.`,
    );
    await disconnect(acting, proposed.id);
    const ended = await explain(acting, question);
    expect(ended.steps.find(({ rule }) => rule === 'connection.state')?.text).toMatch(
      /^The application was disconnected/,
    );
    expect(stops(await explain(acting, { ...question, id: 'f'.repeat(24) }))).toContain('record');
  });
});
