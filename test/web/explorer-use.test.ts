/** What people do with the Explorer, besides following links: by keyboard, with tokens of their own, when something is wrong. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/derive/index.ts';
import { faultsOf, isWiderThanWindow, useBrowser, watch } from '../support/browser.ts';
import { useSandbox } from '../support/hub.ts';

const sandbox = useSandbox();
const browser = useBrowser();
const SLOW = { timeout: 240_000 };
const at = (path: string, query = '') =>
  `${sandbox.url}/explorer?${new URLSearchParams({ path, query }).toString()}`;
const sent = (page: Page) => page.waitForSelector('.answer[aria-busy=false] .facts');
const send = (page: Page) => page.click('button[type=submit]');

/** Presses Tab until the focus is on such an element. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let n = 0; n < 120; n++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`The keyboard does not reach ${selector}.`);
}

async function idsOf(path: string): Promise<readonly string[]> {
  const answer = await fetch(sandbox.url + path, { headers: { Authorization: 'Bearer DEMO_TOKEN' } });
  const { data } = (await answer.json()) as { data: readonly { data: { id: string } }[] };
  return data.map(({ data: { id } }) => id);
}

/** Asks again and again: what a page is asked to wait for by itself, its own policy forbids. */
const becomesTrue = (page: Page, expression: string) =>
  expect.poll(() => page.evaluate<boolean>(expression), { timeout: 15_000 }).toBe(true);

describe('the Explorer', () => {
  it('lists every endpoint of the catalogue, and finds them', SLOW, async () => {
    const page = await browser.newPage(1440, 'light');
    await page.goto(at('/v1.1/students'));
    await page.fill('.endpoints input', '/');
    const listed = await page.locator('.endpoints li .endpoint').allTextContents();
    expect(listed.sort()).toEqual(endpoints.map(({ path }) => path.replace('/v1.1', '')).sort());
    await page.fill('.endpoints input', 'nowhere');
    expect(await page.locator('.endpoints [role=status]').textContent()).toContain('No endpoint');
    // An endpoint with an id is filled in with one that is there.
    await page.fill('.endpoints input', '/teachers/{id}/grade');
    await page.locator('.endpoints li .endpoint').click();
    await becomesTrue(page, `/^[0-9a-f]{24}$/.test(document.querySelector('#parameter-id').value)`);
    await send(page);
    await page.waitForSelector('.facts .good');
    await page.close();
  });

  it('is used by keyboard alone: skip, follow, explain, go back', SLOW, async () => {
    const page = await browser.newPage(1440, 'light');
    const [student = ''] = await idsOf('/v1.1/students?limit=1');
    await page.goto(at(`/v1.1/students/${student}`));
    await page.waitForSelector('.facts .good');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await becomesTrue(page, `document.activeElement.id === 'answer'`);
    await tabTo(page, '.record-links a[href*="teachers"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/teachers/);
    await becomesTrue(page, `document.activeElement.id === 'answer'`);
    await tabTo(page, 'button.key');
    await page.keyboard.press('Enter');
    await page.locator('.note').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.note').waitFor({ state: 'detached' });
    await becomesTrue(page, `document.activeElement.matches('button.key')`);
    await tabTo(page, 'button.fold');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('button.fold[aria-expanded=false]').count()).toBe(1);
    await page.keyboard.press('Shift+Tab');
    await page.close();
  });

  it('goes back and forward, and says where it is', SLOW, async () => {
    const page = await browser.newPage(1440, 'light');
    const [student = ''] = await idsOf('/v1.1/students?limit=1');
    await page.goto(at(`/v1.1/students/${student}`));
    await page.waitForSelector('.facts .good');
    const [back, forward] = [
      page.getByRole('button', { name: 'Back' }),
      page.getByRole('button', { name: 'Forward' }),
    ];
    expect([await back.isDisabled(), await forward.isDisabled()]).toEqual([true, true]);
    await page.locator('.record-links a', { hasText: 'school' }).click();
    await page.waitForURL(/school/);
    expect(await page.title()).toContain('/school');
    expect(await page.locator('.trail li').count()).toBe(3);
    await back.click();
    await page.waitForURL((url) => url.searchParams.get('path') === `/v1.1/students/${student}`);
    expect(await page.locator('.trail [aria-current]').textContent()).not.toBe(student);
    await forward.click();
    await page.waitForURL(/school/);
    expect(await forward.isDisabled()).toBe(true);
    await page.close();
  });

  it(
    'takes a token of one’s own, keeps it in this tab, and shows what the API says of a wrong one',
    SLOW,
    async () => {
      const page = await browser.newPage(1024, 'light');
      await page.goto(at('/me'));
      await sent(page);
      await page.selectOption('.token select', { label: 'Paste your own' });
      await page.fill('.token input', 'a-token-of-nobody');
      await page.waitForSelector('.facts .bad');
      expect(await page.locator('.facts .bad').textContent()).toBe('401');
      expect(await page.locator('.advice').textContent()).toContain('token that is in force');
      // Without any token the request can be sent, too.
      await page.fill('.token input', '');
      await send(page);
      await sent(page);
      expect(await page.locator('.facts .bad').textContent()).toBe('401');
      await page.selectOption('.token select', { index: 2 });
      await page.waitForSelector('.facts .good');
      const kept = await page.evaluate(
        '[JSON.stringify(localStorage), document.cookie, location.href].join()',
      );
      expect(kept).not.toMatch(/TOKEN|nobody/);
      const [other] = await Promise.all([
        page.context().waitForEvent('page'),
        page.evaluate(`window.open(${JSON.stringify(at('/me'))}, '_blank', 'noopener')`),
      ]);
      await other.waitForSelector('.facts');
      expect(await other.inputValue('.token select')).toBe('DEMO_TOKEN');
      await page.context().close();
    },
  );

  it('lets a faulty request be sent, and shows what the API says about it', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    for (const [name, value, status, advice] of [
      ['limit', '0', '400', 'names the parameter'],
      ['limit', '10001', '413', '10,000'],
      ['where', '{"grade":', '400', 'names the parameter'],
    ] as const) {
      await page.goto(at('/v1.1/students'));
      await page.fill(`#parameter-${name}`, value);
      expect(await page.locator('.parameter .fault').count(), value).toBe(1);
      expect(await page.getAttribute(`#parameter-${name}`, 'aria-invalid')).toBe('true');
      await page.getByRole('button', { name: 'Send anyway' }).click();
      await page.waitForSelector('.facts .bad');
      expect(await page.locator('.facts .bad').textContent(), value).toBe(status);
      expect(await page.locator('.advice').textContent(), value).toContain(advice);
    }
    await page.close();
  });

  it('plays paging step by step, and explains its quirks where they occur', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    const ids = await idsOf('/v1.1/schools');
    const noteOf = async (query: string) => {
      await page.goto(at('/v1.1/schools', query));
      await page.waitForSelector('.facts .good');
      return page.locator('.paging p').textContent();
    };
    expect(await noteOf('limit=1')).toContain('The first page');
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.waitForURL(/starting_after/);
    await becomesTrue(page, `document.querySelector('.paging p').textContent.includes('strictly before')`);
    // The button is still there, so that the next press of Enter goes on.
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Next page');
    await page.getByRole('button', { name: 'Page before' }).click();
    await page.waitForURL(/ending_before/);
    expect(await noteOf(`ending_before=${ids[0] ?? ''}`)).toContain('quirk');
    expect(await noteOf(`starting_after=${ids.at(-1) ?? ''}`)).toContain('quirk');
    expect(await noteOf(`where=${encodeURIComponent('{"name":"none"}')}`)).toContain('The list is empty');
    await page.close();
  });

  it('copies the request as code, and its address without the token', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(at('/v1.1/students', 'limit=2'));
    await sent(page);
    const copied = () => page.evaluate<string>('navigator.clipboard.readText()');
    await page.getByRole('button', { name: 'Copy link to this request' }).click();
    await expect.poll(copied).toBe(at('/v1.1/students', 'limit=2'));
    await page.getByRole('tab', { name: 'Code' }).click();
    for (const language of ['curl', 'Node', 'Python', 'Ruby', 'PHP', 'Java', 'Go']) {
      await page.getByRole('button', { name: language, exact: true }).click();
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await expect.poll(copied).toBe(await page.locator('.samples pre').textContent());
      expect(await copied()).toContain('DEMO_TOKEN');
    }
    await page.context().close();
  });

  it('says that it waits, and that the server did not answer', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    await page.goto(at('/v1.1/schools'));
    await sent(page);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/v1.1/schools', async (route) => {
      await held;
      await route.continue();
    });
    await send(page);
    await page.waitForSelector('.answer[aria-busy=true]');
    expect(await page.locator('.situation').textContent()).toContain('Waiting');
    letGo();
    await sent(page);
    await page.unrouteAll();
    await page.context().setOffline(true);
    await send(page);
    await expect.poll(() => page.locator('.situation').textContent()).toContain('did not answer');
    expect(await faultsOf(page)).toEqual([]);
    await page.context().setOffline(false);
    await send(page);
    await page.waitForSelector('.facts .good');
    await page.context().close();
  });

  // Colours do not depend on the width, nor names and roles on the colours: each once.
  for (const [scheme, width] of [
    ['dark', 320],
    ['light', 1440],
  ] as const)
    it(`is accessible in its states, ${scheme}, at ${width} px`, SLOW, async () => {
      const page = await browser.newPage(width, scheme);
      const seen = watch(page, sandbox.url);
      const check = async (state: string) => {
        expect(await faultsOf(page), state).toEqual([]);
        expect(await isWiderThanWindow(page), state).toBe(false);
      };
      await page.goto(at('/v1.1/students', 'limit=2'));
      await page.waitForSelector('.facts .good');
      await page.locator('button.key').first().click();
      await page.locator('.note').waitFor();
      await check('note');
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Headers' }).click();
      await check('headers');
      await page.getByRole('tab', { name: 'Code' }).click();
      await page.locator('.samples pre').waitFor();
      await check('code');
      await page.locator('.where summary').click();
      await page.getByRole('button', { name: 'Add a condition' }).click();
      await page.selectOption('.where select >> nth=0', 'grade');
      await page.fill('#parameter-limit', 'ten');
      await check('form');
      if (width === 320) {
        await page.getByRole('button', { name: /^Endpoints: / }).click();
        await check('menu');
      }
      await page.goto(at(`/v1.1/students/${'0'.repeat(24)}`));
      await page.waitForSelector('.facts .bad');
      await check('error');
      await page.goto(at('/v1.1/students/{id}/contacts'));
      await page.waitForSelector('#parameter-id');
      await check('without an id');
      expect(seen).toEqual({ foreign: [], errors: [] });
      await page.close();
    });
});
