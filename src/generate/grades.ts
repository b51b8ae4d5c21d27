/**
 * A grade as a number, so that it can be counted with: -1 is the year before kindergarten, 0 kindergarten, then the
 * grade itself up to 12.
 */
export type Level = number;

export const PRE_KINDERGARTEN: Level = -1;

/** As the files spell it. */
export function gradeCell(level: Level): string {
  if (level < 0) return 'PK';
  return level === 0 ? 'KG' : String(level).padStart(2, '0');
}

/** As a course title names the grades it is for: `Kindergarten`, `Grade 3`, `Grades 3-4`. */
export function gradeTitle(levels: readonly Level[]): string {
  const low = Math.min(...levels);
  const high = Math.max(...levels);
  if (low === high) return low < 0 ? 'Pre-K' : low === 0 ? 'Kindergarten' : `Grade ${low}`;
  return low <= 0 ? `${low < 0 ? 'Pre-K' : 'K'}-${Math.max(high, 0)}` : `Grades ${low}-${high}`;
}
