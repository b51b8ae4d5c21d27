/**
 * Bounds the bytes of large answers that are on their way at once: fifty clients that each want ten thousand records wait for their
 * turn instead of filling the memory.
 */

export class ByteBudget {
  readonly #maxBytes: number;
  readonly #waiting: { readonly bytes: number; readonly go: () => void }[] = [];
  #used = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Resolves when the bytes may be sent; the returned function gives them back. */
  async take(bytes: number): Promise<() => void> {
    if (this.#waiting.length > 0 || !this.#fits(bytes))
      await new Promise<void>((go) => {
        this.#waiting.push({ bytes, go });
      });
    else this.#used += bytes;
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.#used -= bytes;
      this.#letGo();
    };
  }

  /** One answer always fits, however large. */
  #fits(bytes: number): boolean {
    return this.#used === 0 || this.#used + bytes <= this.#maxBytes;
  }

  #letGo(): void {
    for (let first = this.#waiting[0]; first && this.#fits(first.bytes); first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#used += first.bytes;
      first.go();
    }
  }
}
