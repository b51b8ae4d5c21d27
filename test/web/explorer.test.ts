/** The Explorer in a real browser, on the sandbox. */
import { describe, expect, it } from 'vitest';
import { useBrowser, watch } from '../support/browser.ts';
import { useSandbox } from '../support/hub.ts';

const sandbox = useSandbox();
const browser = useBrowser();
const SLOW = { timeout: 240_000 };
const at = (request: Readonly<Record<string, string>>) =>
  `${sandbox.url}/explorer?${new URLSearchParams(request).toString()}`;

describe('the Explorer', () => {
  it('answers at once, and leads from a student to a teacher by its links', SLOW, async () => {
    const page = await browser.newPage(1440, 'light');
    const seen = watch(page, sandbox.url);
    await page.goto(`${sandbox.url}/explorer`);
    await page.waitForSelector('.facts .good');
    await page.locator('.json a', { hasText: '/v1.1/students/' }).first().click();
    await page.waitForURL(/path=%2Fv1.1%2Fstudents%2F[0-9a-f]{24}/);
    // The links stand at the end, and only what is seen is drawn; the answer may still be on its way.
    const teachers = page.locator('.json a', { hasText: /\/teachers"$/ }).first();
    const toEnd = async () => {
      await page.locator('.json').evaluate((frame) => (frame.scrollTop = frame.scrollHeight));
      return teachers.count();
    };
    await expect.poll(toEnd, { timeout: 15_000 }).toBe(1);
    await teachers.click();
    await page.waitForURL(/%2Fteachers/);
    await page.locator('.json a', { hasText: '/v1.1/teachers/' }).first().click();
    await page.waitForURL(/path=%2Fv1.1%2Fteachers%2F[0-9a-f]{24}/);
    await page.waitForSelector('.facts .good');
    await page.goBack();
    await page.waitForURL(/%2Fteachers(?!%2F)/);
    expect(page.url()).not.toContain('DEMO_TOKEN');
    expect(seen).toEqual({ foreign: [], errors: [] });
    await page.close();
  });

  it('explains a field where it stands', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    await page.goto(at({ path: '/v1.1/students', query: 'limit=1' }));
    await page
      .locator('button.key', { hasText: /^grade$/ })
      .first()
      .click();
    const note = page.locator('.note');
    await note.waitFor();
    expect(await note.textContent()).toContain('Kindergarten');
    expect(await note.textContent()).toContain('normalized');
    await page.close();
  });

  it('checks parameters as they are typed, and builds a filter in rows', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    await page.goto(at({ path: '/v1.1/students', query: '' }));
    await page.fill('#parameter-limit', 'ten');
    expect(await page.locator('#limit-fault').textContent()).toContain('whole number');
    // What the API says about it may be seen all the same.
    expect(await page.locator('button[type=submit]').textContent()).toBe('Send anyway');
    await page.fill('#parameter-limit', '3');
    expect(await page.locator('button[type=submit]').textContent()).toBe('Send');
    await page.locator('.where summary').click();
    await page.locator('.where > button').click();
    await page.selectOption('.where .row select >> nth=0', 'grade');
    await page.fill('.where .row input', '9');
    expect(await page.inputValue('#parameter-where')).toBe('{"grade":"9"}');
    await page.click('button[type=submit]');
    await page.waitForURL(/where/);
    await page.waitForSelector('.facts .good');
    await page.close();
  });

  it('says what to do about an error, and shows it as the API gives it', SLOW, async () => {
    const page = await browser.newPage(1024, 'dark');
    await page.goto(at({ path: `/v1.1/students/${'0'.repeat(24)}`, query: '' }));
    await page.waitForSelector('.facts .bad');
    expect(await page.locator('.advice').textContent()).toContain('no such record');
    expect(await page.locator('.json').textContent()).toContain('Resource not found');
    await page.close();
  });

  it('scrolls through a thousand records and pages by next and prev', SLOW, async () => {
    const page = await browser.newPage(1440, 'light');
    await page.goto(at({ path: '/v1.1/students', query: 'limit=1000' }));
    await page.waitForSelector('.facts .good');
    expect(await page.locator('.line').count()).toBeLessThan(150);
    await page.locator('.paging button').nth(1).click();
    await page.waitForURL(/starting_after/);
    await expect.poll(() => page.locator('.paging').textContent()).toContain('end of the list');
    await page.close();
  });

  it('signs a demo person in by the real flow, and keeps the token out of addresses', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    await page.goto(at({ path: '/me', query: '' }));
    await page.getByRole('button', { name: 'Sign in as a demo person' }).click();
    await page.waitForURL(/\/in\//);
    await page.locator('form[action$="/demo"] button, button[formaction$="/demo"]').first().click();
    await page.waitForURL(/\/explorer\?path/);
    await page.waitForSelector('.facts .good');
    expect(await page.locator('.json').textContent()).toContain('authorized_by');
    expect(page.url()).not.toMatch(/ilt_|code=/);
    await page.close();
  });

  it('speaks Spanish', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    await page.goto(`${sandbox.url}/explorer`);
    await page.selectOption('.language select', 'es');
    expect(await page.locator('h2#answer-title').textContent()).toBe('Respuesta');
    await page.close();
  });

  it('begins with at most 150 KB of script, compressed', async () => {
    const html = await (await fetch(`${sandbox.url}/explorer`)).text();
    let bytes = 0;
    for (const [, path = ''] of html.matchAll(/(?:src|href)="(\/explorer\/assets\/[^"]+\.js)"/g)) {
      const response = await fetch(sandbox.url + path, { headers: { 'Accept-Encoding': 'gzip' } });
      bytes += Number(response.headers.get('content-length'));
    }
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(150_000);
  });
});
