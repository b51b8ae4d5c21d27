import { describe, expect, it, vi } from 'vitest';
import { idOf, itemOf, SEGMENTS, Students } from '../../test/support/students.ts';
import type { Authenticator, DistrictPrincipal, Principal, UserPrincipal } from '../access/index.ts';
import { resources, type Scope, SCOPES } from '../roster/index.ts';
import { EVERYTHING } from '../sharing/index.ts';
import type { DistrictStore } from '../store/index.ts';
import type { HandoverSettings } from './handovers.ts';
import type { RosterView } from './roster-view.ts';
import { Views } from './views.ts';

const caller: DistrictPrincipal = {
  kind: 'district',
  asksFirst: false,
  districtId: 'd'.repeat(24),
  audienceId: 'a'.repeat(24),
  applicationId: 'c'.repeat(24),
  clientId: 'client',
  reach: { scopes: new Set(Object.keys(SCOPES) as Scope[]), tier: 'secure_sync' },
  tokenId: 't',
  rateKey: 'r',
  validUntil: Infinity,
};
const person: UserPrincipal = {
  ...caller,
  kind: 'user',
  person: { type: 'student', id: idOf(1) },
  authorizedBy: 'district',
  actorAccountId: undefined,
};

const PLACES = Array.from({ length: SEGMENTS }, (_, place) => place);
/** More than any test takes. */
const LONG_MS = 60_000;

/** A hub of one district whose large list is asked for again and again. */
class World {
  readonly students = new Students();
  readonly views: Views;

  constructor(handover: HandoverSettings, cacheBytes = 1_000_000) {
    const { students } = this;
    this.views = new Views({
      roster: {
        generation: () => students.version,
        writtenHere: () => students.version,
        readFor: (districtId, audienceId) => ({ ...students.reader, districtId, audienceId }),
      },
      districts: {
        findView: (id: string) => {
          const { districtId } = caller;
          const audience = { id, districtId, policy: EVERYTHING, viewVersion: students.version };
          return Promise.resolve({ audience, frozen: undefined });
        },
      } as unknown as DistrictStore,
      authenticator: { forget: () => undefined } as unknown as Authenticator,
      cacheBytes,
      handover,
    });
  }

  static async hot(handover: HandoverSettings = {}, cacheBytes?: number): Promise<World> {
    const world = new World({ hotSegmentsMin: SEGMENTS, maxMs: LONG_MS, ...handover }, cacheBytes);
    await Promise.all([...PLACES, ...PLACES].map((place) => world.page(place)));
    return world;
  }

  async viewOf(principal: Principal = caller): Promise<RosterView> {
    await this.views.refresh();
    return this.views.recall(principal) ?? (await this.views.viewFromMemory(principal));
  }

  /** A page, read as the Data API does: from memory, or else from the store through the newest view. */
  async page(place: number): Promise<string> {
    const window =
      place === 0
        ? ({ mode: 'first', limit: 1 } as const)
        : ({ mode: 'after', id: idOf(place - 1), limit: 1 } as const);
    const view = await this.viewOf();
    const page =
      view.pageInMemory('student', window) ??
      (await (await this.views.current(caller, view)).list(resources.student).page(window));
    return page.chunks.map(String).join();
  }

  /** A sync that the store is slow to read. The answer lets it be read. */
  publishSlowly(): () => void {
    let open: () => void = () => undefined;
    this.students.gate = new Promise((resolve) => (open = resolve));
    this.students.version++;
    return open;
  }

  async pages(): Promise<readonly string[]> {
    return Promise.all(PLACES.map((place) => this.page(place)));
  }
}

const listOf = (version: number) => PLACES.map((place) => itemOf(place, version));

describe('a list that is asked for again and again', () => {
  it('is answered as it was before a sync until it is in memory as it is now, and never again', async () => {
    const world = await World.hot();
    const readsBefore = world.students.reads.length;
    const open = world.publishSlowly();
    expect(await world.pages()).toEqual(listOf(1));
    expect(await world.pages()).toEqual(listOf(1));
    open();
    await vi.waitFor(async () => expect((await world.viewOf()).version).toBe(2));
    const reads = world.students.reads.slice(readsBefore).flat();
    expect(await world.pages()).toEqual(listOf(2));
    expect(reads).toEqual(PLACES);
    expect(world.students.reads.slice(readsBefore).flat()).toEqual(PLACES);
  });

  it('stays in memory after that', async () => {
    const world = await World.hot();
    for (const version of [2, 3]) {
      world.publishSlowly()();
      await vi.waitFor(async () => expect((await world.viewOf()).version).toBe(version));
      expect(await world.pages()).toEqual(listOf(version));
    }
    world.publishSlowly();
    expect(await world.pages()).toEqual(listOf(3));
  });

  it('is the newest for everybody from the first request on that needs the store', async () => {
    const world = await World.hot();
    const open = world.publishSlowly();
    const other = { ...caller, tokenId: 'other' };
    const before = await world.viewOf(other);
    expect(before.version).toBe(1);
    expect((await world.views.current(caller, await world.viewOf())).version).toBe(2);
    for (const principal of [caller, other]) expect((await world.viewOf(principal)).version).toBe(2);
    open();
    expect(await world.pages()).toEqual(listOf(2));
  });

  it('is the newest after a while, however slow the store is', async () => {
    const world = await World.hot({ maxMs: 1 });
    world.publishSlowly();
    await world.viewOf();
    await vi.waitFor(async () => expect((await world.viewOf()).version).toBe(2));
  });

  it('is the newest if the next sync comes before the last one is in memory', async () => {
    const world = await World.hot();
    world.publishSlowly();
    expect((await world.viewOf()).version).toBe(1);
    world.publishSlowly();
    expect((await world.viewOf()).version).toBe(3);
  });

  it('is the newest if it cannot be read', async () => {
    const world = await World.hot();
    world.students.gate = Promise.reject(new Error('The disk is gone.'));
    world.students.version = 2;
    expect((await world.viewOf()).version).toBe(1);
    await vi.waitFor(async () => expect((await world.viewOf()).version).toBe(2));
  });
});

describe('the newest state is shown at once', () => {
  it('to people, and to whoever is asked first; others go on as before', async () => {
    const world = await World.hot();
    world.publishSlowly();
    expect((await world.viewOf(person)).version).toBe(2);
    expect((await world.viewOf({ ...caller, asksFirst: true })).version).toBe(2);
    expect((await world.viewOf()).version).toBe(1);
    expect((await world.views.viewFor({ ...caller })).version).toBe(2);
  });

  it('where it is of another audience: another choice of what is shared', async () => {
    const world = await World.hot();
    world.publishSlowly();
    expect((await world.viewOf({ ...caller, audienceId: 'b'.repeat(24) })).version).toBe(2);
  });

  it('where few segments are hot, or memory does not hold them twice', async () => {
    for (const world of [
      await World.hot({ hotSegmentsMin: SEGMENTS + 1 }),
      await World.hot({ hotSegmentsMin: 1 }, 1_200),
    ]) {
      world.publishSlowly();
      expect((await world.viewOf()).version).toBe(2);
    }
  });
});
