import { describe, expect, it } from 'vitest';
import { STALE } from '../../src/store/index.ts';
import { hex, readList, removalOf, student, type StoreEngine, useStore } from './engine.ts';
import { lineOf } from '../support/audit-line.ts';

/** Lists in segments, and the directory that says where they begin. */
export function describeLists(engine: StoreEngine): void {
  const bench = useStore(engine);

  describe('lists', () => {
    for (const count of [0, 1, 2, 399, 400, 401, 1_203])
      it(`of ${count} items are the items in the order of ids, segment by segment`, async () => {
        const district = await bench.newDistrict();
        const records = Array.from({ length: count }, (_, n) => student(7 * n + 1, 'é😀,"\\'.repeat(n % 4)));
        // They come in another order.
        await bench.publish(district.id, { records: records.toReversed() });
        const { directory, perSegment, items } = await readList(bench.reader(district));
        expect(items).toEqual(records.map(({ item }) => item));
        expect(directory).toMatchObject({
          districtId: district.id,
          audienceId: district.audienceId,
          type: 'student',
          total: count,
          version: await bench.reader(district).viewVersion(),
        });
        let before = 0;
        expect(directory.firstIds).toHaveLength(perSegment.length);
        perSegment.forEach((of, index) => {
          expect(of.length).toBeGreaterThan(0);
          expect(directory.offsets[index]).toBe(before);
          expect(directory.firstIds[index]).toBe(records[before]?.id);
          before += of.length;
        });
        expect(before).toBe(count);
      });

    it('are read by any of their segments, in the order asked for', async () => {
      const district = await bench.newDistrict();
      await bench.publish(district.id, { records: Array.from({ length: 2_000 }, (_, n) => student(n + 1)) });
      const { directory, perSegment } = await readList(bench.reader(district));
      expect(perSegment.length).toBeGreaterThan(2);
      const asked = [perSegment.length - 1, 0, 1, 0];
      const found = await bench.reader(district).segments(directory, asked);
      if (found === STALE) throw new Error('Nothing changed.');
      expect(found.map(({ bytes }) => bytes.toString())).toEqual(
        asked.map((index) => perSegment[index]?.join(',')),
      );
      expect(await bench.reader(district).segments(directory, [])).toEqual([]);
    });

    it('of one type and district hold nothing of another', async () => {
      const [one, other] = [await bench.newDistrict(), await bench.newDistrict()];
      const records = [student(1), { ...student(2), type: 'teacher' as const }];
      await bench.publish(one.id, { records, outcome: { changedTypes: ['student', 'teacher'] } });
      await bench.publish(other.id, { records: [student(3)] });
      expect((await readList(bench.reader(one))).items).toEqual([student(1).item]);
      expect((await readList(bench.reader(one), 'teacher')).items).toEqual([student(2).item]);
      expect((await readList(bench.reader(other))).items).toEqual([student(3).item]);
      expect((await readList(bench.reader(other), 'section')).items).toEqual([]);
      expect(await bench.store.roster.readFor(one.id, other.audienceId).viewVersion()).toBeUndefined();
      const crossed = await bench.store.roster.readFor(one.id, other.audienceId).listDirectory('student');
      expect(crossed.total).toBe(0);
    });

    it('follow what is added, changed and removed', async () => {
      const district = await bench.newDistrict();
      const records = Array.from({ length: 900 }, (_, n) => student(2 * n));
      await bench.publish(district.id, { records });
      const [gone, changed, added] = [records[400] ?? student(0), student(2, 'changed'), student(3)];
      await bench.publish(district.id, { records: [changed, added], removals: [removalOf(gone)] });
      const expected = [...records.filter(({ id }) => id !== gone.id && id !== changed.id), changed, added]
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ item }) => item);
      expect((await readList(bench.reader(district))).items).toEqual(expected);
      await bench.publish(district.id, { removals: [...records, added].map(removalOf) });
      expect((await readList(bench.reader(district))).directory).toMatchObject({
        total: 0,
        firstIds: [],
        offsets: [],
      });
    });

    it('hold large items and awkward text byte for byte', async () => {
      const district = await bench.newDistrict();
      const texts = [
        'x'.repeat(2_500_000),
        '\t\n\r\u2028\u0000\u007f',
        '😀é\ufeff',
        '',
        '{"a":[1,2]},',
        "'; DROP TABLE record; --",
      ];
      const records = texts.map((text, n) => student(n, text));
      await bench.publish(district.id, { records });
      expect((await readList(bench.reader(district))).items).toEqual(records.map(({ item }) => item));
    });
  });

  describe('a directory', () => {
    it('is stale after a publish in its district, and not after one in another', async () => {
      const [one, other] = [await bench.newDistrict(), await bench.newDistrict()];
      for (const { id } of [one, other]) await bench.publish(id, { records: [student(1)] });
      const { directory } = await readList(bench.reader(one));
      await bench.publish(other.id, { records: [student(1, 'y')] });
      expect(await bench.reader(one).segments(directory, [0])).not.toBe(STALE);
      await bench.publish(one.id, { records: [student(1, 'y')] });
      expect(await bench.reader(one).segments(directory, [0])).toBe(STALE);
      expect(await bench.reader(one).segments(directory, [])).toBe(STALE);
      const again = await readList(bench.reader(one));
      expect(again.items).toEqual([student(1, 'y').item]);
      expect(again.directory.version).not.toBe(directory.version);
    });

    it('is stale too for another connection, and after a record was added', async () => {
      const district = await bench.newDistrict();
      const other = await bench.connect();
      await bench.publish(district.id, { records: [student(1)] });
      const { directory } = await readList(bench.reader(district, other));
      await bench.store.districts.addRecord(
        district.id,
        { type: 'district_admin', id: hex(2), item: '{}' },
        lineOf('district_admin.added', district.id),
      );
      expect(await bench.reader(district, other).segments(directory, [0])).toBe(STALE);
    });

    it('of a state that was not published stays good', async () => {
      const district = await bench.newDistrict();
      await bench.publish(district.id, { records: [student(1)] });
      const { directory } = await readList(bench.reader(district));
      for (const state of ['held', 'failed'] as const) {
        const session = await bench.openSync(district.id);
        await session.stage([student(2)]);
        await session.conclude(bench.outcomeOf({ state }));
      }
      await bench.publish(district.id, { outcome: { state: 'unchanged', changedTypes: [] } });
      expect(await bench.reader(district).segments(directory, [0])).not.toBe(STALE);
    });
  });

  describe('the generation', () => {
    it('stands while nothing is committed, and moves with every commit of another connection', async () => {
      const district = await bench.newDistrict();
      const other = await bench.connect();
      const { roster } = bench.store;
      let last = await roster.generation();
      const expectMoved = async (what: string) => {
        const now = await roster.generation();
        expect(now, what).not.toBe(last);
        expect(await roster.generation(), what).toBe(now);
        last = now;
      };
      await readList(bench.reader(district));
      expect(await roster.generation()).toBe(last);
      await bench.publish(district.id, { records: [student(1)] }, other);
      await expectMoved('a publish over there');
      await bench.publish(district.id, { records: [student(1, 'y')] });
      await expectMoved('a publish over here');
      await other.districts.addRecord(
        district.id,
        { type: 'district_admin', id: hex(1), item: '{}' },
        lineOf('district_admin.added', district.id),
      );
      await expectMoved('a record added over there');
      await other.control.write((transaction) =>
        transaction.put('setting', { name: 'generation', value: 'x' }),
      );
      const { items } = await readList(bench.reader(district));
      expect(items).toEqual([student(1, 'y').item]);
    });
  });
}
