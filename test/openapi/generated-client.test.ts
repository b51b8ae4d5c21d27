import createClient, { type Client } from 'openapi-fetch';
import { beforeAll, describe, expect, it } from 'vitest';
import type { components, paths } from '../../generated/openapi.d.ts';
import { Answer } from '../support/caller.ts';
import { rosterEndpoints } from '../support/fixtures.ts';
import { useSandbox } from '../support/hub.ts';
import { DEMO_DISTRICT, NOBODY } from '../support/wire.ts';

/** A client as anybody would generate it: the types come out of the document, and this file is compiled against them. */
const sandbox = useSandbox();

type Schemas = components['schemas'];

let client: Client<paths>;
const operationsCalled = new Set<string>();

const connect = (token: string): Client<paths> => {
  const made = createClient<paths>({
    baseUrl: sandbox.url,
    headers: { authorization: `Bearer ${token}` },
  });
  made.use({
    onResponse: async ({ request, response, schemaPath }) => {
      operationsCalled.add(schemaPath);
      const { pathname, search } = new URL(request.url);
      const bytes = Buffer.from(await response.clone().arrayBuffer());
      // fetch has decoded the body and still tells how it was encoded.
      const { 'content-encoding': _, ...headers } = Object.fromEntries(response.headers);
      sandbox.judge.hear(request.method, `${pathname}${search}`, new Answer(response.status, headers, bytes));
    },
  });
  return made;
};

beforeAll(() => {
  client = connect('DEMO_TOKEN');
});

interface Paged<Item> {
  readonly data: readonly Item[];
  readonly links: readonly { readonly rel: string; readonly uri: string }[];
}

/** What a call of the client comes to. */
type Answered<Body> = Promise<{
  readonly data?: Body;
  readonly error?: unknown;
  readonly response: Response;
}>;

const told = async <Body>(answered: Answered<Body>): Promise<Body> => {
  const { data, error, response } = await answered;
  if (data === undefined) throw new Error(`${response.url}: ${response.status} ${JSON.stringify(error)}`);
  return data;
};

/** A list that may also be counted: the compiler asks which of the two it is. */
const listed = <Body extends object>(body: Body | Schemas['count']): Body => {
  if ('count' in body) throw new Error('A count where a list was asked for.');
  return body;
};

/** Every item of a list: page after page, for as long as there is a next one. */
const walk = async <Item>(
  page: (startingAfter: string | undefined) => Promise<Paged<Item>>,
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for (let cursor: string | undefined, isLast = false; !isLast;) {
    const { data, links } = await page(cursor);
    items.push(...data);
    const next = links.find(({ rel }) => rel === 'next');
    isLast = next === undefined;
    cursor = new URL(next?.uri ?? '', sandbox.url).searchParams.get('starting_after') ?? undefined;
  }
  return items;
};

const from = (cursor: string | undefined) => (cursor === undefined ? {} : { starting_after: cursor });
const byId = (id: string) => ({ params: { path: { id } } });

type FullList =
  '/v1.1/schools' | '/v1.1/teachers' | '/v1.1/students' | '/v1.1/sections' | '/v1.1/school_admins';

interface Wrapped<Data> {
  readonly data: Data;
  readonly uri: string;
}

const pageOf = {
  '/v1.1/schools': async (cursor: string | undefined) =>
    listed(await told(client.GET('/v1.1/schools', { params: { query: { limit: 2, ...from(cursor) } } }))),
  '/v1.1/teachers': async (cursor: string | undefined) =>
    listed(await told(client.GET('/v1.1/teachers', { params: { query: { limit: 20, ...from(cursor) } } }))),
  '/v1.1/students': async (cursor: string | undefined) =>
    listed(await told(client.GET('/v1.1/students', { params: { query: from(cursor) } }))),
  '/v1.1/sections': async (cursor: string | undefined) =>
    listed(await told(client.GET('/v1.1/sections', { params: { query: from(cursor) } }))),
  '/v1.1/school_admins': async (cursor: string | undefined) =>
    listed(await told(client.GET('/v1.1/school_admins', { params: { query: from(cursor) } }))),
};

/** Compares a list with its count and each of its items with the record at its own path. */
const compare = async <Data extends { readonly id: string }>(
  path: FullList,
  items: readonly Wrapped<Data>[],
  one: (id: string) => Promise<{ readonly data: unknown }>,
): Promise<void> => {
  const counted = await told(client.GET(path, { params: { query: { count: 'true' } } }));
  if (!('count' in counted)) throw new Error('A list where a count was asked for.');
  expect(items).toHaveLength(counted.count);
  expect(new Set(items.map(({ data }) => data.id)).size).toBe(items.length);
  for (let place = 0; place < items.length; place += 8)
    await Promise.all(
      items.slice(place, place + 8).map(async ({ data, uri }) => {
        expect(uri).toBe(`${path}/${data.id}`);
        expect((await one(data.id)).data).toEqual(data);
      }),
    );
};

/** The first few: what is below them is read as well. */
const few = <Item>(items: readonly Item[]): readonly Item[] => items.slice(0, 5);
const idsOf = (body: { readonly data: readonly { readonly data: { readonly id: string } }[] }) =>
  body.data.map(({ data }) => data.id);

describe('a generated client reads the whole sandbox', () => {
  it('schools', async () => {
    const schools = await walk(pageOf['/v1.1/schools']);
    await compare('/v1.1/schools', schools, (id) => told(client.GET('/v1.1/schools/{id}', byId(id))));
    for (const { data } of few(schools)) {
      const district = await told(client.GET('/v1.1/schools/{id}/district', byId(data.id)));
      expect(district.data.id).toBe(data.district);
      const below = [
        listed(await told(client.GET('/v1.1/schools/{id}/teachers', byId(data.id)))),
        listed(await told(client.GET('/v1.1/schools/{id}/students', byId(data.id)))),
        listed(await told(client.GET('/v1.1/schools/{id}/sections', byId(data.id)))),
      ];
      for (const body of below) for (const item of body.data) expect(item.data.school).toBe(data.id);
    }
  });

  it('teachers', async () => {
    const teachers = await walk(pageOf['/v1.1/teachers']);
    await compare('/v1.1/teachers', teachers, (id) => told(client.GET('/v1.1/teachers/{id}', byId(id))));
    for (const { data } of few(teachers)) {
      const { id } = data;
      expect((await told(client.GET('/v1.1/teachers/{id}/district', byId(id)))).data.id).toBe(DEMO_DISTRICT);
      expect((await told(client.GET('/v1.1/teachers/{id}/school', byId(id)))).data.id).toBe(data.school);
      const sections = await told(client.GET('/v1.1/teachers/{id}/sections', byId(id)));
      for (const section of sections.data) expect(section.data.teachers).toContain(id);
      const students = await told(client.GET('/v1.1/teachers/{id}/students', byId(id)));
      const enrolled = sections.data.flatMap((section) => section.data.students);
      expect(enrolled).toEqual(expect.arrayContaining(idsOf(students)));
      const grades = await told(client.GET('/v1.1/teachers/{id}/grade_levels', byId(id)));
      const taught = sections.data.flatMap((section) => section.data.grade ?? []);
      expect(new Set(grades.data)).toEqual(new Set(taught));
      const { data: full } = await told(
        client.GET('/v1.1/teachers/{id}', { params: { path: { id }, query: { include: 'sections' } } }),
      );
      expect(full.sections?.data).toEqual(sections.data);
    }
  });

  it('students and their contacts', async () => {
    const students = await walk(pageOf['/v1.1/students']);
    await compare('/v1.1/students', students, (id) => told(client.GET('/v1.1/students/{id}', byId(id))));
    const contacts = await walk((cursor) =>
      told(client.GET('/v1.1/contacts', { params: { query: from(cursor) } })),
    );
    expect(contacts).not.toEqual([]);
    for (const { data } of contacts)
      expect((await told(client.GET('/v1.1/contacts/{id}', byId(data.id)))).data).toEqual(data);
    for (const { data } of few(contacts)) {
      const student = await told(client.GET('/v1.1/contacts/{id}/student', byId(data.id)));
      expect(student.data.id).toBe(data.student);
      expect((await told(client.GET('/v1.1/contacts/{id}/district', byId(data.id)))).data.id).toBe(
        data.district,
      );
      const bare = await told(client.GET('/v1.1/students/{id}/contacts', byId(data.student)));
      expect(bare.data).toContainEqual(data);
    }
    for (const { data } of few(students)) {
      const { id } = data;
      expect((await told(client.GET('/v1.1/students/{id}/district', byId(id)))).data.id).toBe(DEMO_DISTRICT);
      expect((await told(client.GET('/v1.1/students/{id}/school', byId(id)))).data.id).toBe(data.school);
      const sections = await told(client.GET('/v1.1/students/{id}/sections', byId(id)));
      for (const section of sections.data) expect(section.data.students).toContain(id);
      const teachers = await told(client.GET('/v1.1/students/{id}/teachers', byId(id)));
      expect(new Set(idsOf(teachers))).toEqual(
        new Set(sections.data.flatMap((section) => section.data.teacher ?? [])),
      );
    }
  });

  it('sections', async () => {
    const sections = await walk(pageOf['/v1.1/sections']);
    await compare('/v1.1/sections', sections, (id) => told(client.GET('/v1.1/sections/{id}', byId(id))));
    for (const { data } of few(sections)) {
      const { id } = data;
      expect((await told(client.GET('/v1.1/sections/{id}/district', byId(id)))).data.id).toBe(DEMO_DISTRICT);
      expect((await told(client.GET('/v1.1/sections/{id}/school', byId(id)))).data.id).toBe(data.school);
      expect((await told(client.GET('/v1.1/sections/{id}/teacher', byId(id)))).data.id).toBe(data.teacher);
      expect(new Set(idsOf(await told(client.GET('/v1.1/sections/{id}/teachers', byId(id)))))).toEqual(
        new Set(data.teachers),
      );
      expect(idsOf(await told(client.GET('/v1.1/sections/{id}/students', byId(id))))).toEqual(data.students);
    }
  });

  it('administrators', async () => {
    const staff = await walk(pageOf['/v1.1/school_admins']);
    await compare('/v1.1/school_admins', staff, (id) =>
      told(client.GET('/v1.1/school_admins/{id}', byId(id))),
    );
    for (const { data } of staff)
      expect(idsOf(await told(client.GET('/v1.1/school_admins/{id}/schools', byId(data.id))))).toEqual(
        data.schools,
      );
    const admins = await told(client.GET('/v1.1/district_admins'));
    const below = await told(client.GET('/v1.1/districts/{id}/admins', byId(DEMO_DISTRICT)));
    expect(below.data).toEqual(admins.data);
    expect(below.data).not.toEqual([]);
    for (const admin of below.data)
      expect((await told(client.GET('/v1.1/district_admins/{id}', byId(admin.id)))).data).toEqual(admin);
  });

  it('the district, its status and whose token it is', async () => {
    const [item] = listed(await told(client.GET('/v1.1/districts'))).data;
    expect(item?.data.id).toBe(DEMO_DISTRICT);
    const district = byId(DEMO_DISTRICT);
    expect((await told(client.GET('/v1.1/districts/{id}', district))).data).toEqual(item?.data);
    const [status] = (await told(client.GET('/v1.1/districts/{id}/status', district))).data;
    expect(status?.data).toMatchObject({ state: 'running', instant_login: true });
    for (const path of ['schools', 'teachers', 'students', 'sections'] as const) {
      const below = listed(await told(client.GET(`/v1.1/districts/{id}/${path}`, district)));
      expect(below.data).not.toEqual([]);
    }
    for (const path of ['/me', '/v1.1/me'] as const) {
      const me = await told(client.GET(path));
      expect(me.type).toBe('district');
      expect(me.data.id).toBe(DEMO_DISTRICT);
    }
  });
});

describe('a generated client', () => {
  it('filters', async () => {
    const where = JSON.stringify({ grade: '2' });
    const found = listed(await told(client.GET('/v1.1/students', { params: { query: { where } } })));
    expect(found.data).not.toEqual([]);
    expect(new Set(found.data.map(({ data }) => data.grade))).toEqual(new Set(['2']));
    // The types know it, as a field that may be missing: nobody granted it here.
    expect(found.data[0]?.data.frl_status).toBeUndefined();
    // @ts-expect-error And they know which fields there are not.
    expect(found.data[0]?.data.nickname).toBeUndefined();
  });

  it('tells refusals apart', async () => {
    const missing = await client.GET('/v1.1/students/{id}', byId(NOBODY));
    expect(missing.response.status).toBe(404);
    expect(missing.error).toMatchObject({ code: 91, error: 'Resource not found' });
    const bad = await client.GET('/v1.1/students', { params: { query: { limit: 0 } } });
    expect(bad.response.status).toBe(400);
    expect(bad.error?.error).toContain('limit');
    const stranger = await connect('nobody').GET('/me');
    expect(stranger.response.status).toBe(401);
    expect(stranger.error?.message).not.toBe('');
  });

  it('is told that nothing changed', async () => {
    const first = await client.GET('/v1.1/schools');
    const tag = first.response.headers.get('etag') ?? '';
    const second = await client.GET('/v1.1/schools', { params: { header: { 'If-None-Match': tag } } });
    expect(second.response.status).toBe(304);
  });

  it('has by now called every operation, and every answer was as described', () => {
    expect([...operationsCalled].sort()).toEqual(
      [...rosterEndpoints.map(({ path }) => path), '/me', '/v1.1/me'].sort(),
    );
    expect(sandbox.judge.outside).toBe(0);
    expect(sandbox.judge.described).toBeGreaterThan(1500);
  });
});
