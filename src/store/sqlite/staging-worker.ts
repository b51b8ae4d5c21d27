/** The other side of `staging-thread.ts`: writes what it is sent, in order. */
import { parentPort, workerData } from 'node:worker_threads';
import { Staging } from './staging.ts';
import { DONE, HAS_FAILED, type StagingThreadData, type ToStagingThread } from './staging-thread.ts';

const { path, state, faults } = workerData as StagingThreadData;
let staging: Staging | undefined;

function take(message: ToStagingThread): void {
  staging ??= new Staging(path);
  if (message !== 'seal') {
    for (const row of message) staging.put(row);
    return;
  }
  staging.seal();
  parentPort?.close();
}

parentPort?.on('message', (message: ToStagingThread) => {
  try {
    take(message);
  } catch (error) {
    faults.postMessage(error);
    Atomics.store(state, HAS_FAILED, 1);
    parentPort?.close();
  }
  Atomics.add(state, DONE, 1);
  Atomics.notify(state, DONE);
});
