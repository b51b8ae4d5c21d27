import type { CsvRow } from './csv-table.ts';
import { drawGivenName } from './names/draw-name.ts';
import type { Culture, Name } from './names/name.ts';
import { telephone, type Neighbourhood } from './places.ts';
import { Odds, type Random } from './random.ts';
import type { SisIds } from './sis-ids.ts';

const SHARE_WITH_CONTACT = 0.7;
const SHARE_WITH_SECOND = 0.25;
const SHARE_WITH_SIS_ID = 0.9;

const FIRST_RELATIONSHIP = new Odds([
  ['Parent', 88],
  ['Grandparent', 5],
  ['Aunt/Uncle', 2],
  ['Other', 2],
  ['', 3],
]);
const FIRST_TYPE = new Odds([
  ['Parent/Guardian', 58],
  ['Primary', 42],
]);
const SECOND_RELATIONSHIP = new Odds([
  ['Parent', 55],
  ['Grandparent', 24],
  ['Aunt/Uncle', 11],
  ['Sibling', 5],
  ['Other', 5],
]);
const SECOND_TYPE = new Odds([
  ['Emergency', 46],
  ['Secondary', 30],
  ['Parent/Guardian', 14],
  ['Family', 8],
  ['Other', 2],
]);
const PHONE_TYPE = new Odds([
  ['Cell', 74],
  ['Home', 13],
  ['Work', 8],
  ['Other', 1],
  ['', 4],
]);

const MAIL_DOMAINS = ['family.example.org', 'mail.example.org', 'post.example.org'];

interface Family {
  readonly culture: Culture;
  readonly surname: Name;
  readonly place: Neighbourhood;
}

/** The contact cells of those whom a school calls for the children of a household: nobody, one person or two. */
export function drawContacts(
  family: Family,
  { random, ids }: { random: Random; ids: SisIds },
): readonly CsvRow[] {
  if (!random.chance(SHARE_WITH_CONTACT)) return [];
  const first = drawContact(family, {
    relationship: FIRST_RELATIONSHIP,
    type: FIRST_TYPE,
    mother: true,
    random,
    ids,
  });
  if (!random.chance(SHARE_WITH_SECOND)) return [first];
  const wanted = { relationship: SECOND_RELATIONSHIP, type: SECOND_TYPE, mother: false, random, ids };
  return [first, drawContact(family, wanted)];
}

interface WantedContact {
  readonly relationship: Odds<string>;
  readonly type: Odds<string>;
  readonly mother: boolean;
  readonly random: Random;
  readonly ids: SisIds;
}

function drawContact({ culture, surname, place }: Family, wanted: WantedContact): CsvRow {
  const { random, ids } = wanted;
  const woman = random.chance(wanted.mother ? 0.72 : 0.3);
  const first = drawGivenName(culture, woman ? 'F' : 'M', random);
  const last = random.chance(0.84) ? surname : random.pick(culture.surnames);
  const phone = random.chance(0.96) ? telephone(place, random) : '';
  const email = `${first.plain}.${last.plain}${random.below(100)}@${random.pick(MAIL_DOMAINS)}`;
  return {
    Contact_relationship: wanted.relationship.draw(random),
    Contact_type: wanted.type.draw(random),
    Contact_name: `${first.written} ${last.written}`,
    Contact_phone: phone,
    Contact_phone_type: phone === '' ? '' : PHONE_TYPE.draw(random),
    Contact_email: random.chance(0.7) ? email : '',
    Contact_sis_id: random.chance(SHARE_WITH_SIS_ID) ? ids.contact() : '',
  };
}
