/** Prints the documentation into the folder from which it is served, compressed beside itself. Run by the build. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { VERSION } from '../version.ts';
import { documentation, frame, searchIndex } from './index.ts';

const folder = fileURLToPath(new URL('../site/docs/', import.meta.url));

function print(name: string, text: string): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  writeFileSync(`${file}.br`, brotliCompressSync(text));
  writeFileSync(`${file}.gz`, gzipSync(text));
}

rmSync(folder, { recursive: true, force: true });
for (const { pages } of documentation)
  for (const page of pages)
    print(`${page.path === '' ? 'index' : page.path}.html`, frame(documentation, page, VERSION));
print('search.json', JSON.stringify(searchIndex(documentation)));
