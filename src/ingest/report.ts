import type { Counts, LimitExceeded } from './plan.ts';
import type { Problem, Severity } from './problems.ts';
import type { Encoding } from './read/inspect-file.ts';

export interface FileReport {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: Encoding;
}

/** A record that a sync would change, for a person who decides. */
export interface ChangeSample {
  readonly key: string;
  readonly name: string;
  readonly fields?: readonly string[];
}

export type ReportState = 'published' | 'unchanged' | 'held' | 'failed' | 'dry_run' | 'valid';

/** Everything that a person or a script may want to know of one import. */
export interface ImportReport {
  readonly state: ReportState;
  readonly district?: string;
  readonly sync?: string;
  readonly started: string;
  readonly ended: string;
  readonly files: readonly FileReport[];
  /** Files that are none of the layout: not read, and no fault. */
  readonly ignored_files: readonly string[];
  readonly counts: Counts;
  /** Why the sync is held, or would be: the limits that it goes over. */
  readonly exceeded: readonly LimitExceeded[];
  /** What most likely happened, where it can be told. */
  readonly hints: readonly string[];
  /** Types of which nothing was removed, because the key of a row could not be read. */
  readonly frozen: readonly string[];
  readonly samples: Readonly<Record<string, readonly ChangeSample[]>>;
  readonly problem_counts: Readonly<Record<Severity, number>> & {
    readonly codes: Readonly<Record<string, number>>;
  };
  readonly problems: readonly Problem[];
}
