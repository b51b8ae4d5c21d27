/** Languages that pages speak, and which of them a reader gets. */

/** Each by its own name. A further one is a folder with the same keys, and a line here. */
export const LANGUAGE_NAMES = { en: 'English', es: 'Español' } as const;

export type Language = keyof typeof LANGUAGE_NAMES;
export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as readonly Language[];

/** Where a browser keeps what its reader chose; every page of the server and the Explorer read it. */
export const LANGUAGE_COOKIE = 'rollbook_language';
export const LANGUAGE_COOKIE_SECONDS = 365 * 86_400;

export function isLanguage(tag: unknown): tag is Language {
  return typeof tag === 'string' && Object.hasOwn(LANGUAGE_NAMES, tag);
}

/** The language of a `Cookie` header or `document.cookie`; undefined where none was chosen. */
export function languageInCookie(header: string | undefined): Language | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name = '', value = ''] = part.split('=');
    if (name.trim() === LANGUAGE_COOKIE && isLanguage(value.trim())) return value.trim() as Language;
  }
  return undefined;
}

/** The first that is spoken here, of tags in the order in which a reader wants them (`es-MX` is Spanish); English where none is. */
export function bestLanguage(tags: readonly string[]): Language {
  return tags.map((tag) => tag.trim().split('-')[0]?.toLowerCase()).find(isLanguage) ?? 'en';
}

/** The tags of an `Accept-Language` header (RFC 9110, 12.5.4), the most wanted first; those of weight 0 are not wanted. */
export function acceptedLanguages(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/i.exec(one)?.[1]).find(Boolean);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
