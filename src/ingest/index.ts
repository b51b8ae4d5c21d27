/**
 * Files in: reads, checks and normalises a district's export, compares it with what is published, and publishes the difference at
 * once or not at all. It must never publish half of an upload, and never remove what it could not read.
 */
export { changedFields } from './diff.ts';
export type { Counts, LimitExceeded, TypeCounts } from './plan.ts';
export type { Problem, ProblemCode, Severity } from './problems.ts';
export type { OnProgress, Progress } from './progress.ts';
export type { ImportReport } from './report.ts';
export { importFiles, type ImportOptions, type PublishOptions, validateFiles } from './run-import.ts';
export { importInWorker } from './run-in-worker.ts';
export type { ImportSources } from './find-changes.ts';
