import { beforeAll, describe, expect, it } from 'vitest';
import {
  addLoginMethod,
  findPassword,
  HubSessions,
  removeLoginMethod,
  removePassword,
  setPassword,
  updateLoginMethod,
} from '../../src/sign-in/index.ts';
import { GOOD, useSignInHub } from './sign-in-hub.ts';

const hub = useSignInHub();
let methodId = '';
let client = '';

beforeAll(async () => {
  client = await hub.connect('Reading Room');
  await hub.connect('Not Yet', '2999-01-01');
  ({ id: methodId } = await addLoginMethod(hub.hub.acting, {
    districtId: hub.district.id,
    kind: 'password',
    settings: { student_min_length: 8 },
  }));
  await give('ada', 'Ada.Marsh', GOOD);
});

async function give(key: string, username: string, password: string, mustChange = false) {
  return setPassword(hub.hub.acting, {
    districtId: hub.district.id,
    person: await hub.person(key),
    username,
    password,
    mustChange,
  });
}

async function signedIn(username = 'ada.marsh', password = GOOD) {
  const visitor = hub.visitor();
  await visitor.get(hub.path);
  const visit = await visitor.post(`${hub.path}/password`, { username, password });
  return { visitor, visit };
}

describe('signing in by password', () => {
  it('leads to the portal, under a cookie that scripts cannot read and the store cannot show', async () => {
    const { visitor, visit } = await signedIn('  ADA.Marsh ', GOOD);
    expect(visit).toMatchObject({ status: 303, location: hub.path });
    const cookie = visit.headers.getSetCookie().join();
    expect(cookie).toMatch(/^rollbook_session=rbs_\w+; Path=\/; HttpOnly; SameSite=Lax$/);
    const portal = await visitor.get(hub.path);
    expect(portal.status).toBe(200);
    expect(portal.text).toContain('Ada');
    expect(portal.text).toContain(
      `/oauth/instant-login?client_id=${client}&amp;district_id=${hub.district.id}`,
    );
    expect(portal.text).not.toContain('Not Yet');
    const stored = JSON.stringify(await hub.hub.store.control.find('hub_session', {}));
    expect(stored).not.toContain(visitor.cookies.get('rollbook_session'));
  });

  it('goes on to where the person came from, and nowhere else', async () => {
    for (const [next, location] of [
      ['/oauth/authorize?client_id=x&state=a%20b', '/oauth/authorize?client_id=x&state=a%20b'],
      ['/in/somewhere', '/in/somewhere'],
      ['https://evil.example.org/oauth/', hub.path],
      ['//evil.example.org/oauth/', hub.path],
      ['/\\evil.example.org/oauth/', hub.path],
      ['/oauth/../admin', hub.path],
      ['/oauth/%2e%2e/admin', hub.path],
      ['/v1.1/students', hub.path],
      ['/oauth/a\r\nSet-Cookie: x=y', hub.path],
    ]) {
      const visitor = hub.visitor();
      await visitor.get(`${hub.path}?next=${encodeURIComponent(next ?? '')}`);
      const visit = await visitor.post(`${hub.path}/password`, {
        username: 'ada.marsh',
        password: GOOD,
        next: next ?? '',
      });
      expect([next, visit.location]).toEqual([next, location]);
    }
  });

  it('lets its form lead to the application that asked, and to no other host', async () => {
    const policy = async (next: string) =>
      (await hub.visitor().get(`${hub.path}?next=${encodeURIComponent(next)}`)).headers
        .get('content-security-policy')
        ?.match(/form-action ([^;]*)/)?.[1];
    expect(await policy(`/oauth/authorize?client_id=${client}&redirect_uri=https://evil.example.org`)).toBe(
      "'self' https://readingroom.example.org",
    );
    expect(await policy('/oauth/authorize?client_id=nobody')).toBe("'self'");
  });

  it('says the same of a wrong password and of nobody, and leaves no name behind', async () => {
    const visitor = hub.visitor();
    await visitor.get(hub.path);
    const wrong = await visitor.post(`${hub.path}/password`, {
      username: 'ada.marsh',
      password: 'not this one',
    });
    const nobody = await visitor.post(`${hub.path}/password`, {
      username: 'ada.marsx',
      password: 'not this one',
    });
    expect([wrong.status, nobody.status]).toEqual([403, 403]);
    expect(nobody.text.replaceAll('ada.marsx', 'ada.marsh')).toBe(wrong.text);
    expect(visitor.cookies.has('rollbook_session')).toBe(false);
    const lines = await hub.audit('login.refused');
    expect(lines.at(-1)).toMatchObject({
      subject: `login_method:${methodId}`,
      outcome: 'refused',
      detail: { reason: 'wrong_password' },
    });
    expect(JSON.stringify(lines)).not.toMatch(/ada\.mars|not this one/);
  });

  it('refuses a form from elsewhere: another site, another origin, no token, a token of another browser', async () => {
    const fields = { username: 'ada.marsh', password: GOOD };
    const path = `${hub.path}/password`;
    const visitor = hub.visitor();
    await visitor.get(hub.path);
    const token = visitor.hidden('form_token');
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example.org' },
      { origin: 'null' },
    ] as Record<string, string>[])
      expect((await visitor.post(path, { ...fields, form_token: token }, headers)).status).toBe(403);
    expect((await visitor.post(path, { ...fields, form_token: '' })).status).toBe(403);
    const other = hub.visitor();
    await other.get(hub.path);
    expect((await other.post(path, { ...fields, form_token: token })).status).toBe(403);
    expect((await visitor.post(path, { ...fields, form_token: token }, { origin: hub.url })).status).toBe(
      303,
    );
  });

  it('slows guessing down, for the one who guesses', async () => {
    await give('rtl', 'guessed', 'eleven lazy herons');
    const visitor = hub.visitor();
    await visitor.get(hub.path);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++)
      statuses.push(
        (await visitor.post(`${hub.path}/password`, { username: 'guessed', password: `guess ${n}` })).status,
      );
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
    const last = await visitor.post(`${hub.path}/password`, {
      username: 'guessed',
      password: 'eleven lazy herons',
    });
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signedIn()).visit.status).toBe(303);
    expect(
      (await hub.audit('login.refused')).filter(({ detail }) => detail['reason'] === 'too_many_attempts'),
    ).toHaveLength(1);
  });
});

describe('a session', () => {
  it('is replaced by the next sign-in on the same browser', async () => {
    await give('long', 'other', 'seven patient snails');
    const { visitor } = await signedIn();
    const before = visitor.cookieHeader;
    await visitor.get(hub.path);
    // The portal has no login form: somebody else opens the page in another tab, signed out of nothing.
    const page = hub.visitor();
    await page.get(hub.path);
    for (const [name, value] of page.cookies) visitor.cookies.set(name, value);
    await visitor.post(`${hub.path}/password`, {
      username: 'other',
      password: 'seven patient snails',
      form_token: page.hidden('form_token'),
    });
    expect((await visitor.get(hub.path)).text).toContain('Wilhelmina');
    const old = hub.visitor();
    old.cookies.set('rollbook_session', /rollbook_session=([^;]+)/.exec(before)?.[1] ?? '');
    expect((await old.get(hub.path)).text).toContain('name="password"');
  });

  it('ends by logging out: asked by GET, done by POST', async () => {
    const { visitor } = await signedIn();
    const session = visitor.cookies.get('rollbook_session') ?? '';
    const asked = await visitor.get(`${hub.path}/logout`);
    expect(asked.text).toContain('Log out?');
    expect((await visitor.get(hub.path)).text).toContain('Hello');
    await visitor.get(`${hub.path}/logout`);
    expect((await visitor.post(`${hub.path}/logout`, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(
      403,
    );
    await visitor.get(`${hub.path}/logout`);
    const done = await visitor.post(`${hub.path}/logout`, { next: '/oauth/authorize?x=1' });
    expect(done.location).toBe(`${hub.path}?next=${encodeURIComponent('/oauth/authorize?x=1')}&out=1`);
    visitor.cookies.set('rollbook_session', session);
    expect((await visitor.get(hub.path)).text).toContain('name="password"');
    expect((await hub.audit('logout')).length).toBeGreaterThan(0);
  });

  it('ends by rest and by age, and with the person, not before', async () => {
    const { store } = hub.hub;
    const limits = { idleMs: 1000, absoluteMs: 2500 };
    const sessions = new HubSessions({ store, limits, isSecure: true });
    const at = (ms: number) => new Date(1_800_000_000_000 + ms);
    const person = await hub.person('ada');
    const { setCookie } = await sessions.start({
      districtId: hub.district.id,
      person,
      method: methodId,
      now: at(0),
      cookieHeader: undefined,
    });
    expect(setCookie).toMatch(/^__Host-rollbook_session=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    const cookie = setCookie.split(';')[0];
    expect(await sessions.find(cookie, at(999))).toMatchObject({
      person,
      districtId: hub.district.id,
      created: at(0).getTime(),
    });
    expect(await sessions.find(cookie, at(1000))).toBeUndefined();
    expect(await sessions.find('__Host-rollbook_session=rbs_nonsense', at(1))).toBeUndefined();
    const busy = new HubSessions({ store, limits: { ...limits, idleMs: 1e9 }, isSecure: true });
    expect(await busy.find(cookie, at(2499))).toBeDefined();
    expect(await busy.find(cookie, at(2500))).toBeUndefined();
    const gone = await sessions.start({
      districtId: hub.district.id,
      person: { type: 'student', id: '0'.repeat(24) },
      method: methodId,
      now: at(0),
      cookieHeader: undefined,
    });
    expect(await sessions.find(gone.setCookie.split(';')[0], at(1))).toBeUndefined();
    await sessions.sweep(at(5000));
    expect(await store.control.count('hub_session', { created: at(0).getTime() })).toBe(0);
  });

  it('is swept away with tokens that ran out a month before, and with no other', async () => {
    const { store } = hub.hub;
    const sessions = new HubSessions({ store, limits: { idleMs: 1000, absoluteMs: 2500 }, isSecure: true });
    const nowMs = 1_800_000_000_000;
    const dayMs = 24 * 60 * 60_000;
    for (const days of [-1, 29, 31])
      await store.control.write((transaction) =>
        transaction.insert('user_token', {
          ...{ tokenHash: `hash ${String(days)}`, id: `token ${String(days)}`, applicationId: 'swept' },
          ...{ districtId: hub.district.id, personType: 'student', personId: '0'.repeat(24) },
          ...{ scopes: [], authorizedBy: 'district', created: 0, expires: nowMs - days * dayMs },
        }),
      );
    await sessions.sweep(new Date(nowMs));
    const left = await store.control.find('user_token', { applicationId: 'swept' }, { orderBy: 'id' });
    expect(left.map(({ id }) => id)).toEqual(['token -1', 'token 29']);
  });

  it('of another district shows nothing here', async () => {
    const { visitor } = await signedIn();
    const other = await hub.hub.district();
    const page = await visitor.get(`/in/${other.id}`);
    expect(page.text).not.toContain('Ada');
    expect(page.text).toContain('has not set up a way to sign in');
  });
});

describe('passwords', () => {
  it('are asked for anew after somebody else chose them, by a ticket that works once', async () => {
    await give('markup', 'fresh', 'handed out today', true);
    const { visitor, visit } = await signedIn('fresh', 'handed out today');
    expect(visit.status).toBe(200);
    expect(visit.text).toContain('Choose a new password');
    expect(visitor.cookies.has('rollbook_session')).toBe(false);
    const ticket = visitor.hidden('ticket');
    const change = (password: string, again = password) =>
      visitor.post(`${hub.path}/password/change`, { ticket, password, again, next: '/oauth/authorize?x=1' });
    expect((await change('otters')).text).toContain('at least 8 characters');
    expect((await change('calm green river', 'calm green rivers')).status).toBe(400);
    expect((await change('password123')).text).toContain('tried first');
    expect((await change('calm green river')).location).toBe('/oauth/authorize?x=1');
    expect((await change('calm blue river')).status).toBe(403);
    expect((await signedIn('fresh', 'handed out today')).visit.status).toBe(403);
    expect((await signedIn('fresh', 'calm green river')).visit.status).toBe(303);
  });

  it('end sessions, codes and tokens of the person when they are reset or removed', async () => {
    const { visitor } = await signedIn();
    const person = await hub.person('ada');
    const { store } = hub.hub;
    const row = {
      tokenHash: 'h1',
      id: 't1',
      applicationId: 'a',
      districtId: hub.district.id,
      personType: person.type,
      personId: person.id,
      scopes: [],
      authorizedBy: 'district' as const,
      created: 1,
      expires: 9e15,
    };
    await store.control.write((transaction) => transaction.insert('user_token', row));
    await give('ada', 'ada.marsh', GOOD);
    expect((await visitor.get(hub.path)).text).toContain('name="password"');
    expect((await store.control.get('user_token', { id: 't1' }))?.revokedAt).toBeGreaterThan(0);
    await removePassword(hub.hub.acting, { districtId: hub.district.id, person });
    expect((await signedIn()).visit.status).toBe(403);
    await give('ada', 'ada.marsh', GOOD);
    const listed = JSON.stringify(await findPassword(store, { districtId: hub.district.id, person }));
    expect(listed).toContain('ada.marsh');
    expect(listed).not.toContain('argon2');
    const rows = JSON.stringify(await store.control.find('login_password', {}));
    expect(rows).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(rows).not.toContain(GOOD);
    expect(JSON.stringify(await hub.audit('password.reset'))).not.toMatch(/ada\.marsh|otter/);
  });

  it('belong to one person each, of this roster', async () => {
    await expect(give('rtl', 'ADA.MARSH', 'twelve brown spoons')).rejects.toMatchObject({
      code: 'already_exists',
    });
    const nobody = { type: 'student', id: '0'.repeat(24) } as const;
    await expect(
      setPassword(hub.hub.acting, {
        districtId: hub.district.id,
        person: nobody,
        username: 'nobody',
        password: GOOD,
        mustChange: false,
      }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('login methods', () => {
  it('count from the next request on: disabled, then removed with its sessions', async () => {
    const of = { districtId: hub.district.id, id: methodId };
    const { visitor } = await signedIn();
    const before = hub.visitor();
    await before.get(hub.path);
    await updateLoginMethod(hub.hub.acting, of, { isEnabled: false });
    expect((await hub.visitor().get(hub.path)).text).not.toContain('name="password"');
    expect(
      (await before.post(`${hub.path}/password`, { username: 'ada.marsh', password: GOOD })).status,
    ).toBe(403);
    expect((await visitor.get(hub.path)).text).toContain('Hello');
    await removeLoginMethod(hub.hub.acting, of);
    expect((await visitor.get(hub.path)).text).not.toContain('Hello');
    await expect(
      addLoginMethod(hub.hub.acting, { districtId: hub.district.id, kind: 'saml' }),
    ).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('addresses that lead nowhere', () => {
  it('answer 404 with a page', async () => {
    for (const path of ['/in/0123456789abcdef01234567', '/in/nonsense', '/in/a/b/c', `${hub.path}/demo`]) {
      const visit = await hub.visitor().get(path);
      expect([path, visit.status, visit.headers.get('content-type')]).toEqual([
        path,
        404,
        'text/html; charset=utf-8',
      ]);
      expect(visit.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    const visitor = hub.visitor();
    const { id } = await hub.person('ada');
    await visitor.get(hub.path);
    expect((await visitor.post(`${hub.path}/demo`, { person: `student:${id}` })).status).toBe(404);
    expect(visitor.cookies.has('rollbook_session')).toBe(false);
  });
});
