import { beforeAll, describe, expect, it } from 'vitest';
import { keysIn, runRow, runRows } from '../support/commands.ts';
import { useRosterFolder } from '../support/fixtures.ts';
import { type Outcome, useHub } from '../support/hub.ts';

const rosters = useRosterFolder();
let district = '';

const hub = useHub(async (fresh) => {
  district = await fresh.create('id', 'district', 'create', '--name', 'Harbor Point');
  const folder = await rosters.sample('clever-small/day1');
  const { code, stderr } = await fresh.run('import', folder, '--district', district, '--json');
  expect(code, stderr).toBe(0);
  await fresh.start();
});

const statusFor = async (token: string, path = '/v1.1/students'): Promise<number> =>
  (await hub.as(token).get(path)).status;

const connect = async (name: string, ...flags: readonly string[]) => {
  const app = await hub.createApp(name);
  const pair = ['--app', app, '--district', district];
  const row = await runRow(hub, 'connection', 'create', ...pair, ...flags);
  return { app, id: String(row['id']), token: String(row['token']) };
};

const refused = async (...args: readonly string[]): Promise<Outcome> => {
  const outcome = await hub.run(...args);
  expect(outcome.code, outcome.stdout).not.toBe(0);
  expect(outcome.stderr).toMatch(/^rollbook: /);
  return outcome;
};

describe('the life of a connection', () => {
  it('begins with a first step that reads nothing, and opens when it is accepted', async () => {
    const app = await hub.createApp('Invited');
    const pair = ['--app', app, '--district', district];
    const proposed = await runRow(hub, 'connection', 'propose', ...pair, '--by', 'application');
    expect(proposed).toMatchObject({ state: 'invited', app, district, token_version: 0 });
    const id = String(proposed['id']);
    expect((await refused('token', 'show', id)).code).toBe(2);
    expect((await refused('connection', 'create', ...pair)).stderr).toContain(
      'connected to the district already',
    );

    const accepted = await runRow(hub, 'connection', 'accept', id, '--share', 'everything');
    expect(accepted['state']).toBe('connected');
    expect(await statusFor(String(accepted['token']))).toBe(200);
    expect((await refused('connection', 'accept', id)).stderr).toContain('waits for no answer');

    const launched = await runRow(hub, 'connection', 'launch', id, '--now');
    expect(launched['state']).toBe('launched');
    const later = await runRow(hub, 'connection', 'launch', id, '--date', '2199-01-01');
    expect(later).toMatchObject({ state: 'connected', launch_date: '2199-01-01T00:00:00.000Z' });
    expect((await runRow(hub, 'connection', 'launch', id, '--none'))['launch_date']).toBeUndefined();
    // The launch is for people; reading does not wait for it.
    expect(await statusFor(String(accepted['token']))).toBe(200);
  });

  it('shares nothing on acceptance unless somebody chose', async () => {
    const app = await hub.createApp('Requested');
    await runRow(hub, 'app', 'update', app, '--no-auto-approve');
    const pair = ['--app', app, '--district', district];
    const proposed = await runRow(hub, 'connection', 'propose', ...pair, '--by', 'district');
    expect(proposed['state']).toBe('requested');
    const { token } = await runRow(hub, 'connection', 'accept', String(proposed['id']));
    const answer = await hub.as(String(token)).get('/v1.1/students');
    expect([answer.status, answer.json()]).toEqual([200, expect.objectContaining({ data: [] })]);
  });

  it('ends from the next request on, and leaves a row behind', async () => {
    const { id, token, app } = await connect('Ending');
    expect(await statusFor(token)).toBe(200);
    await runRow(hub, 'connection', 'disconnect', id);
    expect(await statusFor(token)).toBe(401);
    const live = await runRows(hub, 'connection', 'list', '--app', app);
    expect(live).toEqual([]);
    const [ended] = await runRows(hub, 'connection', 'list', '--app', app, '--ended');
    expect(ended).toMatchObject({ id, state: 'disconnected' });
    expect(ended?.['ended']).toMatch(/^\d{4}-/);
    const again = await connect('Again');
    expect(await statusFor(again.token)).toBe(200);
  });
});

describe('a token', () => {
  it('stays good for the overlap after a rotation, and opens nothing once it is revoked', async () => {
    const { id, token } = await connect('Rotating');
    const { token: second, previous_until: until, version } = await runRow(hub, 'token', 'rotate', id);
    expect([version, typeof until]).toEqual([2, 'string']);
    expect([await statusFor(token), await statusFor(String(second))]).toEqual([200, 200]);
    expect((await runRow(hub, 'token', 'show', id))['token']).toBe(second);

    const { token: third, previous_until: over } = await runRow(hub, 'token', 'revoke', id);
    expect(over).toBeUndefined();
    expect([await statusFor(token), await statusFor(String(second)), await statusFor(String(third))]).toEqual(
      [401, 401, 200],
    );
    const { token: fourth } = await runRow(hub, 'token', 'rotate', id, '--overlap', '0');
    expect([await statusFor(String(third)), await statusFor(String(fourth))]).toEqual([401, 200]);
  });

  it('is listed without its value', async () => {
    const { id, token } = await connect('Listed');
    const { stdout } = await hub.run('token', 'list', '--district', district, '--json');
    expect(stdout).toContain(id);
    expect(stdout).not.toContain(token);
    expect((await hub.run('connection', 'show', id, '--json')).stdout).not.toContain(token);
  });
});

describe('scopes', () => {
  it('that a district accepts no longer open nothing from the next request on', async () => {
    const { id, token } = await connect('Narrowed');
    expect(await statusFor(token)).toBe(200);
    const { scopes } = await runRow(hub, 'connection', 'scopes', id, 'read:user_id', 'read:school_admins');
    expect(scopes).toEqual(['read:user_id', 'read:school_admins']);
    expect([await statusFor(token), await statusFor(token, '/v1.1/school_admins')]).toEqual([403, 200]);
    expect((await refused('connection', 'scopes', id, 'read:teachers')).stderr).toContain('does not ask for');
    await runRow(hub, 'connection', 'scopes', id, 'none');
    expect(await statusFor(token, '/v1.1/school_admins')).toBe(403);
  });

  it('are narrowed at the beginning', async () => {
    const { token } = await connect('Narrow', '--scopes', 'read:user_id,read:district_admins');
    expect(await statusFor(token)).toBe(403);
    expect(await statusFor(token, '/v1.1/district_admins')).toBe(200);
  });
});

describe('an application', () => {
  let app = '';
  beforeAll(async () => {
    const flags = ['--redirect-uri', 'https://reader.example.org/in', '--user-type', 'student,teacher'];
    const scopes = ['--scope', 'read:user_id', 'read:students', '--no-auto-approve'];
    app = await hub.create('id', 'app', 'create', '--name', 'Reader', ...flags, ...scopes);
  });

  it('is shown as it was registered', async () => {
    expect(await runRow(hub, 'app', 'show', app)).toMatchObject({
      name: 'Reader',
      redirect_uris: ['https://reader.example.org/in'],
      user_types: ['student', 'teacher'],
      scopes: ['read:user_id', 'read:students'],
      tier: 'secure_sync',
      public: false,
      auto_approve: false,
      fields: {},
      state: 'enabled',
    });
    const listed = await runRows(hub, 'app', 'list');
    expect(listed.map(({ id }) => id)).toContain(app);
  });

  it('changes by what is said, and keeps the rest', async () => {
    const updated = await runRow(hub, 'app', 'update', app, '--tier', 'sso', '--auto-approve');
    expect(updated).toMatchObject({
      name: 'Reader',
      tier: 'sso',
      auto_approve: true,
      user_types: ['student', 'teacher'],
    });
    await runRow(hub, 'app', 'update', app, '--tier', 'secure_sync');
    expect((await refused('app', 'update', app, '--tier', 'gold')).code).toBe(2);
  });

  it('that is disabled opens nothing from the next request on', async () => {
    const pair = ['--app', app, '--district', district];
    const { token } = await runRow(hub, 'connection', 'create', ...pair);
    expect(await statusFor(String(token))).toBe(200);
    await runRow(hub, 'app', 'disable', app);
    expect(await statusFor(String(token))).toBe(401);
    await runRow(hub, 'app', 'enable', app);
    expect(await statusFor(String(token))).toBe(200);
  });

  it('gets another secret; a public one has none', async () => {
    const { client_secret: secret } = await runRow(hub, 'app', 'rotate-secret', app);
    expect(secret).toMatch(/^[0-9a-f]{40}$/);
    const made = await runRow(hub, 'app', 'create', '--name', 'Native', '--public');
    expect(made['client_secret']).toBeUndefined();
    expect((await refused('app', 'rotate-secret', String(made['id']))).stderr).toContain('uses PKCE');
  });
});

describe('commands', () => {
  it('print keys in snake case', async () => {
    const { id, app } = await connect('Keys');
    const printed = [
      await runRow(hub, 'connection', 'show', id),
      await runRow(hub, 'sharing', 'show', id),
      await runRow(hub, 'sharing', 'preview', id, '--share', 'none'),
      await runRow(hub, 'token', 'show', id),
      await runRow(hub, 'app', 'show', app),
      await runRow(hub, 'district', 'limits', district),
      await runRows(hub, 'district', 'list'),
      await runRows(hub, 'connection', 'list'),
      await runRows(hub, 'sync', 'list', '--district', district),
    ];
    expect(keysIn(printed).filter((key) => !/^[a-z0-9_]+$/.test(key))).toEqual([]);
  });

  it('say what is not there, with the code for it', async () => {
    const nobody = 'f'.repeat(24);
    for (const args of [
      ['connection', 'show', nobody],
      ['sharing', 'preview', nobody],
      ['sharing', 'set', nobody, '--share', 'none'],
      ['token', 'rotate', nobody],
      ['app', 'show', nobody],
      ['district', 'pause', nobody],
      ['explain', '--app', nobody, '--district', district, '--student', nobody],
    ]) {
      const { code, stderr } = await refused(...args);
      expect([args.join(' '), code]).toEqual([args.join(' '), 6]);
      expect(stderr).toContain('list" shows');
    }
  });

  it('name the choice that is missing or doubled', async () => {
    const { id } = await connect('Flags');
    for (const [args, said] of [
      [['sharing', 'set', id], 'Say what to share'],
      [['sharing', 'set', id, '--share', 'schools'], 'needs --schools'],
      [['sharing', 'set', id, '--schools', 'f'.repeat(24), '--rules', 'x.json'], 'not by both'],
      [['sharing', 'set', id, '--rules', 'nowhere.json'], 'cannot be read'],
      [['sharing', 'set', id, '--refuse', 'dob'], 'names no field'],
      [['sharing', 'set', id, '--refuse', 'student.name'], 'guaranteed to every application'],
      [['sharing', 'set', id, '--refuse', 'teacher.email'], 'cannot be refused'],
      [['sharing', 'set', id, '--share', 'none', '--staff'], 'has no "staff"'],
      [['connection', 'launch', id], 'Say when'],
      [['explain', '--app', id, '--district', district], 'Name one record'],
    ] as const) {
      const { code, stderr } = await refused(...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
    }
  });

  it('set limits of a district', async () => {
    const limits = await runRow(hub, 'district', 'limits', district, '--removal-percent', '25');
    expect(limits).toEqual({ id: district, limits: { removal_percent: 25, update_percent: 75 } });
    expect((await refused('district', 'limits', district, '--update-percent', '101')).code).toBe(2);
    expect((await refused('district', 'limits', district, '--update-percent', 'x')).code).toBe(2);
    await runRow(hub, 'district', 'limits', district, '--removal-percent', '10');
  });
});
