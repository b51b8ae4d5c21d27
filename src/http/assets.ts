/** Styles, scripts and pictures that are served as they are. */
import { readFileSync } from 'node:fs';
import { PAGE_STYLE_PATH } from './pages/page.ts';

export const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

export const ASSETS: readonly { readonly path: string; readonly type: string; readonly body: string }[] = [
  { path: '/icon.svg', type: 'image/svg+xml', body: asset('pages/icon.svg') },
  { path: '/tokens.css', type: CSS, body: asset('pages/tokens.css') },
  { path: PAGE_STYLE_PATH, type: CSS, body: asset('pages/pages.css') },
  { path: '/style.css', type: CSS, body: asset('landing/style.css') },
  { path: '/try.js', type: SCRIPT, body: asset('landing/try.js') },
  { path: '/docs.css', type: CSS, body: asset('site/docs.css') },
  { path: '/docs.js', type: SCRIPT, body: asset('site/docs.js') },
];
