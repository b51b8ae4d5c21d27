import Fastify from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  acceptScopes,
  changeSharing,
  createConnection,
  disconnect,
  proposeConnection,
  rotateToken,
  updateApplication,
} from '../../src/directory/index.ts';
import { Authenticator } from '../../src/access/index.ts';
import { oauthSurface } from '../../src/http/index.ts';
import { BUCKETS, FixedWindows } from '../../src/limits/index.ts';
import { HubSessions } from '../../src/sign-in/index.ts';
import { NOTHING_SHARED } from '../../src/sharing/index.ts';
import { basic, CALLBACK, locationOf, type People, useOAuthHub } from './oauth-hub.ts';

const hub = useOAuthHub();
let people: People;
let other: People;

beforeAll(async () => {
  people = await hub.town();
  other = await hub.town();
});

interface Listed {
  readonly data: readonly {
    readonly id: string;
    readonly created: string;
    readonly owner: { readonly type: string; readonly id: string };
    readonly access_token: string;
    readonly scopes: readonly string[];
  }[];
  readonly links: readonly { readonly rel: string; readonly uri: string }[];
}

type App = Awaited<ReturnType<typeof hub.connected>>;

const authorizationOf = ({ clientId, clientSecret }: Pick<App, 'clientId' | 'clientSecret'>) => ({
  authorization: basic(clientId, clientSecret),
});

const list = async (app: Pick<App, 'clientId' | 'clientSecret'>, path = '/oauth/tokens'): Promise<Listed> => {
  const response = await hub.get(path, authorizationOf(app));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return (await response.json()) as Listed;
};

const errorOf = async (response: Response) => {
  const body = (await response.json()) as Record<string, unknown>;
  expect(Object.keys(body)).toEqual(['error', 'error_description']);
  return [response.status, body['error']];
};

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const statusOf = async (token: string, path = '/me') => (await hub.get(path, bearer(token))).status;

describe('the list of district tokens', () => {
  it('has the shape that clients read, and the token that was shown', async () => {
    const app = await hub.connected(people.districtId);
    const path = '/oauth/tokens?owner_type=district';
    const { data, links } = await list(app, path);
    expect(links).toEqual([{ rel: 'self', uri: path }]);
    expect(data).toHaveLength(1);
    const [row] = data;
    expect(Object.keys(row ?? {})).toEqual(['id', 'created', 'owner', 'access_token', 'scopes']);
    expect(row?.id).toMatch(/^[0-9a-f]{24}$/);
    expect(row?.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(row?.owner).toEqual({ type: 'district', id: people.districtId });
    expect(row?.access_token).toBe(app.token);
    expect(row?.scopes).toContain('read:sis');
    expect(await statusOf(app.token, '/v1.1/students')).toBe(200);
  });

  it.each([
    '/oauth/tokens',
    '/oauth/tokens/',
    '/oauth/tokens/?owner_type=district',
    '/oauth/tokens?owner_type=&district=',
    '/oauth/tokens?unknown=1&owner_type=district',
  ])('%s names itself', async (path) => {
    const { data, links } = await list(await hub.connected(people.districtId), path);
    expect(data).toHaveLength(1);
    expect(links).toEqual([{ rel: 'self', uri: path }]);
  });

  it('narrows to a district, and is empty where nothing matches', async () => {
    const app = await hub.connected(people.districtId);
    await createConnection(hub.acting, { districtId: other.districtId, applicationId: app.id });
    const all = await list(app);
    expect(all.data.map(({ owner }) => owner.id)).toEqual([people.districtId, other.districtId]);
    expect([...all.data].sort((a, b) => (a.created < b.created ? -1 : 1))).toEqual(all.data);
    const one = await list(app, `/oauth/tokens?owner_type=district&district=${other.districtId}`);
    expect(one.data.map(({ owner }) => owner.id)).toEqual([other.districtId]);
    for (const id of ['f'.repeat(24), 'nonsense', "'", people.ada.id])
      expect((await list(app, `/oauth/tokens?district=${encodeURIComponent(id)}`)).data).toEqual([]);
  });

  it('holds only what is connected, and nobody else’s', async () => {
    const app = await hub.connected(people.districtId);
    const stranger = await hub.connected(other.districtId);
    await proposeConnection(hub.acting, {
      districtId: other.districtId,
      applicationId: app.id,
      by: 'application',
    });
    expect((await list(app)).data).toHaveLength(1);
    expect(JSON.stringify(await list(app))).not.toContain(stranger.token);
    await disconnect(hub.acting, app.connectionId);
    expect((await list(app)).data).toEqual([]);
    expect(await statusOf(app.token, '/v1.1/students')).toBe(401);
  });

  it('shows the new token after a rotation, with the same id', async () => {
    const app = await hub.connected(people.districtId);
    const [before] = (await list(app)).data;
    const { token } = await rotateToken(hub.acting, app.connectionId);
    const [after] = (await list(app)).data;
    expect(after?.access_token).toBe(token);
    expect(after?.access_token).not.toBe(before?.access_token);
    expect(after?.id).toBe(before?.id);
  });

  it('tells application ∩ connection ∩ tier', async () => {
    const app = await hub.connected(people.districtId);
    await acceptScopes(hub.acting, app.connectionId, ['read:user_id', 'read:sis']);
    expect((await list(app)).data[0]?.scopes).toEqual(['read:user_id', 'read:sis']);
    await updateApplication(hub.acting, app.id, { scopes: ['read:sis'] }, () => Promise.resolve());
    expect((await list(app)).data[0]?.scopes).toEqual(['read:sis']);
  });

  it('is for the application alone', async () => {
    const app = await hub.connected(people.districtId);
    const open = await hub.connected(people.districtId, { isPublic: true });
    const { clientId, clientSecret } = app;
    for (const headers of [
      {},
      authorizationOf({ clientId, clientSecret: '0'.repeat(40) }),
      authorizationOf({ clientId: '0'.repeat(20), clientSecret }),
      authorizationOf({ clientId: open.clientId, clientSecret: undefined }),
      bearer(app.token),
    ]) {
      const response = await hub.get('/oauth/tokens', headers);
      expect(response.headers.get('www-authenticate')).toBe('Basic realm="Rollbook"');
      expect(await errorOf(response)).toEqual([401, 'invalid_client']);
    }
    const inAddress = `/oauth/tokens?client_id=${clientId}&client_secret=${clientSecret ?? ''}`;
    expect(await errorOf(await hub.get(inAddress))).toEqual([401, 'invalid_client']);
    expect(await hub.lastLine('oauth.list_tokens')).toMatchObject({ outcome: 'refused' });
  });

  it('refuses filters that it does not have, and filters twice', async () => {
    const app = await hub.connected(people.districtId);
    for (const query of [
      'owner_type=user',
      'owner_type=district&owner_type=district',
      'district=a&district=b',
    ])
      expect(await errorOf(await hub.get(`/oauth/tokens?${query}`, authorizationOf(app)))).toEqual([
        400,
        'invalid_request',
      ]);
  });

  it('leaves a line with the application and one with each district', async () => {
    const app = await hub.connected(people.districtId);
    await list(app);
    const lines = (await hub.lines('oauth.list_tokens')).filter(
      ({ actor }) => actor === `application:${app.id}`,
    );
    expect(lines.map(({ chain, subject }) => `${chain} ${subject}`).sort()).toEqual(
      [` application:${app.id}`, `${people.districtId} connection:${app.connectionId}`].sort(),
    );
    expect(JSON.stringify(lines)).not.toContain(app.token);
  });
});

describe('looking at a token', () => {
  it('tells the application of an Instant Login token', async () => {
    const app = await hub.connected(people.districtId);
    const token = await hub.token(app, people.ada, people.districtId);
    const response = await hub.get('/oauth/tokeninfo', bearer(token));
    expect(response.status).toBe(200);
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({
      client_id: app.clientId,
      token_kind: 'user',
      district: people.districtId,
      user_id: people.ada.id,
    });
    expect(body['scopes']).toContain('read:sis');
    expect(body['exp']).toBeGreaterThan(hub.clock.now().getTime() / 1000);
    expect(await hub.lastLine('oauth.token_info')).toMatchObject({ outcome: 'ok', chain: people.districtId });
  });

  it('tells the application of a district token', async () => {
    const app = await hub.connected(people.districtId);
    const response = await hub.get('/oauth/tokeninfo/', bearer(app.token));
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({
      client_id: app.clientId,
      token_kind: 'district',
      district: people.districtId,
    });
    expect(body).not.toHaveProperty('exp');
    expect(body).not.toHaveProperty('user_id');
  });

  it('knows no other token', async () => {
    const app = await hub.connected(people.districtId);
    const ended = await hub.token(app, people.ada, people.districtId);
    hub.clock.advance(2 * 60 * 60 * 1000);
    const revoked = await hub.connected(people.districtId);
    await disconnect(hub.acting, revoked.connectionId);
    const session = (await hub.signIn(people.districtId, people.ada)).split('=')[1] ?? '';
    for (const headers of [
      {},
      ...['nonsense', ended, revoked.token, session, 'DEMO_TOKEN', app.clientSecret ?? ''].map(bearer),
      authorizationOf(app),
    ]) {
      const response = await hub.get('/oauth/tokeninfo', headers);
      expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      expect(await errorOf(response)).toEqual([401, 'invalid_token']);
    }
    const inAddress = await hub.get(`/oauth/tokeninfo?access_token=${app.token}`);
    expect(await errorOf(inAddress)).toEqual([401, 'invalid_token']);
  });
});

describe('giving a token back', () => {
  const revoke = (app: Pick<App, 'clientId' | 'clientSecret'>, token: string | undefined) =>
    hub.form('/oauth/revoke', { token, token_type_hint: 'access_token' }, authorizationOf(app));

  it('ends it with the next request', async () => {
    const app = await hub.connected(people.districtId);
    const token = await hub.token(app, people.ada, people.districtId);
    expect(await statusOf(token)).toBe(200);
    const response = await revoke(app, token);
    expect([response.status, await response.json()]).toEqual([200, {}]);
    expect(await statusOf(token)).toBe(401);
    expect((await revoke(app, token)).status).toBe(200);
    expect(await hub.lastLine('oauth.revoke')).toMatchObject({ outcome: 'ok', chain: people.districtId });
  });

  it('touches no token of another application, and does not say so', async () => {
    const app = await hub.connected(people.districtId);
    const thief = await hub.connected(people.districtId);
    const token = await hub.token(app, people.ada, people.districtId);
    for (const given of [token, 'nonsense']) {
      const response = await revoke(thief, given);
      expect([response.status, await response.json()]).toEqual([200, {}]);
    }
    expect(await statusOf(token)).toBe(200);
  });

  it('ends no district token, own or foreign', async () => {
    const app = await hub.connected(people.districtId);
    const thief = await hub.connected(people.districtId);
    for (const by of [app, thief])
      expect(await errorOf(await revoke(by, app.token))).toEqual([400, 'unsupported_token_type']);
    expect(await statusOf(app.token, '/v1.1/students')).toBe(200);
  });

  it('needs the application, and a token', async () => {
    const app = await hub.connected(people.districtId);
    const token = await hub.token(app, people.ada, people.districtId);
    expect(await errorOf(await revoke({ ...app, clientSecret: 'x' }, token))).toEqual([
      401,
      'invalid_client',
    ]);
    expect(await errorOf(await revoke(app, undefined))).toEqual([400, 'invalid_request']);
    expect(await statusOf(token)).toBe(200);
  });
});

describe('the life of a token', () => {
  it('ends for whoever is unshared, with the next request', async () => {
    const app = await hub.connected(people.districtId);
    const token = await hub.token(app, people.ada, people.districtId);
    await changeSharing(hub.acting, app.connectionId, NOTHING_SHARED);
    expect(await statusOf(token)).toBe(401);
  });

  it('ends after two hours', async () => {
    const app = await hub.connected(people.districtId);
    const token = await hub.token(app, people.ada, people.districtId);
    hub.clock.advance(2 * 60 * 60 * 1000 - 60_000);
    expect(await statusOf(token)).toBe(200);
    hub.clock.advance(60_000);
    expect(await statusOf(token)).toBe(401);
  });
});

describe('what the server says of itself', () => {
  it('leads to endpoints that are there', async () => {
    const response = await hub.get('/.well-known/oauth-authorization-server');
    const metadata = (await response.json()) as Record<string, unknown>;
    expect(metadata).toMatchObject({
      issuer: hub.url,
      authorization_endpoint: `${hub.url}/oauth/authorize`,
      token_endpoint: `${hub.url}/oauth/tokens`,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
    const app = await hub.connected(people.districtId);
    const cookie = await hub.signIn(people.districtId, people.ada);
    const query = { response_type: 'code', client_id: app.clientId, redirect_uri: CALLBACK };
    const to = locationOf(await hub.authorize(query, cookie));
    expect(to.searchParams.get('iss')).toBe(metadata['issuer']);
  });
});

describe('a limit on guesses', () => {
  it('counts by client and network what was wrong, and answers with 429', async () => {
    const { store, acting, clock } = hub;
    const server = Fastify();
    const oauth = {
      store,
      serverKey: acting.serverKey,
      sessions: new HubSessions({
        store,
        limits: { idleMs: 7_200_000, absoluteMs: 36_000_000 },
        isSecure: false,
      }),
      authenticator: new Authenticator({ store, sessionIdleMs: 60_000 }),
      onRefused: () => undefined,
      now: clock.now,
      settings: { userTokenMs: 1000, confirmAfterMs: 0, sessionIdleMs: 60_000, replayRevokes: true },
    };
    const limits = new FixedWindows();
    await server.register(
      oauthSurface({
        oauth,
        baseUrl: '',
        issParameter: true,
        limits,
        proxyHops: 0,
        onFault: () => undefined,
      }),
    );
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    const app = await hub.connected(people.districtId);
    const call = (authorization = authorizationOf(app)) =>
      fetch(`${url}/oauth/tokens`, { headers: authorization });
    const wrong = authorizationOf({ clientId: app.clientId, clientSecret: '0'.repeat(40) });
    // Whoever is right is not counted.
    for (let n = 0; n < BUCKETS.token_exchange.requests + 5; n++) expect((await call()).status).toBe(200);
    for (let n = 0; n < BUCKETS.token_exchange.requests; n++) expect((await call(wrong)).status).toBe(401);
    const refused = await call(wrong);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('x-ratelimit-bucket')).toBe('token_exchange');
    expect(await errorOf(refused)).toEqual([429, 'temporarily_unavailable']);
    await server.close();
  });
});
