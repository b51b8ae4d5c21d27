/** What every engine behind the store port must do. An engine joins by a line in the list of `contract.test.ts`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RosterType } from '../../src/roster/index.ts';
import {
  type NewDistrict,
  type RosterReader,
  STALE,
  type StagedEdge,
  type StagedRecord,
  type StagedRemoval,
  type Store,
  type SyncOutcome,
  type SyncSession,
} from '../../src/store/index.ts';

export interface OpenedEngine {
  readonly store: Store;
  /** Another connection to the same data; the engine closes it with itself. */
  readonly connect: () => Promise<Store>;
  readonly close: () => Promise<void>;
}

export interface StoreEngine {
  readonly name: string;
  /** An empty store. */
  readonly open: () => Promise<OpenedEngine>;
}

const STAMP = '2026-09-01T02:00:00.000Z';

const hex = (n: number, prefix = ''): string =>
  `${prefix}${n.toString(16).padStart(24 - prefix.length, '0')}`;

const student = (n: number, text = 'x'): StagedRecord => ({
  type: 'student',
  id: hex(n, 'b'),
  key: `s${n}`,
  digest: n.toString(16).padStart(16, '0'),
  item: `{"data":{"text":${JSON.stringify(text)}},"uri":"/v1.1/students/${hex(n, 'b')}"}`,
  granted: undefined,
  returns: false,
});

interface Publishing {
  readonly records?: readonly StagedRecord[];
  readonly removals?: readonly StagedRemoval[];
  readonly edges?: readonly StagedEdge[];
  readonly outcome?: Partial<SyncOutcome>;
}

export function describeStore(engine: StoreEngine): void {
  describe(`a store on ${engine.name}`, () => {
    let opened: OpenedEngine | undefined;
    let store: Store;
    let districts = 0;
    let syncs = 0;
    let moment = Date.parse(STAMP);

    beforeAll(async () => {
      opened = await engine.open();
      ({ store } = opened);
    });
    afterAll(() => opened?.close());

    const nextStamp = (): string => new Date((moment += 1_000)).toISOString();

    async function newDistrict(more: Partial<NewDistrict> = {}) {
      const district: NewDistrict = {
        id: hex(++districts, 'd'),
        name: `District ${districts}`,
        mdr_number: undefined,
        created: STAMP,
        audienceId: hex(districts, 'a'),
        limits: { removalPercent: 10, updatePercent: 75 },
        ...more,
      };
      await store.control.createDistrict(district);
      return district;
    }

    const openSync = (districtId: string, on = store): Promise<SyncSession> =>
      on.openSync(districtId, { id: hex(++syncs, '5'), started: nextStamp() });

    const outcomeOf = (more: Partial<SyncOutcome> = {}): SyncOutcome => ({
      state: 'published',
      ended: nextStamp(),
      fingerprints: { students: `sha ${syncs}` },
      report: { counts: 1 },
      status: { state: 'running', error: '' },
      changedTypes: ['student'],
      forgetRemovedBefore: 0,
      idSeconds: 0,
      ...more,
    });

    async function publish(
      districtId: string,
      { records = [], removals = [], edges = [], outcome = {} }: Publishing,
      on = store,
    ): Promise<SyncOutcome> {
      const session = await openSync(districtId, on);
      await session.stage(records);
      await session.stageRemovals(removals);
      await session.stageEdges(edges);
      const of = outcomeOf(outcome);
      await session.publish(of);
      await session.release();
      return of;
    }

    /** Runs something in a session that leaves no trace. */
    async function inSession<T>(districtId: string, ask: (session: SyncSession) => Promise<T>): Promise<T> {
      const session = await openSync(districtId);
      try {
        return await ask(session);
      } finally {
        await session.release();
      }
    }

    const removalOf = ({ type, key, id }: StagedRecord): StagedRemoval => ({ type, key, id });

    const identitiesOf = (districtId: string, type: RosterType = 'student') =>
      inSession(districtId, async (session) => {
        const found = [];
        for await (const batch of session.identities(type)) found.push(...batch);
        return found;
      });

    /** The items of a list, cut out of its segments, and the segments as a whole. */
    async function readList(roster: RosterReader, district: NewDistrict, type: RosterType = 'student') {
      const directory = await roster.listDirectory(district.id, district.audienceId, type);
      const segments = await roster.segments(
        directory,
        directory.firstIds.map((_, index) => index),
      );
      if (segments === STALE) throw new Error('The directory is stale as soon as it is read.');
      const perSegment = segments.map(({ bytes, ends }) => {
        let start = 0;
        const items = Array.from(ends, (end) => {
          const item = bytes.toString('utf8', start, end);
          start = end + 1;
          return item;
        });
        expect(items.join(',')).toBe(bytes.toString());
        return items;
      });
      return { directory, perSegment, items: perSegment.flat() };
    }

    describe('districts', () => {
      it('are found as they were created, and begin empty', async () => {
        const district = await newDistrict({ mdr_number: '04931211', name: 'Ünïted "One"' });
        expect(await store.control.findDistrict(district.id)).toEqual({
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
        });
        expect((await store.control.findDistrict((await newDistrict()).id))?.mdr_number).toBeUndefined();
      });

      it('are listed by id, and an unknown one is not found', async () => {
        const ids = [await newDistrict({ id: hex(2, 'f') }), await newDistrict({ id: hex(1, 'f') })].map(
          ({ id }) => id,
        );
        const listed = (await store.control.districts()).map(({ id }) => id);
        expect(listed).toEqual(listed.toSorted());
        expect(listed).toEqual(expect.arrayContaining(ids));
        expect(await store.control.findDistrict(hex(0))).toBeUndefined();
      });

      it('are refused a second time, and the first stays', async () => {
        const district = await newDistrict({ name: 'First' });
        await expect(newDistrict({ id: district.id, name: 'Second' })).rejects.toMatchObject({
          code: 'already_exists',
        });
        expect((await store.control.findDistrict(district.id))?.name).toBe('First');
      });

      it('have limits of their own', async () => {
        const { id } = await newDistrict({ limits: { removalPercent: 0, updatePercent: 100 } });
        expect((await store.control.findDistrict(id))?.limits).toEqual({
          removalPercent: 0,
          updatePercent: 100,
        });
      });

      it('hand out seconds for ids that rise, from any connection', async () => {
        const { id } = await newDistrict();
        const other = await opened?.connect();
        if (!other) throw new Error('There is no other connection.');
        const first = await store.control.takeIdSeconds(id, 1_000);
        expect(first).toBeGreaterThanOrEqual(1_000);
        const taken = [first];
        for (const on of [other, store, other, store]) taken.push(await on.control.takeIdSeconds(id, 500));
        expect(taken).toEqual([...new Set(taken)].toSorted((a, b) => a - b));
        expect(await store.control.takeIdSeconds(id, 9_000)).toBeGreaterThanOrEqual(9_000);
        expect(await store.control.takeIdSeconds((await newDistrict()).id, 7)).toBe(7);
        // A sync begins above them.
        expect(await inSession(id, (session) => Promise.resolve(session.idSeconds))).toBeGreaterThanOrEqual(
          9_000,
        );
      });
    });

    describe('applications and connections', () => {
      let applications = 0;
      const newApplication = async (name = 'An application') => {
        const application = {
          id: hex(++applications, 'c'),
          name,
          clientId: `client ${applications}`,
          clientSecretHash: `hash ${applications}`,
          redirectUris: ['https://one.example.org/cb?x=1', 'https://two.example.org/"é"'],
          created: STAMP,
        };
        await store.control.createApplication(application);
        return application;
      };
      let connections = 0;
      const connect = async (
        districtId: string,
        applicationId: string,
        tokenHash = `token ${connections + 1}`,
      ) => {
        const connection = {
          id: hex(++connections, 'e'),
          districtId,
          applicationId,
          tokenVersion: 3,
          tokenHash,
          created: STAMP,
        };
        await store.control.createConnection(connection);
        return connection;
      };

      it('are found as they were created, without the hash of a secret', async () => {
        const { clientSecretHash: secret, ...application } = await newApplication('Ünï');
        expect(await store.control.findApplication(application.id)).toEqual(application);
        expect(JSON.stringify(await store.control.applications())).not.toContain(secret);
        expect(await store.control.findApplication(hex(0))).toBeUndefined();
      });

      it('are listed by id', async () => {
        await newApplication();
        await newApplication();
        const listed = (await store.control.applications()).map(({ id }) => id);
        expect(listed.length).toBeGreaterThan(1);
        expect(listed).toEqual(listed.toSorted());
      });

      it('are found by the pair and by the hash of the token, and only by those', async () => {
        const [one, other] = [await newDistrict(), await newDistrict()];
        const application = await newApplication();
        const { tokenHash, ...connection } = await connect(one.id, application.id);
        const expected = { ...connection, audienceId: one.audienceId, state: 'connected' };
        expect(await store.control.findConnection(one.id, application.id)).toEqual(expected);
        expect(await store.control.findConnectionByTokenHash(tokenHash)).toEqual(expected);
        expect(await store.control.findConnection(other.id, application.id)).toBeUndefined();
        for (const wrong of ['', `${tokenHash} `, tokenHash.toUpperCase(), '%', connection.id])
          expect(await store.control.findConnectionByTokenHash(wrong), wrong).toBeUndefined();
      });

      it('share the audience of a district, and of no other', async () => {
        const [one, other] = [await newDistrict(), await newDistrict()];
        const [first, second] = [await newApplication(), await newApplication()];
        for (const { id } of [one, other]) for (const { id: of } of [first, second]) await connect(id, of);
        const audiences = new Map<string, string | undefined>();
        for (const { id } of [one, other])
          for (const { id: of } of [first, second])
            audiences.set(`${id} ${of}`, (await store.control.findConnection(id, of))?.audienceId);
        expect([...audiences.values()]).toEqual([one, one, other, other].map(({ audienceId }) => audienceId));
      });

      it('are refused a second time for the pair, and the first stays', async () => {
        const district = await newDistrict();
        const application = await newApplication();
        const first = await connect(district.id, application.id);
        await expect(connect(district.id, application.id)).rejects.toMatchObject({ code: 'already_exists' });
        expect((await store.control.findConnection(district.id, application.id))?.id).toBe(first.id);
      });

      it('never share a token', async () => {
        const district = await newDistrict();
        const [one, other] = [await newApplication(), await newApplication()];
        const { id, tokenHash } = await connect(district.id, one.id);
        await expect(connect(district.id, other.id, tokenHash)).rejects.toThrow();
        expect((await store.control.findConnectionByTokenHash(tokenHash))?.id).toBe(id);
      });
    });

    describe('settings', () => {
      it('are what was put last, and nothing before', async () => {
        expect(await store.control.setting('a')).toBeUndefined();
        await store.control.putSetting('a', 'one');
        await store.control.putSetting('b', '');
        await store.control.putSetting('a', 'two');
        expect([await store.control.setting('a'), await store.control.setting('b')]).toEqual(['two', '']);
        const other = await opened?.connect();
        expect(await other?.control.setting('a')).toBe('two');
      });
    });

    describe('lists', () => {
      for (const count of [0, 1, 2, 399, 400, 401, 1_203])
        it(`of ${count} items are the items in the order of ids, segment by segment`, async () => {
          const district = await newDistrict();
          const records = Array.from({ length: count }, (_, n) =>
            student(7 * n + 1, 'é😀,"\\'.repeat(n % 4)),
          );
          // They come in another order.
          await publish(district.id, { records: records.toReversed() });
          const { directory, perSegment, items } = await readList(store.roster, district);
          expect(items).toEqual(records.map(({ item }) => item));
          expect(directory).toMatchObject({
            districtId: district.id,
            audienceId: district.audienceId,
            type: 'student',
            total: count,
            version: await store.roster.viewVersion(district.id, district.audienceId),
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
        const district = await newDistrict();
        await publish(district.id, { records: Array.from({ length: 2_000 }, (_, n) => student(n + 1)) });
        const { directory, perSegment } = await readList(store.roster, district);
        expect(perSegment.length).toBeGreaterThan(2);
        const asked = [perSegment.length - 1, 0, 1, 0];
        const found = await store.roster.segments(directory, asked);
        if (found === STALE) throw new Error('Nothing changed.');
        expect(found.map(({ bytes }) => bytes.toString())).toEqual(
          asked.map((index) => perSegment[index]?.join(',')),
        );
        expect(await store.roster.segments(directory, [])).toEqual([]);
      });

      it('of one type and district hold nothing of another', async () => {
        const [one, other] = [await newDistrict(), await newDistrict()];
        const records = [student(1), { ...student(2), type: 'teacher' as const }];
        await publish(one.id, { records, outcome: { changedTypes: ['student', 'teacher'] } });
        await publish(other.id, { records: [student(3)] });
        expect((await readList(store.roster, one)).items).toEqual([student(1).item]);
        expect((await readList(store.roster, one, 'teacher')).items).toEqual([student(2).item]);
        expect((await readList(store.roster, other)).items).toEqual([student(3).item]);
        expect((await readList(store.roster, other, 'section')).items).toEqual([]);
        expect(await store.roster.viewVersion(one.id, other.audienceId)).toBeUndefined();
        const crossed = await store.roster.listDirectory(one.id, other.audienceId, 'student');
        expect(crossed.total).toBe(0);
      });

      it('follow what is added, changed and removed', async () => {
        const district = await newDistrict();
        const records = Array.from({ length: 900 }, (_, n) => student(2 * n));
        await publish(district.id, { records });
        const [gone, changed, added] = [records[400] ?? student(0), student(2, 'changed'), student(3)];
        await publish(district.id, { records: [changed, added], removals: [removalOf(gone)] });
        const expected = [...records.filter(({ id }) => id !== gone.id && id !== changed.id), changed, added]
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .map(({ item }) => item);
        expect((await readList(store.roster, district)).items).toEqual(expected);
        await publish(district.id, { removals: [...records, added].map(removalOf) });
        expect((await readList(store.roster, district)).directory).toMatchObject({
          total: 0,
          firstIds: [],
          offsets: [],
        });
      });

      it('hold large items and awkward text byte for byte', async () => {
        const district = await newDistrict();
        const texts = [
          'x'.repeat(2_500_000),
          '\t\n\r\u2028\u0000\u007f',
          '😀é\ufeff',
          '',
          '{"a":[1,2]},',
          "'; DROP TABLE record; --",
        ];
        const records = texts.map((text, n) => student(n, text));
        await publish(district.id, { records });
        expect((await readList(store.roster, district)).items).toEqual(records.map(({ item }) => item));
      });
    });

    describe('single items', () => {
      it('are found by district, type and id, and by nothing less', async () => {
        const [one, other] = [await newDistrict(), await newDistrict()];
        await publish(one.id, { records: [student(1, 'é')] });
        const { roster } = store;
        expect((await roster.item(one.id, 'student', student(1).id))?.toString()).toBe(student(1, 'é').item);
        for (const [district, type, id] of [
          [one.id, 'student', student(2).id],
          [one.id, 'teacher', student(1).id],
          [other.id, 'student', student(1).id],
          [one.id, 'student', student(1).id.toUpperCase()],
          [one.id, 'student', ''],
        ] as const)
          expect(await roster.item(district, type, id)).toBeUndefined();
      });

      it('come by their ids in ascending order, without those that are not there', async () => {
        const [one, other] = [await newDistrict(), await newDistrict()];
        const records = Array.from({ length: 50 }, (_, n) => student(n));
        await publish(one.id, { records });
        await publish(other.id, { records: [student(99)] });
        const asked = [30, 2, 99, 11, 60].map((n) => student(n).id);
        const items = await store.roster.items(one.id, 'student', asked);
        expect(items.map(String)).toEqual([2, 11, 30].map((n) => student(n).item));
        expect(await store.roster.items(one.id, 'student', [])).toEqual([]);
        expect(await store.roster.items(one.id, 'teacher', asked)).toEqual([]);
        expect(await store.roster.items(one.id, 'student', ["'", '"]', '\\'])).toEqual([]);
      });
    });

    describe('children', () => {
      it('are those that were published last, and none of a parent without any', async () => {
        const [one, other] = [await newDistrict(), await newDistrict()];
        const ids = [1, 2, 3].map((n) => student(n).id);
        const parentId = hex(1);
        const edge = (children: readonly string[], relation = 'student.school'): StagedEdge => ({
          relation,
          parentId,
          children,
        });
        const { roster } = store;
        const childrenOf = (relation = 'student.school', district = one.id) =>
          roster.children(district, relation, parentId);
        const records = [student(1)];
        await publish(one.id, { records, edges: [edge(ids), edge(ids.slice(1), 'teacher.school')] });
        expect(await childrenOf()).toEqual(ids);
        expect(await childrenOf('teacher.school')).toEqual(ids.slice(1));
        expect(await childrenOf('section.school')).toEqual([]);
        expect(await childrenOf('student.school', other.id)).toEqual([]);
        await publish(one.id, { edges: [edge(ids.slice(0, 1))] });
        expect(await childrenOf()).toEqual(ids.slice(0, 1));
        expect(await inSession(one.id, (session) => session.children('student.school', parentId))).toEqual(
          ids.slice(0, 1),
        );
        await publish(one.id, { edges: [edge([])] });
        expect(await childrenOf()).toEqual([]);
        expect(await childrenOf('teacher.school')).toEqual(ids.slice(1));
      });

      it('may be many', async () => {
        const district = await newDistrict();
        const children = Array.from({ length: 50_000 }, (_, n) => hex(n, 'b'));
        await publish(district.id, { edges: [{ relation: 'student.school', parentId: hex(1), children }] });
        expect(await store.roster.children(district.id, 'student.school', hex(1))).toEqual(children);
      });
    });

    describe('the generation', () => {
      it('stands while nothing is committed, and moves with every commit of another connection', async () => {
        const district = await newDistrict();
        const other = await opened?.connect();
        if (!other) throw new Error('There is no other connection.');
        const { roster } = store;
        let last = await roster.generation();
        const expectMoved = async (what: string) => {
          const now = await roster.generation();
          expect(now, what).not.toBe(last);
          expect(await roster.generation(), what).toBe(now);
          last = now;
        };
        await readList(roster, district);
        expect(await roster.generation()).toBe(last);
        await publish(district.id, { records: [student(1)] }, other);
        await expectMoved('a publish over there');
        await publish(district.id, { records: [student(1, 'y')] });
        await expectMoved('a publish over here');
        await other.control.addRecord(district.id, { type: 'district_admin', id: hex(1), item: '{}' });
        await expectMoved('a record added over there');
        await other.control.putSetting('generation', 'x');
        const { items } = await readList(roster, district);
        expect(items).toEqual([student(1, 'y').item]);
      });
    });

    describe('a directory', () => {
      it('is stale after a publish in its district, and not after one in another', async () => {
        const [one, other] = [await newDistrict(), await newDistrict()];
        const { roster } = store;
        for (const { id } of [one, other]) await publish(id, { records: [student(1)] });
        const { directory } = await readList(roster, one);
        await publish(other.id, { records: [student(1, 'y')] });
        expect(await roster.segments(directory, [0])).not.toBe(STALE);
        await publish(one.id, { records: [student(1, 'y')] });
        expect(await roster.segments(directory, [0])).toBe(STALE);
        expect(await roster.segments(directory, [])).toBe(STALE);
        const again = await readList(roster, one);
        expect(again.items).toEqual([student(1, 'y').item]);
        expect(again.directory.version).not.toBe(directory.version);
      });

      it('is stale too for another connection, and after a record was added', async () => {
        const district = await newDistrict();
        const other = await opened?.connect();
        if (!other) throw new Error('There is no other connection.');
        await publish(district.id, { records: [student(1)] });
        const { directory } = await readList(other.roster, district);
        await store.control.addRecord(district.id, { type: 'district_admin', id: hex(2), item: '{}' });
        expect(await other.roster.segments(directory, [0])).toBe(STALE);
      });

      it('of a state that was not published stays good', async () => {
        const district = await newDistrict();
        await publish(district.id, { records: [student(1)] });
        const { directory } = await readList(store.roster, district);
        for (const state of ['held', 'failed'] as const) {
          const session = await openSync(district.id);
          await session.stage([student(2)]);
          await session.conclude(outcomeOf({ state }));
        }
        await publish(district.id, { outcome: { state: 'unchanged', changedTypes: [] } });
        expect(await store.roster.segments(directory, [0])).not.toBe(STALE);
      });
    });

    describe('a record that no file carries', () => {
      it('is in its list at once, beside the others, and raises the version', async () => {
        const district = await newDistrict();
        await publish(district.id, { records: [student(1)] });
        const before = await store.control.findDistrict(district.id);
        const items = [3, 1, 2].map((n) => ({
          type: 'district_admin' as const,
          id: hex(n, '9'),
          item: `{"n":${n}}`,
        }));
        for (const record of items) await store.control.addRecord(district.id, record);
        const directory = await store.roster.listDirectory(
          district.id,
          district.audienceId,
          'district_admin',
        );
        const segments = await store.roster.segments(directory, [0]);
        expect(segments === STALE ? STALE : segments.map(({ bytes }) => bytes.toString())).toEqual([
          '{"n":1},{"n":2},{"n":3}',
        ]);
        expect((await store.roster.item(district.id, 'district_admin', hex(2, '9')))?.toString()).toBe(
          '{"n":2}',
        );
        expect((await readList(store.roster, district)).items).toEqual([student(1).item]);
        const after = await store.control.findDistrict(district.id);
        expect(after?.rosterVersion).toBeGreaterThan(before?.rosterVersion ?? 0);
        expect(after?.last_sync).toBe(before?.last_sync);
      });

      it('stays through a publish that knows nothing of it', async () => {
        const district = await newDistrict();
        await store.control.addRecord(district.id, { type: 'district_admin', id: hex(1), item: '{"n":1}' });
        await publish(district.id, { records: [student(1)] });
        expect((await store.roster.item(district.id, 'district_admin', hex(1)))?.toString()).toBe('{"n":1}');
      });
    });

    describe('a sync', () => {
      it('sees what is published: identities by id, content by ids', async () => {
        const district = await newDistrict();
        const records = [
          { ...student(3), key: 'tab\tand\nline' },
          { ...student(1), key: 'é😀"\\' },
          { ...student(2), key: '__proto__', granted: '{"iep_status":"Y","x":"é\\t"}' },
        ];
        await publish(district.id, { records });
        const sorted = records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(await identitiesOf(district.id)).toEqual(
          sorted.map(({ key, id, digest }) => ({ key, id, digest })),
        );
        expect(await identitiesOf(district.id, 'teacher')).toEqual([]);
        const found = await inSession(district.id, (session) =>
          session.records('student', [...records.map(({ id }) => id), student(9).id]),
        );
        expect(Object.fromEntries(found)).toEqual(
          Object.fromEntries(records.map(({ id, item, granted }) => [id, { item, granted }])),
        );
      });

      it('reads identities in batches, each once', async () => {
        const district = await newDistrict();
        const records = Array.from({ length: 25_000 }, (_, n) => student(n));
        await publish(district.id, { records });
        expect((await identitiesOf(district.id)).map(({ id }) => id)).toEqual(records.map(({ id }) => id));
      });

      it('replaces the content of a record, not its key', async () => {
        const district = await newDistrict();
        await publish(district.id, { records: [{ ...student(1), granted: '{"a":"b"}' }] });
        await publish(district.id, { records: [{ ...student(1, 'y'), digest: 'f'.repeat(16) }] });
        expect(await identitiesOf(district.id)).toEqual([
          { key: 's1', id: student(1).id, digest: 'f'.repeat(16) },
        ]);
        const found = await inSession(district.id, (session) => session.records('student', [student(1).id]));
        expect([...found.values()]).toEqual([{ item: student(1, 'y').item, granted: undefined }]);
      });

      it('remembers the identities of records that went, until they return or are forgotten', async () => {
        const district = await newDistrict();
        const records = [student(1), student(2), { ...student(3), key: 'tab\tand\nline' }];
        await publish(district.id, { records });
        const { ended } = await publish(district.id, { removals: records.map(removalOf) });
        const former = () => inSession(district.id, (session) => session.formerIdentities('student'));
        const removedAtMs = Date.parse(ended);
        expect([...(await former())].toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
          records.map(({ key, id }) => ({ key, id, removedAtMs })),
        );
        await publish(district.id, { records: [{ ...student(2), returns: true }] });
        expect((await former()).map(({ key }) => key).toSorted()).toEqual(['s1', 'tab\tand\nline']);
        // Exactly at the moment it is kept, a millisecond later it is not.
        await publish(district.id, { records: [student(4)], outcome: { forgetRemovedBefore: removedAtMs } });
        expect(await former()).toHaveLength(2);
        await publish(district.id, {
          records: [student(5)],
          outcome: { forgetRemovedBefore: removedAtMs + 1 },
        });
        expect(await former()).toEqual([]);
      });

      it('finds reserved ids as if their records had gone, and never forgets them', async () => {
        const [one, other] = [await newDistrict(), await newDistrict()];
        const reserved = { type: 'student', key: 'r1', id: hex(1, '7') } as const;
        await store.control.reserveIds(one.id, [reserved, { type: 'school', key: 'r1', id: hex(2, '7') }]);
        // The first reservation holds.
        await store.control.reserveIds(one.id, [{ ...reserved, id: hex(3, '7') }]);
        await publish(one.id, {
          records: [student(1)],
          outcome: { forgetRemovedBefore: Date.parse('2200-01-01') },
        });
        const former = (district: string, type: RosterType) =>
          inSession(district, async (session) =>
            (await session.formerIdentities(type)).map(({ key, id }) => ({ key, id })),
          );
        expect(await former(one.id, 'student')).toEqual([{ key: 'r1', id: reserved.id }]);
        expect(await former(one.id, 'school')).toEqual([{ key: 'r1', id: hex(2, '7') }]);
        expect(await former(other.id, 'student')).toEqual([]);
        await publish(one.id, { records: [{ ...student(8), id: reserved.id, key: 'r1', returns: true }] });
        expect(await former(one.id, 'student')).toEqual([]);
      });

      it('writes its entry and the state of the district, all at once', async () => {
        const district = await newDistrict();
        const published = await publish(district.id, {
          records: [student(1)],
          outcome: { idSeconds: 5_000 },
        });
        expect(await store.control.findDistrict(district.id)).toMatchObject({
          state: 'running',
          error: '',
          last_sync: published.ended,
          rosterVersion: 1,
        });
        const failing = await openSync(district.id);
        await failing.conclude(
          outcomeOf({ state: 'failed', status: { state: 'error', error: 'a\nreason "é"' } }),
        );
        expect(await store.control.findDistrict(district.id)).toMatchObject({
          state: 'error',
          error: 'a\nreason "é"',
          last_sync: published.ended,
          rosterVersion: 1,
        });
        const [newest, first, ...more] = await store.control.syncs(district.id, 10);
        expect(newest).toMatchObject({ state: 'failed', report: { counts: 1 } });
        expect(first).toMatchObject({
          state: 'published',
          ended: published.ended,
          fingerprints: published.fingerprints,
          report: published.report,
        });
        expect(more).toEqual([]);
        expect(await store.control.syncs(district.id, 1)).toEqual([newest]);
        expect(
          await inSession(district.id, (session) => Promise.resolve(session.idSeconds)),
        ).toBeGreaterThanOrEqual(5_000);
      });

      it('that finds nothing moves last_sync and no version', async () => {
        const district = await newDistrict();
        await publish(district.id, { records: [student(1)] });
        const version = await store.roster.viewVersion(district.id, district.audienceId);
        const { ended } = await publish(district.id, { outcome: { state: 'unchanged', changedTypes: [] } });
        expect(await store.control.findDistrict(district.id)).toMatchObject({
          last_sync: ended,
          rosterVersion: 1,
        });
        expect(await store.roster.viewVersion(district.id, district.audienceId)).toBe(version);
      });

      it('knows what was published last, and what waits for a person', async () => {
        const district = await newDistrict();
        const ask = () =>
          inSession(district.id, async (session) => ({
            held: await session.heldFingerprints(),
            published: (await session.lastPublished())?.fingerprints,
          }));
        expect(await ask()).toEqual({ held: undefined, published: undefined });
        await publish(district.id, { records: [student(1)], outcome: { fingerprints: { a: '1' } } });
        expect(await ask()).toEqual({ held: undefined, published: { a: '1' } });
        const hold = async (fingerprints: Readonly<Record<string, string>>) => {
          const session = await openSync(district.id);
          await session.stage([student(2)]);
          await session.conclude(outcomeOf({ state: 'held', fingerprints }));
        };
        await hold({ a: '2' });
        expect(await ask()).toEqual({ held: { a: '2' }, published: { a: '1' } });
        await hold({ a: '3' });
        expect(await ask()).toEqual({ held: { a: '3' }, published: { a: '1' } });
        await publish(district.id, {
          outcome: { state: 'unchanged', changedTypes: [], fingerprints: { a: '4' } },
        });
        expect(await ask()).toEqual({ held: undefined, published: { a: '4' } });
        await hold({ a: '5' });
        await publish(district.id, { records: [student(2)], outcome: { fingerprints: { a: '5' } } });
        expect(await ask()).toEqual({ held: undefined, published: { a: '5' } });
      });

      it('is one at a time in a district, over all connections', async () => {
        const [one, other] = [await newDistrict(), await newDistrict()];
        const there = await opened?.connect();
        if (!there) throw new Error('There is no other connection.');
        const session = await openSync(one.id);
        for (const on of [store, there])
          await expect(openSync(one.id, on)).rejects.toMatchObject({ code: 'sync_running' });
        await (await openSync(other.id, there)).release();
        await session.release();
        await (await openSync(one.id, there)).release();
      });

      it('of a district that is not there is refused', async () => {
        await expect(openSync(hex(0))).rejects.toMatchObject({ code: 'unknown_district' });
      });

      it('that is released leaves nothing, and may be released again', async () => {
        const district = await newDistrict();
        const session = await openSync(district.id);
        await session.stage([student(1)]);
        await session.stageEdges([
          { relation: 'student.school', parentId: hex(1), children: [student(1).id] },
        ]);
        await session.release();
        await session.release();
        expect(await store.control.syncs(district.id, 10)).toEqual([]);
        expect((await readList(store.roster, district)).items).toEqual([]);
        expect(await store.roster.children(district.id, 'student.school', hex(1))).toEqual([]);
        expect(await store.control.findDistrict(district.id)).toMatchObject({
          state: 'pending',
          rosterVersion: 0,
        });
      });

      it('shows readers nothing before it is published, also on its own connection', async () => {
        const district = await newDistrict();
        const there = await opened?.connect();
        if (!there) throw new Error('There is no other connection.');
        await publish(district.id, { records: [student(1), student(2)] });
        const session = await openSync(district.id);
        const expectOld = async () => {
          for (const { roster } of [store, there])
            expect((await readList(roster, district)).items).toEqual([student(1).item, student(2).item]);
        };
        await session.stage([student(1, 'y'), student(3)]);
        await expectOld();
        await session.stageRemovals([removalOf(student(2))]);
        await session.renew();
        await expectOld();
        await session.publish(outcomeOf());
        for (const { roster } of [store, there])
          expect((await readList(roster, district)).items).toEqual([student(1, 'y').item, student(3).item]);
      });
    });

    describe('the store itself', () => {
      it('can be asked whether it serves', async () => {
        await expect(store.check()).resolves.toBeUndefined();
      });

      it('says so when it cannot', async () => {
        const closed = await engine.open();
        await closed.close();
        await expect((async () => closed.store.check())()).rejects.toThrow();
      });
    });
  });
}
