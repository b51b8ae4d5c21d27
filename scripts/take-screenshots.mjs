/**
 * Takes the pictures of the README from a running sandbox: node scripts/take-screenshots.mjs [http://localhost:3000].
 * Needs Chromium (CHROMIUM names another than /usr/bin/chromium).
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [, , origin = 'http://localhost:3000'] = process.argv;
const SETTLED = { waitUntil: 'networkidle' };
const folder = join(import.meta.dirname, '../docs/images');
/** How to come to what each picture shows. */
const PICTURES = {
  landing: (page) => page.goto(origin, SETTLED),
  explorer: async (page) => {
    await page.goto(origin, SETTLED);
    await page.getByRole('link', { name: 'Explore a student' }).click();
    await page.waitForLoadState(SETTLED.waitUntil);
  },
  docs: (page) => page.goto(new URL('/docs/records/student', origin).href, SETTLED),
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  for (const [name, show] of Object.entries(PICTURES)) {
    await show(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    process.stderr.write(`${name}.png\n`);
  }
} finally {
  await browser.close();
}
