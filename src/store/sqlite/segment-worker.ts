/** The other side of `SegmentThread`: reads one segment after the other, on a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { STALE } from '../port/index.ts';
import { openReader } from './open.ts';
import type { FromSegmentThread, SegmentThreadData, ToSegmentThread } from './segment-readers.ts';
import { segmentReads } from './segment-reads.ts';

const { folder } = workerData as SegmentThreadData;
const read = segmentReads(openReader(folder, 'roster'));

function answerTo({ request }: ToSegmentThread): FromSegmentThread['answer'] {
  try {
    return read(request);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

parentPort?.on('message', (message: ToSegmentThread) => {
  const answer = answerTo(message);
  const transfer =
    answer === STALE || answer instanceof Error ? [] : [answer.bytes.buffer, answer.ends.buffer];
  parentPort?.postMessage(
    { number: message.number, answer } satisfies FromSegmentThread,
    transfer as ArrayBuffer[],
  );
});
