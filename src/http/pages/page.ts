/** The frame of the pages on which people sign in and decide. No script is needed for any of them. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html, type Html } from './html.ts';
import { languageChoice } from './language-choice.ts';
import { type Wording, wordingOf } from './wording.ts';

export interface PageParts {
  readonly title: string;
  readonly body: Html;
  /** Where a form of this page may lead to besides this server; browsers check redirects after a form, too. */
  readonly formTargets?: readonly string[];
  /** For pages that show many things beside each other. */
  readonly isWide?: boolean;
}

/** Measures first, then what all pages have in common, then the sheet. */
const STYLES = ['/tokens.css', '/base.css', '/pages.css'] as const;

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

function renderPage({ title, body, isWide = false }: PageParts, words: Wording, canChoose: boolean): string {
  return html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${words.say('titleOf', { title })}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        ${STYLES.map((path) => html`<link rel="stylesheet" href="${path}" />`)}
      </head>
      <body>
        <a class="skip" href="#main">${words.say('skip')}</a>
        <header class="brand">${words.say('brand')}</header>
        <main id="main" tabindex="-1" class="${isWide ? 'sheet wide' : 'sheet'}">${body}</main>
        <footer>${canChoose && languageChoice(words)}</footer>
      </body>
    </html> `.html;
}

/** Sends a page that no cache keeps and no other site frames, in the language of whoever asked. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  say: (words: Wording) => PageParts,
): FastifyReply {
  const words = wordingOf(request);
  const parts = say(words);
  // What a form was answered with cannot be asked for again.
  const canChoose = request.method === 'GET';
  return (
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .header('Content-Security-Policy', policy(parts.formTargets ?? []))
      .header('X-Content-Type-Options', 'nosniff')
      // Not "no-referrer": browsers would then hide from us, too, where a form was sent from.
      .header('Referrer-Policy', 'same-origin')
      .header('Cache-Control', 'no-store')
      .send(renderPage(parts, words, canChoose))
  );
}
