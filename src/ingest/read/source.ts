import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { RollbookError } from '../../errors/index.ts';
import { CSV_FILES, type CsvFile, OLDER_FILE_NAMES, REQUIRED_FILES } from '../../roster/index.ts';
import type { Finding } from '../problems.ts';
import { extractZip } from './zip.ts';

export interface SourceFile {
  readonly file: CsvFile;
  /** As it is called in the folder. */
  readonly name: string;
  readonly path: string;
}

/** The files of one upload. */
export interface Source {
  readonly files: ReadonlyMap<CsvFile, SourceFile>;
  readonly findings: readonly Finding[];
  /** Files that are none of the layout (`roster-csv` D21). */
  readonly ignored: readonly string[];
  /** Removes what was unpacked. */
  readonly close: () => void;
}

const CSV = '.csv';

const isOlderName = (base: string) => Object.hasOwn(OLDER_FILE_NAMES, base);

function whichFile(lowerName: string): CsvFile | undefined {
  const base = lowerName.slice(0, -CSV.length);
  return CSV_FILES.find((file) => file === base) ?? (isOlderName(base) ? OLDER_FILE_NAMES[base] : undefined);
}

/** Sorts the names of a folder into the files of the layout. */
function recognise(folder: string, names: readonly string[], close: () => void): Source {
  const files = new Map<CsvFile, SourceFile>();
  const findings: Finding[] = [];
  const ignored: string[] = [];
  // Names as documented come first, so that they win over the same name in another case or an older name.
  const rank = (name: string) =>
    (name === name.toLowerCase() ? 0 : 1) + (isOlderName(name.toLowerCase().slice(0, -CSV.length)) ? 2 : 0);
  for (const name of [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))) {
    const lower = name.toLowerCase();
    const file = lower.endsWith(CSV) ? whichFile(lower) : undefined;
    if (file === undefined) {
      ignored.push(name);
      continue;
    }
    const taken = files.get(file);
    if (taken) {
      findings.push({
        file: name,
        code: 'older_file_ignored',
        message: `"${taken.name}" is read; "${name}" is ignored.`,
      });
      continue;
    }
    if (name !== lower)
      findings.push({
        file: name,
        code: 'file_name_case',
        message: `The file is read, although its name should be "${lower}".`,
      });
    files.set(file, { file, name, path: join(folder, name) });
  }
  if (files.size === 0) {
    close();
    throw new RollbookError(
      'unreadable_source',
      `There is no roster here: none of ${REQUIRED_FILES.map((file) => `${file}${CSV}`).join(', ')} was found. Name the folder or zip that holds the export.`,
    );
  }
  for (const file of REQUIRED_FILES)
    if (!files.has(file))
      findings.push({
        file: `${file}${CSV}`,
        code: 'missing_file',
        message: `The file ${file}${CSV} is missing.`,
      });
  return { files, findings, ignored, close };
}

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
}

/**
 * Opens a folder or a zip as an upload. A zip is unpacked first: into a folder that only we know, within limits, names and not
 * paths. Throws `unreadable_source` when there is nothing to read.
 */
export async function openSource(path: string): Promise<Source> {
  let stat;
  try {
    stat = statSync(path);
  } catch (cause) {
    throw new RollbookError(
      'unreadable_source',
      `There is nothing at "${path}". Name the folder or zip that holds the export.`,
      { cause },
    );
  }
  if (stat.isDirectory()) return recognise(path, namesIn(path), () => undefined);
  if (extname(path).toLowerCase() !== '.zip')
    throw new RollbookError(
      'unreadable_source',
      `"${path}" is neither a folder nor a zip. Name the folder or zip that holds the export.`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'rollbook-zip-'));
  const close = () => rmSync(folder, { recursive: true, force: true });
  try {
    await extractZip(path, folder);
  } catch (error) {
    close();
    throw error;
  }
  return recognise(folder, namesIn(folder), close);
}
