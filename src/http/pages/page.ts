/** The frame of the pages on which people sign in and decide. No script is needed for any of them. */
import type { FastifyReply } from 'fastify';
import { html, type Html } from '../../html/index.ts';

export interface PageParts {
  readonly title: string;
  readonly body: Html;
  /** Where a form of this page may lead to besides this server; browsers check redirects after a form, too. */
  readonly formTargets?: readonly string[];
  /** For pages that show many things beside each other. */
  readonly isWide?: boolean;
}

export const PAGE_STYLE_PATH = '/pages.css';

/** A source of a policy, or nothing: whatever could end or extend a directive is no address. */
function isSource(target: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(\/\/[a-z0-9.-]+(:\d+)?)?$/i.test(target);
}

function policy(formTargets: readonly string[]): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    `form-action 'self' ${formTargets.filter(isSource).join(' ')}`.trim(),
    "frame-ancestors 'none'",
  ].join('; ');
}

/** An open book with two lines: a roll. */
const MARK = html`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
  <path
    d="M12 6.2C9.8 4.7 7 4 3.5 4v14.5c3.5 0 6.3.7 8.5 2.2 2.2-1.5 5-2.2 8.5-2.2V4C17 4 14.2 4.7 12 6.2Zm0 0v14.5M6.3 8.2c1.3.1 2.3.4 3.2.8M6.3 12c1.3.1 2.3.4 3.2.8M17.7 8.2c-1.3.1-2.3.4-3.2.8M17.7 12c-1.3.1-2.3.4-3.2.8"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linejoin="round"
    stroke-linecap="round"
  />
</svg>`;

function renderPage({ title, body, isWide = false }: PageParts): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Rollbook</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/tokens.css" />
        <link rel="stylesheet" href="${PAGE_STYLE_PATH}" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="brand">${MARK} Rollbook</header>
        <main id="main" tabindex="-1" class="${isWide ? 'sheet wide' : 'sheet'}">${body}</main>
      </body>
    </html> `.html;
}

/** Sends a page that no cache keeps and no other site frames. */
export function sendPage(reply: FastifyReply, status: number, parts: PageParts): FastifyReply {
  return (
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .header('Content-Security-Policy', policy(parts.formTargets ?? []))
      .header('X-Content-Type-Options', 'nosniff')
      // Not "no-referrer": browsers would then hide from us, too, where a form was sent from.
      .header('Referrer-Policy', 'same-origin')
      .header('Cache-Control', 'no-store')
      .send(renderPage(parts))
  );
}
