import { drawContacts } from './contacts.ts';
import type { CsvRow } from './csv-table.ts';
import { drawCulture, drawSurname } from './names/draw-name.ts';
import type { Culture, Name } from './names/name.ts';
import { streetAddress, zipCode, type Neighbourhood } from './places.ts';
import { Odds, type Random } from './random.ts';
import type { SisIds } from './sis-ids.ts';

/** What brothers and sisters have in common. */
export interface Household {
  readonly culture: Culture;
  readonly surname: Name;
  readonly place: Neighbourhood;
  readonly street: string;
  readonly zip: string;
  readonly language: string;
  readonly race: string;
  readonly hispanic: string;
  readonly mealStatus: string;
  readonly contacts: readonly CsvRow[];
}

const MEAL_STATUS = new Odds([
  ['N', 49],
  ['F', 39],
  ['R', 7],
  ['', 5],
]);

const SHARE_WITHOUT_RACE = 0.02;
const SHARE_WITHOUT_ETHNICITY = 0.015;

interface Surroundings {
  readonly place: Neighbourhood;
  readonly random: Random;
  readonly ids: SisIds;
}

export function drawHousehold({ place, random, ids }: Surroundings): Household {
  const culture = drawCulture(random);
  const surname = drawSurname(culture, random);
  return {
    culture,
    surname,
    place,
    street: random.chance(0.985) ? streetAddress(random) : '',
    zip: zipCode(place, random),
    language: culture.languages.draw(random),
    race: random.chance(SHARE_WITHOUT_RACE) ? '' : culture.races.draw(random),
    hispanic: random.chance(SHARE_WITHOUT_ETHNICITY) ? '' : random.chance(culture.hispanic) ? 'Y' : 'N',
    mealStatus: MEAL_STATUS.draw(random),
    contacts: drawContacts({ culture, surname, place }, { random, ids }),
  };
}
