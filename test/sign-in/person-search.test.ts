/** Finding people in lists of several segments. */
import { beforeAll, describe, expect, it } from 'vitest';
import { People, type PersonSearch, searchPeople } from '../../src/sign-in/index.ts';
import { keys, northSchool, pupil, tess } from '../ingest/roster-files.ts';
import { type TestDistrict, useHub } from '../ingest/test-hub.ts';

const STUDENTS = 1_300;
const hub = useHub();
let district: TestDistrict;

beforeAll(async () => {
  district = await hub.publishedDistrict({
    schools: [northSchool],
    teachers: [tess, { ...tess, Teacher_id: 'tim', First_name: 'Tim', Last_name: 'Last p' }],
    students: keys(STUDENTS, 'p').map((id) => pupil(id)),
    sections: [],
    enrollments: [],
  });
}, 60_000);

const search = (of: Partial<PersonSearch>) =>
  searchPeople(new People(hub.store), {
    districtId: district.id,
    sought: 'last p',
    types: ['student', 'teacher'],
    isReached: () => true,
    limit: 100,
    ...of,
  });

describe('a search for people', () => {
  it('leads through every segment of every type, each person once', async () => {
    const found: string[] = [];
    let pages = 0;
    for (let after: PersonSearch['after']; ; pages++) {
      const page = await search({ after });
      found.push(...page.people.map(({ type, id }) => `${type}:${id}`));
      after = page.people.at(-1);
      if (!page.hasMore) break;
    }
    expect(found).toHaveLength(STUDENTS + 1);
    expect(new Set(found).size).toBe(STUDENTS + 1);
    expect(found.slice(0, -1)).toEqual([...found.slice(0, -1)].sort());
    expect(found.at(-1)).toMatch(/^teacher:/);
    expect(pages).toBe(13);
  });

  it('says that there are more only where there are', async () => {
    const all = await search({ limit: STUDENTS + 1 });
    expect([all.people.length, all.hasMore]).toEqual([STUDENTS + 1, false]);
    const most = await search({ limit: STUDENTS });
    expect([most.people.length, most.hasMore]).toEqual([STUDENTS, true]);
  });

  it('reads no segment before the one where it goes on', async () => {
    const people = new People(hub.store);
    const sizes = async (afterId: string) => {
      const found: number[] = [];
      for await (const { records } of people.segments(district.id, 'student', afterId))
        found.push(records.length);
      return found;
    };
    const whole = await sizes('');
    expect(whole.length).toBeGreaterThan(1);
    const { people: last } = await search({
      limit: 1,
      after: (await search({ limit: 1_250 })).people.at(-1),
    });
    expect(await sizes(last[0]?.id ?? '')).toEqual(whole.slice(-1));
  });

  it('leaves out whoever is not reached, and fills the page with those who are', async () => {
    const { people, hasMore } = await search({ isReached: ({ type }) => type === 'teacher' });
    expect(people.map(({ name }) => name)).toEqual(['Tim Last p']);
    expect(hasMore).toBe(false);
  });

  it('takes no text that would list everybody', async () => {
    for (const sought of ['', ' p ', 'x'.repeat(101)])
      await expect(search({ sought })).rejects.toMatchObject({ code: 'bad_request' });
  });
});
