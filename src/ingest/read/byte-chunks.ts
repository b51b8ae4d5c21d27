import { closeSync, openSync, readSync } from 'node:fs';
import type { Inspection } from './inspect-file.ts';

const CHUNK_BYTES = 1024 * 1024;

/** The bytes of a file as UTF-8, without its mark, a chunk at a time. A chunk is valid until the next one is asked for. */
export function* byteChunks(
  path: string,
  { encoding, markBytes }: Pick<Inspection, 'encoding' | 'markBytes'>,
  onBytes: (bytes: number) => void,
): Generator<Buffer> {
  const fd = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const decoder = encoding === 'utf-8' ? undefined : new TextDecoder(encoding);
  let position = markBytes;
  try {
    for (;;) {
      const read = readSync(fd, chunk, 0, CHUNK_BYTES, position);
      if (read === 0) break;
      position += read;
      onBytes(read);
      const part = chunk.subarray(0, read);
      yield decoder ? Buffer.from(decoder.decode(part, { stream: true })) : part;
    }
    const rest = decoder?.decode();
    if (rest) yield Buffer.from(rest);
  } finally {
    closeSync(fd);
  }
}
