/**
 * What one process keeps for all that serve: counts of requests and of guesses. The others ask it. Questions of one turn of the event loop travel
 * together, so that thousands of requests a second cost few messages; no count is ever split, so each is exact.
 */
import { type SignInGuard, TooManyAttempts } from '../accounts/index.ts';
import type { Bucket, Limits } from '../limits/index.ts';
import type { SearchGuard } from '../oauth/index.ts';
import type { Attempt, AttemptGuard } from '../sign-in/index.ts';
import type { KeptThrottles } from '../throttles.ts';

/** Whatever can be asked, by name. Arguments and answers travel as JSON: moments are milliseconds. */
export function actsOf(limits: Limits, { attempts, signIns, searches }: KeptThrottles) {
  return {
    takeOne: (bucket: Bucket, key: string) => limits.take(bucket, key),
    giveOneBack: (bucket: Bucket, key: string) => limits.giveBack(bucket, key),
    beginAttempt: (attempt: Attempt, nowMs: number) => attempts.begin(attempt, new Date(nowMs)),
    attemptSucceeded: (attempt: Attempt, nowMs: number) => {
      attempts.succeeded(attempt, new Date(nowMs));
    },
    attemptDropped: (attempt: Attempt, nowMs: number) => {
      attempts.dropped(attempt, new Date(nowMs));
    },
    beginSignIn: (subject: string, address: string) => signIns.begin(subject, address),
    signInSucceeded: (subject: string, address: string) => {
      signIns.succeed(subject, address);
    },
    countSearch: (address: string) => searches.take(address),
  };
}

export type Acts = ReturnType<typeof actsOf>;
type Name = keyof Acts;
type AnswerTo<N extends Name> = Awaited<ReturnType<Acts[N]>>;
type Question = readonly [Name, ...unknown[]];

/** From a process that serves to the first one. */
export interface Questions {
  readonly kind: 'questions';
  readonly batch: number;
  readonly questions: readonly Question[];
}

interface Outcome {
  readonly value?: unknown;
  /** What went wrong; there is no value then. */
  readonly fault?: string;
}

/** And back, in the same order. */
export interface Answers {
  readonly kind: 'answers';
  readonly batch: number;
  readonly answers: readonly Outcome[];
}

const isOfKind = (message: unknown, kind: string): boolean =>
  typeof message === 'object' && message !== null && 'kind' in message && message.kind === kind;

export function isQuestions(message: unknown): message is Questions {
  return isOfKind(message, 'questions');
}

export function isAnswers(message: unknown): message is Answers {
  return isOfKind(message, 'answers');
}

/** In the first process. */
export async function answerQuestions(acts: Acts, { batch, questions }: Questions): Promise<Answers> {
  const answers = questions.map(async ([name, ...given]): Promise<Outcome> => {
    try {
      // Whoever asked held them to their types.
      return { value: await (acts[name] as (...given: readonly unknown[]) => unknown)(...given) };
    } catch (error) {
      return { fault: error instanceof Error ? error.message : String(error) };
    }
  });
  return { kind: 'answers', batch, answers: await Promise.all(answers) };
}

type Settle = (outcome: Outcome) => void;

/** In a process that serves: what it asks the first one. */
export class FirstProcess {
  readonly #send: (questions: Questions) => void;
  #asking: Question[] = [];
  #waiting: Settle[] = [];
  readonly #sent = new Map<number, readonly Settle[]>();
  #batch = 0;

  /** @param send to the first process; its answers are handed to `receive`. */
  constructor(send: (questions: Questions) => void) {
    this.#send = send;
  }

  ask<N extends Name>(name: N, ...given: Parameters<Acts[N]>): Promise<AnswerTo<N>> {
    return new Promise((resolve, reject) => {
      this.#asking.push([name, ...given]);
      this.#waiting.push(({ value, fault }) => {
        if (fault === undefined) resolve(value as AnswerTo<N>);
        else reject(new Error(`The first process could not answer: ${fault}`));
      });
      if (this.#asking.length === 1)
        setImmediate(() => {
          this.#flush();
        });
    });
  }

  receive({ batch, answers }: Answers): void {
    const waiting = this.#sent.get(batch) ?? [];
    this.#sent.delete(batch);
    waiting.forEach((settle, n) => {
      settle(answers[n] ?? { fault: 'there was no answer' });
    });
  }

  #flush(): void {
    const batch = this.#batch++;
    this.#sent.set(batch, this.#waiting);
    const questions = this.#asking;
    this.#asking = [];
    this.#waiting = [];
    this.#send({ kind: 'questions', batch, questions });
  }

  readonly limits: Limits = {
    take: (bucket, key) => this.ask('takeOne', bucket, key),
    giveBack: (bucket, key) => this.ask('giveOneBack', bucket, key),
  };

  readonly attempts: AttemptGuard = {
    begin: (attempt, now) => this.ask('beginAttempt', attempt, now.getTime()),
    succeeded: (attempt, now) => this.ask('attemptSucceeded', attempt, now.getTime()),
    dropped: (attempt, now) => this.ask('attemptDropped', attempt, now.getTime()),
  };

  readonly signIns: SignInGuard = {
    take: async (subject, address) => {
      const waitMs = await this.ask('beginSignIn', subject, address);
      if (waitMs > 0) throw new TooManyAttempts(waitMs);
    },
    succeed: (subject, address) => this.ask('signInSucceeded', subject, address),
  };

  readonly searches: SearchGuard = { take: (address) => this.ask('countSearch', address) };
}
