// Compresses what the build wrote for the Explorer, once, beside each file: the server never compresses.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const folder = new URL('../dist/site/explorer/', import.meta.url);

for (const path of readdirSync(folder, { recursive: true })) {
  if (!/\.(html|js|css|svg|json)$/.test(path)) continue;
  const file = new URL(path, folder);
  const bytes = readFileSync(file);
  writeFileSync(`${file.pathname}.br`, brotliCompressSync(bytes));
  writeFileSync(`${file.pathname}.gz`, gzipSync(bytes));
}
