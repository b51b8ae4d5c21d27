/** Styles, scripts and pictures that are served as they are. */
import { readFileSync } from 'node:fs';

export const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

export const ASSETS: readonly { readonly path: string; readonly type: string; readonly body: string }[] = [
  { path: '/icon.svg', type: 'image/svg+xml', body: asset('pages/icon.svg') },
  { path: '/tokens.css', type: CSS, body: asset('pages/tokens.css') },
  { path: '/base.css', type: CSS, body: asset('pages/base.css') },
  { path: '/pages.css', type: CSS, body: asset('pages/pages.css') },
  { path: '/landing.css', type: CSS, body: asset('landing/landing.css') },
  { path: '/live-record.js', type: SCRIPT, body: asset('landing/live-record.js') },
  { path: '/docs.css', type: CSS, body: asset('site/docs.css') },
  { path: '/docs.js', type: SCRIPT, body: asset('site/docs.js') },
];
