import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acceptScopes,
  changeSharing,
  createApplication,
  previewSharing,
  proposeConnection,
  SHARE_EVERYTHING,
  updateApplication,
} from '../../src/directory/index.ts';
import { getResource, STORED_TYPES } from '../../src/roster/index.ts';
import { NOTHING_SHARED, type Rule } from '../../src/sharing/index.ts';
import { anySharing, type Served, type ServedRecord, useSharingWorld } from './sharing-world.ts';

const world = useSharingWorld();
const resettle = () => Promise.resolve();

const unstamped = ({ last_modified: _stamp, ...record }: ServedRecord) => JSON.stringify(record);

/** What a person would count who compared two answers of the server. */
function compare(before: Served, after: Served) {
  return Object.fromEntries(
    STORED_TYPES.map((type) => {
      const was = new Map(before[type].map((record) => [record.id, record]));
      const is = new Map(after[type].map((record) => [record.id, record]));
      const staying = [...is.values()].flatMap((record) => {
        const old = was.get(record.id);
        return old ? [[old, record] as const] : [];
      });
      const counts = {
        visible: is.size,
        entering: is.size - staying.length,
        leaving: was.size - staying.length,
        changed: staying.filter(([old, record]) => unstamped(old) !== unstamped(record)).length,
      };
      return [type, counts];
    }),
  );
}

describe('a preview', () => {
  it('counts and shows exactly what the change makes of the answers', async () => {
    const ids = await world.everyId();
    await fc.assert(
      fc.asyncProperty(anySharing(ids), anySharing(ids), async (first, second) => {
        await world.share(first);
        const before = await world.served();
        const preview = await previewSharing(world.acting, world.connectionId, second);
        await world.share(second);
        const after = await world.served();
        expect(preview.counts).toEqual(compare(before, after));
        for (const type of STORED_TYPES) {
          // To the letter, and in the same order of keys.
          const shown = JSON.stringify(after[type].slice(0, 3));
          expect(JSON.stringify(preview.samples[type].visible)).toBe(shown);
          const old = new Set(before[type].map(({ id }) => id));
          const entering = after[type].filter(({ id }) => !old.has(id)).slice(0, 3);
          expect(JSON.stringify(preview.samples[type].entering)).toBe(JSON.stringify(entering));
        }
        const again = await previewSharing(world.acting, world.connectionId, second);
        for (const type of STORED_TYPES)
          expect(again.counts[type]).toEqual({
            visible: after[type].length,
            entering: 0,
            leaving: 0,
            changed: 0,
          });
        expect(again.fields).toEqual({});
      }),
      { numRuns: 40, seed: 20_261_125 },
    );
  }, 120_000);

  it('counts against all records where everything is seen today', async () => {
    await world.share(SHARE_EVERYTHING);
    const before = await world.served();
    const { counts } = await previewSharing(world.acting, world.connectionId, NOTHING_SHARED);
    for (const type of STORED_TYPES)
      expect(counts[type], type).toEqual({
        visible: 0,
        entering: 0,
        leaving: before[type].length,
        changed: 0,
      });
    expect(counts.student.leaving).toBeGreaterThan(20);
  });

  it('changes nothing', async () => {
    await world.share(SHARE_EVERYTHING);
    const before = await world.store.districts.findDistrict(world.districtId);
    const audiences = await world.store.districts.audiences(world.districtId);
    await previewSharing(world.acting, world.connectionId, { ...NOTHING_SHARED, granted: ['frl_status'] });
    expect(await world.store.districts.findDistrict(world.districtId)).toEqual(before);
    expect(await world.store.districts.audiences(world.districtId)).toEqual(audiences);
  });

  it('names fields that come and go', async () => {
    await world.share({ ...SHARE_EVERYTHING, refused: { student: ['dob'] } });
    const { fields, counts } = await previewSharing(world.acting, world.connectionId, {
      ...SHARE_EVERYTHING,
      refused: { student: ['race'], contact: ['phone'] },
      granted: ['frl_status'],
    });
    expect(fields).toEqual({
      student: { added: ['dob', 'frl_status'], removed: ['race'] },
      contact: { added: [], removed: ['phone'] },
    });
    expect(counts.student.changed).toBeGreaterThan(0);
    expect(counts.teacher.changed).toBe(0);
  });

  it('shows no sample of what the scopes do not open, and says so', async () => {
    const { acting, connectionId } = world;
    await world.share(SHARE_EVERYTHING);
    const narrow = ['read:user_id', 'read:school_admins'];
    await acceptScopes(acting, connectionId, narrow);
    const preview = await previewSharing(acting, connectionId, SHARE_EVERYTHING);
    expect(preview.gates.student).toEqual({ isOpen: false, scopes: ['read:sis', 'read:students'] });
    expect(preview.samples.student).toEqual({ entering: [], visible: [] });
    expect(preview.samples.school_admin.visible.length).toBeGreaterThan(0);
    expect(preview.warnings).toContain(
      'students would be shared, and the application cannot read them: that takes read:sis or read:students.',
    );
    await acceptScopes(acting, connectionId, [...narrow, 'read:sis', 'read:district_admins']);
  });

  it('warns of rules and ids that lead nowhere, of required fields and of large departures', async () => {
    const { acting, connectionId, applicationId } = world;
    await world.share(SHARE_EVERYTHING);
    const nobody: Rule = {
      match: 'students',
      where: [
        { field: 'grade', op: 'is', value: ['12'] },
        { field: 'grade', op: 'is', value: ['1'] },
      ],
    };
    const ruled = await previewSharing(acting, connectionId, {
      ...NOTHING_SHARED,
      share: { kind: 'rules', rules: [nobody, { ...nobody, exclude: true }] },
    });
    expect(ruled.rules).toEqual([
      { rule: 1, match: 'students', exclude: false, records: 0 },
      { rule: 2, match: 'students', exclude: true, records: 0 },
    ]);
    expect(ruled.warnings).toEqual(
      expect.arrayContaining([
        'This choice leads to no record at all: the application sees nothing.',
        'Rule 1 matches no students.',
        'Rule 2 excludes no students.',
        '100 % of the students that the application sees would go.',
      ]),
    );
    const picked = await previewSharing(acting, connectionId, {
      ...NOTHING_SHARED,
      share: { kind: 'schools', schools: ['f'.repeat(24)], staff: false },
    });
    expect(picked.warnings).toEqual(
      expect.arrayContaining([
        `There is no school ${'f'.repeat(24)} in this district.`,
        'Staff are not shared: the staff box is off.',
      ]),
    );
    await updateApplication(
      acting,
      applicationId,
      { takenFields: { student: { dob: 'required' } } },
      resettle,
    );
    const refusing = { ...SHARE_EVERYTHING, refused: { student: ['dob'] } };
    const { warnings } = await previewSharing(acting, connectionId, refusing);
    expect(warnings[0]).toMatch(/^"dob" of student CANNOT BE REFUSED/);
    await expect(changeSharing(acting, connectionId, refusing)).rejects.toThrow('cannot do without "dob"');
    await updateApplication(acting, applicationId, { takenFields: {} }, resettle);
  });

  it('is there before a connection is accepted', async () => {
    const { acting, districtId } = world;
    const { id: applicationId } = await createApplication(acting, { name: 'Asking' });
    const { id } = await proposeConnection(acting, { applicationId, districtId, by: 'application' });
    const preview = await previewSharing(acting, id, SHARE_EVERYTHING);
    expect(preview.counts.student.entering).toBe(preview.counts.student.visible);
    expect(preview.fields.student?.added).toContain('name');
    expect(preview.fields.student?.added).not.toContain('frl_status');
    expect(preview.warnings[0]).toBe('The connection is invited: nothing is read before it is accepted.');
    expect(JSON.stringify(preview.samples.student.entering)).not.toContain('frl_status');
    expect(getResource('student').fields['frl_status']?.grant).toBe('frl_status');
  });
});
