import { Worker } from 'node:worker_threads';
import { type ErrorCode, RollbookError } from '../errors/index.ts';
import type { OnProgress, Progress } from './progress.ts';
import type { ImportReport } from './report.ts';

export interface WorkerTask {
  /** The data folder. */
  readonly folder: string;
  readonly path: string;
  readonly districtId: string;
  readonly dryRun: boolean;
  readonly approve: boolean;
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'report'; readonly report: ImportReport }
  | { readonly kind: 'error'; readonly code: ErrorCode; readonly message: string };

/** An import makes many short-lived strings; with more room for them the collector hardly notices. */
const YOUNG_GENERATION_MB = 96;

/** Imports in a thread of its own, so that the event loop stays free. Errors as `importFiles`. */
export function importInWorker(task: WorkerTask, onProgress: OnProgress): Promise<ImportReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./import-worker.js', import.meta.url), {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'progress') onProgress(message.progress);
      else if (message.kind === 'report') resolve(message.report);
      else reject(new RollbookError(message.code, message.message));
    });
    worker.on('error', reject);
    // After an answer this changes nothing.
    worker.on('exit', (code) => reject(new Error(`The import stopped without an answer (code ${code}).`)));
  });
}
