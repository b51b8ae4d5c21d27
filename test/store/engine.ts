/** What the contract of the store port asks of an engine, and a store of that engine for the tests of one file. */
import { afterAll, beforeAll, expect } from 'vitest';
import type { RosterType, StoredType } from '../../src/roster/index.ts';
import {
  type AudienceReader,
  type ListDirectory,
  type NewDistrict,
  type PublishedIdentity,
  type RateLeases,
  STALE,
  type StagedEdge,
  type StagedRecord,
  type StagedRemoval,
  type Store,
  type SyncOutcome,
  type SyncSession,
} from '../../src/store/index.ts';
import { lineOf } from '../support/audit-line.ts';

export interface OpenedEngine {
  readonly store: Store;
  /** Another connection to the same data; the engine closes it with itself. */
  readonly connect: () => Promise<Store>;
  /** What one more node counts with, together with all others of this data; the engine closes it with itself. */
  readonly rateLeases: () => RateLeases;
  /** Takes away what nodes count in, as somebody would who does not know it. */
  readonly loseRateLeases: () => void;
  /** Makes it unreadable, as a loss of power may. */
  readonly damageRateLeases: () => void;
  /** Takes the lock that counting needs, as another process would, until what it gives is called. */
  readonly holdRateLeases: () => () => void;
  /** Runs SQL by the side door, as a client that knows nothing of Rollbook would. */
  readonly sql: (set: 'roster' | 'control', text: string) => Promise<readonly unknown[]>;
  /** Takes the lock that a write needs, as another process would, until what it gives is called. */
  readonly hold: (set: 'roster' | 'control') => () => void;
  /** The body of an ES module in which `store` and `rateLeases` are open on the same data; it is run by a process of its own. */
  readonly script: (body: string) => string;
  readonly close: () => Promise<void>;
}

export interface StoreEngine {
  readonly name: string;
  /** An empty store. */
  readonly open: () => Promise<OpenedEngine>;
}

export const STAMP = '2026-09-01T02:00:00.000Z';

export const hex = (n: number, prefix = ''): string =>
  `${prefix}${n.toString(16).padStart(24 - prefix.length, '0')}`;

/** A student whose content means nothing: for tests in which nobody looks into records. */
export const student = (n: number, text = 'x'): StagedRecord => ({
  type: 'student',
  id: hex(n, 'b'),
  key: `s${n}`,
  digest: n.toString(16).padStart(16, '0'),
  item: `{"data":{"text":${JSON.stringify(text)}},"uri":"/v1.1/students/${hex(n, 'b')}"}`,
  granted: undefined,
  returns: false,
});

export const removalOf = ({ type, key, id }: StagedRecord): StagedRemoval => ({ type, key, id });

export interface Publishing {
  readonly records?: readonly StagedRecord[];
  readonly removals?: readonly StagedRemoval[];
  readonly edges?: readonly StagedEdge[];
  readonly outcome?: Partial<SyncOutcome>;
}

export interface ReadList {
  readonly directory: ListDirectory;
  readonly perSegment: readonly (readonly string[])[];
  readonly items: readonly string[];
}

/** The items of a list, cut out of its segments, and the segments as a whole. */
export async function readList(reader: AudienceReader, type: StoredType = 'student'): Promise<ReadList> {
  const directory = await reader.listDirectory(type);
  const segments = await reader.segments(
    directory,
    directory.firstIds.map((_, index) => index),
  );
  if (segments === STALE) throw new Error('The directory is stale as soon as it is read.');
  const perSegment = segments.map(({ bytes, ends }) => {
    let start = 0;
    const items = Array.from(ends, (end) => {
      const item = bytes.toString('utf8', start, end);
      start = end + 1;
      return item;
    });
    expect(items.join(',')).toBe(bytes.toString());
    return items;
  });
  return { directory, perSegment, items: perSegment.flat() };
}

export class StoreBench {
  readonly engine: StoreEngine;
  #opened: OpenedEngine | undefined;
  #districts = 0;
  #syncs = 0;
  #moment = Date.parse(STAMP);

  constructor(engine: StoreEngine) {
    this.engine = engine;
  }

  async open(): Promise<void> {
    this.#opened = await this.engine.open();
  }

  async close(): Promise<void> {
    await this.#opened?.close();
  }

  get opened(): OpenedEngine {
    if (!this.#opened) throw new Error('The store is not open.');
    return this.#opened;
  }

  get store(): Store {
    return this.opened.store;
  }

  connect(): Promise<Store> {
    return this.opened.connect();
  }

  nextStamp(): string {
    return new Date((this.#moment += 1_000)).toISOString();
  }

  async newDistrict(more: Partial<NewDistrict> = {}): Promise<NewDistrict> {
    const n = ++this.#districts;
    const district: NewDistrict = {
      id: hex(n, 'd'),
      name: `District ${n}`,
      mdr_number: undefined,
      created: STAMP,
      audienceId: hex(n, 'a'),
      limits: { removalPercent: 10, updatePercent: 75 },
      ...more,
    };
    await this.store.districts.createDistrict(district, lineOf('district.created', district.id));
    return district;
  }

  /** Reads a district as the audience that sees everything does. */
  reader({ id, audienceId }: Pick<NewDistrict, 'id' | 'audienceId'>, on = this.store): AudienceReader {
    return on.roster.readFor(id, audienceId);
  }

  openSync(districtId: string, on = this.store): Promise<SyncSession> {
    return on.districts.openSync(districtId, { id: hex(++this.#syncs, '5'), started: this.nextStamp() });
  }

  outcomeOf(more: Partial<SyncOutcome> = {}): SyncOutcome {
    return {
      state: 'published',
      ended: this.nextStamp(),
      fingerprints: { students: `sha ${this.#syncs}` },
      report: { counts: 1 },
      status: { state: 'running', error: '' },
      changedTypes: ['student'],
      watched: [],
      forgetRemovedBefore: 0,
      idSeconds: 0,
      ...more,
    };
  }

  async publish(
    districtId: string,
    { records = [], removals = [], edges = [], outcome = {} }: Publishing,
    on = this.store,
  ): Promise<SyncOutcome> {
    const session = await this.openSync(districtId, on);
    await session.stage(records);
    await session.stageRemovals(removals);
    await session.stageEdges(edges);
    const of = this.outcomeOf(outcome);
    await session.publish(of);
    await session.release();
    return of;
  }

  /** Runs something in a session that leaves no trace. */
  async inSession<T>(districtId: string, ask: (session: SyncSession) => Promise<T>): Promise<T> {
    const session = await this.openSync(districtId);
    try {
      return await ask(session);
    } finally {
      await session.release();
    }
  }

  identitiesOf(districtId: string, type: RosterType = 'student'): Promise<readonly PublishedIdentity[]> {
    return this.inSession(districtId, async (session) => {
      const found: PublishedIdentity[] = [];
      for await (const batch of session.identities(type)) found.push(...batch);
      return found;
    });
  }
}

/** A store for the tests of one `describe`. */
export function useStore(engine: StoreEngine): StoreBench {
  const bench = new StoreBench(engine);
  beforeAll(() => bench.open());
  afterAll(() => bench.close());
  return bench;
}
