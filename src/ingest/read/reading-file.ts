import { FileFault } from '../problems.ts';

/** What the system says of a file that cannot be read (gone, no permission, no file at all), as a fault of the file. */
function toFault(name: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof FileFault || typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return error;
  const message =
    code === 'ENOENT'
      ? 'The file is gone, or the name is a link that leads nowhere.'
      : `The file cannot be read (${code}).`;
  return new FileFault({ file: name, code: 'unreadable', message });
}

/** Runs `work`; a failure to read the file becomes a FileFault. */
export function readingFile<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toFault(name, error);
  }
}

/** The same for what is read bit by bit. */
export function* readingParts<T>(name: string, parts: Generator<T>): Generator<T> {
  try {
    yield* parts;
  } catch (error) {
    throw toFault(name, error);
  }
}
