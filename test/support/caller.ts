import { request, type Agent, type IncomingHttpHeaders } from 'node:http';

/** One answer of the server: the status, the headers and the untouched bytes of the body. */
export class Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;

  constructor(status: number, headers: IncomingHttpHeaders, bytes: Buffer) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }

  /** The header as one string; an absent header is an empty one. */
  header(name: string): string {
    const value = this.headers[name];
    return Array.isArray(value) ? value.join(', ') : (value ?? '');
  }

  json(): unknown {
    try {
      return JSON.parse(this.text) as unknown;
    } catch (cause) {
      throw new Error(`Not JSON (status ${this.status}): ${this.text.slice(0, 300)}`, { cause });
    }
  }
}

export interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Hears of every answer before whoever asked for it, and may throw. */
export type Listener = (method: string, path: string, answer: Answer) => void;

interface Attempt {
  readonly isStale: boolean;
  readonly answer: () => Answer;
}

/**
 * Speaks to one server with one token, or with none. Built on node:http because a path must leave exactly
 * as it is written: `//v1.1/x` and `/v1.1/x?` are part of the contract, and fetch would tidy them.
 */
export class Caller {
  readonly #url: string;
  readonly #agent: Agent;
  readonly #token: string | undefined;
  readonly #listener: Listener | undefined;

  constructor(url: string, agent: Agent, token: string | undefined, listener?: Listener) {
    this.#url = url;
    this.#agent = agent;
    this.#token = token;
    this.#listener = listener;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', path, { headers });
  }

  async send(method: string, path: string, sending: Sending = {}): Promise<Answer> {
    const first = await this.#attempt(this.#agent, method, path, sending);
    // The server may close an idle connection in the moment it is used again: any client tries once more, on a new one.
    const { answer } = first.isStale ? await this.#attempt(false, method, path, sending) : first;
    const received = answer();
    this.#listener?.(method, path, received);
    return received;
  }

  #attempt(agent: Agent | false, method: string, path: string, sending: Sending): Promise<Attempt> {
    const { headers = {}, body } = sending;
    const { hostname, port } = new URL(this.#url);
    const authorization = this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
    // Without a length node:http would send the body of a DELETE as if it were the next request.
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const all = { ...authorization, ...length, ...headers };
    return new Promise((resolve) => {
      const outgoing = request({ method, hostname, port, path, agent, headers: all });
      const fail = (error: Error): void =>
        resolve({
          isStale: outgoing.reusedSocket,
          answer: () => {
            throw error;
          },
        });
      outgoing.on('error', fail);
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', fail);
        incoming.on('end', () =>
          resolve({
            isStale: false,
            answer: () => new Answer(incoming.statusCode ?? 0, incoming.headers, Buffer.concat(chunks)),
          }),
        );
      });
      outgoing.end(body);
    });
  }
}
