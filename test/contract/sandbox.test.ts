import { describe, expect, it } from 'vitest';
import { Hub, useSandbox } from '../support/hub.ts';
import {
  DEMO_DISTRICT,
  idOf,
  idsOf,
  readAll,
  readCount,
  readList,
  readOne,
  readRecords,
} from '../support/wire.ts';
import type { Caller } from '../support/caller.ts';

const sandbox = useSandbox();
const demo = (): Caller => sandbox.as('DEMO_TOKEN');

/** What the client suites of the era expect to find in the demo district. */
const SCHOOLS = [
  {
    students: 400,
    record: {
      id: '530e595026403103360ff9fd',
      name: 'Clever High School',
      low_grade: '9',
      high_grade: '12',
      sis_id: '02M800',
      state_id: '712345',
    },
  },
  {
    students: 370,
    record: {
      id: '530e595026403103360ff9fe',
      name: 'Clever Elementary School',
      low_grade: 'Kindergarten',
      high_grade: '5',
      sis_id: '13K123',
      state_id: '30890',
    },
  },
  {
    students: 234,
    record: {
      id: '530e595026403103360ff9ff',
      name: 'Clever Middle School',
      low_grade: '6',
      high_grade: '8',
      sis_id: '27Q321',
      state_id: '412',
    },
  },
];

const LISTS = ['districts', 'schools', 'teachers', 'students', 'sections', 'school_admins', 'contacts'];

const readEverything = async (hub: Hub): Promise<readonly string[]> => {
  const answers = await Promise.all(
    [...LISTS, 'district_admins'].map((list) => hub.as('DEMO_TOKEN').get(`/v1.1/${list}?limit=10000`)),
  );
  return answers.map((answer) => answer.text);
};

describe('the demo district', () => {
  it('has its id and name', async () => {
    const { data } = await readOne(demo(), `/v1.1/districts/${DEMO_DISTRICT}`);
    expect(data).toMatchObject({ id: DEMO_DISTRICT, name: 'Demo District' });
  });

  for (const [list, count] of Object.entries({
    districts: 1,
    schools: 3,
    teachers: 89,
    sections: 379,
    students: 1004,
    school_admins: 1,
  })) {
    it(`has ${count} ${list}`, async () => {
      expect(await readAll(demo(), `/v1.1/${list}`)).toHaveLength(count);
      expect(await readCount(demo(), `/v1.1/${list}`)).toBe(count);
    });
  }

  it('has the school administrator and the four district administrators', async () => {
    expect(idsOf(await readAll(demo(), '/v1.1/school_admins'))).toEqual(['5601b814141fd30001000017']);
    expect((await readList(demo(), '/v1.1/district_admins')).data).toHaveLength(4);
  });

  it('has its three schools, with their students', async () => {
    const schools = await readRecords(demo(), '/v1.1/schools');
    expect(schools).toMatchObject(SCHOOLS.map((school) => school.record));
    for (const school of SCHOOLS) {
      expect(await readCount(demo(), `/v1.1/schools/${school.record.id}/students`)).toBe(school.students);
    }
  });

  it('answers TEST_TOKEN as it answers DEMO_TOKEN', async () => {
    const one = await demo().get('/v1.1/students?limit=50');
    const other = await sandbox.as('TEST_TOKEN').get('/v1.1/students?limit=50');
    expect(other.status).toBe(200);
    expect(other.text).toBe(one.text);
  });
});

describe('a sandbox', () => {
  it('serves the same bytes after a restart, and ends with 0 when asked to stop', async () => {
    const hub = new Hub();
    await hub.open();
    try {
      await hub.start({ sandbox: true });
      const before = await readEverything(hub);
      expect(await hub.stop()).toBe(0);
      await hub.start({ sandbox: true });
      expect(await readEverything(hub)).toEqual(before);
      expect(await hub.stop()).toBe(0);
    } finally {
      await hub.close();
    }
  });

  it('serves the same roster from every fresh folder', async () => {
    const hub = new Hub();
    await hub.open();
    try {
      await hub.start({ sandbox: true });
      expect(await readEverything(hub)).toEqual(await readEverything(sandbox));
    } finally {
      await hub.close();
    }
  });

  it('writes no token and no name of a person to its log', async () => {
    const [student] = await readRecords(demo(), '/v1.1/students');
    const secret = 'Quillfeather';
    await demo().get(`/v1.1/students?where=${encodeURIComponent(JSON.stringify({ 'name.last': secret }))}`);
    await sandbox.as('a-token-that-nobody-has').get('/v1.1/students');
    await demo().get(`/v1.1/students/${idOf(student ?? {})}`);
    expect(sandbox.log).not.toContain(secret);
    expect(sandbox.log).not.toContain('DEMO_TOKEN');
    expect(sandbox.log).not.toContain('a-token-that-nobody-has');
  });
});

describe('a server that is no sandbox', () => {
  it('does not know the demo tokens', async () => {
    const hub = new Hub();
    await hub.open();
    try {
      await hub.create('id', 'district', 'create', '--name', 'Quiet Valley');
      await hub.start();
      for (const token of ['DEMO_TOKEN', 'TEST_TOKEN']) {
        expect((await hub.as(token).get('/v1.1/districts')).status).toBe(401);
      }
    } finally {
      await hub.close();
    }
  });
});
