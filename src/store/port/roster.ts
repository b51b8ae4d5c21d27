/** Rosters: what readers are given, and how a sync changes it. */
import type { RosterType, StoredType } from '../../roster/index.ts';
import type { District, SafetyLimits } from './district.ts';
import type { Watched } from './frozen-views.ts';

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

/** A record as it is stored, where an audience sees less, more or later than is stored. */
export interface StoredItem {
  /** The list item that everybody would see who sees everything. */
  readonly item: Buffer;
  /** Fields that need a grant, and columns that are not served, as JSON. */
  readonly granted: string | undefined;
  /** When what this audience sees was last changed, where that differs from the record's own stamp. */
  readonly lastModified: string | undefined;
}

/** Reads of one district as one audience may see it. What is not visible is not there. */
export interface AudienceReader {
  readonly districtId: string;
  readonly audienceId: string;
  viewVersion(): Promise<number | undefined>;
  listDirectory(type: StoredType): Promise<ListDirectory>;
  /** Items as they are stored, in one piece each. Only for an audience that sees everything as it is stored. */
  segments(
    directory: ListDirectory,
    indexes: readonly number[],
  ): Promise<readonly SegmentBytes[] | typeof STALE>;
  /** The records of one segment. */
  segmentItems(directory: ListDirectory, index: number): Promise<readonly StoredItem[] | typeof STALE>;
  item(type: StoredType, id: string): Promise<StoredItem | undefined>;
  /** By id, ascending; ids without a record are left out. */
  items(type: StoredType, ids: readonly string[]): Promise<readonly StoredItem[]>;
  /** Which of these ids are visible. */
  visible(type: StoredType, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Ids of the records that name `parentId` in a field, ascending. `relation` is `type.field`. */
  children(relation: string, parentId: string): Promise<readonly string[]>;
}

export interface RosterReader {
  /**
   * A number that changes when anything that was committed could matter to a reader. Cheap enough to be asked on every
   * request; what is remembered under the same number is true.
   */
  generation(): number | Promise<number>;
  /** Rises with every commit of this process; asking costs nothing. */
  writtenHere(): number;
  readFor(districtId: string, audienceId: string): AudienceReader;
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

export type SyncState =
  | 'running'
  | 'published'
  | 'unchanged'
  | 'held'
  /** It was held, and a person said that exactly these files may be published. */
  | 'approved'
  /** It was held, and a person turned it down. */
  | 'rejected'
  | 'failed'
  | 'interrupted';

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
  /** Their ids, ascending, one behind the other; an empty text removes the edge. */
  readonly children: string;
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
  /** Of the sync that ended last, if it was held and nobody turned it down. */
  heldFingerprints(): Promise<Readonly<Record<string, string>> | undefined>;
  /** Of the same, if a person approved it: an import of exactly these files is published, whatever it changes. */
  approvedFingerprints(): Promise<Readonly<Record<string, string>> | undefined>;
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
  readonly state: Exclude<SyncState, 'running' | 'approved' | 'rejected' | 'interrupted'>;
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
  /** Connections whose view stands still where this changes too much of it. */
  readonly watched: readonly Watched[];
}
