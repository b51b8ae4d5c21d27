import { describe, expect, it } from 'vitest';
import type { RosterType } from '../../src/roster/index.ts';
import { hex, readList, removalOf, student, type StoreEngine, useStore } from './engine.ts';

/** An import, from the lease to the end. */
export function describeSync(engine: StoreEngine): void {
  const bench = useStore(engine);

  describe('a sync', () => {
    it('sees what is published: identities by id, content by ids', async () => {
      const district = await bench.newDistrict();
      const records = [
        { ...student(3), key: 'tab\tand\nline' },
        { ...student(1), key: 'é😀"\\' },
        { ...student(2), key: '__proto__', granted: '{"iep_status":"Y","x":"é\\t"}' },
      ];
      await bench.publish(district.id, { records });
      const sorted = records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(await bench.identitiesOf(district.id)).toEqual(
        sorted.map(({ key, id, digest }) => ({ key, id, digest })),
      );
      expect(await bench.identitiesOf(district.id, 'teacher')).toEqual([]);
      const found = await bench.inSession(district.id, (session) =>
        session.records('student', [...records.map(({ id }) => id), student(9).id]),
      );
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries(records.map(({ id, item, granted }) => [id, { item, granted }])),
      );
    });

    it('reads identities in batches, each once', async () => {
      const district = await bench.newDistrict();
      const records = Array.from({ length: 25_000 }, (_, n) => student(n));
      await bench.publish(district.id, { records });
      expect((await bench.identitiesOf(district.id)).map(({ id }) => id)).toEqual(
        records.map(({ id }) => id),
      );
    });

    it('replaces the content of a record, not its key', async () => {
      const district = await bench.newDistrict();
      await bench.publish(district.id, { records: [{ ...student(1), granted: '{"a":"b"}' }] });
      await bench.publish(district.id, { records: [{ ...student(1, 'y'), digest: 'f'.repeat(16) }] });
      expect(await bench.identitiesOf(district.id)).toEqual([
        { key: 's1', id: student(1).id, digest: 'f'.repeat(16) },
      ]);
      const found = await bench.inSession(district.id, (session) =>
        session.records('student', [student(1).id]),
      );
      expect([...found.values()]).toEqual([{ item: student(1, 'y').item, granted: undefined }]);
    });

    it('remembers the identities of records that went, until they return or are forgotten', async () => {
      const district = await bench.newDistrict();
      const records = [student(1), student(2), { ...student(3), key: 'tab\tand\nline' }];
      await bench.publish(district.id, { records });
      const { ended } = await bench.publish(district.id, { removals: records.map(removalOf) });
      const former = () => bench.inSession(district.id, (session) => session.formerIdentities('student'));
      const removedAtMs = Date.parse(ended);
      expect([...(await former())].toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
        records.map(({ key, id }) => ({ key, id, removedAtMs })),
      );
      await bench.publish(district.id, { records: [{ ...student(2), returns: true }] });
      expect((await former()).map(({ key }) => key).toSorted()).toEqual(['s1', 'tab\tand\nline']);
      // Exactly at the moment it is kept, a millisecond later it is not.
      await bench.publish(district.id, {
        records: [student(4)],
        outcome: { forgetRemovedBefore: removedAtMs },
      });
      expect(await former()).toHaveLength(2);
      await bench.publish(district.id, {
        records: [student(5)],
        outcome: { forgetRemovedBefore: removedAtMs + 1 },
      });
      expect(await former()).toEqual([]);
    });

    it('finds reserved ids as if their records had gone, and never forgets them', async () => {
      const [one, other] = [await bench.newDistrict(), await bench.newDistrict()];
      const reserved = { type: 'student', key: 'r1', id: hex(1, '7') } as const;
      await bench.store.districts.reserveIds(one.id, [
        reserved,
        { type: 'school', key: 'r1', id: hex(2, '7') },
      ]);
      // The first reservation holds.
      await bench.store.districts.reserveIds(one.id, [{ ...reserved, id: hex(3, '7') }]);
      await bench.publish(one.id, {
        records: [student(1)],
        outcome: { forgetRemovedBefore: Date.parse('2200-01-01') },
      });
      const former = (district: string, type: RosterType) =>
        bench.inSession(district, async (session) =>
          (await session.formerIdentities(type)).map(({ key, id }) => ({ key, id })),
        );
      expect(await former(one.id, 'student')).toEqual([{ key: 'r1', id: reserved.id }]);
      expect(await former(one.id, 'school')).toEqual([{ key: 'r1', id: hex(2, '7') }]);
      expect(await former(other.id, 'student')).toEqual([]);
      await bench.publish(one.id, {
        records: [{ ...student(8), id: reserved.id, key: 'r1', returns: true }],
      });
      expect(await former(one.id, 'student')).toEqual([]);
    });

    it('writes its entry and the state of the district, all at once', async () => {
      const district = await bench.newDistrict();
      const published = await bench.publish(district.id, {
        records: [student(1)],
        outcome: { idSeconds: 5_000 },
      });
      expect(await bench.store.districts.findDistrict(district.id)).toMatchObject({
        state: 'running',
        error: '',
        last_sync: published.ended,
        rosterVersion: 1,
      });
      const failing = await bench.openSync(district.id);
      await failing.conclude(
        bench.outcomeOf({ state: 'failed', status: { state: 'error', error: 'a\nreason "é"' } }),
      );
      expect(await bench.store.districts.findDistrict(district.id)).toMatchObject({
        state: 'error',
        error: 'a\nreason "é"',
        last_sync: published.ended,
        rosterVersion: 1,
      });
      const [newest, first, ...more] = await bench.store.districts.syncs(district.id, 10);
      expect(newest).toMatchObject({ state: 'failed', report: { counts: 1 } });
      expect(first).toMatchObject({
        state: 'published',
        ended: published.ended,
        fingerprints: published.fingerprints,
        report: published.report,
      });
      expect(more).toEqual([]);
      expect(await bench.store.districts.syncs(district.id, 1)).toEqual([newest]);
      expect(
        await bench.inSession(district.id, (session) => Promise.resolve(session.idSeconds)),
      ).toBeGreaterThanOrEqual(5_000);
    });

    it('that finds nothing moves last_sync and no version', async () => {
      const district = await bench.newDistrict();
      await bench.publish(district.id, { records: [student(1)] });
      const version = await bench.reader(district).viewVersion();
      const { ended } = await bench.publish(district.id, {
        outcome: { state: 'unchanged', changedTypes: [] },
      });
      expect(await bench.store.districts.findDistrict(district.id)).toMatchObject({
        last_sync: ended,
        rosterVersion: 1,
      });
      expect(await bench.reader(district).viewVersion()).toBe(version);
    });

    it('knows what was published last, and what waits for a person', async () => {
      const district = await bench.newDistrict();
      const ask = () =>
        bench.inSession(district.id, async (session) => ({
          held: await session.heldFingerprints(),
          published: (await session.lastPublished())?.fingerprints,
        }));
      expect(await ask()).toEqual({ held: undefined, published: undefined });
      await bench.publish(district.id, { records: [student(1)], outcome: { fingerprints: { a: '1' } } });
      expect(await ask()).toEqual({ held: undefined, published: { a: '1' } });
      const hold = async (fingerprints: Readonly<Record<string, string>>) => {
        const session = await bench.openSync(district.id);
        await session.stage([student(2)]);
        await session.conclude(bench.outcomeOf({ state: 'held', fingerprints }));
      };
      await hold({ a: '2' });
      expect(await ask()).toEqual({ held: { a: '2' }, published: { a: '1' } });
      await hold({ a: '3' });
      expect(await ask()).toEqual({ held: { a: '3' }, published: { a: '1' } });
      await bench.publish(district.id, {
        outcome: { state: 'unchanged', changedTypes: [], fingerprints: { a: '4' } },
      });
      expect(await ask()).toEqual({ held: undefined, published: { a: '4' } });
      await hold({ a: '5' });
      await bench.publish(district.id, { records: [student(2)], outcome: { fingerprints: { a: '5' } } });
      expect(await ask()).toEqual({ held: undefined, published: { a: '5' } });
    });

    it('is one at a time in a district, over all connections', async () => {
      const [one, other] = [await bench.newDistrict(), await bench.newDistrict()];
      const there = await bench.connect();
      const session = await bench.openSync(one.id);
      for (const on of [bench.store, there])
        await expect(bench.openSync(one.id, on)).rejects.toMatchObject({ code: 'sync_running' });
      await (await bench.openSync(other.id, there)).release();
      await session.release();
      await (await bench.openSync(one.id, there)).release();
    });

    it('of a district that is not there is refused', async () => {
      await expect(bench.openSync(hex(0))).rejects.toMatchObject({ code: 'unknown_district' });
    });

    it('that is released leaves nothing, and may be released again', async () => {
      const district = await bench.newDistrict();
      const session = await bench.openSync(district.id);
      await session.stage([student(1)]);
      await session.stageEdges([{ relation: 'student.school', parentId: hex(1), children: student(1).id }]);
      await session.release();
      await session.release();
      expect(await bench.store.districts.syncs(district.id, 10)).toEqual([]);
      expect((await readList(bench.reader(district))).items).toEqual([]);
      expect(await bench.reader(district).children('student.school', hex(1))).toEqual([]);
      expect(await bench.store.districts.findDistrict(district.id)).toMatchObject({
        state: 'pending',
        rosterVersion: 0,
      });
    });

    it('shows readers nothing before it is published, also on its own connection', async () => {
      const district = await bench.newDistrict();
      const there = await bench.connect();
      await bench.publish(district.id, { records: [student(1), student(2)] });
      const session = await bench.openSync(district.id);
      const expectOld = async () => {
        for (const on of [bench.store, there])
          expect((await readList(bench.reader(district, on))).items).toEqual([
            student(1).item,
            student(2).item,
          ]);
      };
      await session.stage([student(1, 'y'), student(3)]);
      await expectOld();
      await session.stageRemovals([removalOf(student(2))]);
      await session.renew();
      await expectOld();
      await session.publish(bench.outcomeOf());
      for (const on of [bench.store, there])
        expect((await readList(bench.reader(district, on))).items).toEqual([
          student(1, 'y').item,
          student(3).item,
        ]);
    });
  });
}
