/** The other side of `SegmentThread`: reads one segment after the other, on a connection of its own. */
import { workerData } from 'node:worker_threads';
import { type SegmentBytes, STALE } from '../port/index.ts';
import { answerQuestions } from './answering-thread.ts';
import { openReader } from './open.ts';
import type { SegmentThreadData, SentSegments } from './segment-readers.ts';
import { type SegmentRequest, segmentReads } from './segment-reads.ts';

const { folder } = workerData as SegmentThreadData;
const read = segmentReads(openReader(folder, 'roster'));

function readAll(requests: readonly SegmentRequest[]): SentSegments {
  const segments: SegmentBytes[] = [];
  for (const request of requests) {
    const segment = read(request);
    if (segment === STALE) return STALE;
    segments.push(segment);
  }
  return segments;
}

answerQuestions(readAll, (sent) =>
  sent === STALE ? [] : sent.flatMap(({ bytes, ends }) => [bytes.buffer, ends.buffer]),
);
