import type { ServerResponse } from 'node:http';
import { type Body, endWith } from './body.ts';

/** An answer that is made and not on its connection yet. */
export interface Outgoing {
  readonly res: ServerResponse;
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Body;
  readonly requestId: string;
}

/** Nobody waits for more answers than these to be made before theirs leaves. */
const TOGETHER_MAX = 16;
/** After so many turns with one answer each, answers leave at once. */
const ALONE_AFTER = 4;
/** Every so many of those wait for the end of their turn all the same, to see whether others come in it. */
const LOOK_EVERY = 16;

/**
 * Answers that are made in one turn of the event loop leave one behind the other at its end. Whoever waits for one has to be woken, which costs
 * the kernel as much as copying a page of a hundred records. Where answers leave one by one, with the making of the next in between,
 * readers fall asleep again meanwhile, and each wakes them anew. A caller who is alone would wait for nothing, and is answered at once
 * (docs/adr/0016).
 */
export class Outbox {
  readonly #onFault: (error: unknown, requestId: string) => void;
  #waiting: Outgoing[] = [];
  #isScheduled = false;
  /** Turns in a row with one answer. */
  #turnsAlone = 0;
  #sentAtOnce = 0;

  /** @param onFault is told of an answer that could not be written; its connection is given up. */
  constructor(onFault: (error: unknown, requestId: string) => void) {
    this.#onFault = onFault;
  }

  add(outgoing: Outgoing): void {
    if (!this.#isScheduled && this.#turnsAlone >= ALONE_AFTER && ++this.#sentAtOnce % LOOK_EVERY !== 0) {
      this.#put(outgoing);
      return;
    }
    const waiting = this.#waiting.push(outgoing);
    if (waiting >= TOGETHER_MAX) this.#send();
    else if (!this.#isScheduled) {
      this.#isScheduled = true;
      setImmediate(() => {
        this.#isScheduled = false;
        this.#turnsAlone = this.#waiting.length === 1 ? this.#turnsAlone + 1 : 0;
        this.#send();
      });
    }
  }

  #send(): void {
    const together = this.#waiting;
    this.#waiting = [];
    for (const outgoing of together) this.#put(outgoing);
  }

  #put({ res, status, headers, body, requestId }: Outgoing): void {
    try {
      res.writeHead(status, headers as string[]);
      endWith(res, body);
    } catch (error) {
      res.destroy();
      this.#onFault(error, requestId);
    }
  }
}
