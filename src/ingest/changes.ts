import { ROSTER_TYPES, type RosterType } from '../roster/index.ts';
import type { Counts, LimitExceeded, TypeCounts } from './plan.ts';
import type { OnChange } from './record-writer.ts';
import type { ChangeSample } from './report.ts';
import { FLAG, type RecordTable } from './state/record-table.ts';

const SAMPLES_PER_CHANGE = 5;

/**
 * Keeps the first few changes of each type and sort, so that a person sees what a sync is about. Contacts are no part of it: reports are
 * stored, and never hold what a contact cell held.
 */
export class ChangeSamples {
  readonly #samples = new Map<string, ChangeSample[]>();

  readonly see: OnChange = (type, change, sample) => {
    if (type === 'contact') return;
    const sort = `${type}.${change}`;
    const samples = this.#samples.get(sort);
    if (!samples) this.#samples.set(sort, [sample()]);
    else if (samples.length < SAMPLES_PER_CHANGE) samples.push(sample());
  };

  all(): Readonly<Record<string, readonly ChangeSample[]>> {
    return Object.fromEntries(this.#samples);
  }
}

function countType({ flags, size, publishedCount }: RecordTable): TypeCounts {
  let created = 0;
  let updated = 0;
  let removed = 0;
  let kept = 0;
  let live = 0;
  for (let slot = 0; slot < size; slot++) {
    const of = flags.at(slot);
    if (of & FLAG.created) created++;
    else if (of & FLAG.published) {
      if (of & FLAG.updated) updated++;
      if ((of & (FLAG.accepted | FLAG.kept)) === 0) removed++;
      else live++;
      if (of & FLAG.kept && !(of & FLAG.accepted)) kept++;
    }
  }
  return { published: publishedCount, created, updated, removed, unchanged: live - updated, kept };
}

export function countChanges(tables: Readonly<Record<RosterType, RecordTable>>): Counts {
  return Object.fromEntries(ROSTER_TYPES.map((type) => [type, countType(tables[type])])) as unknown as Counts;
}

/** Ids that a spreadsheet rewrote differ in leading zeros or case only. */
const reformatted = (key: string) => key.replace(/^0+/, '').toLowerCase();
/** From which share of lost keys on the hint is given. */
const REFORMATTED_SHARE = 0.5;

/** The most frequent cause of a mass delete: the same ids in another spelling (`roster-csv` 3.6). */
export function findHints(
  tables: Readonly<Record<RosterType, RecordTable>>,
  exceeded: readonly LimitExceeded[],
): readonly string[] {
  return exceeded
    .filter(({ what }) => what === 'removed')
    .flatMap(({ type, records }) => {
      const table = tables[type];
      const created = new Set<string>();
      for (const slot of table.slotsWith(FLAG.created)) created.add(reformatted(table.keys.keyOf(slot)));
      let found = 0;
      for (const slot of table.slotsWith(FLAG.published))
        if (!table.isLive(slot) && created.has(reformatted(table.keys.keyOf(slot)))) found++;
      return found >= records * REFORMATTED_SHARE
        ? [
            `The ids of ${type} records look reformatted: ${found} of ${records} removed ids come back without leading zeros or in another case. A spreadsheet may have rewritten them.`,
          ]
        : [];
    });
}
