/** Finding people of a district and setting their passwords, as far as roles reach (`auth-and-sharing` 10). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDistrictAdmin, randomHex } from '../../src/directory/index.ts';
import { addLoginMethod } from '../../src/sign-in/index.ts';
import { AdminHub, type Json, type Site, textOf, type Visitor } from './admin-hub.ts';

const PERSON_PASSWORD = 'nine calm herons wade along';

const hub = new AdminHub();
let home: Site, away: Site;
let elementary = '';
let high = '';
let owner: Visitor, admin: Visitor, desk: Visitor, lead: Visitor;

beforeAll(async () => {
  await hub.open();
  home = await hub.site('Harbor Point');
  away = await hub.site('Elm Grove');
  const at = { districtId: home.districtId };
  [owner, admin, desk] = await Promise.all([
    hub.person('district_owner', at),
    hub.person('district_admin', at),
    hub.person('help_desk', at),
  ]);
  elementary = (await idsOf(admin, 'Castellanos')).schools[0] ?? '';
  high = (await idsOf(admin, 'Lindqvist')).schools[0] ?? '';
  lead = await hub.person('school_tech_lead', { ...at, schoolId: elementary });
  await addLoginMethod(hub.acting, { ...at, kind: 'password' });
}, 120_000);
afterAll(() => hub.close());

interface Found {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly schools: readonly string[];
}

const people = (site = home) => `/districts/${site.districtId}/people`;
const peopleIn = (body: Json) => body['people'] as readonly Found[];

async function search(who: Visitor, q: string, more = ''): Promise<readonly string[]> {
  const reply = await who.get(`${people()}?q=${encodeURIComponent(q)}${more}`);
  expect(reply.status, reply.text).toBe(200);
  return peopleIn(reply.body).map(({ name }) => name);
}

async function idsOf(who: Visitor, q: string): Promise<Found> {
  const reply = await who.get(`${people()}?q=${encodeURIComponent(q)}`);
  const [first] = peopleIn(reply.body);
  if (!first) throw new Error(`Nobody is called ${q}: ${reply.text}`);
  return first;
}

const pathOf = ({ type, id }: Pick<Found, 'type' | 'id'>) => `${people()}/${type}/${id}`;
const linesOf = (subject: string) => hub.store.control.find('audit', { subject }, { orderBy: 'number' });

/** Signs a person in at the page of the district; tells where the answer leads, or that it is the page again. */
async function signIn(username: string, password: string): Promise<'in' | 'must_change' | 'refused'> {
  const address = `${hub.url}/in/${home.districtId}`;
  const page = await fetch(address);
  const text = await page.text();
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const form = /<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(text);
  const fields = new URLSearchParams({ username, password });
  for (const [, name = '', value = ''] of (form?.[2] ?? '').matchAll(
    /type="hidden" name="([^"]*)" value="([^"]*)"/g,
  ))
    fields.set(name, value);
  const reply = await fetch(new URL(form?.[1]?.replaceAll('&amp;', '&') ?? '', address), {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: fields.toString(),
  });
  if (reply.status === 303 || reply.status === 302) return 'in';
  return (await reply.text()).includes('new-password') ? 'must_change' : 'refused';
}

describe('people are found', () => {
  it('by words of the name, in any case and without accents', async () => {
    expect(await search(desk, 'castellanos')).toEqual(['Imani R Castellanos']);
    expect(await search(desk, 'PENA luis')).toEqual(['Luis Peña-Vargas']);
    expect(await search(desk, 'castellanos luis')).toEqual([]);
  });

  it('by address, by numbers and by id', async () => {
    const { id } = await idsOf(desk, 'Castellanos');
    for (const q of [
      'imani.castellanos@',
      'IMANI.castellanos@harborpoint.example.org',
      'T100',
      '000100',
      'WA100',
      id,
    ])
      expect(await search(desk, q), q).toEqual(['Imani R Castellanos']);
    // The end of an address, a part of a number and a record that is no person name nobody.
    for (const q of ['harborpoint.example.org', '00010', elementary])
      expect(await search(desk, q), q).toEqual([]);
  });

  it('of every type, or of one, with what tells them apart and no more', async () => {
    const reply = await admin.get(`${people()}?q=T100&type=teacher`);
    expect(peopleIn(reply.body)).toEqual([
      {
        type: 'teacher',
        id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
        name: 'Imani R Castellanos',
        email: 'imani.castellanos@harborpoint.example.org',
        sis_id: 'T100',
        state_id: 'WA100',
        teacher_number: '000100',
        schools: [elementary],
      },
    ]);
    expect(await search(admin, 'T100', '&type=student')).toEqual([]);
    const pupil = await admin.get(`${people()}?q=Bell%20Amara`);
    expect(pupil.text).not.toMatch(/dob|race|frl|Shoreline|contact/i);
  });

  it('page by page, each once and in one order', async () => {
    const all = await search(admin, 'an', '&limit=100');
    expect(all.length).toBeGreaterThan(6);
    const paged: string[] = [];
    let next = '';
    for (let n = 0; n <= all.length && (n === 0 || next !== ''); n++) {
      const reply = await admin.get(
        `${people()}?q=an&limit=2${next === '' ? '' : `&starting_after=${next}`}`,
      );
      const page = peopleIn(reply.body);
      expect(page.length).toBeLessThanOrEqual(2);
      paged.push(...page.map(({ name }) => name));
      next = reply.body['next'] === null ? '' : textOf(reply.body, 'next');
    }
    expect(paged).toEqual(all);
  });

  it('by a tech lead only in the own school, whatever is asked', async () => {
    const mine = await search(lead, 'an', '&limit=100');
    const all = await admin.get(`${people()}?q=an&limit=100`);
    const expected = peopleIn(all.body).filter(({ schools }) => schools.includes(elementary));
    expect(mine).toEqual(expected.map(({ name }) => name));
    expect(mine.length).toBeLessThan(peopleIn(all.body).length);
    const { id } = await idsOf(admin, 'Lindqvist');
    for (const q of ['Lindqvist', 'T200', 'greta.lindqvist', id])
      expect(await search(lead, q), q).toEqual([]);
    const hidden = await lead.get(pathOf({ type: 'teacher', id }));
    const nobody = await lead.get(pathOf({ type: 'teacher', id: 'f'.repeat(24) }));
    expect([hidden.status, nobody.status]).toEqual([404, 404]);
    expect({ ...hidden.body, instance: '' }).toEqual({ ...nobody.body, instance: '' });
    // Somebody of both schools belongs to each of them.
    expect(await search(lead, 'Amadi')).toEqual(['Badr Amadi']);
  });

  it('not by those whose roles do not include it, and nobody of another district', async () => {
    const curriculum = await hub.person('curriculum_lead', { districtId: home.districtId });
    const team = await hub.person('application_team', { applicationId: home.applicationId });
    for (const who of [curriculum, team]) expect((await who.get(`${people()}?q=Bell`)).status).toBe(403);
    expect((await admin.get(`${people(away)}?q=Bell`)).status).toBe(404);
    const { id } = await idsOf(admin, 'Castellanos');
    const elsewhere = await hub.person('district_admin', { districtId: away.districtId });
    expect((await elsewhere.get(`${people(away)}/teacher/${id}`)).status).toBe(404);
  });

  it('with a text that is worth it', async () => {
    for (const q of ['', 'a', ' a ', 'x'.repeat(101)])
      expect([400, 422], q).toContain((await admin.get(`${people()}?q=${encodeURIComponent(q)}`)).status);
    for (const more of ['&limit=0', '&starting_after=pupil:1', '&type=contact', '&colour=red'])
      expect((await admin.get(`${people()}?q=an${more}`)).status, more).toBe(422);
  });

  it('leaving a line in the ledger that names nobody who was sought', async () => {
    await search(desk, 'Castellanos');
    const lines = await linesOf(`district:${home.districtId}`);
    const line = lines.filter(({ act }) => act === 'person.searched').at(-1);
    expect(line).toMatchObject({ chain: home.districtId, detail: { records: 1 } });
    expect(JSON.stringify(lines)).not.toMatch(/Castellanos/i);
    const one = await idsOf(desk, 'Castellanos');
    await desk.get(pathOf(one));
    expect((await linesOf(`teacher:${one.id}`)).map(({ act }) => act)).toContain('person.viewed');
  });
});

describe('the password of a person', () => {
  it('is given, chosen anew by the person, made to expire, and taken away', async () => {
    const person = await idsOf(desk, 'Castellanos');
    expect((await desk.get(pathOf(person))).body['password']).toBeNull();
    const none = await desk.post(`${pathOf(person)}/password-expiry`);
    expect([none.status, none.body['type']]).toEqual([404, 'urn:rollbook:problem:not_found']);

    const made = await desk.post(`${pathOf(person)}/password-reset`, { username: 'I.Castellanos' });
    expect(made.status, made.text).toBe(200);
    expect(made.body).toMatchObject({ username: 'i.castellanos', must_change: true });
    expect(await signIn('i.castellanos', textOf(made.body, 'initial_password'))).toBe('must_change');

    const set = await admin.put(`${pathOf(person)}/password`, {
      password: PERSON_PASSWORD,
      must_change: false,
    });
    expect(set.body).toMatchObject({ username: 'i.castellanos', must_change: false });
    expect(set.text).not.toContain(PERSON_PASSWORD);
    expect(await signIn('i.castellanos', PERSON_PASSWORD)).toBe('in');
    expect(await signIn('i.castellanos', textOf(made.body, 'initial_password'))).toBe('refused');

    expect((await desk.post(`${pathOf(person)}/password-expiry`)).status).toBe(204);
    expect(
      await hub.store.control.count('hub_session', { districtId: home.districtId, personId: person.id }),
    ).toBe(0);
    expect(await signIn('i.castellanos', PERSON_PASSWORD)).toBe('must_change');
    expect((await desk.get(pathOf(person))).body['password']).toMatchObject({ must_change: true });

    expect((await desk.delete(`${pathOf(person)}/password`)).status).toBe(204);
    expect(await signIn('i.castellanos', PERSON_PASSWORD)).toBe('refused');
    expect((await desk.delete(`${pathOf(person)}/password`)).status).toBe(404);

    const lines = await linesOf(`teacher:${person.id}`);
    expect(lines.map(({ act }) => act).filter((act) => act.startsWith('password.'))).toEqual([
      'password.set',
      'password.reset',
      'password.expired',
      'password.removed',
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/castellanos|herons/i);
  });

  it('is told once more only to who asked with the same key', async () => {
    const person = await idsOf(desk, "O'Rourke");
    const keyed = { headers: { 'Idempotency-Key': 'reset-of-siobhan' } };
    const first = await desk.post(`${pathOf(person)}/password-reset`, { username: 'sorourke' }, keyed);
    const again = await desk.post(`${pathOf(person)}/password-reset`, { username: 'sorourke' }, keyed);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    const resets = (await linesOf(`teacher:${person.id}`)).filter(({ act }) =>
      /^password\.(re)?set$/.test(act),
    );
    expect(resets).toHaveLength(1);
    const other = await admin.post(`${pathOf(person)}/password-reset`, {}, keyed);
    expect(textOf(other.body, 'initial_password')).not.toBe(textOf(first.body, 'initial_password'));
  });

  it('follows the rules, and one login name is of one person', async () => {
    const person = await idsOf(admin, 'Nakagawa');
    const put = (body: Json) => admin.put(`${pathOf(person)}/password`, body);
    for (const password of ['short', 'wyatt nakagawa harbor point', 'aaaaaaaaaaaaaaaaaaaa']) {
      const reply = await put({ username: 'wyatt', password });
      expect([reply.status, reply.body['type']], password).toEqual([400, 'urn:rollbook:problem:bad_request']);
      expect(reply.text).not.toContain(password);
    }
    // A login name is needed the first time.
    expect((await put({ password: PERSON_PASSWORD })).status).toBe(400);
    expect((await put({ username: 'wyatt', password: PERSON_PASSWORD })).status).toBe(200);
    const taken = await admin.put(`${pathOf(await idsOf(admin, 'Suzuki'))}/password`, {
      username: 'WYATT',
      password: PERSON_PASSWORD,
    });
    expect([taken.status, taken.body['type']]).toEqual([409, 'urn:rollbook:problem:already_exists']);
    const forged = await admin.put(
      `${pathOf(person)}/password`,
      { password: PERSON_PASSWORD },
      { headers: { 'X-Rollbook-CSRF': '' } },
    );
    expect([forged.status, forged.body['type']]).toEqual([403, 'urn:rollbook:problem:csrf_refused']);
  });

  it('is set by a tech lead in the own school only', async () => {
    const mine = await idsOf(admin, 'Bell Amara');
    const theirs = await idsOf(admin, 'Lindqvist');
    const reset = (who: Visitor, person: Found) =>
      who.post(`${pathOf(person)}/password-reset`, { username: `u${person.id}` });
    expect((await reset(lead, mine)).status).toBe(200);
    const refused = await reset(lead, theirs);
    const nobody = await lead.post(`${people()}/teacher/${'f'.repeat(24)}/password-reset`, { username: 'x' });
    expect([refused.status, nobody.status]).toEqual([404, 404]);
    expect({ ...refused.body, instance: '' }).toEqual({ ...nobody.body, instance: '' });
    for (const act of [
      lead.put(`${pathOf(theirs)}/password`, { username: 'y', password: PERSON_PASSWORD }),
      lead.post(`${pathOf(theirs)}/password-expiry`),
      lead.delete(`${pathOf(theirs)}/password`),
    ])
      expect((await act).status).toBe(404);
    expect(await hub.store.control.count('login_password', { personId: theirs.id })).toBe(0);
    const lines = await linesOf(`teacher:${theirs.id}`);
    expect(lines.map(({ act, outcome }) => [act, outcome])).toContainEqual(['password.reset', 'refused']);
    const other = await hub.person('school_tech_lead', { districtId: home.districtId, schoolId: high });
    expect((await reset(other, theirs)).status).toBe(200);
  });

  it('of somebody who administers is set by the owner alone', async () => {
    const chief = {
      type: 'district_admin',
      id: await addDistrictAdmin(hub.acting, {
        districtId: home.districtId,
        email: 'chief@harborpoint.example.org',
        randomHex,
      }),
    };
    const operator = await hub.person('operator');
    const reset = (who: Visitor, person: Pick<Found, 'type' | 'id'>) =>
      who.post(`${pathOf(person)}/password-reset`, { username: `u${person.id}` });
    for (const [who, status] of [
      [lead, 404],
      [desk, 403],
      [admin, 403],
      [owner, 200],
      // Nobody in the district.
      [operator, 403],
    ] as const)
      expect((await reset(who, chief)).status).toBe(status);
    // A teacher who has a role here is one of them.
    const teacher = await idsOf(admin, 'Raman');
    expect((await reset(desk, teacher)).status).toBe(200);
    const account = await operator.post('/accounts', {
      email: 'Priya.Raman@harborpoint.example.org',
      name: 'Priya Raman',
      roles: [{ role: 'help_desk', district_id: home.districtId }],
    });
    expect(account.status, account.text).toBe(201);
    expect((await reset(desk, teacher)).status).toBe(403);
    expect((await reset(owner, teacher)).status).toBe(200);
  });
});
