/**
 * The names of the schools of districts, for the picker (`auth-and-sharing` 3.1, step 3). They are public: they stand on the door. Nothing else of a
 * roster is read here, and a hub remembers the names until the roster changes.
 */
import { EVERYTHING } from '../sharing/index.ts';
import { type AudienceReader, STALE, type Store } from '../store/index.ts';

const REMEMBERED_MAX = 1_000;
/** How often a list is begun anew because a sync was published meanwhile; then the district has none for this search. */
const ATTEMPTS_MAX = 4;

interface Remembered {
  readonly version: number;
  readonly names: readonly string[];
}

function nameIn(item: unknown): string | undefined {
  const { data } = item as { readonly data?: { readonly name?: unknown } };
  return typeof data?.name === 'string' ? data.name : undefined;
}

async function readNames(reader: AudienceReader): Promise<Remembered | undefined> {
  const directory = await reader.listDirectory('school');
  const segments = await reader.segments(directory, [...directory.firstIds.keys()]);
  if (segments === STALE) return undefined;
  const items = segments.flatMap(({ bytes }) => JSON.parse(`[${bytes.toString('utf8')}]`) as unknown[]);
  const names = items.map(nameIn).filter((name) => name !== undefined);
  return { version: directory.version, names: [...new Set(names)].sort((a, b) => a.localeCompare(b, 'en')) };
}

export class SchoolNames {
  readonly #store: Pick<Store, 'districts' | 'roster'>;
  readonly #remembered = new Map<string, Remembered>();

  constructor(store: Pick<Store, 'districts' | 'roster'>) {
    this.#store = store;
  }

  /** Each name once, in alphabetical order. */
  async of(districtId: string): Promise<readonly string[]> {
    const audiences = await this.#store.districts.audiences(districtId);
    const whole = audiences.find(({ policy }) => policy === EVERYTHING);
    if (!whole) return [];
    const reader = this.#store.roster.readFor(districtId, whole.id);
    const remembered = this.#remembered.get(districtId);
    if (remembered && remembered.version === (await reader.viewVersion())) return remembered.names;
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const read = await readNames(reader);
      if (!read) continue;
      if (this.#remembered.size >= REMEMBERED_MAX) this.#remembered.clear();
      this.#remembered.set(districtId, read);
      return read.names;
    }
    return remembered?.names ?? [];
  }
}
