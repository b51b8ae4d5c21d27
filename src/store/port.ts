/**
 * What the rest of Rollbook may ask of a store. Two engines stand behind it; callers never know which. Everything that
 * reads or writes is asynchronous, because one of them is.
 */
import type { RosterType, StoredType } from '../roster/index.ts';

export interface District {
  readonly id: string;
  readonly name: string;
  readonly mdr_number: string | undefined;
  readonly sis_type: string;
  readonly state: 'pending' | 'running' | 'error';
  readonly error: string;
  readonly created: string;
  readonly last_sync: string | undefined;
  readonly rosterVersion: number;
  readonly limits: SafetyLimits;
}

/** Percentages over which a sync is held for a person (`roster-csv` 3.6). 0 holds on any, 100 never. */
export interface SafetyLimits {
  readonly removalPercent: number;
  readonly updatePercent: number;
}

export interface Application {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly redirectUris: readonly string[];
  readonly created: string;
}

export interface NewApplication extends Application {
  readonly clientSecretHash: string;
}

export interface Connection {
  readonly id: string;
  readonly districtId: string;
  readonly applicationId: string;
  readonly audienceId: string;
  readonly state: 'connected' | 'disconnected';
  readonly tokenVersion: number;
  readonly created: string;
}

export interface NewConnection {
  readonly id: string;
  readonly districtId: string;
  readonly applicationId: string;
  readonly tokenVersion: number;
  readonly tokenHash: string;
  readonly created: string;
}

/** Where the segments of a list begin, in one state of the world. Immutable. */
export interface ListDirectory {
  readonly districtId: string;
  readonly audienceId: string;
  readonly type: StoredType;
  /** The view version of the audience that this describes. */
  readonly version: number;
  /** The first id of each segment, ascending. */
  readonly firstIds: readonly string[];
  /** How many items stand before each segment. */
  readonly offsets: readonly number[];
  readonly total: number;
}

/** The items of one segment, joined by commas, exactly as they are served. */
export interface SegmentBytes {
  readonly bytes: Buffer;
  /** Where each item ends. It begins at 0, or one behind the end of its predecessor. */
  readonly ends: Uint32Array;
}

/** What the caller holds describes a state of the world that is gone: read the directory again. */
export const STALE = 'stale';

export interface RosterReader {
  /**
   * A number that changes when anything that was committed could matter to a reader. Cheap enough to be asked on every
   * request; what is remembered under the same number is true.
   */
  generation(): number | Promise<number>;
  viewVersion(districtId: string, audienceId: string): Promise<number | undefined>;
  listDirectory(districtId: string, audienceId: string, type: StoredType): Promise<ListDirectory>;
  segments(
    directory: ListDirectory,
    indexes: readonly number[],
  ): Promise<readonly SegmentBytes[] | typeof STALE>;
  /** The stored item of one record. */
  item(districtId: string, type: StoredType, id: string): Promise<Buffer | undefined>;
  /** Items by id, ascending; ids without a record are left out. */
  items(districtId: string, type: StoredType, ids: readonly string[]): Promise<readonly Buffer[]>;
  /** Ids of the records that name `parentId` in a field, ascending. `relation` is `type.field`. */
  children(districtId: string, relation: string, parentId: string): Promise<readonly string[]>;
}

export interface ControlStore {
  createDistrict(district: NewDistrict): Promise<void>;
  findDistrict(id: string): Promise<District | undefined>;
  districts(): Promise<readonly District[]>;
  createApplication(application: NewApplication): Promise<void>;
  findApplication(id: string): Promise<Application | undefined>;
  applications(): Promise<readonly Application[]>;
  /** Connects with the audience "everything"; refuses a second connection of the pair. */
  createConnection(connection: NewConnection): Promise<void>;
  findConnectionByTokenHash(tokenHash: string): Promise<Connection | undefined>;
  findConnection(districtId: string, applicationId: string): Promise<Connection | undefined>;
  /** Seconds that a new id may begin with: above those of all ids given before. */
  takeIdSeconds(districtId: string, atLeast: number): Promise<number>;
  /** Adds a record that no file carries, and raises the roster version. */
  addRecord(
    districtId: string,
    record: { readonly type: StoredType; readonly id: string; readonly item: string },
  ): Promise<void>;
  /** Registers an id for a key that no record has yet: the next import gives it to that record. */
  reserveIds(districtId: string, ids: readonly ReservedId[]): Promise<void>;
  syncs(districtId: string, limit: number): Promise<readonly SyncEntry[]>;
  setting(name: string): Promise<string | undefined>;
  putSetting(name: string, value: string): Promise<void>;
}

export interface NewDistrict {
  readonly id: string;
  readonly name: string;
  readonly mdr_number: string | undefined;
  readonly created: string;
  readonly audienceId: string;
  readonly limits: SafetyLimits;
}

export interface ReservedId {
  readonly type: RosterType;
  readonly key: string;
  readonly id: string;
}

export type SyncState = 'running' | 'published' | 'unchanged' | 'held' | 'failed' | 'interrupted';

export interface SyncEntry {
  readonly id: string;
  readonly state: SyncState;
  readonly started: string;
  readonly ended: string | undefined;
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly report: unknown;
}

/** The identity of a served record, and a digest of its content. */
export interface PublishedIdentity {
  readonly key: string;
  readonly id: string;
  readonly digest: string;
}

/** The identity of a record that went. */
export interface FormerIdentity {
  readonly key: string;
  readonly id: string;
  readonly removedAtMs: number;
}

export interface StagedRecord {
  readonly type: RosterType;
  readonly id: string;
  readonly key: string;
  readonly digest: string;
  readonly item: string;
  readonly granted: string | undefined;
  /** It was gone, and has its former id. */
  readonly returns: boolean;
}

export interface StagedEdge {
  readonly relation: string;
  readonly parentId: string;
  /** Ascending; an empty list removes the edge. */
  readonly children: readonly string[];
}

export interface StagedRemoval {
  readonly type: RosterType;
  readonly key: string;
  readonly id: string;
}

export interface StoredRecord {
  readonly item: string;
  readonly granted: string | undefined;
}

/** One import of one district, from the lease to the end. Only its holder may stage and publish. */
export interface SyncSession {
  readonly id: string;
  readonly district: District;
  /** Seconds that ids of this sync begin with: never below those of an earlier one. */
  readonly idSeconds: number;
  /** The newest sync that waits for a person, unless a later one was published. */
  heldFingerprints(): Promise<Readonly<Record<string, string>> | undefined>;
  /** The newest sync whose files are what is published now. */
  lastPublished(): Promise<SyncEntry | undefined>;
  /** In batches, ascending by id. */
  identities(type: RosterType): AsyncIterable<readonly PublishedIdentity[]>;
  formerIdentities(type: RosterType): Promise<readonly FormerIdentity[]>;
  records(type: RosterType, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>>;
  children(relation: string, parentId: string): Promise<readonly string[]>;
  stage(records: readonly StagedRecord[]): Promise<void>;
  stageEdges(edges: readonly StagedEdge[]): Promise<void>;
  stageRemovals(removals: readonly StagedRemoval[]): Promise<void>;
  /** Extends the lease; throws `sync_lost_lease` when another has it. */
  renew(): Promise<void>;
  /** Makes everything staged visible, with the sync's entry, in one transaction. */
  publish(outcome: SyncOutcome): Promise<void>;
  /** Drops everything staged; writes the sync's entry only. */
  conclude(outcome: SyncOutcome): Promise<void>;
  /** Drops everything staged and leaves no entry. Safe to call after the others. */
  release(): Promise<void>;
}

export interface SyncOutcome {
  readonly state: Exclude<SyncState, 'running' | 'interrupted'>;
  readonly ended: string;
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly report: unknown;
  /** What `/districts/{id}/status` says from now on; absent: as before. */
  readonly status?: { readonly state: District['state']; readonly error: string };
  /** Types of which records were staged or removed: their lists get a new directory. */
  readonly changedTypes: readonly RosterType[];
  /** Identities removed before this instant (milliseconds) are forgotten. */
  readonly forgetRemovedBefore: number;
  /** The seconds of the newest id given. */
  readonly idSeconds: number;
}

export interface Store {
  readonly control: ControlStore;
  readonly roster: RosterReader;
  /** Takes the lease of the district; throws `sync_running` at once when another holds it. */
  openSync(districtId: string, sync: { readonly id: string; readonly started: string }): Promise<SyncSession>;
  /** Reads something: throws when the store cannot serve. */
  check(): Promise<void>;
  close(): Promise<void>;
}
