import { isObjectId } from '../roster/index.ts';
import type { Store } from '../store/index.ts';

export interface FoundDistrict {
  readonly id: string;
  readonly name: string;
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

/** Districts in whose name every word begins one; or the district with this id (`auth-and-sharing` 3.1, step 3). */
export async function searchDistricts(
  { districts }: Pick<Store, 'districts'>,
  text: string,
): Promise<{ readonly found: readonly FoundDistrict[]; readonly hasMore: boolean }> {
  const id = text.trim();
  if (isObjectId(id)) {
    const district = await districts.findDistrict(id);
    return { found: district ? [{ id, name: district.name }] : [], hasMore: false };
  }
  const wanted = fold(text.slice(0, TEXT_MAX));
  if (wanted.length < SEARCH_LETTERS_MIN) return { found: [], hasMore: false };
  const words = wanted.split(' ');
  const found = (await districts.districts())
    .filter(({ name }) => {
      const inName = fold(name).split(' ');
      return words.every((word) => inName.some((one) => one.startsWith(word)));
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
    .map(({ id: found, name }) => ({ id: found, name }));
  return { found: found.slice(0, FOUND_MAX), hasMore: found.length > FOUND_MAX };
}
