/**
 * Several processes serve on one port over one data folder. The first one serves nothing: it hands out connections, counts requests and guesses
 * for all, and starts anew who dies.
 */
import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppOptions } from '../app.ts';
import { type Acts, answerQuestions, FirstProcess, isAnswers, isQuestions } from './first-process.ts';

const BACKOFF_MIN_MS = 100;
const BACKOFF_MAX_MS = 10_000;
/** Who lived so long is started anew at once. */
const STEADY_MS = 30_000;

/** To all that serve, when that changes. */
interface ServingMessage {
  readonly kind: 'serving';
  readonly all: boolean;
}

function isServing(message: unknown): message is ServingMessage {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'serving';
}

/** Leads the processes that serve; resolves with the exit code when all have ended. */
export class Workers {
  readonly #count: number;
  readonly #serving = new Set<Worker>();
  readonly #pause = new AbortController();
  #isStopping = false;
  #exitCode = 0;

  /** @param acts what the others may ask this process. */
  constructor(count: number, acts: Acts) {
    this.#count = count;
    cluster.on('message', (worker, message: unknown) => {
      if (isQuestions(message))
        void answerQuestions(acts, message).then((answers) => {
          send(worker, answers);
        });
    });
  }

  /** @param onServing with the port, once all serve. */
  async run(onServing: (port: number) => void): Promise<number> {
    // One first: where it cannot serve, the others need not say so too.
    const first = await this.#start();
    if (!first.port) {
      await first.ended;
      return first.exitCode();
    }
    const others = await Promise.all(Array.from({ length: this.#count - 1 }, () => this.#start()));
    if (!this.#isStopping) onServing(first.port);
    await Promise.all([first, ...others].map(({ ended }) => this.#keep(ended)));
    return this.#exitCode;
  }

  /** Asks all to finish what they accepted, and to end. */
  stop(): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#pause.abort();
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM');
  }

  /** Resolves when it serves, or ended before. */
  async #start(): Promise<{
    readonly port: number | undefined;
    readonly ended: Promise<void>;
    readonly exitCode: () => number;
  }> {
    const worker = cluster.fork();
    let exitCode = 1;
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', (code: number | null, signal: string | null) => {
        const hasServed = this.#serving.delete(worker);
        // Who was only about to serve had nothing to finish.
        exitCode = this.#isStopping && !hasServed && signal === 'SIGTERM' ? 0 : (code ?? 1);
        if (this.#isStopping && exitCode !== 0) this.#exitCode = 1;
        if (hasServed) this.#tell();
        resolve();
      });
    });
    const port = await new Promise<number | undefined>((resolve) => {
      worker.once('listening', (address: { readonly port: number }) => {
        this.#serving.add(worker);
        this.#tell();
        resolve(address.port);
      });
      void ended.then(() => {
        resolve(undefined);
      });
    });
    return { port, ended, exitCode: () => exitCode };
  }

  /** Starts another whenever one ends. */
  async #keep(ended: Promise<void>): Promise<void> {
    let failures = 0;
    for (let current = ended; ;) {
      const startedMs = performance.now();
      await current;
      if (this.#isStopping) return;
      failures = performance.now() - startedMs > STEADY_MS ? 0 : failures + 1;
      process.stderr.write('rollbook: a process that serves ended unasked; another is started.\n');
      const pauseMs = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.max(0, failures - 1));
      await sleep(pauseMs, undefined, { signal: this.#pause.signal }).catch(() => undefined);
      if (this.#hasToStop()) return;
      current = (await this.#start()).ended;
    }
  }

  #hasToStop(): boolean {
    return this.#isStopping;
  }

  #tell(): void {
    const message: ServingMessage = { kind: 'serving', all: this.#serving.size === this.#count };
    for (const worker of this.#serving) send(worker, message);
  }
}

/** Whoever has just ended needs no message. */
function send(worker: Worker, message: object): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}

export const isWorker = cluster.isWorker;

/** What a process that serves has of the others. */
export function joinWorkers(): Required<Pick<AppOptions, 'limits' | 'throttles' | 'isReady'>> {
  let all = false;
  const first = new FirstProcess((questions) => process.send?.(questions));
  process.on('message', (message: unknown) => {
    if (isAnswers(message)) first.receive(message);
    else if (isServing(message)) all = message.all;
  });
  return { limits: first.limits, throttles: first, isReady: () => all };
}

/** Lets go of the connection to the first process, which alone would keep this one from ending. */
export function leaveWorkers(): void {
  cluster.worker?.disconnect();
}
