/** What an application would be answered: for people who look through its eyes. */
import type { Principal } from '../../access/index.ts';
import { RollbookError } from '../../errors/index.ts';
import type { Views } from '../../view/index.ts';
import { answerRoute } from './answer-route.ts';
import type { Answer } from './answers.ts';
import { renderError } from './error-body.ts';
import { JSON_TYPE, TEXT_TYPE } from './headers.ts';
import type { ListSettings } from './list.ts';
import { findRoute, normalisePath, type Route, unknownPath } from './route.ts';

export interface SeenAnswer {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
  /** Undefined for an unknown path. */
  readonly route: Route | undefined;
}

function bytesOf({ head, chunks, tail }: Answer): Buffer {
  const parts = chunks.flatMap((chunk, n) => (n === 0 ? [chunk] : [Buffer.from(','), chunk]));
  return Buffer.concat([Buffer.from(head), ...parts, Buffer.from(tail)]);
}

/** The same route, the same view, the same bytes as a request with that token would get; only the token is not needed. */
export async function answerAs(
  { views, settings }: { readonly views: Views; readonly settings: ListSettings },
  principal: Principal,
  request: { readonly path: string; readonly query: string; readonly requestId: string },
): Promise<SeenAnswer> {
  const path = normalisePath(request.path);
  const route = findRoute(path);
  if (!route) return { status: 404, type: TEXT_TYPE, bytes: Buffer.from(unknownPath('GET', path)), route };
  await views.refresh();
  try {
    const view = await views.viewFor(principal);
    const answer = await answerRoute(route, path, request.query, view, settings);
    return { status: 200, type: JSON_TYPE, bytes: bytesOf(answer), route };
  } catch (error) {
    if (!(error instanceof RollbookError)) throw error;
    const { status, body } = renderError(error, request.requestId);
    return { status, type: JSON_TYPE, bytes: Buffer.from(body), route };
  }
}
