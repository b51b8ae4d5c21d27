/** Audiences as readers see them, compared with what a fresh look at the roster says. */
import { expect } from 'vitest';
import { dataOfItem } from '../../src/derive/index.ts';
import { getResource, STORED_TYPES, type StoredType } from '../../src/roster/index.ts';
import {
  audiencePolicy,
  NOTHING_SHARED,
  parseAudience,
  parseSharing,
  projectionOf,
  renderAudience,
} from '../../src/sharing/index.ts';
import { STALE, type Store } from '../../src/store/index.ts';
import type { TestHub } from '../ingest/test-hub.ts';

/** What an audience sees: the JSON of each record by type and id. */
export type Seen = ReadonlyMap<string, string>;

/** The text of an audience, from a choice as it is sent. */
export const policyOf = (share: unknown, more: object = {}): string =>
  renderAudience(audiencePolicy({ ...NOTHING_SHARED, ...parseSharing({ share, ...more }) }, {}));

type Values = Readonly<Record<string, unknown>>;

/** Every record of every list of an audience, walked segment by segment, as the audience sees it. */
export async function seenBy(store: Store, districtId: string, audienceId: string): Promise<Seen> {
  const audience = await store.districts.findAudience(audienceId);
  if (!audience) throw new Error('There is no such audience.');
  const policy = parseAudience(audience.policy);
  const reader = store.roster.readFor(districtId, audienceId);
  const seen = new Map<string, string>();
  const ids = new Map<StoredType, Set<string>>();
  const records: [StoredType, Values][] = [];
  for (const type of STORED_TYPES) {
    const directory = await reader.listDirectory(type);
    expect(directory.version).toBe(audience.viewVersion);
    const of = new Set<string>();
    for (const [index, firstId] of directory.firstIds.entries()) {
      const items = await reader.segmentItems(directory, index);
      if (items === STALE) throw new Error('The directory is stale as soon as it is read.');
      expect(of.size).toBe(directory.offsets[index]);
      items.forEach(({ item, granted, lastModified }, n) => {
        const values = {
          ...(granted === undefined ? {} : (JSON.parse(granted) as Values)),
          ...(JSON.parse(dataOfItem(getResource(type), item.toString())) as Values),
          ...(lastModified === undefined ? {} : { last_modified: lastModified }),
        };
        const id = String((values as Values)['id']);
        if (n === 0) expect(id).toBe(firstId);
        of.add(id);
        records.push([type, values]);
      });
    }
    expect(of.size).toBe(directory.total);
    ids.set(type, of);
  }
  const isVisible = (type: StoredType, id: string) => ids.get(type)?.has(id) === true;
  for (const [type, values] of records)
    seen.set(`${type} ${String(values['id'])}`, projectionOf(policy, type).render(values, isVisible));
  return seen;
}

const stampOf = (text: string) => (JSON.parse(text) as { readonly last_modified?: string }).last_modified;
const unstamped = (text: string) => text.replace(/"last_modified":"[^"]*",?/, '');

/** Holds an audience to its promises over one change of the roster. */
export class WatchedAudience {
  readonly id: string;
  readonly #hub: TestHub;
  readonly #districtId: string;
  readonly #policy: string;
  #seen: Seen = new Map();
  #version = -1;

  constructor(hub: TestHub, { districtId, id, policy }: { districtId: string; id: string; policy: string }) {
    this.#hub = hub;
    this.#districtId = districtId;
    this.id = id;
    this.#policy = policy;
  }

  /** Looks, without a promise about what was before. */
  async begin(): Promise<void> {
    this.#seen = await seenBy(this.#hub.store, this.#districtId, this.id);
    this.#version = (await this.#hub.store.districts.findAudience(this.id))?.viewVersion ?? -1;
  }

  /** What moved since the last look, held against what was promised. */
  async check(): Promise<{ readonly hasMoved: boolean; readonly seen: Seen }> {
    const { store } = this.#hub;
    const [before, version] = [this.#seen, this.#version];
    await this.begin();
    const after = this.#seen;
    const fresh = await store.districts.membershipOf(this.#districtId, this.#policy);
    const members = STORED_TYPES.flatMap((type) => [...(fresh.get(type) ?? [])].map((id) => `${type} ${id}`));
    expect([...after.keys()].sort()).toEqual(members.sort());

    const hasMoved = JSON.stringify([...before].sort()) !== JSON.stringify([...after].sort());
    expect(this.#version > version, 'the view version moves with what is seen').toBe(hasMoved);
    for (const [key, text] of after) {
      const old = before.get(key);
      if (old === undefined || stampOf(text) === undefined) continue;
      expect(stampOf(text) !== stampOf(old), `${key}: ${old} → ${text}`).toBe(
        unstamped(text) !== unstamped(old),
      );
    }
    this.#expectHistory(before, after);
    return { hasMoved, seen: after };
  }

  /** Who left is in the history, from the version at which they came to the one at which they went. */
  #expectHistory(before: Seen, after: Seen): void {
    const now = this.#hub.query((db) =>
      db
        .prepare<[string], number>('SELECT roster_version FROM district WHERE id = ?')
        .pluck()
        .get(this.#districtId),
    );
    const rows = this.#hub.query((db) => ({
      present: db
        .prepare<[string], { type: string; id: string; since: number }>(
          'SELECT type, id, since FROM audience_record WHERE audience_id = ?',
        )
        .all(this.id),
      former: db
        .prepare<[string], { type: string; id: string; since: number; until: number }>(
          'SELECT type, id, since, until FROM audience_former WHERE audience_id = ?',
        )
        .all(this.id),
    }));
    for (const { type, id, since } of rows.present)
      if (!before.has(`${type} ${id}`)) expect(since).toBe(now);
      else if (this.#version === now) expect(since).toBeLessThanOrEqual(now);
    const left = [...before.keys()].filter((key) => !after.has(key));
    const endedNow = rows.former.filter(({ until }) => until === now).map(({ type, id }) => `${type} ${id}`);
    if (left.length > 0) expect(endedNow.sort()).toEqual(left.sort());
    for (const { since, until } of rows.former) expect(since).toBeLessThan(until);
  }
}

/** An audience of a district, made now. */
export async function watch(
  hub: TestHub,
  districtId: string,
  policy: string,
  newId: string,
): Promise<WatchedAudience> {
  const { id } = await hub.store.districts.ensureAudience(districtId, policy, newId);
  const watched = new WatchedAudience(hub, { districtId, id, policy });
  await watched.begin();
  return watched;
}
