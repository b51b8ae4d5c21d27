import type { Authenticator, Principal } from '../access/index.ts';
import type { ControlStore, RosterReader } from '../store/index.ts';
import { RosterView } from './roster-view.ts';
import { SegmentCache } from './segment-cache.ts';

/**
 * How long an answer of the store to "was anything committed?" is believed, in milliseconds. Asking costs system calls; a server that
 * answers thousands of pages a second need not ask for each. Other processes' commits count after this time, which nobody can tell
 * from a request that was a little earlier.
 */
const BELIEVED_MS = 4;

/**
 * Hands out views, and remembers them for as long as nothing that they show was changed. Requests ask the store first whether
 * anything was committed, so a published sync and a revoked token count from the next request on.
 */
export class Views {
  readonly #roster: RosterReader;
  readonly #control: ControlStore;
  readonly #authenticator: Authenticator;
  readonly #cache: SegmentCache;
  readonly #views = new Map<string, { view: RosterView; generation: number }>();
  #generation = -1;
  #askedMs = -Infinity;

  constructor(parts: {
    roster: RosterReader;
    control: ControlStore;
    authenticator: Authenticator;
    cacheBytes: number;
  }) {
    this.#roster = parts.roster;
    this.#control = parts.control;
    this.#authenticator = parts.authenticator;
    this.#cache = new SegmentCache(parts.cacheBytes);
  }

  /** To be called at the beginning of a request: forgets what a commit may have made wrong. */
  refresh(): Promise<void> | undefined {
    const nowMs = performance.now();
    if (nowMs - this.#askedMs < BELIEVED_MS) return undefined;
    this.#askedMs = nowMs;
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
  recall({ audienceId }: Principal): RosterView | undefined {
    const known = this.#views.get(audienceId);
    return known?.generation === this.#generation ? known.view : undefined;
  }

  async viewFor(principal: Principal): Promise<RosterView> {
    const { districtId, audienceId } = principal;
    const generation = this.#generation;
    const known = this.#views.get(audienceId);
    if (known?.generation === generation) return known.view;
    const version = (await this.#roster.viewVersion(districtId, audienceId)) ?? 0;
    const view =
      known?.view.version === version
        ? known.view
        : new RosterView(
            { roster: this.#roster, control: this.#control, cache: this.#cache, districtId, audienceId },
            version,
          );
    this.#views.set(audienceId, { view, generation });
    return view;
  }
}
