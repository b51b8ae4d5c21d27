import { isLaunched } from '../access/index.ts';
import { isObjectId } from '../roster/index.ts';
import type { District } from '../store/index.ts';
import type { OAuthParts } from './parts.ts';
import type { SchoolNames } from './school-names.ts';

export interface FoundDistrict {
  readonly id: string;
  readonly name: string;
  /** The school by whose name the district was found. */
  readonly school?: string;
}

export interface FoundDistricts {
  readonly found: readonly FoundDistrict[];
  readonly hasMore: boolean;
}

/** Fewer letters would list districts rather than find one. */
export const SEARCH_LETTERS_MIN = 2;
const FOUND_MAX = 10;
const TEXT_MAX = 100;

/** Letters and digits, without case and accents. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const wordsOf = (name: string) => fold(name).split(' ');
const begins = (words: readonly string[], word: string) => words.some((one) => one.startsWith(word));

/**
 * Whether a district lets itself be found by its schools: where somebody can sign in, or go to an application, and the roster is not at rest.
 */
async function isOpen(
  { store, now }: Pick<OAuthParts, 'store' | 'now'>,
  district: District,
): Promise<boolean> {
  if (district.isPaused) return false;
  const of = { districtId: district.id };
  if ((await store.control.find('login_method', { ...of, isEnabled: true })).length > 0) return true;
  const connections = await store.control.find('connection', { ...of, state: 'connected' });
  return connections.some((connection) => isLaunched(connection, now()));
}

/**
 * The district with this id; or those in whose name every word begins one, and then those with a school where every word begins one of the
 * school's name or the district's (`auth-and-sharing` 3.1, step 3). Ten at most, and no list of all.
 */
export async function searchDistricts(
  parts: Pick<OAuthParts, 'store' | 'now'> & { readonly schools: SchoolNames },
  text: string,
): Promise<FoundDistricts> {
  const { districts } = parts.store;
  const id = text.trim();
  if (isObjectId(id)) {
    const district = await districts.findDistrict(id);
    return { found: district ? [{ id, name: district.name }] : [], hasMore: false };
  }
  const wanted = fold(text.slice(0, TEXT_MAX));
  if (wanted.length < SEARCH_LETTERS_MIN) return { found: [], hasMore: false };
  const words = wanted.split(' ');
  const all = [...(await districts.districts())].sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1),
  );
  const isCalled = ({ name }: District) => words.every((word) => begins(wordsOf(name), word));
  const found: FoundDistrict[] = all.filter(isCalled).map(({ id: of, name }) => ({ id: of, name }));
  for (const district of all) {
    if (found.length > FOUND_MAX) break;
    if (isCalled(district) || !(await isOpen(parts, district))) continue;
    const ofDistrict = wordsOf(district.name);
    for (const school of await parts.schools.of(district.id)) {
      const ofSchool = wordsOf(school);
      if (words.every((word) => begins(ofSchool, word) || begins(ofDistrict, word)))
        found.push({ id: district.id, name: district.name, school });
    }
  }
  return { found: found.slice(0, FOUND_MAX), hasMore: found.length > FOUND_MAX };
}
