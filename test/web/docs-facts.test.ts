/** What the documentation says, compared with what the catalogue allows and with what the sandbox answers. */
import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { type Endpoint, endpoints, openApiDocument } from '../../src/derive/index.ts';
import { OPERATORS_OF_WHERE, WHERE_LIMITS as SAID } from '../../src/docs/facts.ts';
import { documentation, type DocPage, docUri } from '../../src/docs/index.ts';
import { EXAMPLE_RULES } from '../../src/docs/pages/access.ts';
import { STATUSES } from '../../src/docs/pages/errors.ts';
import { developerSteps, districtSteps, operatorSteps } from '../../src/docs/quick-starts.ts';
import { escapeHtml } from '../../src/html/index.ts';
import { catalogue } from '../../src/roster/index.ts';
import { parseSharing } from '../../src/sharing/index.ts';
import { WHERE_LIMITS } from '../../src/view/where.ts';
import type { Hub } from '../support/hub.ts';
import { useHub, useSandbox } from '../support/hub.ts';

const sandbox = useSandbox();
const DISTRICT = '4fd43cc56d11340000000005';
type Json = Readonly<Record<string, unknown>>;

const pageOf = (path: string): DocPage => {
  const found = documentation.flatMap(({ pages }) => pages).find((page) => page.path === path);
  if (!found) throw new Error(`There is no page ${path}.`);
  return found;
};

const plain = (markup: string) =>
  markup
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** What stands in the blocks of JSON of one section of a page. */
const jsonIn = (path: string, anchor: string): readonly Json[] => {
  const section = pageOf(path)
    .body.html.split(/(?=<h2 id=)/)
    .find((part) => part.startsWith(`<h2 id="${anchor}"`));
  return [...(section ?? '').matchAll(/<pre><code>([^]*?)<\/code><\/pre>/g)]
    .map(([, text = '']) => plain(text))
    .filter((text) => text.startsWith('{') || text.startsWith('['))
    .map((text) => JSON.parse(text) as Json);
};

const get = async (path: string, token = 'DEMO_TOKEN', headers: Readonly<Record<string, string>> = {}) =>
  fetch(sandbox.url + path, { headers: { Authorization: `Bearer ${token}`, ...headers } });
const read = async (path: string, token?: string) => (await (await get(path, token)).json()) as Json;
const linksOf = (body: Json) => body['links'] as readonly { readonly rel: string; readonly uri: string }[];
const relsOf = (body: Json) => linksOf(body).map(({ rel }) => rel);
const hrefOf = (body: Json, rel: string) => linksOf(body).find((link) => link.rel === rel)?.uri ?? '';
const idsOf = (body: Json) =>
  (body['data'] as readonly { data: { id: string } }[]).map(({ data }) => data.id);

describe('examples', () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ ...openApiDocument('x'), $id: 'openapi' });
  const faults = (name: string, record: unknown) => {
    const validate = ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
    return validate(record) ? [] : validate.errors;
  };

  for (const { name } of catalogue)
    it(`of a ${name} is what the catalogue allows, and what the sandbox serves, too`, async () => {
      const [example] = jsonIn(`records/${name.replaceAll('_', '-')}`, 'example');
      expect(faults(name, example)).toEqual([]);
      expect(faults(name, { ...example, id: 'x' })).not.toEqual([]);
      const path = name === 'district_status' ? `districts/${DISTRICT}/status` : `${name}s?show_links=true`;
      const { data } = await read(`/v1.1/${path}`);
      const [item] = data as readonly { data: Json }[];
      expect(faults(name, item?.data)).toEqual([]);
    });

  const exampleIds = new Map(catalogue.map(({ example, name }) => [String(example['id']), name]));

  /** A record of the type in the sandbox, one that has what is listed below it. */
  const realId = async (name: string): Promise<string> => {
    if (name === 'district') return DISTRICT;
    if (name === 'student') {
      const { data } = await read('/v1.1/contacts?limit=1');
      return (data as readonly { data: { student: string } }[])[0]?.data.student ?? '';
    }
    return idsOf(await read(`/v1.1/${name}s?show_links=true`))[0] ?? '';
  };

  const pathOf = (endpoint: Endpoint) =>
    `endpoints${endpoint.path.replace(/[{}]/g, '').replaceAll('_', '-').replace('/v1.1', '')}`;
  const itemKeys = (body: Json) => {
    const { data } = body;
    const [first] = Array.isArray(data) ? (data as readonly unknown[]) : [];
    if (typeof first !== 'object' || first === null) return typeof first;
    return 'data' in first ? Object.keys(first) : 'bare';
  };

  for (const endpoint of endpoints)
    it(`of ${endpoint.path} has the form of a real answer`, async () => {
      const [said] = jsonIn(pathOf(endpoint), 'answer');
      if (!said) throw new Error('There is no answer on the page.');
      const real = await read(endpoint.path.replace('{id}', await realId(endpoint.resource.name)));
      expect(Object.keys(said)).toEqual(Object.keys(real));
      expect(itemKeys(said)).toEqual(itemKeys(real));
      expect(relsOf(said).filter((rel) => rel !== 'next')).toEqual(
        relsOf(real).filter((rel) => rel !== 'next'),
      );
      // Links of an example lead where those of an answer do, but for ids.
      const general = ({ rel, uri }: { readonly rel: string; readonly uri: string }) =>
        `${rel} ${uri.replace(/[0-9a-f]{24}/g, 'ID')}`;
      expect(linksOf(said).map(general)).toEqual(
        linksOf(real)
          .filter(({ rel }) => rel !== 'next')
          .map(general),
      );
      for (const [, id] of JSON.stringify(linksOf(said)).matchAll(/([0-9a-f]{24})/g))
        expect(exampleIds.has(id ?? ''), id).toBe(true);
    });
});

describe('paging', () => {
  it('has the links that the page says', async () => {
    const first = await read('/v1.1/students?limit=2');
    expect(relsOf(first)).toEqual(['self', 'next']);
    expect(first['paging']).toEqual({ current: 1, total: 502, count: 1004 });
    const [, x = ''] = idsOf(first);
    const after = await read(`/v1.1/students?limit=2&starting_after=${x}`);
    expect(relsOf(after)).toEqual(['self', 'next', 'prev']);
    expect(after).not.toHaveProperty('paging');
    expect(hrefOf(after, 'prev')).toBe(`/v1.1/students?limit=2&ending_before=${x}`);
    // Strictly before the cursor: X itself is left out.
    expect(idsOf(await read(hrefOf(after, 'prev')))).toEqual(idsOf(first).slice(0, 1));
    const before = await read(`/v1.1/students?limit=1&ending_before=${x}`);
    expect(relsOf(before)).toEqual(['self', 'next']);
    expect(hrefOf(before, 'next')).toBe(`/v1.1/students?limit=1&starting_after=${x}`);
    expect(relsOf(await read('/v1.1/students?limit=1&ending_before=last'))).toEqual(['self', 'prev']);
    expect(relsOf(await read('/v1.1/students?limit=2&page=2'))).toEqual(['self', 'next', 'prev']);
  });

  it('may lead to an empty page by prev, and by next', async () => {
    const [first = ''] = idsOf(await read('/v1.1/schools?limit=1'));
    const [last = ''] = idsOf(await read('/v1.1/schools?limit=1&ending_before=last'));
    for (const [cursor, rel] of [
      [`starting_after=${'0'.repeat(24)}`, 'prev'],
      [`ending_before=${'f'.repeat(24)}`, 'next'],
    ] as const)
      expect(idsOf(await read(hrefOf(await read(`/v1.1/schools?${cursor}`), rel)))).toEqual([]);
    expect(first < last).toBe(true);
  });

  it('gives the number alone, and embeds first pages', async () => {
    expect(jsonIn('paging', 'how-many')[1]).toEqual(await read('/v1.1/students?count=true'));
    expect((await read('/v1.1/students'))['paging']).toEqual(jsonIn('paging', 'how-many')[0]?.['paging']);
    const embedded = await read(`/v1.1/districts/${DISTRICT}?include=students`);
    const { students } = embedded['data'] as { students: Json };
    expect(Object.keys(students)).toEqual(['data', 'links']);
    expect(idsOf(students)).toHaveLength(100);
  });
});

describe('where', () => {
  it('has the limits that are in force', () => {
    expect(SAID).toEqual(WHERE_LIMITS);
  });

  for (const { operator, example, of } of OPERATORS_OF_WHERE)
    it(`${operator ?? 'a value'} finds some of them`, async () => {
      const where = encodeURIComponent(JSON.stringify(example));
      const { count } = await read(`/v1.1/${of}?count=true&where=${where}`);
      expect(count).toBeGreaterThan(0);
    });

  it('has no other operators', async () => {
    const answer = await read(`/v1.1/students?where=${encodeURIComponent('{"teachers":{"$or":[]}}')}`);
    expect(answer['error']).toContain('not a field');
    const refused = await read(`/v1.1/sections?where=${encodeURIComponent('{"name":{"$or":[]}}')}`);
    const known = OPERATORS_OF_WHERE.flatMap(({ operator = [] }) => operator).filter(
      (one) => one !== '$size',
    );
    for (const operator of known) expect(refused['error']).toContain(operator);
    expect(String(refused['error']).match(/\$\w+/g)).toHaveLength(known.length + 1);
  });

  it('answers a field that is hidden like one that is not there', async () => {
    const error = async (field: string) => {
      const answer = await read(
        `/v1.1/students?where=${encodeURIComponent(JSON.stringify({ [field]: 'x' }))}`,
      );
      return String(answer['error']).replace(field, 'FIELD');
    };
    expect(await error('frl_status')).toBe(await error('nothing'));
  });
});

describe('errors', () => {
  it('have the statuses that the page says', async () => {
    const answers = [
      await get('/v1.1/students?limit=x'),
      await get('/v1.1/students', 'nothing'),
      await get('/v1.1/students', 'ilc_DEMO_STUDENT_TOKEN'),
      await get(`/v1.1/students/${'0'.repeat(24)}`),
      await get('/v1.1/students?limit=10001'),
    ];
    const known = STATUSES.map(({ status }) => status);
    for (const { status } of answers) expect(known).toContain(status);
    expect(answers.map(({ status }) => status)).toEqual([400, 401, 403, 404, 413]);
  });

  it('have the bodies that the page shows', async () => {
    const [both, notFound] = jsonIn('errors', 'bodies');
    const cursor = '0'.repeat(24);
    expect(await read(`/v1.1/students?starting_after=${cursor}&ending_before=${cursor}`)).toEqual(both);
    expect(await read(`/v1.1/students/${cursor}`)).toEqual(notFound);
    const malformed = await get('/v1.1/districts/invalid');
    expect(pageOf('errors').body.html).toContain(await malformed.text());
    expect(malformed.headers.get('content-type')).toContain('text/plain');
  });

  it('ignore what the page says is ignored, and nothing else', async () => {
    expect((await get('/v1.1/schools?asdf=25&limit=&sort=id')).status).toBe(200);
    expect((await get('/v1.1/schools?sort=name')).status).toBe(400);
    expect((await get('/v1.1/schools?distinct=name')).status).toBe(400);
    expect((await fetch(`${sandbox.url}/v1.1/schools?access_token=DEMO_TOKEN`)).status).toBe(401);
    const post = await fetch(`${sandbox.url}/v1.1/schools`, {
      method: 'POST',
      headers: { Authorization: 'Bearer DEMO_TOKEN' },
    });
    expect(post.status).toBe(501);
    const id = createHash('sha1').update('help').digest('hex').slice(0, 16);
    const echoed = await get('/v1.1/schools', 'DEMO_TOKEN', { 'X-Request-Id': id });
    expect(echoed.headers.get('x-request-id')).toBe(id);
  });
});

describe('tokens', () => {
  it('of a person read what the page says', async () => {
    const me = await read('/me', 'ilc_DEMO_STUDENT_TOKEN');
    const [said] = jsonIn('authentication', 'whose-token-is-this');
    expect(Object.keys(me)).toEqual(Object.keys(said ?? {}));
    expect(relsOf(me)).toEqual(relsOf(said ?? {}));
    const own = me['data'] as { id: string; school: string; authorized_by: string };
    expect(Object.keys(said?.['data'] as Json).every((key) => key in own)).toBe(true);
    const statusOf = async (path: string) => (await get(path, 'ilc_DEMO_STUDENT_TOKEN')).status;
    expect(await statusOf(hrefOf(me, 'canonical'))).toBe(200);
    expect(await statusOf(hrefOf(me, 'district'))).toBe(200);
    expect(await statusOf(`/v1.1/schools/${own.school}`)).toBe(200);
    const others = idsOf(await read('/v1.1/students?limit=2')).filter((id) => id !== own.id);
    expect(await statusOf(`/v1.1/students/${others[0] ?? ''}`)).toBe(404);
    expect(await statusOf('/v1.1/students')).toBe(403);
  });

  it('are listed, and looked at, as the page says', async () => {
    const authorization = `Basic ${Buffer.from('d0e1f2a3b4c5d6e7f809:sandbox0sandbox0sandbox0sandbox0sandbox0').toString('base64')}`;
    const list = async (query: string) =>
      (await (
        await fetch(`${sandbox.url}/oauth/tokens${query}`, { headers: { authorization } })
      ).json()) as Json;
    expect(await list(`?owner_type=district&district=${DISTRICT}`)).toMatchObject({
      data: [{ owner: { id: DISTRICT } }],
    });
    expect(await list(`?district=${'0'.repeat(24)}`)).toMatchObject({ data: [] });
    expect(Object.keys(await read('/oauth/tokeninfo'))).toEqual(
      expect.arrayContaining(['client_id', 'scopes']),
    );
  });
});

describe('rate limits', () => {
  const hub: Hub = useHub((one) => one.start({ sandbox: true, rateLimit: true }));

  it('are told by these headers, and not used up by what did not change', async () => {
    const ask = (headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${hub.url}/v1.1/schools`, { headers: { Authorization: 'Bearer DEMO_TOKEN', ...headers } });
    const answer = await ask();
    const page = pageOf('rate-limits').body.html;
    for (const [, name = ''] of page.matchAll(/<code>(X-Ratelimit-\w+)<\/code>/g))
      expect(answer.headers.get(name), name).not.toBeNull();
    expect(answer.headers.get('x-ratelimit-bucket')).toBe('bearer');
    expect(page).toContain(`<code>${answer.headers.get('x-ratelimit-limit') ?? ''}</code>`);
    const left = Number(answer.headers.get('x-ratelimit-remaining'));
    const same = await ask({ 'If-None-Match': answer.headers.get('etag') ?? '' });
    expect(same.status).toBe(304);
    expect(Number((await ask()).headers.get('x-ratelimit-remaining'))).toBe(left - 1);
  });
});

describe('sharing', () => {
  it('takes the rules that the page shows', () => {
    expect(jsonIn('sharing', 'rules')).toEqual([EXAMPLE_RULES]);
    expect(parseSharing({ share: { kind: 'rules', rules: EXAMPLE_RULES } }).share.kind).toBe('rules');
    expect(() => parseSharing({ share: { kind: 'rules', rules: [{ match: 'dogs', where: [] }] } })).toThrow();
  });
});

describe('quick starts', () => {
  it('show what is run by their test, to the letter', async () => {
    for (const [path, steps] of [
      ['start/developer', developerSteps],
      ['start/district', districtSteps],
      ['start/operator', operatorSteps],
    ] as const) {
      const text = await (await fetch(sandbox.url + docUri(path))).text();
      for (const { run } of steps.flatMap(({ commands }) => commands))
        expect(text, run).toContain(`<code>${escapeHtml(run)}</code>`);
      const blocks = [...text.matchAll(/<pre><code>/g)];
      expect(blocks).toHaveLength(steps.flatMap(({ commands }) => commands).length);
    }
  });
});
