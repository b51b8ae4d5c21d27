import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { useHub, useSandbox, type Hub } from '../support/hub.ts';
import { DEMO_DISTRICT, expectRefusal, NOBODY, readList, withWhere } from '../support/wire.ts';
import type { Answer, Caller } from '../support/caller.ts';

const sandbox = useSandbox();
const demo = (): Caller => sandbox.as('DEMO_TOKEN');

const ALLOWED_HEADERS = 'Content-Type,Authorization,X-Requested-With,Accept,Origin,Referer,User-Agent';

const PATHS = [
  '/v1.1/districts',
  `/v1.1/districts/${DEMO_DISTRICT}`,
  `/v1.1/districts/${DEMO_DISTRICT}/schools`,
  `/v1.1/districts/${DEMO_DISTRICT}/status`,
  '/v1.1/students?limit=3',
  '/v1.1/students?ending_before=last&limit=3',
  '/v1.1/students?count=true',
  '/v1.1/district_admins',
  withWhere('/v1.1/schools', { name: { $regex: 'High' } }),
  '/me',
];

const expectOpenToAnyOrigin = (answer: Answer): void => {
  expect(answer.header('access-control-allow-origin')).toBe('*');
  expect(answer.header('access-control-allow-methods')).toBe('GET,PATCH,POST,DELETE');
  expect(answer.header('access-control-allow-headers')).toBe(ALLOWED_HEADERS);
  expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
};

describe('every answer', () => {
  const answers: readonly (readonly [string, () => Promise<Answer>])[] = [
    ['200', () => demo().get('/v1.1/districts')],
    ['304', async () => demo().get('/v1.1/districts', { 'if-none-match': await tagOf('/v1.1/districts') })],
    ['400', () => demo().get('/v1.1/students?limit=0')],
    ['401', () => sandbox.as().get('/v1.1/districts')],
    ['404 of a record', () => demo().get(`/v1.1/districts/${NOBODY}`)],
    ['404 of a path', () => demo().get('/v1.1/nothing')],
    ['413', () => demo().get('/v1.1/students?limit=10001')],
    ['501', () => demo().send('DELETE', '/v1.1/students')],
  ];
  for (const [name, ask] of answers) {
    it(`may be read by a page of any origin, without credentials: ${name}`, async () => {
      const answer = await ask();
      expect(answer.status).toBe(Number.parseInt(name, 10));
      expectOpenToAnyOrigin(answer);
    });

    it(`says nothing of what serves it, and has an id of its own: ${name}`, async () => {
      const answer = await ask();
      for (const header of ['server', 'x-powered-by', 'set-cookie'])
        expect(answer.headers[header]).toBeUndefined();
      expect(answer.header('x-request-id')).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
      expect(answer.header('x-request-id')).not.toBe((await ask()).header('x-request-id'));
    });
  }

  it('does not promise to close its connection within seconds, as a proxy would have to know', async () => {
    const answer = await demo().get('/v1.1/districts', { connection: 'keep-alive' });
    expect(answer.headers['connection']).toBe('keep-alive');
    expect(answer.headers['keep-alive']).toBeUndefined();
  });

  it('does not mind a content type on a request without content', async () => {
    const answer = await demo().get('/v1.1/districts', { 'content-type': 'application/json' });
    expect(answer.status).toBe(200);
  });
});

describe('a preflight', () => {
  it('needs no token', async () => {
    for (const path of ['/v1.1/students', `/v1.1/districts/${DEMO_DISTRICT}/schools`, '/me']) {
      const answer = await sandbox.as().send('OPTIONS', path, {
        headers: {
          origin: 'https://app.example.org',
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      });
      expect([200, 204]).toContain(answer.status);
      expectOpenToAnyOrigin(answer);
      expect(answer.text).not.toContain('"data"');
    }
  });
});

describe('HEAD', () => {
  for (const path of PATHS) {
    it(`${path} answers like GET, without the body`, async () => {
      const get = await demo().get(path);
      const head = await demo().send('HEAD', path);
      expect(head.status).toBe(200);
      expect(head.bytes).toHaveLength(0);
      for (const header of ['content-type', 'content-length', 'etag']) {
        expect(head.header(header)).toBe(get.header(header));
      }
    });
  }

  it('needs a token, and finds no more than GET', async () => {
    expect((await sandbox.as().send('HEAD', '/v1.1/students')).status).toBe(401);
    expect((await demo().send('HEAD', `/v1.1/students/${NOBODY}`)).status).toBe(404);
    expect((await demo().send('HEAD', '/v1.1/nothing')).status).toBe(404);
  });
});

const tagOf = async (path: string): Promise<string> => (await demo().get(path)).header('etag');

describe('the ETag', () => {
  for (const path of PATHS) {
    it(`of ${path} is strong, and saves the second answer`, async () => {
      const tag = await tagOf(path);
      expect(tag).toMatch(/^"[^"]+"$/);
      expect(await tagOf(path)).toBe(tag);
      for (const value of [tag, '*', `"other", ${tag}`, `W/${tag}`]) {
        const answer = await demo().get(path, { 'if-none-match': value });
        expect(answer.status, value).toBe(304);
        expect(answer.bytes).toHaveLength(0);
        expect(answer.header('etag')).toBe(tag);
      }
      expect((await demo().get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    });
  }

  it('differs wherever the answer differs', async () => {
    const paths = [
      ...PATHS,
      '/v1.1/students?limit=4',
      '/v1.1/teachers?limit=3',
      '/v1.1/students',
      '/v1.1/sections',
    ];
    const tags = await Promise.all(paths.map(tagOf));
    expect(new Set(tags).size).toBe(paths.length);
  });

  it('is one for each encoding of the content', async () => {
    const path = '/v1.1/students';
    const plain = await demo().get(path, { 'accept-encoding': 'identity' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const encoding of ['gzip', 'br', 'gzip, deflate, br', '*']) {
      const answer = await demo().get(path, { 'accept-encoding': encoding });
      const used = answer.header('content-encoding');
      expect(['', 'gzip', 'br']).toContain(used);
      const decoded =
        used === 'gzip'
          ? gunzipSync(answer.bytes)
          : used === 'br'
            ? brotliDecompressSync(answer.bytes)
            : answer.bytes;
      expect(decoded.equals(plain.bytes)).toBe(true);
      expect(answer.header('etag') === plain.header('etag')).toBe(used === '');
      expect(answer.header('content-length')).toBe(String(answer.bytes.length));
    }
  });

  it('opens nothing to a caller who may not read', async () => {
    const tag = await tagOf('/v1.1/districts');
    for (const value of [tag, '*']) {
      const headers = { 'if-none-match': value };
      expectRefusal(await sandbox.as().get('/v1.1/districts', headers), 401);
      expectRefusal(await demo().get(`/v1.1/districts/${NOBODY}`, headers), 404);
      expectRefusal(await demo().get('/v1.1/districts?limit=0', headers), 400);
    }
  });
});

describe('the rate limit', () => {
  const hub: Hub = useHub((fresh) => fresh.start({ sandbox: true, rateLimit: true }));

  const remaining = (answer: Answer): number => Number(answer.header('x-ratelimit-remaining'));

  it('is told on every answer to a known token', async () => {
    const caller = hub.as('TEST_TOKEN');
    const before = Math.floor(Date.now() / 1000);
    const first = await caller.get('/v1.1/districts');
    const latest = Math.ceil(Date.now() / 1000) + 60;
    expect(first.header('x-ratelimit-bucket')).toBe('bearer');
    expect(first.header('x-ratelimit-limit')).toBe('1200');
    expect(remaining(first)).toBe(1199);
    const reset = Number(first.header('x-ratelimit-reset'));
    expect(Number.isInteger(reset)).toBe(true);
    expect(reset).toBeGreaterThanOrEqual(before);
    expect(reset).toBeLessThanOrEqual(latest);

    const others = [
      await caller.get(`/v1.1/districts/${NOBODY}`),
      await caller.get('/v1.1/students?limit=0'),
      await caller.get('/v1.1/districts', { 'if-none-match': '*' }),
      await caller.get('/me'),
    ];
    expect(others.map((answer) => answer.status)).toEqual([404, 400, 304, 200]);
    for (const answer of others) {
      expect(answer.header('x-ratelimit-bucket')).toBe('bearer');
      expect(answer.header('x-ratelimit-limit')).toBe('1200');
      expect(Number(answer.header('x-ratelimit-reset'))).toBe(reset);
      expect(remaining(answer)).toBeLessThan(1200);
    }
  });

  it('ends in 429 without a body, for this token and no other', async () => {
    const caller = hub.as('DEMO_TOKEN');
    const answers = await Promise.all(Array.from({ length: 1300 }, () => caller.get('/v1.1/districts')));
    const served = answers.filter((answer) => answer.status === 200);
    const refused = answers.filter((answer) => answer.status === 429);
    expect(served).toHaveLength(1200);
    expect(refused).toHaveLength(100);
    expect(new Set(served.map(remaining)).size).toBe(1200);
    for (const answer of refused) {
      expect(answer.bytes).toHaveLength(0);
      expect(remaining(answer)).toBe(0);
      expect(answer.header('x-ratelimit-bucket')).toBe('bearer');
      expect(answer.header('x-ratelimit-limit')).toBe('1200');
      expect(Number(answer.header('x-ratelimit-reset'))).toBeGreaterThan(0);
    }
    expectOpenToAnyOrigin(refused[0] ?? (await caller.get('/v1.1/districts')));
    expect((await hub.as('TEST_TOKEN').get('/v1.1/districts')).status).toBe(200);
    expectRefusal(await hub.as().get('/v1.1/districts'), 401);
  });

  it('can be switched off', async () => {
    const answers = await Promise.all(Array.from({ length: 1300 }, () => demo().get('/v1.1/districts')));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    expect((await readList(demo(), '/v1.1/schools')).data).toHaveLength(3);
  });
});
