/** Every route for every role, at home and elsewhere: the table of permissions, asked over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  can,
  canKnow,
  canSomewhere,
  type Grant,
  PERMISSIONS,
  type Permission,
  type Place,
  type Role,
  ROLES,
} from '../../src/accounts/index.ts';
import { adminRoutes } from '../../src/http/admin/routes/index.ts';
import { AdminHub, type Site, type Visitor } from './admin-hub.ts';

const hub = new AdminHub();
let home: Site, away: Site;
let schools: Readonly<Record<'home' | 'away', readonly string[]>>;
const people = new Map<Role, Visitor>();
const grants = new Map<Role, Grant>();

const roles = Object.keys(ROLES) as Role[];
const guarded = adminRoutes.filter(({ permission }) => !['open', 'any_session', 'own'].includes(permission));
/** Asked last: nothing is left to ask of afterwards. */
const endsThings = ({ method, path }: { method: string; path: string }) =>
  method === 'DELETE' && path === '/connections/:connection_id';
const inOrder = [...guarded.filter((one) => !endsThings(one)), ...guarded.filter(endsThings)];

beforeAll(async () => {
  await hub.open();
  home = await hub.site('Harbor Point');
  away = await hub.site('Elm Grove');
  schools = {
    home: await hub.idsOf(home.districtId, 'school'),
    away: await hub.idsOf(away.districtId, 'school'),
  };
  for (const role of roles) {
    const { at } = ROLES[role];
    const grant: Grant = {
      role,
      districtId: at === 'district' || at === 'school' ? home.districtId : '',
      schoolId: at === 'school' ? (schools.home[0] ?? '') : '',
      applicationId: at === 'application' ? home.applicationId : '',
    };
    grants.set(role, grant);
    people.set(role, await hub.person(role, grant));
  }
}, 120_000);
afterAll(() => hub.close());

function addressOf(path: string, site: Site, schoolId: string): string {
  return path
    .replace(':district_id', site.districtId)
    .replace(':connection_id', site.connectionId)
    .replace(':application_id', site.applicationId)
    .replace(':school_id', schoolId)
    .replace(':account_id', '0'.repeat(24))
    .replace(':record_type', 'student')
    .replace(/:\w+/g, '0'.repeat(24))
    .replace('*', 'v1.1/schools');
}

function placeOf(path: string, site: Site, schoolId: string): Place {
  const { districtId, applicationId } = site;
  const place: Place = path.includes(':connection_id')
    ? { districtId, applicationId }
    : path.includes(':district_id')
      ? { districtId, connectedApplications: [applicationId] }
      : path.includes(':application_id')
        ? { applicationId }
        : {};
  return path.includes(':school_id') ? { ...place, schoolId } : place;
}

describe('the routes of the admin API', () => {
  it('each name a permission of the table, or say that they need none', () => {
    for (const { method, path, permission, doc } of adminRoutes) {
      expect([...Object.keys(PERMISSIONS), 'open', 'any_session', 'own'], `${method} ${path}`).toContain(
        permission,
      );
      expect(doc, `${method} ${path}`).not.toBe('');
    }
    expect(
      adminRoutes
        .filter(({ permission }) => permission === 'open')
        .map(({ method, path }) => `${method} ${path}`),
    ).toEqual(['GET /setup', 'POST /setup', 'POST /session']);
    expect(new Set(adminRoutes.map(({ method, path }) => `${method} ${path}`)).size).toBe(adminRoutes.length);
  });

  it('use every permission, or a handler does', () => {
    const used = new Set(guarded.map(({ permission }) => permission));
    const unused = Object.keys(PERMISSIONS).filter((one) => !used.has(one as Permission));
    const inHandlers = ['district.view_settings', 'application.browse'];
    expect(unused).toEqual(inHandlers);
  });

  it('answer nobody who is not signed in', async () => {
    for (const { method, path } of guarded) {
      const reply = await hub.visitor().send(method, addressOf(path, home, schools.home[0] ?? ''));
      expect.soft([method, path, reply.status]).toEqual([method, path, 401]);
    }
  });

  it.each(roles)('let a %s do what the table says, and refuse the rest', async (role) => {
    const who = people.get(role);
    const grant = grants.get(role);
    if (!who || !grant) throw new Error('Nobody is there.');
    home = await hub.reconnected(home);
    for (const { method, path, permission, isFiltered } of inOrder) {
      const known = permission as Permission;
      const school = schools.home[0] ?? '';
      const isAllowed = isFiltered
        ? canSomewhere([grant], known)
        : can([grant], known, placeOf(path, home, school));
      const address = addressOf(path, home, school);
      const reply = await who.send(method, address, method === 'GET' ? undefined : { no_such_field: true });
      const label = `${role}: ${method} ${path} -> ${reply.status} ${reply.text.slice(0, 200)}`;
      expect.soft(reply.status, label).toBeLessThan(500);
      if (isAllowed) {
        expect.soft([401, 403].includes(reply.status), label).toBe(false);
        expect.soft(reply.text, label).not.toContain('nothing here that you may see');
      } else {
        const place = placeOf(path, home, school);
        const isHidden = Object.keys(place).length > 0 && !canKnow([grant], place);
        expect.soft(reply.status, label).toBe(isHidden ? 404 : 403);
        expect.soft(reply.headers.get('content-type'), label).toContain('application/problem+json');
      }
    }
  });

  it.each(roles.filter((role) => role !== 'operator'))('hide another district from a %s', async (role) => {
    const who = people.get(role);
    const unknown: Site = {
      ...away,
      districtId: 'f'.repeat(24),
      connectionId: 'f'.repeat(24),
      applicationId: 'f'.repeat(24),
    };
    for (const { method, path } of guarded.filter((one) =>
      /:(district|connection|application|school)_id/.test(one.path),
    )) {
      const there = await who?.send(
        method,
        addressOf(path, away, schools.away[0] ?? ''),
        method === 'GET' ? undefined : {},
      );
      const nowhere = await who?.send(
        method,
        addressOf(path, unknown, schools.away[0] ?? ''),
        method === 'GET' ? undefined : {},
      );
      expect.soft([method, path, there?.status]).toEqual([method, path, 404]);
      // Nothing tells what is there from what is not.
      expect.soft({ ...there?.body, instance: '' }).toEqual({ ...nowhere?.body, instance: '' });
    }
  });

  it('hide another school of the own district from a tech lead', async () => {
    const who = people.get('school_tech_lead');
    const [, other = ''] = schools.home;
    const path = `/connections/${home.connectionId}/schools/${other}`;
    expect((await who?.put(path))?.status).toBe(404);
  });

  it('list only what each has to do with', async () => {
    for (const role of roles) {
      const who = people.get(role);
      const texts = [
        (await who?.get('/districts'))?.text,
        (await who?.get('/connections'))?.text,
        (await who?.get(`/connections?district_id=${away.districtId}`))?.text,
      ].join();
      expect.soft([role, texts.includes(away.districtId)]).toEqual([role, role === 'operator']);
      const listed = (await who?.get('/applications'))?.text ?? '';
      expect
        .soft([role, listed.includes('https://reader.example')])
        .toEqual([role, ['operator', 'application_team'].includes(role)]);
    }
  });

  it('leave a line in the ledger where something was refused', async () => {
    const who = await hub.person('curriculum_lead', { districtId: home.districtId });
    await who.get(`/connections/${home.connectionId}/sharing`);
    const lines = await hub.store.control.find('audit', {
      actor: `account:${who.accountId}`,
      outcome: 'refused',
    });
    expect(lines).toMatchObject([{ act: 'sharing.view', chain: home.districtId }]);
  });
});
