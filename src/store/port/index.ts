/**
 * What the rest of Rollbook may ask of a store. Two engines stand behind it; callers never know which. Everything that
 * reads or writes is asynchronous, because one of them is.
 */
import type { ControlStore } from './control.ts';
import type { DistrictStore } from './directory.ts';
import type { RosterReader } from './roster.ts';

export type * from './control.ts';
export type * from './directory.ts';
export type * from './district.ts';
export type * from './frozen-views.ts';
export type * from './rate-leases.ts';
export * from './roster.ts';

export interface Store {
  readonly control: ControlStore;
  readonly districts: DistrictStore;
  readonly roster: RosterReader;
  /** Reads something: throws when the store cannot serve. */
  check(): Promise<void>;
  close(): Promise<void>;
}
