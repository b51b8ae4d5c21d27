/** The Explorer with a page of ten thousand records, by a token that its reader pasted. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { runRollbook, useHub } from '../support/hub.ts';

const STUDENTS = 10_000;
/** What a window of lines may cost, however long the list. */
const DRAWN_MAX = 150;
const SLOW = { timeout: 240_000 };

let token = '';
const hub = useHub(async (hub) => {
  const files = join(hub.data, 'files');
  await runRollbook(['generate', '--students', String(STUDENTS), '--out', files]);
  const district = await hub.connectedDistrict('Large District');
  token = district.token;
  await hub.run('import', files, '--district', district.id);
  await hub.start();
});
const browser = useBrowser();

const drawn = (page: Page) => page.locator('.json .line').count();
const jump = (page: Page, where: 'top' | 'end') =>
  page.locator('.json').evaluate((frame, to) => {
    const element = frame as unknown as { scrollTop: number; scrollHeight: number };
    element.scrollTop = to === 'top' ? 0 : element.scrollHeight;
  }, where);

it(
  'draws what is seen of ten thousand records, and every record can be reached and opened',
  SLOW,
  async () => {
    const answer = await fetch(`${hub.url}/v1.1/students?limit=${String(STUDENTS)}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const { data } = (await answer.json()) as {
      data: readonly { data: { id: string; email?: string; name: { last: string } } }[];
    };
    expect(data).toHaveLength(STUDENTS);
    const last = data.at(-1)?.data;
    if (last === undefined) throw new Error('There are no students.');

    const page = await browser.newPage(1440, 'light');
    const query = new URLSearchParams({ path: '/v1.1/students', query: `limit=${String(STUDENTS)}` });
    await page.goto(`${hub.url}/explorer?${query.toString()}`);
    await page.locator('.token input').fill(token);
    await page.locator('button[type=submit]').click();
    await page.waitForSelector('.answer[aria-busy=false] .facts .good');
    expect(await drawn(page)).toBeLessThan(DRAWN_MAX);

    // One line a record: the last is at the end, and opens there.
    await jump(page, 'end');
    const summary = page.locator('.json .line', { hasText: last.name.last }).last();
    await summary.locator('button.fold').click();
    await jump(page, 'end');
    await page
      .locator('.json .line', { hasText: `/v1.1/students/${last.id}` })
      .first()
      .waitFor();
    expect(await drawn(page)).toBeLessThan(DRAWN_MAX);

    // All open: a third of a million lines, of which as few are drawn.
    await page.getByRole('button', { name: 'Open all' }).click();
    await jump(page, 'top');
    await page
      .locator('.json .line', { hasText: data[0]?.data.id ?? '' })
      .first()
      .waitFor();
    await jump(page, 'end');
    await page.locator('.json .line', { hasText: last.id }).first().waitFor();
    expect(await drawn(page)).toBeLessThan(DRAWN_MAX);
    await page.close();
  },
);
