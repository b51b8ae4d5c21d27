/** A thread that answers questions. Its script calls `answerQuestions`. It runs in the compiled program only. */
import { parentPort, Worker } from 'node:worker_threads';

interface Question<Q> {
  readonly number: number;
  readonly question: Q;
}

/** Errors of the engine lose what they say when they are handed over as they are. */
interface ToldError {
  readonly message: string;
  readonly code: unknown;
}

type Answer<A> =
  { readonly number: number; readonly answer: A } | { readonly number: number; readonly error: ToldError };

interface Waiting<A> {
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

/** Keeps the process alive for an answer, and for nothing else. One that ends is started anew for whoever asks next. */
export class AnsweringThread<Q, A> {
  readonly #script: URL;
  readonly #workerData: unknown;
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, Waiting<A>>();
  #number = 0;

  constructor(script: URL, workerData: unknown) {
    this.#script = script;
    this.#workerData = workerData;
  }

  /** Starts it, so that it is there when it is asked first. */
  prepare(): void {
    this.#worker ??= this.#start();
    this.#worker.unref();
  }

  /** Rejects with what the thread met, or when it ends. */
  ask(question: Q): Promise<A> {
    return new Promise<A>((resolve, reject) => {
      const number = this.#number++;
      this.#waiting.set(number, { resolve, reject });
      this.#worker ??= this.#start();
      this.#worker.ref();
      this.#worker.postMessage({ number, question } satisfies Question<Q>);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { workerData: this.#workerData });
    worker.on('message', (answered: Answer<A>) => {
      const waiting = this.#waiting.get(answered.number);
      this.#waiting.delete(answered.number);
      if (this.#waiting.size === 0) worker.unref();
      if ('error' in answered) waiting?.reject(errorOf(answered.error));
      else waiting?.resolve(answered.answer);
    });
    const onEnd = (error: unknown) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      const lost = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const { reject } of lost) reject(error);
    };
    worker.on('error', onEnd);
    worker.on('exit', () => {
      onEnd(new Error('The thread that was asked ended.'));
    });
    return worker;
  }

  /** Whoever still waits is told. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }
}

function toldOf(error: unknown): ToldError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return {
    message: error instanceof Error ? error.message : String(error),
    code: typeof code === 'string' ? code : undefined,
  };
}

function errorOf({ message, code }: ToldError): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

/** To be called in the thread, once. `moved`: memory of the answer that is handed over and not copied. */
export function answerQuestions<A>(
  answer: (question: never) => A | Promise<A>,
  moved: (answer: A) => readonly ArrayBufferLike[] = () => [],
): void {
  parentPort?.on('message', ({ number, question }: Question<never>) => {
    void (async () => {
      try {
        const found = await answer(question);
        parentPort?.postMessage(
          { number, answer: found } satisfies Answer<A>,
          moved(found) as readonly ArrayBuffer[],
        );
      } catch (error) {
        parentPort?.postMessage({ number, error: toldOf(error) } satisfies Answer<A>);
      }
    })();
  });
}
