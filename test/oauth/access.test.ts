import { beforeAll, describe, expect, it } from 'vitest';
import {
  createDistrict,
  type CreatedApplication,
  disconnect,
  proposeConnection,
  SHARE_EVERYTHING,
} from '../../src/directory/index.ts';
import { endImpersonationsIn, type Person } from '../../src/access/index.ts';
import { NOTHING_SHARED } from '../../src/sharing/index.ts';
import { findLaunchable } from '../../src/oauth/index.ts';
import { HubSessions } from '../../src/sign-in/index.ts';
import {
  CALLBACK,
  locationOf,
  pairsOf,
  type People,
  pkcePair,
  type Query,
  queryText,
  useOAuthHub,
} from './oauth-hub.ts';

const hub = useOAuthHub();
let people: People;

beforeAll(async () => {
  people = await hub.town();
});

const asked = (app: CreatedApplication, more: Query = {}): Query => ({
  response_type: 'code',
  client_id: app.clientId,
  redirect_uri: CALLBACK,
  district_id: people.districtId,
  state: 'st',
  ...more,
});

const as = (person: Person) => hub.signIn(people.districtId, person);

const isLetIn = async (app: CreatedApplication, person: Person, more: Query = {}) => {
  const to = locationOf(await hub.authorize(asked(app, more), await as(person)));
  expect(to.searchParams.get('code'), to.href).not.toBeNull();
};

const isKeptOut = async (app: CreatedApplication, person: Person, why: string) => {
  const page = await hub.authorize(asked(app), await as(person));
  expect(page.status).toBe(403);
  expect(page.headers.get('location')).toBeNull();
  const text = await page.text();
  expect(text).toContain('You cannot use this application');
  expect(text).not.toContain(why);
  const line = await hub.lastLine('oauth.authorize');
  expect(line).toMatchObject({ outcome: 'refused', chain: people.districtId, detail: { why } });
  const to = locationOf(await hub.authorize(asked(app, { return_unshared: 'true' }), await as(person)));
  expect(to.origin + to.pathname).toBe(CALLBACK);
  expect(to.searchParams.get('error')).toBe('unauthorized-user');
  expect(to.searchParams.get('error_description')).toBe('This person has no access to the application.');
  expect(to.searchParams.get('state')).toBe('st');
  expect(to.searchParams.get('iss')).toBe(hub.url);
  expect(to.searchParams.has('code')).toBe(false);
};

describe('access', () => {
  it('is for everybody who is shared', async () => {
    const app = await hub.connected(people.districtId);
    for (const person of [people.ada, people.tess, people.sam, people.admin]) await isLetIn(app, person);
  });

  it('needs a connection that is connected', async () => {
    const app = await hub.application();
    await isKeptOut(app, people.ada, 'not_connected');
    await proposeConnection(hub.acting, {
      districtId: people.districtId,
      applicationId: app.id,
      by: 'application',
      sharing: SHARE_EVERYTHING,
    });
    await isKeptOut(app, people.ada, 'not_connected');
  });

  it('ends with the connection, and so do codes', async () => {
    const app = await hub.connected(people.districtId);
    const code = await hub.code(asked(app), await as(people.ada));
    await disconnect(hub.acting, app.connectionId);
    await isKeptOut(app, people.ada, 'not_connected');
    expect((await hub.redeem(app, code)).status).toBe(400);
  });

  it('waits for the launch date, but for district admins', async () => {
    const app = await hub.connected(people.districtId, {}, { launchDate: '2030-01-01' });
    await isKeptOut(app, people.ada, 'not_launched');
    await isKeptOut(app, people.sam, 'not_launched');
    await isLetIn(app, people.admin);
  });

  it('is for the user types of the application', async () => {
    const app = await hub.connected(people.districtId, { userTypes: ['teacher'] });
    await isKeptOut(app, people.ada, 'user_type');
    await isKeptOut(app, people.admin, 'user_type');
    await isLetIn(app, people.tess);
  });

  it('is for whoever the district shares', async () => {
    const nothing = await hub.connected(people.districtId, {}, { sharing: NOTHING_SHARED });
    await isKeptOut(nothing, people.ada, 'not_shared');
    const section = await hub.store.roster
      .readFor(people.districtId, (await hub.store.districts.audiences(people.districtId))[0]?.id ?? '')
      .children('section.students', people.ada.id);
    const some = await hub.connected(
      people.districtId,
      {},
      { sharing: { ...NOTHING_SHARED, share: { kind: 'sections', sections: section } } },
    );
    await isLetIn(some, people.ada);
    await isLetIn(some, people.tess);
    for (const person of [people.bo, people.cy, people.theo, people.sam])
      await isKeptOut(some, person, 'not_shared');
  });

  it('is granted with application ∩ connection ∩ tier', async () => {
    const scopeOf = async (app: CreatedApplication) =>
      locationOf(
        await hub.authorize(asked(app, { scope: 'read:sis' }), await as(people.ada)),
      ).searchParams.get('scope');
    const narrow = await hub.connected(people.districtId, {}, { scopes: ['read:user_id'] });
    expect(await scopeOf(narrow)).toBe('read:user_id');
    const sso = await hub.connected(people.districtId, {
      tier: 'sso',
      scopes: ['read:sis', 'read:students_basic'],
    });
    expect(await scopeOf(sso)).toBe('read:students_basic');
  });

  it('flags an admin who looks through the eyes of somebody', async () => {
    const app = await hub.connected(people.districtId);
    const cookie = await hub.signIn(people.districtId, people.ada, { actorAccountId: 'a'.repeat(24) });
    const code = await hub.code(asked(app), cookie);
    expect(await hub.lastLine('oauth.authorize')).toMatchObject({ actor: `account:${'a'.repeat(24)}` });
    await hub.redeem(app, code);
    expect((await hub.lastLine('oauth.exchange')).detail).toMatchObject({
      person: `student:${people.ada.id}`,
      impersonated_by: `account:${'a'.repeat(24)}`,
    });
  });

  describe('what somebody opened as somebody else', () => {
    const HOUR_MS = 60 * 60_000;
    const admin = 'c'.repeat(24);
    const codeOf = async (app: CreatedApplication) => {
      const cookie = await hub.signIn(people.districtId, people.ada, { actorAccountId: admin });
      return hub.code(asked(app), cookie);
    };
    const tokenOf = async (app: CreatedApplication, code: string) =>
      (await (await hub.redeem(app, code)).json()) as { access_token: string; expires_in: number };
    const statusOf = async (token: string) =>
      (await hub.get('/me', { authorization: `Bearer ${token}` })).status;
    const end = () =>
      hub.store.control.write((transaction) => endImpersonationsIn(transaction, admin, hub.clock.now()));

    it('lasts as long as the session in the portal, at most', async () => {
      const app = await hub.connected(people.districtId);
      const code = await codeOf(app);
      const ends = hub.clock.now().getTime() + HOUR_MS / 2;
      await hub.store.control.write((transaction) =>
        transaction.update('hub_session', { actorAccountId: admin }, { ends }),
      );
      const { access_token, expires_in } = await tokenOf(app, code);
      expect(expires_in).toBeLessThanOrEqual(HOUR_MS / 2 / 1000);
      expect(expires_in).toBeGreaterThan(HOUR_MS / 2 / 1000 - 10);
      expect(await statusOf(access_token)).toBe(200);
    });

    it('ends with it, and so does a code that was not redeemed', async () => {
      const app = await hub.connected(people.districtId);
      const { access_token } = await tokenOf(app, await codeOf(app));
      const own = await hub.token(app, people.ada, people.districtId);
      expect(await statusOf(access_token)).toBe(200);
      const code = await codeOf(app);
      await end();
      expect(await statusOf(access_token)).toBe(401);
      expect((await hub.redeem(app, code)).status).toBe(400);
      // What Ada opened herself stays.
      expect(await statusOf(own)).toBe(200);
    });

    describe('through a session of the portal', () => {
      const sessions = () =>
        new HubSessions({
          store: hub.store,
          limits: { idleMs: HOUR_MS / 4, absoluteMs: 10 * HOUR_MS },
          isSecure: false,
        });
      /** A session as an admin, and what was opened through it and beside it. */
      const opened = async () => {
        const app = await hub.connected(people.districtId);
        const cookie = await hub.signIn(people.districtId, people.ada, { actorAccountId: admin });
        const { access_token } = await tokenOf(app, await hub.code(asked(app), cookie));
        const own = await hub.token(app, people.ada, people.districtId);
        expect([await statusOf(access_token), await statusOf(own)]).toEqual([200, 200]);
        return { cookie, statuses: async () => [await statusOf(access_token), await statusOf(own)] };
      };

      it('ends when somebody signs in with the same browser', async () => {
        const { cookie, statuses } = await opened();
        const { districtId, ada: person } = people;
        const of = { districtId, person, method: 'password', now: hub.clock.now() };
        await sessions().start({ ...of, cookieHeader: undefined });
        expect(await statuses()).toEqual([200, 200]);
        await sessions().start({ ...of, cookieHeader: cookie });
        expect(await statuses()).toEqual([401, 200]);
      });

      it('ends when the session was left alone', async () => {
        const { statuses } = await opened();
        const later = (ms: number) => new Date(hub.clock.now().getTime() + ms);
        await sessions().sweep(later(HOUR_MS / 5));
        expect(await statuses()).toEqual([200, 200]);
        await sessions().sweep(later(HOUR_MS / 3));
        expect(await statuses()).toEqual([401, 200]);
      });
    });

    it('is not begun when the session is over', async () => {
      const app = await hub.connected(people.districtId);
      const code = await codeOf(app);
      await hub.store.control.write((transaction) =>
        transaction.remove('hub_session', { actorAccountId: admin }),
      );
      const refused = await hub.redeem(app, code);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: 'invalid_grant' });
      expect((await hub.lastLine('oauth.exchange')).detail).toMatchObject({ why: 'impersonation_over' });
    });
  });
});

/** The hidden fields of a page's form. */
const fieldsOf = (page: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...page.matchAll(/<input\s+type="hidden"\s+name="([^"]*)"\s+value="([^"]*)"/g)].map(
      ([, name, value]) => [name ?? '', (value ?? '').replaceAll('&amp;', '&')],
    ),
  );

describe('"continue as …?"', () => {
  const decide = async (page: string, decision: string, cookie: string, more: Query = {}) =>
    hub.form('/oauth/authorize/decision', { ...fieldsOf(page), decision, ...more }, { cookie });

  it('is asked where the application says so, and continues', async () => {
    const app = await hub.connected(people.districtId);
    const cookie = await as(people.ada);
    const response = await hub.authorize(asked(app, { confirmed: 'false' }), cookie);
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('Continue as First ada Last ada');
    expect(response.headers.get('content-security-policy')).toContain("form-action 'self' https:;");
    const done = await decide(page, 'continue', cookie);
    expect(done.status).toBe(303);
    expect(locationOf(done).searchParams.get('code')).not.toBeNull();
    expect(locationOf(done).searchParams.get('state')).toBe('st');
  });

  it('signs the other person out on "not me"', async () => {
    const app = await hub.connected(people.districtId);
    const cookie = await as(people.ada);
    const page = await (await hub.authorize(asked(app, { confirmed: 'false' }), cookie)).text();
    const done = await decide(page, 'leave', cookie);
    expect(done.status).toBe(303);
    expect(locationOf(done).pathname).toBe(`/in/${people.districtId}`);
    expect(locationOf(done).searchParams.get('next')).toContain('/oauth/authorize?');
    expect(locationOf(await hub.authorize(asked(app), cookie)).pathname).toBe(`/in/${people.districtId}`);
    expect(await hub.lastLine('session.ended')).toMatchObject({ detail: { why: 'not_me' } });
  });

  it('takes no form of another session, another request, or none', async () => {
    const app = await hub.connected(people.districtId);
    const cookie = await as(people.ada);
    const other = await as(people.bo);
    const page = await (await hub.authorize(asked(app, { confirmed: 'false' }), cookie)).text();
    for (const response of [
      await decide(page, 'continue', other),
      await decide(page, 'continue', cookie, { form_token: '' }),
      await decide(page, 'continue', cookie, { query: `${fieldsOf(page)['query'] ?? ''}&state=evil` }),
      await decide(page, 'continue', cookie, { path: '/oauth/instant-login' }),
      await decide(page, 'nonsense', cookie),
      await hub.json('/oauth/authorize/decision', { decision: 'leave' }, { cookie }),
    ]) {
      expect(response.status).toBe(400);
      expect(response.headers.get('location')).toBeNull();
    }
    // "Not me" without the form's token signs nobody out.
    expect((await decide(page, 'leave', cookie, { form_token: 'x' })).status).toBe(400);
    expect(locationOf(await hub.authorize(asked(app), cookie)).searchParams.has('code')).toBe(true);
    expect((await decide(page, 'continue', '')).status).toBe(303);
  });

  it('is asked when the sign-in is old, unless the person comes from the portal', async () => {
    const app = await hub.connected(people.districtId);
    const old = await hub.signIn(people.districtId, people.ada, { createdAgoMs: 61 * 60_000 });
    expect((await hub.authorize(asked(app), old)).status).toBe(200);
    expect((await hub.authorize(asked(app, { confirmed: 'true' }), old)).status).toBe(302);
  });

  it('writes what it is told as text', async () => {
    const app = await hub.connected(people.districtId, { name: '<script>alert(1)</script>' });
    const query = asked(app, { confirmed: 'false', state: '"><script>alert(2)</script>' });
    const page = await (await hub.authorize(query, await as(people.ada))).text();
    expect(page).not.toContain('<script>');
  });
});

describe('an application that a teacher authorizes', () => {
  const library = () => hub.application({ tier: 'library' });
  const decide = async (page: string, decision: string, cookie: string) =>
    hub.form('/oauth/authorize/decision', { ...fieldsOf(page), decision }, { cookie });

  it('lists what it is told, and is authorized by the teacher', async () => {
    const app = await library();
    await isKeptOut(app, people.ada, 'no_teacher');
    const cookie = await as(people.tess);
    const page = await (await hub.authorize(asked(app), cookie)).text();
    expect(page).toMatch(/last name \(first letter only\)/);
    expect(page).toContain('About your classes');
    expect(page.split('About the students')[1]?.split('</dd>')[0]).not.toContain('email');

    const done = locationOf(await decide(page, 'allow', cookie));
    expect(done.searchParams.get('code')).not.toBeNull();
    expect(await hub.lastLine('application.teacher_authorized')).toMatchObject({
      actor: `teacher:${people.tess.id}`,
      subject: `application:${app.id}`,
      chain: people.districtId,
    });
    // Not asked twice.
    await isLetIn(app, people.tess);
    // Her student gets in, that of another teacher and one without a class do not.
    await isLetIn(app, people.ada);
    await isKeptOut(app, people.bo, 'no_teacher');
    await isKeptOut(app, people.cy, 'no_teacher');
    await isKeptOut(app, people.admin, 'user_type');
    const other = await hub.authorize(asked(app), await as(people.theo));
    expect(other.status).toBe(200);
  });

  it('is told who declined', async () => {
    const app = await library();
    const cookie = await as(people.tess);
    const page = await (await hub.authorize(asked(app), cookie)).text();
    const to = locationOf(await decide(page, 'deny', cookie));
    expect(to.searchParams.get('error')).toBe('access_denied');
    expect(to.searchParams.get('state')).toBe('st');
    expect(await hub.store.control.count('teacher_authorization', { applicationId: app.id })).toBe(0);
  });

  it('is not authorized by somebody who looks through the eyes of a teacher', async () => {
    const app = await library();
    const cookie = await hub.signIn(people.districtId, people.tess, { actorAccountId: 'b'.repeat(24) });
    expect((await hub.authorize(asked(app), cookie)).status).toBe(403);
    expect(await hub.store.control.count('teacher_authorization', { applicationId: app.id })).toBe(0);
  });

  it('gives tokens that are marked, and read the own classes', async () => {
    const app = await library();
    const cookie = await as(people.tess);
    await decide(await (await hub.authorize(asked(app), cookie)).text(), 'allow', cookie);
    const token = await hub.token(app, people.tess, people.districtId);
    const authorization = `Bearer ${token}`;
    const me = (await (await hub.get('/me', { authorization })).json()) as { data: Record<string, unknown> };
    expect(me.data['authorized_by']).toBe('teacher');
    const sections = await hub.get(`/v1.1/teachers/${people.tess.id}/sections`, { authorization });
    expect(((await sections.json()) as { data: unknown[] }).data).toHaveLength(1);
  });

  it('yields to a connection of the district', async () => {
    const app = await hub.connected(people.districtId, { tier: 'library' }, { sharing: NOTHING_SHARED });
    await isKeptOut(app, people.tess, 'not_shared');
    const whole = await hub.connected(people.districtId, { tier: 'library' });
    await isLetIn(whole, people.cy);
    const code = await hub.code(asked(whole), await as(people.cy));
    await hub.redeem(whole, code);
    expect((await hub.lastLine('oauth.exchange')).detail).toMatchObject({ authorized_by: 'district' });
  });
});

describe('a login that starts here', () => {
  const link = (app: CreatedApplication, more: Query = {}): Query => ({
    client_id: app.clientId,
    district_id: people.districtId,
    ...more,
  });
  const open = (query: Parameters<typeof hub.authorize>[0], cookie?: string) =>
    hub.authorize(query, cookie, '/oauth/instant-login');

  it('goes to the primary address with code and scope and no state', async () => {
    const app = await hub.connected(people.districtId, { redirectUris: [CALLBACK, `${CALLBACK}/second`] });
    const more = { state: 'forged', redirect_uri: `${CALLBACK}/second`, response_type: 'token' };
    const to = locationOf(await open(link(app, more), await as(people.ada)));
    expect(to.origin + to.pathname).toBe(CALLBACK);
    expect([...to.searchParams.keys()]).toEqual(['code', 'scope', 'iss']);
    const code = to.searchParams.get('code') ?? '';
    expect((await hub.redeem(app, code)).status).toBe(200);
  });

  it('asks for a login first, and comes back', async () => {
    const app = await hub.connected(people.districtId);
    const to = locationOf(await open(link(app)));
    expect(to.pathname).toBe(`/in/${people.districtId}`);
    const next = to.searchParams.get('next') ?? '';
    expect(next.startsWith('/oauth/instant-login?')).toBe(true);
    const cookie = await as(people.ada);
    expect(locationOf(await hub.get(next, { cookie })).searchParams.has('code')).toBe(true);
  });

  it('shows a page for a district that is not connected, or tells the application', async () => {
    const app = await hub.application();
    expect((await open(link(app), await as(people.ada))).status).toBe(403);
    const to = locationOf(await open(link(app, { return_unshared: 'true' }), await as(people.ada)));
    expect(to.origin + to.pathname).toBe(CALLBACK);
    expect(to.searchParams.get('error')).toBe('unauthorized-user');
  });

  it('goes through the picker and back to the link', async () => {
    const app = await hub.connected(people.districtId);
    const to = locationOf(await open({ client_id: app.clientId }));
    expect(to.pathname).toBe('/oauth/district-picker');
    const page = await (
      await hub.get(`${to.pathname}${to.search}&school_district=${people.districtId}`)
    ).text();
    const href = /href="(\/oauth\/instant-login\?[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const cookie = await as(people.ada);
    expect(locationOf(await hub.get(href, { cookie })).searchParams.has('code')).toBe(true);
  });

  it('opens an application that needs PKCE without a code', async () => {
    const app = await hub.connected(people.districtId, {
      isPublic: true,
      redirectUris: ['clever-0a1b2c://oauth', CALLBACK],
    });
    const response = await open(link(app), await as(people.ada));
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('clever-0a1b2c://oauth');
    const unshared = await hub.connected(people.districtId, { isPublic: true }, { sharing: NOTHING_SHARED });
    expect((await open(link(unshared), await as(people.ada))).status).toBe(403);
  });

  it('confirms for an application with a scheme of its own', async () => {
    const app = await hub.connected(people.districtId, {
      isPublic: true,
      redirectUris: ['clever-0a1b2c://oauth'],
    });
    const pkce = { code_challenge: pkcePair().challenge, code_challenge_method: 'S256' };
    const query = asked(app, { ...pkce, redirect_uri: 'clever-0a1b2c://oauth', confirmed: 'false' });
    const page = await hub.authorize(query, await as(people.ada));
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' clever-0a1b2c:;");
  });

  it('refuses unknown applications and what is written twice', async () => {
    const app = await hub.connected(people.districtId);
    expect((await open({ client_id: 'x', district_id: people.districtId })).status).toBe(400);
    expect((await open([...pairsOf(link(app)), ['district_id', 'x']])).status).toBe(400);
  });

  it('is offered on the portal for what the person can use', async () => {
    const town = await hub.town();
    const shared = await hub.connected(town.districtId, { name: 'Shared' });
    await hub.connected(town.districtId, { name: 'Hidden' }, { sharing: NOTHING_SHARED });
    await hub.connected(town.districtId, { name: 'Later' }, { launchDate: '2030-01-01' });
    await hub.connected(town.districtId, { name: 'Teachers', userTypes: ['teacher'] });
    await hub.connected(people.districtId, { name: 'Elsewhere' });
    const parts = { store: hub.store, now: hub.clock.now };
    const found = await findLaunchable(parts, {
      districtId: town.districtId,
      person: town.ada,
    });
    expect(found.map(({ application }) => application.name)).toEqual(['Shared']);
    const cookie = await hub.signIn(town.districtId, town.ada);
    const to = locationOf(await hub.get(found[0]?.path ?? '', { cookie }));
    expect(to.searchParams.has('code')).toBe(true);
    expect(shared.redirectUris[0]).toBe(to.origin + to.pathname);
  });
});

describe('the district picker', () => {
  it('finds a district by the beginnings of words, and by its id', async () => {
    const id = 'abcdefabcdefabcdefabcdef';
    await createDistrict(hub.acting, { name: 'Öster Harbor–Point Unified', id });
    const app = await hub.connected(people.districtId);
    const query = new URLSearchParams(queryText(asked(app, { district_id: undefined, scope: 'a b' })));
    const search = async (text: string) => {
      const path = `/oauth/district-picker?${query.toString()}&school_district=${encodeURIComponent(text)}`;
      return (await hub.get(path)).text();
    };
    for (const text of ['harbor', 'oster', 'POINT uni', id, ` ${id} `]) {
      const page = await search(text);
      expect(page).toContain('Öster Harbor–Point Unified');
      const href = /href="(\/oauth\/authorize\?[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const link = new URL(href, hub.url).searchParams;
      expect(link.get('district_id')).toBe(id);
      for (const [name, value] of query) expect(link.get(name)).toBe(value);
      expect(link.has('school_district')).toBe(false);
    }
    for (const text of ['arbor', 'h', '', '%', 'zzz', 'f'.repeat(24)]) {
      const page = await search(text);
      expect(page).not.toContain('Öster');
    }
    expect(await search('"><script>')).not.toContain('<script>');
  });

  it('slows whoever searches without end', async () => {
    const search = () => hub.get('/oauth/district-picker?school_district=harbor');
    let last = await search();
    for (let n = 0; n < 620 && last.status !== 429; n++) last = await search();
    expect(last.status).toBe(429);
    expect((await hub.get('/oauth/district-picker')).status).toBe(200);
    hub.clock.advance(60_000);
    expect((await search()).status).toBe(200);
  });
});
