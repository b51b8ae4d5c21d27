import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CreatedApplication } from '../../src/directory/index.ts';
import {
  CALLBACK,
  locationOf,
  type Pairs,
  pairsOf,
  type People,
  pkcePair,
  type Query,
  queryText,
  useOAuthHub,
} from './oauth-hub.ts';

const hub = useOAuthHub();
let people: People;
let other: People;
let app: CreatedApplication;
let cookie: string;

beforeAll(async () => {
  people = await hub.town();
  other = await hub.town();
  app = await hub.connected(people.districtId, { redirectUris: [CALLBACK, `${CALLBACK}?from=hub`] });
  cookie = await hub.signIn(people.districtId, people.ada);
});

const asked = (more: Query = {}): Query => ({
  response_type: 'code',
  client_id: app.clientId,
  redirect_uri: CALLBACK,
  ...more,
});

const isOurPage = async (response: Response, status = 400): Promise<string> => {
  expect(response.status).toBe(status);
  expect(response.headers.get('location')).toBeNull();
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('referrer-policy')).toBe('same-origin');
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  return response.text();
};

describe('a login that succeeds', () => {
  it('redirects with code, scope, state and iss, and nothing else', async () => {
    const state = 'a b&c=d/ü+#?';
    const response = await hub.authorize(asked({ state }), cookie);
    expect(response.status).toBe(302);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const to = locationOf(response);
    expect(to.origin + to.pathname).toBe(CALLBACK);
    expect([...to.searchParams.keys()]).toEqual(['code', 'scope', 'state', 'iss']);
    expect(to.searchParams.get('code')).toMatch(/^[0-9a-f]{40}$/);
    expect(to.searchParams.get('state')).toBe(state);
    expect(to.searchParams.get('iss')).toBe(hub.url);
    expect(to.searchParams.get('scope')).toContain('read:sis');
    expect(response.headers.get('location')).toMatch(/&scope=read%3A[a-z_]+%20read%3A/);
  });

  it('invents no state', async () => {
    const to = locationOf(await hub.authorize(asked(), cookie));
    expect(to.searchParams.has('state')).toBe(false);
  });

  it('takes a slash at the end', async () => {
    const to = locationOf(await hub.authorize(asked(), cookie, '/oauth/authorize/'));
    expect(to.searchParams.get('code')).not.toBeNull();
  });

  it('appends to an address that has a query', async () => {
    const redirectUri = `${CALLBACK}?from=hub`;
    const response = await hub.authorize(asked({ redirect_uri: redirectUri }), cookie);
    expect(response.headers.get('location')?.startsWith(`${redirectUri}&code=`)).toBe(true);
  });

  it('goes to the primary address where none is named', async () => {
    const to = locationOf(await hub.authorize(asked({ redirect_uri: undefined }), cookie));
    expect(to.origin + to.pathname).toBe(CALLBACK);
    expect(to.searchParams.get('code')).not.toBeNull();
  });

  it('ignores what it does not know, and what was asked of scopes', async () => {
    const plain = locationOf(await hub.authorize(asked(), cookie));
    const more = asked({
      ...{
        prompt: 'login',
        access_type: 'offline',
        nonce: 'n',
        skip: '1',
        sdk_version: '2',
        error_please: 'true',
      },
      ...{ scope: 'openid profile read:user_id', channel: 'clever', user_type: 'teacher' },
    });
    const to = locationOf(await hub.authorize(more, cookie));
    expect(to.searchParams.get('scope')).toBe(plain.searchParams.get('scope'));
    const line = await hub.lastLine('oauth.authorize');
    expect(line).toMatchObject({
      outcome: 'ok',
      actor: `student:${people.ada.id}`,
      subject: `application:${app.id}`,
    });
    expect(line.detail).toMatchObject({
      requested: ['openid', 'profile', 'read:user_id'],
      channel: 'clever',
    });
  });

  it('issues nothing on HEAD', async () => {
    const before = (await hub.lines('oauth.authorize')).length;
    const status = await new Promise<number | undefined>((resolve) => {
      const path = `/oauth/authorize?response_type=code&client_id=${app.clientId}`;
      const call = request(hub.url + path, { method: 'HEAD', headers: { cookie } }, (res) => {
        res.resume();
        resolve(res.statusCode);
      });
      call.end();
    });
    expect(status).toBe(404);
    expect((await hub.lines('oauth.authorize')).length).toBe(before);
  });

  it('leaves neither code nor session in the store or the ledger', async () => {
    const code = await hub.code(asked(), cookie);
    const rows = JSON.stringify([
      await hub.store.control.find('authorization_code', {}),
      await hub.store.control.find('audit', {}),
    ]);
    expect(rows).not.toContain(code);
    expect(rows).not.toContain(cookie.split('=')[1]);
  });
});

describe('client and address', () => {
  it('tells of an unknown application on a page of its own', async () => {
    for (const clientId of ['00000000000000000000', '', "'--", app.id])
      await isOurPage(await hub.authorize(asked({ client_id: clientId }), cookie));
    await isOurPage(await hub.authorize({ response_type: 'code', redirect_uri: CALLBACK }, cookie));
    const line = await hub.lastLine('oauth.authorize');
    expect(line).toMatchObject({ outcome: 'refused', detail: { error: 'unknown_client' } });
  });

  it('tells of a disabled application as of an unknown one', async () => {
    const disabled = await hub.connected(people.districtId);
    await hub.store.control.write((transaction) =>
      transaction.update('application', { id: disabled.id }, { state: 'disabled' }),
    );
    const page = await isOurPage(await hub.authorize(asked({ client_id: disabled.clientId }), cookie));
    expect(page).toContain('We do not know this application');
    expect(page).not.toContain(disabled.name);
  });

  it.each([
    ['another path below', `${CALLBACK}/more`],
    ['a shorter one', CALLBACK.slice(0, -1)],
    ['a slash at the end', `${CALLBACK}/`],
    ['another query', `${CALLBACK}?next=https://evil.example.net`],
    ['a fragment', `${CALLBACK}#x`],
    ['another case of the host', CALLBACK.replace('reader', 'READER')],
    ['another case of the path', CALLBACK.replace('callback', 'Callback')],
    ['another scheme', CALLBACK.replace('https', 'http')],
    ['a port', CALLBACK.replace('.org', '.org:443')],
    ['another port', CALLBACK.replace('.org', '.org:8443')],
    ['credentials', CALLBACK.replace('https://', 'https://reader.example.org@evil.example.net/')],
    ['credentials before the host', CALLBACK.replace('https://', 'https://evil@')],
    ['a longer host', CALLBACK.replace('.org', '.org.evil.example.net')],
    ['a host below', CALLBACK.replace('https://', 'https://evil.')],
    ['letters that look alike', CALLBACK.replace('reader', 'r\u0435ader')],
    ['punycode of them', CALLBACK.replace('reader.example.org', 'xn--rader-3of.example.org')],
    ['steps up', `${CALLBACK}/../callback`],
    ['an encoded letter', CALLBACK.replace('callback', '%63allback')],
    ['backslashes', CALLBACK.replaceAll('/', '\\')],
    ['no scheme', CALLBACK.replace('https:', '')],
    ['white space before it', ` ${CALLBACK}`],
    ['a line break', `${CALLBACK}\r\nSet-Cookie: a=b`],
    ['a zero byte', `${CALLBACK}\0`],
    ['javascript', 'javascript:alert(1)'],
    ['two of them in one', `${CALLBACK},https://evil.example.net`],
  ])('follows no address with %s', async (_what, redirectUri) => {
    const page = await isOurPage(await hub.authorize(asked({ redirect_uri: redirectUri }), cookie));
    expect(page).not.toContain('evil');
    expect(await hub.lastLine('oauth.authorize')).toMatchObject({
      outcome: 'refused',
      detail: { error: 'unknown_redirect_uri' },
    });
  });

  it('follows no registered address of another application', async () => {
    const evil = await hub.connected(people.districtId, { redirectUris: ['https://evil.example.net/cb'] });
    expect(evil.redirectUris).toHaveLength(1);
    await isOurPage(await hub.authorize(asked({ redirect_uri: 'https://evil.example.net/cb' }), cookie));
  });

  it('goes nowhere where client or address are written twice', async () => {
    const twice = (name: string, value: string): Pairs => [...pairsOf(asked()), [name, value]];
    for (const [name, value] of [
      ['redirect_uri', 'https://evil.example.net/cb'],
      ['redirect_uri', CALLBACK],
      ['client_id', app.clientId],
    ] as const)
      await isOurPage(await hub.authorize(twice(name, value), cookie));
  });

  it('has no way to go where none is registered', async () => {
    const bare = await hub.connected(people.districtId, { redirectUris: [] });
    await isOurPage(await hub.authorize({ response_type: 'code', client_id: bare.clientId }, cookie));
    await isOurPage(await hub.authorize(asked({ client_id: bare.clientId }), cookie));
  });

  it('says the same of broken links to people who are signed in and to others', async () => {
    const clean = (page: string) => page.replace(/<code>.*<\/code>/, '');
    const query = asked({ redirect_uri: 'https://evil.example.net' });
    expect(clean(await (await hub.authorize(query)).text())).toBe(
      clean(await (await hub.authorize(query, cookie)).text()),
    );
  });
});

describe('what an application is told by a redirect', () => {
  const errorOf = async (query: Query | Pairs) => {
    const response = await hub.authorize(query, cookie);
    expect(response.status).toBe(302);
    const to = locationOf(response);
    expect(to.origin + to.pathname).toBe(CALLBACK);
    expect(to.searchParams.has('code')).toBe(false);
    return to;
  };

  it.each(['code token', 'id_token', 'CODE', 'code id_token'])(
    'the response type %s',
    async (responseType) => {
      const to = await errorOf(asked({ response_type: responseType, state: 's1' }));
      expect(to.searchParams.get('error')).toBe('unsupported_response_type');
      expect(to.searchParams.get('error_description')).not.toBe('');
      expect(to.searchParams.get('state')).toBe('s1');
      expect(to.searchParams.get('iss')).toBe(hub.url);
    },
  );

  it('the implicit grant is refused, in the fragment where its clients look', async () => {
    const to = await errorOf(asked({ response_type: 'token', state: 's1' }));
    expect(to.search).toBe('');
    const said = new URLSearchParams(to.hash.slice(1));
    expect(said.get('error')).toBe('unsupported_response_type');
    expect(said.get('error_description')).not.toBeNull();
    expect(said.get('state')).toBe('s1');
    expect(said.has('access_token')).toBe(false);
  });

  it.each([
    ['no response type', { response_type: undefined }],
    ['another response mode', { response_mode: 'fragment' }],
    ['a form as response mode', { response_mode: 'form_post' }],
    ['plain PKCE', { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }],
    ['PKCE without a method, which is plain', { code_challenge: 'a'.repeat(43) }],
    ['a method without a challenge', { code_challenge_method: 'S256' }],
    ['a challenge that cannot be one', { code_challenge: 'short', code_challenge_method: 'S256' }],
    ['a method in small letters', { code_challenge: 'a'.repeat(43), code_challenge_method: 's256' }],
  ])('%s is an invalid request', async (_what, more) => {
    const to = await errorOf(asked({ ...more, state: 's1' }));
    expect(to.searchParams.get('error')).toBe('invalid_request');
    expect(to.searchParams.get('state')).toBe('s1');
  });

  it.each(['state', 'response_type', 'district_id', 'code_challenge', 'scope', 'confirmed'])(
    '%s twice is an invalid request',
    async (name) => {
      const to = await errorOf([...pairsOf(asked()), [name, 'one'], [name, 'two']]);
      expect(to.searchParams.get('error')).toBe('invalid_request');
      expect(to.searchParams.has('state')).toBe(false);
    },
  );

  it('an application without a secret must use PKCE', async () => {
    const open = await hub.connected(people.districtId, { isPublic: true });
    const to = await errorOf(asked({ client_id: open.clientId }));
    expect(to.searchParams.get('error')).toBe('invalid_request');
    const pkce = { code_challenge: pkcePair().challenge, code_challenge_method: 'S256' };
    const response = await hub.authorize(asked({ client_id: open.clientId, ...pkce }), cookie);
    expect(locationOf(response).searchParams.get('code')).not.toBeNull();
  });
});

describe('district and session', () => {
  const loginOf = (response: Response) => {
    expect(response.status).toBe(302);
    const to = locationOf(response);
    return { path: to.pathname, next: to.searchParams.get('next') ?? '' };
  };

  it('sends whoever is not signed in to the login of the district, and back to the same request', async () => {
    const query = asked({ district_id: people.districtId, state: 'x y&z' });
    const { path, next } = loginOf(await hub.authorize(query));
    expect(path).toBe(`/in/${people.districtId}`);
    expect(next.startsWith('/oauth/authorize?')).toBe(true);
    const to = locationOf(await hub.get(next, { cookie }));
    expect(to.searchParams.get('state')).toBe('x y&z');
    expect(to.searchParams.get('code')).not.toBeNull();
  });

  it.each([
    ['a foreign cookie', 'rollbook_session=rbs_nonsense'],
    ['a cookie that is sent twice', 'twice'],
    ['the name for https', 'host'],
  ])('takes %s for no session', async (what, text) => {
    const value = cookie.split('=')[1] ?? '';
    const sent =
      text === 'twice' ? `${cookie}; ${cookie}` : text === 'host' ? `__Host-rollbook_session=${value}` : text;
    expect(what).not.toBe('');
    const { path } = loginOf(await hub.authorize(asked({ district_id: people.districtId }), sent));
    expect(path).toBe(`/in/${people.districtId}`);
  });

  it('ends a session of another district and asks for a login in the right one', async () => {
    const foreign = await hub.signIn(other.districtId, other.tess);
    const query = asked({ district_id: people.districtId });
    expect(loginOf(await hub.authorize(query, foreign)).path).toBe(`/in/${people.districtId}`);
    // It is gone for its own district as well.
    const own = { ...query, district_id: other.districtId };
    expect(loginOf(await hub.authorize(own, foreign)).path).toBe(`/in/${other.districtId}`);
    expect(await hub.lastLine('session.ended')).toMatchObject({
      chain: other.districtId,
      subject: `teacher:${other.tess.id}`,
      detail: { why: 'other_district' },
    });
  });

  it('asks for the district where neither request nor session names one', async () => {
    for (const districtId of [undefined, 'f'.repeat(24), 'nonsense']) {
      const to = locationOf(await hub.authorize(asked({ district_id: districtId, state: 's9' })));
      expect(to.pathname).toBe('/oauth/district-picker');
      expect(to.searchParams.get('state')).toBe('s9');
      expect(to.searchParams.get('redirect_uri')).toBe(CALLBACK);
      expect(to.searchParams.has('district_id')).toBe(false);
    }
  });

  it('reads the session alone: nothing in the request names the person', async () => {
    const more = {
      user_id: people.bo.id,
      person: people.bo.id,
      id: people.bo.id,
      type: 'student',
      login_hint: 'bo',
    };
    const code = await hub.code({ client_id: app.clientId, redirect_uri: CALLBACK, ...more }, cookie);
    const body = (await (await hub.redeem(app, code)).json()) as { access_token: string };
    const me = await hub.get('/me', { authorization: `Bearer ${body.access_token}` });
    expect(((await me.json()) as { data: { id: string } }).data.id).toBe(people.ada.id);
  });

  it('lets a session end after two idle hours, and after ten in any case', async () => {
    const HOUR = 60 * 60 * 1000;
    const query = asked({ district_id: people.districtId, confirmed: 'true' });
    const session = await hub.signIn(people.districtId, people.ada);
    for (let hour = 0; hour < 9; hour++) {
      hub.clock.advance(HOUR);
      expect(locationOf(await hub.authorize(query, session)).searchParams.get('code')).not.toBeNull();
    }
    hub.clock.advance(HOUR);
    expect(loginOf(await hub.authorize(query, session)).path).toBe(`/in/${people.districtId}`);
    const idle = await hub.signIn(people.districtId, people.ada);
    hub.clock.advance(2 * HOUR);
    expect(loginOf(await hub.authorize(query, idle)).path).toBe(`/in/${people.districtId}`);
  });
});

describe('the name of the server', () => {
  const withHost = (host: string) =>
    new Promise<string>((resolve, reject) => {
      const query = queryText(asked({ confirmed: 'true' }));
      const call = request(`${hub.url}/oauth/authorize?${query}`, { headers: { cookie, host } }, (res) => {
        res.resume();
        resolve(res.headers.location ?? '');
      });
      call.on('error', reject);
      call.end();
    });

  it('is taken from no Host header but that of the own machine', async () => {
    cookie = await hub.signIn(people.districtId, people.ada);
    expect(await withHost('localhost:3000')).toContain(`iss=${encodeURIComponent('http://localhost:3000')}`);
    for (const host of ['evil.example.net', 'localhost.evil.example.net', 'localhost:3000@evil.example.net'])
      expect(await withHost(host)).not.toMatch(/iss=|evil/);
  });

  it('is what the operator says', async () => {
    await hub.start({ baseUrl: 'https://hub.example.org' });
    const https = cookie.replace('rollbook_session', '__Host-rollbook_session');
    const to = locationOf(await hub.authorize(asked(), https));
    expect(to.searchParams.get('iss')).toBe('https://hub.example.org');
    // Over https the plain name is nobody's.
    expect(locationOf(await hub.authorize(asked(), cookie)).pathname).toBe('/oauth/district-picker');
    await hub.start();
  });
});
