/**
 * A flow: named steps, one behind the other, each adding what it found to what was known before. A step that settles the matter
 * ends the flow with an answer. The compiler sees to it that no step runs before what it needs is known.
 */

/** The answer with which a step ends the flow. */
export class End<Answer> {
  readonly answer: Answer;

  constructor(answer: Answer) {
    this.answer = answer;
  }
}

type OrEnd<Value, Answer> = Value | End<Answer>;
export type Step<Known, Parts, Next, Answer> = (
  known: Known,
  parts: Parts,
) => OrEnd<Next, Answer> | Promise<OrEnd<Next, Answer>>;

export class Flow<First, Parts, Answer, Known = First> {
  readonly #run: (first: First, parts: Parts) => Promise<OrEnd<Known, Answer>>;

  private constructor(run: (first: First, parts: Parts) => Promise<OrEnd<Known, Answer>>) {
    this.#run = run;
  }

  static begin<First, Parts, Answer>(): Flow<First, Parts, Answer> {
    return new Flow<First, Parts, Answer>((first) => Promise.resolve(first));
  }

  step<Next>(step: Step<Known, Parts, Next, Answer>): Flow<First, Parts, Answer, Next> {
    return new Flow<First, Parts, Answer, Next>(async (first, parts) => {
      const known = await this.#run(first, parts);
      return known instanceof End ? known : step(known, parts);
    });
  }

  /** The flow with its last step, ready to be run. */
  ends(last: (known: Known, parts: Parts) => Answer | Promise<Answer>) {
    return async (first: First, parts: Parts): Promise<Answer> => {
      const known = await this.#run(first, parts);
      return known instanceof End ? known.answer : last(known, parts);
    };
  }
}
