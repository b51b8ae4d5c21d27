import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount, ensureSetupCode } from '../../src/accounts/index.ts';
import { AdminHub, PASSWORD, textOf } from './admin-hub.ts';

const hub = new AdminHub();
beforeAll(() => hub.open());
afterAll(() => hub.close());

const HOUR = 60 * 60_000;

describe('the first run', () => {
  it('takes the setup code once, and is over then', async () => {
    const visitor = hub.visitor();
    const person = { email: 'First@Admin.example', name: '<script>alert(1)</script>', password: PASSWORD };
    expect((await visitor.get('/setup')).body).toEqual({ is_set_up: false });
    const code = (await ensureSetupCode(hub.store)) ?? '';
    expect((await visitor.post('/setup', { ...person, code: 'wrong-code' })).status).toBe(401);
    expect((await visitor.post('/setup', { ...person, code, password: 'too short' })).status).toBe(422);

    const all = await Promise.all([
      hub.visitor().post('/setup', { ...person, code }),
      hub.visitor().post('/setup', { ...person, code, email: 'second@admin.example' }),
    ]);
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409]);
    const again = await visitor.post('/setup', { ...person, code, email: 'third@admin.example' });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ type: 'urn:rollbook:problem:setup_done', status: 409 });
    expect(await ensureSetupCode(hub.store)).toBeUndefined();
    expect(await hub.store.control.get('setting', { name: 'setup_code' })).toBeUndefined();
  });
});

describe('a session', () => {
  let made = 0;
  const account = async () => {
    const email = `member${made++}@admin.example`;
    await createAccount(hub.acting, { email, name: 'A member', password: PASSWORD, grants: [] });
    return email;
  };

  it('opens nothing before the second factor was shown', async () => {
    const email = await account();
    const visitor = hub.visitor();
    const begun = await visitor.signIn(email.toUpperCase());
    expect(begun.body).toMatchObject({ level: 'password', second_factor: 'to_be_set_up' });
    const refused = await visitor.get('/districts');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.body).toMatchObject({ type: 'urn:rollbook:problem:second_factor_required' });
    expect(refused.body['instance']).toBe(refused.headers.get('x-request-id'));
    expect((await visitor.get('/session')).body).toMatchObject({ permissions: [] });
    await visitor.setUpFactor();
    expect((await visitor.get('/session/list')).status).toBe(200);

    // With a factor in place, a password alone sets up no other one and changes nothing.
    const thief = hub.visitor();
    expect((await thief.signIn(email)).body).toMatchObject({ second_factor: 'to_be_shown' });
    expect((await thief.post('/session/second-factor/setup', { password: PASSWORD })).status).toBe(403);
    expect((await thief.post('/session/second-factor/confirmation', { code: '123456' })).status).toBe(403);
    const change = { current: PASSWORD, next: 'another long one to take over' };
    expect((await thief.put('/session/password', change)).status).toBe(403);
  });

  it('says the same of an unknown address, a wrong password and a disabled account', async () => {
    const email = await account();
    const disabled = await account();
    const found = await hub.store.control.get('account', { email: disabled });
    await hub.store.control.write((tx) =>
      tx.update('account', { id: found?.id ?? '' }, { state: 'disabled' }),
    );
    const bodies = [];
    for (const [who, password] of [
      [email, 'wrong but long enough'],
      ['nobody@admin.example', PASSWORD],
      [disabled, PASSWORD],
    ] as const) {
      const { status, body, headers } = await hub.visitor().signIn(who, password);
      expect(headers.getSetCookie()).toEqual([]);
      bodies.push({ status, ...body, instance: '' });
    }
    expect(bodies[0]).toMatchObject({ status: 401 });
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  });

  it('takes a code of the second factor once', async () => {
    const email = await account();
    const visitor = hub.visitor();
    await visitor.signIn(email);
    await visitor.setUpFactor();
    const replay = async () => {
      const other = hub.visitor();
      await other.signIn(email);
      return (await other.post('/session/second-factor', { code: visitor.code() })).status;
    };
    // The code that set it up is used already, and so is one that signed somebody in.
    expect(await replay()).toBe(401);
    hub.nowMs += 30_000;
    expect(await replay()).toBe(200);
    expect(await replay()).toBe(401);
    hub.nowMs += 30_000;
    const both = await Promise.all([replay(), replay()]);
    expect(both.sort()).toEqual([200, 401]);
  });

  it('takes each recovery code once, and stores none', async () => {
    const email = await account();
    const visitor = hub.visitor();
    await visitor.signIn(email);
    const codes = await visitor.setUpFactor();
    expect(new Set(codes).size).toBe(10);
    const use = async (recovery_code: string) => {
      const other = hub.visitor();
      await other.signIn(email);
      return (await other.post('/session/second-factor', { recovery_code })).status;
    };
    const [first = '', second = ''] = codes;
    expect((await Promise.all([use(first), use(first)])).sort()).toEqual([200, 401]);
    expect(await use(first)).toBe(401);
    expect(await use(second.toUpperCase().replaceAll('-', ' '))).toBe(200);
    const stored = JSON.stringify(await hub.store.control.find('recovery_code', {}));
    expect(stored).not.toContain(second);
    expect(stored).not.toContain(second.replaceAll('-', ''));
  });

  it('is another one after each step, and kills the one that came with the sign-in', async () => {
    const email = await account();
    const visitor = hub.visitor();
    await visitor.signIn(email);
    const atPassword = visitor.cookie;
    await visitor.setUpFactor();
    const full = visitor.cookie;
    expect(full).not.toBe(atPassword);
    const old = hub.visitor();
    old.cookie = atPassword;
    expect((await old.get('/session')).status).toBe(401);

    // A cookie that somebody planted is neither taken over nor left alive.
    const victim = hub.visitor();
    victim.cookie = full;
    victim.csrf = visitor.csrf;
    await victim.signIn(email);
    expect(victim.cookie).not.toBe(full);
    expect((await visitor.get('/session')).status).toBe(401);
    const invented = hub.visitor();
    invented.cookie = 'rollbook_account=rba_invented';
    await invented.signIn(email);
    expect(invented.cookie).not.toContain('invented');
  });

  it('has a cookie that scripts and other sites do not get', async () => {
    const reply = await hub.visitor().signIn(await account());
    const [cookie = ''] = reply.headers.getSetCookie();
    expect(cookie).toMatch(/^rollbook_account=rba_\w+; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    const token = cookie.split(/[=;]/)[1] ?? '';
    expect(JSON.stringify(await hub.store.control.find('account_session', {}))).not.toContain(token);
  });

  it('ends after half an hour alone, and after ten hours whatever happens', async () => {
    const idle = await hub.person(undefined);
    hub.nowMs += 29 * 60_000;
    expect((await idle.get('/session')).status).toBe(200);
    hub.nowMs += 29 * 60_000;
    expect((await idle.get('/session')).status).toBe(200);
    hub.nowMs += 31 * 60_000;
    expect((await idle.get('/session')).status).toBe(401);

    const busy = await hub.person(undefined);
    for (let passed = 0; passed < 10 * HOUR - 20 * 60_000; passed += 20 * 60_000) {
      hub.nowMs += 20 * 60_000;
      expect((await busy.get('/session')).status).toBe(200);
    }
    hub.nowMs += 20 * 60_000;
    expect((await busy.get('/session')).status).toBe(401);
  });

  it('is listed, and ended from another one', async () => {
    const here = await hub.person(undefined);
    const there = hub.visitor();
    there.secret = here.secret;
    hub.nowMs += 30_000;
    await there.signIn(here.email);
    expect((await there.post('/session/second-factor', { code: there.code() })).status).toBe(200);
    const listed = (await here.get('/session/list')).body['sessions'] as {
      id: string;
      is_current: boolean;
    }[];
    expect(listed).toHaveLength(2);
    const other = listed.find(({ is_current }) => !is_current)?.id ?? '';
    const stranger = await hub.person(undefined);
    expect((await stranger.delete(`/session/list/${other}`)).status).toBe(404);
    expect((await there.get('/session')).status).toBe(200);
    expect((await here.delete(`/session/list/${other}`)).status).toBe(204);
    expect((await there.get('/session')).status).toBe(401);
    expect((await here.delete('/session')).status).toBe(204);
    expect((await here.get('/session')).status).toBe(401);
  });

  it('makes guessing slow, and says so', async () => {
    const email = await account();
    const statuses = [];
    for (let n = 0; n < 8; n++)
      statuses.push((await hub.visitor().signIn(email, `wrong password number ${n}`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const refused = await hub.visitor().signIn(email);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    hub.nowMs += 2_000;
    expect((await hub.visitor().signIn(email)).status).toBe(200);
  });

  it('ends with the password it was opened by, and must change one that somebody else chose', async () => {
    const operator = await hub.person('operator');
    const made = await operator.post('/accounts', { email: 'new@admin.example', name: 'New', roles: [] });
    expect(made.status, made.text).toBe(201);
    const initial = textOf(made.body, 'initial_password');
    const fresh = hub.visitor();
    expect((await fresh.signIn('new@admin.example', initial)).body).toMatchObject({
      must_change_password: true,
    });
    await fresh.setUpFactor(initial);
    expect((await fresh.get('/districts')).body).toMatchObject({
      type: 'urn:rollbook:problem:password_change_required',
    });
    const next = 'a password of my very own';
    expect((await fresh.put('/session/password', { current: 'wrong', next })).status).toBe(401);
    expect((await fresh.put('/session/password', { current: initial, next: 'short' })).status).toBe(422);
    expect((await fresh.put('/session/password', { current: initial, next })).status).toBe(204);
    expect((await fresh.get('/session/list')).status).toBe(200);
    expect((await hub.visitor().signIn('new@admin.example', initial)).status).toBe(401);

    const id = textOf(made.body, 'id');
    expect((await operator.put(`/accounts/${id}/state`, { state: 'disabled' })).status).toBe(200);
    expect((await fresh.get('/session')).status).toBe(401);
  });
});

describe('over https', () => {
  it('has a cookie for this host and secure connections only', async () => {
    const secure = new AdminHub();
    await secure.open({ ROLLBOOK_BASE_URL: 'https://hub.example.org' });
    try {
      await createAccount(secure.acting, {
        email: 'a@admin.example',
        name: 'A',
        password: PASSWORD,
        grants: [],
      });
      const reply = await secure.visitor().signIn('a@admin.example');
      expect(reply.headers.getSetCookie()[0]).toMatch(
        /^__Host-rollbook_account=\w+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      );
    } finally {
      await secure.close();
    }
  });
});
