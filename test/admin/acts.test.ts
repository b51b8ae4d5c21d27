import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashToken } from '../../src/access/index.ts';
import { AdminHub, type Json, type Site, textOf, type Visitor } from './admin-hub.ts';

const hub = new AdminHub();
let home: Site;
let admin: Visitor & { accountId: string };
let team: Visitor;
let schools: readonly string[];

beforeAll(async () => {
  await hub.open();
  home = await hub.site('Harbor Point');
  schools = await hub.idsOf(home.districtId, 'school');
  admin = await hub.person('district_admin', { districtId: home.districtId });
  team = await hub.person('application_team', { applicationId: home.applicationId });
}, 60_000);
afterAll(() => hub.close());

const asToken = async (token: string, path: string) => {
  const response = await fetch(`${hub.url}${path}`, { headers: { Authorization: `Bearer ${token}` } });
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
};
const linesOf = (subject: string) => hub.store.control.find('audit', { subject }, { orderBy: 'number' });

describe('see as this application', () => {
  it('answers to the byte what the district token is answered', async () => {
    const [student = ''] = await hub.idsOf(home.districtId, 'student');
    for (const path of [
      '/v1.1/students?limit=3',
      '/v1.1/students?limit=3&page=2',
      '/v1.1/students?where=%7B%22grade%22%3A%222%22%7D',
      '/v1.1/students?count=true',
      `/v1.1/students/${student}`,
      `/v1.1/students/${student}/sections`,
      `/v1.1/students/${'0'.repeat(24)}`,
      '/v1.1/districts',
      '/me',
      '/v1.1/students?limit=abc',
      '/v1.1/no-such-list',
      '/v1.1//students/?limit=1',
    ]) {
      const seen = await admin.get(`/connections/${home.connectionId}/see${path}`);
      const told = await asToken(home.token, path);
      expect({ status: seen.status, text: seen.text, type: seen.headers.get('content-type') }, path).toEqual(
        told,
      );
      expect(seen.headers.get('x-rollbook-seen-as')).toBe(home.applicationId);
    }
    expect(await linesOf(`student:${student}`)).toMatchObject([
      { act: 'record.seen_as', actor: `account:${admin.accountId}` },
      { act: 'record.seen_as' },
    ]);
    const lines = JSON.stringify(await linesOf(`connection:${home.connectionId}`));
    expect(lines).not.toContain('grade');
  });

  it('follows the sharing, and shows nothing where the token would open nothing', async () => {
    const other = await hub.connect(home.districtId);
    const seen = await admin.get(`/connections/${other.connectionId}/see/v1.1/students`);
    expect(seen.body).toMatchObject({ data: [] });
    await admin.delete(`/connections/${other.connectionId}`);
    expect((await admin.get(`/connections/${other.connectionId}/see/v1.1/students`)).status).toBe(409);
  });
});

describe('sharing', () => {
  it('is previewed, applied and explained', async () => {
    const { connectionId, token } = await hub.connect(home.districtId);
    const sharing = { share: { kind: 'schools', schools: [schools[0]] } };
    const preview = await admin.post(`/connections/${connectionId}/sharing/preview`, { sharing });
    expect(preview.status, preview.text).toBe(200);
    const { visible } = (preview.body['counts'] as { student: { visible: number } }).student;
    expect(visible).toBeGreaterThan(0);
    expect(JSON.parse((await asToken(token, '/v1.1/students')).text)).toMatchObject({ data: [] });
    expect((await admin.put(`/connections/${connectionId}/sharing`, { sharing })).status).toBe(200);
    expect(JSON.parse((await asToken(token, '/v1.1/students?count=true')).text)).toMatchObject({
      count: visible,
    });
    expect((await admin.get(`/connections/${connectionId}/sharing`)).body).toMatchObject(sharing);
    const [student = ''] = await hub.idsOf(home.districtId, 'student');
    const explained = await admin.get(`/connections/${connectionId}/explain/student/${student}`);
    expect(typeof explained.body['is_served']).toBe('boolean');
    expect((await admin.get(`/connections/${connectionId}/explain/pupil/${student}`)).status).toBe(404);
    const wrong = await admin.put(`/connections/${connectionId}/sharing`, {
      sharing: { share: { kind: 'all' } },
    });
    expect(wrong.status).toBe(400);
  });

  it('is left to schools only where the district says so, and no school loses its choice', async () => {
    const { connectionId } = await hub.connect(home.districtId);
    const leads = await Promise.all(
      schools.map((schoolId) => hub.person('school_tech_lead', { districtId: home.districtId, schoolId })),
    );
    const put = async (n: number) =>
      await leads[n]?.put(`/connections/${connectionId}/schools/${schools[n] ?? ''}`);
    expect((await put(0))?.status).toBe(409);
    await admin.put(`/connections/${connectionId}/sharing`, {
      sharing: { share: { kind: 'site', schools: [] } },
    });
    const all = await Promise.all(schools.map((_school, n) => put(n)));
    expect(all.map((reply) => reply?.body['is_shared'])).toEqual(schools.map(() => true));
    expect((await admin.get(`/connections/${connectionId}/sharing`)).body).toMatchObject({
      share: { kind: 'site', schools: [...schools].sort() },
    });
    const foreign = await leads[0]?.delete(`/connections/${connectionId}/schools/${schools[1] ?? ''}`);
    expect(foreign?.status).toBe(404);
    const own = await leads[0]?.delete(`/connections/${connectionId}/schools/${schools[0] ?? ''}`);
    expect(own?.body).toMatchObject({ is_shared: false });
  });
});

describe('tokens and secrets', () => {
  it('are told to the team, once in an answer that no cache keeps, and to nobody else', async () => {
    const rotated = await admin.post(`/connections/${home.connectionId}/token/rotation`, {
      overlap_seconds: 60,
    });
    expect(rotated.status).toBe(200);
    expect(rotated.body['token']).toBeUndefined();
    expect((await admin.post(`/connections/${home.connectionId}/token/showing`)).status).toBe(403);
    const shown = await team.post(`/connections/${home.connectionId}/token/showing`);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    const token = textOf(shown.body, 'token');
    expect((await asToken(token, '/v1.1/districts')).status).toBe(200);
    expect((await asToken(home.token, '/v1.1/districts')).status).toBe(200);
    expect((await team.get(`/connections/${home.connectionId}/token`)).text).not.toContain(token);
    expect((await team.delete(`/connections/${home.connectionId}/token/previous`)).status).toBe(204);
    expect((await asToken(home.token, '/v1.1/districts')).status).toBe(401);
    home = { ...home, token };
    const secret = await team.post(`/applications/${home.applicationId}/secrets`);
    expect(textOf(secret.body, 'client_secret')).toMatch(/^[0-9a-f]{40}$/);
    const ledger = JSON.stringify(await hub.store.control.find('audit', {}));
    expect(ledger).not.toContain(token);
    expect(ledger).not.toContain('admin.example');
  });
});

describe('a team', () => {
  it('is given and taken by the district, ownership only handed on', async () => {
    const path = `/districts/${home.districtId}`;
    const made = await admin.post(`${path}/team`, {
      email: 'new@oak.example',
      name: 'New',
      role: 'help_desk',
    });
    expect(made.status, made.text).toBe(201);
    const id = textOf(made.body, 'id');
    const again = await admin.post(`${path}/team`, {
      email: 'NEW@oak.example',
      name: 'New',
      role: 'curriculum_lead',
    });
    expect(again.body['initial_password']).toBeUndefined();
    expect(again.body['roles']).toHaveLength(2);
    for (const role of ['operator', 'district_owner', 'application_team'])
      expect((await admin.post(`${path}/team`, { email: 'x@oak.example', name: 'X', role })).status).toBe(
        422,
      );
    expect((await admin.delete(`${path}/team/${id}/roles/help_desk`)).status).toBe(204);
    expect((await admin.put(`${path}/owner`, { account_id: id })).status).toBe(403);

    const owner = await hub.person('district_owner', { districtId: home.districtId });
    const operator = await hub.person('operator');
    expect(
      (await operator.post(`/accounts/${id}/roles`, { role: 'district_owner', district_id: home.districtId }))
        .status,
    ).toBe(409);
    expect((await owner.put(`${path}/owner`, { account_id: operator.accountId })).status).toBe(404);
    expect((await owner.put(`${path}/owner`, { account_id: id })).status).toBe(200);
    expect((await owner.put(`${path}/owner`, { account_id: owner.accountId })).status).toBe(403);
    const roles = await hub.store.control.find('account_role', { role: 'district_owner' });
    expect(roles.map(({ accountId }) => accountId)).toEqual([id]);

    const last = await operator.put(`/accounts/${operator.accountId}/state`, { state: 'disabled' });
    expect(last.status).toBe(409);
  });
});

describe('entering the portal as a person', () => {
  const ask = (who: Visitor, person_type: string, person_id: string, more: Json = {}) =>
    who.post(`/districts/${home.districtId}/impersonations`, {
      person_type,
      person_id,
      reason: 'support_request',
      ...more,
    });

  it('is for an hour, marked, and in the ledger', async () => {
    const desk = await hub.person('help_desk', { districtId: home.districtId });
    const [student = ''] = await hub.idsOf(home.districtId, 'student');
    expect(
      (
        await desk.post(`/districts/${home.districtId}/impersonations`, {
          person_type: 'student',
          person_id: student,
        })
      ).status,
    ).toBe(422);
    const reply = await ask(desk, 'student', student, { reference: 'T-17' });
    expect(reply.status, reply.text).toBe(201);
    const [cookie = ''] = reply.headers.getSetCookie();
    expect(cookie).toMatch(/^rollbook_session=rbs_\w+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=3600$/);
    const idHash = hashToken(cookie.split(/[=;]/)[1] ?? '');
    expect(await hub.store.control.get('hub_session', { idHash })).toMatchObject({
      personId: student,
      method: 'impersonation',
      actorAccountId: desk.accountId,
      ends: hub.nowMs + 60 * 60_000,
    });
    expect(await linesOf(`student:${student}`)).toContainEqual(
      expect.objectContaining({
        act: 'impersonation.started',
        outcome: 'ok',
        detail: { reason: 'support_request', reference: 'T-17' },
      }),
    );
    expect((await ask(desk, 'student', '0'.repeat(24))).status).toBe(404);
  });

  it('is never as an admin', async () => {
    const added = await admin.post(`/districts/${home.districtId}/admins`, { email: 'boss@oak.example' });
    const owner = await hub.person('district_admin', { districtId: home.districtId });
    expect((await ask(owner, 'district_admin', textOf(added.body, 'id'))).status).toBe(403);
    expect((await admin.get(`/districts/${home.districtId}/admins`)).text).toContain('boss@oak.example');
  });

  it('is for tech leads only as teachers of their school, and only where the district allows it', async () => {
    const lead = await hub.person('school_tech_lead', {
      districtId: home.districtId,
      schoolId: schools[0] ?? '',
    });
    const teachers = await hub.idsOf(home.districtId, 'teacher');
    const statuses = async () => {
      const all = [];
      for (const teacher of teachers) all.push((await ask(lead, 'teacher', teacher)).status);
      return new Set(all);
    };
    // Teachers of other schools are not there at all.
    expect(await statuses()).toEqual(new Set([403, 404]));
    await admin.put(`/districts/${home.districtId}/tech-lead-impersonation`, { is_allowed: true });
    expect(await statuses()).toEqual(new Set([201, 404]));
    for (const student of await hub.idsOf(home.districtId, 'student'))
      expect((await ask(lead, 'student', student)).status).not.toBe(201);
  });
});

describe('a connection', () => {
  it('is invited by one side and accepted by the other', async () => {
    const operator = await hub.person('operator');
    const application = await operator.post('/applications', { name: 'Careful', auto_approve: false });
    const application_id = textOf(application.body, 'id');
    const careful = await hub.person('application_team', { applicationId: application_id });
    const path = `/districts/${home.districtId}`;
    expect((await admin.post(`${path}/connections`, { application_id })).status).toBe(409);
    expect((await careful.get(path)).status).toBe(404);
    const requested = await admin.post(`${path}/requests`, { application_id });
    expect(requested.body).toMatchObject({ state: 'requested' });
    const id = textOf(requested.body, 'id');
    expect((await admin.post(`/connections/${id}/acceptance`)).status).toBe(409);
    const approved = await careful.post(`/connections/${id}/approval`);
    expect(approved.body).toMatchObject({ state: 'connected', sharing_kind: 'none' });
    expect((await asToken(textOf(approved.body, 'token'), '/v1.1/students')).status).toBe(200);
    expect((await careful.get(path)).body['limits']).toBeUndefined();
    const launched = await careful.put(`/connections/${id}/launch-date`, { launch_date: '2026-08-01' });
    expect(launched.body).toMatchObject({ state: 'launched' });
    expect((await admin.put(`/connections/${id}/scopes`, { scopes: ['read:user_id'] })).status).toBe(200);
    expect((await admin.delete(`/connections/${id}`)).status).toBe(204);
    expect((await careful.get(path)).status).toBe(404);
  });
});

describe('a district', () => {
  it('is paused, limited, and its imports and ledger are read', async () => {
    const path = `/districts/${home.districtId}`;
    expect((await admin.put(`${path}/pause`, { is_paused: true })).body).toMatchObject({ is_paused: true });
    expect(
      (await admin.put(`${path}/limits`, { removal_percent: 20, update_percent: 90 })).body,
    ).toMatchObject({
      limits: { removal_percent: 20, update_percent: 90 },
    });
    expect((await admin.put(`${path}/limits`, { removal_percent: 101, update_percent: 90 })).status).toBe(
      422,
    );
    const [sync] = (await admin.get(`${path}/syncs`)).body['syncs'] as { id: string }[];
    expect((await admin.get(`${path}/syncs/${sync?.id ?? ''}`)).body['report']).toBeTruthy();
    const lines = (await admin.get(`${path}/audit?limit=2`)).body['lines'] as {
      number: number;
      act: string;
    }[];
    expect(lines).toHaveLength(2);
    const older = (await admin.get(`${path}/audit?limit=2&before=${lines[1]?.number ?? 0}`)).body[
      'lines'
    ] as typeof lines;
    expect(older[0]?.number).toBeLessThan(lines[1]?.number ?? 0);
    const found = await admin.get(`${path}/audit?subject=district:${home.districtId}`);
    expect((found.body['lines'] as typeof lines).map(({ act }) => act)).toContain('district.paused');
  });
});
