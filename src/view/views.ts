import type { Authenticator, Principal } from '../access/index.ts';
import { parseAudience } from '../sharing/index.ts';
import type { Audience, DistrictStore, FrozenView, RosterReader } from '../store/index.ts';
import { AudienceRoster, type AudienceRosterParts } from './audience-roster.ts';
import { Handovers, type HandoverSettings } from './handovers.ts';
import { OwnerView } from './owner-view.ts';
import { RosterView } from './roster-view.ts';
import { SegmentCache } from './segment-cache.ts';

/**
 * How long an answer of the store to "was anything committed?" is believed, in milliseconds. Asking costs system calls; a server that
 * answers thousands of pages a second need not ask for each. Commits of this process count at once, those of others after this time,
 * which nobody can tell from a request that was a little earlier.
 */
const BELIEVED_MS = 4;
const VIEWS_MAX = 10_000;

/**
 * Hands out views, and remembers them for as long as nothing that they show was changed. Requests ask the store first whether
 * anything was committed, so a published sync and a revoked token count from the next request on.
 */
export class Views {
  readonly #roster: RosterReader;
  readonly #districts: DistrictStore;
  readonly #authenticator: Authenticator;
  readonly #cache: SegmentCache;
  readonly #rosters = new Map<string, AudienceRoster>();
  /** By principal: the authenticator gives the same one for as long as it remembers the token. */
  #views = new WeakMap<Principal, { view: RosterView; generation: number }>();
  readonly #handovers: Handovers;
  #generation = -1;
  #askedMs = -Infinity;
  #written = -1;

  constructor(parts: {
    roster: RosterReader;
    districts: DistrictStore;
    authenticator: Authenticator;
    cacheBytes: number;
    handover?: HandoverSettings;
  }) {
    this.#roster = parts.roster;
    this.#districts = parts.districts;
    this.#authenticator = parts.authenticator;
    this.#cache = new SegmentCache(parts.cacheBytes);
    this.#handovers = new Handovers(() => (this.#views = new WeakMap()), parts.handover);
  }

  /** To be called at the beginning of a request: forgets what a commit may have made wrong. */
  refresh(): Promise<void> | undefined {
    const nowMs = performance.now();
    const written = this.#roster.writtenHere();
    if (nowMs - this.#askedMs < BELIEVED_MS && written === this.#written) return undefined;
    this.#askedMs = nowMs;
    this.#written = written;
    const generation = this.#roster.generation();
    if (typeof generation !== 'number') return generation.then((number) => this.#seen(number));
    this.#seen(generation);
    return undefined;
  }

  #seen(generation: number): void {
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#authenticator.forget();
  }

  /** The view, if it is known to be current. */
  recall(principal: Principal): RosterView | undefined {
    const known = this.#views.get(principal);
    return known?.generation === this.#generation ? known.view : undefined;
  }

  /** The view of the newest state. */
  async viewFor(principal: Principal): Promise<RosterView> {
    const generation = this.#generation;
    const { newest } = await this.#rosterFor(principal);
    return this.#show(principal, newest, generation);
  }

  /**
   * The view of the newest state, or for a moment of the one before, while the newest is read into memory. What is in memory may be sent of
   * it; whoever needs more asks for `current` first.
   */
  async viewFromMemory(principal: Principal): Promise<RosterView> {
    const generation = this.#generation;
    const { key, newest } = await this.#rosterFor(principal);
    const isPatient = principal.kind === 'district' && !principal.asksFirst;
    return this.#show(principal, (isPatient && this.#handovers.before(key)) || newest, generation);
  }

  /** The view of the newest state: the same one, or from now on another for everybody who was shown this. */
  async current(principal: Principal, view: RosterView): Promise<RosterView> {
    const key = this.#handovers.keyOf((before) => view.shows(before));
    if (key === undefined) return view;
    this.#handovers.end(key);
    return this.viewFor(principal);
  }

  #show(principal: Principal, roster: AudienceRoster, generation: number): RosterView {
    const view =
      principal.kind === 'user'
        ? new OwnerView(roster, this.#districts, principal)
        : new RosterView(roster, this.#districts, principal);
    this.#views.set(principal, { view, generation });
    return view;
  }

  /**
   * Whether a view still shows what its caller is to be shown. What was read through a view that is not current any more may be newer than the
   * view; where an application is asked first that would be more than it may see.
   */
  async isCurrent(principal: Principal, view: RosterView): Promise<boolean> {
    const { key, version } = await this.#shownTo(principal);
    const roster = this.#rosters.get(key);
    return roster?.version === version && view.shows(roster);
  }

  /** The newest state. Where it is met for the first time, it begins to take over from the one before. */
  async #rosterFor(principal: Principal) {
    const { key, version, audience, frozen } = await this.#shownTo(principal);
    const known = this.#rosters.get(key);
    if (known?.version === version) return { key, newest: known };
    const newest = new AudienceRoster(frozen ? this.#kept(frozen) : this.#live(audience), version);
    if (this.#rosters.size >= VIEWS_MAX) this.#rosters.clear();
    this.#rosters.set(key, newest);
    if (known && !frozen) this.#handovers.begin(key, known, newest);
    return { key, newest };
  }

  /** What a caller is shown now, by which key it is remembered, and in which state it is. */
  async #shownTo(principal: Principal) {
    const { districtId, audienceId, tokenId } = principal;
    // People are who they are now: only what an application reads for itself stands still (`auth-and-sharing` 9.6).
    const connectionId = principal.kind === 'district' ? tokenId : undefined;
    const found = await this.#districts.findView(audienceId, connectionId);
    if (found?.audience.districtId !== districtId) throw new Error('The caller has no audience.');
    const { audience, frozen } = found;
    return frozen
      ? { key: frozen.keptId, version: frozen.viewVersion, audience, frozen }
      : { key: audienceId, version: audience.viewVersion, audience, frozen };
  }

  #live({ id, districtId, policy }: Audience): AudienceRosterParts {
    const reader = this.#roster.readFor(districtId, id);
    return { reader, policy: parseAudience(policy), cache: this.#cache };
  }

  /** Named as it was when it was seen, so that entity tags and the ledger go on. */
  #kept({ keptId, policy, districtId, shownAudienceId }: FrozenView): AudienceRosterParts {
    const reader = this.#roster.readFor(keptId, keptId);
    const seenAs = { districtId, audienceId: shownAudienceId };
    return { reader, policy: parseAudience(policy), cache: this.#cache, seenAs };
  }
}
