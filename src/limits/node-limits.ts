import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LeaseReturn, RateLeases } from '../store/index.ts';
import type { Bucket, Limits, RateState } from './buckets.ts';
import { NodeWindow } from './node-window.ts';
import { WindowTable } from './window-table.ts';

/** Windows that one transaction of the store is about, so that none takes long. */
const WINDOWS_AT_ONCE = 200;
/** What is leased and was not used for so long is given back. */
const IDLE_MS = 1_000;
/** A fault is told again only where there was none for so long. */
const QUIET_MS = 60_000;

export interface NodeLimitsOptions {
  readonly leases: RateLeases;
  /** The clock: milliseconds since 1970. */
  readonly nowMs: () => number;
  /** The store cannot be asked: this node counts alone until it can. Called once, not for each request. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Counts for one of several servers. Alone it counts in memory, at once; with others it leases a few requests of a window in advance, and
 * a caller who comes when they are used up waits for the next ones. Over the limit it never goes; below it lies what is leased and not used.
 */
export class NodeLimits implements Limits {
  readonly #options: NodeLimitsOptions;
  readonly #windows = new WindowTable<NodeWindow>(({ isAsking }) => isAsking);
  /** Those that may have leases to give back. */
  readonly #holding = new Set<NodeWindow>();
  #nodes = 1;
  #isSharing = false;
  #faultAtMs = -Infinity;

  constructor(options: NodeLimitsOptions) {
    this.#options = options;
  }

  /** Whether windows that open now are counted with others. */
  get isSharing(): boolean {
    return this.#isSharing;
  }

  take(bucket: Bucket, key: string): RateState | Promise<RateState> {
    const nowMs = this.#options.nowMs();
    const window = this.#window(bucket, key, nowMs);
    return window.take(nowMs) ?? this.#wait(window, 1);
  }

  giveBack(bucket: Bucket, key: string): RateState | Promise<RateState> {
    const window = this.#window(bucket, key, this.#options.nowMs());
    const state = window.giveBack();
    if (!state) return this.#wait(window, 0);
    if (window.isLeased && window.isHolding) {
      this.#holding.add(window);
      if (window.isHoldingTooMany(this.#nodes)) void this.#release([window]);
    }
    return state;
  }

  /** From now on counts with the others, and tells what was counted before. Where that fails, `isSharing` is false afterwards. */
  async share(nodes: number): Promise<void> {
    this.#nodes = nodes;
    if (this.#isSharing) return;
    this.#isSharing = true;
    const second = this.#second();
    const open = [...this.#windows.all()].filter(({ endsAt }) => endsAt > second);
    for (const window of open) {
      window.isLeased = true;
      if (window.isHolding) this.#holding.add(window);
    }
    const silent = open.filter(({ isToBeReported }) => isToBeReported);
    for (let from = 0; from < silent.length && this.#hasNotFailed(); from += WINDOWS_AT_ONCE) {
      await this.#report(silent.slice(from, from + WINDOWS_AT_ONCE));
      await nextTurn();
    }
  }

  #hasNotFailed(): boolean {
    return this.#isSharing;
  }

  /** Nobody else is there for long: windows that open now are counted in memory. Those that are leased run out. */
  countAlone(): void {
    this.#isSharing = false;
  }

  /** The store could not be asked. */
  fail(error: unknown): void {
    const nowMs = this.#options.nowMs();
    this.#isSharing = false;
    this.#holding.clear();
    for (const window of this.#windows.all()) if (window.isLeased) window.countAlone(nowMs);
    const isNew = nowMs - this.#faultAtMs >= QUIET_MS;
    this.#faultAtMs = nowMs;
    if (isNew) this.#options.onFault(error);
  }

  /** Gives back what is leased and was not needed for a second; `all`: whatever is leased. */
  async releaseIdle({ all = false } = {}): Promise<void> {
    const windows = [...this.#holding].filter((window) => !window.isAsking);
    const usedBeforeMs = all ? Infinity : this.#options.nowMs() - IDLE_MS;
    for (let from = 0; from < windows.length; from += WINDOWS_AT_ONCE)
      await this.#release(windows.slice(from, from + WINDOWS_AT_ONCE), usedBeforeMs);
  }

  #second(): number {
    return Math.floor(this.#options.nowMs() / 1000);
  }

  #window(bucket: Bucket, key: string, nowMs: number): NodeWindow {
    const second = Math.floor(nowMs / 1000);
    const name = `${bucket} ${key}`;
    let window = this.#windows.get(name);
    if (!window) {
      window = new NodeWindow(bucket, key, second, this.#isSharing);
      this.#windows.set(name, window, second);
    } else if (window.endsAt <= second && !(window.isLeased && window.isAsking))
      window.renew(second, this.#isSharing);
    return window;
  }

  #wait(window: NodeWindow, units: 0 | 1): Promise<RateState> {
    const state = window.wait(units);
    if (!window.isAsking) void this.#ask(window);
    return state;
  }

  /** Asks until nobody waits. */
  async #ask(window: NodeWindow): Promise<void> {
    window.isAsking = true;
    while (window.isAwaited && window.isLeased) await this.#lease([window]);
    window.isAsking = false;
  }

  async #report(windows: readonly NodeWindow[]): Promise<void> {
    // Whoever was asked for meanwhile has told already.
    const silent = windows.filter((window) => !window.isAsking && window.isToBeReported && window.isLeased);
    if (silent.length === 0) return;
    for (const window of silent) window.isAsking = true;
    await this.#lease(silent);
    for (const window of silent) void this.#ask(window);
  }

  async #lease(windows: readonly NodeWindow[]): Promise<void> {
    const second = this.#second();
    const asks = windows.map((window) => window.ask(second, this.#nodes));
    try {
      const leases = await this.#options.leases.lease(asks, second);
      const nowMs = this.#options.nowMs();
      windows.forEach((window, n) => {
        const [ask, lease] = [asks[n], leases[n]];
        if (ask && lease) window.receive(ask, lease, nowMs);
        if (window.isHolding) this.#holding.add(window);
      });
    } catch (error) {
      windows.forEach((window, n) => {
        const ask = asks[n];
        if (ask) window.unask(ask);
      });
      this.fail(error);
    }
  }

  async #release(windows: readonly NodeWindow[], usedBeforeMs = Infinity): Promise<void> {
    const second = this.#second();
    const returns: LeaseReturn[] = [];
    for (const window of windows) {
      const isOpen = window.isLeased && window.endsAt > second;
      const unused = isOpen ? window.release(usedBeforeMs) : undefined;
      if (unused) returns.push(unused);
      if (!isOpen || !window.isHolding) this.#holding.delete(window);
    }
    if (returns.length === 0) return;
    // What cannot be given back is missing until the window ends.
    await this.#options.leases.giveBack(returns).catch((error: unknown) => {
      this.fail(error);
    });
  }
}
