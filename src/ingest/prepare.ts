/** From an upload to files that can be read: what is wrong with them as files, before any row. */
import { statSync } from 'node:fs';
import { CSV_FILES, type CsvFile, SUBJECT_WORDS_VERSION } from '../roster/index.ts';
import { VERSION } from '../version.ts';
import type { ReadyFile } from './context.ts';
import { FileFault, type ProblemList } from './problems.ts';
import type { ProgressMeter } from './progress.ts';
import { byteChunks } from './read/byte-chunks.ts';
import { CsvRows, type Row } from './read/csv-rows.ts';
import { bindHeader, findOtherSeparator, foldHeader } from './read/header.ts';
import { readingFile } from './read/reading-file.ts';
import { inspectFile, type Inspection } from './read/inspect-file.ts';
import type { Source, SourceFile } from './read/source.ts';
import type { FileReport } from './report.ts';

/** Under which a fingerprint names the rules by which files were read. */
const RULES = 'rules';
/** Rises where the same rows become other records, within a version of Rollbook. 2: names without the teacher are stored. */
const READING = 2;

export interface PreparedFiles {
  readonly ready: ReadonlyMap<CsvFile, ReadyFile>;
  readonly reports: readonly FileReport[];
  readonly ignored: readonly string[];
  /** What names exactly these files: a digest for each. */
  readonly fingerprints: Readonly<Record<string, string>>;
}

function headerRow(source: SourceFile, inspection: Inspection): Row | undefined {
  const chunks = byteChunks(source.path, inspection, () => undefined);
  for (const [row] of new CsvRows(source.name).batches(chunks)) return row;
  return undefined;
}

const FIRST_LINE_MAX = 10_000;

function firstLine(source: SourceFile, inspection: Inspection): string {
  for (const chunk of byteChunks(source.path, inspection, () => undefined))
    return chunk.toString('utf8', 0, FIRST_LINE_MAX).split(/[\r\n]/, 1)[0] ?? '';
  return '';
}

function prepareFile(
  source: SourceFile,
  inspection: Inspection,
  problems: ProblemList,
): ReadyFile | undefined {
  const { name } = source;
  if (inspection.bytes <= inspection.markBytes) {
    problems.add({ file: name, code: 'empty_file', message: 'The file is empty.' });
    return undefined;
  }
  if (inspection.hasNul) {
    problems.add({
      file: name,
      code: 'unreadable',
      message: 'The file holds NUL bytes; it is damaged, or UTF-16 without a byte order mark.',
    });
    return undefined;
  }
  if (inspection.encoding !== 'utf-8')
    problems.add({
      file: name,
      line: 1,
      code: 'encoding_fallback',
      message: `The file is not UTF-8 and was read as ${inspection.encoding}.`,
    });
  else if (inspection.markBytes > 0)
    problems.add({
      file: name,
      line: 1,
      code: 'bom_removed',
      message: 'A byte order mark at the beginning was removed.',
    });
  try {
    const separator = findOtherSeparator(firstLine(source, inspection));
    if (separator !== undefined) {
      const message = `The first line is separated by ${separator}, not by commas.`;
      throw new FileFault({ file: name, line: 1, code: 'unreadable', message });
    }
    const cells = headerRow(source, inspection)?.cells ?? [];
    const { header, findings } = bindHeader(source.file, name, cells);
    for (const finding of findings) problems.add(finding);
    const extensions = cells.map(foldHeader).filter((cell) => cell.startsWith('ext.'));
    return header && { file: source.file, name, path: source.path, inspection, header, extensions };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    problems.add(error.finding);
    return undefined;
  }
}

/** Inspects every file and binds its header. Files that cannot be used are missing from `ready` and are among the problems. */
export function prepareFiles(source: Source, problems: ProblemList, progress: ProgressMeter): PreparedFiles {
  for (const finding of source.findings) problems.add(finding);
  const ready = new Map<CsvFile, ReadyFile>();
  const reports: FileReport[] = [];
  const present = CSV_FILES.flatMap((file) => source.files.get(file) ?? []);
  const sizes = present.map(({ path }) => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  // Every file is read twice, sections and header rows a little more.
  progress.totalBytes =
    2 * sizes.reduce((sum, size) => sum + size, 0) + (sizes[CSV_FILES.indexOf('sections')] ?? 0);
  for (const file of present) {
    progress.start(`checking ${file.name}`);
    try {
      readingFile(file.name, () => {
        const inspection = inspectFile(file.path, (bytes) => progress.bytes(bytes));
        const { bytes, sha256, encoding } = inspection;
        reports.push({ name: file.name, bytes, sha256, encoding });
        const readyFile = prepareFile(file, inspection, problems);
        if (readyFile) ready.set(file.file, readyFile);
      });
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      problems.add(error.finding);
    }
  }
  return {
    ready,
    reports,
    ignored: source.ignored,
    fingerprints: {
      // Another version, or another table of subjects, may read the same bytes differently.
      [RULES]: `${VERSION} ${READING} ${SUBJECT_WORDS_VERSION}`,
      ...Object.fromEntries(
        present.map(({ file, name }) => [file, reports.find((report) => report.name === name)?.sha256 ?? '']),
      ),
    },
  };
}

/** Whether a file was written to since it was inspected: then what was read may be half of one version and half of another. */
export function reportChangedFiles(files: Iterable<ReadyFile>, problems: ProblemList): void {
  for (const { path, name, inspection } of files) {
    const now = statSync(path, { throwIfNoEntry: false });
    if (now?.size !== inspection.bytes || now.mtimeMs !== inspection.modifiedMs)
      problems.add({
        file: name,
        code: 'file_changed',
        message: 'The file was changed while it was being read.',
      });
  }
}
