import { beforeAll, describe, expect, it } from 'vitest';
import { type CreatedApplication, rotateSecret } from '../../src/directory/index.ts';
import { kindOfToken } from '../../src/access/index.ts';
import { basic, CALLBACK, type People, pkcePair, type Query, useOAuthHub } from './oauth-hub.ts';

const hub = useOAuthHub();
let people: People;
let app: CreatedApplication;
let cookie: string;

beforeAll(async () => {
  people = await hub.town();
  app = await hub.connected(people.districtId);
  cookie = await hub.signIn(people.districtId, people.ada);
});

const newCode = (of: CreatedApplication = app, more: Query = {}) =>
  hub.code({ client_id: of.clientId, redirect_uri: CALLBACK, confirmed: 'true', ...more }, cookie);
const grant = (code: string) => ({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK });
const header = () => ({ authorization: basic(app.clientId, app.clientSecret) });
const inBody = () => ({ client_id: app.clientId, client_secret: app.clientSecret ?? '' });

interface Issued {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly scope: string;
}

const isIssued = async (response: Response): Promise<Issued> => {
  const body = (await response.json()) as Issued;
  expect(response.status, JSON.stringify(body)).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(Object.keys(body)).toEqual(['access_token', 'token_type', 'expires_in', 'scope']);
  expect(body.access_token).toMatch(/^ilt_/);
  expect(kindOfToken(body.access_token)).toBe('user');
  expect(body.token_type).toBe('bearer');
  expect(body.expires_in).toBe(7200);
  return body;
};

const isRefused = async (response: Response, status: number, error: string): Promise<string> => {
  const body = (await response.json()) as Record<string, unknown>;
  expect(Object.keys(body)).toEqual(['error', 'error_description']);
  expect([response.status, body['error']]).toEqual([status, error]);
  expect(typeof body['error_description']).toBe('string');
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Basic realm="Rollbook"' : null);
  return String(body['error_description']);
};

const opens = async (token: string): Promise<number> =>
  (await hub.get('/me', { authorization: `Bearer ${token}` })).status;

describe('the ways in which clients redeem a code', () => {
  it.each<[string, (code: string) => Promise<Response>]>([
    [
      'form and Basic (omniauth, passport, Auth.js)',
      (code) => hub.form('/oauth/tokens', grant(code), header()),
    ],
    [
      'form and credentials in the body, no Basic (allauth, python-social-auth, Socialite)',
      (code) => hub.form('/oauth/tokens', { ...grant(code), ...inBody() }, { accept: 'application/json' }),
    ],
    ['both (HWIOAuthBundle)', (code) => hub.form('/oauth/tokens', { ...grant(code), ...inBody() }, header())],
    ['JSON and Basic (vendor samples, NYPL)', (code) => hub.json('/oauth/tokens', grant(code), header())],
    [
      'JSON and credentials in the body',
      (code) => hub.json('/oauth/tokens', { ...grant(code), ...inBody() }),
    ],
    [
      'a query that means nothing (goth)',
      (code) => hub.form('/oauth/tokens?owner_type=district', grant(code), header()),
    ],
    ['a slash at the end', (code) => hub.form('/oauth/tokens/', grant(code), header())],
    [
      'a charset and unknown fields',
      (code) =>
        hub.json(
          '/oauth/tokens',
          { ...grant(code), resource: 'x', nested: { a: [1] }, client_assertion: null },
          { ...header(), 'content-type': 'application/json; charset=utf-8' },
        ),
    ],
    [
      'basic in small letters, and halves that are encoded',
      (code) =>
        hub.form('/oauth/tokens', grant(code), {
          authorization: header().authorization.replace('Basic', 'basic'),
        }),
    ],
  ])('%s', async (_what, redeem) => {
    const { access_token: token } = await isIssued(await redeem(await newCode()));
    expect(await opens(token)).toBe(200);
    expect(await hub.lastLine('oauth.exchange')).toMatchObject({
      outcome: 'ok',
      actor: `application:${app.id}`,
      chain: people.districtId,
      detail: { person: `student:${people.ada.id}`, authorized_by: 'district' },
    });
  });

  it('takes two secrets while one replaces the other, and no third', async () => {
    const rotating = await hub.connected(people.districtId);
    const second = await rotateSecret(hub.acting, rotating.id);
    for (const clientSecret of [rotating.clientSecret, second])
      await isIssued(await hub.redeem({ ...rotating, clientSecret }, await newCode(rotating)));
    await rotateSecret(hub.acting, rotating.id);
    await isRefused(await hub.redeem(rotating, await newCode(rotating)), 401, 'invalid_client');
    await isIssued(await hub.redeem({ ...rotating, clientSecret: second }, await newCode(rotating)));
  });
});

describe('client credentials', () => {
  it.each<[string, (code: string) => Promise<Response>, namesApp?: boolean]>([
    ['none', (code) => hub.form('/oauth/tokens', grant(code))],
    ['a wrong secret', (code) => hub.redeem({ ...app, clientSecret: '0'.repeat(40) }, code), true],
    ['an empty secret', (code) => hub.redeem({ ...app, clientSecret: '' }, code), true],
    ['an unknown client', (code) => hub.redeem({ ...app, clientId: '0'.repeat(20) }, code)],
    [
      'the secret as the user',
      (code) => hub.redeem({ clientId: app.clientSecret ?? '', clientSecret: '' }, code),
    ],
    [
      'the client id alone',
      (code) => hub.form('/oauth/tokens', { ...grant(code), client_id: app.clientId }),
      true,
    ],
    [
      'two that disagree in the secret',
      (code) => hub.form('/oauth/tokens', { ...grant(code), ...inBody(), client_secret: 'x' }, header()),
    ],
    [
      'two that disagree in the client',
      (code) => hub.form('/oauth/tokens', { ...grant(code), ...inBody(), client_id: 'x' }, header()),
    ],
    [
      'Basic that is wrong over a body that is right',
      (code) =>
        hub.form('/oauth/tokens', { ...grant(code), ...inBody() }, { authorization: basic('x', 'y') }),
    ],
    [
      'a bearer token',
      (code) => hub.form('/oauth/tokens', { ...grant(code), ...inBody() }, { authorization: 'Bearer x' }),
    ],
    ['Basic that is none', (code) => hub.form('/oauth/tokens', grant(code), { authorization: 'Basic !!!' })],
    [
      'Basic without a colon',
      (code) => hub.form('/oauth/tokens', grant(code), { authorization: 'Basic eHg=' }),
    ],
    [
      'credentials in the address',
      (code) =>
        hub.form(
          `/oauth/tokens?client_id=${app.clientId}&client_secret=${app.clientSecret ?? ''}`,
          grant(code),
        ),
    ],
  ])('%s: 401, one text, and the code stays good', async (_what, redeem, namesApp = false) => {
    const code = await newCode();
    const description = await isRefused(await redeem(code), 401, 'invalid_client');
    expect(description).toBe(
      'The client credentials are missing or wrong. Send client_id and client_secret by Basic.',
    );
    // Whoever is named is told, and did not act.
    expect(await hub.lastLine('oauth.exchange')).toMatchObject({
      actor: 'unknown',
      outcome: 'refused',
      subject: namesApp ? `application:${app.id}` : 'application:unknown',
    });
    await isIssued(await hub.redeem(app, code));
  });

  it('a disabled application has none', async () => {
    const disabled = await hub.connected(people.districtId);
    const code = await newCode(disabled);
    await hub.store.control.write((transaction) =>
      transaction.update('application', { id: disabled.id }, { state: 'disabled' }),
    );
    await isRefused(await hub.redeem(disabled, code), 401, 'invalid_client');
  });

  it('appear in no ledger', async () => {
    const lines = JSON.stringify(await hub.store.control.find('audit', {}));
    expect(lines).not.toContain(app.clientSecret);
    expect(lines).not.toContain('ilt_');
  });
});

describe('the code', () => {
  it('is good once; the second use ends the token that came of it, and is noted', async () => {
    const code = await newCode();
    const { access_token: token } = await isIssued(await hub.redeem(app, code));
    expect(await opens(token)).toBe(200);
    await isRefused(await hub.redeem(app, code), 400, 'invalid_grant');
    expect(await opens(token)).toBe(401);
    expect(await hub.lastLine('oauth.exchange')).toMatchObject({
      outcome: 'refused',
      chain: people.districtId,
      detail: { why: 'code_replayed', token_revoked: true },
    });
    await isRefused(await hub.redeem(app, code), 400, 'invalid_grant');
    // Nothing was left to end: counted, with those of the same minute.
    expect((await hub.lastLine('oauth.exchange')).detail).toEqual({
      error: 'invalid_grant',
      why: 'code_replayed',
      count: 1,
      network: '127.0.0.0/24',
    });
  });

  it('is good once, however many come at once', async () => {
    const code = await newCode();
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async () => (await hub.redeem(app, code)).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 400)).toHaveLength(11);
    expect(
      await hub.store.control.count('user_token', { applicationId: app.id, revokedAt: undefined }),
    ).toBeGreaterThan(0);
  });

  it('lives sixty seconds', async () => {
    const early = await newCode();
    hub.clock.advance(59_000);
    await isIssued(await hub.redeem(app, early));
    const late = await newCode();
    hub.clock.advance(61_000);
    await isRefused(await hub.redeem(app, late), 400, 'invalid_grant');
    expect((await hub.lastLine('oauth.exchange')).detail).toMatchObject({ why: 'code_expired' });
  });

  it('is not another application’s, which learns nothing and spoils nothing', async () => {
    const thief = await hub.connected(people.districtId);
    const code = await newCode();
    const stolen = await isRefused(await hub.redeem(thief, code), 400, 'invalid_grant');
    expect(await isRefused(await hub.redeem(thief, 'f'.repeat(40)), 400, 'invalid_grant')).toBe(stolen);
    await isIssued(await hub.redeem(app, code));
    // Used, and still nothing to the other; the rightful token lives.
    expect(await isRefused(await hub.redeem(thief, code), 400, 'invalid_grant')).toBe(stolen);
  });

  it('needs the address it was sent to, to the letter', async () => {
    for (const redirectUri of [`${CALLBACK}/`, 'https://evil.example.net/cb', CALLBACK.toUpperCase()]) {
      const code = await newCode();
      await isRefused(await hub.redeem(app, code, { redirect_uri: redirectUri }), 400, 'invalid_grant');
    }
    await isRefused(
      await hub.redeem(app, await newCode(), { redirect_uri: undefined }),
      400,
      'invalid_request',
    );
    const two = await hub.connected(people.districtId, { redirectUris: [CALLBACK, `${CALLBACK}/2`] });
    const code = await newCode(two);
    await isRefused(await hub.redeem(two, code, { redirect_uri: `${CALLBACK}/2` }), 400, 'invalid_grant');
  });

  it('is gone from the store in time', async () => {
    const before = await hub.store.control.count('authorization_code', {});
    hub.clock.advance(20 * 60_000);
    await newCode();
    expect(before).toBeGreaterThan(1);
    expect(await hub.store.control.count('authorization_code', {})).toBe(1);
  });
});

describe('PKCE', () => {
  const pkce = (challenge: string) => ({ code_challenge: challenge, code_challenge_method: 'S256' });

  it('verifies', async () => {
    const { verifier, challenge } = pkcePair();
    const code = await newCode(app, pkce(challenge));
    await isRefused(
      await hub.redeem(app, code, { code_verifier: pkcePair().verifier }),
      400,
      'invalid_grant',
    );
    await isRefused(await hub.redeem(app, code, { code_verifier: challenge }), 400, 'invalid_grant');
    await isIssued(await hub.redeem(app, code, { code_verifier: verifier }));
  });

  it('cannot be taken away on either side', async () => {
    const { verifier, challenge } = pkcePair();
    await isRefused(await hub.redeem(app, await newCode(app, pkce(challenge))), 400, 'invalid_grant');
    await isRefused(
      await hub.redeem(app, await newCode(), { code_verifier: verifier }),
      400,
      'invalid_grant',
    );
  });

  it('stands in for the secret of an application that has none', async () => {
    const open = await hub.connected(people.districtId, { isPublic: true });
    const { verifier, challenge } = pkcePair();
    const code = await newCode(open, pkce(challenge));
    const fields = { ...grant(code), client_id: open.clientId };
    await isRefused(await hub.form('/oauth/tokens', fields), 400, 'invalid_grant');
    await isRefused(
      await hub.form('/oauth/tokens', { ...fields, client_secret: 'x', code_verifier: verifier }),
      401,
      'invalid_client',
    );
    const { access_token: token } = await isIssued(
      await hub.form('/oauth/tokens', { ...fields, code_verifier: verifier }),
    );
    // A browser and the app that it opened both redeem: noted, and the token lives.
    await isRefused(
      await hub.form('/oauth/tokens', { ...fields, code_verifier: verifier }),
      400,
      'invalid_grant',
    );
    expect((await hub.lastLine('oauth.exchange')).detail).toMatchObject({ why: 'code_replayed', count: 1 });
    expect(await opens(token)).toBe(200);
  });
});

describe('requests that are none', () => {
  const ok = () => ({ ...grant('f'.repeat(40)), ...inBody() });
  const post = (body: string | FormData, type?: string) =>
    fetch(`${hub.url}/oauth/tokens`, {
      method: 'POST',
      body,
      ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    });

  it('multipart is refused', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...grant(await newCode()), ...inBody() }))
      form.set(name, value);
    await isRefused(await post(form), 400, 'invalid_request');
    expect((await hub.lastLine('oauth.exchange')).detail).toMatchObject({ why: 'content_type' });
  });

  it.each([
    ['text', 'text/plain', 'code=x'],
    ['XML', 'application/xml', '<code/>'],
    ['no type that there is', 'nonsense', 'code=x'],
    ['broken JSON', 'application/json', '{"code":'],
    ['a JSON list', 'application/json', '[]'],
    ['a code that is a list', 'application/json', '{"code":["a"]}'],
    ['nothing', 'application/json', ''],
    ['a code twice', 'application/x-www-form-urlencoded', 'code=a&code=b'],
    ['a client twice', 'application/x-www-form-urlencoded', 'client_id=a&client_id=a'],
  ])('%s is refused', async (_what, type, body) => {
    await isRefused(await post(body, type), 400, 'invalid_request');
  });

  it('a body without end is refused', async () => {
    const response = await post(`code=${'a'.repeat(20_000)}`, 'application/x-www-form-urlencoded');
    expect(response.status).toBe(413);
    expect(((await response.json()) as { error: string }).error).toBe('invalid_request');
  });

  it.each(['password', 'client_credentials', 'refresh_token', 'AUTHORIZATION_CODE'])(
    'the grant %s is not supported',
    async (grantType) => {
      const fields = { ...ok(), grant_type: grantType };
      await isRefused(await hub.form('/oauth/tokens', fields), 400, 'unsupported_grant_type');
    },
  );

  it('a grant or a code that is missing is said to be', async () => {
    for (const missing of ['grant_type', 'code'])
      await isRefused(
        await hub.form('/oauth/tokens', { ...ok(), [missing]: undefined }),
        400,
        'invalid_request',
      );
  });
});

describe('an operator who follows the original', () => {
  it('lets a token live whose code came twice', async () => {
    await hub.start({ replayRevokes: false, userTokenHours: 24 });
    const code = await newCode();
    const body = (await (await hub.redeem(app, code)).json()) as Issued;
    expect(body.expires_in).toBe(86_400);
    await isRefused(await hub.redeem(app, code), 400, 'invalid_grant');
    expect(await opens(body.access_token)).toBe(200);
    await hub.start();
  });
});
