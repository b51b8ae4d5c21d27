/** From here on windows that ended are looked for, at most once a second. */
const SWEEP_ABOVE = 10_000;

/** Windows by the name of who is counted. Those that ended are forgotten when others open. */
export class WindowTable<W extends { readonly endsAt: number }> {
  readonly #windows = new Map<string, W>();
  readonly #isInUse: (window: W) => boolean;
  #sweptAt = 0;

  /** @param isInUse a window that is not forgotten yet, though it ended. */
  constructor(isInUse: (window: W) => boolean = () => false) {
    this.#isInUse = isInUse;
  }

  /** Ended or not. */
  get(name: string): W | undefined {
    return this.#windows.get(name);
  }

  set(name: string, window: W, second: number): void {
    this.#sweep(second);
    this.#windows.set(name, window);
  }

  all(): IterableIterator<W> {
    return this.#windows.values();
  }

  #sweep(second: number): void {
    if (this.#windows.size <= SWEEP_ABOVE || this.#sweptAt === second) return;
    this.#sweptAt = second;
    for (const [name, window] of this.#windows)
      if (window.endsAt <= second && !this.#isInUse(window)) this.#windows.delete(name);
  }
}
