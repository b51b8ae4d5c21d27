/** When an application that wants to be asked is asked before a change reaches it (`auth-and-sharing` 9.6). Pure. */
import type { StoredType } from '../roster/index.ts';

/** What a change does to the records of a type that an application sees. */
export interface TypeChange {
  readonly type: StoredType;
  /** Seen before. */
  readonly had: number;
  readonly removed: number;
  /** Seen before and after, and not the same. */
  readonly updated: number;
}

/** In percent of what was seen before; more than that, and the change waits. */
export const SAFETY_THRESHOLD = { removalPercent: 10, updatePercent: 75 } as const;

export function removesTooMuch({ had, removed }: Pick<TypeChange, 'had' | 'removed'>): boolean {
  return removed * 100 > SAFETY_THRESHOLD.removalPercent * had;
}

export function updatesTooMuch({ had, updated }: Pick<TypeChange, 'had' | 'updated'>): boolean {
  return updated * 100 > SAFETY_THRESHOLD.updatePercent * had;
}

/** The types of which too much would go or change; none: the change may be seen at once. */
export function overThreshold(changes: readonly TypeChange[]): readonly TypeChange[] {
  return changes.filter((change) => removesTooMuch(change) || updatesTooMuch(change));
}
