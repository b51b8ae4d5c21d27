/** What a page says, in its reader's language. */
import type { FastifyRequest } from 'fastify';
import type { RollbookError } from '../../errors/index.ts';
import {
  acceptedLanguages,
  bestLanguage,
  fill,
  type Language,
  languageInCookie,
  PAGE_STRINGS,
  type PageKey,
  partsOf,
  SaidError,
  type Values,
} from '../../strings/index.ts';
import { html, type Html } from './html.ts';

export class Wording {
  readonly language: Language;

  constructor(language: Language) {
    this.language = language;
  }

  /** A text; its gaps are filled with numbers as this language writes them. */
  say(key: PageKey, values: Values = {}): string {
    const shown = Object.entries(values).map(
      ([name, value]) =>
        [name, typeof value === 'number' ? value.toLocaleString(this.language) : value] as const,
    );
    return fill(PAGE_STRINGS[this.language][key], Object.fromEntries(shown));
  }

  /** A text with marks of its own in the gaps: a name set apart, a link. */
  mark(key: PageKey, values: Readonly<Record<string, Html>>): Html {
    return html`${partsOf(PAGE_STRINGS[this.language][key]).map((part, n) =>
      n % 2 === 0 ? html`${part}` : (values[part] ?? html``),
    )}`;
  }

  /** "a, b and c". */
  list(items: readonly Html[]): Html {
    const parts = new Intl.ListFormat(this.language).formatToParts(items.map((_, n) => String(n)));
    return html`${parts.map(({ type, value }) => (type === 'element' ? (items[Number(value)] ?? html``) : html`${value}`))}`;
  }

  /** What went wrong: in this language where the catalogue has the sentence. */
  error(error: RollbookError): Html {
    return error instanceof SaidError
      ? html`${this.say(error.key, error.values)}`
      : html`<span lang="en">${error.message}</span>`;
  }
}

/** The language that the reader chose, or else the one that the browser asks for. */
export function wordingOf({ headers }: Pick<FastifyRequest, 'headers'>): Wording {
  return new Wording(
    languageInCookie(headers.cookie) ?? bestLanguage(acceptedLanguages(headers['accept-language'])),
  );
}
