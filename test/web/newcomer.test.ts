/** The first minute of somebody who has just started the sandbox. */
import { describe, expect, it } from 'vitest';
import { useBrowser, watch } from '../support/browser.ts';
import { useSandbox } from '../support/hub.ts';

const sandbox = useSandbox();
const browser = useBrowser();
const SLOW = { timeout: 240_000 };

interface Answer {
  readonly data: readonly { readonly data: { readonly id: string } }[];
}

describe('a newcomer', () => {
  for (const width of [320, 1440])
    it(
      `reads what this is and follows links from a student to a teacher in two clicks, at ${width} px`,
      SLOW,
      async () => {
        const page = await browser.newPage(width, 'light');
        const seen = watch(page, sandbox.url);
        await page.goto(sandbox.url);
        expect(await page.locator('h1').count()).toBe(1);
        expect(await page.locator('main').innerText()).toContain('Data API v1.1');
        const record = page.locator('#live-record');
        await record.getByText('"first"').waitFor();

        await record.getByRole('link', { name: /\/teachers"?$/ }).click();
        await page.waitForURL(/\/explorer\?path=.*students.*teachers/);
        const teacher = page.locator('.json a', { hasText: '/v1.1/teachers/' }).first();
        await teacher.click();
        await page.waitForURL(/\/explorer\?path=%2Fv1.1%2Fteachers%2F[0-9a-f]{24}$/);
        await page.waitForSelector('.answer[aria-busy=false] .facts .good');

        const [, id = ''] = /teachers%2F([0-9a-f]{24})$/.exec(page.url()) ?? [];
        expect(await page.locator('.json').textContent()).toContain(id);
        expect(await teacherIdsOf(await shownStudent())).toContain(id);
        expect(seen).toEqual({ foreign: [], errors: [] });
        await page.close();
      },
    );

  it(
    'finds the Explorer, the documentation and the description from the first page, without a script',
    SLOW,
    async () => {
      const page = await browser.newPage(1024, 'light', { javaScriptEnabled: false });
      for (const target of ['/explorer', '/docs', '/v1.1/openapi.json']) {
        await page.goto(sandbox.url);
        await page.locator(`a[href="${target}"]`).first().click();
        expect(new URL(page.url()).pathname).toBe(target);
      }
      await page.close();
    },
  );
});

/** The address of the student that the first page shows. */
async function shownStudent(): Promise<string> {
  const text = await (await fetch(sandbox.url)).text();
  const [, uri] = /data-uri="([^"]+)"/.exec(text) ?? [];
  if (uri === undefined) throw new Error('The first page shows no student.');
  return uri;
}

async function teacherIdsOf(student: string): Promise<readonly string[]> {
  const answer = await fetch(`${sandbox.url}${student}/teachers`, {
    headers: { Authorization: 'Bearer DEMO_TOKEN' },
  });
  return ((await answer.json()) as Answer).data.map(({ data: { id } }) => id);
}
