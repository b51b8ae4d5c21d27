import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RollbookError } from '../errors/index.ts';

const KEY_BYTES = 32;

/**
 * The server's key, from which tokens are derived. It lies in the data folder, readable by its owner only, and is made on first
 * use. Without it tokens that are out keep working, for they are looked up by hash,
 * but cannot be derived again; whoever has it can derive them.
 */
export function loadServerKey(dataFolder: string): Buffer {
  const folder = join(dataFolder, 'keys');
  const file = join(folder, 'server.key');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.server.key.${process.pid}`);
  try {
    if (existsSync(file)) return readKey(file);
    // Written aside and linked into place, so that two processes that start at once agree on one key.
    writeFileSync(draft, randomBytes(KEY_BYTES).toString('hex'), { mode: 0o600, flag: 'wx', flush: true });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readKey(file);
}

function readKey(file: string): Buffer {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length !== KEY_BYTES)
    throw new RollbookError(
      'bad_setting',
      `The file "${file}" does not hold a server key. Restore it from a backup of the data folder.`,
    );
  return key;
}
