/** Words in the reader's language. A further language is one file with the same keys. */
import { createContext, type ReactNode, useContext, useState } from 'react';
import { en, type StringKey, type Strings } from './en.ts';
import { es } from './es.ts';

const LANGUAGES: Readonly<Record<string, Strings>> = { en, es };
const KEPT_AS = 'rollbook-language';

function preferred(): string {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept !== null && kept in LANGUAGES) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? 'en';
}

interface Wording {
  readonly language: string;
  readonly setLanguage: (language: string) => void;
}

const Language = createContext<Wording>({ language: 'en', setLanguage: () => undefined });

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(preferred);
  document.documentElement.lang = language;
  const choose = (chosen: string) => {
    localStorage.setItem(KEPT_AS, chosen);
    setLanguage(chosen);
  };
  return <Language value={{ language, setLanguage: choose }}>{children}</Language>;
}

/** Numbers as the chosen language writes them. */
export function useNumbers(): (value: number, options?: Intl.NumberFormatOptions) => string {
  const { language } = useContext(Language);
  return (value, options) => new Intl.NumberFormat(language, options).format(value);
}

export type Say = (key: StringKey, values?: Readonly<Record<string, string | number>>) => string;

/** The words of the chosen language; `{name}` in a text is replaced. */
export function useStrings(): Say {
  const { language } = useContext(Language);
  const strings = LANGUAGES[language] ?? en;
  return (key, values = {}) =>
    strings[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

export function LanguageChoice() {
  const { language, setLanguage } = useContext(Language);
  const say = useStrings();
  return (
    <label className="language">
      <span className="hidden">{say('languageLabel')}</span>
      <select value={language} onChange={(event) => setLanguage(event.target.value)}>
        {Object.entries(LANGUAGES).map(([tag, strings]) => (
          <option key={tag} value={tag}>
            {strings.language}
          </option>
        ))}
      </select>
    </label>
  );
}
