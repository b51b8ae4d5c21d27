/** Generated from the catalogue: an endpoint that sends records and leaves nothing in the ledger fails here. */
import { beforeAll, describe, expect, it } from 'vitest';
import { endpoints, type Endpoint } from '../../src/derive/index.ts';
import { getResource, resources } from '../../src/roster/index.ts';
import type { Disclosure } from '../../src/store/index.ts';
import { type Reader, useLedgerServer } from './ledger-server.ts';

const server = useLedgerServer();
let districtId: string;
const readers = new Map<string, Reader>();
/** All ids of each type. */
const ids = new Map<string, readonly string[]>();

const pathsOf = (endpoint: Endpoint): readonly string[] =>
  (ids.get(endpoint.resource.name) ?? []).map((id) => endpoint.path.replace('{id}', id));

interface Served {
  readonly path: string;
  readonly records: readonly string[];
}

/** Ids of what a body holds, whatever its shape. */
function idsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('data' in value) return idsIn(value.data);
  return 'id' in value && typeof value.id === 'string' ? [value.id] : [];
}

/** The first path of an endpoint that serves something. */
async function firstServed(endpoint: Endpoint, reader: Reader): Promise<Served | undefined> {
  for (const path of pathsOf(endpoint).length > 0 && endpoint.path.includes('{id}')
    ? pathsOf(endpoint)
    : [endpoint.path]) {
    const answer = await reader.caller.get(path);
    if (answer.status !== 200) continue;
    const body = answer.json() as { readonly data: unknown };
    if (Array.isArray(body.data) && body.data.length === 0) continue;
    return { path, records: idsIn(body) };
  }
  return undefined;
}

const holds = (run: Disclosure, id: string): boolean =>
  run.ids === undefined ? run.firstId <= id && id <= run.lastId : run.ids.split(',').includes(id);

beforeAll(async () => {
  districtId = (await server.smallDistrict()).id;
  const scout = await server.reader(districtId);
  for (const endpoint of endpoints)
    if (endpoint.kind === 'list') {
      const answer = await scout.caller.get(`${endpoint.path}?limit=1000`);
      ids.set(endpoint.resource.name, idsIn(answer.json()));
    }
  for (const endpoint of endpoints) readers.set(endpoint.path, await server.reader(districtId));
});

describe('every endpoint of the catalogue', () => {
  const served = new Map<string, Served>();
  beforeAll(async () => {
    for (const endpoint of endpoints) {
      const reader = readers.get(endpoint.path);
      const found = reader && (await firstServed(endpoint, reader));
      if (found) served.set(endpoint.path, found);
    }
    await new Promise((resolve) => setTimeout(resolve, 1_200));
  });

  it.each(endpoints.map((endpoint) => [endpoint.path, endpoint] as const))(
    'GET %s leaves a disclosure',
    async (path, endpoint) => {
      const found = served.get(path);
      expect(found, 'the sample serves nothing here: extend it').toBeDefined();
      const reader = readers.get(path);
      const runs = await server.store.control.find('disclosure', { token: reader?.connection.id ?? '' });
      const target =
        endpoint.kind !== 'related'
          ? endpoint.resource
          : endpoint.relation.members.by === 'values'
            ? endpoint.resource
            : endpoint.relation.members.by === 'self'
              ? resources.district_status
              : getResource(endpoint.relation.target);
      expect(runs.map(({ recordType }) => recordType)).toEqual(runs.map(() => target.name));
      expect(runs.length).toBeGreaterThan(0);
      for (const id of found?.records ?? [])
        expect(
          runs.some((run) => holds(run, id)),
          id,
        ).toBe(true);
      const [run] = runs;
      expect(run).toMatchObject({
        districtId,
        applicationId: reader?.applicationId,
        audienceId: reader?.connection.audienceId,
        requests: 1,
        isExact: true,
      });
      const fields = await server.store.control.get('disclosed_fields', { id: run?.fieldsId ?? '' });
      expect(fields?.fields.length).toBeGreaterThan(0);
    },
  );

  it('GET /me leaves a disclosure of the id alone', async () => {
    const reader = await server.reader(districtId);
    expect((await reader.caller.get('/me')).status).toBe(200);
    expect((await reader.caller.get('/v1.1/me')).status).toBe(200);
    const [run, ...others] = await server.disclosures(reader.connection.id);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      recordType: 'district',
      firstId: districtId,
      lastId: districtId,
      requests: 2,
    });
    expect(await server.store.control.get('disclosed_fields', { id: run?.fieldsId ?? '' })).toMatchObject({
      fields: ['id'],
    });
  });
});

describe('what holds no record', () => {
  it('leaves no disclosure: HEAD, 304, counts, empty pages, refusals', async () => {
    const reader = await server.reader(districtId);
    const { caller } = reader;
    for (const path of ['/v1.1/students', `/v1.1/students/${ids.get('student')?.[0] ?? ''}`, '/me']) {
      expect((await caller.send('HEAD', path)).status).toBe(200);
      expect((await caller.get(path, { 'if-none-match': '*' })).status).toBe(304);
    }
    expect((await caller.get('/v1.1/students?count=true')).status).toBe(200);
    const last = ids.get('student')?.at(-1) ?? '';
    expect((await caller.get(`/v1.1/students?starting_after=${last}`)).status).toBe(200);
    expect((await caller.get(`/v1.1/students/${'0'.repeat(24)}`)).status).toBe(404);
    expect((await caller.get('/v1.1/students?limit=0')).status).toBe(400);
    expect(await server.disclosures(reader.connection.id)).toEqual([]);
  });
});

describe('a filter and what is included', () => {
  it('leaves exactly the records that passed', async () => {
    const reader = await server.reader(districtId);
    const where = encodeURIComponent('{"grade":"9"}');
    const sent = idsIn((await reader.caller.get(`/v1.1/students?where=${where}`)).json());
    expect(sent.length).toBeGreaterThan(1);
    const runs = await server.disclosures(reader.connection.id);
    expect(runs.map((run) => run.ids?.split(','))).toEqual([sent]);
    expect(runs[0]).toMatchObject({ rowCount: sent.length, isExact: true });
  });

  it('counts included records of another type', async () => {
    const reader = await server.reader(districtId);
    const student = ids.get('student')?.[0] ?? '';
    const answer = await reader.caller.get(`/v1.1/students/${student}?include=sections`);
    expect(answer.status).toBe(200);
    const body = answer.json() as { readonly data: { readonly sections: unknown } };
    const included = idsIn(body.data.sections);
    expect(included.length).toBeGreaterThan(0);
    const runs = await server.disclosures(reader.connection.id);
    expect(runs.map(({ recordType }) => recordType).sort()).toEqual(['section', 'student']);
    for (const id of included)
      expect(runs.some((run) => run.recordType === 'section' && holds(run, id))).toBe(true);
  });
});

describe('a walk', () => {
  it('is one run, and the same again adds to it', async () => {
    const reader = await server.reader(districtId);
    const all = ids.get('student') ?? [];
    for (let walk = 0; walk < 2; walk++)
      for (let after = ''; ;) {
        const path = `/v1.1/students?limit=5${after === '' ? '' : `&starting_after=${after}`}`;
        const page = idsIn((await reader.caller.get(path)).json());
        if (page.length === 0) break;
        after = page.at(-1) ?? '';
      }
    const runs = await server.disclosures(reader.connection.id);
    // A second may have ended in between.
    expect(runs.length).toBeLessThan(5);
    expect(runs.every(({ isExact, ids: named }) => isExact && named === undefined)).toBe(true);
    expect(runs.map(({ firstId }) => firstId)).toContain(all[0]);
    expect(runs.map(({ lastId }) => lastId)).toContain(all.at(-1));
    expect(runs.reduce((sum, { rowCount }) => sum + rowCount, 0)).toBe(2 * all.length);
  });
});
