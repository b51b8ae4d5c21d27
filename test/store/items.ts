import { describe, expect, it } from 'vitest';
import { STALE, type StagedEdge } from '../../src/store/index.ts';
import { hex, readList, student, type StoreEngine, useStore } from './engine.ts';
import { lineOf } from '../support/audit-line.ts';

/** Single records, lists of children, and records that no file carries. */
export function describeItems(engine: StoreEngine): void {
  const bench = useStore(engine);

  describe('single items', () => {
    it('are found by district, type and id, and by nothing less', async () => {
      const [one, other] = [await bench.newDistrict(), await bench.newDistrict()];
      await bench.publish(one.id, { records: [student(1, 'é')] });
      expect((await bench.reader(one).item('student', student(1).id))?.item.toString()).toBe(
        student(1, 'é').item,
      );
      for (const [district, type, id] of [
        [one, 'student', student(2).id],
        [one, 'teacher', student(1).id],
        [other, 'student', student(1).id],
        [one, 'student', student(1).id.toUpperCase()],
        [one, 'student', ''],
      ] as const)
        expect(await bench.reader(district).item(type, id)).toBeUndefined();
    });

    it('come by their ids in ascending order, without those that are not there', async () => {
      const [one, other] = [await bench.newDistrict(), await bench.newDistrict()];
      const records = Array.from({ length: 50 }, (_, n) => student(n));
      await bench.publish(one.id, { records });
      await bench.publish(other.id, { records: [student(99)] });
      const asked = [30, 2, 99, 11, 60].map((n) => student(n).id);
      const items = await bench.reader(one).items('student', asked);
      expect(items.map(({ item }) => item.toString())).toEqual([2, 11, 30].map((n) => student(n).item));
      expect(await bench.reader(one).items('student', [])).toEqual([]);
      expect(await bench.reader(one).items('teacher', asked)).toEqual([]);
      expect(await bench.reader(one).items('student', ["'", '"]', '\\'])).toEqual([]);
    });

    it('come in the time that they take, not in that of a whole list', async () => {
      const district = await bench.newDistrict();
      const records = Array.from({ length: 25_000 }, (_, n) => student(n));
      await bench.publish(district.id, { records });
      const asked = records.slice(10_000, 11_000).map(({ id }) => id);
      const started = process.cpuUsage();
      expect(await bench.reader(district).items('student', asked)).toHaveLength(asked.length);
      expect(await bench.reader(district).visible('student', asked)).toHaveProperty('size', asked.length);
      const found = await bench.inSession(district.id, (session) => session.records('student', asked));
      expect(found.size).toBe(asked.length);
      // A search for each takes some milliseconds; going through the list for them, seconds. Of the processor: others may be at work.
      expect(process.cpuUsage(started).user / 1_000).toBeLessThan(500);
    });
  });

  describe('children', () => {
    it('are those that were published last, and none of a parent without any', async () => {
      const [one, other] = [await bench.newDistrict(), await bench.newDistrict()];
      const ids = [1, 2, 3].map((n) => student(n).id);
      const parentId = hex(1);
      const edge = (children: readonly string[], relation = 'student.school'): StagedEdge => ({
        relation,
        parentId,
        children: children.join(''),
      });
      const childrenOf = (relation = 'student.school', district = one) =>
        bench.reader(district).children(relation, parentId);
      const records = [student(1)];
      await bench.publish(one.id, { records, edges: [edge(ids), edge(ids.slice(1), 'teacher.school')] });
      expect(await childrenOf()).toEqual(ids);
      expect(await childrenOf('teacher.school')).toEqual(ids.slice(1));
      expect(await childrenOf('section.school')).toEqual([]);
      expect(await childrenOf('student.school', other)).toEqual([]);
      await bench.publish(one.id, { edges: [edge(ids.slice(0, 1))] });
      expect(await childrenOf()).toEqual(ids.slice(0, 1));
      expect(
        await bench.inSession(one.id, (session) => session.children('student.school', parentId)),
      ).toEqual(ids.slice(0, 1));
      await bench.publish(one.id, { edges: [edge([])] });
      expect(await childrenOf()).toEqual([]);
      expect(await childrenOf('teacher.school')).toEqual(ids.slice(1));
    });

    it('may be many', async () => {
      const district = await bench.newDistrict();
      const children = Array.from({ length: 50_000 }, (_, n) => hex(n, 'b'));
      await bench.publish(district.id, {
        edges: [{ relation: 'student.school', parentId: hex(1), children: children.join('') }],
      });
      expect(await bench.reader(district).children('student.school', hex(1))).toEqual(children);
    });
  });

  describe('a record that no file carries', () => {
    it('is in its list at once, beside the others, and raises the version', async () => {
      const district = await bench.newDistrict();
      await bench.publish(district.id, { records: [student(1)] });
      const before = await bench.store.districts.findDistrict(district.id);
      const items = [3, 1, 2].map((n) => ({
        type: 'district_admin' as const,
        id: hex(n, '9'),
        item: `{"n":${n}}`,
      }));
      for (const record of items)
        await bench.store.districts.addRecord(
          district.id,
          record,
          lineOf('district_admin.added', district.id),
        );
      const directory = await bench.reader(district).listDirectory('district_admin');
      const segments = await bench.reader(district).segments(directory, [0]);
      expect(segments === STALE ? STALE : segments.map(({ bytes }) => bytes.toString())).toEqual([
        '{"n":1},{"n":2},{"n":3}',
      ]);
      expect((await bench.reader(district).item('district_admin', hex(2, '9')))?.item.toString()).toBe(
        '{"n":2}',
      );
      expect((await readList(bench.reader(district))).items).toEqual([student(1).item]);
      const after = await bench.store.districts.findDistrict(district.id);
      expect(after?.rosterVersion).toBeGreaterThan(before?.rosterVersion ?? 0);
      expect(after?.last_sync).toBe(before?.last_sync);
    });

    it('stays through a publish that knows nothing of it', async () => {
      const district = await bench.newDistrict();
      await bench.store.districts.addRecord(
        district.id,
        { type: 'district_admin', id: hex(1), item: '{"n":1}' },
        lineOf('district_admin.added', district.id),
      );
      await bench.publish(district.id, { records: [student(1)] });
      expect((await bench.reader(district).item('district_admin', hex(1)))?.item.toString()).toBe('{"n":1}');
    });
  });
}
