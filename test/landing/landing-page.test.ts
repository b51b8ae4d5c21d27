import { describe, expect, it } from 'vitest';
import { landingPage, Wording } from '../../src/http/index.ts';

const origin = 'http://localhost:3000';
const english = new Wording('en');
const sandbox = {
  tokens: ['DEMO_TOKEN'],
  district: { id: '4fd43cc56d11340000000005', name: 'Demo <District>' },
  studentId: '6a8bb3b058854af3d4000002',
  openApiPath: '/v1.1/openapi.json',
};

describe('the page at /', () => {
  it('shows the tokens of the sandbox, and leads into the Explorer and to the description', () => {
    const html = landingPage(english, sandbox, origin);
    for (const text of [
      'DEMO_TOKEN',
      'href="/explorer?path=%2Fv1.1%2Fstudents%2F6a8bb3b058854af3d4000002"',
      'href="/explorer?path=%2Fv1.1%2Fstudents%2F6a8bb3b058854af3d4000002%2Fteachers"',
      'href="/explorer?path=%2Fv1.1%2Fschools&amp;query=limit%3D5"',
      'href="/v1.1/openapi.json"',
    ])
      expect(html).toContain(text);
  });

  it('names no token, no district and no script where real districts are served', () => {
    const html = landingPage(
      english,
      { ...sandbox, tokens: [], district: undefined, studentId: undefined },
      origin,
    );
    for (const text of [
      'DEMO_TOKEN',
      'TEST_TOKEN',
      '4fd43cc56d11340000000005',
      '6a8bb3b058854af3d4000002',
      '<script',
    ])
      expect(html).not.toContain(text);
  });

  it('keeps names text', () => {
    const html = landingPage(english, sandbox, origin);
    expect(html).toContain('Demo &lt;District&gt;');
    expect(html).not.toContain('<District>');
  });

  it('asks no other host for anything', () => {
    const html = landingPage(english, sandbox, origin);
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(addresses.filter((address) => !/^(\/|#|data:)/.test(address))).toEqual([]);
    expect(html).not.toMatch(/style="|onclick=/);
  });
});
