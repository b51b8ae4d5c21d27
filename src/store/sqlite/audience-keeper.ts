/**
 * Makes audiences and lets them go. Filling one and emptying one take many short transactions, so that nobody waits; what a process that
 * dies leaves half done is cleared by whoever comes next.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RollbookError } from '../../errors/index.ts';
import { STORED_TYPES, type StoredType } from '../../roster/index.ts';
import { EVERYTHING, isWhole, parseAudience } from '../../sharing/index.ts';
import type { Audience } from '../port/index.ts';
import { nameState, rebuildDirectory } from './directory.ts';
import { findMembership, runThrough } from './membership.ts';
import type { Connection } from './open.ts';

export interface AudienceRow {
  readonly id: string;
  readonly district_id: string;
  readonly policy: string;
  readonly view_version: number;
  readonly retired_at: number | null;
}

export const toAudience = (row: AudienceRow): Audience => ({
  id: row.id,
  districtId: row.district_id,
  policy: row.policy,
  viewVersion: row.view_version,
});

/** Rows that are written between two turns of the event loop. */
const ROWS_PER_TURN = 4_000;
/** How often an audience is filled beside the roster's changes, before they are made to wait for it. */
const FILLS_BESIDE_MAX = 3;
/** View versions of audiences that are not kept: one is being filled, the other is being cleared away. */
const FILLING = -1;
const ABANDONED = -2;
/** How long one who fills an audience may be silent before it counts as left behind. */
const FILL_LEASE_MS = 30_000;

export interface AudienceKeeperParts {
  readonly writer: Connection;
  /** In one transaction, when the lock is free. */
  readonly write: <T>(work: () => T) => Promise<T>;
  /** Steps of reading on one state of the world. */
  readonly onSnapshot: <T>(steps: (db: Connection) => Generator<undefined, T>) => Promise<T>;
}

function rosterVersion(db: Connection, districtId: string): number {
  const version = db
    .prepare<unknown[], number>('SELECT roster_version FROM district WHERE id = ?')
    .pluck()
    .get(districtId);
  if (version !== undefined) return version;
  throw new RollbookError(
    'unknown_district',
    `There is no district ${districtId}. "rollbook district create" makes one.`,
  );
}

/** Raises the roster version of a district; to be called in a transaction. */
export function raiseVersion(db: Connection, districtId: string): number {
  const version = rosterVersion(db, districtId) + 1;
  db.prepare('UPDATE district SET roster_version = ? WHERE id = ?').run(version, districtId);
  return version;
}

export class AudienceKeeper {
  readonly #parts: AudienceKeeperParts;
  /** What is being made in this process, by district and policy. */
  readonly #making = new Map<string, Promise<Audience>>();

  constructor(parts: AudienceKeeperParts) {
    this.#parts = parts;
  }

  /** The audience with this policy, made if there is none. */
  ensure(districtId: string, policy: string, newId: string): Promise<Audience> {
    const text = isWhole(parseAudience(policy)) ? EVERYTHING : policy;
    const known = this.#findKept(districtId, text);
    if (known) return Promise.resolve(known);
    const key = `${districtId} ${text}`;
    let making = this.#making.get(key);
    if (!making) {
      making = this.#make(districtId, text, newId).finally(() => this.#making.delete(key));
      this.#making.set(key, making);
    }
    return making;
  }

  /** Lets an audience go: syncs keep it no more, and what it saw becomes history. */
  async retire(id: string): Promise<void> {
    const { writer, write } = this.#parts;
    const audience = writer
      .prepare<unknown[], AudienceRow>('SELECT * FROM audience WHERE id = ? AND view_version >= 0')
      .get(id);
    // The one that sees everything stays: every district has it.
    if (!audience || audience.policy === EVERYTHING) return;
    const { district_id: districtId } = audience;
    await write(() => {
      const { changes } = writer
        .prepare(
          'UPDATE audience SET retired_at = (SELECT roster_version + 1 FROM district WHERE id = district_id) WHERE id = ? AND retired_at IS NULL',
        )
        .run(id);
      if (changes === 0) return;
      raiseVersion(writer, districtId);
      writer
        .prepare('DELETE FROM list_segment WHERE district_id = ? AND audience_id = ?')
        .run(districtId, id);
      nameState(writer, id);
    });
    await this.#clearLeftovers(districtId);
  }

  async #make(districtId: string, policy: string, id: string): Promise<Audience> {
    await this.#clearLeftovers(districtId);
    try {
      await this.#fill(districtId, policy, id);
    } finally {
      // Unless it was completed: somebody else was faster, or it failed.
      await this.#parts.write(() => {
        this.#abandon(id, Infinity);
      });
      await this.#clearLeftovers(districtId);
    }
    const made = this.#findKept(districtId, policy);
    if (!made) throw new RollbookError('busy', 'The audience was let go meanwhile. Try again in a moment.');
    return made;
  }

  #findKept(districtId: string, policy: string): Audience | undefined {
    const row = this.#parts.writer
      .prepare<unknown[], AudienceRow>(
        'SELECT * FROM audience WHERE district_id = ? AND policy = ? AND retired_at IS NULL AND view_version >= 0 ORDER BY id LIMIT 1',
      )
      .get(districtId, policy);
    return row && toAudience(row);
  }

  async #fill(districtId: string, policy: string, id: string): Promise<void> {
    const { writer, write } = this.#parts;
    await write(() => {
      rosterVersion(writer, districtId);
      writer
        .prepare(
          'INSERT INTO audience (id, district_id, policy, view_version, retired_at, filling_until) VALUES (?, ?, ?, ?, NULL, ?)',
        )
        .run(id, districtId, policy, FILLING, Date.now() + FILL_LEASE_MS);
    });
    for (let attempt = 1; attempt <= FILLS_BESIDE_MAX; attempt++) {
      if (await this.#fillBeside(districtId, policy, id)) return;
      await this.#empty(districtId, id);
    }
    // In one transaction: it takes longer, and nothing can come between.
    await write(() => {
      const members = runThrough(findMembership(writer, districtId, policy));
      const since = rosterVersion(writer, districtId) + 1;
      for (const [type, ids] of members) this.#add({ districtId, id, type, since }, [...ids]);
      this.#complete(districtId, policy, id);
    });
  }

  /** From a state of the roster, while others write; false if it changed meanwhile. */
  async #fillBeside(districtId: string, policy: string, id: string): Promise<boolean> {
    const { writer, write, onSnapshot } = this.#parts;
    let version = -1;
    const members = await onSnapshot((db) => {
      version = rosterVersion(db, districtId);
      return findMembership(db, districtId, policy);
    });
    for (const [type, ids] of members) {
      const rows = [...ids];
      for (let at = 0; at < rows.length; at += ROWS_PER_TURN) {
        await write(() => {
          this.#add({ districtId, id, type, since: version + 1 }, rows.slice(at, at + ROWS_PER_TURN));
        });
        await nextTurn();
      }
    }
    return write(() => {
      if (rosterVersion(writer, districtId) !== version) return false;
      this.#complete(districtId, policy, id);
      return true;
    });
  }

  /** Adds members of an audience that is being filled. Throws `busy` when it is not any more. */
  #add(
    of: {
      readonly districtId: string;
      readonly id: string;
      readonly type: StoredType;
      readonly since: number;
    },
    ids: readonly string[],
  ): void {
    this.#renew(of.id);
    const add = this.#parts.writer.prepare('INSERT INTO audience_record VALUES (?, ?, ?, ?, ?, NULL)');
    for (const id of ids) add.run(of.districtId, of.id, of.type, id, of.since);
  }

  #renew(id: string): void {
    const { changes } = this.#parts.writer
      .prepare('UPDATE audience SET filling_until = ? WHERE id = ? AND view_version = ?')
      .run(Date.now() + FILL_LEASE_MS, id, FILLING);
    if (changes !== 1)
      throw new RollbookError('busy', 'Making the audience ready took too long. Try again in a moment.');
  }

  /** Names it among those that syncs keep, unless one with its policy is there already. */
  #complete(districtId: string, policy: string, id: string): void {
    const { writer } = this.#parts;
    this.#renew(id);
    if (this.#findKept(districtId, policy)) return;
    raiseVersion(writer, districtId);
    rebuildDirectory(writer, { districtId, audienceId: id, seesAll: false }, STORED_TYPES);
    nameState(writer, id);
  }

  /** Whoever fills it after all finds out and stops. */
  #abandon(id: string, untilMs: number): void {
    this.#parts.writer
      .prepare('UPDATE audience SET view_version = ? WHERE id = ? AND view_version = ? AND filling_until < ?')
      .run(ABANDONED, id, FILLING, untilMs);
  }

  /** Clears what was left half done: audiences whose filling stood still, and members of those that were let go. */
  async #clearLeftovers(districtId: string): Promise<void> {
    const { writer, write } = this.#parts;
    const left = writer
      .prepare<unknown[], AudienceRow>(
        `SELECT * FROM audience AS a WHERE a.district_id = ? AND (a.view_version = ?
           OR (a.view_version = ? AND a.filling_until < ?)
           OR (a.retired_at IS NOT NULL AND EXISTS (
             SELECT 1 FROM audience_record AS m WHERE m.district_id = a.district_id AND m.audience_id = a.id)))`,
      )
      .all(districtId, ABANDONED, FILLING, Date.now());
    for (const { id, retired_at: retiredAt } of left) {
      await write(() => {
        this.#abandon(id, Date.now());
      });
      await this.#empty(districtId, id, retiredAt ?? undefined);
      // Last, so that nothing stays behind that no row leads to.
      await write(() =>
        writer.prepare('DELETE FROM audience WHERE id = ? AND view_version = ?').run(id, ABANDONED),
      );
    }
  }

  /** Removes the members of an audience, some at a time; `until`: they were members, and that is remembered. */
  async #empty(districtId: string, id: string, until?: number): Promise<void> {
    const { writer, write } = this.#parts;
    const some = writer.prepare<unknown[], { type: string; id: string; since: number }>(
      'SELECT type, id, since FROM audience_record WHERE district_id = ? AND audience_id = ? LIMIT ?',
    );
    const remember = writer.prepare('INSERT OR IGNORE INTO audience_former VALUES (?, ?, ?, ?, ?, ?)');
    const remove = writer.prepare(
      'DELETE FROM audience_record WHERE district_id = ? AND audience_id = ? AND type = ? AND id = ?',
    );
    for (let moved = ROWS_PER_TURN; moved === ROWS_PER_TURN;) {
      moved = await write(() => {
        const rows = some.all(districtId, id, ROWS_PER_TURN);
        for (const row of rows) {
          if (until !== undefined) remember.run(districtId, row.type, row.id, id, row.since, until);
          remove.run(districtId, id, row.type, row.id);
        }
        return rows.length;
      });
      await nextTurn();
    }
  }
}
