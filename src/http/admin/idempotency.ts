/**
 * A request that creates something may carry an Idempotency-Key: sent again within a day, it is answered as the first time and does nothing.
 * Answers are kept encrypted, for they may hold a secret.
 */
import { hash } from 'node:crypto';
import { seal, unseal } from '../../access/index.ts';
import { RollbookError } from '../../errors/index.ts';
import type { AdminDesk, Answer } from './route.ts';

const KEPT_MS = 24 * 60 * 60_000;
const FORM = /^[\x21-\x7e]{8,128}$/;
const PURPOSE = 'idempotent-answer';

export interface KeyedRequest {
  readonly accountId: string;
  readonly key: string;
  /** Method, address and body. */
  readonly content: string;
}

function parseAnswer(text: string): Answer {
  // Sealed by ourselves; nobody else can write it.
  return JSON.parse(text) as Answer;
}

/** Throws `key_reused` for another request with the same key, `key_in_use` while the first is under way or its outcome unknown. */
export async function answerOnce(
  { store, serverKey, now }: AdminDesk,
  { accountId, key: idempotencyKey, content }: KeyedRequest,
  run: () => Promise<Answer>,
): Promise<Answer> {
  if (!FORM.test(idempotencyKey))
    throw new RollbookError('bad_request', 'An Idempotency-Key has 8 to 128 visible characters.');
  const requestHash = hash('sha256', content, 'hex');
  const of = { accountId, idempotencyKey };
  const known = await store.control.write(async (transaction) => {
    const nowMs = now().getTime();
    await transaction.remove('idempotent_answer', {}, { below: ['created', nowMs - KEPT_MS] });
    const before = await transaction.get('idempotent_answer', of);
    if (!before) await transaction.insert('idempotent_answer', { ...of, requestHash, created: nowMs });
    return before;
  });
  if (known) {
    if (known.requestHash !== requestHash)
      throw new RollbookError(
        'key_reused',
        'This Idempotency-Key was used for another request. Take a new key for a new request.',
      );
    if (known.answerSealed === undefined)
      throw new RollbookError(
        'key_in_use',
        'The first request with this Idempotency-Key is under way. If that stays so, look whether it was done and take a new key.',
      );
    const answer = parseAnswer(unseal(serverKey, PURPOSE, known.answerSealed));
    return { ...answer, headers: { ...answer.headers, 'Idempotency-Replayed': 'true' } };
  }
  try {
    const answer = await run();
    await store.control.write((transaction) =>
      transaction.update('idempotent_answer', of, {
        answerSealed: seal(serverKey, PURPOSE, JSON.stringify(answer)),
      }),
    );
    return answer;
  } catch (error) {
    // Refused, so nothing was done; after a fault nobody knows, and the key stays taken.
    if (error instanceof RollbookError)
      await store.control.write((transaction) => transaction.remove('idempotent_answer', of));
    throw error;
  }
}
