/**
 * Limits over several processes: one counts, the others ask it. Questions of one turn of the event loop travel together, so that thousands of
 * requests a second cost few messages; no count is ever split, so the limit stays exact.
 */
import type { Bucket, Limits, RateState } from './buckets.ts';
import { BUCKETS } from './buckets.ts';

type Verb = 'take' | 'giveBack';
type Question = readonly [Verb, Bucket, string];

/** From a process that serves to the one that counts. */
export interface LimitQuestions {
  readonly kind: 'limits';
  readonly batch: number;
  readonly questions: readonly Question[];
}

/** And back, in the same order. */
export interface LimitAnswers {
  readonly kind: 'limits';
  readonly batch: number;
  readonly answers: readonly RateState[];
}

/** The process that counts answers. */
export async function answerQuestions(
  limits: Limits,
  { batch, questions }: LimitQuestions,
): Promise<LimitAnswers> {
  const answers = questions.map(async ([verb, bucket, key]) => limits[verb](bucket, key));
  return { kind: 'limits', batch, answers: await Promise.all(answers) };
}

export function isLimitQuestions(message: unknown): message is LimitQuestions {
  return isOfLimits(message) && Array.isArray(message['questions']);
}

export function isLimitAnswers(message: unknown): message is LimitAnswers {
  return isOfLimits(message) && Array.isArray(message['answers']);
}

function isOfLimits(message: unknown): message is Record<string, unknown> {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'limits';
}

type Settle = (state: RateState) => void;

/** In a process that serves. */
export class SharedLimits implements Limits {
  readonly #send: (questions: LimitQuestions) => void;
  #asking: Question[] = [];
  #waiting: Settle[] = [];
  readonly #sent = new Map<number, readonly Settle[]>();
  #batch = 0;

  /** @param send to the process that counts; its answers are handed to `receive`. */
  constructor(send: (questions: LimitQuestions) => void) {
    this.#send = send;
  }

  take(bucket: Bucket, key: string): Promise<RateState> {
    return this.#ask(['take', bucket, key]);
  }

  giveBack(bucket: Bucket, key: string): Promise<RateState> {
    return this.#ask(['giveBack', bucket, key]);
  }

  receive({ batch, answers }: LimitAnswers): void {
    const waiting = this.#sent.get(batch) ?? [];
    this.#sent.delete(batch);
    waiting.forEach((settle, n) => {
      const answer = answers[n];
      if (answer) settle(answer);
    });
  }

  #ask(question: Question): Promise<RateState> {
    return new Promise((settle) => {
      this.#asking.push(question);
      this.#waiting.push(settle);
      if (this.#asking.length === 1)
        setImmediate(() => {
          this.#flush();
        });
    });
  }

  #flush(): void {
    const batch = this.#batch++;
    this.#sent.set(batch, this.#waiting);
    const questions = this.#asking;
    this.#asking = [];
    this.#waiting = [];
    this.#send({ kind: 'limits', batch, questions });
  }
}

/** Nothing is ever too much. For benchmarks. */
export const NO_LIMITS: Limits = {
  take: (bucket) => unlimited(bucket),
  giveBack: (bucket) => unlimited(bucket),
};

function unlimited(bucket: Bucket): RateState {
  const { requests: limit, windowSeconds } = BUCKETS[bucket];
  return {
    bucket,
    limit,
    remaining: limit,
    reset: Math.floor(Date.now() / 1000) + windowSeconds,
    isExceeded: false,
  };
}
