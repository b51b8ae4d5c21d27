// Measures what a person sees: the first view of the sandbox's pages in a browser that has never been here, and how smooth the
// Explorer stays with a page of 10,000 records. A real Chromium draws, without a graphics card, on the same cores as the server.
/* global addEventListener, requestAnimationFrame, URLSearchParams */
import { chromium } from 'playwright-core';
import { runBenchmark } from './support/benchmark.mjs';
import { openRollbook, prepareDistrict, startRollbook } from './support/rollbook.mjs';
import { limitRow, percentile } from './support/rows.mjs';

const RECORDS = 10_000;
const FIRST_VIEWS = {
  'the landing page': '/',
  'the documentation': '/docs',
  'the Explorer': '/explorer',
};
/** As a person turns a wheel: this far, this often. */
const WHEEL = { steps: 120, px: 400, pauseMs: 16 };

await runBenchmark(
  {
    name: 'browser',
    about: 'First views of the sandbox, and the Explorer with 10,000 records.',
    options: {
      runs: { default: '9', doc: 'runs of each' },
      chromium: { default: '/usr/bin/chromium', doc: 'the browser' },
    },
  },
  async ({ options, folder, scratch, defer, say }) => {
    const rollbook = openRollbook(options.bin);
    const browser = await chromium.launch({
      executablePath: options.chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    });
    defer(() => browser.close());
    const sandbox = await startRollbook(rollbook, { data: scratch, flags: ['--sandbox'], defer });
    const rows = [];
    for (const [what, path] of Object.entries(FIRST_VIEWS))
      rows.push(await measureFirstView({ what, url: sandbox.url + path, browser, options, say }));
    rows.push(await measureFirstAnswer({ url: sandbox.url, browser, options, say }));
    await sandbox.stop();

    const { data, token } = await prepareDistrict(rollbook, {
      folder,
      students: RECORDS,
      seed: options.seed,
      say,
    });
    const server = await startRollbook(rollbook, { data, defer });
    rows.push(...(await measureRecords({ url: server.url, token, browser, options, say })));
    return rows;
  },
);

/** A window with an empty cache. */
async function inNewWindow(browser, use) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

async function repeat(runs, measure) {
  const values = [];
  for (let run = 0; run < runs; run += 1) values.push(await measure());
  return values;
}

async function measureFirstView({ what, url, browser, options, say }) {
  const values = await repeat(options.runs, () =>
    inNewWindow(browser, async (page) => {
      await page.goto(url, { waitUntil: 'load' });
      return page.evaluate(async () => {
        for (;;) {
          const [painted] = performance.getEntriesByName('first-contentful-paint');
          if (painted) return painted.startTime;
          await new Promise(requestAnimationFrame);
        }
      });
    }),
  );
  say(`${what}: ${values.map(Math.round).join(', ')} ms`);
  return limitRow({ what: `first view of ${what}`, unit: 'ms', ours: values, target: { atMost: 1000 } });
}

/** Until the Explorer shows what the API answered. */
async function measureFirstAnswer({ url, browser, options, say }) {
  const values = await repeat(options.runs, () =>
    inNewWindow(browser, async (page) => {
      await page.goto(`${url}/explorer?path=%2Fv1.1%2Fstudents`);
      await page.waitForSelector('.answer[aria-busy=false] .facts .good');
      return page.evaluate(() => performance.now());
    }),
  );
  say(`first answer: ${values.map(Math.round).join(', ')} ms`);
  return limitRow({
    what: 'first answer shown in the Explorer',
    unit: 'ms',
    ours: values,
    target: { atMost: 1000 },
  });
}

async function measureRecords({ url, token, browser, options, say }) {
  const measures = { closed: [], open: [], openAll: [], fold: [] };
  for (let run = 0; run < options.runs; run += 1) {
    await inNewWindow(browser, async (page) => {
      await page.goto(
        `${url}/explorer?${new URLSearchParams({ path: '/v1.1/students', query: `limit=${RECORDS}` })}`,
      );
      await page.locator('.token input').fill(token);
      await page.locator('button[type=submit]').click();
      await page.waitForSelector('.answer[aria-busy=false] .facts .good');
      measures.closed.push(await frameP99(page));
      measures.fold.push(await untilDrawn(page, '.json .line button.fold >> nth=2'));
      measures.openAll.push(await untilDrawn(page, 'button:text("Open all")'));
      measures.open.push(await frameP99(page));
    });
  }
  say(JSON.stringify(measures));
  const row = (what, ours, atMost) => limitRow({ what, unit: 'ms', ours, target: { atMost } });
  return [
    row('10,000 records, one line each: p99 of a frame while scrolling', measures.closed, 50),
    row('10,000 records, all open: p99 of a frame while scrolling', measures.open, 50),
    row('10,000 records: from the click that opens one until it is drawn', measures.fold, 100),
    row('10,000 records: from the click that opens all until they are drawn', measures.openAll, 1000),
  ];
}

/** How long frames take while a wheel is turned. */
async function frameP99(page) {
  await page.locator('.json').hover();
  await page.evaluate(() => {
    const frames = (globalThis.frames_ = { times: [], isOn: true });
    let before = performance.now();
    const next = (now) => {
      frames.times.push(now - before);
      before = now;
      if (frames.isOn) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  for (let step = 0; step < WHEEL.steps; step += 1) {
    await page.mouse.wheel(0, WHEEL.px);
    await page.waitForTimeout(WHEEL.pauseMs);
  }
  const times = await page.evaluate(() => {
    globalThis.frames_.isOn = false;
    return globalThis.frames_.times;
  });
  return percentile(
    times.sort((a, b) => a - b),
    0.99,
  );
}

/** From a click to the second frame after it: then it is on the screen. */
async function untilDrawn(page, selector) {
  await page.evaluate(() => {
    addEventListener(
      'click',
      () => {
        const clicked = performance.now();
        requestAnimationFrame(() =>
          requestAnimationFrame(() => (globalThis.drawn_ = performance.now() - clicked)),
        );
      },
      { once: true, capture: true },
    );
  });
  await page.locator(selector).click();
  await page.waitForTimeout(50);
  return page.evaluate(async () => {
    while (globalThis.drawn_ === undefined) await new Promise(requestAnimationFrame);
    const value = globalThis.drawn_;
    delete globalThis.drawn_;
    return value;
  });
}
