/**
 * What an import has found so far, in a file beside the database: written once, in order, and read once, when it is published. A
 * staging table would do the same at twice the cost. An entry is the lengths of its two parts, in bytes, and the parts: a few
 * tab-separated words, and a text that is only carried over.
 */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import type { RosterType } from '../roster/index.ts';
import { packIds } from './packed-ids.ts';
import type { StagedEdge, StagedRecord, StagedRemoval } from './port/index.ts';

/** A staged line as it is published. Texts that are only carried over stay bytes. */
export type StagedLine =
  | {
      readonly kind: 'record';
      readonly type: RosterType;
      readonly id: string;
      readonly key: string;
      readonly digest: string;
      readonly returns: boolean;
      readonly granted: string | undefined;
      readonly item: Buffer;
    }
  | { readonly kind: 'edge'; readonly relation: string; readonly parentId: string; readonly packed: string }
  | { readonly kind: 'removal'; readonly type: string; readonly id: string; readonly key: string };

const CHUNK_BYTES = 1024 * 1024;
/** Two lengths of four bytes. */
const FRAME_BYTES = 8;

export class StagingFile {
  readonly #path: string;
  readonly #fd: number;
  #buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #used = 0;
  #lines = 0;

  constructor(path: string) {
    this.#path = path;
    this.#fd = openSync(path, 'wx+', 0o600);
  }

  get isEmpty(): boolean {
    return this.#lines === 0;
  }

  record({ type, id, key, digest, item, granted, returns }: StagedRecord): void {
    // The key stands last: it alone may hold tabs.
    this.#write(`r\t${type}\t${id}\t${digest}\t${returns ? '1' : ''}\t${granted ?? ''}\t${key}`, item);
  }

  edge({ relation, parentId, children }: StagedEdge): void {
    this.#write(`e\t${relation}\t${parentId}`, packIds(children));
  }

  removal({ type, id, key }: StagedRemoval): void {
    this.#write(`d\t${type}\t${id}`, key);
  }

  #write(head: string, rest: string): void {
    this.#lines++;
    // A character takes three bytes at the most.
    const bytesMax = FRAME_BYTES + 3 * (head.length + rest.length);
    if (this.#used + bytesMax > this.#buffer.length) {
      this.#flush();
      if (bytesMax > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(bytesMax);
    }
    const at = this.#used + FRAME_BYTES;
    const headBytes = this.#buffer.write(head, at);
    const restBytes = this.#buffer.write(rest, at + headBytes);
    this.#buffer.writeUInt32LE(headBytes, this.#used);
    this.#buffer.writeUInt32LE(restBytes, this.#used + 4);
    this.#used = at + headBytes + restBytes;
  }

  #flush(): void {
    for (let at = 0; at < this.#used;) at += writeSync(this.#fd, this.#buffer, at, this.#used - at);
    this.#used = 0;
  }

  /** Everything that was written, in order. A line is valid until the next one is asked for. */
  *lines(): Generator<StagedLine> {
    this.#flush();
    let buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    let used = 0;
    for (let position = 0; ;) {
      const read = readSync(this.#fd, buffer, used, buffer.length - used, position);
      if (read === 0) break;
      position += read;
      used += read;
      let start = 0;
      while (start + FRAME_BYTES <= used) {
        const head = start + FRAME_BYTES;
        const rest = head + buffer.readUInt32LE(start);
        const end = rest + buffer.readUInt32LE(start + 4);
        if (end > used) break;
        yield parseLine(buffer.toString('utf8', head, rest), buffer.subarray(rest, end));
        start = end;
      }
      buffer.copyWithin(0, start, used);
      used -= start;
      if (used === buffer.length) {
        const larger = Buffer.allocUnsafeSlow(2 * buffer.length);
        buffer.copy(larger);
        buffer = larger;
      }
    }
    if (used > 0) throw new Error('The staging file is cut off.');
  }

  close(): void {
    closeSync(this.#fd);
    rmSync(this.#path, { force: true });
  }
}

function parseLine(head: string, rest: Buffer): StagedLine {
  const [kind, a = '', id = '', digest = '', returns = '', granted = '', ...key] = head.split('\t');
  if (kind === 'e') return { kind: 'edge', relation: a, parentId: id, packed: rest.toString() };
  if (kind === 'd') return { kind: 'removal', type: a, id, key: rest.toString() };
  return {
    kind: 'record',
    type: a as RosterType,
    id,
    key: key.join('\t'),
    digest,
    returns: returns === '1',
    granted: granted === '' ? undefined : granted,
    item: rest,
  };
}
