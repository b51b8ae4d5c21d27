/** The other side of `SegmentThread`: reads one segment after the other, on a connection of its own. */
import { workerData } from 'node:worker_threads';
import { STALE } from '../port/index.ts';
import { answerQuestions } from './answering-thread.ts';
import { openReader } from './open.ts';
import type { SegmentThreadData, SentSegment } from './segment-readers.ts';
import { type SegmentRequest, segmentReads } from './segment-reads.ts';

const { folder } = workerData as SegmentThreadData;
const read = segmentReads(openReader(folder, 'roster'));

answerQuestions(read satisfies (of: SegmentRequest) => SentSegment, (sent) =>
  sent === STALE ? [] : [sent.bytes.buffer, sent.ends.buffer],
);
