/** Every word of the pages and the Explorer, in every language they speak. The documentation is written in English. */
import { explorer } from './en/explorer.ts';
import { explorer as explorerEs } from './es/explorer.ts';
import type { Language } from './languages.ts';
import type { ExplorerStrings } from './types.ts';

export { docs as DOCS_STRINGS } from './en/docs.ts';
export { fill, partsOf, type Values } from './fill.ts';
export {
  acceptedLanguages,
  bestLanguage,
  isLanguage,
  type Language,
  LANGUAGE_COOKIE,
  LANGUAGE_COOKIE_SECONDS,
  LANGUAGE_NAMES,
  languageInCookie,
  LANGUAGES,
} from './languages.ts';
export { PAGE_GROUPS, PAGE_STRINGS } from './pages.ts';
export { SaidError } from './said-error.ts';
export type { ExplorerKey, ExplorerStrings, PageKey, PageStrings } from './types.ts';

export const EXPLORER_STRINGS: Readonly<Record<Language, ExplorerStrings>> = { en: explorer, es: explorerEs };
