import { describe, expect, it } from 'vitest';
import { landingPage } from '../../src/http/index.ts';

const origin = 'http://localhost:3000';
const sandbox = {
  tokens: ['DEMO_TOKEN'],
  district: { id: '4fd43cc56d11340000000005', name: 'Demo <District>' },
  openApiPath: '/v1.1/openapi.json',
};

describe('the page at /', () => {
  it('shows the tokens of the sandbox, and links into the API and its description', () => {
    const html = landingPage(sandbox, origin);
    for (const text of [
      'DEMO_TOKEN',
      'href="/v1.1/students?limit=2"',
      'href="/v1.1/openapi.json"',
      'href="/v1.1/schools?limit=3"',
    ])
      expect(html).toContain(text);
  });

  it('names no token, no district and no script where real districts are served', () => {
    const html = landingPage({ ...sandbox, tokens: [], district: undefined }, origin);
    for (const text of ['DEMO_TOKEN', 'TEST_TOKEN', '4fd43cc56d11340000000005', '<script'])
      expect(html).not.toContain(text);
  });

  it('keeps names text', () => {
    const html = landingPage(sandbox, origin);
    expect(html).toContain('Demo &lt;District&gt;');
    expect(html).not.toContain('<District>');
  });

  it('asks no other host for anything', () => {
    const html = landingPage(sandbox, origin);
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(addresses.filter((address) => !/^(\/|#|data:)/.test(address))).toEqual([]);
    expect(html).not.toMatch(/style="|onclick=/);
  });
});
