import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

export interface Inspection {
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: Encoding;
  /** Bytes of a byte order mark at the beginning. */
  readonly markBytes: number;
  readonly hasNul: boolean;
  /** What tells a later version of the file from this one. */
  readonly modifiedMs: number;
}

const CHUNK_BYTES = 1024 * 1024;

const MARKS: readonly { readonly encoding: Encoding; readonly mark: Buffer }[] = [
  { encoding: 'utf-8', mark: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: 'utf-16le', mark: Buffer.from([0xff, 0xfe]) },
  { encoding: 'utf-16be', mark: Buffer.from([0xfe, 0xff]) },
];

/** Where the last whole UTF-8 character ends, looking back over at most three continuation bytes. */
function lastCharacterEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length - back + 1;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length <= back ? bytes.length : bytes.length - back;
    }
  }
  return bytes.length;
}

/**
 * Reads a file once, before any row: its digest (which names exactly these bytes when a person approves them), its encoding (only the
 * whole file tells), and whether it is text at all.
 */
export function inspectFile(path: string, onBytes: (bytes: number) => void): Inspection {
  const fd = openSync(path, 'r');
  try {
    // Taken first: a write during the inspection must show.
    const modifiedMs = fstatSync(fd).mtimeMs;
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let pending: Buffer = Buffer.alloc(0);
    let bytes = 0;
    let hasNul = false;
    let wide: InstanceType<typeof TextDecoder> | undefined;
    let valid = true;
    let mark: { readonly encoding: Encoding; readonly mark: Buffer } | undefined;
    for (;;) {
      const read = readSync(fd, chunk, 0, CHUNK_BYTES, null);
      if (read === 0) break;
      const part = chunk.subarray(0, read);
      if (bytes === 0)
        mark = MARKS.find((candidate) => part.subarray(0, candidate.mark.length).equals(candidate.mark));
      if (bytes === 0 && mark && mark.encoding !== 'utf-8') wide = new TextDecoder(mark.encoding);
      bytes += read;
      hash.update(part);
      if (wide) hasNul ||= wide.decode(part, { stream: true }).includes('\0');
      else hasNul ||= part.includes(0);
      if (valid) {
        const joined = pending.length > 0 ? Buffer.concat([pending, part]) : part;
        const end = lastCharacterEnd(joined);
        valid = isUtf8(joined.subarray(0, end));
        pending = Buffer.from(joined.subarray(end));
      }
      onBytes(read);
    }
    valid &&= pending.length === 0;
    return {
      bytes,
      sha256: hash.digest('hex'),
      encoding: wide && mark ? mark.encoding : valid ? 'utf-8' : 'windows-1252',
      markBytes: mark?.mark.length ?? 0,
      hasNul,
      modifiedMs,
    };
  } finally {
    closeSync(fd);
  }
}
