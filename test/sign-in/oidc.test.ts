import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  addLoginMethod,
  OIDC_PRESETS,
  removeLoginMethod,
  updateLoginMethod,
} from '../../src/sign-in/index.ts';
import { rosterOf } from '../ingest/roster-files.ts';
import { ROSTER, useSignInHub, type Visit, type Visitor } from './sign-in-hub.ts';

const SECRET = 'a-secret-of-the-provider';
const hub = useSignInHub();
const provider = new OAuth2Server();
let methodId = '';

beforeAll(async () => {
  await provider.issuer.keys.generate('RS256');
  await provider.start(0, 'localhost');
  ({ id: methodId } = await addMethod(hub.district.id));
});
afterAll(async () => {
  if (provider.listening) await provider.stop();
});
afterEach(() => provider.service.removeAllListeners());

const settings = (more: object = {}) => ({
  issuer: provider.issuer.url,
  client_id: 'hub-client',
  match: { claim: 'email', field: 'email', person_types: ['student', 'teacher'] },
  hosted_domains: ['north.example.org'],
  ...more,
});

function addMethod(districtId: string, more: object = {}) {
  return addLoginMethod(hub.hub.acting, {
    districtId,
    kind: 'oidc',
    label: 'North Account',
    settings: settings(more),
    clientSecret: SECRET,
  });
}

const ADA = { email: 'Ada@North.Example.Org', hd: 'north.example.org' };

/** What the provider says of the person who comes next. */
function provide(claims: object): void {
  provider.service.on('beforeTokenSigning', (token: { payload: object }) => {
    Object.assign(token.payload, claims);
  });
}

/** To the provider and back; gives the way back without taking it. */
async function wayBack(visitor: Visitor, district = hub.path, method = methodId, next = ''): Promise<string> {
  const begun = await visitor.get(`${district}/oidc/${method}?next=${encodeURIComponent(next)}`);
  expect(begun.status).toBe(303);
  const answer = await fetch(begun.location ?? '', { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  expect(`${back.origin}${back.pathname}`).toBe(`${hub.url}/in/auth_callback`);
  return `${back.pathname}${back.search}`;
}

async function signIn(visitor = hub.visitor(), next = ''): Promise<Visit> {
  return visitor.get(await wayBack(visitor, hub.path, methodId, next));
}

async function refusal(visit: Visit, reason: string, status: number): Promise<void> {
  expect([visit.status, visit.location]).toEqual([status, undefined]);
  const code = /class="code">(\w{8})</.exec(visit.text)?.[1];
  expect(code).toBeDefined();
  const lines = [...(await hub.audit('login.refused')), ...(await hub.audit('login.failed'))];
  const line = lines.find(({ requestId }) => requestId === code);
  expect(line?.detail['reason']).toBe(reason);
  expect(JSON.stringify(line)).not.toMatch(/@|example/);
  expect(visit.headers.getSetCookie().join()).not.toContain('rollbook_session=rbs');
}

describe('signing in at the provider of the district', () => {
  it('leads to the one person whom the district knows by the claim, and on to the application', async () => {
    provide(ADA);
    const visitor = hub.visitor();
    expect((await visitor.get(hub.path)).text).toContain('Sign in with <bdi>North Account</bdi>');
    const visit = await signIn(visitor, '/oauth/authorize?client_id=x');
    expect(visit).toMatchObject({ status: 303, location: '/oauth/authorize?client_id=x' });
    expect((await visitor.get(hub.path)).text).toContain('Ada Marsh');
    expect(visitor.cookies.has('rollbook_oidc')).toBe(false);
    expect((await hub.audit('login.succeeded')).at(-1)).toMatchObject({
      subject: `student:${(await hub.person('ada')).id}`,
      detail: { method: methodId },
    });
  });

  it('asks with state, nonce and PKCE, and keeps them and the secret unreadable', async () => {
    const visitor = hub.visitor();
    const { location } = await visitor.get(`${hub.path}/oidc/${methodId}`);
    const { searchParams: asked } = new URL(location ?? '');
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked.get(name)).toMatch(/^.{40,}$/);
      expect(visitor.cookieHeader).not.toContain(asked.get(name));
    }
    const rows = JSON.stringify(await hub.hub.store.control.find('login_method', {}));
    expect(rows).not.toContain(SECRET);
    expect(JSON.stringify(await hub.audit('login_method.added'))).not.toContain(SECRET);
  });

  it('refuses an id_token of another question, another client, another issuer, of the past, or with a broken signature', async () => {
    const past = Math.floor(Date.now() / 1000) - 7200;
    for (const wrong of [
      { nonce: 'another' },
      { aud: 'another-client' },
      { iss: 'https://elsewhere.example.org' },
      { exp: past, iat: past - 60 },
    ]) {
      provide({ ...ADA, ...wrong });
      await refusal(await signIn(), 'provider_failed', 502);
      provider.service.removeAllListeners();
    }
    provider.service.on('beforeResponse', (response: { body: Record<string, unknown> }) => {
      const [head, body, signature = ''] = String(response.body['id_token']).split('.');
      const forged = JSON.parse(Buffer.from(body ?? '', 'base64url').toString()) as object;
      const payload = Buffer.from(JSON.stringify({ ...forged, ...ADA })).toString('base64url');
      response.body['id_token'] = `${head ?? ''}.${payload}.${signature}`;
    });
    await refusal(await signIn(), 'provider_failed', 502);
  });

  it('refuses an account of another domain, one without the claim, and an address that is not vouched for', async () => {
    for (const [claims, reason] of [
      [{ ...ADA, hd: 'evil.example.org' }, 'foreign_account'],
      [{ email: ADA.email }, 'foreign_account'],
      [{ hd: ADA.hd }, 'no_claim'],
      [{ ...ADA, email_verified: false }, 'no_claim'],
    ] as const) {
      provide(claims);
      await refusal(await signIn(), reason, 403);
      provider.service.removeAllListeners();
    }
  });

  it('refuses whom the roster has not, or has twice: it never guesses', async () => {
    provide({ ...ADA, email: 'nobody@north.example.org' });
    await refusal(await signIn(), 'no_match', 403);
    provider.service.removeAllListeners();
    provide({ ...ADA, email: 'twin@north.example.org' });
    await refusal(await signIn(), 'several_matches', 403);
  });

  it('follows the roster: an address that moved belongs to its new owner', async () => {
    const students = ROSTER.students.map((row) =>
      row['Student_id'] === 'rtl' ? { ...row, Student_email: 'moved@north.example.org' } : row,
    );
    provide({ ...ADA, email: 'moved@north.example.org' });
    await refusal(await signIn(), 'no_match', 403);
    await hub.district.publish(rosterOf({ ...ROSTER, students }), {});
    const visitor = hub.visitor();
    expect((await signIn(visitor)).status).toBe(303);
    expect((await visitor.get(hub.path)).text).toContain('Levi');
  });

  it('needs the same browser, the same question, and once only', async () => {
    provide(ADA);
    const visitor = hub.visitor();
    const back = await wayBack(visitor);
    const stranger = await hub.visitor().get(back);
    expect(stranger.status).toBe(400);
    expect(stranger.text).toContain('Start again');
    const other = hub.visitor();
    await wayBack(other);
    await refusal(await other.get(back), 'provider_failed', 502);
    expect((await visitor.get(back)).status).toBe(303);
    expect((await visitor.get(back)).status).toBe(400);
  });

  it('refuses an answer that names another issuer', async () => {
    provide(ADA);
    const visitor = hub.visitor();
    const back = await wayBack(visitor);
    await refusal(await visitor.get(`${back}&iss=https%3A%2F%2Fevil.example.org`), 'provider_failed', 502);
  });

  it('goes back to the district where it began, whatever another one does', async () => {
    provide(ADA);
    const other = await hub.hub.district();
    const method = await addMethod(other.id);
    const visitor = hub.visitor();
    // The other district has nobody with this address: its provider proves nothing for this one.
    const visit = await visitor.get(await wayBack(visitor, `/in/${other.id}`, method.id));
    expect(visit.status).toBe(403);
    expect(visit.text).toContain(`/in/${other.id}`);
    expect((await visitor.get(`${hub.path}/oidc/${method.id}`)).status).toBe(404);
    const again = await wayBack(visitor, `/in/${other.id}`, method.id);
    await removeLoginMethod(hub.hub.acting, { districtId: other.id, id: method.id });
    expect((await visitor.get(again)).status).toBe(400);
  });

  it('takes a no of the person for a no', async () => {
    provider.service.on('beforeAuthorizeRedirect', ({ url }: { url: URL }) => {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'access_denied');
    });
    await refusal(await signIn(), 'denied', 403);
  });

  it('shows a code where the provider is down, before and after', async () => {
    provide(ADA);
    const visitor = hub.visitor();
    const back = await wayBack(visitor);
    const changed = settings({ scopes: ['openid'] });
    await provider.stop();
    await refusal(await visitor.get(back), 'provider_failed', 502);
    await updateLoginMethod(
      hub.hub.acting,
      { districtId: hub.district.id, id: methodId },
      { settings: changed },
    );
    await refusal(await hub.visitor().get(`${hub.path}/oidc/${methodId}`), 'provider_failed', 502);
  });
});

describe('the settings of a provider', () => {
  const add = (given: object) =>
    addLoginMethod(hub.hub.acting, { districtId: hub.district.id, kind: 'oidc', settings: given });
  const google = { ...OIDC_PRESETS.google.settings, client_id: 'c' };
  const microsoft = { ...OIDC_PRESETS.microsoft.settings, client_id: 'c' };

  it('name whose accounts count, where the provider serves everybody', async () => {
    for (const [given, why] of [
      [google, 'hosted_domains'],
      [microsoft, 'tenants'],
      [{ ...microsoft, issuer: 'https://login.microsoftonline.com/common/v2.0' }, 'tenants'],
      [
        { ...microsoft, issuer: 'https://login.microsoftonline.com/consumers/v2.0', tenants: ['x'] },
        'private',
      ],
    ] as const)
      await expect(add(given)).rejects.toThrow(why);
    expect(
      (await add({ ...google, hosted_domains: ['North.example.org'] })).settings['hosted_domains'],
    ).toEqual(['north.example.org']);
    expect((await add({ ...microsoft, tenants: ['t'] })).hasSecret).toBe(false);
  });

  it('are refused with what is wrong', async () => {
    const good = { ...google, hosted_domains: ['d'] };
    for (const [change, why] of [
      [{ issuer: 'http://idp.example.org' }, 'https'],
      [{ issuer: 'idp' }, 'address'],
      [{ match: { claim: 'email', field: 'name' } }, 'field'],
      [{ match: { claim: 'email', field: 'email', person_types: ['contact'] } }, 'person_types'],
      [{ client_id: '' }, 'client_id'],
      [{ secret: 'x' }, 'no setting'],
    ] as const)
      await expect(add({ ...good, ...change })).rejects.toThrow(why);
  });
});
