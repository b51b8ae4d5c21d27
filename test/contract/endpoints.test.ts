import { beforeAll, describe, expect, it } from 'vitest';
import {
  eventEndpoints,
  isSecondLevel,
  resourceOf,
  rosterEndpoints,
  type Endpoint,
} from '../support/fixtures.ts';
import { useSandbox } from '../support/hub.ts';
import { faultsOf, pathOf, RELS } from '../support/records.ts';
import {
  ascending,
  DEMO_DISTRICT,
  expectNoSuchPath,
  idOf,
  idsOf,
  NOBODY,
  pick,
  readBare,
  readList,
  readOne,
  readRecords,
  textAt,
  textsAt,
  uriOf,
  withQuery,
  withWhere,
  type WireRecord,
} from '../support/wire.ts';
import type { Answer, Caller } from '../support/caller.ts';

const sandbox = useSandbox();
const demo = (): Caller => sandbox.as('DEMO_TOKEN');

/** One record of each resource, chosen so that none of its second-level lists is empty. */
const chosen = new Map<string, WireRecord>();

beforeAll(async () => {
  const contacts = await readRecords(demo(), '/v1.1/contacts');
  const sections = await readRecords(demo(), '/v1.1/sections');
  const related = new Set(contacts.map((contact) => textAt(contact, 'student')));
  const section = sections.find((one) => textsAt(one, 'students').some((student) => related.has(student)));
  if (section === undefined) throw new Error('No section has a student with a contact.');
  const studentId = textsAt(section, 'students').find((student) => related.has(student)) ?? '';
  chosen.set('districts', (await readOne(demo(), `/v1.1/districts/${DEMO_DISTRICT}`)).data);
  chosen.set('sections', section);
  chosen.set('students', (await readOne(demo(), `/v1.1/students/${studentId}`)).data);
  chosen.set('teachers', (await readOne(demo(), `/v1.1/teachers/${textAt(section, 'teacher')}`)).data);
  chosen.set('schools', (await readOne(demo(), `/v1.1/schools/${textAt(section, 'school')}`)).data);
  chosen.set('school_admins', pick(await readRecords(demo(), '/v1.1/school_admins'), 0));
  chosen.set('district_admins', pick((await readBare(demo(), '/v1.1/district_admins')).data, 0));
  chosen.set(
    'contacts',
    pick(
      contacts.filter((contact) => contact['student'] === studentId),
      0,
    ),
  );
});

const parentOf = (endpoint: Endpoint): WireRecord => {
  const record = chosen.get(resourceOf(endpoint));
  if (record === undefined) throw new Error(`No record for ${endpoint.path}`);
  return record;
};

const concrete = (endpoint: Endpoint): string =>
  endpoint.path.includes('{id}') ? endpoint.path.replace('{id}', idOf(parentOf(endpoint))) : endpoint.path;

const kindOf = (endpoint: Endpoint): string => {
  if (endpoint.returns.type === 'district_status') return 'status';
  if (endpoint.returns.type === 'grade') return 'strings';
  if (endpoint.returns.kind !== 'one') return endpoint.returns.kind;
  return isSecondLevel(endpoint) ? 'related' : 'one';
};

const endpointsOf = (kind: string): readonly Endpoint[] =>
  rosterEndpoints.filter((endpoint) => kindOf(endpoint) === kind);

/** The lists that never carry a paging object (4.1, R3). */
const WITHOUT_PAGING = [
  '/v1.1/school_admins',
  '/v1.1/school_admins/{id}/schools',
  '/v1.1/districts/{id}/admins',
];

const expectKeys = (body: object, endpoint: Endpoint): void =>
  expect(Object.keys(body)).toEqual(
    WITHOUT_PAGING.includes(endpoint.path) ? ['data', 'links'] : ['data', 'paging', 'links'],
  );

/** Compact JSON without a line end, of the length announced, and never in chunks (1, 11.2). */
const expectCompact = (answer: Answer): void => {
  expect(answer.text).toBe(JSON.stringify(answer.json()));
  expect(answer.header('content-length')).toBe(String(answer.bytes.length));
  expect(answer.headers['transfer-encoding']).toBeUndefined();
};

describe('each endpoint answers in the shape of its kind', () => {
  for (const endpoint of endpointsOf('list')) {
    it(`${endpoint.path} lists ${endpoint.returns.type} records`, async () => {
      const path = concrete(endpoint);
      const body = await readList(demo(), path);
      expectKeys(body, endpoint);
      expect(body.data).not.toEqual([]);
      expect(body.data.length).toBeLessThanOrEqual(100);
      for (const item of body.data) {
        expect(Object.keys(item)).toEqual(['data', 'uri']);
        expect(item.uri).toBe(pathOf(endpoint.returns.type, idOf(item.data)));
        expect(faultsOf(endpoint.returns.type, item.data)).toEqual([]);
      }
      expect(idsOf(body.data)).toEqual(ascending(idsOf(body.data)));
      expect(body.links[0]).toEqual({ rel: 'self', uri: path });
    });
  }

  for (const endpoint of endpointsOf('one')) {
    it(`${endpoint.path} is one ${endpoint.returns.type} with its links in order`, async () => {
      const path = concrete(endpoint);
      const body = await readOne(demo(), path);
      expect(Object.keys(body)).toEqual(['data', 'links']);
      expect(faultsOf(endpoint.returns.type, body.data)).toEqual([]);
      expect(body.data).toEqual(parentOf(endpoint));
      expect(body.links).toEqual([
        { rel: 'self', uri: path },
        ...(RELS[endpoint.returns.type] ?? []).map((rel) => ({ rel, uri: `${path}/${rel}` })),
      ]);
    });
  }

  for (const endpoint of endpointsOf('related')) {
    it(`${endpoint.path} is one ${endpoint.returns.type} whose only link is its canonical path`, async () => {
      const body = await readOne(demo(), concrete(endpoint));
      const expected = textAt(parentOf(endpoint), endpoint.path.split('/').at(-1) ?? '');
      expect(Object.keys(body)).toEqual(['data', 'links']);
      expect(idOf(body.data)).toBe(expected);
      expect(body.links).toEqual([{ rel: 'self', uri: pathOf(endpoint.returns.type, expected) }]);
      expect(body.data).toEqual((await readOne(demo(), pathOf(endpoint.returns.type, expected))).data);
    });
  }

  for (const endpoint of endpointsOf('bare-list')) {
    it(`${endpoint.path} is a bare list of ${endpoint.returns.type} records`, async () => {
      const path = concrete(endpoint);
      const body = await readBare(demo(), path);
      expectKeys(body, endpoint);
      expect(body.data).not.toEqual([]);
      expect(body.data.flatMap((record) => faultsOf(endpoint.returns.type, record))).toEqual([]);
      expect(body.data.map(idOf)).toEqual(ascending(body.data.map(idOf)));
      const student = { rel: 'student', uri: path.replace(/\/contacts$/, '') };
      expect(body.links).toEqual([
        { rel: 'self', uri: path },
        ...(path.endsWith('/contacts') ? [student] : []),
      ]);
      if (body.paging !== undefined)
        expect(body.paging).toEqual({ current: 1, total: 1, count: body.data.length });
    });
  }

  it('/v1.1/teachers/{id}/grade_levels is a list of grade names', async () => {
    const path = `/v1.1/teachers/${idOf(chosen.get('teachers') ?? {})}/grade_levels`;
    const body = await readBare(demo(), path);
    const sections = await readRecords(demo(), path.replace('grade_levels', 'sections'));
    expect(Object.keys(body)).toEqual(['data', 'links']);
    expect(body.data).not.toEqual([]);
    expect(new Set(body.data)).toEqual(new Set(sections.flatMap((section) => section['grade'] ?? [])));
    expect(body.links).toEqual([{ rel: 'self', uri: path }]);
  });

  it('/v1.1/districts/{id}/status is a list of one wrapped status', async () => {
    const path = `/v1.1/districts/${DEMO_DISTRICT}/status`;
    const body = await readList(demo(), path);
    expect(Object.keys(body)).toEqual(['data', 'links']);
    expect(body.data).toHaveLength(1);
    const item = pick(body.data, 0);
    expect(Object.keys(item)).toEqual(['data']);
    expect(faultsOf('district_status', item.data)).toEqual([]);
    expect(item.data).toMatchObject({ id: DEMO_DISTRICT, state: 'running', error: '' });
    expect(item.data['last_sync']).toBeTypeOf('string');
    expect(body.links).toEqual([{ rel: 'self', uri: path }]);
  });

  for (const endpoint of rosterEndpoints) {
    it(`${endpoint.path} is compact JSON of the length announced`, async () => {
      expectCompact(await demo().get(concrete(endpoint)));
    });

    it(`${endpoint.path} accepts where={} and means everything by it`, async () => {
      const path = concrete(endpoint);
      const plain = (await demo().get(path)).json() as { readonly data: unknown };
      const filtered = await demo().get(withQuery(path, { where: '{}' }));
      expect(filtered.status).toBe(200);
      expect((filtered.json() as { readonly data: unknown }).data).toEqual(plain.data);
    });

    it(`${endpoint.path} ignores a parameter it does not know`, async () => {
      const path = concrete(endpoint);
      const plain = (await demo().get(path)).json() as { readonly data: unknown };
      const odd = await demo().get(withQuery(path, { asdf: 25, count: 'None', sort: 'None' }));
      expect(odd.status).toBe(200);
      expect((odd.json() as { readonly data: unknown }).data).toEqual(plain.data);
    });
  }
});

describe('a filter is applied or refused, never ignored', () => {
  for (const endpoint of rosterEndpoints.filter((one) => !one.params.includes('where'))) {
    it(`${endpoint.path} does not answer a filter that nothing meets with records`, async () => {
      const answer = await demo().get(withWhere(concrete(endpoint), { id: NOBODY }));
      expect([200, 400, 404]).toContain(answer.status);
      if (answer.status === 200) expect(answer.json()).toMatchObject({ data: [] });
    });
  }
});

describe('district administrators', () => {
  it('are wrapped with show_links=true, and self is without the query', async () => {
    const bare = await readBare(demo(), '/v1.1/district_admins');
    const body = await readList(demo(), '/v1.1/district_admins?show_links=true');
    expect(Object.keys(body)).toEqual(['data', 'paging', 'links']);
    expect(body.data).toEqual(
      bare.data.map((record) => ({ data: record, uri: `/v1.1/district_admins/${idOf(record)}` })),
    );
    expect(body.data.map((item) => Object.keys(item))).toEqual(body.data.map(() => ['data', 'uri']));
    expect(body.paging).toEqual({ current: 1, total: 1, count: bare.data.length });
    expect(body.links).toEqual([{ rel: 'self', uri: '/v1.1/district_admins' }]);
  });

  it('stay bare with any other value of show_links', async () => {
    const body = await readBare(demo(), '/v1.1/district_admins?show_links=false');
    expect(body.data).toEqual((await readBare(demo(), '/v1.1/district_admins')).data);
  });

  it('are the same under their district', async () => {
    const under = await readBare(demo(), `/v1.1/districts/${DEMO_DISTRICT}/admins`);
    expect(under.data).toEqual((await readBare(demo(), '/v1.1/district_admins')).data);
  });

  it('can be read from a cursor on', async () => {
    const { data } = await readBare(demo(), '/v1.1/district_admins');
    const second = idOf(pick(data, 1));
    const after = await readBare(demo(), `/v1.1/district_admins?starting_after=${second}`);
    const before = await readBare(demo(), `/v1.1/district_admins?ending_before=${second}`);
    expect(after.data).toEqual(data.slice(2));
    expect(before.data).toEqual(data.slice(0, 1));
    expect(after.paging).toBeUndefined();
    expect(before.paging).toBeUndefined();
  });
});

describe('the contacts of a student', () => {
  it('are cut by a limit', async () => {
    const contacts = await readRecords(demo(), '/v1.1/contacts');
    const counts = new Map<string, number>();
    for (const contact of contacts) {
      const student = textAt(contact, 'student');
      counts.set(student, (counts.get(student) ?? 0) + 1);
    }
    const [student] = pick(
      [...counts].sort(([, one], [, other]) => other - one),
      0,
    );
    const all = await readBare(demo(), `/v1.1/students/${student}/contacts`);
    const cut = await readBare(demo(), `/v1.1/students/${student}/contacts?limit=1`);
    expect(all.data).toHaveLength(counts.get(student) ?? 0);
    expect(cut.data).toEqual(all.data.slice(0, 1));
    expect(uriOf(cut.links, 'student')).toBe(`/v1.1/students/${student}`);
  });
});

describe('/me with a district token', () => {
  for (const path of ['/me', '/v1.1/me']) {
    it(`${path} is the district`, async () => {
      const answer = await demo().get(path);
      expect(answer.status).toBe(200);
      const body = answer.json() as WireRecord;
      expect(Object.keys(body)).toEqual(['type', 'data', 'links']);
      expect(body['type']).toBe('district');
      expect(body['data']).toMatchObject({ id: DEMO_DISTRICT, district: DEMO_DISTRICT, type: 'district' });
      expect(body['links']).toEqual([
        { rel: 'self', uri: '/me' },
        { rel: 'canonical', uri: `/v1.1/districts/${DEMO_DISTRICT}` },
        { rel: 'district', uri: `/v1.1/districts/${DEMO_DISTRICT}` },
      ]);
      expectCompact(answer);
    });
  }
});

describe('paths that do not exist', () => {
  const absent = [
    ...eventEndpoints.map((endpoint) => endpoint.path.replace('{id}', DEMO_DISTRICT)),
    '/v1.1/nothing',
    '/v1.1/Students',
    '/v1.2/students',
    '/students',
    `/v1.1/districts/${DEMO_DISTRICT}/contacts`,
    `/v1.1/districts/${DEMO_DISTRICT}/school_admins`,
    `/v1.1/districts/${DEMO_DISTRICT}/nothing`,
    `/v1.1/districts/${DEMO_DISTRICT}/schools/${DEMO_DISTRICT}`,
    `/v1.1/districts/${DEMO_DISTRICT}/properties`,
    `/v1.1/schools/${NOBODY}/contacts`,
    `/v1.1/schools/${NOBODY}/school_admins`,
    `/v1.1/students/${NOBODY}/photo`,
    `/v1.1/teachers/${NOBODY}/credentials`,
    `/v1.1/school_admins/${NOBODY}/district`,
    `/v1.1/district_admins/${NOBODY}/district`,
    `/v1.1/contacts/${NOBODY}/events`,
  ];
  for (const path of absent) {
    it(`${path} is plain text, with a token and without`, async () => {
      expectNoSuchPath(await demo().get(path), path);
      expectNoSuchPath(await sandbox.as().get(path), path);
    });
  }
});
