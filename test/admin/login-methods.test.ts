/** Login methods of a district over the admin API (`auth-and-sharing` 12). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminHub, type Json, type Site, textOf, type Visitor } from './admin-hub.ts';

const hub = new AdminHub();
let home: Site, away: Site;
let admin: Visitor & { accountId: string };
let base = '';

beforeAll(async () => {
  await hub.open();
  home = await hub.site('Harbor Point');
  away = await hub.site('Elm Grove');
  admin = await hub.person('district_admin', { districtId: home.districtId });
  base = `/districts/${home.districtId}/login-methods`;
}, 60_000);
afterAll(() => hub.close());

const GOOGLE: Json = {
  kind: 'oidc',
  preset: 'google',
  settings: { client_id: 'hub-of-harbor', hosted_domains: ['harborpoint.example.org'] },
  client_secret: 'do-not-tell-anybody',
};
const signInPage = async () => (await fetch(`${hub.url}/in/${home.districtId}`)).text();
const listed = async () => (await admin.get(base)).body['login_methods'] as readonly Json[];

describe('the login methods of a district', () => {
  it('are added, listed, changed, switched off and taken away; the page of the district follows', async () => {
    const added = await admin.post(base, GOOGLE);
    expect(added.status, added.text).toBe(201);
    expect(added.body).toMatchObject({
      kind: 'oidc',
      label: 'Google',
      is_enabled: true,
      has_secret: true,
      settings: {
        issuer: 'https://accounts.google.com',
        client_id: 'hub-of-harbor',
        hosted_domains: ['harborpoint.example.org'],
      },
    });
    const id = textOf(added.body, 'id');
    expect(await listed()).toEqual([added.body]);
    expect(await signInPage()).toContain('Google');

    const renamed = await admin.send('PATCH', `${base}/${id}`, { label: 'Harbor account' });
    expect(renamed.body).toEqual({ ...added.body, label: 'Harbor account' });
    const off = await admin.send('PATCH', `${base}/${id}`, { is_enabled: false });
    expect(off.body).toMatchObject({ is_enabled: false, has_secret: true, label: 'Harbor account' });
    expect(await signInPage()).not.toContain('Harbor account');

    expect((await admin.delete(`${base}/${id}`)).status).toBe(204);
    expect(await listed()).toEqual([]);
    expect((await admin.delete(`${base}/${id}`)).status).toBe(404);

    const lines = await hub.store.control.find(
      'audit',
      { subject: `login_method:${id}` },
      { orderBy: 'number' },
    );
    expect(lines.map(({ act, actor, chain }) => [act, actor, chain])).toEqual(
      ['added', 'updated', 'updated', 'removed'].map((act) => [
        `login_method.${act}`,
        `account:${admin.accountId}`,
        home.districtId,
      ]),
    );
    expect(JSON.stringify(lines)).not.toContain('do-not-tell');
  });

  it('tell no secret, in no answer', async () => {
    const added = await admin.post(base, GOOGLE);
    const one = `${base}/${textOf(added.body, 'id')}`;
    const changed = await admin.send('PATCH', one, { client_secret: 'nor-this-one' });
    const list = await admin.get(base);
    for (const { text } of [added, changed, list]) expect(text).not.toMatch(/do-not-tell|nor-this|sealed/);
    await admin.delete(one);
  });

  it('are added once for one key', async () => {
    const keyed = { headers: { 'Idempotency-Key': 'passwords-of-harbor' } };
    const first = await admin.post(base, { kind: 'password' }, keyed);
    const again = await admin.post(base, { kind: 'password' }, keyed);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(await listed()).toHaveLength(1);
    const second = await admin.post(base, { kind: 'password' });
    expect([second.status, second.body['type']]).toEqual([409, 'urn:rollbook:problem:already_exists']);
    await admin.delete(`${base}/${textOf(first.body, 'id')}`);
  });

  it('are refused where they would let anybody in, or cannot work', async () => {
    const refused: readonly (readonly [number, Json])[] = [
      [422, {}],
      [422, { kind: 'badge' }],
      [422, { ...GOOGLE, preset: 'canvas' }],
      [422, { ...GOOGLE, sealed: 'x' }],
      [400, { ...GOOGLE, settings: { client_id: 'hub' } }],
      [400, { ...GOOGLE, label: '   ' }],
      [400, { kind: 'password', client_secret: 'x' }],
      [400, { kind: 'password', settings: { student_min_length: 4 } }],
      [400, { kind: 'oidc', settings: { issuer: 'http://id.example', client_id: 'x' } }],
    ];
    for (const [status, body] of refused) {
      const reply = await admin.post(base, body);
      expect([reply.status, reply.headers.get('content-type')], reply.text).toEqual([
        status,
        'application/problem+json; charset=utf-8',
      ]);
    }
    expect(await listed()).toEqual([]);
  });

  it('lead to the machine of the hub only by its operator', async () => {
    const local = (issuer: string) => ({
      kind: 'oidc',
      settings: { issuer, client_id: 'x', match: { claim: 'email', field: 'email' } },
    });
    for (const issuer of ['http://127.0.0.1:9', 'http://localhost:9', 'https://[::1]:9'])
      expect((await admin.post(base, local(issuer))).status, issuer).toBe(403);
    const added = await admin.post(base, local('https://id.example.org'));
    expect(added.status, added.text).toBe(201);
    const one = `${base}/${textOf(added.body, 'id')}`;
    const { settings } = local('http://127.0.0.1:9');
    expect((await admin.send('PATCH', one, { settings })).status).toBe(403);
    const operator = await hub.person('operator');
    expect((await operator.send('PATCH', one, { settings })).status).toBe(200);
    await admin.delete(one);
  });

  it('are those of one district', async () => {
    const added = await admin.post(base, { kind: 'password' });
    const elsewhere = await hub.person('district_admin', { districtId: away.districtId });
    const id = textOf(added.body, 'id');
    expect((await elsewhere.delete(`${base}/${id}`)).status).toBe(404);
    expect((await elsewhere.delete(`/districts/${away.districtId}/login-methods/${id}`)).status).toBe(404);
    const desk = await hub.person('help_desk', { districtId: home.districtId });
    expect([(await desk.get(base)).status, (await desk.delete(`${base}/${id}`)).status]).toEqual([403, 403]);
    expect(await listed()).toHaveLength(1);
  });
});
