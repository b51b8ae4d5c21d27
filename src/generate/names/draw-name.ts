import { Odds, type Random } from '../random.ts';
import { AMERICAS_AND_PACIFIC } from './americas.ts';
import { ASIAN } from './asian.ts';
import { ENGLISH_SPEAKING } from './english-speaking.ts';
import { EUROPE_AFRICA_ORIENT } from './europe-africa-orient.ts';
import type { Culture, Name } from './name.ts';

/** Blank where the SIS has no answer. */
export type Gender = 'F' | 'M' | '';

export const CULTURES: readonly Culture[] = [
  ...ENGLISH_SPEAKING,
  ...AMERICAS_AND_PACIFIC,
  ...ASIAN,
  ...EUROPE_AFRICA_ORIENT,
];

const CULTURE_ODDS = new Odds(CULTURES.map((culture) => [culture, culture.share] as const));

export interface Adult {
  readonly first: Name;
  readonly last: Name;
  readonly middle: string;
}

export function drawCulture(random: Random): Culture {
  return CULTURE_ODDS.draw(random);
}

export function drawGender(random: Random): Gender {
  if (random.chance(0.004)) return '';
  return random.chance(0.49) ? 'F' : 'M';
}

export function drawSurname(culture: Culture, random: Random): Name {
  const surname = random.pick(culture.surnames);
  if (!random.chance(0.04)) return surname;
  const second = random.pick(culture.surnames);
  return second === surname
    ? surname
    : { written: `${surname.written}-${second.written}`, plain: surname.plain + second.plain };
}

export function drawGivenName(culture: Culture, gender: Gender, random: Random): Name {
  const girl = gender === '' ? random.chance(0.5) : gender === 'F';
  return random.pick(girl ? culture.girls : culture.boys);
}

/** Nearly half have none, many a single letter. */
export function drawMiddleName(culture: Culture, gender: Gender, random: Random): string {
  if (random.chance(0.45)) return '';
  const name = drawGivenName(culture, gender, random).written;
  return random.chance(0.6) ? (Array.from(name)[0] ?? '') : name;
}

/** Someone who works at a school. */
export function drawAdult(random: Random): Adult {
  const culture = drawCulture(random);
  const gender: Gender = random.chance(0.74) ? 'F' : 'M';
  return {
    first: drawGivenName(culture, gender, random),
    last: drawSurname(culture, random),
    middle: drawMiddleName(culture, gender, random),
  };
}
