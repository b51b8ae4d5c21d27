/** What a preview of sharing tells. */
import type { StoredType } from '../roster/index.ts';
import type { Rule, Sharing } from '../sharing/index.ts';
import type { Connection } from '../store/index.ts';

export interface RuleCount {
  /** Its place in the list, from 1. */
  readonly rule: number;
  readonly match: Rule['match'];
  readonly exclude: boolean;
  readonly records: number;
}

export type ServedRecord = Readonly<Record<string, unknown>>;
export type PerType<T> = Readonly<Record<StoredType, T>>;

export interface PreviewCounts {
  /** What the application would see. */
  readonly visible: number;
  /** Of these, what it does not see now. */
  readonly entering: number;
  /** What it sees now and would not see. */
  readonly leaving: number;
  /** What it sees before and after, with other content. */
  readonly changed: number;
}

export interface SharingPreview {
  readonly connectionId: string;
  readonly state: Connection['state'];
  readonly sharing: Sharing;
  readonly counts: PerType<PreviewCounts>;
  /** By type, where something differs. */
  readonly fields: Readonly<
    Partial<Record<StoredType, { readonly added: readonly string[]; readonly removed: readonly string[] }>>
  >;
  /** Whether scopes and tier let the application read the type at all, and which scopes would. */
  readonly gates: PerType<{ readonly isOpen: boolean; readonly scopes: readonly string[] }>;
  /** Exactly as they would be served; none of a type that its scopes do not open. */
  readonly samples: PerType<{
    readonly entering: readonly ServedRecord[];
    readonly visible: readonly ServedRecord[];
  }>;
  /** How many records each rule names by itself. */
  readonly rules: readonly RuleCount[];
  readonly warnings: readonly string[];
}
