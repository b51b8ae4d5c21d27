import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { RollbookError } from '../../errors/index.ts';

/** Limits of a zip, against archives made to fill a disk. */
export const ZIP_LIMITS = {
  entries: 32,
  totalBytes: 2 * 1024 ** 3,
  /** How many times larger than its compressed form the content may be. */
  ratio: 100,
} as const;

/** Small archives compress well without harm: the ratio counts from here on. */
const RATIO_FROM_BYTES = 16 * 1024 ** 2;
const SYMLINK = 0o120000;
const FILE_TYPE_MASK = 0o170000;

function refuse(message: string, cause?: unknown): RollbookError {
  return new RollbookError('unreadable_source', `The zip cannot be used: ${message}`, { cause });
}

/** The name of the file to write, or undefined for what is no file of the roster (folders, metadata of the packer). */
function nameOf(entry: Entry): string | undefined {
  const path = entry.fileName;
  if (path.endsWith('/')) return undefined;
  const parts = path.split('/');
  if (parts.includes('..') || path.startsWith('/') || path.includes('\\') || path.includes('\0'))
    throw refuse(`it holds the path "${path}", which leads out of it. Pack the files again without folders.`);
  const name = parts.at(-1) ?? '';
  if (parts[0] === '__MACOSX' || name.startsWith('.')) return undefined;
  if (parts.length > 2)
    throw refuse(`"${path}" lies too deep. Pack the files at the root of the zip or in one folder.`);
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK) === SYMLINK)
    throw refuse(`"${path}" is a link. Pack the files themselves.`);
  if (entry.isEncrypted()) throw refuse(`"${path}" is encrypted. Pack it without a password.`);
  return name;
}

/** Counts what really comes out and checks it against limits and the archive's own sums. */
function meter(entry: Entry, budget: { left: number }): Transform {
  let bytes = 0;
  let sum = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      budget.left -= chunk.length;
      sum = crc32(chunk, sum);
      if (budget.left < 0) done(refuse(`it unpacks to more than ${ZIP_LIMITS.totalBytes} bytes.`));
      else if (bytes > RATIO_FROM_BYTES && bytes > entry.compressedSize * ZIP_LIMITS.ratio)
        done(refuse(`"${entry.fileName}" unpacks to more than ${ZIP_LIMITS.ratio} times its size.`));
      else done(null, chunk);
    },
    flush(done) {
      done(
        sum === entry.crc32
          ? null
          : refuse(`"${entry.fileName}" is damaged: its checksum does not match. Send the zip again.`),
      );
    },
  });
}

/** Unpacks the files of a zip, side by side, into a folder. */
export async function extractZip(path: string, folder: string): Promise<void> {
  let zip: ZipFile;
  try {
    zip = await openPromise(path);
  } catch (cause) {
    throw refuse('it is damaged or cut off. Send it again.', cause);
  }
  const budget: { left: number } = { left: ZIP_LIMITS.totalBytes };
  const names = new Set<string>();
  const folders = new Set<string>();
  try {
    if (zip.entryCount > ZIP_LIMITS.entries) throw refuse(`it holds more than ${ZIP_LIMITS.entries} files.`);
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (name === undefined) continue;
      folders.add(entry.fileName.slice(0, -name.length));
      if (folders.size > 1)
        throw refuse('its files lie in several folders. Pack the files of one export together.');
      if (names.has(name.toLowerCase())) throw refuse(`it holds "${name}" twice.`);
      names.add(name.toLowerCase());
      if (entry.uncompressedSize > budget.left)
        throw refuse(`it unpacks to more than ${ZIP_LIMITS.totalBytes} bytes.`);
      const stream = await zip.openReadStreamPromise(entry);
      await pipeline(
        stream,
        meter(entry, budget),
        createWriteStream(join(folder, name), { mode: 0o600, flags: 'wx' }),
      );
    }
  } catch (error) {
    if (error instanceof RollbookError) throw error;
    throw refuse('it is damaged, or packed in a way that is not supported. Pack the files again.', error);
  } finally {
    zip.close();
  }
}
