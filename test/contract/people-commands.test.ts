/** What the admin API does for people of a district and for those who run it, done on the command line. */
import { describe, expect, it } from 'vitest';
import { type Row, runRow, runRows } from '../support/commands.ts';
import { useRosterFolder } from '../support/fixtures.ts';
import { useHub } from '../support/hub.ts';

const rosters = useRosterFolder();
let district = '';

const hub = useHub(async (fresh) => {
  district = await fresh.create('id', 'district', 'create', '--name', 'Harbor Point');
  const folder = await rosters.sample('clever-small/day1');
  const { code, stderr } = await fresh.run('import', folder, '--district', district, '--json');
  expect(code, stderr).toBe(0);
});
const there = () => ['--district', district];

describe('people of a district', () => {
  it('are found, given a password, and made to change it', async () => {
    const found = await runRow(hub, 'person', 'search', 'castellanos', 'imani', ...there());
    expect(found).toMatchObject({ people: [{ type: 'teacher', name: 'Imani R Castellanos' }] });
    const [teacher] = found['people'] as readonly Row[];
    const person = `teacher:${String(teacher?.['id'])}`;
    const page = await runRow(hub, 'person', 'search', 'an', '--limit', '1', ...there());
    const next = await runRow(
      hub,
      ...['person', 'search', 'an', '--limit', '1', '--starting-after', String(page['next']), ...there()],
    );
    expect((next['people'] as readonly Row[])[0]).not.toEqual((page['people'] as readonly Row[])[0]);
    expect((await hub.run('person', 'search', 'a', ...there())).code).toBe(2);

    const of = [...there(), '--person', person];
    expect((await hub.run('password', 'expire', ...of)).code).toBe(6);
    const reset = await runRow(hub, 'password', 'reset', ...of, '--username', 'imani');
    expect(reset).toMatchObject({ username: 'imani', must_change: true });
    expect(String(reset['initial_password'])).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    expect(await runRow(hub, 'password', 'expire', ...of)).toMatchObject({ must_change: true });
    expect(await runRow(hub, 'person', 'show', person, ...there())).toMatchObject({
      name: 'Imani R Castellanos',
      password: { username: 'imani', must_change: true },
    });
    expect((await hub.run('person', 'show', `student:${'f'.repeat(24)}`, ...there())).code).toBe(6);
  }, 60_000);

  it('sign in by methods that are switched off and on', async () => {
    const method = await runRow(hub, 'login-method', 'add', '--kind', 'password', ...there());
    const update = (...flags: readonly string[]) =>
      runRow(hub, 'login-method', 'update', String(method['id']), ...there(), ...flags);
    expect(await update('--disable', '--label', 'By name')).toMatchObject({
      enabled: false,
      label: 'By name',
      settings: { student_min_length: 15 },
    });
    expect(await update('--enable', '--settings', '{"student_min_length":8}')).toMatchObject({
      enabled: true,
      label: 'By name',
      settings: { student_min_length: 8 },
    });
    const nowhere = await hub.run('login-method', 'update', 'f'.repeat(24), '--enable', ...there());
    expect(nowhere.code).toBe(6);
  }, 60_000);
});

describe('those who run a hub', () => {
  it('are given another password, signed out, and made the owner of a district', async () => {
    const id = await hub.create('id', 'account', 'create', '--email', 'pat@x.example', '--name', 'Pat');
    const reset = await runRow(hub, 'account', 'reset-password', 'pat@x.example');
    expect(reset['id']).toBe(id);
    expect(String(reset['initial_password']).length).toBeGreaterThan(15);
    expect(await runRow(hub, 'account', 'end-sessions', id)).toEqual({ id });
    expect(await runRow(hub, 'district', 'owner', district, 'pat@x.example')).toEqual({
      id: district,
      owner: id,
    });
    const [account] = await runRows(hub, 'account', 'list');
    expect(account?.['roles']).toContainEqual(
      expect.objectContaining({ role: 'district_owner', districtId: district }),
    );
    expect((await hub.run('district', 'owner', district, 'nobody@x.example')).code).toBe(6);
  }, 60_000);

  it('list its admins and say what tech leads may', async () => {
    const admin = await hub.create('id', 'district', 'admin', 'add', ...there(), '--email', 'lee@x.example');
    expect(await runRows(hub, 'district', 'admin', 'list', ...there())).toMatchObject([
      { id: admin, email: 'lee@x.example' },
    ]);
    expect(await runRow(hub, 'district', 'tech-leads', district, 'on')).toEqual({
      id: district,
      tech_leads_may_impersonate: true,
    });
    expect((await hub.run('district', 'tech-leads', district, 'perhaps')).code).toBe(2);
  }, 60_000);

  it('end the token before the last rotation', async () => {
    const app = await hub.createApp('Reader');
    const { id } = await runRow(hub, 'connection', 'create', '--app', app, ...there());
    const rotated = await runRow(hub, 'token', 'rotate', String(id));
    expect(rotated).toHaveProperty('previous_until');
    const revoked = await runRow(hub, 'token', 'revoke-previous', String(id));
    expect(revoked).toMatchObject({ connection: id, version: 2 });
    expect(revoked).not.toHaveProperty('previous_until');
    expect((await hub.run('token', 'revoke-previous', String(id))).code).toBe(2);
  }, 60_000);
});
