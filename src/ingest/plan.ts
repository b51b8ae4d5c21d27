/** Whether a sync may be published without a person looking at it (`roster-csv` 3.6, D43). Pure. */
import type { RosterType } from '../roster/index.ts';
import type { SafetyLimits } from '../store/index.ts';

export interface TypeCounts {
  /** Served before the sync. */
  readonly published: number;
  readonly created: number;
  readonly updated: number;
  readonly removed: number;
  readonly unchanged: number;
  /** Not in an accepted row, and yet not removed (`roster-csv` D42). */
  readonly kept: number;
}

export type Counts = Readonly<Record<RosterType, TypeCounts>>;

export interface LimitExceeded {
  readonly type: RosterType;
  readonly what: 'removed' | 'updated';
  readonly records: number;
  readonly published: number;
  readonly percent: number;
  readonly limitPercent: number;
}

/** Staff and contacts come and go; they are not counted. */
export const GUARDED_TYPES = [
  'school',
  'teacher',
  'student',
  'section',
] as const satisfies readonly RosterType[];

/** The limits that a sync goes over; none: it may be published. The first publish of a district is never held. */
export function exceededLimits(counts: Counts, limits: SafetyLimits): readonly LimitExceeded[] {
  return GUARDED_TYPES.flatMap((type) => {
    const { published, removed, updated } = counts[type];
    if (published === 0) return [];
    const exceeded = (what: 'removed' | 'updated', records: number, limitPercent: number): LimitExceeded[] =>
      limitPercent < 100 && records * 100 > limitPercent * published
        ? [
            {
              type,
              what,
              records,
              published,
              percent: Math.round((records * 1000) / published) / 10,
              limitPercent,
            },
          ]
        : [];
    return [
      ...exceeded('removed', removed, limits.removalPercent),
      ...exceeded('updated', updated, limits.updatePercent),
    ];
  });
}

export function hasChanges(counts: Counts): boolean {
  return Object.values(counts).some(({ created, updated, removed }) => created + updated + removed > 0);
}
