/** What an import would change: every row read, checked and compared, everything staged and nothing published. */
import { objectIdSequence, ROSTER_TYPES, type RosterType, type Today } from '../roster/index.ts';
import type { StagedEdge, SyncSession } from '../store/index.ts';
import { ChangeSamples, countChanges, findHints } from './changes.ts';
import { ImportContext } from './context.ts';
import { type Counts, exceededLimits, hasChanges, type LimitExceeded } from './plan.ts';
import { type PreparedFiles, reportChangedFiles } from './prepare.ts';
import { FileFault, type ProblemList } from './problems.ts';
import type { ProgressMeter } from './progress.ts';
import { RecordWriter } from './record-writer.ts';
import { readEnrollments } from './stages/enrollments.ts';
import { keepWholeTypes, settleLeavers } from './stages/leavers.ts';
import { importSchools } from './stages/schools.ts';
import { SectionTaker } from './stages/sections.ts';
import { importStaff } from './stages/staff.ts';
import { importStudents } from './stages/students.ts';
import { importTeachers } from './stages/teachers.ts';
import { Links } from './state/links.ts';
import { FLAG, RecordTable } from './state/record-table.ts';

/** How long a key keeps its id after its record is gone (`roster-csv` D38). */
export const IDENTITY_KEPT_MS = 300 * 24 * 60 * 60 * 1000;
const EDGES_PER_BATCH = 2_000;
/** Hex digits of randomness in an ObjectID. */
export const RANDOM_DIGITS = 10;

/** Where an import gets time and randomness from. */
export interface ImportSources {
  readonly now: () => Date;
  /** That many random hex digits. */
  readonly randomHex: (digits: number) => string;
}

type Tables = Readonly<Record<RosterType, RecordTable>>;

async function readTables(session: SyncSession, nowMs: number): Promise<Tables> {
  const tables = Object.fromEntries(
    ROSTER_TYPES.map((type) => [type, new RecordTable()]),
  ) as unknown as Tables;
  for (const type of ROSTER_TYPES) {
    const table = tables[type];
    for await (const identities of session.identities(type))
      for (const { key, id, digest } of identities) {
        const slot = table.keys.add(key);
        table.setId(slot, id);
        table.flags.raise(slot, FLAG.published);
        table.setDigest(slot, digest);
        table.publishedCount++;
      }
    for (const { key, id, removedAtMs } of await session.formerIdentities(type))
      if (removedAtMs >= nowMs - IDENTITY_KEPT_MS) table.former.set(key, id);
  }
  return tables;
}

/** Ids ascend by type in the order of the roster, and by row within a type (`roster-csv` D39), whichever row is read first. */
function idSequences(seconds: number, randomHex: ImportSources['randomHex']) {
  const randoms = ROSTER_TYPES.map(() => randomHex(RANDOM_DIGITS)).sort();
  return (type: RosterType) =>
    objectIdSequence({ seconds, random: randoms[ROSTER_TYPES.indexOf(type)] ?? '' });
}

async function readRows(
  context: ImportContext,
  onChange: Parameters<typeof settleLeavers>[1],
): Promise<void> {
  for (const importFile of [importSchools, importTeachers, importStudents]) {
    await importFile(context);
    keepWholeTypes(context);
  }
  const sections = new SectionTaker(context);
  await sections.check();
  await sections.write(await readEnrollments(context));
  await importStaff(context);
  context.progress.start('comparing');
  await settleLeavers(context, onChange);
}

async function stageEdges(context: ImportContext): Promise<void> {
  let batch: StagedEdge[] = [];
  for (const edge of context.links.edges(context.tables)) {
    batch.push(edge);
    if (batch.length < EDGES_PER_BATCH) continue;
    await context.session.stageEdges(batch);
    await context.keepLease();
    batch = [];
  }
  if (batch.length > 0) await context.session.stageEdges(batch);
}

/** The files, and what was found in them as files. */
export interface Prepared {
  readonly now: Date;
  readonly files: PreparedFiles;
  readonly problems: ProblemList;
  readonly progress: ProgressMeter;
}

/** What an import found, before it is decided whether to publish it. */
export interface Findings {
  readonly counts: Counts;
  readonly exceeded: readonly LimitExceeded[];
  readonly hints: readonly string[];
  readonly samples: ChangeSamples;
  readonly frozen: readonly string[];
  readonly failed: boolean;
  readonly idSeconds: number;
}

/** Faults with which no file is used. */
export const FILE_FAULTS: readonly string[] = [
  'missing_file',
  'empty_file',
  'missing_column',
  'duplicate_header',
  'unreadable',
  'file_changed',
];

export function hasFileFault(problems: ProblemList): boolean {
  const counts = problems.countsPerCode();
  return FILE_FAULTS.some((code) => counts[code] !== undefined);
}

export async function findChanges(
  { now, files, problems, progress }: Prepared,
  session: SyncSession,
  randomHex: ImportSources['randomHex'],
): Promise<Findings> {
  const idSeconds = Math.max(Math.floor(now.getTime() / 1000), session.idSeconds + 1);
  // Ids begin with the second of `created` (`api-v1.1` 8.1), also where ids of this very second were given before.
  const stamp = new Date(Math.max(now.getTime(), idSeconds * 1000)).toISOString();
  const samples = new ChangeSamples();
  const onChange = samples.see;
  const tables = await readTables(session, now.getTime());
  const links = new Links();
  const newIds = idSequences(idSeconds, randomHex);
  const writers = Object.fromEntries(
    ROSTER_TYPES.map((type) => [
      type,
      new RecordWriter({ type, tables, links, session, now: stamp, newId: newIds(type), onChange }),
    ]),
  ) as unknown as Readonly<Record<RosterType, RecordWriter>>;
  const today: Today = { year: now.getUTCFullYear(), month: now.getUTCMonth() + 1, day: now.getUTCDate() };
  const context = new ImportContext({
    session,
    tables,
    links,
    writers,
    problems,
    progress,
    today,
    files: files.ready,
  });

  let failed = hasFileFault(problems);
  if (!failed) {
    try {
      await readRows(context, onChange);
      reportChangedFiles(files.ready.values(), problems);
      failed = hasFileFault(problems);
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      problems.add(error.finding);
      failed = true;
    }
  }
  const counts = countChanges(tables);
  const exceeded = failed ? [] : exceededLimits(counts, session.district.limits);
  if (!failed && hasChanges(counts)) {
    progress.start('linking');
    await stageEdges(context);
  }
  return {
    counts,
    exceeded,
    hints: findHints(tables, exceeded),
    samples,
    frozen: [...context.frozen],
    failed,
    idSeconds,
  };
}
