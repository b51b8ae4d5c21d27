import { describe, expect, it } from 'vitest';
import { useSandbox } from '../support/hub.ts';
import {
  DEMO_DISTRICT,
  expectNotFound,
  expectRefusal,
  idOf,
  NOBODY,
  pick,
  readList,
  readOne,
  readRecords,
  relsOf,
  textAt,
  textsAt,
  uriOf,
  type ListBody,
  type WireRecord,
} from '../support/wire.ts';
import type { Caller } from '../support/caller.ts';

const sandbox = useSandbox();
const demo = (): Caller => sandbox.as('DEMO_TOKEN');

const anySection = async (): Promise<{ readonly student: string; readonly teacher: string }> => {
  const section = pick(await readRecords(demo(), '/v1.1/sections'), 0);
  return { student: pick(textsAt(section, 'students'), 0), teacher: textAt(section, 'teacher') };
};

/** Asserts that each list named is embedded as the list endpoint itself would answer. */
const expectIncluded = async (path: string, ...names: readonly string[]): Promise<void> => {
  const plain = await readOne(demo(), path);
  const full = await readOne(demo(), `${path}?include=${names.join(',')}`);
  for (const name of names) {
    const embedded = full.data[name] as unknown as ListBody;
    const list = await readList(demo(), `${path}/${name}`);
    expect(embedded.data).toEqual(list.data);
    expect(embedded.data).not.toEqual([]);
    expect(embedded.links).toEqual(list.links);
    expect(embedded.data.map((item) => Object.keys(item))).toEqual(embedded.data.map(() => ['data', 'uri']));
  }
  // A school administrator has a field called schools: the list takes its place.
  const others = (record: WireRecord): object =>
    Object.fromEntries(Object.entries(record).filter(([key]) => !names.includes(key)));
  expect(others(full.data)).toEqual(others(plain.data));
  expect(relsOf(full.links)).toEqual(relsOf(plain.links));
};

describe('include embeds second-level lists', () => {
  it('in a teacher', async () => {
    const { teacher } = await anySection();
    await expectIncluded(`/v1.1/teachers/${teacher}`, 'sections');
    await expectIncluded(`/v1.1/teachers/${teacher}`, 'sections', 'students');
  });

  it('in a student', async () => {
    const { student } = await anySection();
    await expectIncluded(`/v1.1/students/${student}`, 'sections', 'teachers');
  });

  it('in a school administrator', async () => {
    const [admin] = await readRecords(demo(), '/v1.1/school_admins');
    await expectIncluded(`/v1.1/school_admins/${idOf(admin ?? {})}`, 'schools');
  });

  it('in a district, where a long list begins with a page that can be followed', async () => {
    const path = `/v1.1/districts/${DEMO_DISTRICT}`;
    await expectIncluded(path, 'schools', 'teachers', 'students', 'sections');
    const full = await readOne(demo(), `${path}?include=students`);
    const students = full.data['students'] as unknown as ListBody;
    expect(students.data).toHaveLength(100);
    const next = await readList(demo(), uriOf(students.links, 'next') ?? '');
    expect(next.data).toHaveLength(100);
    expect(next.data[0]).not.toEqual(students.data[0]);
  });
});

describe('include refuses', () => {
  for (const name of [
    'nonsense',
    'sections,nonsense',
    'school',
    'district',
    'sections,school',
    '__proto__',
  ]) {
    it(`${name} on a student`, async () => {
      const { student } = await anySection();
      const error = expectRefusal(await demo().get(`/v1.1/students/${student}?include=${name}`), 400);
      expect(error).toContain(name.split(',').at(-1));
    });
  }

  it('an unknown name on a district, a teacher and a school administrator', async () => {
    const { teacher } = await anySection();
    const [admin] = await readRecords(demo(), '/v1.1/school_admins');
    for (const path of [
      `districts/${DEMO_DISTRICT}`,
      `teachers/${teacher}`,
      `school_admins/${idOf(admin ?? {})}`,
    ]) {
      expectRefusal(await demo().get(`/v1.1/${path}?include=contacts_of_nobody`), 400);
    }
  });

  it('to say more of an unknown record than that it is not found', async () => {
    expectNotFound(await demo().get(`/v1.1/students/${NOBODY}?include=sections`));
  });
});
