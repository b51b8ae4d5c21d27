import { setTimeout as sleep } from 'node:timers/promises';
import { BUCKETS } from './buckets.ts';
import { NodeLimits, type NodeLimitsOptions } from './node-limits.ts';

const BEAT_MS = 1_000;
const GONE_MS = 5_000;
/** Until the others know of a node that starts, which takes them a beat. Who does not answer so long is hardly there. */
const JOIN_WAIT_MS = 1_500;
const JOIN_LOOK_MS = 50;
/** What others counted before they went is forgotten after the longest window; one second more, because ends are whole seconds. */
const SHARED_FOR_MS =
  (Math.max(...Object.values(BUCKETS).map(({ windowSeconds }) => windowSeconds)) + 1) * 1_000;

export interface LimitsNodeOptions extends NodeLimitsOptions {
  /** Of this start of the node; no other has it. */
  readonly id: string;
}

/** One server among those over the same store: says that it is there, and counts with the others while there are any. */
export class LimitsNode {
  readonly limits: NodeLimits;
  readonly #options: LimitsNodeOptions;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;
  #othersAtMs = -Infinity;
  #beatAtMs = -Infinity;
  /** Every other counts together with this one. */
  #isKnown = false;

  constructor(options: LimitsNodeOptions) {
    this.#options = options;
    this.limits = new NodeLimits(options);
  }

  /** Resolves when the others count with this node, or cannot be asked. From then on it beats. Never throws. */
  async join(): Promise<void> {
    const untilMs = performance.now() + JOIN_WAIT_MS;
    await this.beat();
    while (!this.#isKnown && performance.now() < untilMs) {
      await sleep(JOIN_LOOK_MS);
      await this.beat();
    }
    this.#timer = setInterval(() => void this.beat(), BEAT_MS);
    this.#timer.unref();
  }

  /** Learns who is there, and gives back what was not needed. Never throws. */
  beat(): Promise<void> {
    this.#beating ??= this.#beat().finally(() => {
      this.#beating = undefined;
    });
    return this.#beating;
  }

  /** Gives everything back and lets the others know. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
    await this.limits.releaseIdle({ all: true });
    const { leases, id } = this.#options;
    // Whoever cannot be told finds out in some seconds.
    await leases.leave(id).catch(() => undefined);
    await leases.close();
  }

  async #beat(): Promise<void> {
    try {
      const others = await this.#say();
      const nowMs = this.#options.nowMs();
      // A machine that slept finds nobody at first: the others slept, too.
      const hasSlept = this.limits.isSharing && nowMs - this.#beatAtMs > GONE_MS;
      if (others.length > 0 || hasSlept) this.#othersAtMs = nowMs;
      this.#beatAtMs = nowMs;
      this.#isKnown = others.every(({ isSharing }) => isSharing);
      if (nowMs - this.#othersAtMs > SHARED_FOR_MS) {
        this.limits.countAlone();
        return;
      }
      const wasSharing = this.limits.isSharing;
      await this.limits.share(others.length + 1);
      if (!wasSharing) await this.#say();
      await this.limits.releaseIdle();
    } catch (error) {
      this.#isKnown = true;
      this.limits.fail(error);
    }
  }

  #say() {
    const { leases, id, nowMs } = this.#options;
    return leases.beat({ id, isSharing: this.limits.isSharing, nowMs: nowMs(), goneAfterMs: GONE_MS });
  }
}
