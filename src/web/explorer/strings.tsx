/** Words in the reader's language. */
import { createContext, type ReactNode, useContext, useState } from 'react';
import {
  bestLanguage,
  EXPLORER_STRINGS,
  type ExplorerKey,
  fill,
  isLanguage,
  type Language,
  LANGUAGE_COOKIE,
  LANGUAGE_COOKIE_SECONDS,
  LANGUAGE_NAMES,
  languageInCookie,
  LANGUAGES,
  type Values,
} from '../../strings/index.ts';

interface Wording {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const Wording = createContext<Wording>({ language: 'en', setLanguage: () => undefined });

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(
    () => languageInCookie(document.cookie) ?? bestLanguage(navigator.languages),
  );
  document.documentElement.lang = language;
  const choose = (chosen: Language) => {
    document.cookie = `${LANGUAGE_COOKIE}=${chosen}; Path=/; Max-Age=${LANGUAGE_COOKIE_SECONDS}; SameSite=Lax`;
    setLanguage(chosen);
  };
  return <Wording value={{ language, setLanguage: choose }}>{children}</Wording>;
}

/** Numbers as the chosen language writes them. */
export function useNumbers(): (value: number, options?: Intl.NumberFormatOptions) => string {
  const { language } = useContext(Wording);
  return (value, options) => new Intl.NumberFormat(language, options).format(value);
}

export type Say = (key: ExplorerKey, values?: Values) => string;

/** The words of the chosen language; `{name}` in a text is replaced. */
export function useStrings(): Say {
  const { language } = useContext(Wording);
  return (key, values) => fill(EXPLORER_STRINGS[language][key], values);
}

export function LanguageChoice() {
  const { language, setLanguage } = useContext(Wording);
  const say = useStrings();
  const choose = (chosen: string) => {
    if (isLanguage(chosen)) setLanguage(chosen);
  };
  return (
    <label className="language">
      <span className="hidden">{say('languageLabel')}</span>
      <select value={language} onChange={(event) => choose(event.target.value)}>
        {LANGUAGES.map((tag) => (
          <option key={tag} value={tag}>
            {LANGUAGE_NAMES[tag]}
          </option>
        ))}
      </select>
    </label>
  );
}
