/** Random walks of one token: each request is drawn, answered, compared with the oracle, and searched for canaries. */
import type { Answer } from '../support/caller.ts';
import { tokensReadable } from './canary.ts';
import { DataApiSurface } from './data-api-surface.ts';
import type { Draw } from './draw.ts';
import { type Json, type Sight, sightOf } from './oracle.ts';
import type { Probe, Surface } from './probe.ts';
import type { RunningWorld } from './running-world.ts';
import type { TokenTruth, Truth } from './truth.ts';

export interface Finding {
  readonly token: string;
  readonly request: string;
  readonly complaint: string;
}

/** What is attacked; another surface joins here. */
const SURFACES: readonly ((truth: Truth, draw: Draw) => Surface)[] = [
  (truth, draw) => new DataApiSurface(truth, draw),
];

export class Walker {
  readonly #world: RunningWorld;
  readonly #draw: Draw;
  readonly #surfaces: readonly Surface[];
  /** Links of the last answer, to be followed. A walker goes with one token while the world stands still. */
  #links: readonly string[] = [];

  constructor(world: RunningWorld, draw: Draw) {
    this.#world = world;
    this.#draw = draw;
    this.#surfaces = SURFACES.map((make) => make(world.truth, draw));
  }

  /** One request with a token. */
  async step(token: TokenTruth): Promise<Finding | undefined> {
    const sight = sightOf(this.#world.truth, token);
    const probe = this.#draw.pick(this.#surfaces).drawProbe(sight, this.#links);
    const method = probe.method === 'GET' && this.#draw.chance(0.1) ? 'HEAD' : probe.method;
    const answer = await this.#world.caller(token.value).send(method, probe.path);
    const complaint = this.#judge(sight, probe, method, answer);
    if (complaint === undefined) return undefined;
    return {
      token: `${token.kind}${token.kind === 'user' ? ` of ${token.person.type} ${token.person.key}` : ''} of ${JSON.stringify({ ...token.connection })} ${JSON.stringify(this.#world.truth.applications[token.connection.application])}`,
      request: `${method} ${decodeURIComponent(probe.path.replace(/%(?![0-9a-f]{2})/gi, '%25'))} -> ${answer.status}`,
      complaint,
    };
  }

  #judge(
    sight: Sight | undefined,
    { path, expect }: Probe,
    method: string,
    answer: Answer,
  ): string | undefined {
    const asked = tokensReadable(path);
    const allowed = this.#allowed(sight);
    const head = JSON.stringify(answer.headers);
    for (const text of [head, answer.text])
      for (const found of tokensReadable(text))
        if (!allowed.has(found) && !asked.has(found)) return `LEAK of ${found} in ${text.slice(0, 600)}`;
    const log = this.#world.takeLog();
    const districts = this.#world.truth.districts.map(({ id }) => id);
    for (const found of tokensReadable(log))
      if (!districts.includes(found)) return `LEAK of ${found} in the log: ${log.slice(0, 600)}`;
    if (answer.status !== expect.status)
      return `status ${answer.status}, expected ${expect.status}: ${answer.text.slice(0, 300)}`;
    if (method === 'HEAD') return answer.bytes.length === 0 ? undefined : 'HEAD has a body';
    if (answer.status === 404 && path.startsWith('/v1.1/') && answer.text.startsWith('{'))
      if (answer.text !== '{"code":91,"error":"Resource not found","data":{},"message":"Resource not found"}')
        return `another 404: ${answer.text}`;
    if (!answer.header('content-type').startsWith('application/json')) return undefined;
    const body = answer.json() as Json;
    const links = (body['links'] as readonly { readonly uri: string }[] | undefined) ?? [];
    this.#links = links.map(({ uri }) => uri);
    return answer.status === 200 ? expect.check?.(body) : undefined;
  }

  /**
   * Reads with a token while the world changes, until told to stop: each answer may hold what the token saw before or sees after, and nothing
   * else. Returns the judge, for what it sees after is known after.
   */
  async readDuring(token: TokenTruth, isOver: () => boolean): Promise<() => Finding | undefined> {
    const before = this.#allowed(sightOf(this.#world.truth, token));
    const answers: { readonly path: string; readonly text: string }[] = [];
    while (!isOver()) {
      const path = this.#draw.pick(this.#surfaces).drawPath();
      const answer = await this.#world.caller(token.value).get(path);
      answers.push({ path, text: `${JSON.stringify(answer.headers)} ${answer.text}` });
    }
    return () => {
      const after = this.#allowed(sightOf(this.#world.truth, token));
      for (const { path, text } of answers) {
        const asked = tokensReadable(path);
        for (const found of tokensReadable(text))
          if (!before.has(found) && !after.has(found) && !asked.has(found))
            return {
              token: token.kind,
              request: `GET ${path} during a change`,
              complaint: `LEAK of ${found} in ${text.slice(0, 600)}`,
            };
      }
      return undefined;
    };
  }

  /** Everything that may stand in an answer to this token. */
  #allowed(sight: Sight | undefined): ReadonlySet<string> {
    return new Set(this.#surfaces.flatMap((surface) => [...surface.mayHold(sight)]));
  }
}
