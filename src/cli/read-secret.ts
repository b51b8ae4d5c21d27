import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

const BYTES_MAX = 16_384;

/**
 * A secret from standard input: piped, or typed without being shown. Not a flag, for those stand in the history of the shell and in the list of
 * processes. Undefined where nothing was given.
 */
export async function readSecret(prompt: string): Promise<string | undefined> {
  if (process.stdin.isTTY) return typed(prompt);
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > BYTES_MAX) break;
  }
  return text.replace(/\r?\n$/, '') || undefined;
}

function typed(prompt: string): Promise<string | undefined> {
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(prompt);
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      process.stderr.write('\n');
      resolve(line || undefined);
      lines.close();
    });
    lines.once('close', () => {
      resolve(undefined);
    });
  });
}
