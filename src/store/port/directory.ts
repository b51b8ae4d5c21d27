/** Districts, and the audiences that see them. */
import type { Ask, Membership } from '../../sharing/index.ts';
import type { StoredType } from '../../roster/index.ts';
import type { AuditLine } from './control.ts';
import type { District, SafetyLimits } from './district.ts';
import type { FrozenView, Turn } from './frozen-views.ts';
import type { NewDistrict, ReservedId, SyncEntry, SyncSession } from './roster.ts';

/** A distinct way to see a district. */
export interface Audience {
  readonly id: string;
  readonly districtId: string;
  /** As `renderAudience` writes it. */
  readonly policy: string;
  /** The last roster version that changed anything it sees. */
  readonly viewVersion: number;
}

/** When a record could be seen, by roster versions; for audiences that are gone as well. */
export interface MembershipHistory {
  /** Audiences that see everything: for these a record is there unless it is away. */
  readonly wholeAudienceIds: ReadonlySet<string>;
  readonly absences: readonly VersionSpan[];
  /** By every other audience. */
  readonly spans: readonly (VersionSpan & { readonly audienceId: string })[];
}

/** From a roster version up to and without another; open where there is no end. */
export interface VersionSpan {
  readonly since: number;
  readonly until: number | undefined;
}

export interface DistrictStore {
  /** Acts take their line of the ledger: it is written with the act, or neither is. */
  createDistrict(district: NewDistrict, line: AuditLine): Promise<void>;
  findDistrict(id: string): Promise<District | undefined>;
  districts(): Promise<readonly District[]>;
  /** Imports are refused while a district is paused; reading goes on. */
  setPaused(districtId: string, paused: boolean, line: AuditLine): Promise<void>;
  /** Percentages over which syncs are held from now on. */
  setLimits(districtId: string, limits: SafetyLimits, line: AuditLine): Promise<void>;
  /** Seconds that a new id may begin with: above those of all ids given before. */
  takeIdSeconds(districtId: string, atLeast: number): Promise<number>;
  /** Adds a record that no file carries, and raises the roster version. */
  addRecord(
    districtId: string,
    record: { readonly type: StoredType; readonly id: string; readonly item: string },
    line: AuditLine,
  ): Promise<void>;
  /** Registers an id for a key that no record has yet: the next import gives it to that record. */
  reserveIds(districtId: string, ids: readonly ReservedId[]): Promise<void>;
  syncs(districtId: string, limit: number): Promise<readonly SyncEntry[]>;
  /**
   * Writes down what a person decided of a held sync: approved, the next import of exactly its files is published; rejected, it is forgotten.
   * False where there is nothing to decide any more. Throws `sync_running` while an import may have read how it stands.
   */
  decideSync(
    districtId: string,
    of: { readonly id: string; readonly decision: 'approved' | 'rejected' },
    line: AuditLine,
  ): Promise<boolean>;
  findAudience(id: string): Promise<Audience | undefined>;
  audiences(districtId: string): Promise<readonly Audience[]>;
  /**
   * The audience with this policy, made and filled if there is none; the roster version rises. From now on every sync keeps it.
   * @param newId used if it is made.
   */
  ensureAudience(districtId: string, policy: string, newId: string): Promise<Audience>;
  /** What nobody looks through any more: its membership becomes history. The policy stays for the ledger. */
  retireAudience(id: string): Promise<void>;
  /** An audience, and what a connection is shown instead of it where that is withheld; of one state of the world. */
  findView(
    audienceId: string,
    connectionId: string | undefined,
  ): Promise<{ readonly audience: Audience; readonly frozen: FrozenView | undefined } | undefined>;
  frozenViews(districtId: string): Promise<readonly FrozenView[]>;
  /**
   * To be called before the connection is turned: makes its view stand still if the turn changes too much of what it is shown. Whether it
   * does; it counts from the turn on.
   */
  freezeTurn(turn: Turn): Promise<boolean>;
  /** The connection is shown what it looks through from now on; false where nothing was withheld. */
  acceptWithheld(connectionId: string, line: AuditLine): Promise<boolean>;
  /** From now on the connection is shown what it looks through; with `except`, only what stood still for other audiences ends. */
  thaw(connectionId: string, at: Date, except?: string): Promise<boolean>;
  /**
   * Clears away what was kept for views that stood still and ended ten minutes before `now` or earlier, some rows at a time. Waits for an
   * import that is being published; throws `busy` where that takes too long. @param signal ends it early; the rest is for the next time.
   */
  clearKept(now: Date, signal?: AbortSignal): Promise<void>;
  /** Answers a question of `closeOver` in the present state. */
  ask(districtId: string, question: Ask): Promise<readonly string[]>;
  /** What a policy would show, without keeping it. */
  membershipOf(districtId: string, policy: string): Promise<Membership>;
  /** For the ledger: in which states a record could be seen, and by whom. */
  membershipHistory(districtId: string, type: StoredType, id: string): Promise<MembershipHistory>;
  /** For the ledger: ids of the contacts of a student, also of those that went less than 300 days ago. */
  contactsEver(districtId: string, studentId: string): Promise<readonly string[]>;
  /** Takes the lease of the district; throws `sync_running` at once when another holds it. */
  openSync(districtId: string, sync: { readonly id: string; readonly started: string }): Promise<SyncSession>;
}
