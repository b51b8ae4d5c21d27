/** What changed in a record. Pure. */
import type { AnyResource } from '../roster/index.ts';
import { STAMPS } from '../derive/index.ts';

/** Absent and blank are equal, also inside groups (`roster-csv` D26). */
function comparable(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const members = Object.entries(value)
    .filter(([, member]) => member !== '' && member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return members.length === 0 ? undefined : members;
}

/** The top-level fields in which two states of a record differ, in catalogue order. The hub's own stamps and what is
 * not served do not count. */
export function changedFields(
  resource: AnyResource,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(resource.fields)
    .filter(
      ([name, { grant }]) =>
        grant === undefined &&
        !STAMPS.includes(name) &&
        JSON.stringify(comparable(before[name])) !== JSON.stringify(comparable(after[name])),
    )
    .map(([name]) => name);
}
