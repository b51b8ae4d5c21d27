import { describe, expect, it } from 'vitest';
import { hex, STAMP, type StoreEngine, useStore } from './engine.ts';
import { lineOf } from '../support/audit-line.ts';

/** Districts: made once, found, and begun empty. */
export function describeDistricts(engine: StoreEngine): void {
  const bench = useStore(engine);

  describe('districts', () => {
    it('are found as they were created, and begin empty', async () => {
      const district = await bench.newDistrict({ mdr_number: '04931211', name: 'Ünïted "One"' });
      expect(await bench.store.districts.findDistrict(district.id)).toEqual({
        id: district.id,
        name: 'Ünïted "One"',
        mdr_number: '04931211',
        sis_type: 'sftp',
        state: 'pending',
        error: '',
        created: STAMP,
        last_sync: undefined,
        rosterVersion: 0,
        limits: { removalPercent: 10, updatePercent: 75 },
        isPaused: false,
      });
      expect(
        (await bench.store.districts.findDistrict((await bench.newDistrict()).id))?.mdr_number,
      ).toBeUndefined();
    });

    it('are listed by id, and an unknown one is not found', async () => {
      const ids = [
        await bench.newDistrict({ id: hex(2, 'f') }),
        await bench.newDistrict({ id: hex(1, 'f') }),
      ].map(({ id }) => id);
      const listed = (await bench.store.districts.districts()).map(({ id }) => id);
      expect(listed).toEqual(listed.toSorted());
      expect(listed).toEqual(expect.arrayContaining(ids));
      expect(await bench.store.districts.findDistrict(hex(0))).toBeUndefined();
    });

    it('are refused a second time, and the first stays', async () => {
      const district = await bench.newDistrict({ name: 'First' });
      await expect(bench.newDistrict({ id: district.id, name: 'Second' })).rejects.toMatchObject({
        code: 'already_exists',
      });
      expect((await bench.store.districts.findDistrict(district.id))?.name).toBe('First');
    });

    it('have limits of their own', async () => {
      const { id } = await bench.newDistrict({ limits: { removalPercent: 0, updatePercent: 100 } });
      expect((await bench.store.districts.findDistrict(id))?.limits).toEqual({
        removalPercent: 0,
        updatePercent: 100,
      });
    });

    it('that are paused refuse imports until they are resumed', async () => {
      const { id } = await bench.newDistrict();
      await bench.store.districts.setPaused(id, true, lineOf('district.paused', id));
      expect((await bench.store.districts.findDistrict(id))?.isPaused).toBe(true);
      await expect(bench.openSync(id)).rejects.toMatchObject({ code: 'district_paused' });
      await bench.store.districts.setPaused(id, false, lineOf('district.resumed', id));
      await (await bench.openSync(id)).release();
    });

    it('hand out seconds for ids that rise, from any connection', async () => {
      const { id } = await bench.newDistrict();
      const other = await bench.connect();
      const first = await bench.store.districts.takeIdSeconds(id, 1_000);
      expect(first).toBeGreaterThanOrEqual(1_000);
      const taken = [first];
      for (const on of [other, bench.store, other, bench.store])
        taken.push(await on.districts.takeIdSeconds(id, 500));
      expect(taken).toEqual([...new Set(taken)].toSorted((a, b) => a - b));
      expect(await bench.store.districts.takeIdSeconds(id, 9_000)).toBeGreaterThanOrEqual(9_000);
      expect(await bench.store.districts.takeIdSeconds((await bench.newDistrict()).id, 7)).toBe(7);
      // A sync begins above them.
      expect(
        await bench.inSession(id, (session) => Promise.resolve(session.idSeconds)),
      ).toBeGreaterThanOrEqual(9_000);
    });
  });

  describe('the store itself', () => {
    it('can be asked whether it serves', async () => {
      await expect(bench.store.check()).resolves.toBeUndefined();
    });

    it('says so when it cannot', async () => {
      const closed = await engine.open();
      await closed.close();
      await expect((async () => closed.store.check())()).rejects.toThrow();
    });
  });
}
