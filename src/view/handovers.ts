import type { AudienceRoster } from './audience-roster.ts';

/** A state that fewer segments are asked for again and again of is read anew before anybody notices. */
const HOT_SEGMENTS_MIN = 16;
/** How long the state before is answered from at the most, in milliseconds. A sync is promised to be visible within a second. */
const HANDOVER_MAX_MS = 700;

export interface HandoverSettings {
  readonly hotSegmentsMin?: number;
  readonly maxMs?: number;
}

/**
 * States that are not the newest and still answered from, by the key of what they show: for as long as their successor is being read into
 * memory. Otherwise everybody who reads a large list would wait at once for all of it. A state is handed over as a whole and never taken
 * back, at the first request that needs more than is in memory of it (docs/adr/0017).
 */
export class Handovers {
  readonly #before = new Map<string, AudienceRoster>();
  readonly #onEnd: () => void;
  readonly #hotSegmentsMin: number;
  readonly #maxMs: number;

  /** @param onEnd is told that what a key shows has changed. */
  constructor(
    onEnd: () => void,
    { hotSegmentsMin = HOT_SEGMENTS_MIN, maxMs = HANDOVER_MAX_MS }: HandoverSettings = {},
  ) {
    this.#onEnd = onEnd;
    this.#hotSegmentsMin = hotSegmentsMin;
    this.#maxMs = maxMs;
  }

  /** The state that is answered from instead of the newest. */
  before(key: string): AudienceRoster | undefined {
    return this.#before.get(key);
  }

  /** From now on a newer state exists. Where there is one before that already, it is the second: it is not waited for any more. */
  begin(key: string, before: AudienceRoster, next: AudienceRoster): void {
    if (this.end(key) || before.hotSegments < this.#hotSegmentsMin) {
      before.forget();
      return;
    }
    this.#before.set(key, before);
    const end = () => {
      if (this.#before.get(key) === before) this.end(key);
    };
    const timer = setTimeout(end, this.#maxMs).unref();
    void next
      .prepareLike(before, () => this.#before.get(key) === before)
      // Whoever comes to need it reads it again, and is told what went wrong.
      .catch(() => undefined)
      .then(() => {
        clearTimeout(timer);
        end();
      });
  }

  /** The newest state is answered from. Tells whether it was not before. */
  end(key: string): boolean {
    const before = this.#before.get(key);
    if (!before) return false;
    this.#before.delete(key);
    before.forget();
    this.#onEnd();
    return true;
  }

  /** The key of the handover whose state before fulfils a condition. */
  keyOf(shows: (before: AudienceRoster) => boolean): string | undefined {
    for (const [key, before] of this.#before) if (shows(before)) return key;
    return undefined;
  }
}
