import { Odds } from '../random.ts';

/** A name as it is written, and in the plain letters a login or a mail address can hold. */
export interface Name {
  readonly written: string;
  readonly plain: string;
}

/** Names that are found in the same families, and what such families tend to have in common. */
export interface Culture {
  /** How many of about 1,000 families. */
  readonly share: number;
  readonly surnames: readonly Name[];
  readonly girls: readonly Name[];
  readonly boys: readonly Name[];
  readonly languages: Odds<string>;
  readonly races: Odds<string>;
  readonly hispanic: number;
}

interface CultureText {
  share: number;
  surnames: string;
  girls: string;
  boys: string;
  languages: string;
  races: string;
  hispanic?: number;
}

/** Letters that are not a base letter with a mark, so that decomposition does not reach them. */
// prettier-ignore
const UNMARKED: Readonly<Record<string, string>> = {
  đ: 'd', ł: 'l', ø: 'o', æ: 'ae', ß: 'ss', ı: 'i', ð: 'd', þ: 'th', œ: 'oe',
};

/**
 * Reads `Peña-Vargas|O'Connor|王=wang`: names between bars, after `=` the plain form of one in another script.
 */
export function parseNames(text: string): readonly Name[] {
  return text.split('|').map((entry) => {
    const [written = '', given] = entry.trim().split('=');
    return { written, plain: given ?? plainLetters(written) };
  });
}

/** Reads `Spanish 60|English 38`; a number alone weighs the blank. */
function parseOdds(text: string): Odds<string> {
  return new Odds(
    text.split('|').map((entry) => {
      const at = entry.lastIndexOf(' ');
      return [entry.slice(0, Math.max(at, 0)), Number(entry.slice(at + 1))] as const;
    }),
  );
}

export function culture(text: CultureText): Culture {
  return {
    share: text.share,
    surnames: parseNames(text.surnames),
    girls: parseNames(text.girls),
    boys: parseNames(text.boys),
    languages: parseOdds(text.languages),
    races: parseOdds(text.races),
    hispanic: text.hispanic ?? 0,
  };
}

function plainLetters(written: string): string {
  const lower = written.toLowerCase();
  const letters = Array.from(lower, (letter) => UNMARKED[letter] ?? letter).join('');
  return letters.normalize('NFD').replaceAll(/[^a-z]/g, '');
}
