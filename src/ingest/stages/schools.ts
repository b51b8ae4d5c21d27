import type { ImportContext } from '../context.ts';
import { RowTaker } from './take-row.ts';

export async function importSchools(context: ImportContext): Promise<void> {
  const file = context.getFile('schools');
  const reader = context.reader('school', file);
  const taker = new RowTaker(context, 'school', file, reader);
  const writer = context.writers.school;
  for (const row of context.rows(file, { freezes: ['school'] })) {
    const slot = taker.slotOf(row);
    if (slot === -1) continue;
    if (taker.isRepeat(slot)) {
      taker.reportRepeat(row);
      continue;
    }
    if (!taker.isComplete(row, slot)) continue;
    const values = reader.read(row, (finding) => context.problems.add(finding));
    // Guaranteed, so it falls back to the id (`roster-csv` D16).
    if ((values['school_number'] ?? '') === '') values['school_number'] = values['sis_id'];
    writer.accept(slot, values, reader.readKept(row));
    if (writer.isFull) await context.settle(writer);
  }
  await context.finish(writer);
}
