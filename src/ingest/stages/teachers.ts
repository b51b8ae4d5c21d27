import { columnOf } from '../../roster/index.ts';
import type { ImportContext } from '../context.ts';
import { RowTaker } from './take-row.ts';

export async function importTeachers(context: ImportContext): Promise<void> {
  const file = context.getFile('teachers');
  const reader = context.reader('teacher', file);
  const taker = new RowTaker(context, 'teacher', file, reader);
  const writer = context.writers.teacher;
  const schoolIndex = file.header.indexOf(columnOf('teacher', 'school'));
  for (const row of context.rows(file, { freezes: ['teacher'] })) {
    const slot = taker.slotOf(row);
    if (slot === -1) continue;
    if (taker.isRepeat(slot)) {
      taker.reportRepeat(row);
      continue;
    }
    if (!taker.isComplete(row, slot)) continue;
    const school = taker.schoolOf(row, slot, schoolIndex);
    if (school === -1) continue;
    const values = reader.read(row, (finding) => context.problems.add(finding));
    values['school'] = context.tables.school.idOf(school);
    context.lastNames[slot] = (values['name'] as { last?: string }).last ?? '';
    context.links.set('teacher', 'school', slot, [school]);
    writer.accept(slot, values, reader.readKept(row));
    if (writer.isFull) await context.settle(writer);
  }
  await context.finish(writer);
}
