/** Markup in every free text of a roster stays text, on every page; names that are long or run the other way are shown well. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue, leafFields, type StoredType, text } from '../../src/roster/index.ts';
import { isWiderThanWindow, useBrowser, watch } from '../support/browser.ts';
import { useRosterFolder } from '../support/fixtures.ts';
import { useHub } from '../support/hub.ts';
import { hostileRoster, LONG_NAME, MARKUPS, TURNED_NAME } from './hostile-roster.ts';

const DISTRICT = '4fd43cc56d11340000000005';
const [IMAGE] = MARKUPS;
const SLOW = { timeout: 300_000 };

interface Item {
  readonly data: Readonly<Record<string, unknown>> & { readonly id: string };
}

const folder = useRosterFolder();
/** The sandbox, after its district sent these files: everything in it is as it always is but for the roster. */
const sandbox = useHub(async (hub) => {
  await hub.start({ sandbox: true });
  await hub.stop();
  const files = await folder.write('hostile', hostileRoster());
  const sent = ['import', files, '--district', DISTRICT];
  // So many removals at once are held for a person.
  expect((await hub.run(...sent)).code).toBe(4);
  expect((await hub.run(...sent, '--approve')).code).toBe(0);
  const app = await hub.create(
    ...(['id', 'app', 'create', '--name', IMAGE] as const),
    ...['--redirect-uri', 'http://127.0.0.1:9/back', '--user-type', 'student'],
  );
  await hub.create('token', 'connection', 'create', '--app', app, '--district', DISTRICT);
  await hub.start({ sandbox: true });
});
/** A district that has the name itself. */
const named = useHub(async (hub) => {
  const id = await hub.create('id', 'district', 'create', '--name', IMAGE);
  await hub.run('login-method', 'add', '--district', id, '--kind', 'password');
  await hub.start();
});
const browser = useBrowser();

const listOf = async (plural: string): Promise<readonly Item[]> => {
  const answer = await fetch(`${sandbox.url}/v1.1/${plural}?limit=100`, {
    headers: { Authorization: 'Bearer DEMO_TOKEN' },
  });
  const { data } = (await answer.json()) as { data: readonly (Item | Item['data'])[] };
  return data.map((one) => ('data' in one ? (one as Item) : { data: one }));
};

const at = (path: string, query = '') =>
  `${sandbox.url}/explorer?${new URLSearchParams({ path, query }).toString()}`;

/** Elements and effects that only markup from the roster could have made. */
const traces = (page: Page): Promise<unknown> =>
  page.evaluate(`({
    ran: globalThis.ran,
    made: document.querySelectorAll('img[src="x"], script:not([src]), a[href^="javascript:"], [onerror]').length,
  })`);
const NONE = { ran: undefined, made: 0 };

async function explored(page: Page, path: string, query = ''): Promise<void> {
  await page.goto(at(path, query));
  await page.waitForSelector('.facts .good');
}

describe('the roster', () => {
  it('was imported with markup in every text field of the catalogue', async () => {
    const types = new Set<StoredType>(['school', 'teacher', 'student', 'section', 'school_admin', 'contact']);
    for (const resource of catalogue.filter(({ name }) => types.has(name as StoredType))) {
      const records = await listOf(resource.plural);
      for (const { path, field } of leafFields(resource.fields)) {
        if (field.kind !== text || field.csv === undefined || field.grant !== undefined) continue;
        const values = records.map(({ data }) =>
          path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], data),
        );
        for (const markup of MARKUPS)
          expect(
            values.some((value) => String(value).toLowerCase().includes(markup.toLowerCase())),
            `${resource.name}.${path.join('.')}: ${markup}`,
          ).toBe(true);
      }
    }
  });

  it('would leave a trace, were it markup', async () => {
    const page = await browser.newPage(1024, 'light');
    const seen = watch(page, sandbox.url);
    await page.goto(`${sandbox.url}/docs`);
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(MARKUPS.join(''))})`);
    expect(await traces(page)).not.toEqual(NONE);
    await expect.poll(() => seen.errors.length).toBeGreaterThan(0);
    await page.close();
  });
});

describe('markup of a roster', () => {
  it('stays text on the landing page', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    const seen = watch(page, sandbox.url);
    await page.goto(`${sandbox.url}/`);
    await page.getByText('] }').waitFor();
    const shown = (await page.locator('#live-record').textContent()) ?? '';
    expect(
      MARKUPS.map((markup) => JSON.stringify(markup).slice(1, -1)).some((one) => shown.includes(one)),
    ).toBe(true);
    expect(await traces(page)).toEqual(NONE);
    expect(seen).toEqual({ foreign: [], errors: [] });
    await page.close();
  });

  it('is nowhere in the documentation', async () => {
    for (const path of ['/docs', '/docs/records/student', '/docs/search.json']) {
      const body = await (await fetch(sandbox.url + path)).text();
      expect(body).not.toContain('globalThis.ran');
    }
  });

  it('stays text in the Explorer: JSON, trail, links, notes, code', SLOW, async () => {
    const page = await browser.newPage(1440, 'light');
    const seen = watch(page, sandbox.url);
    for (const { plural, list } of catalogue) {
      if (!list) continue;
      await explored(page, `/v1.1/${plural}`, 'limit=100');
      await page.getByRole('button', { name: 'Close all' }).click();
      await page.getByRole('button', { name: 'Open all' }).click();
      expect(await traces(page), plural).toEqual(NONE);
      const [first] = await listOf(plural);
      await explored(page, `/v1.1/${plural}/${first?.data.id ?? ''}`);
      expect(await traces(page), plural).toEqual(NONE);
    }
    const students = await listOf('students');
    const id = students.find(({ data }) => JSON.stringify(data).includes('onerror'))?.data.id ?? '';
    await explored(page, `/v1.1/students/${id}`);
    expect(await page.locator('.json').textContent()).toContain('<img src=x');
    expect(await page.locator('.trail').textContent()).toContain(IMAGE);
    await page.locator('button.key', { hasText: /^first$/ }).click();
    await page.locator('.note').waitFor();
    expect(await traces(page)).toEqual(NONE);
    await page.keyboard.press('Escape');
    await page.locator('.record-links a', { hasText: 'sections' }).click();
    await page.waitForURL(/sections/);
    await page.waitForSelector('.facts .good');
    // The record keeps its name in the trail.
    expect(await page.locator('.trail').textContent()).toContain(IMAGE);
    await page.getByRole('tab', { name: 'Code' }).click();
    await page.locator('.samples pre').waitFor();
    expect(await traces(page)).toEqual(NONE);
    expect(seen).toEqual({ foreign: [], errors: [] });
    await page.close();
  });

  it('stays text in an address that somebody made up, and sends the token nowhere else', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    const seen = watch(page, sandbox.url);
    for (const path of [...MARKUPS, `/v1.1/${IMAGE}`, '//127.0.0.1:9/v1.1/students', 'http://127.0.0.1:9/']) {
      await page.goto(at(path, IMAGE));
      await page.waitForSelector('.facts');
      expect(await traces(page), path).toEqual(NONE);
    }
    expect(seen).toEqual({ foreign: [], errors: [] });
    await page.close();
  });

  it('stays text where people sign in, in the portal and on the way to an application', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    const seen = watch(page, sandbox.url);
    const check = async () => {
      expect(await traces(page)).toEqual(NONE);
      expect(await page.locator('body').textContent()).toContain('<img src=x');
    };
    await page.goto(`${sandbox.url}/in/${DISTRICT}?q=${encodeURIComponent(IMAGE)}`);
    await check();
    await page.locator('.tile', { hasText: 'Student' }).first().click();
    await page.waitForSelector('text=Hello');
    await check();
    const tile = page.locator('a.tile', { hasText: IMAGE });
    const clientId = new URL((await tile.getAttribute('href')) ?? '', sandbox.url).searchParams.get(
      'client_id',
    );
    await page.goto(
      `${sandbox.url}/oauth/authorize?${new URLSearchParams({
        ...{ response_type: 'code', client_id: clientId ?? '', district_id: DISTRICT, confirmed: 'false' },
        redirect_uri: 'http://127.0.0.1:9/back',
      }).toString()}`,
    );
    await page.waitForSelector('text=Is this you?');
    await check();
    await page.goto(`${sandbox.url}/in/${DISTRICT}/logout`);
    await check();
    expect(seen).toEqual({ foreign: [], errors: [] });
    await page.close();
  });

  it('stays text in the name of a district, where it is looked for and signed in to', SLOW, async () => {
    const page = await browser.newPage(1024, 'light');
    const seen = watch(page, named.url);
    await page.goto(`${named.url}/oauth/district-picker?school_district=${encodeURIComponent('<img')}`);
    await page.locator('.choices a', { hasText: IMAGE }).waitFor();
    expect(await traces(page)).toEqual(NONE);
    await page.goto(named.url);
    expect(await traces(page)).toEqual(NONE);
    expect(seen).toEqual({ foreign: [], errors: [] });
    await page.close();
  });
});

/** Whether key, value and comma of a line follow each other from left to right, apart from each other. */
const isInOrder = (page: Page, value: string): Promise<boolean> =>
  page.evaluate(`(() => {
    const shown = [...document.querySelectorAll('.line .string')].find(({ textContent }) => textContent.includes(${JSON.stringify(value)}));
    const line = shown.closest('.line');
    const comma = document.createRange();
    comma.selectNodeContents(line.lastChild);
    const [key, text, end] = [line.querySelector('.key'), shown, comma].map((part) => part.getBoundingClientRect());
    return key.right <= text.left && text.right <= end.left + 1;
  })()`);

describe.each([320, 1440])('names at %i pixels', (width) => {
  const ids = new Map<string, string>();
  beforeAll(async () => {
    for (const { data } of await listOf('students'))
      ids.set((data['name'] as { first: string }).first, data.id);
  });

  it('of 300 letters fit into the page, whole', SLOW, async () => {
    const page = await browser.newPage(width, 'light');
    await explored(page, `/v1.1/students/${ids.get(LONG_NAME) ?? ''}`);
    expect(await page.locator('.json').textContent()).toContain(LONG_NAME);
    expect(await page.locator('.trail').textContent()).toContain(LONG_NAME);
    expect(await isWiderThanWindow(page)).toBe(false);
    const isCut = 'document.querySelector(".json").scrollWidth > document.querySelector(".json").clientWidth';
    expect(await page.evaluate(isCut)).toBe(false);
    await explored(page, '/v1.1/students', 'limit=100');
    await page.getByRole('button', { name: 'Close all' }).click();
    expect(await isWiderThanWindow(page)).toBe(false);
    await page.goto(`${sandbox.url}/in/${DISTRICT}`);
    expect(await page.locator('body').textContent()).toContain(LONG_NAME);
    expect(await isWiderThanWindow(page)).toBe(false);
    await page.close();
  });

  it('that run from right to left turn nothing around them', SLOW, async () => {
    const page = await browser.newPage(width, 'light');
    await explored(page, `/v1.1/students/${ids.get(TURNED_NAME) ?? ''}`);
    expect(await isWiderThanWindow(page)).toBe(false);
    if (width > 320) {
      expect(await isInOrder(page, TURNED_NAME)).toBe(true);
      // Without isolation the mark in the name would carry the comma to its other side.
      await page.evaluate(
        `for (const one of document.querySelectorAll('.line .string')) one.style.unicodeBidi = 'normal'`,
      );
      expect(await isInOrder(page, TURNED_NAME)).toBe(false);
    }
    expect(await page.locator('.trail bdi', { hasText: 'Levi' }).count()).toBe(1);
    await page.close();
  });
});
