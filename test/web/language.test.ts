/** Which language a reader gets: the one chosen, or the one that the browser asks for; the same on every page. */
import { describe, expect, it } from 'vitest';
import { useChromium } from '../support/browser.ts';
import { useSandbox } from '../support/hub.ts';

const sandbox = useSandbox();
const chromium = useChromium();
const LOGIN = '/in/4fd43cc56d11340000000005';

const languageOf = async (path: string, headers: Readonly<Record<string, string>>) => {
  const response = await fetch(sandbox.url + path, { headers });
  return {
    lang: /<html lang="(\w+)"/.exec(await response.text())?.[1],
    vary: response.headers.get('vary'),
    cache: response.headers.get('cache-control'),
  };
};

describe.each(['/', LOGIN, '/oauth/district-picker', '/oauth/authorize', '/in/nowhere'])('%s', (path) => {
  it.each([
    ['es-MX,es;q=0.9,en;q=0.8', undefined, 'es'],
    ['fr-CA, es;q=0.5, en;q=0.4', undefined, 'es'],
    ['en;q=0.5, ES', undefined, 'es'],
    ['es;q=0, de', undefined, 'en'],
    ['esperanto, ;q=, *', undefined, 'en'],
    ['es', 'rollbook_language=en', 'en'],
    ['en', 'a=b; rollbook_language=es', 'es'],
    ['en', 'rollbook_language=constructor', 'en'],
  ])('answers a browser that asks for "%s" with the cookie "%s" in %s', async (asked, cookie, lang) => {
    const got = await languageOf(path, {
      'Accept-Language': asked,
      ...(cookie === undefined ? {} : { Cookie: cookie }),
    });
    expect(got.lang).toBe(lang);
    if (got.cache !== 'no-store') expect(got.vary).toBe('Accept-Language, Cookie');
  });
});

describe('the choice', () => {
  const choose = async (query: string, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${sandbox.url}/language${query}`, { redirect: 'manual', headers });
    return {
      status: response.status,
      to: response.headers.get('location'),
      cookie: response.headers.get('set-cookie'),
    };
  };

  it('is kept, and leads back to the page on which it was made', async () => {
    const back = `${LOGIN}?next=%2Foauth%2Fauthorize%3Fstate%3Da%2520b`;
    const { status, to, cookie } = await choose('?to=es', { Referer: sandbox.url + back });
    expect({ status, to }).toEqual({ status: 303, to: back });
    expect(cookie).toMatch(/^rollbook_language=es; Path=\/; Max-Age=\d+; SameSite=Lax$/);
  });

  it.each(['https://evil.example/in/x', 'http://localhost.evil.example/', 'nonsense', 'data:text/html,x'])(
    'does not lead to %s',
    async (Referer) => {
      expect((await choose('?to=es', { Referer })).to).toBe('/');
    },
  );

  it.each(['//evil.example', '/.//evil.example', '/\\evil.example'])(
    'does not lead from %s to another host',
    async (path) => {
      const { to } = await choose('?to=es', { Referer: sandbox.url + path });
      expect(new URL(to ?? '', sandbox.url).origin).toBe(sandbox.url);
    },
  );

  it.each(['', '?to=fr', '?to=constructor', '?to=es&to=en'])('keeps nothing of "%s"', async (query) => {
    expect(await choose(query)).toEqual({ status: 303, to: '/', cookie: null });
  });

  it('goes with the reader from the first page to the Explorer and to signing in', async () => {
    const context = await chromium.browser.newContext({ locale: 'es-MX' });
    const page = await context.newPage();
    await page.goto(sandbox.url);
    expect(await page.textContent('h1')).toBe('Una sola lista del distrito para todas las aplicaciones.');
    await page.waitForSelector('#live-status:text-matches("200 en")');
    await page.click('.hero .go .first');
    await page.waitForSelector('#answer-title:text-is("Respuesta")');
    await page.goto(sandbox.url + LOGIN);
    expect(await page.textContent('h1')).toContain('Entrar en');
    await page.click('.languages a[lang=en]');
    await page.waitForSelector('h1:has-text("Sign in to")');
    expect(new URL(page.url()).pathname).toBe(LOGIN);
    await page.goto(`${sandbox.url}/explorer`);
    await page.waitForSelector('#answer-title:text-is("Answer")');
    await page.selectOption('.language select', 'es');
    await page.waitForSelector('#answer-title:text-is("Respuesta")');
    await page.goto(sandbox.url);
    expect(await page.getAttribute('html', 'lang')).toBe('es');
    await context.close();
  });
});
