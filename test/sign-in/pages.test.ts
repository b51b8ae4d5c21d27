/** The pages in a real Chromium: by keyboard, without script, in light and dark, from 320 pixels up. */
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { addLoginMethod, setPassword } from '../../src/sign-in/index.ts';
import { faultsOf, isWiderThanWindow, useChromium } from '../support/browser.ts';
import { useSandbox } from '../support/hub.ts';
import { GOOD, LONG_NAME, MARKUP, RTL_NAME, useSignInHub } from './sign-in-hub.ts';

const PEOPLE = { long: LONG_NAME, rtl: RTL_NAME, markup: MARKUP, ada: 'Ada' };

/** A dozen pages, each looked through by axe. */
const SLOW_MS = 300_000;

const hub = useSignInHub();
const sandbox = useSandbox();
const chromium = useChromium();

beforeAll(async () => {
  await hub.connect('Reading Room');
  await hub.connect(`<b>${'Geography'.repeat(25)}</b>`);
  const { acting } = hub.hub;
  const districtId = hub.district.id;
  await addLoginMethod(acting, { districtId, kind: 'password' });
  await addLoginMethod(acting, {
    districtId,
    kind: 'oidc',
    label: 'Google',
    settings: {
      issuer: 'https://accounts.google.com',
      client_id: 'c',
      match: { claim: 'email', field: 'email' },
      hosted_domains: ['north.example.org'],
    },
  });
  for (const username of Object.keys(PEOPLE))
    await setPassword(acting, {
      districtId,
      person: await hub.person(username),
      username,
      password: GOOD,
      mustChange: false,
    });
  await setPassword(acting, {
    districtId,
    person: await hub.person('tess', 'teacher'),
    username: 'tess',
    password: GOOD,
    mustChange: true,
  });
});

/** Watches that the page speaks to this server only, and that nothing is refused by its policy. */
function watch(context: BrowserContext, origin: string): string[] {
  const strange: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) strange.push(url);
  });
  context.on('console', (message) => strange.push(message.text()));
  return strange;
}

async function check(page: Page, what: string): Promise<void> {
  // A click does not wait for the style of the page that it leads to.
  await page.waitForLoadState('load');
  const spoken = await page.evaluate('[document.documentElement.lang, navigator.language.slice(0, 2)]');
  expect((spoken as readonly string[])[0], what).toBe((spoken as readonly string[])[1]);
  expect(await isWiderThanWindow(page), what).toBe(false);
  expect(await faultsOf(page), what).toEqual([]);
}

async function submit(page: Page, username: string, password: string): Promise<void> {
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.click('form.methods button.first');
}

// Colours do not depend on the width: each once.
describe.each([
  { width: 320, scheme: 'dark', locale: 'es-US' },
  { width: 1440, scheme: 'light', locale: 'en-US' },
] as const)('the pages, $width pixels wide, $scheme, in $locale', ({ width, scheme, locale }) => {
  it('are accessible, fit, and keep names text', { timeout: SLOW_MS }, async () => {
    const context = await chromium.browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: scheme,
      locale,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs++;
      void dialog.dismiss();
    });
    await page.goto(`${hub.url}${hub.path}`);
    await check(page, 'login');
    await submit(page, 'ada', 'something else');
    await check(page, 'refused');
    await submit(page, 'tess', GOOD);
    await check(page, 'change');
    await page.goto(`${hub.url}/in/nonsense`);
    await check(page, 'not found');
    for (const [username, name] of Object.entries(PEOPLE)) {
      await context.clearCookies();
      await page.goto(`${hub.url}${hub.path}`);
      await submit(page, username, GOOD);
      expect(await page.textContent('h1')).toContain(name);
      expect(await page.locator('h1 img').count()).toBe(0);
      await check(page, `portal of ${username}`);
      await page.click('.foot .button');
      await check(page, `way out of ${username}`);
    }
    expect(dialogs).toBe(0);
    await context.close();
  });

  it('of the sandbox do so, too', { timeout: SLOW_MS }, async () => {
    const context = await chromium.browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: scheme,
      locale,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`${sandbox.url}/in/4fd43cc56d11340000000005`);
    await check(page, 'sandbox');
    await context.close();
  });
});

describe('signing in', () => {
  it('takes a keyboard and no script, shows where it is, and asks no other host', async () => {
    const context = await chromium.browser.newContext({ javaScriptEnabled: false });
    const strange = watch(context, hub.url);
    const page = await context.newPage();
    await page.goto(`${hub.url}${hub.path}`);
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    // Skip link, provider, name, password.
    await press('Tab', 'Tab', 'Tab');
    expect(await page.locator(':focus').getAttribute('id')).toBe('username');
    await page.keyboard.type('ada');
    await press('Tab');
    await page.keyboard.type(GOOD);
    await press('Enter');
    await page.waitForSelector('text=Hello');
    await page.click('.foot .button');
    await page.click('button:has-text("Log out")');
    await page.waitForSelector('text=You are logged out.');
    expect(strange).toEqual([]);
    await context.close();
  });

  it('shows the focus on everything that takes it', async () => {
    const page = await chromium.browser.newPage();
    await page.goto(`${hub.url}${hub.path}`);
    for (let n = 0; n < 5; n++) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineWidth');
      expect(outline).toBe('3px');
    }
    await page.close();
  });

  it('to the sandbox takes one click', async () => {
    const context = await chromium.browser.newContext({ javaScriptEnabled: false });
    const strange = watch(context, sandbox.url);
    const page = await context.newPage();
    await page.goto(`${sandbox.url}/in/4fd43cc56d11340000000005`);
    await page.click('.tile >> nth=0');
    await page.waitForSelector('text=Hello');
    expect(await page.getAttribute('a.tile', 'href')).toContain('/oauth/instant-login?client_id=');
    expect(strange).toEqual([]);
    await context.close();
  });
});
