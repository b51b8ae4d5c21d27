// Copies what the compiler leaves behind: SQL texts and the files of the landing page.
import { cpSync, readdirSync } from 'node:fs';

const SUFFIXES = ['.sql', '.css', '.js', '.svg', '.txt'];
const source = new URL('../src/', import.meta.url);
const target = new URL('../dist/', import.meta.url);

for (const path of readdirSync(source, { recursive: true })) {
  if (SUFFIXES.some((suffix) => path.endsWith(suffix))) cpSync(new URL(path, source), new URL(path, target));
}
