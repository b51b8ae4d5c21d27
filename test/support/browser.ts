/** Debian's Chromium, driven without a window, and axe in the page. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The browser of Debian; CHROMIUM names another, which must be there. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const hasChromium = process.env['CHROMIUM'] !== undefined || existsSync(CHROMIUM);

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium for the tests of one file, which are left out where there is none. */
export function useChromium(): { readonly browser: Browser } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (hasChromium) browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  beforeEach(({ skip }) => {
    if (!hasChromium) skip(`There is no ${CHROMIUM}. Install Chromium, or say in CHROMIUM where it is.`);
  });
  afterAll(() => browser?.close());
  return {
    get browser() {
      if (!browser) throw new Error('The browser is not running.');
      return browser;
    },
  };
}

/** Pages of a browser for the tests of one file. */
export function useBrowser(): {
  readonly newPage: (
    width: number,
    scheme: 'light' | 'dark',
    options?: Pick<BrowserContextOptions, 'javaScriptEnabled'>,
  ) => Promise<Page>;
} {
  const chromium = useChromium();
  return {
    newPage: (width, colorScheme, options = {}) =>
      chromium.browser.newPage({
        viewport: { width, height: 900 },
        colorScheme,
        locale: 'en-US',
        // Colours that are on their way are nobody's.
        reducedMotion: 'reduce',
        ...options,
      }),
  };
}

/** What axe finds fault with: rule and element. The page's own policy allows no foreign script, so axe is handed in from outside. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: (options: unknown) => Promise<{
          violations: readonly { id: string; nodes: readonly { html: string; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run({ runOnly: { type: 'tag', values: tags } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary.slice(0, 200)}`),
    );
  }, WCAG);
}

/** Whether the page scrolls sideways. */
export function isWiderThanWindow(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      (
        globalThis as unknown as {
          document: { documentElement: { scrollWidth: number; clientWidth: number } };
        }
      ).document.documentElement.scrollWidth >
      (globalThis as unknown as { document: { documentElement: { clientWidth: number } } }).document
        .documentElement.clientWidth,
  );
}

/** Addresses that a page asked other hosts for, and errors that it reported. */
export function watch(page: Page, origin: string): { readonly foreign: string[]; readonly errors: string[] } {
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy'))
      errors.push(message.text());
  });
  return { foreign, errors };
}
