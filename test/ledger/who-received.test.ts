import { beforeAll, describe, expect, it } from 'vitest';
import { changeSharing, SHARE_EVERYTHING } from '../../src/directory/index.ts';
import { type Reception, touchedBy, whoReceived } from '../../src/ledger/index.ts';
import { NOTHING_SHARED, type Sharing } from '../../src/sharing/index.ts';
import type { TestDistrict } from '../ingest/test-hub.ts';
import { fixturePath } from '../support/fixtures.ts';
import { type Reader, useLedgerServer } from './ledger-server.ts';

const ALWAYS = { from: new Date(0), to: new Date('9999-01-01') };
const server = useLedgerServer();
let district: TestDistrict;

const settle = () => new Promise((resolve) => setTimeout(resolve, 1_200));
const who = (type: string, id: string, period = ALWAYS): Promise<readonly Reception[]> =>
  whoReceived(server.store, { districtId: district.id, type, id }, period);
const of = (found: readonly Reception[], reader: Reader): Reception | undefined =>
  found.find(({ token }) => token === reader.connection.id);

/** Two students of different schools, with a section of the first. */
interface Cast {
  readonly shared: { readonly id: string; readonly school: string };
  readonly hidden: { readonly id: string; readonly school: string };
}

async function cast(): Promise<Cast> {
  const students = (await district.list('student')).map(({ id, school }) => ({ id, school: String(school) }));
  const shared = students[0];
  const hidden = students.find(({ school }) => school !== shared?.school);
  if (!shared || !hidden) throw new Error('The sample has one school only.');
  return { shared, hidden };
}

const schoolOf = (school: string): Sharing => ({
  ...NOTHING_SHARED,
  share: { kind: 'schools', schools: [school], staff: false },
});

beforeAll(async () => {
  district = await server.smallDistrict();
});

describe('who received data about a student', () => {
  it('names a token that walked the whole list, with fields and times', async () => {
    const { shared } = await cast();
    const reader = await server.reader(district.id);
    const idle = await server.reader(district.id);
    const before = new Date().toISOString();
    await reader.caller.get('/v1.1/students?limit=1000');
    await settle();
    const found = await who('student', shared.id);
    const reception = of(found, reader);
    expect(reception).toMatchObject({
      application: reader.applicationId,
      recordTypes: ['student'],
      exact: true,
    });
    expect(reception?.fields['student']).toContain('dob');
    expect(reception?.fields['student']).not.toContain('frl_status');
    expect(reception && before <= reception.first && reception.first <= reception.last).toBe(true);
    expect(of(found, idle)).toBeUndefined();
  });

  it('does not name one whose audience did not see the student, though the run goes over it', async () => {
    const sections = (await district.list('section')).map(({ id, students }) => ({
      id,
      students: (students as readonly string[]).toSorted(),
    }));
    const all = (await district.list('student')).map(({ id }) => id);
    const between = (listed: readonly string[]): readonly string[] =>
      all.filter((id) => id > (listed[0] ?? 'g') && id < (listed.at(-1) ?? '') && !listed.includes(id));
    const section = sections.find(({ students }) => between(students).length > 0);
    if (!section) throw new Error('No section of the sample leaves anybody out.');
    const reader = await server.reader(district.id, {
      ...NOTHING_SHARED,
      share: { kind: 'sections', sections: [section.id] },
    });
    await reader.caller.get('/v1.1/students?limit=1000');
    await settle();
    const runs = await server.store.control.find('disclosure', { token: reader.connection.id });
    expect(runs).toMatchObject([{ firstId: section.students[0], lastId: section.students.at(-1) }]);
    for (const id of between(section.students)) expect(of(await who('student', id), reader)).toBeUndefined();
    for (const id of section.students)
      expect(of(await who('student', id), reader)).toMatchObject({ exact: true });
  });

  it('follows the history of sharing: before, between and after', async () => {
    const { shared, hidden } = await cast();
    const reader = await server.reader(district.id, schoolOf(shared.school));
    await changeSharing(server.acting, reader.connection.id, schoolOf(hidden.school));
    await reader.caller.get('/v1.1/students?limit=1000');
    await changeSharing(server.acting, reader.connection.id, schoolOf(shared.school));
    await settle();
    // It saw the hidden one while that was shared, and never read while the other was.
    expect(of(await who('student', hidden.id), reader)).toMatchObject({ exact: true });
    expect(of(await who('student', shared.id), reader)).toBeUndefined();
  });

  it('tells of contacts, and of sections that list the student, but not as the student', async () => {
    const withContact = (await district.list('contact'))[0];
    const student = String(withContact?.['student']);
    const contacts = await server.reader(district.id);
    await contacts.caller.get('/v1.1/contacts');
    const sections = await server.reader(district.id);
    await sections.caller.get('/v1.1/sections?limit=1000');
    await settle();
    const found = await who('student', student);
    expect(of(found, contacts)).toMatchObject({ recordTypes: ['contact'], exact: false });
    expect(of(found, sections)).toMatchObject({ recordTypes: ['section'], exact: false });
    expect(of(await who('contact', withContact?.id ?? ''), contacts)).toMatchObject({ exact: true });
  });

  it('keeps to the period', async () => {
    const { shared } = await cast();
    const reader = await server.reader(district.id);
    const before = new Date();
    await reader.caller.get(`/v1.1/students/${shared.id}`);
    await settle();
    const after = new Date(Date.now() + 1);
    expect(of(await who('student', shared.id, { from: before, to: after }), reader)).toBeDefined();
    expect(of(await who('student', shared.id, { from: after, to: ALWAYS.to }), reader)).toBeUndefined();
    expect(of(await who('student', shared.id, { from: ALWAYS.from, to: before }), reader)).toBeUndefined();
  });

  it('names nobody in another district, and refuses one that is none', async () => {
    const { shared } = await cast();
    const other = await server.district();
    const found = await whoReceived(
      server.store,
      { districtId: other.id, type: 'student', id: shared.id },
      ALWAYS,
    );
    expect(found).toEqual([]);
    await expect(
      whoReceived(server.store, { districtId: '0'.repeat(24), type: 'student', id: shared.id }, ALWAYS),
    ).rejects.toMatchObject({ code: 'unknown_district' });
  });
});

describe('a student who left and came back', () => {
  it('was received before and after, not in between, by whoever sees everything', async () => {
    const own = await server.smallDistrict();
    const ask = (id: string) =>
      whoReceived(server.store, { districtId: own.id, type: 'student', id }, ALWAYS);
    const day1 = new Set((await own.list('student')).map(({ id }) => id));
    await own.publish(fixturePath('rosters/clever-small/day2'));
    const day2 = new Set((await own.list('student')).map(({ id }) => id));
    const inside = [...day1].sort().slice(1, -1);
    const leaver = inside.find((id) => !day2.has(id));
    if (leaver === undefined) throw new Error('Nobody leaves on the second day.');
    const away = await server.reader(own.id, SHARE_EVERYTHING);
    await away.caller.get('/v1.1/students?limit=1000');
    await settle();
    const [run] = await server.store.control.find('disclosure', { token: away.connection.id });
    expect(run && run.firstId < leaver && leaver < run.lastId).toBe(true);
    expect(of(await ask(leaver), away)).toBeUndefined();

    await own.publish(fixturePath('rosters/clever-small/day1'));
    const back = await server.reader(own.id);
    await back.caller.get('/v1.1/students?limit=1000');
    await settle();
    const found = await ask(leaver);
    expect(of(found, back)).toMatchObject({ exact: true });
    expect(of(found, away)).toBeUndefined();
  });
});

describe('what a token touched', () => {
  it('is told run by run, for the breach pack', async () => {
    const { shared } = await cast();
    const reader = await server.reader(district.id);
    await reader.caller.get('/v1.1/schools');
    await reader.caller.get(`/v1.1/students/${shared.id}`);
    await settle();
    const runs = [];
    for await (const run of touchedBy(server.store.control, reader.connection.id, ALWAYS)) runs.push(run);
    expect(runs.map(({ recordType }) => recordType).sort()).toEqual(['school', 'student']);
    expect(runs.find(({ recordType }) => recordType === 'student')).toMatchObject({
      firstId: shared.id,
      lastId: shared.id,
      exact: true,
      rowCount: 1,
    });
    expect(JSON.stringify(runs)).not.toContain(reader.token);
  });
});
