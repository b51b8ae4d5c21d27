import type { Random } from './random.ts';

/** What the addresses and telephone numbers of one district share. */
export interface Region {
  readonly state: string;
  readonly firstZip: number;
  readonly areaCodes: readonly string[];
}

export const REGIONS: readonly Region[] = [
  { state: 'WA', firstZip: 98_001, areaCodes: ['360', '253', '425'] },
  { state: 'MN', firstZip: 55_301, areaCodes: ['763', '952', '651'] },
  { state: 'CO', firstZip: 80_401, areaCodes: ['303', '720', '970'] },
  { state: 'NJ', firstZip: 7_001, areaCodes: ['201', '973', '908'] },
  { state: 'NC', firstZip: 27_501, areaCodes: ['919', '984', '336'] },
];

export const DEMO_REGION: Region = { state: 'NY', firstZip: 10_101, areaCodes: ['212', '718', '347'] };

/** Zip codes of one state that lie together; more parts of a district than that share theirs. */
const ZIPS_OF_A_REGION = 400;

// prettier-ignore
const TOWNS = [
  'Harbor Point', 'Millbrook', 'Alder Falls', 'Stonegate', 'Fairhaven Heights', 'Port Linden', 'Kestrel Bay',
  'Saint Orin', "Miller's Ferry", 'Quarry Hill', 'New Tessaly', 'Winter Glen', 'Eastmarch', 'Lower Wye', 'Tamarack',
  'Copper Springs', 'Las Piedras', 'Vandermeer', 'Oxbow Landing', 'Prairie Rose',
] as const;

// prettier-ignore
const STREETS = [
  'Alder', 'Aspen', 'Bayberry', 'Birch', 'Cedar', 'Chestnut', 'Clover', 'Cottonwood', 'Dogwood', 'Elderberry', 'Elm',
  'Foxglove', 'Garden', 'Hawthorn', 'Heron', 'Hickory', 'Jetty', 'Juniper', 'Lakeview', 'Larkspur', 'Lighthouse',
  'Linden', 'Magnolia', 'Maple', 'Meadow', 'Mill', 'Mulberry', 'Orchard', 'Osprey', 'Peña Blanca', 'Poplar', 'Quarry',
  'Ridge', 'Rosewood', 'Sagebrush', 'San José', 'Shoreline', 'Spruce', 'Sycamore', 'Tanager', 'Thistle', 'Tupelo',
  'Valley', 'Walnut', 'Willow', 'Wren',
] as const;

const STREET_KINDS = [
  'Street',
  'Avenue',
  'Lane',
  'Road',
  'Drive',
  'Court',
  'Way',
  'Boulevard',
  'Circle',
  'St.',
  'Ave',
];

export interface Neighbourhood {
  readonly town: string;
  readonly state: string;
  readonly zip: string;
  readonly areaCodes: readonly string[];
}

/** Where the families of one zone live. */
export function neighbourhood(region: Region, zone: number): Neighbourhood {
  return {
    town: TOWNS[zone % TOWNS.length] ?? TOWNS[0],
    state: region.state,
    zip: String(region.firstZip + (zone % ZIPS_OF_A_REGION)).padStart(5, '0'),
    areaCodes: region.areaCodes,
  };
}

export function streetAddress(random: Random): string {
  const address = `${random.between(1, 9_899)} ${random.pick(STREETS)} ${random.pick(STREET_KINDS)}`;
  if (!random.chance(0.14)) return address;
  // A comma inside, as flats have: the cell has to be quoted.
  return `${address}, ${random.pick(['Apt', 'Unit', '#'])} ${random.between(1, 28)}${random.pick(['', 'A', 'B', 'C'])}`;
}

export function zipCode(place: Neighbourhood, random: Random): string {
  return random.chance(0.15) ? `${place.zip}-${String(random.between(1_000, 9_999))}` : place.zip;
}

/**
 * A telephone number from the range kept for fiction (555-0100 to 0199), in one of the forms people write. All have
 * ten digits, or eleven that begin with 1, and no extension.
 */
export function telephone(place: Neighbourhood, random: Random): string {
  const area = random.pick(place.areaCodes);
  const line = `01${String(random.below(100)).padStart(2, '0')}`;
  switch (random.below(8)) {
    case 0:
    case 1:
      return `${area}555${line}`;
    case 2:
      return `(${area}) 555-${line}`;
    case 3:
      return `${area}.555.${line}`;
    case 4:
      return `1-${area}-555-${line}`;
    case 5:
      return `1${area}555${line}`;
    case 6:
      return `+1 ${area} 555 ${line}`;
    default:
      return `${area}-555-${line}`;
  }
}

// prettier-ignore
const SCHOOL_FIRST_WORDS = [
  'Amber', 'Ash', 'Bayside', 'Beacon', 'Birch', 'Blue Heron', 'Briar', 'Canyon', 'Cardinal', 'Cedar', 'Clearwater',
  'Cobalt', 'Copper', 'Cypress', 'Dogwood', 'Eagle', 'Elk', 'Falcon', 'Fern', 'Foxglove', 'Granite', 'Harbor',
  'Hawthorn', 'Hickory', 'Huckleberry', 'Iron', 'Ivy', 'Juniper', 'Kestrel', 'Lark', 'Laurel', 'Lupine', 'Madrona',
  'Maple', 'Meadowlark', 'Mesa', 'Mission', 'Moss', 'North', 'Oak', 'Otter', 'Pine', 'Prairie', 'Quail', 'Raven',
  'Redwood', 'River', 'Sage', 'Sequoia', 'Silver', 'South', 'Sparrow', 'Spruce', 'Summit', 'Tidewater', 'Timber',
  'Trillium', 'Walnut', 'West', 'Willow',
] as const;

// prettier-ignore
const SCHOOL_SECOND_WORDS = [
  'Bend', 'Bluff', 'Bridge', 'Brook', 'Canyon', 'Cove', 'Creek', 'Crest', 'Crossing', 'Dale', 'Falls', 'Field',
  'Flats', 'Forest', 'Fork', 'Garden', 'Glen', 'Grove', 'Heights', 'Hill', 'Hollow', 'Island', 'Knoll', 'Lake',
  'Landing', 'Ledge', 'Loop', 'Meadow', 'Mill', 'Orchard', 'Park', 'Pass', 'Plains', 'Point', 'Pond', 'Ridge', 'Rock',
  'Run', 'Shore', 'Slope', 'Springs', 'Square', 'Station', 'Terrace', 'Trail', 'Vale', 'Valley', 'View', 'Vista', 'Woods',
] as const;

/** Every pair of words, in an order that looks like none; after the last pair they begin anew with a number. */
export function schoolPlaceName(index: number): string {
  const pairs = SCHOOL_FIRST_WORDS.length * SCHOOL_SECOND_WORDS.length;
  // A prime step that does not divide the number of pairs, so none is left out.
  const pair = (index * 1_237) % pairs;
  const first = SCHOOL_FIRST_WORDS[pair % SCHOOL_FIRST_WORDS.length] ?? '';
  const second = SCHOOL_SECOND_WORDS[Math.floor(pair / SCHOOL_FIRST_WORDS.length)] ?? '';
  return index < pairs ? `${first} ${second}` : `${first} ${second} ${Math.floor(index / pairs) + 1}`;
}

/** One word for the district's mail domain. */
export const DISTRICT_WORDS = [
  'riverbend',
  'harborpoint',
  'stonegate',
  'alderfalls',
  'prairierose',
  'eastmarch',
] as const;
