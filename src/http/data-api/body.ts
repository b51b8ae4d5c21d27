import type { ServerResponse } from 'node:http';
import type { Answer } from './answers.ts';

/** What follows the headers: an answer in pieces, a text, or nothing. */
export type Body = Answer | string | undefined;

const COMMA = Buffer.from(',');

/** Heads and tails of lists are ASCII; a text answer is measured as it is. */
export function lengthOf({ head, chunks, tail }: Answer): number {
  if (chunks.length === 0) return Buffer.byteLength(head) + tail.length;
  let bytes = head.length + tail.length + chunks.length - 1;
  for (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

/** Ends a response whose headers were given. */
export function endWith(res: ServerResponse, body: Body): void {
  if (body === undefined) res.end();
  else if (typeof body === 'string') res.end(body);
  else if (body.chunks.length === 0) res.end(body.head + body.tail);
  else writePieces(res, body);
}

/** Corked: headers, head, slices and tail leave in one system call, without being copied together. */
function writePieces(res: ServerResponse, { head, chunks, tail }: Answer): void {
  res.cork();
  res.write(head, 'latin1');
  let isFirst = true;
  for (const chunk of chunks) {
    if (!isFirst) res.write(COMMA);
    isFirst = false;
    res.write(chunk);
  }
  res.end(tail, 'latin1');
  res.uncork();
}
