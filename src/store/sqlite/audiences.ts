/**
 * Keeps what audiences see up to date, in the transaction that changes the roster. What an audience saw before is compared with what it
 * sees after: its state gets another name only if there is a difference, and a stamp moves only for a change that it can see.
 */
import { getResource, STORED_TYPES, type StoredType } from '../../roster/index.ts';
import { inverseRelations } from '../../derive/index.ts';
import {
  isWhole,
  type Membership,
  parseAudience,
  type Projection,
  projectionOf,
} from '../../sharing/index.ts';
import { unpackIds } from '../packed-ids.ts';
import { nameState, rebuildDirectory } from './directory.ts';
import { findMembership, runThrough, valuesOf } from './membership.ts';
import type { Connection } from './open.ts';

interface AudienceRow {
  readonly id: string;
  readonly policy: string;
}

/** Audiences of a district that are kept by membership and in use. */
function liveAudiences(db: Connection, districtId: string): readonly AudienceRow[] {
  return db
    .prepare<unknown[], AudienceRow>(
      'SELECT id, policy FROM audience WHERE district_id = ? AND retired_at IS NULL AND view_version >= 0 ORDER BY id',
    )
    .all(districtId);
}

/** The audience that sees everything, and those that see less or more. */
export function audiencesOf(db: Connection, districtId: string) {
  const live = liveAudiences(db, districtId);
  const whole = live.filter(({ policy }) => isWhole(parseAudience(policy)));
  return { whole, others: live.filter((audience) => !whole.includes(audience)) };
}

interface Before {
  readonly item: string;
  readonly granted: string | null;
}

/** Records as they were before they were written over; only those are kept that an audience may have to compare. */
export class RecordsBefore {
  readonly #records = new Map<StoredType, Map<string, Before>>();

  put(type: StoredType, id: string, before: Before): void {
    let of = this.#records.get(type);
    if (!of) this.#records.set(type, (of = new Map<string, Before>()));
    if (!of.has(id)) of.set(id, before);
  }

  get(type: StoredType, id: string): Before | undefined {
    return this.#records.get(type)?.get(id);
  }

  ids(type: StoredType): Iterable<string> {
    return this.#records.get(type)?.keys() ?? [];
  }
}

interface Moved {
  readonly entered: Set<string>;
  readonly left: Set<string>;
}

type Values = Readonly<Record<string, unknown>>;

class AudienceRefresh {
  readonly #db: Connection;
  readonly #districtId: string;
  readonly #audience: AudienceRow;
  readonly #version: number;
  readonly #stamp: string;
  readonly #before: RecordsBefore;
  readonly #moved = new Map<StoredType, Moved>();
  readonly #members: Membership;

  constructor(options: {
    readonly db: Connection;
    readonly districtId: string;
    readonly audience: AudienceRow;
    readonly version: number;
    readonly stamp: string;
    readonly before: RecordsBefore;
  }) {
    this.#db = options.db;
    this.#districtId = options.districtId;
    this.#audience = options.audience;
    this.#version = options.version;
    this.#stamp = options.stamp;
    this.#before = options.before;
    this.#members = runThrough(findMembership(options.db, options.districtId, options.audience.policy));
  }

  run(): void {
    for (const type of STORED_TYPES) this.#moved.set(type, this.#move(type));
    let hasChanged = [...this.#moved.values()].some(({ entered, left }) => entered.size + left.size > 0);
    for (const type of STORED_TYPES) if (this.#compareRecords(type)) hasChanged = true;
    if (!hasChanged) return;
    const movedTypes = STORED_TYPES.filter((type) => {
      const { entered, left } = this.#movedOf(type);
      return entered.size + left.size > 0;
    });
    const of = { districtId: this.#districtId, audienceId: this.#audience.id, seesAll: false };
    rebuildDirectory(this.#db, of, movedTypes);
    nameState(this.#db, this.#audience.id);
  }

  #movedOf(type: StoredType): Moved {
    return this.#moved.get(type) ?? { entered: new Set(), left: new Set() };
  }

  /** Takes in who entered and lets go who left. */
  #move(type: StoredType): Moved {
    const key = [this.#districtId, this.#audience.id, type] as const;
    const members = this.#members.get(type) ?? new Set<string>();
    const entered = new Set(members);
    const left = new Set<string>();
    const present = this.#db
      .prepare<unknown[], string>(
        'SELECT id FROM audience_record WHERE district_id = ? AND audience_id = ? AND type = ?',
      )
      .pluck();
    for (const id of present.iterate(...key)) if (!entered.delete(id)) left.add(id);
    const remember = this.#db.prepare(
      `INSERT INTO audience_former (district_id, type, id, audience_id, since, until)
       SELECT district_id, type, id, audience_id, since, ? FROM audience_record
       WHERE district_id = ? AND audience_id = ? AND type = ? AND id = ? AND since < ?`,
    );
    const remove = this.#db.prepare(
      'DELETE FROM audience_record WHERE district_id = ? AND audience_id = ? AND type = ? AND id = ?',
    );
    for (const id of left) {
      remember.run(this.#version, ...key, id, this.#version);
      remove.run(...key, id);
    }
    const add = this.#db.prepare('INSERT INTO audience_record VALUES (?, ?, ?, ?, ?, NULL)');
    for (const id of entered) add.run(...key, id, this.#version);
    return { entered, left };
  }

  /** Records that stayed and may look different: those that were written, and those that name who entered or left. */
  #candidates(type: StoredType): ReadonlySet<string> {
    const found = new Set(this.#before.ids(type));
    const parents = this.#db
      .prepare<unknown[], string>(
        'SELECT children FROM edge WHERE district_id = ? AND relation = ? AND parent_id = ?',
      )
      .pluck();
    for (const { name, child, parent, isList } of inverseRelations) {
      if (child !== type || !isList) continue;
      const { entered, left } = this.#movedOf(parent);
      for (const ids of [entered, left])
        for (const id of ids)
          for (const naming of unpackIds(parents.get(this.#districtId, name, id) ?? '')) found.add(naming);
    }
    // School admins name their schools, and no edge leads back.
    const schools = this.#movedOf('school');
    if (type === 'school_admin' && schools.entered.size + schools.left.size > 0)
      for (const id of this.#members.get(type) ?? []) found.add(id);
    return found;
  }

  #wasVisible = (type: StoredType, id: string): boolean => {
    const { entered, left } = this.#movedOf(type);
    return left.has(id) || (this.#isVisible(type, id) && !entered.has(id));
  };

  #isVisible = (type: StoredType, id: string): boolean => this.#members.get(type)?.has(id) === true;

  /** Whether the audience sees a difference in a record of this type that it saw before and sees now. */
  #compareRecords(type: StoredType): boolean {
    const members = this.#members.get(type);
    if (!members || members.size === 0) return false;
    const projection = projectionOf(parseAudience(this.#audience.policy), type);
    const hasStamp = 'last_modified' in getResource(type).fields;
    const current = this.#db.prepare<unknown[], Before>(
      'SELECT item, granted FROM record WHERE district_id = ? AND type = ? AND id = ?',
    );
    const stampOf = this.#db
      .prepare<unknown[], string | null>(
        'SELECT last_modified FROM audience_record WHERE district_id = ? AND audience_id = ? AND type = ? AND id = ?',
      )
      .pluck();
    const putStamp = this.#db.prepare(
      'UPDATE audience_record SET last_modified = ? WHERE district_id = ? AND audience_id = ? AND type = ? AND id = ?',
    );
    const key = [this.#districtId, this.#audience.id, type] as const;
    const { entered } = this.#movedOf(type);
    let hasChanged = false;
    for (const id of this.#candidates(type)) {
      if (!members.has(id) || entered.has(id)) continue;
      const now = current.get(this.#districtId, type, id);
      if (!now) continue;
      const before = this.#before.get(type, id) ?? now;
      const newValues = valuesOf(type, now.item, now.granted);
      const oldValues = valuesOf(type, before.item, before.granted);
      const isSame =
        renderUnstamped(projection, oldValues, this.#wasVisible) ===
        renderUnstamped(projection, newValues, this.#isVisible);
      if (!isSame) hasChanged = true;
      if (!hasStamp) continue;
      const hasMoved = newValues['last_modified'] !== oldValues['last_modified'];
      if (isSame) {
        const seen = stampOf.get(...key, id) ?? oldValues['last_modified'];
        if (hasMoved) putStamp.run(seen, ...key, id);
      } else putStamp.run(hasMoved ? null : this.#stamp, ...key, id);
    }
    return hasChanged;
  }
}

function renderUnstamped(
  projection: Projection,
  values: Values,
  isVisible: (type: StoredType, id: string) => boolean,
): string {
  return projection.render({ ...values, last_modified: undefined }, isVisible);
}

/** To be called in the transaction that changed the roster, after the roster version was raised. */
export function refreshAudiences(
  db: Connection,
  options: {
    readonly districtId: string;
    /** The roster version from now on. */
    readonly version: number;
    /** ISO 8601, for changes that only this audience sees. */
    readonly stamp: string;
    readonly before: RecordsBefore;
  },
): void {
  for (const audience of audiencesOf(db, options.districtId).others)
    new AudienceRefresh({ db, audience, ...options }).run();
}
