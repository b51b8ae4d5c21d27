/** Nodes in this process over one real store, with a clock that stands until it is moved. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll } from 'vitest';
import { type Bucket, LimitsNode, type RateState } from '../../src/limits/index.ts';
import { openSqliteRateLeases } from '../../src/store/index.ts';

const START_MS = 1_800_000_000_000;

export class LeaseBench {
  readonly faults: unknown[] = [];
  readonly #root = mkdtempSync(join(tmpdir(), 'rollbook-nodes-'));
  #folder = this.#root;
  #nodes: LimitsNode[] = [];
  #folders = 0;
  #ids = 0;
  nowMs = START_MS;

  get folder(): string {
    return this.#folder;
  }

  get file(): string {
    return join(this.#folder, 'limits.sqlite');
  }

  /** Nodes over a store that nobody used; each knows the others. */
  async open(count: number, skewsMs: readonly number[] = []): Promise<LimitsNode[]> {
    await this.clear();
    this.#folder = mkdtempSync(join(this.#root, `${++this.#folders}-`));
    const nodes = Array.from({ length: count }, (_, n) => this.node(skewsMs[n]));
    await this.beat(nodes);
    await this.beat(nodes);
    return nodes;
  }

  /** One more, which has not joined yet. */
  node(skewMs = 0): LimitsNode {
    const node = new LimitsNode({
      id: `node ${++this.#ids}`,
      leases: openSqliteRateLeases({ folder: this.#folder }),
      nowMs: () => this.nowMs + skewMs,
      onFault: (error) => this.faults.push(error),
    });
    this.#nodes.push(node);
    return node;
  }

  async beat(nodes: readonly LimitsNode[] = this.#nodes): Promise<void> {
    for (const node of nodes) await node.beat();
  }

  /** How many windows the store holds, by the side door. */
  windows(): number {
    const db = new Database(this.file, { readonly: true });
    try {
      return db.prepare('SELECT count(*) FROM rate_window').pluck().get() as number;
    } finally {
      db.close();
    }
  }

  hold(): () => void {
    const db = new Database(this.file);
    db.exec('BEGIN IMMEDIATE');
    return () => void db.close();
  }

  async clear(): Promise<void> {
    for (const node of this.#nodes) await node.leave();
    this.#nodes = [];
    this.faults.length = 0;
  }

  async close(): Promise<void> {
    await this.clear();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** Sends so many requests at once; how they were answered. */
export function ask(
  node: LimitsNode,
  count: number,
  bucket: Bucket = 'bearer',
  key = 'a',
): Promise<RateState[]> {
  return Promise.all(Array.from({ length: count }, async () => node.limits.take(bucket, key)));
}

export const admitted = (states: readonly RateState[]): number =>
  states.filter(({ isExceeded }) => !isExceeded).length;

/** For the tests of one file. */
export function useLeaseBench(): LeaseBench {
  const bench = new LeaseBench();
  afterAll(() => bench.close());
  return bench;
}
