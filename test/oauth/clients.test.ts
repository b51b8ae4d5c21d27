/** Clients that nobody here wrote, over HTTP. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Auth, skipCSRFCheck } from '@auth/core';
import express, { type Express } from 'express';
import * as openid from 'openid-client';
import passport from 'passport';
import OAuth2Strategy from 'passport-oauth2';
import * as simple from 'simple-oauth2';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CreatedApplication } from '../../src/directory/index.ts';
import { CALLBACK, locationOf, type People, useOAuthHub } from './oauth-hub.ts';

const hub = useOAuthHub();
let people: People;
let cookie: string;
let servers: Server[] = [];

// Marked as deprecated so that it stands out; the hub of a test speaks plain HTTP on the own machine.
// eslint-disable-next-line @typescript-eslint/no-deprecated
const plainHttp = openid.allowInsecureRequests;

beforeAll(async () => {
  people = await hub.town();
  cookie = await hub.signIn(people.districtId, people.tess);
});

afterEach(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  servers = [];
});

const listen = async (app: Express): Promise<string> => {
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** What a browser does at the hub: it is signed in, and is sent back. */
const visit = async (address: string | URL): Promise<URL> => {
  const response = await fetch(address, { redirect: 'manual', headers: { cookie } });
  return locationOf(response);
};

interface Me {
  readonly type: string;
  readonly data: { readonly id: string; readonly name?: { readonly first: string } };
  readonly links: readonly { readonly rel: string; readonly uri: string }[];
}

const meOf = async (token: string): Promise<Me> => {
  const response = await hub.get('/me', { authorization: `Bearer ${token}` });
  expect(response.status).toBe(200);
  return (await response.json()) as Me;
};

const isTess = (me: Me) => {
  expect(me.type).toBe('teacher');
  expect(me.data).toMatchObject({ id: people.tess.id, name: { first: 'Tess' } });
};

describe('simple-oauth2', () => {
  const clientOf = (
    app: CreatedApplication,
    options: { readonly bodyFormat?: 'form' | 'json'; readonly authorizationMethod?: 'header' | 'body' },
  ) =>
    new simple.AuthorizationCode({
      client: { id: app.clientId, secret: app.clientSecret ?? '' },
      auth: {
        tokenHost: hub.url,
        tokenPath: '/oauth/tokens',
        authorizePath: '/oauth/authorize',
        revokePath: '/oauth/revoke',
      },
      options,
    });

  it.each([
    {},
    { bodyFormat: 'json' },
    { authorizationMethod: 'body' },
    { bodyFormat: 'json', authorizationMethod: 'body' },
  ] as const)('logs in with %j, and gives the token back', async (options) => {
    const app = await hub.connected(people.districtId);
    const client = clientOf(app, options);
    const back = await visit(
      client.authorizeURL({ redirect_uri: CALLBACK, scope: 'read:user_id', state: 'xyz' }),
    );
    expect(back.searchParams.get('state')).toBe('xyz');
    const code = back.searchParams.get('code') ?? '';
    const issued = await client.getToken({ code, redirect_uri: CALLBACK });
    expect(issued.expired()).toBe(false);
    const token = String(issued.token['access_token']);
    isTess(await meOf(token));
    await issued.revoke('access_token');
    expect((await hub.get('/me', { authorization: `Bearer ${token}` })).status).toBe(401);
    await expect(client.getToken({ code, redirect_uri: CALLBACK })).rejects.toThrow(/400/);
  });
});

describe('passport-oauth2', () => {
  const site = async (more: { readonly state?: boolean; readonly pkce?: boolean }, isPublic = false) => {
    const states = new Map<string, string | undefined>();
    const server = express();
    const origin = await listen(server);
    const app = await hub.connected(people.districtId, { redirectUris: [`${origin}/callback`], isPublic });
    const strategy = new OAuth2Strategy(
      {
        authorizationURL: `${hub.url}/oauth/authorize`,
        tokenURL: `${hub.url}/oauth/tokens`,
        clientID: app.clientId,
        clientSecret: app.clientSecret ?? '',
        callbackURL: `${origin}/callback`,
        scope: ['read:user_id', 'read:sis'],
        ...(more.pkce ? { pkce: true } : {}),
        ...(more.state
          ? {
              store: {
                store: (
                  _request: unknown,
                  verifier: string | undefined,
                  _state: unknown,
                  _meta: unknown,
                  done: (error: null, state: string) => void,
                ) => {
                  const state = `s${states.size}`;
                  states.set(state, verifier);
                  done(null, state);
                },
                verify: (
                  _request: unknown,
                  state: string,
                  done: (error: null, ok: unknown, state?: string) => void,
                ) => done(null, states.has(state) ? (states.get(state) ?? true) : false, state),
              } as unknown as OAuth2Strategy.StateStore,
            }
          : {}),
      },
      (token: string, _refresh: string, _profile: unknown, done: OAuth2Strategy.VerifyCallback) => {
        meOf(token).then(
          (me) => done(null, me),
          (error: unknown) => done(error),
        );
      },
    );
    const one = new passport.Passport();
    one.use(strategy);
    server.use(one.initialize());
    server.get('/login', one.authenticate('oauth2', { session: false }) as express.RequestHandler);
    server.get(
      '/callback',
      one.authenticate('oauth2', { session: false }) as express.RequestHandler,
      (request, response) => void response.json(request.user),
    );
    return { origin, app };
  };
  const login = async (origin: string) =>
    visit(locationOf(await fetch(`${origin}/login`, { redirect: 'manual' })));

  it.each([{}, { state: true }, { state: true, pkce: true }])('logs in with %j', async (more) => {
    const { origin } = await site(more);
    const response = await fetch(await login(origin));
    expect(response.status).toBe(200);
    isTess((await response.json()) as Me);
  });

  it('logs in without a secret', async () => {
    const { origin } = await site({ state: true, pkce: true }, true);
    isTess((await (await fetch(await login(origin))).json()) as Me);
  });

  it('takes a login that starts on the portal, without a state', async () => {
    const { app } = await site({});
    const query = { client_id: app.clientId, district_id: people.districtId, confirmed: 'true' };
    const back = locationOf(await hub.authorize(query, cookie, '/oauth/instant-login'));
    expect(back.searchParams.has('state')).toBe(false);
    isTess((await (await fetch(back)).json()) as Me);
  });

  it('is told that a code was used', async () => {
    const { origin } = await site({});
    const back = await login(origin);
    expect((await fetch(back)).status).toBe(200);
    expect((await fetch(back)).status).toBe(500);
  });
});

describe('openid-client', () => {
  it.each([
    ['by the body', openid.ClientSecretPost],
    ['by Basic', openid.ClientSecretBasic],
  ])('discovers, uses PKCE, checks state and iss; secret %s', async (_how, authentication) => {
    const app = await hub.connected(people.districtId);
    const config = await openid.discovery(
      new URL(hub.url),
      app.clientId,
      undefined,
      authentication(app.clientSecret ?? ''),
      { algorithm: 'oauth2', execute: [plainHttp] },
    );
    expect(config.serverMetadata().supportsPKCE()).toBe(true);
    const verifier = openid.randomPKCECodeVerifier();
    const state = openid.randomState();
    const back = await visit(
      openid.buildAuthorizationUrl(config, {
        redirect_uri: CALLBACK,
        scope: 'read:user_id',
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
      }),
    );
    // Somebody else's name, or none, is found out.
    for (const spoil of [
      (url: URL) => url.searchParams.set('iss', 'https://evil.example.net'),
      (url: URL) => url.searchParams.delete('iss'),
    ]) {
      const spoilt = new URL(back);
      spoil(spoilt);
      const checks = { pkceCodeVerifier: verifier, expectedState: state };
      await expect(openid.authorizationCodeGrant(config, spoilt, checks)).rejects.toHaveProperty(
        'cause.message',
        expect.stringContaining('"iss"'),
      );
    }
    const tokens = await openid.authorizationCodeGrant(config, back, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    expect(tokens.expires_in).toBe(7200);
    isTess(await meOf(tokens.access_token));
    await openid.tokenRevocation(config, tokens.access_token);
    await expect(meOf(tokens.access_token)).rejects.toThrow();
  });

  it('logs in without a secret', async () => {
    const app = await hub.connected(people.districtId, { isPublic: true });
    const config = await openid.discovery(new URL(hub.url), app.clientId, undefined, openid.None(), {
      algorithm: 'oauth2',
      execute: [plainHttp],
    });
    const verifier = openid.randomPKCECodeVerifier();
    const back = await visit(
      openid.buildAuthorizationUrl(config, {
        redirect_uri: CALLBACK,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }),
    );
    const tokens = await openid.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier });
    isTess(await meOf(tokens.access_token));
  });
});

describe('Auth.js', () => {
  const ORIGIN = 'http://localhost:4000';

  /** Signs in with a custom provider, as its documentation says, and gives the session. */
  const signIn = async ({ issuer }: { readonly issuer?: string }) => {
    const app = await hub.connected(people.districtId, {
      redirectUris: [`${ORIGIN}/auth/callback/rollbook`],
    });
    const failures: unknown[] = [];
    const config: Parameters<typeof Auth>[1] = {
      basePath: '/auth',
      secret: 'a secret of the test',
      trustHost: true,
      skipCSRFCheck,
      logger: { error: (error) => failures.push(error), warn: () => undefined, debug: () => undefined },
      callbacks: {
        jwt: ({ token, profile }) => ({ ...token, ...(profile ? { person: profile } : {}) }),
        session: ({ session, token }) => ({ ...session, person: token['person'] }),
      },
      providers: [
        {
          id: 'rollbook',
          name: 'Rollbook',
          type: 'oauth',
          ...(issuer === undefined ? {} : { issuer }),
          clientId: app.clientId,
          clientSecret: app.clientSecret ?? '',
          checks: ['state', 'pkce'],
          authorization: { url: `${hub.url}/oauth/authorize`, params: { scope: 'read:user_id' } },
          token: `${hub.url}/oauth/tokens`,
          userinfo: `${hub.url}/me`,
          profile: ({ data }: Me) => ({ id: data.id, name: data.name?.first ?? null }),
        },
      ],
    };
    const jar = new Map<string, string>();
    const call = async (address: string | URL, method: 'GET' | 'POST' = 'GET') => {
      const headers = { cookie: [...jar].map((pair) => pair.join('=')).join('; ') };
      const response = await Auth(new Request(address, { method, headers }), config);
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const mark = pair.indexOf('=');
        jar.set(pair.slice(0, mark), pair.slice(mark + 1));
      }
      return response;
    };
    const back = await visit(locationOf(await call(`${ORIGIN}/auth/signin/rollbook`, 'POST')));
    expect(back.origin + back.pathname).toBe(`${ORIGIN}/auth/callback/rollbook`);
    const done = await call(back);
    const session: unknown = await (await call(`${ORIGIN}/auth/session`)).json();
    return { session, failures, location: done.headers.get('location') };
  };

  it('signs in with a custom provider that names its issuer, and reads /me', async () => {
    const { session, failures } = await signIn({ issuer: hub.url });
    expect(failures).toEqual([]);
    expect(session).toMatchObject({ user: { name: 'Tess' }, person: { data: { id: people.tess.id } } });
  });

  it('signs in without an issuer where the operator leaves iss out', async () => {
    // It then compares iss with a name that it made up.
    expect((await signIn({})).session).toBeNull();
    await hub.start({ issParameter: false });
    const { session, failures } = await signIn({});
    expect(failures).toEqual([]);
    expect(session).toMatchObject({ user: { name: 'Tess' } });
    await hub.start();
  });
});
