/** An application that is asked before a large change reaches it (`auth-and-sharing` 9.6, 18 test 19). */
import { describe, expect, it } from 'vitest';
import {
  acceptWithheld,
  changeSharing,
  disconnect,
  explain,
  SHARE_EVERYTHING,
  shareSite,
  updateApplication,
  withheldFrom,
} from '../../src/directory/index.ts';
import { whoReceived } from '../../src/ledger/index.ts';
import { getResource, STORED_TYPES } from '../../src/roster/index.ts';
import { NOTHING_SHARED, type Sharing } from '../../src/sharing/index.ts';
import { course, enrollment, keys, northSchool, pupil, type Town, townOf } from '../ingest/roster-files.ts';
import { NEVER_HELD, type TestDistrict } from '../ingest/test-hub.ts';
import { type Reader, useLedgerServer } from '../ledger/ledger-server.ts';

const server = useLedgerServer();
const TWENTY = keys(20);
/** Everybody but the first so many. */
const without = (count: number): Town => townOf(TWENTY.slice(count));
/** The first so many have another grade. */
const regraded = (count: number): Town => {
  const town = townOf(TWENTY);
  return { ...town, students: TWENTY.map((id, n) => pupil(id, n < count ? { Grade: '4' } : {})) };
};

async function districtOf(town: Town = townOf(TWENTY)): Promise<TestDistrict> {
  const district = await server.district(NEVER_HELD);
  await district.publishRows(town);
  return district;
}

/** An application that asks to be asked. */
async function asking(district: TestDistrict, sharing?: Sharing): Promise<Reader> {
  const reader = await server.reader(district.id, sharing);
  await setAsking(reader, true);
  return reader;
}

const setAsking = (reader: Reader, safetyThreshold: boolean) =>
  updateApplication(server.acting, reader.applicationId, { safetyThreshold }, () => Promise.resolve());

/** All that the token is shown, to the byte, with the tags. */
async function shownTo({ caller }: Reader): Promise<Readonly<Record<string, string>>> {
  const shown: Record<string, string> = {};
  const see = async (path: string): Promise<readonly { data: { id: string } }[]> => {
    const answer = await caller.get(path);
    expect(answer.status, path).toBe(200);
    shown[path] = `${answer.header('etag')} ${answer.text}`;
    return (answer.json() as { data: readonly { data: { id: string } }[] }).data;
  };
  for (const type of STORED_TYPES.filter((one) => one !== 'contact')) {
    const { plural } = getResource(type);
    await see(`/v1.1/${plural}?count=true`);
    for (const { data } of (await see(`/v1.1/${plural}?limit=10000`)).slice(0, 3))
      await see(`/v1.1/${plural}/${data.id}`);
  }
  const sections = await see('/v1.1/sections?limit=3');
  for (const { data } of sections) await see(`/v1.1/sections/${data.id}/students`);
  await see(`/v1.1/students?where=${encodeURIComponent('{"grade":"3"}')}`);
  return shown;
}

const countOf = async ({ caller }: Reader, plural = 'students'): Promise<unknown> =>
  ((await caller.get(`/v1.1/${plural}?count=true`)).json() as { count: unknown }).count;

async function withheld(reader: Reader) {
  const connection = await server.store.control.get('connection', { id: reader.connection.id });
  return connection && withheldFrom(server.store, connection);
}

const lines = async (act: string, { connection }: Reader) =>
  (await server.audit(act)).filter(({ subject }) => subject === `connection:${connection.id}`);

const bySchools = (...schools: readonly string[]): Sharing => ({
  ...NOTHING_SHARED,
  share: { kind: 'schools', schools, staff: false },
});

/** Two schools with ten pupils each. */
const twoSchools = (south = 10): Town => {
  const town = townOf(TWENTY.slice(0, 10));
  const others = TWENTY.slice(10, 10 + south);
  return {
    ...town,
    schools: [northSchool, { School_id: 'south', School_name: 'South School', School_number: '2' }],
    students: [...town.students, ...others.map((id) => pupil(id, { School_id: 'south' }))],
    sections: [...town.sections, ...others.map((id) => course(`x-${id}`, { School_id: 'south' }))],
    enrollments: [
      ...town.enrollments,
      ...others.map((id) => ({ ...enrollment(`x-${id}`, id), School_id: 'south' })),
    ],
  };
};

describe('a sync that would take much away', () => {
  it('does not reach an application that asks to be asked, and every other one', async () => {
    const district = await districtOf();
    const [asks, other] = [await asking(district), await server.reader(district.id)];
    const before = await shownTo(asks);
    await district.publishRows(without(3));
    expect(await shownTo(asks)).toEqual(before);
    expect(await countOf(asks)).toBe(20);
    expect(await countOf(other)).toBe(17);
    expect(await withheld(asks)).toMatchObject({
      cause: expect.stringMatching(/^sync:/) as unknown,
      exceeded: [
        { type: 'student', had: 20, removed: 3 },
        { type: 'section', had: 20, removed: 3 },
      ],
    });
    expect(await withheld(other)).toBeUndefined();
    expect(await lines('connection.view_frozen', asks)).toHaveLength(1);
    expect(await lines('connection.view_frozen', other)).toHaveLength(0);
  });

  it.each([
    ['10 % go', without(2), 18, false],
    ['15 % go', without(3), 17, true],
    ['75 % change', regraded(15), 20, false],
    ['80 % change', regraded(16), 20, true],
  ])('is withheld where too much goes or changes: %s', async (_what, town, students, isWithheld) => {
    const district = await districtOf();
    const reader = await asking(district);
    await district.publishRows(town);
    expect((await withheld(reader)) !== undefined).toBe(isWithheld);
    expect(await countOf(reader)).toBe(isWithheld ? 20 : students);
    const fourth = await reader.caller.get(
      `/v1.1/students?count=true&where=${encodeURIComponent('{"grade":"4"}')}`,
    );
    const changed = town.students.filter(({ Grade }) => Grade === '4').length;
    expect(fourth.json()).toMatchObject({ count: isWithheld ? 0 : changed });
  });

  it('stays withheld through later syncs, until the team accepts', async () => {
    const district = await districtOf();
    const reader = await asking(district);
    const before = await shownTo(reader);
    await district.publishRows(without(3));
    const since = (await withheld(reader))?.frozenAt;
    await district.publishRows(without(6));
    expect(await shownTo(reader)).toEqual(before);
    expect(await withheld(reader)).toMatchObject({ frozenAt: since, exceeded: [{ removed: 6 }, {}] });
    await acceptWithheld(server.acting, reader.connection.id);
    expect(await countOf(reader)).toBe(14);
    expect(await lines('connection.changes_accepted', reader)).toHaveLength(1);
    await expect(acceptWithheld(server.acting, reader.connection.id)).rejects.toThrow('Nothing is withheld');
    // From here on it is asked again about what comes next.
    await district.publishRows(without(13));
    expect(await countOf(reader)).toBe(14);
  });

  it('is let through when the district takes it back', async () => {
    const district = await districtOf();
    const reader = await asking(district);
    await district.publishRows(without(3));
    await district.publishRows(without(1));
    expect(await withheld(reader)).toBeUndefined();
    expect(await countOf(reader)).toBe(19);
    expect(await lines('connection.view_thawed', reader)).toHaveLength(1);
  });

  it('ends with the wish to be asked, and with the connection', async () => {
    const district = await districtOf();
    const [first, second] = [await asking(district), await asking(district)];
    await district.publishRows(without(3));
    expect([await countOf(first), await countOf(second)]).toEqual([20, 20]);
    await setAsking(first, false);
    expect([await countOf(first), await countOf(second)]).toEqual([17, 20]);
    await disconnect(server.acting, second.connection.id);
    expect((await second.caller.get('/v1.1/students')).status).toBe(401);
    expect(await server.store.districts.frozenViews(district.id)).toEqual([]);
  });

  it('is withheld by what each application sees, and shows nothing that was hidden', async () => {
    const district = await districtOf(twoSchools());
    const schools = await district.byKey('school');
    const id = (key: string) => [...schools.values()].find(({ name }) => name === key)?.id ?? '';
    const [north, south] = [
      await asking(district, bySchools(id('North School'))),
      await asking(district, bySchools(id('South School'))),
    ];
    const [southern, northern] = [await shownTo(south), await shownTo(north)];
    await district.publishRows(twoSchools(5));
    expect(await withheld(north)).toBeUndefined();
    expect(await shownTo(north)).toEqual(northern);
    expect(await shownTo(south)).toEqual(southern);
    expect([await countOf(north), await countOf(south)]).toEqual([10, 10]);
    for (const { id: student, school } of await district.list('student'))
      if (school === id('North School'))
        expect((await south.caller.get(`/v1.1/students/${student}`)).status).toBe(404);
  });

  it('goes on to be told of by the ledger, and is explained', async () => {
    const district = await districtOf();
    const reader = await asking(district);
    const gone = await district.record('student', 'p00');
    await district.publishRows(without(3));
    await reader.caller.get('/v1.1/students?limit=100');
    await server.disclosures(reader.connection.id);
    const always = { from: new Date(0), to: new Date('9999-01-01') };
    const of = { districtId: district.id, type: 'student', id: gone.id } as const;
    expect((await whoReceived(server.store, of, always)).map(({ token }) => token)).toContain(
      reader.connection.id,
    );
    const { applicationId } = reader;
    const why = await explain(server.acting, { ...of, applicationId });
    expect(why.isServed).toBe(true);
    expect(why.steps.map(({ rule }) => rule)).toContain('view.frozen');
    await district.publishRows({
      ...without(3),
      students: [...without(3).students, pupil('new')],
    });
    const added = await district.record('student', 'new');
    const whyNot = await explain(server.acting, { ...of, id: added.id, applicationId });
    expect(whyNot.isServed).toBe(false);
    expect(whyNot.steps.find(({ verdict }) => verdict === 'stop')).toMatchObject({
      rule: 'view.frozen',
      change: expect.stringContaining('accept-changes') as unknown,
    });
  });

  it('is kept no longer than somebody reads it', async () => {
    const district = await districtOf();
    const reader = await asking(district);
    await district.publishRows(without(3));
    const rows = () =>
      server.query((db) =>
        ['record', 'edge', 'audience_record', 'list_segment', 'audience'].map((table) =>
          db
            .prepare(`SELECT count(*) FROM ${table} WHERE district_id NOT IN (SELECT id FROM district)`)
            .pluck()
            .get(),
        ),
      );
    const kept = await withheld(reader);
    expect(kept).toBeDefined();
    expect(rows()[0]).toBeGreaterThan(0);
    for (const view of await server.store.districts.frozenViews(district.id))
      await acceptWithheld(server.acting, view.connectionId);
    server.clock.advance(11 * 60_000);
    await district.publishRows(without(4));
    const ofThis = server.query((db) =>
      db.prepare('SELECT count(*) FROM record WHERE district_id = ?').pluck().get(kept?.keptId),
    );
    expect(ofThis).toBe(0);
  });
});

describe('a choice of sharing that would take much away', () => {
  const setup = async () => {
    const district = await districtOf(twoSchools());
    const ids = (await district.list('school')).map(({ id }) => id);
    const reader = await asking(district, bySchools(...ids));
    return { district, reader, ids, one: ids.slice(0, 1) };
  };
  const share = (reader: Reader, sharing: Sharing, options = {}) =>
    changeSharing(server.acting, reader.connection.id, sharing, options);

  it('waits for the team, and is seen when it accepts', async () => {
    const { reader, one } = await setup();
    const before = await shownTo(reader);
    await share(reader, bySchools(...one));
    expect(await shownTo(reader)).toEqual(before);
    expect(await withheld(reader)).toMatchObject({ cause: 'sharing' });
    await acceptWithheld(server.acting, reader.connection.id);
    expect([await countOf(reader), await countOf(reader, 'schools')]).toEqual([10, 1]);
  });

  it('is forgotten when the district takes it back', async () => {
    const { district, reader, ids, one } = await setup();
    await share(reader, bySchools(...one));
    await share(reader, bySchools(...ids));
    expect(await withheld(reader)).toBeUndefined();
    expect(await countOf(reader)).toBe(20);
    await district.publishRows(twoSchools(9));
    expect(await countOf(reader)).toBe(19);
  });

  it('leaves nothing behind where another choice was faster', async () => {
    const { district, reader, one } = await setup();
    const before = await shownTo(reader);
    const done = await Promise.allSettled([share(reader, bySchools(...one)), share(reader, NOTHING_SHARED)]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await shownTo(reader)).toEqual(before);
    expect(await server.store.districts.frozenViews(district.id)).toEqual([await withheld(reader)]);
  });

  it('stays withheld through syncs and further choices', async () => {
    const { district, reader, one } = await setup();
    const before = await shownTo(reader);
    await share(reader, bySchools(...one));
    await district.publishRows(twoSchools(4));
    await share(reader, NOTHING_SHARED);
    expect(await shownTo(reader)).toEqual(before);
  });

  it('counts at once where the district says so, and where it takes fields away', async () => {
    const { reader, ids, one } = await setup();
    await share(reader, bySchools(...one), { atOnce: true });
    expect(await countOf(reader)).toBe(10);
    const fields = await setup();
    await share(fields.reader, { ...bySchools(...fields.one), refused: { student: ['dob'] } });
    expect(await countOf(fields.reader)).toBe(10);
    // What was withheld before does not come back, either.
    const held = await setup();
    await share(held.reader, bySchools(...held.one));
    expect(await countOf(held.reader)).toBe(20);
    await share(held.reader, bySchools(...held.one), { atOnce: true });
    expect(await countOf(held.reader)).toBe(10);
    await share(held.reader, NOTHING_SHARED, { atOnce: true });
    expect(await countOf(held.reader)).toBe(0);
    expect(ids).toHaveLength(2);
  });

  it('counts at once for everybody else, and where it only adds', async () => {
    const { district, ids, one } = await setup();
    const other = await server.reader(district.id, bySchools(...ids));
    await share(other, bySchools(...one));
    expect(await countOf(other)).toBe(10);
    const adds = await asking(district, bySchools(...one));
    await share(adds, bySchools(...ids));
    expect(await countOf(adds)).toBe(20);
    await share(adds, SHARE_EVERYTHING);
    expect(await withheld(adds)).toBeUndefined();
  });

  it('waits, too, where a school leaves what is shared', async () => {
    const { reader, ids } = await setup();
    const site: Sharing = { ...NOTHING_SHARED, share: { kind: 'site', schools: ids, staff: false } };
    await share(reader, site);
    expect(await countOf(reader)).toBe(20);
    await shareSite(server.acting, reader.connection.id, { schoolId: ids[0] ?? '', isShared: false });
    expect(await countOf(reader)).toBe(20);
    expect(await withheld(reader)).toMatchObject({ cause: 'sharing' });
  });
});
