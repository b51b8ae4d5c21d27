import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminHub, textOf, type Visitor } from './admin-hub.ts';

const hub = new AdminHub();
let operator: Visitor;
beforeAll(async () => {
  await hub.open();
  operator = await hub.person('operator');
});
afterAll(() => hub.close());

const body = { name: 'Elm Grove' };

describe('a request from elsewhere', () => {
  it.each([
    ['without the header', { 'X-Rollbook-CSRF': '' }],
    ['with the header of nobody', { 'X-Rollbook-CSRF': 'x'.repeat(43) }],
    ['of another origin', { Origin: 'https://evil.example' }],
    ['of another port', { Origin: 'http://127.0.0.1:1' }],
    ['of an origin that is hidden', { Origin: 'null' }],
  ])('is refused %s', async (_what, headers) => {
    const reply = await operator.post('/districts', body, { headers });
    expect(reply.status).toBe(403);
    expect(reply.body).toMatchObject({ type: 'urn:rollbook:problem:csrf_refused' });
    expect(await hub.store.districts.districts()).toEqual([]);
  });

  it('is refused with the header of another session', async () => {
    const other = await hub.person('operator');
    const reply = await operator.post('/districts', body, { headers: { 'X-Rollbook-CSRF': other.csrf } });
    expect(reply.status).toBe(403);
  });

  it('cannot sign somebody in, either', async () => {
    const headers = { Origin: 'https://evil.example' };
    expect(
      (await hub.visitor().post('/session', { email: 'a@b.example', password: 'x' }, { headers })).status,
    ).toBe(403);
  });

  it('cannot be a form, which needs no leave to be sent', async () => {
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data; boundary=x',
    ]) {
      const reply = await operator.send('POST', '/districts', undefined, {
        raw: 'name=Elm',
        headers: { 'Content-Type': type },
      });
      expect(reply.status, type).toBe(415);
    }
    expect(await hub.store.districts.districts()).toEqual([]);
  });

  it('is told nothing that a browser would let another site read', async () => {
    const reply = await operator.get('/session', { headers: { Origin: 'https://evil.example' } });
    for (const [name] of reply.headers) expect(name).not.toMatch(/^access-control/);
    const asked = await operator.send('OPTIONS', '/districts', undefined, {
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
    });
    expect(asked.status).toBe(405);
    for (const [name] of asked.headers) expect(name).not.toMatch(/^access-control/);
  });
});

describe('what cannot be done', () => {
  it('names each field that cannot be used', async () => {
    const reply = await operator.post('/applications', {
      name: '',
      tier: 'gold',
      redirect_uris: ['https://ok.example', 7],
      'a/b': 1,
    });
    expect(reply.status).toBe(422);
    const errors = reply.body['errors'] as { pointer: string; detail: string }[];
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/a~1b',
      '/name',
      '/redirect_uris/1',
      '/tier',
    ]);
    expect(reply.body['detail']).toMatch(/send again/);
    const missing = await operator.post('/districts', {});
    expect(missing.body['errors']).toEqual([{ pointer: '/name', detail: 'It is missing.' }]);
    expect((await operator.get('/audit?limit=0')).body['errors']).toMatchObject([{ pointer: '?limit' }]);
  });

  it.each(['', '{', '[]', '"text"', '{"__proto__":{"a":1}}'])('refuses the body %j', async (raw) => {
    const reply = await operator.send('POST', '/districts', undefined, {
      raw,
      headers: { 'Content-Type': 'application/json' },
    });
    expect([400, 422]).toContain(reply.status);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
  });

  it('says which methods a path knows', async () => {
    const reply = await operator.send('PATCH', '/districts', {});
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe('GET, HEAD, POST');
    expect((await operator.get('/no/such/path')).body).toMatchObject({
      type: 'urn:rollbook:problem:not_found',
    });
  });

  it('hands text back as text, whatever it says', async () => {
    const name = '<script>alert("&")</script>\u2028';
    const reply = await operator.post('/districts', { name });
    expect(reply.status).toBe(201);
    expect(reply.text).not.toMatch(/[<>&\u2028]/);
    expect(reply.body).toMatchObject({ name: name.trim() });
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('a request with an Idempotency-Key', () => {
  const keyed = (key: string) => ({ headers: { 'Idempotency-Key': key } });
  const count = () => hub.store.control.count('application', {});

  it('does what it does once, and answers the same again', async () => {
    const before = await count();
    const first = await operator.post('/applications', { name: 'Once' }, keyed('first-of-all'));
    const again = await operator.post('/applications', { name: 'Once' }, keyed('first-of-all'));
    expect(first.status).toBe(201);
    expect(again.status).toBe(201);
    expect(again.text).toBe(first.text);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await count()).toBe(before + 1);
    const secret = textOf(first.body, 'client_secret');
    expect(JSON.stringify(await hub.store.control.find('idempotent_answer', {}))).not.toContain(secret);
  });

  it('is not another request', async () => {
    const reply = await operator.post('/applications', { name: 'Other' }, keyed('first-of-all'));
    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({ type: 'urn:rollbook:problem:key_reused' });
  });

  it('belongs to one account', async () => {
    const other = await hub.person('operator');
    expect((await other.post('/applications', { name: 'Other' }, keyed('first-of-all'))).status).toBe(201);
  });

  it('is done once also when it is sent twice at once', async () => {
    const before = await count();
    const both = await Promise.all(
      [1, 2].map(() => operator.post('/applications', { name: 'Twice' }, keyed('twice-at-once'))),
    );
    const statuses = both.map(({ status }) => status);
    expect(statuses).toContain(201);
    expect([201, 409]).toContain(Math.max(...statuses));
    expect(await count()).toBe(before + 1);
  });

  it('can be sent again after it was refused, and after a day', async () => {
    const bad = { name: 'Bad', redirect_uris: ['http://not-local.example'] };
    expect((await operator.post('/applications', bad, keyed('refused-first'))).status).toBe(400);
    expect((await operator.post('/applications', { name: 'Good' }, keyed('refused-first'))).status).toBe(201);
    const before = await count();
    hub.nowMs += 24 * 60 * 60_000 + 1;
    const later = await hub.person('operator');
    expect((await later.post('/applications', { name: 'Later' }, keyed('refused-first'))).status).toBe(201);
    expect(await count()).toBe(before + 1);
    expect(await hub.store.control.count('idempotent_answer', {})).toBe(1);
  });
});
