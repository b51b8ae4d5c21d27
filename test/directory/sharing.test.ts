/** What each choice of a district lets an application see, over HTTP (`auth-and-sharing` 18: 16, 18, 20, 23). */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashToken, randomToken } from '../../src/access/index.ts';
import {
  changeSharing,
  createApplication,
  createConnection,
  resettleSharing,
  SHARE_EVERYTHING,
  setPaused,
  updateApplication,
} from '../../src/directory/index.ts';
import { ERRORS } from '../../src/errors/index.ts';
import { getResource, type StoredType } from '../../src/roster/index.ts';
import { NOTHING_SHARED, parseSharing, type Rule, type Share } from '../../src/sharing/index.ts';
import { type ServedRecord, useSharingWorld } from './sharing-world.ts';

const world = useSharingWorld();

const keyOf = (record: ServedRecord) => String(record['sis_id'] ?? record['staff_id'] ?? record['email']);
const sorted = (keys: readonly string[]) => [...keys].sort();

/** Ids by type and key of the SIS, of everything in the district. */
const ids = new Map<string, string>();
const idOf = (type: StoredType, key: string): string => {
  const id = ids.get(`${type} ${key}`);
  if (id === undefined) throw new Error(`There is no ${type} ${key}.`);
  return id;
};

beforeAll(async () => {
  const served = await world.served();
  for (const type of ['school', 'teacher', 'student', 'section', 'school_admin'] as const)
    for (const record of served[type]) ids.set(`${type} ${keyOf(record)}`, record.id);
});

beforeEach(() => world.share(SHARE_EVERYTHING));

const seen = async (share: Share) => {
  await world.share({ ...NOTHING_SHARED, share });
  const served = await world.served();
  const keys = (type: StoredType) => sorted(served[type].map(keyOf));
  return {
    served,
    schools: keys('school'),
    teachers: keys('teacher'),
    students: keys('student'),
    sections: keys('section'),
    staff: keys('school_admin'),
    admins: keys('district_admin'),
    contacts: served.contact.length,
  };
};

const NOTHING = { schools: [], teachers: [], students: [], sections: [], staff: [], admins: [], contacts: 0 };
const rulesOf = (...rules: readonly Rule[]): Share => ({ kind: 'rules', rules });
const is = (field: string, ...value: readonly string[]) => ({ field, op: 'is' as const, value });
const isNot = (field: string, ...value: readonly string[]) => ({ field, op: 'is_not' as const, value });
const contains = (field: string, ...value: readonly string[]) => ({ field, op: 'contains' as const, value });

describe('kinds of sharing', () => {
  it('nothing', async () => {
    expect(await seen({ kind: 'none' })).toMatchObject(NOTHING);
  });

  it('everything, with staff or with the staff box off', async () => {
    const all = await seen({ kind: 'everything', staff: true });
    expect([all.schools.length, all.teachers.length, all.staff, all.admins]).toEqual([
      2,
      10,
      ['A1', 'A2', 'A3'],
      ['office@harbor.example.org'],
    ]);
    const off = await seen({ kind: 'everything', staff: false });
    expect([off.students, off.sections, off.contacts]).toEqual([all.students, all.sections, all.contacts]);
    expect([off.staff, off.admins]).toEqual([[], []]);
    expect(await world.statusOf('school_admin', idOf('school_admin', 'A1'))).toBe(404);
  });

  it('chosen schools: what belongs to them, and staff only by a choice of its own', async () => {
    const schools = [idOf('school', '0202')];
    const high = await seen({ kind: 'schools', schools, staff: false });
    expect(high.schools).toEqual(['0202']);
    expect(high.students.every((key) => key >= '0070013')).toBe(true);
    expect(high.sections).not.toContain('S-5S');
    expect([high.staff, high.admins]).toEqual([[], []]);
    // A teacher of the high school also teaches at the elementary school: the teacher comes, that section does not.
    expect(high.teachers).toContain('T204');
    const withStaff = await seen({ kind: 'schools', schools, staff: true });
    expect(withStaff.staff).toEqual(['A2', 'A3']);
    const site = await seen({ kind: 'site', schools, staff: false });
    expect({ ...site, served: undefined }).toEqual({ ...high, served: undefined });
  });

  it('picked sections: their teachers, students, schools and contacts, and nothing else', async () => {
    const picked = await seen({ kind: 'sections', sections: [idOf('section', 'S-2A')] });
    expect(picked).toMatchObject({
      schools: ['0101'],
      sections: ['S-2A'],
      teachers: ['T100', 'T102'],
      students: ['0070005', '0070006', '0070007'],
      staff: [],
      admins: [],
    });
    const owners = new Set(picked.served.contact.map((contact) => contact['student']));
    expect([...owners].every((id) => picked.served.student.some((student) => student.id === id))).toBe(true);
  });
});

describe('rules', () => {
  const grade9: Rule = { match: 'students', where: [is('grade', '9')] };

  it('hold every condition of one, and any of several', async () => {
    const both = await seen(
      rulesOf({ match: 'sections', where: [is('school', idOf('school', '0202')), is('subject', 'math')] }),
    );
    expect(both.sections).toEqual(['S-ALG']);
    expect(both.students).toEqual(['0070013', '0070014', '0070015']);
    const either = await seen(
      rulesOf(
        { match: 'sections', where: [is('subject', 'math')] },
        { match: 'sections', where: [is('grade', '5')] },
      ),
    );
    expect(either.sections).toEqual(expect.arrayContaining(['S-5A', 'S-5S', 'S-ALG']));
    const none = await seen(rulesOf({ match: 'students', where: [is('grade', '9'), is('grade', '10')] }));
    expect(none).toMatchObject(NOTHING);
  });

  it('name several values, their absence, and parts of text in any case', async () => {
    const upper = await seen(rulesOf({ match: 'students', where: [is('grade', '11', '12')] }));
    expect(upper.students).toEqual(['0070018', '0070019', '0070020', '0070021', '0070022', '0070023']);
    const orchestra = await seen(rulesOf({ match: 'sections', where: [contains('name', 'ORCHESTRA')] }));
    expect(orchestra.sections).toEqual(['S-ORC']);
    const others = await seen(
      rulesOf({ match: 'students', where: [isNot('school', idOf('school', '0202'))] }),
    );
    expect(others.students.every((key) => key < '0070013')).toBe(true);
  });

  it('take away what an exclude names, after everything else', async () => {
    const excluded = await seen(
      rulesOf({ ...grade9, exclude: true, where: [is('sis_id', '0070014')] }, grade9),
    );
    expect(excluded.students).toEqual(['0070013', '0070015']);
    expect(await world.statusOf('student', idOf('student', '0070014'))).toBe(404);
  });

  it('bring the classes of a student, and hide the others in them', async () => {
    const one = await seen(rulesOf({ match: 'students', where: [is('sis_id', '0070013')] }));
    expect(one.students).toEqual(['0070013']);
    expect(one.sections).toEqual(['S-5S', 'S-ALG', 'S-BIO', 'S-ORC']);
    expect(one.schools).toEqual(['0101', '0202']);
    for (const section of one.served.section)
      expect(section['students']).toEqual([idOf('student', '0070013')]);
  });

  it('bring students of teachers only where they say so', async () => {
    const teacher: Rule = { match: 'teachers', where: [is('sis_id', 'T203')] };
    expect((await seen(rulesOf(teacher))).students).toEqual([]);
    const withStudents = await seen(rulesOf({ ...teacher, with_students: true }));
    // Of the history class, and of the advisory that ten teachers share.
    expect(withStudents.students).toEqual([18, 19, 20, 21, 22, 23, 24].map((n) => `00700${n}`));
  });

  it('may name what is not shared itself: sensitive statuses, and columns of the district', async () => {
    const free = await seen(rulesOf({ match: 'students', where: [is('frl_status', 'Free')] }));
    expect(free.students).toContain('0070013');
    expect(JSON.stringify(free.served)).not.toContain('frl_status');
    const bus = await seen(rulesOf({ match: 'students', where: [is('ext.bus_route', 'Red')] }));
    expect(bus.students).toEqual(expect.arrayContaining(['0070003', '0070006']));
    expect(bus.students).not.toContain('0070002');
  });

  it('that name an unknown field are refused loudly', () => {
    const share = (rule: unknown) => () => parseSharing({ share: { kind: 'rules', rules: [rule] } });
    expect(share({ match: 'students', where: [is('hair', 'red')] })).toThrow('cannot name "hair"');
    expect(share({ match: 'students', where: [is('dob', '1/1/2014')] })).toThrow('cannot name "dob"');
    expect(share({ match: 'students', where: [is('grade', '99')] })).toThrow('is never "99"');
  });
});

describe('later imports', () => {
  it('pass by picked sections, and are followed by every other kind', async () => {
    await world.import('clever-small/day2');
    const homeroom = rulesOf({ match: 'sections', where: [is('school', idOf('school', '0101'))] });
    const sections = [idOf('section', 'S-K1'), idOf('section', 'S-ALG')];
    const picked = await seen({ kind: 'sections', sections });
    expect(picked.students).toContain('0070025');
    await world.import('clever-small/day1');
    expect(await seenAgain()).toEqual(['S-ALG', 'S-K1']);
    for (const share of [homeroom, { kind: 'everything', staff: false } as const]) {
      await world.import('clever-small/day2');
      expect((await seen(share)).sections).not.toContain('S-PK');
      await world.import('clever-small/day1');
      expect(await seenAgain()).toContain('S-PK');
    }
  });

  const seenAgain = async () => sorted((await world.served()).section.map(keyOf));
});

describe('ids of hidden records', () => {
  const one: Rule = { match: 'students', where: [is('sis_id', '0070013')] };

  it('are left out of lists, and named under the flag; they lead nowhere either way', async () => {
    const algebra = idOf('section', 'S-ALG');
    const hidden = idOf('student', '0070014');
    for (const leak of [false, true]) {
      await world.share({ ...NOTHING_SHARED, share: rulesOf(one), leak_hidden_ids: leak });
      const answer = await world.caller().get(`/v1.1/sections/${algebra}`);
      expect(answer.text.includes(hidden)).toBe(leak);
      expect(await world.statusOf('student', hidden)).toBe(404);
      const students = await world.caller().get(`/v1.1/sections/${algebra}/students`);
      expect(students.text).not.toContain('"0070014"');
      expect(students.text).toContain('"0070013"');
    }
  });
});

describe('a pause', () => {
  it('freezes what is read, and lets sharing be changed', async () => {
    await setPaused(world.acting, world.districtId, true);
    await expect(world.import('clever-small/day2')).rejects.toMatchObject({ code: 'district_paused' });
    const { students } = await seen(rulesOf({ match: 'students', where: [is('grade', '9')] }));
    expect(students).toEqual(['0070013', '0070014', '0070015']);
    await setPaused(world.acting, world.districtId, false);
    await world.import('clever-small/day2');
    await world.import('clever-small/day1');
  });
});

describe('frl and iep status', () => {
  const userToken = async (personId: string): Promise<string> => {
    const token = randomToken('user');
    const { applicationId, districtId } = world;
    const scopes = ['read:user_id', 'read:sis'] as const;
    const created = Date.now();
    const of = { applicationId, districtId, personType: 'student' as const, personId, scopes, created };
    await world.store.control.write((transaction) =>
      transaction.insert('user_token', {
        ...of,
        tokenHash: hashToken(token),
        id: 'a'.repeat(24),
        authorizedBy: 'district',
        expires: created + 60_000,
      }),
    );
    return token;
  };
  const where = (field: string) => `/v1.1/students?where=${encodeURIComponent(`{"${field}":"F"}`)}`;
  const get = (path: string) => world.caller().get(path);

  it('are withheld until the district attests, then told in records and filters, and to nobody else', async () => {
    const student = `/v1.1/students/${idOf('student', '0070013')}`;
    expect((await get(student)).text).not.toContain('frl_status');
    expect((await get(where('frl_status'))).status).toBe(400);

    const granting = { ...SHARE_EVERYTHING, granted: ['frl_status'] };
    const { acting, connectionId } = world;
    await expect(changeSharing(acting, connectionId, granting)).rejects.toThrow('without an attestation');
    await expect(changeSharing(acting, connectionId, granting, { attestation: ' ' })).rejects.toThrow(
      'blank',
    );
    expect((await get(student)).text).not.toContain('frl_status');

    const attestation = 'Needed for meal counts; board of 3 May.';
    await changeSharing(acting, connectionId, granting, { attestation });
    expect((await get(student)).text).toContain('"frl_status":"F');
    expect((await get(student)).text).not.toContain('iep_status');
    expect((await get('/v1.1/students?limit=1')).text).toContain('frl_status');
    const filtered = await get('/v1.1/students?where=%7B%22frl_status%22%3A%22Free%22%7D&count=true');
    expect(filtered.status).toBe(200);
    expect((await get(where('iep_status'))).status).toBe(400);

    const lines = await world.store.control.find('audit', { act: 'grant.attested' });
    expect(lines.map(({ detail }) => detail)).toContainEqual({
      application: world.applicationId,
      grants: ['frl_status'],
      attestation: 'Needed for meal counts; board of 3 May.',
    });
    // Another application of the same district is told nothing by it.
    const { id } = await createApplication(acting, { name: 'Another' });
    const { token } = await createConnection(acting, { applicationId: id, districtId: world.districtId });
    expect((await world.caller(token).get(student)).text).not.toContain('frl_status');

    // Nor is a person who signs in, about themselves.
    const own = world.caller(await userToken(idOf('student', '0070013')));
    for (const path of ['/me', student]) {
      const answer = await own.get(path);
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"dob"')]);
      expect(answer.text).not.toContain('frl_status');
    }

    await world.share(SHARE_EVERYTHING);
    expect((await get(student)).text).not.toContain('frl_status');
    expect((await get(where('frl_status'))).status).toBe(400);
  });
});

describe('fields that an application takes, and a district refuses', () => {
  const fields = (taken: unknown) =>
    updateApplication(world.acting, world.applicationId, { takenFields: taken }, async (id) => {
      const { sharing } = (await world.store.control.get('connection', { id })) ?? {};
      if (sharing) await changeSharing(world.acting, id, sharing);
    });
  const studentText = async () =>
    (await world.caller().get(`/v1.1/students/${idOf('student', '0070013')}`)).text;
  const filter = async (field: string) =>
    world.caller().get(`/v1.1/students?where=${encodeURIComponent(`{"${field}":"x"}`)}`);

  it('a refused field is gone from records, and to filters like one that never was', async () => {
    expect(await studentText()).toContain('"dob"');
    expect((await filter('dob')).status).toBe(200);
    await world.share({ ...SHARE_EVERYTHING, refused: { student: ['dob'] } });
    expect(await studentText()).not.toContain('"dob"');
    const refused = await filter('dob');
    const unknown = await filter('bod');
    expect(refused.status).toBe(400);
    expect(refused.text.replaceAll('dob', 'bod')).toBe(unknown.text);
  });

  it('an untaken field is not told either', async () => {
    await fields({ student: { race: 'untaken' }, teacher: { title: 'untaken' } });
    expect(await studentText()).not.toContain('"race"');
    expect((await filter('race')).status).toBe(400);
    const teacher = await world.caller().get(`/v1.1/teachers/${idOf('teacher', 'T200')}`);
    expect(teacher.text).not.toContain('"title"');
    await fields({});
    expect(await studentText()).toContain('"race"');
  });

  it('a required field is not refused, by whichever side comes last', async () => {
    await fields({ student: { dob: 'required' } });
    const refusing = { ...SHARE_EVERYTHING, refused: { student: ['dob'] } };
    await expect(world.share(refusing)).rejects.toMatchObject({ code: 'bad_request' });
    const { id } = await createApplication(world.acting, {
      name: 'Strict',
      takenFields: { student: { dob: 'required' } },
    });
    const pair = { applicationId: id, districtId: world.districtId };
    await expect(createConnection(world.acting, { ...pair, sharing: refusing })).rejects.toThrow(
      'do not connect',
    );
    await fields({});

    await world.share(refusing);
    await expect(fields({ student: { dob: 'required' } })).rejects.toMatchObject({ code: 'conflict' });
    expect(await studentText()).not.toContain('"dob"');
    expect(ERRORS.conflict.status).toBe(409);
  });

  it('a guaranteed field, and fields of other types, cannot be refused', () => {
    const refusing = (refused: unknown) => () => parseSharing({ ...SHARE_EVERYTHING, refused });
    for (const [name, { presence }] of Object.entries(getResource('student').fields))
      if (presence === 'guaranteed') expect(refusing({ student: [name] })).toThrow('guaranteed');
    expect(refusing({ teacher: ['email'] })).toThrow('cannot be refused');
  });
});

describe('what was decided', () => {
  it('counts from the very next request on, however fast it comes', async () => {
    const { acting, applicationId } = world;
    const status = async () => (await world.caller().get('/v1.1/students?limit=1')).status;
    for (let round = 0; round < 20; round++)
      for (const [state, expected] of [
        ['disabled', 401],
        ['enabled', 200],
      ] as const) {
        await updateApplication(acting, applicationId, { state }, () => Promise.resolve());
        expect(await status()).toBe(expected);
      }
  });

  it('of what an application takes counts before it is let in again', async () => {
    const { acting, applicationId, store } = world;
    const stateOf = async () => (await store.control.get('application', { id: applicationId }))?.state;
    const update = (change: Parameters<typeof updateApplication>[2], states: unknown[] = []) =>
      updateApplication(acting, applicationId, change, async (id) => {
        states.push(await stateOf());
        await resettleSharing(acting, id);
      });
    await update({ state: 'disabled' });
    const states: unknown[] = [];
    await update({ state: 'enabled', takenFields: { student: { dob: 'untaken' } } }, states);
    expect(states).toEqual(['disabled']);
    expect(await stateOf()).toBe('enabled');
    expect((await world.caller().get('/v1.1/students?limit=100')).text).not.toContain('"dob"');
    await update({ takenFields: {} });
    expect((await world.caller().get('/v1.1/students?limit=100')).text).toContain('"dob"');
  });
});
