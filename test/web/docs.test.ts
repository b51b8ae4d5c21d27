/** The documentation as it is served: complete, linked, readable without a script, good at any width, on paper and by keyboard. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { documentation, docUri } from '../../src/docs/index.ts';
import { faultsOf, isWiderThanWindow, useBrowser, watch } from '../support/browser.ts';
import { useSandbox } from '../support/hub.ts';

const sandbox = useSandbox();
const browser = useBrowser();
const pages = documentation.flatMap((group) => group.pages);
const fetchPage = async (path: string) => fetch(sandbox.url + path);
const BROWSER_TIMEOUT_MS = 240_000;

/** One of each kind of page, and the longest. */
const SAMPLES = [
  '/docs',
  '/docs/start/developer',
  '/docs/records/student',
  '/docs/data-model',
  '/docs/where',
  '/docs/files',
  '/docs/problems',
  '/docs/endpoints/students/id/contacts',
];

async function open(path: string, width = 1280, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await browser.newPage(width, scheme);
  await page.goto(sandbox.url + path);
  return page;
}

describe('the documentation', () => {
  it('serves every page, and every link in it leads somewhere', async () => {
    const known = new Set<string>();
    for (const { path } of pages) {
      const response = await fetchPage(docUri(path));
      expect(response.status, path).toBe(200);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('content-security-policy')).not.toContain('unsafe-inline');
      const text = await response.text();
      for (const [, target = ''] of text.matchAll(/href="([^"]+)"/g))
        known.add(target.startsWith('#') ? docUri(path) + target : target.replaceAll('&amp;', '&'));
    }
    const answers = new Map<string, string>();
    for (const target of known) {
      expect(target.startsWith('/'), target).toBe(true);
      const [path = '', anchor] = target.split('#');
      if (!answers.has(path)) {
        const response = await fetchPage(path);
        expect(response.status, target).toBe(200);
        answers.set(path, await response.text());
      }
      if (anchor !== undefined) expect(answers.get(path), target).toContain(`id="${anchor}"`);
    }
  });

  it('has one heading of the first rank on each page, and every id once', async () => {
    for (const { path } of pages) {
      const text = await (await fetchPage(docUri(path))).text();
      expect(text.match(/<h1>/g), path).toHaveLength(1);
      const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size, path).toBe(ids.length);
      expect(text).toContain('<html lang="en">');
      expect(text, path).not.toMatch(/\son\w+=|style="|javascript:|undefined|\[object/);
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

  it('sends at most 30 KB of script, with all that the search looks through', async () => {
    const script = Buffer.from(await (await fetchPage('/docs.js')).arrayBuffer());
    const index = Buffer.from(await (await fetchPage('/docs/search.json')).arrayBuffer());
    expect(gzipSync(script).byteLength + gzipSync(index).byteLength).toBeLessThan(30_000);
  });

  for (const [scheme, width] of [
    ['light', 320],
    ['dark', 1440],
  ] as const)
    it(
      `is accessible in ${scheme} at ${width} px, and asks no other host`,
      { timeout: BROWSER_TIMEOUT_MS },
      async () => {
        const page = await browser.newPage(width, scheme);
        const seen = watch(page, sandbox.url);
        for (const path of SAMPLES) {
          await page.goto(sandbox.url + path);
          expect(await isWiderThanWindow(page), path).toBe(false);
          expect(await faultsOf(page), path).toEqual([]);
        }
        expect(seen).toEqual({ foreign: [], errors: [] });
        await page.close();
      },
    );

  it('fits on a phone, every page', { timeout: BROWSER_TIMEOUT_MS }, async () => {
    const page = await browser.newPage(320, 'light');
    for (const { path } of pages.filter(({ path }) => !path.startsWith('endpoints/'))) {
      await page.goto(sandbox.url + docUri(path));
      expect(await isWiderThanWindow(page), path).toBe(false);
    }
    await page.close();
  });
});

describe('without a script', () => {
  it('is read, and its pages are reached', { timeout: BROWSER_TIMEOUT_MS }, async () => {
    for (const width of [320, 1280]) {
      const page = await browser.newPage(width, 'light', { javaScriptEnabled: false });
      await page.goto(`${sandbox.url}/docs/paging`);
      expect(await page.locator('.search').isVisible()).toBe(false);
      expect(await page.locator('main h1').innerText()).toBe('Paging');
      if (width === 320) await page.locator('.menu > summary').click();
      await page.getByRole('navigation', { name: 'Documentation' }).getByText('Errors').click();
      await page.waitForURL('**/docs/errors');
      await page.close();
    }
  });
});

describe('by keyboard', () => {
  it('the first stop skips to the content', { timeout: BROWSER_TIMEOUT_MS }, async () => {
    const page = await open('/docs/paging');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    expect(await skip.evaluate((link) => link.matches(':focus-visible'))).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.locator('main').evaluate((main) => main.matches(':focus'))).toBe(true);
    await page.keyboard.press('Tab');
    expect(
      await page
        .locator('main a')
        .first()
        .evaluate((link) => link.matches(':focus')),
    ).toBe(true);
    await page.close();
  });

  it('a box of the diagram is reached and followed', { timeout: BROWSER_TIMEOUT_MS }, async () => {
    for (const [width, layout] of [
      [1280, 'wide'],
      [320, 'narrow'],
    ] as const) {
      const page = await open('/docs/data-model', width);
      expect(await page.locator('.model:visible').count()).toBe(1);
      await page.locator(`.model-${layout} a`, { hasText: 'Section' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/docs/records/section');
      await page.close();
    }
  });
});

describe('the search', () => {
  const search = async (page: Page, text: string) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(text);
  };

  for (const [wanted, uri] of [
    ['rate limit', '/docs/rate-limits'],
    ['dob', '/docs/records/student#field-dob'],
    ['frl_status', '/docs/records/student#field-frl_status'],
    ['Contact_phone', '/docs/files#students-contact-phone'],
    ['unknown_reference', '/docs/problems#unknown_reference'],
    ['404', '/docs/errors#status-404'],
    ['/students/{id}/contacts', '/docs/endpoints/students/id/contacts'],
    ['strictly before the cursor', '/docs/paging#two-quirks'],
  ] as const)
    it(`finds ${wanted}`, { timeout: BROWSER_TIMEOUT_MS }, async () => {
      const page = await open('/docs');
      await search(page, wanted);
      await page.waitForSelector('#found li');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${uri}`);
      await page.close();
    });

  it('is gone through by arrows, and left by Escape', { timeout: BROWSER_TIMEOUT_MS }, async () => {
    const page = await open('/docs');
    const input = page.getByRole('combobox', { name: 'Search' });
    await search(page, 'sharing');
    await page.waitForSelector('#found li');
    expect(await input.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const active = await input.getAttribute('aria-activedescendant');
    expect(active).toBe('found-1');
    expect(await page.locator('#found-1').getAttribute('aria-selected')).toBe('true');
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.locator('#found').isVisible()).toBe(false);
    expect(await input.getAttribute('aria-expanded')).toBe('false');
    await page.close();
  });

  it('says that nothing was found, and what to try', { timeout: BROWSER_TIMEOUT_MS }, async () => {
    const page = await open('/docs', 320);
    await page.locator('#search').fill('<b>xylophone</b>');
    const status = page.getByRole('status');
    await status.getByText('Nothing was found for “<b>xylophone</b>”').waitFor();
    expect(await status.isVisible()).toBe(true);
    expect(await isWiderThanWindow(page)).toBe(false);
    expect(await page.locator('#found').isVisible()).toBe(false);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(page.url()).toBe(`${sandbox.url}/docs`);
    await page.close();
  });

  it('says so when it cannot be loaded', { timeout: BROWSER_TIMEOUT_MS }, async () => {
    const page = await open('/docs');
    await page.route('**/docs/search.json', (route) => route.fulfill({ status: 503, body: '' }));
    await page.locator('#search').fill('paging');
    await page.getByText('The search could not be loaded').waitFor();
    await page.close();
  });
});

describe('a deep link', () => {
  it('shows which row is meant', { timeout: BROWSER_TIMEOUT_MS }, async () => {
    const background = (page: Page, field: string) =>
      page
        .locator(`tr:has(#field-${field})`)
        .evaluate((row) => row.ownerDocument.defaultView?.getComputedStyle(row).backgroundColor);
    const page = await open('/docs/records/student#field-dob');
    expect(await background(page, 'dob')).not.toBe(await background(page, 'email'));
    const isInView = await page.locator('#field-dob').evaluate((row) => row.getBoundingClientRect().top);
    expect(isInView).toBeGreaterThanOrEqual(0);
    await page.close();
  });
});

describe('on paper', () => {
  it('is the page alone, dark on white, and whole', { timeout: BROWSER_TIMEOUT_MS }, async () => {
    const page = await open('/docs/files', 1280, 'dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const part of ['.bar', '.pages', '.contents', '.neighbours', '.code button'])
      expect(await page.locator(part).first().isVisible(), part).toBe(false);
    const colours = await page.locator('main').evaluate((main) => {
      const style = main.ownerDocument.defaultView?.getComputedStyle(main);
      return [style?.backgroundColor, style?.color];
    });
    expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
    expect((await page.pdf({ format: 'Letter' })).byteLength).toBeGreaterThan(20_000);
    // The width of a sheet with its margins: nothing may be cut off.
    await page.setViewportSize({ width: 720, height: 960 });
    expect(await isWiderThanWindow(page)).toBe(false);
    await page.close();
  });
});
