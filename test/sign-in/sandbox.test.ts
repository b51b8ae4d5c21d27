import { describe, expect, it } from 'vitest';
import { useSandbox } from '../support/hub.ts';
import { Visitor } from './sign-in-hub.ts';

const DEMO = '/in/4fd43cc56d11340000000005';
const sandbox = useSandbox();

async function me(token: string) {
  const { text } = await sandbox.as(token).get('/me');
  return JSON.parse(text) as { type: string; data: { id: string; name?: { first: string } } };
}

describe('the sandbox', () => {
  it('lets anybody in as anybody, found by name, by one click', async () => {
    const visitor = new Visitor(sandbox.url);
    const page = await visitor.get(DEMO);
    expect(page.text).toContain('Start with one of these');
    const found = await visitor.get(`${DEMO}?q=okafor`);
    const person = /value="(district_admin:[0-9a-f]{24})"/.exec(found.text)?.[1] ?? '';
    expect(found.text).not.toContain('Lindqvist');
    expect((await visitor.post(`${DEMO}/demo`, { person, next: '/oauth/authorize?a=b' })).location).toBe(
      '/oauth/authorize?a=b',
    );
    const portal = await visitor.get(DEMO);
    expect(portal.text).toContain('Rosalind Okafor');
    expect(portal.text).toContain('/oauth/instant-login?client_id=d0e1f2a3b4c5d6e7f809');
  });

  it('lets nobody in by a form from elsewhere, nor as somebody who is not there', async () => {
    const visitor = new Visitor(sandbox.url);
    const { text } = await visitor.get(DEMO);
    const person = /value="(student:[0-9a-f]{24})"/.exec(text)?.[1] ?? '';
    const elsewhere = { 'sec-fetch-site': 'cross-site' };
    expect((await visitor.post(`${DEMO}/demo`, { person }, elsewhere)).status).toBe(403);
    await visitor.get(DEMO);
    for (const nobody of [`student:${'0'.repeat(24)}`, `contact:${person.slice(8)}`, 'x', ''])
      expect(
        (
          await visitor.post(`${DEMO}/demo`, { person: nobody }).then(async (visit) => {
            await visitor.get(DEMO);
            return visit;
          })
        ).status,
      ).toBe(404);
    expect(visitor.cookies.has('rollbook_session')).toBe(false);
  });

  it('has a fixed token for one person of each type', async () => {
    const student = await me('ilc_DEMO_STUDENT_TOKEN');
    expect(student).toMatchObject({ type: 'student' });
    const types = ['TEACHER', 'SCHOOL_ADMIN', 'DISTRICT_ADMIN'];
    const others = await Promise.all(types.map((type) => me(`ilc_DEMO_${type}_TOKEN`)));
    expect(others.map(({ type }) => type)).toEqual(['teacher', 'school_admin', 'district_admin']);
    expect(others[1]?.data.id).toBe('5601b814141fd30001000017');
    const demo = sandbox.as('DEMO_TOKEN');
    const teachers = await demo.get(`/v1.1/students/${student.data.id}/teachers`);
    expect(teachers.text).toContain(others[0]?.data.id);
    expect((await demo.get(`/v1.1/students/${student.data.id}/contacts`)).text).toContain('"id"');
    expect((await sandbox.as('ilc_DEMO_STUDENT_TOKEN').get('/v1.1/students')).status).toBe(403);
  });

  it('lets the Explorer of the origin it serves be the way back', async () => {
    const { stdout } = await sandbox.run('app', 'list', '--json');
    const { port } = new URL(sandbox.url);
    for (const host of ['localhost', '127.0.0.1'])
      expect(stdout).toContain(`http://${host}:${port}/explorer/callback`);
    expect(stdout).toContain('http://localhost:3000/explorer/callback');
  });
});
