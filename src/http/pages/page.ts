/** The frame of the pages on which people sign in and decide. No script is needed for any of them. */
import type { FastifyReply } from 'fastify';
import { html, type Html } from '../../html/index.ts';

export interface PageParts {
  readonly title: string;
  readonly body: Html;
  /** Where a form of this page may lead to besides this server; browsers check redirects after a form, too. */
  readonly formTargets?: readonly string[];
}

export const PAGE_STYLE_PATH = '/pages.css';

function policy(formTargets: readonly string[]): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    `form-action 'self' ${formTargets.join(' ')}`.trim(),
    "frame-ancestors 'none'",
  ].join('; ');
}

function renderPage({ title, body }: PageParts): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Rollbook</title>
        <link rel="stylesheet" href="${PAGE_STYLE_PATH}" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <main id="main" class="sheet">${body}</main>
      </body>
    </html> `.html;
}

/** Sends a page that no cache keeps and no other site frames. */
export function sendPage(reply: FastifyReply, status: number, parts: PageParts): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('Content-Security-Policy', policy(parts.formTargets ?? []))
    .header('X-Content-Type-Options', 'nosniff')
    .header('Referrer-Policy', 'no-referrer')
    .header('Cache-Control', 'no-store')
    .send(renderPage(parts));
}
