import type { RollbookError } from '../../errors/index.ts';

/** One shape for every error: `error`, the same as `message`; 404 with `code` and `data` (R2). */
export function renderError(
  known: RollbookError | undefined,
  requestId: string,
): { readonly status: number; readonly body: string } {
  const status = known?.status ?? 500;
  const message =
    known?.message ?? `The server failed to answer. Tell its operator the request id ${requestId}.`;
  const body = status === 404 ? { code: 91, error: message, data: {}, message } : { error: message, message };
  return { status, body: JSON.stringify(body) };
}
