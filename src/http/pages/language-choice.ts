/** The choice of a language: a link for each, and where they lead. */
import type { FastifyInstance } from 'fastify';
import {
  isLanguage,
  LANGUAGE_COOKIE,
  LANGUAGE_COOKIE_SECONDS,
  LANGUAGE_NAMES,
  LANGUAGES,
} from '../../strings/index.ts';
import { html, type Html } from './html.ts';
import { parseLocalPath } from './local-path.ts';
import type { Wording } from './wording.ts';

export const LANGUAGE_PATH = '/language';

/** Links that show the page that they stand on in another language. */
export function languageChoice(words: Wording): Html {
  return html`<nav class="languages" aria-label="${words.say('languageLabel')}">
    ${LANGUAGES.map(
      (language) =>
        html`<a
          href="${LANGUAGE_PATH}?to=${language}"
          lang="${language}"
          hreflang="${language}"
          ${language === words.language && html`aria-current="true"`}
          >${LANGUAGE_NAMES[language]}</a
        > `,
    )}
  </nav>`;
}

/** The page of this server on which a link was followed; `/` where the browser does not say. */
function pageBefore(referer: string | undefined, host: string): string {
  const url = referer !== undefined && URL.canParse(referer) ? new URL(referer) : undefined;
  if (url?.host !== host) return '/';
  const path = `${url.pathname}${url.search}`;
  return parseLocalPath(path) === undefined ? '/' : path;
}

/**
 * Keeps the choice in the browser, where the Explorer reads it, too, and goes back. It says nothing about anybody. The page is not named in
 * the link, so that no page repeats what an address brought.
 */
export function registerLanguageChoice(app: FastifyInstance): void {
  app.get<{ Querystring: Record<string, unknown> }>(LANGUAGE_PATH, async (request, reply) => {
    const { to } = request.query;
    if (isLanguage(to))
      reply.header(
        'Set-Cookie',
        `${LANGUAGE_COOKIE}=${to}; Path=/; Max-Age=${LANGUAGE_COOKIE_SECONDS}; SameSite=Lax`,
      );
    return reply
      .header('Cache-Control', 'no-store')
      .header('Referrer-Policy', 'no-referrer')
      .redirect(pageBefore(request.headers.referer, request.host), 303);
  });
}
