/** The other side of `LedgerThreads`, on connections of its own. */
import { workerData } from 'node:worker_threads';
import { answerQuestions } from './answering-thread.ts';
import { sqliteControl } from './control.ts';
import type { LedgerAnswer, LedgerQuestion, LedgerThreadData } from './ledger-thread.ts';
import { connect, openReader } from './open.ts';
import { WriteQueue } from './write-queue.ts';

const { folder } = workerData as LedgerThreadData;
const writer = connect(folder, 'control');
const control = sqliteControl(writer, openReader(folder, 'control'), new WriteQueue(writer));

answerQuestions(async (question: LedgerQuestion): Promise<LedgerAnswer> => {
  if ('receipts' in question) return control.receipts(...question.receipts);
  if ('forget' in question) return control.forgetDisclosures(question.forget);
  await control.disclose(question.disclose);
  return [];
});
