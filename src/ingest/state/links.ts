import { type InverseRelation, inverseRelations } from '../../derive/index.ts';
import type { RosterType } from '../../roster/index.ts';
import type { StagedEdge } from '../../store/index.ts';
import { FlagColumn, U32Column } from './columns.ts';
import type { RecordTable } from './record-table.ts';

/** Lists of slots, one for each child. */
class SlotLists {
  readonly #starts = new U32Column();
  readonly #counts = new U32Column();
  readonly #members = new U32Column();
  #used = 0;

  set(child: number, members: readonly number[] | Uint32Array): void {
    this.#starts.set(child, this.#used);
    this.#counts.set(child, members.length);
    for (const member of members) this.#members.set(this.#used++, member);
  }

  count(child: number): number {
    return this.#counts.at(child);
  }

  member(child: number, n: number): number {
    return this.#members.at(this.#starts.at(child) + n);
  }
}

/** One relation during an import: which parents each child names, and which parents get a new list of children. */
interface Link {
  readonly relation: InverseRelation;
  readonly parents: SlotLists;
  readonly dirty: FlagColumn;
}

/** Which records name which, for all relations that are stored as edges. */
export class Links {
  readonly #links: readonly Link[] = inverseRelations.map((relation) => ({
    relation,
    parents: new SlotLists(),
    dirty: new FlagColumn(),
  }));

  #of(child: RosterType, field: string): Link | undefined {
    return this.#links.find(({ relation }) => relation.child === child && relation.field === field);
  }

  set(child: RosterType, field: string, slot: number, parents: readonly number[] | Uint32Array): void {
    this.#of(child, field)?.parents.set(slot, parents);
  }

  markDirty(child: RosterType, field: string, parentSlot: number): void {
    this.#of(child, field)?.dirty.raise(parentSlot, 1);
  }

  /** Every parent that this child names now. */
  markParentsDirty(child: RosterType, slot: number): void {
    for (const { relation, parents, dirty } of this.#links)
      if (relation.child === child)
        for (let n = 0; n < parents.count(slot); n++) dirty.raise(parents.member(slot, n), 1);
  }

  /** The record itself as a parent: its lists are written anew. */
  markAsParent(parent: RosterType, slot: number): void {
    for (const { relation, dirty } of this.#links) if (relation.parent === parent) dirty.raise(slot, 1);
  }

  fieldsOf(child: RosterType): readonly InverseRelation[] {
    return this.#links.filter(({ relation }) => relation.child === child).map(({ relation }) => relation);
  }

  /** The new list of children of each dirty parent, ascending by id; empty where nothing names it any more. */
  *edges(tables: Readonly<Record<RosterType, RecordTable>>): Generator<StagedEdge> {
    for (const { relation, parents, dirty } of this.#links) {
      const children = tables[relation.child];
      const parentTable = tables[relation.parent];
      const starts = new Uint32Array(parentTable.size + 1);
      const isLive = (slot: number) => children.isLive(slot);
      for (let slot = 0; slot < children.size; slot++) {
        if (!isLive(slot)) continue;
        for (let n = 0; n < parents.count(slot); n++) {
          const parent = parents.member(slot, n);
          if (dirty.at(parent) !== 0) starts[parent + 1] = (starts[parent + 1] ?? 0) + 1;
        }
      }
      for (let parent = 0; parent < parentTable.size; parent++)
        starts[parent + 1] = (starts[parent + 1] ?? 0) + (starts[parent] ?? 0);
      const members = new Uint32Array(starts[parentTable.size] ?? 0);
      const next = starts.slice();
      for (let slot = 0; slot < children.size; slot++) {
        if (!isLive(slot)) continue;
        for (let n = 0; n < parents.count(slot); n++) {
          const parent = parents.member(slot, n);
          if (dirty.at(parent) === 0) continue;
          const at = next[parent] ?? 0;
          members[at] = slot;
          next[parent] = at + 1;
        }
      }
      for (let parent = 0; parent < parentTable.size; parent++) {
        if (dirty.at(parent) === 0) continue;
        const slots = members.subarray(starts[parent], starts[parent + 1]);
        if (!children.idsAscend) children.sortById(slots);
        yield {
          relation: relation.name,
          parentId: parentTable.idOf(parent),
          children: children.packedIdsOf(slots),
        };
      }
    }
  }
}
