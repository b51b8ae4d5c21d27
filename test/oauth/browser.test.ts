/** The pages in a real browser: they work without script, and say what a screen reader needs. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CreatedApplication, createDistrict } from '../../src/directory/index.ts';
import type { Person } from '../../src/access/index.ts';
import { faultsOf as axeFaultsOf, isWiderThanWindow, useChromium } from '../support/browser.ts';
import { type People, type Query, queryText, useOAuthHub } from './oauth-hub.ts';

const PHONE = { width: 360, height: 640 };

const hub = useOAuthHub();
let people: People;
const chromium = useChromium();
let site: Server;
let callback: string;

beforeAll(async () => {
  people = await hub.town();
  await createDistrict(hub.acting, { name: 'Harbor Point Unified', id: undefined });
  // An application that sends on to another page of its own, as most do.
  site = createServer((request, response) => {
    if (request.url?.startsWith('/callback')) response.writeHead(302, { location: '/home' }).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>At home</h1>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  callback = `http://127.0.0.1:${(site.address() as AddressInfo).port}/callback`;
});

afterAll(async () => {
  await new Promise((resolve) => site.close(resolve));
});

const pageOf = async (
  person?: Person,
  colorScheme: 'light' | 'dark' = 'light',
  locale = 'en-US',
): Promise<Page> => {
  const context = await chromium.browser.newContext({ viewport: PHONE, colorScheme, locale });
  if (person) {
    const [name = '', value = ''] = (await hub.signIn(people.districtId, person)).split('=');
    await context.addCookies([{ name, value, url: hub.url, httpOnly: true, sameSite: 'Lax' }]);
  }
  return context.newPage();
};

const addressOf = (app: CreatedApplication, more: Query = {}) =>
  `${hub.url}/oauth/authorize?${queryText({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: callback,
    district_id: people.districtId,
    state: 's',
    ...more,
  })}`;

/** What the checker finds wrong, and whether the page is wider than the phone. */
const faultsOf = async (page: Page): Promise<readonly string[]> => [
  ...(await axeFaultsOf(page)),
  ...((await isWiderThanWindow(page)) ? ['wider than the phone'] : []),
];

it('the checker finds what is wrong', async () => {
  const page = await pageOf();
  await page.setContent('<img src="x.png"><p style="width: 2000px">wide</p>');
  expect((await faultsOf(page)).join()).toMatch(/image-alt.*wider than the phone/s);
  await page.context().close();
});

describe.each(['light', 'dark'] as const)('on a phone, %s', (scheme) => {
  it('a person continues to the application, with the keyboard alone', async () => {
    const app = await hub.connected(people.districtId, { redirectUris: [callback] });
    const page = await pageOf(people.ada, scheme);
    await page.goto(addressOf(app, { confirmed: 'false' }));
    expect(await page.title()).toContain(`Continue to ${app.name}`);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'At home' }).waitFor();
    await page.context().close();
  });

  it('a teacher authorizes an application', async () => {
    const app = await hub.application({ tier: 'library', redirectUris: [callback] });
    const page = await pageOf(people.tess, scheme);
    await page.goto(addressOf(app));
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: `Authorize ${app.name}` }).click();
    await page.getByRole('heading', { name: 'At home' }).waitFor();
    await page.context().close();
  });

  it('a person finds the district', async () => {
    const app = await hub.connected(people.districtId, { redirectUris: [callback] });
    const page = await pageOf(undefined, scheme);
    await page.goto(addressOf(app, { district_id: undefined }));
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Name of your school or district').fill('harbor');
    await page.keyboard.press('Enter');
    const link = page.getByRole('link', { name: 'Harbor Point Unified' });
    await link.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await link.getAttribute('href')).toContain('state=s');
    await page.context().close();
  });

  it('errors are said in plain words', async () => {
    const app = await hub.application({ redirectUris: [callback] });
    const page = await pageOf(people.ada, scheme);
    for (const address of [addressOf(app), addressOf(app, { client_id: 'x' })]) {
      await page.goto(address);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await faultsOf(page)).toEqual([]);
    }
    await page.context().close();
  });
});

it('all of it is said in Spanish to whoever asks for it', async () => {
  const connected = await hub.connected(people.districtId, { redirectUris: [callback] });
  const library = await hub.application({ tier: 'library', redirectUris: [callback] });
  for (const [person, address, title] of [
    [people.ada, addressOf(connected, { confirmed: 'false' }), '¿Es usted?'],
    [people.tess, addressOf(library), `¿Usar ${library.name} con sus clases?`],
    [undefined, addressOf(connected, { district_id: undefined }), 'Busque su distrito'],
    [people.ada, addressOf(library, { client_id: 'x' }), 'No conocemos esta aplicación'],
  ] as const) {
    const page = await pageOf(person, 'light', 'es-MX');
    await page.goto(address);
    expect(await page.textContent('h1')).toBe(title);
    expect(await page.getAttribute('html', 'lang')).toBe('es');
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  }
});
