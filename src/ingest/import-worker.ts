/** The other side of `run-in-worker.ts`: one import, in a thread and on a connection of its own. */
import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { RollbookError } from '../errors/index.ts';
import { openSqliteStore } from '../store/index.ts';
import { importFiles } from './run-import.ts';
import type { FromWorker, WorkerTask } from './run-in-worker.ts';

const say = (message: FromWorker) => parentPort?.postMessage(message);

const { folder, ...options } = workerData as WorkerTask;
const store = openSqliteStore({ folder, stagesAside: true });
try {
  const report = await importFiles(store, {
    ...options,
    onProgress: (progress) => say({ kind: 'progress', progress }),
    sources: {
      now: () => new Date(),
      randomHex: (digits) => randomBytes(digits).toString('hex').slice(0, digits),
    },
  });
  say({ kind: 'report', report });
} catch (error) {
  if (!(error instanceof RollbookError)) throw error;
  say({ kind: 'error', code: error.code, message: error.message });
} finally {
  await store.close();
}
