import { readFileSync } from 'node:fs';
import { PAGE_STYLE_PATH } from './page.ts';

/** The look of the pages, as a file of this server. */
export const PAGE_STYLE = {
  path: PAGE_STYLE_PATH,
  type: 'text/css; charset=utf-8',
  body: readFileSync(new URL('pages.css', import.meta.url), 'utf8'),
} as const;
