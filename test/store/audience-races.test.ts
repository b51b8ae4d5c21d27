/** Audiences that are made, let go and left half done, while others do the same. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  changeSharing,
  connections,
  createApplication,
  createConnection,
  disconnect,
  getConnection,
  resettleSharing,
  updateApplication,
} from '../../src/directory/index.ts';
import { NOTHING_SHARED, parseSharing } from '../../src/sharing/index.ts';
import { openSqliteStore } from '../../src/store/index.ts';
import { rosterOf, townOf, keys } from '../ingest/roster-files.ts';
import { digitsFrom, NEVER_HELD, useHub } from '../ingest/test-hub.ts';
import { policyOf, seenBy, WatchedAudience } from './audience-world.ts';
import { runScript } from './write-queue.ts';

const hub = useHub();
const newId = digitsFrom('races');
const built = new URL('../../dist/store/index.js', import.meta.url);

const students = (...ids: readonly string[]) => ({
  kind: 'rules',
  rules: [{ match: 'students', where: [{ field: 'sis_id', op: 'is', value: ids }] }],
});
const shares = (share: unknown) => parseSharing({ share });

async function districtOf(count: number) {
  return hub.publishedDistrict(townOf(keys(count)), NEVER_HELD);
}

/** Rows that belong to no audience that is kept, or to one that was let go. */
const leftovers = (districtId: string) =>
  hub.query((db) => ({
    audiences: db
      .prepare('SELECT * FROM audience WHERE district_id = ? AND view_version < 0')
      .all(districtId),
    members: db
      .prepare(
        `SELECT DISTINCT m.audience_id FROM audience_record AS m LEFT JOIN audience AS a ON a.id = m.audience_id
         WHERE m.district_id = ? AND (a.id IS NULL OR a.retired_at IS NOT NULL OR a.view_version < 0)`,
      )
      .all(districtId),
  }));
const NOTHING_LEFT = { audiences: [], members: [] };

describe('an audience', () => {
  it('is made once for a policy, by however many ask at once, from however many processes', async () => {
    const { id } = await districtOf(12);
    const other = openSqliteStore({ folder: hub.folder });
    try {
      const policy = policyOf(students('p01', 'p02'));
      const made = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          (n % 2 === 0 ? hub.store : other).districts.ensureAudience(id, policy, newId(24)),
        ),
      );
      expect(new Set(made.map((audience) => audience.id)).size).toBe(1);
      const live = (await hub.store.districts.audiences(id)).filter((audience) => audience.policy === policy);
      expect(live).toHaveLength(1);
      expect(leftovers(id)).toEqual(NOTHING_LEFT);
    } finally {
      await other.close();
    }
  });

  it('is made for each of many policies that are asked for at once, while imports are published', async () => {
    const district = await districtOf(30);
    const policies = Array.from({ length: 12 }, (_, n) =>
      policyOf(students(`p${String(n).padStart(2, '0')}`, 'p20')),
    );
    const imports = (async () => {
      for (const count of [28, 30, 25]) await district.publish(rosterOf(townOf(keys(count))));
    })();
    const made = await Promise.all(
      policies.map((policy) => hub.store.districts.ensureAudience(district.id, policy, newId(24))),
    );
    await imports;
    for (const [n, { id }] of made.entries()) {
      const fresh = await hub.store.districts.membershipOf(district.id, policies[n] ?? '');
      const seen = await seenBy(hub.store, district.id, id);
      expect(seen.size).toBe([...fresh.values()].reduce((sum, ids) => sum + ids.size, 0));
    }
    expect(leftovers(district.id)).toEqual(NOTHING_LEFT);
  });

  it('of a district that there is not is refused', async () => {
    await expect(
      hub.store.districts.ensureAudience(newId(24), policyOf(students('a')), newId(24)),
    ).rejects.toMatchObject({
      code: 'unknown_district',
    });
  });

  it('that is let go shows nothing, is history once, and is made anew when it is wanted again', async () => {
    const district = await districtOf(5);
    const policy = policyOf(students('p01'));
    const { districts } = hub.store;
    const first = await districts.ensureAudience(district.id, policy, newId(24));
    const before = await seenBy(hub.store, district.id, first.id);
    const version = (await districts.findDistrict(district.id))?.rosterVersion ?? 0;
    await districts.retireAudience(first.id);
    await districts.retireAudience(first.id);
    expect((await districts.findDistrict(district.id))?.rosterVersion).toBe(version + 1);
    expect((await seenBy(hub.store, district.id, first.id)).size).toBe(0);
    const former = hub.query((db) =>
      db
        .prepare<[string], { type: string; id: string; since: number; until: number }>(
          'SELECT type, id, since, until FROM audience_former WHERE audience_id = ?',
        )
        .all(first.id),
    );
    expect(former.map(({ type, id }) => `${type} ${id}`).sort()).toEqual([...before.keys()].sort());
    for (const { since, until } of former) expect([since, until]).toEqual([first.viewVersion, version + 1]);
    const second = await districts.ensureAudience(district.id, policy, newId(24));
    expect(second.id).not.toBe(first.id);
    expect((await seenBy(hub.store, district.id, second.id)).size).toBe(before.size);
    // It is kept by syncs, and the one that was let go is not.
    await district.publish(rosterOf(townOf(keys(1))));
    await new WatchedAudience(hub, { districtId: district.id, id: second.id, policy }).begin();
    expect((await seenBy(hub.store, district.id, first.id)).size).toBe(0);
  });

  it.runIf(existsSync(built))(
    'that was being filled by a process that was killed is cleared away',
    { timeout: 120_000 },
    async () => {
      const district = await hub.publishedDistrict(townOf(keys(6_000)), NEVER_HELD);
      const policy = policyOf({ kind: 'rules', rules: [{ match: 'students' }] });
      const members = () =>
        hub.query((db) =>
          db
            .prepare<[string], number>(
              `SELECT count(*) FROM audience_record AS m JOIN audience AS a ON a.id = m.audience_id
               WHERE a.district_id = ? AND a.view_version = -1`,
            )
            .pluck()
            .get(district.id),
        );
      /** Until a process died half way: one that is too fast for that has made the audience. */
      const kill = async () => {
        for (;;) {
          const { child, ended } = runScript(
            `import { openSqliteStore } from ${JSON.stringify(built.href)};
             const store = openSqliteStore({ folder: ${JSON.stringify(hub.folder)} });
             await store.districts.ensureAudience('${district.id}', ${JSON.stringify(policy)}, '${newId(24)}');`,
          );
          while (child.exitCode === null && (members() ?? 0) === 0)
            await new Promise((resolve) => setTimeout(resolve, 1));
          child.kill('SIGKILL');
          await ended;
          if (leftovers(district.id).audiences.length === 1) break;
          for (const audience of await hub.store.districts.audiences(district.id))
            if (audience.policy === policy) await hub.store.districts.retireAudience(audience.id);
        }
        // Its time is up.
        hub.query((db) => db.prepare('UPDATE audience SET filling_until = 0 WHERE view_version < 0').run());
      };
      await kill();
      const made = await hub.store.districts.ensureAudience(district.id, policy, newId(24));
      expect(leftovers(district.id)).toEqual(NOTHING_LEFT);
      await hub.store.districts.retireAudience(made.id);
      await kill();
      const other = await hub.store.districts.ensureAudience(
        district.id,
        policyOf(students('p01')),
        newId(24),
      );
      expect(leftovers(district.id)).toEqual(NOTHING_LEFT);
      await kill();
      await hub.store.districts.retireAudience(other.id);
      expect(leftovers(district.id)).toEqual(NOTHING_LEFT);
    },
  );

  it('that was let go by a process that died is emptied by the next act, as of when it was let go', async () => {
    const district = await districtOf(5);
    const { districts } = hub.store;
    const made = await districts.ensureAudience(district.id, policyOf(students('p01')), newId(24));
    hub.query((db) => db.prepare('UPDATE audience SET retired_at = 7 WHERE id = ?').run(made.id));
    await districts.ensureAudience(district.id, policyOf(students('p02')), newId(24));
    expect(leftovers(district.id)).toEqual(NOTHING_LEFT);
    const until = hub.query((db) =>
      db
        .prepare<[string], number>('SELECT DISTINCT until FROM audience_former WHERE audience_id = ?')
        .pluck()
        .all(made.id),
    );
    expect(until).toEqual([7]);
  });
});

describe('connections', () => {
  const connect = async (districtId: string, share: unknown) => {
    const { id: applicationId } = await createApplication(hub.acting, { name: 'An application' });
    const { connection } = await createConnection(hub.acting, {
      districtId,
      applicationId,
      sharing: shares(share),
    });
    return connection;
  };
  const liveIds = async (districtId: string) =>
    (await hub.store.districts.audiences(districtId)).map(({ id }) => id);

  it('share the audience of a choice in a district, and of no other district', async () => {
    const [one, other] = [await districtOf(3), await districtOf(3)];
    const made = [];
    for (const { id } of [one, one, other, other]) made.push(await connect(id, students('p01')));
    const [a, b, c, d] = made.map(({ audienceId }) => audienceId);
    expect([a === b, c === d, a === c]).toEqual([true, true, false]);
  });

  it(
    'never look through an audience that was let go, however they change at once',
    { timeout: 120_000 },
    async () => {
      const district = await districtOf(8);
      const made = [];
      for (let n = 0; n < 4; n++) made.push(await connect(district.id, students('p00')));
      const choices = [students('p01'), students('p02'), { kind: 'none' }];
      for (let round = 0; round < 12; round++) {
        await Promise.allSettled([
          ...made.map(({ id }, n) =>
            changeSharing(hub.acting, id, shares(choices[(round + n) % choices.length])),
          ),
          ...made
            .slice(0, 2)
            .map(({ id }) => changeSharing(hub.acting, id, shares(choices[round % choices.length]))),
          ...made.map(({ id }) => resettleSharing(hub.acting, id)),
        ]);
        const live = await liveIds(district.id);
        const used = (await connections(hub.store, { districtId: district.id })).map(
          ({ audienceId }) => audienceId,
        );
        for (const audienceId of used) expect(live).toContain(audienceId);
        // And what nobody looks through is not kept.
        for (const id of live) if (id !== district.audienceId) expect(used).toContain(id);
        for (const { id, sharing, audienceId } of await connections(hub.store, { districtId: district.id })) {
          const audience = await hub.store.districts.findAudience(audienceId ?? '');
          expect(audience?.policy, id).toBe(policyOf(sharing.share));
        }
      }
      for (const { id } of made) await disconnect(hub.acting, id);
      expect(await liveIds(district.id)).toEqual([district.audienceId]);
      expect(leftovers(district.id)).toEqual(NOTHING_LEFT);
    },
  );

  it('that come while the last one goes have an audience that is kept', async () => {
    const district = await districtOf(4);
    for (let round = 0; round < 8; round++) {
      const leaving = await connect(district.id, students('p01'));
      const [, coming] = await Promise.all([
        disconnect(hub.acting, leaving.id),
        connect(district.id, students('p01')),
      ]);
      expect(await liveIds(district.id)).toContain(coming.audienceId);
      await disconnect(hub.acting, coming.id);
    }
  });

  it('keep a choice that was withdrawn while their application changed', async () => {
    const district = await districtOf(4);
    const { id, applicationId } = await connect(district.id, { kind: 'everything' });
    await Promise.all([
      updateApplication(hub.acting, applicationId, { takenFields: { student: { dob: 'untaken' } } }, (of) =>
        resettleSharing(hub.acting, of),
      ),
      changeSharing(hub.acting, id, NOTHING_SHARED),
    ]);
    const after = await getConnection(hub.store.control, id);
    expect(after.sharing).toEqual(NOTHING_SHARED);
    expect((await seenBy(hub.store, district.id, after.audienceId ?? '')).size).toBe(0);
    const audience = await hub.store.districts.findAudience(after.audienceId ?? '');
    expect(audience?.policy).toBe('{"share":{"kind":"none"},"hidden":{"student":["dob"]}}');
  });

  it('that are refused leave no audience behind', async () => {
    const district = await districtOf(3);
    const { applicationId } = await connect(district.id, students('p01'));
    const before = await liveIds(district.id);
    const again = () =>
      createConnection(hub.acting, {
        districtId: district.id,
        applicationId,
        sharing: shares(students('p02')),
      });
    const outcomes = await Promise.allSettled([again(), again()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await liveIds(district.id)).toEqual(before);
  });
});
