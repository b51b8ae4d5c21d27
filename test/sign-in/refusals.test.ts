/** What the ledger keeps of sign-ins that came to nothing. */
import { beforeAll, describe, expect, it } from 'vitest';
import { addLoginMethod, setPassword } from '../../src/sign-in/index.ts';
import type { AuditRow } from '../../src/store/index.ts';
import { GOOD, useSignInHub, type Visitor } from './sign-in-hub.ts';

const hub = useSignInHub();
const WRONG = 'a guess that is wrong';
let visitor: Visitor;
let methodId: string;

beforeAll(async () => {
  methodId = (await addLoginMethod(hub.hub.acting, { districtId: hub.district.id, kind: 'password' })).id;
  await setPassword(hub.hub.acting, {
    districtId: hub.district.id,
    person: await hub.person('ada'),
    username: 'ada.marsh',
    password: GOOD,
    mustChange: false,
  });
  visitor = hub.visitor();
  await visitor.get(hub.path);
});

const guess = async (username: string): Promise<number> =>
  (await visitor.post(`${hub.path}/password`, { username, password: WRONG })).status;

const countOf = (lines: readonly AuditRow[], of: Readonly<Record<string, string>>): number =>
  lines
    .filter((line) =>
      Object.entries(of).every(([name, value]) => ({ ...line.detail, ...line })[name] === value),
    )
    .reduce((sum, { detail }) => sum + Number(detail['count']), 0);

describe('wrong passwords', () => {
  it('are counted: by person where there is one, together where there is none', async () => {
    const { id } = await hub.person('ada');
    const linesNow = () => hub.hub.store.control.count('audit', {});
    const before = await linesNow();
    for (let n = 0; n < 4; n++) expect(await guess('ada.marsh')).toBe(403);
    for (let n = 0; n < 20; n++) expect(await guess(`nobody.${n}`)).toBe(403);
    // Guessing costs no write. The minute may be over meanwhile, and its lines there.
    expect(await linesNow()).toBeLessThanOrEqual(before + 2);
    const lines = await hub.audit('login.refused');
    // As many as there are minutes.
    expect(lines.length).toBeLessThanOrEqual(4);
    expect(countOf(lines, { subject: `student:${id}`, reason: 'wrong_password', method: methodId })).toBe(4);
    expect(countOf(lines, { subject: `login_method:${methodId}`, reason: 'wrong_password' })).toBe(20);
    expect(lines[0]).toMatchObject({ outcome: 'refused', detail: { network: '127.0.0.0/24' } });
  });

  it('are counted where they come too fast, too', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 40; n++) statuses.push(await guess('nobody.else'));
    const tooFast = statuses.filter((status) => status === 429).length;
    expect(tooFast).toBeGreaterThan(20);
    const lines = (await hub.audit('login.refused')).filter(
      ({ detail }) => detail['reason'] === 'too_many_attempts',
    );
    expect(lines.length).toBeLessThanOrEqual(2);
    expect(countOf(lines, { subject: `login_method:${methodId}` })).toBe(tooFast);
  });

  it('are told of by id: no name and nothing that was typed is in the ledger', async () => {
    await hub.audit('login.refused');
    expect(JSON.stringify(await hub.hub.store.control.find('audit', {}))).not.toMatch(
      /ada\.marsh|nobody|a guess|Marsh/,
    );
  });
});

describe('ways back that nobody went', () => {
  it('are one line, with the codes that the first were shown', async () => {
    const codes: string[] = [];
    for (let n = 0; n < 40; n++) {
      const { status, text } = await hub.visitor().get(`/in/auth_callback?code=${n}&state=made-up`);
      expect(status).toBe(400);
      codes.push(/class="code">(\w{8})</.exec(text)?.[1] ?? '');
    }
    await hub.audit('login.refused');
    const lines = (await hub.hub.store.control.find('audit', { chain: '', act: 'login.refused' })).filter(
      ({ detail }) => detail['reason'] === 'not_begun',
    );
    expect(countOf(lines, { subject: 'login' })).toBe(40);
    expect(lines.length).toBeLessThanOrEqual(2);
    const noted = lines.flatMap(({ requestId, detail }) => [
      requestId,
      ...((detail['requests'] ?? []) as readonly string[]),
    ]);
    expect(noted.slice(0, 20)).toEqual(codes.slice(0, 20));
    expect(JSON.stringify(lines)).not.toContain('made-up');
  });
});
