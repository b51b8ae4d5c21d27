/** The documentation as it is served: complete, linked, readable without a script, good at any width. */
import { describe, expect, it } from 'vitest';
import { documentation, docUri } from '../../src/docs/index.ts';
import { RATE, WHERE_LIMITS as SAID } from '../../src/docs/facts.ts';
import { BUCKETS } from '../../src/limits/index.ts';
import { WHERE_LIMITS } from '../../src/view/where.ts';
import { faultsOf, isWiderThanWindow, useBrowser, watch } from '../support/browser.ts';
import { useSandbox } from '../support/hub.ts';

const sandbox = useSandbox();
const browser = useBrowser();
const pages = documentation.flatMap((group) => group.pages);
const fetchPage = async (path: string) => fetch(sandbox.url + path);

describe('the documentation', () => {
  it('says the limits that are in force', () => {
    expect(RATE).toEqual(BUCKETS.bearer);
    expect(SAID).toEqual(WHERE_LIMITS);
  });

  it('serves every page, and every link in it leads somewhere', async () => {
    const known = new Set<string>();
    for (const { path, title } of pages) {
      const response = await fetchPage(docUri(path));
      expect(response.status, path).toBe(200);
      expect(response.headers.get('content-security-policy')).not.toContain('unsafe-inline');
      const text = await response.text();
      expect(text).toContain('<h1>');
      expect(title.length).toBeGreaterThan(0);
      for (const [, target = ''] of text.matchAll(/href="([^"]+)"/g))
        known.add(target.replaceAll('&amp;', '&'));
    }
    for (const target of known) {
      if (target.startsWith('#')) continue;
      expect(target.startsWith('/'), target).toBe(true);
      const [path = '', anchor] = target.split('#');
      const response = await fetchPage(path);
      expect(response.status, target).toBe(200);
      if (anchor !== undefined) expect(await response.text(), target).toContain(`id="${anchor}"`);
    }
  });

  it('leads out of its folder nowhere', async () => {
    for (const path of [
      '/docs/../../package.json',
      '/docs/%2e%2e/%2e%2e/package.json',
      '/docs/nothing',
      '/docs/paging.html.br/x',
    ])
      expect([403, 404], path).toContain((await fetchPage(path)).status);
  });

  it('sends no page of more than 30 KB, script and search included', async () => {
    const script = await fetch(`${sandbox.url}/docs.js`);
    expect((await script.arrayBuffer()).byteLength).toBeLessThan(30_000);
  });

  for (const scheme of ['light', 'dark'] as const)
    it(`is accessible in ${scheme}, at any width, and asks no other host`, { timeout: 240_000 }, async () => {
      const page = await browser.newPage(320, scheme);
      const seen = watch(page, sandbox.url);
      for (const path of [
        '/docs',
        '/docs/records/student',
        '/docs/data-model',
        '/docs/files',
        '/docs/endpoints/students/id/contacts',
      ]) {
        await page.goto(sandbox.url + path);
        expect(await isWiderThanWindow(page), path).toBe(false);
        expect(await faultsOf(page), path).toEqual([]);
      }
      expect(seen).toEqual({ foreign: [], errors: [] });
      await page.close();
    });

  it('is found by its words, by keyboard', { timeout: 120_000 }, async () => {
    const page = await browser.newPage(1024, 'light');
    await page.goto(`${sandbox.url}/docs`);
    await page.keyboard.press('/');
    await page.keyboard.type('rate limit');
    await page.waitForSelector('#found li');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/docs/rate-limits');
    await page.close();
  });
});
