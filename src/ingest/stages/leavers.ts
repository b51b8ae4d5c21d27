/**
 * Published records that no accepted row names: which stay, and which go. A record stays where it is not certain that it left (`roster-csv`
 * 3.5, D42); what stays must not name what goes.
 */
import { dataOfItem } from '../../derive/index.ts';
import { getResource, ROSTER_TYPES, type RosterType } from '../../roster/index.ts';
import type { ImportContext } from '../context.ts';
import type { Values } from '../read-record.ts';
import { idsIn, nameOf, type OnChange } from '../record-writer.ts';
import { FLAG } from '../state/record-table.ts';

const BATCH = 1_000;

interface Published {
  readonly slot: number;
  readonly values: Values;
  readonly granted: string | undefined;
  readonly item: string;
}

function* batches(slots: Iterable<number>): Generator<readonly number[]> {
  let batch: number[] = [];
  for (const slot of slots) {
    batch.push(slot);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

async function readPublished(
  context: ImportContext,
  type: RosterType,
  slots: readonly number[],
): Promise<readonly Published[]> {
  const table = context.tables[type];
  const records = await context.session.records(
    type,
    slots.map((slot) => table.idOf(slot)),
  );
  await context.keepLease();
  return slots.flatMap((slot) => {
    const record = records.get(table.idOf(slot));
    if (!record) return [];
    const values = JSON.parse(dataOfItem(getResource(type), record.item)) as Values;
    return [{ slot, values, granted: record.granted, item: record.item }];
  });
}

/** Published slots of a type that no row accounts for and that are kept. */
function* keptSlots(context: ImportContext, type: RosterType): Generator<number> {
  const { flags } = context.tables[type];
  for (const slot of context.tables[type].slotsWith(FLAG.kept))
    if (!flags.has(slot, FLAG.accepted)) yield slot;
}

/**
 * Keeps whole types: those with an unreadable row, and those that the files say nothing about. To be called when a file has been read,
 * so that later files find what stays.
 */
export function keepWholeTypes(context: ImportContext): void {
  for (const type of [...context.frozen, ...context.untouched]) {
    const { flags } = context.tables[type];
    for (const slot of context.tables[type].slotsWith(FLAG.published))
      if (!flags.has(slot, FLAG.accepted)) flags.raise(slot, FLAG.kept);
  }
}

/** Keeps what kept records cannot be without: their school, their primary teacher; and the contacts of kept students. */
async function keepWhatIsNeeded(context: ImportContext): Promise<void> {
  const keepParents = async (type: RosterType, fields: Readonly<Record<string, RosterType>>) => {
    for (const slots of batches(keptSlots(context, type)))
      for (const { values } of await readPublished(context, type, slots))
        for (const [field, parent] of Object.entries(fields))
          for (const id of idsIn(values[field])) {
            const slot = context.tables[parent].findById(id);
            if (slot !== -1 && !context.tables[parent].isLive(slot)) context.keep(parent, slot);
          }
  };
  // Sections first, for they may keep teachers, and those their schools.
  await keepParents('section', { school: 'school', teacher: 'teacher' });
  await keepParents('teacher', { school: 'school' });
  await keepParents('student', { school: 'school' });
  if (!context.untouched.has('school_admin')) await keepParents('school_admin', { schools: 'school' });

  const { student, contact } = context.tables;
  if (contact.publishedCount === 0) return;
  for (const slot of keptSlots(context, 'student'))
    for (const id of await context.session.children('contact.student', student.idOf(slot))) {
      const contactSlot = contact.findById(id);
      if (contactSlot !== -1) context.keep('contact', contactSlot);
    }
}

/** Contacts belong to their student: one who goes takes them along. */
async function releaseOrphanedContacts(context: ImportContext): Promise<void> {
  const { contact, student } = context.tables;
  for (const slots of batches(keptSlots(context, 'contact')))
    for (const { slot, values } of await readPublished(context, 'contact', slots)) {
      const owner = student.findById(String(values['student']));
      if (owner === -1 || !student.isLive(owner)) contact.flags.lower(slot, FLAG.kept);
    }
}

/** Registers what kept records name, and takes names of what goes out of their lists. */
async function linkKept(context: ImportContext, type: RosterType): Promise<void> {
  for (const slots of batches(keptSlots(context, type))) {
    for (const { slot, values, granted, item } of await readPublished(context, type, slots)) {
      let pruned = false;
      for (const { field, parent, isList } of listFields(context, type)) {
        const table = context.tables[parent];
        const ids = [...idsIn(values[field])];
        const parents = ids
          .map((id) => table.findById(id))
          .filter((found) => found !== -1 && table.isLive(found));
        context.links.set(type, field, slot, parents);
        if (isList && parents.length < ids.length) {
          pruned = true;
          values[field] = parents.map((found) => table.idOf(found));
        }
      }
      if (pruned) context.writers[type].rewrite(slot, values, { item, granted });
    }
    await context.finish(context.writers[type]);
  }
}

/** Fields of a type that name other records, besides the district. */
function listFields(context: ImportContext, type: RosterType) {
  return Object.entries(getResource(type).fields).flatMap(([field, { kind }]) => {
    const parent = ROSTER_TYPES.find((name) => name === kind.refersTo);
    return parent === undefined ? [] : [{ field, parent, isList: kind.isList === true }];
  });
}

async function removeLeavers(context: ImportContext, type: RosterType, onChange: OnChange): Promise<void> {
  const table = context.tables[type];
  const leavers = function* () {
    for (const slot of table.slotsWith(FLAG.published)) if (!table.isLive(slot)) yield slot;
  };
  for (const slots of batches(leavers())) {
    for (const { slot, values } of await readPublished(context, type, slots)) {
      for (const { field, parent } of context.links.fieldsOf(type))
        for (const id of idsIn(values[field])) {
          const parentSlot = context.tables[parent].findById(id);
          if (parentSlot !== -1) context.links.markDirty(type, field, parentSlot);
        }
      onChange(type, 'removed', () => ({ key: table.keys.keyOf(slot), name: nameOf(values) }));
    }
    for (const slot of slots) context.links.markAsParent(type, slot);
    await context.session.stageRemovals(
      slots.map((slot) => ({ type, key: table.keys.keyOf(slot), id: table.idOf(slot) })),
    );
  }
}

/** Decides on every published record that no accepted row names, and stages the removals. */
export async function settleLeavers(context: ImportContext, onChange: OnChange): Promise<void> {
  keepWholeTypes(context);
  await keepWhatIsNeeded(context);
  await releaseOrphanedContacts(context);
  for (const type of ROSTER_TYPES) await linkKept(context, type);
  for (const type of ROSTER_TYPES) await removeLeavers(context, type, onChange);
}
