import { expect } from 'vitest';
import type { Hub, Outcome } from './hub.ts';

export interface Counts {
  readonly created: number;
  readonly updated: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly kept: number;
}

export interface Problem {
  readonly file: string;
  /** Absent where the file as a whole is meant. */
  readonly line?: number;
  readonly column?: string;
  readonly severity: 'error' | 'warning' | 'notice';
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly value?: string;
}

export interface Report {
  readonly state: 'published' | 'unchanged' | 'held' | 'failed' | 'dry_run' | 'valid';
  /** By record type: `student`, `school_admin` and so on. */
  readonly counts: Readonly<Record<string, Counts>>;
  readonly problems: readonly Problem[];
}

/** What the exit code of an import says (the command line is called by scripts). */
export const EXIT = { ok: 0, unusable: 3, held: 4, busy: 5 } as const;

export const parseReport = (outcome: Outcome): Report => {
  try {
    return JSON.parse(outcome.stdout) as Report;
  } catch (cause) {
    throw new Error(`No report (exit code ${String(outcome.code)}): ${outcome.stderr}`, { cause });
  }
};

/** Imports a folder and asserts how that ended. */
export const importRoster = async (
  hub: Hub,
  folder: string,
  district: string,
  expected: { readonly state: Report['state']; readonly code: number },
  ...flags: readonly string[]
): Promise<Report> => {
  const outcome = await hub.run('import', folder, '--district', district, ...flags, '--json');
  const report = parseReport(outcome);
  expect({ state: report.state, code: outcome.code }, outcome.stderr).toEqual(expected);
  return report;
};

export const publish = (hub: Hub, folder: string, district: string): Promise<Report> =>
  importRoster(hub, folder, district, { state: 'published', code: EXIT.ok });
