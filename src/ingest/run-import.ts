/** One import from beginning to end (`roster-csv` 3.8). */
import { CSV_FILES, objectIdSequence, ROSTER_TYPES } from '../roster/index.ts';
import type { Store, SyncOutcome, SyncSession, Watched } from '../store/index.ts';
import {
  FILE_FAULTS,
  findChanges,
  type Findings,
  hasFileFault,
  IDENTITY_KEPT_MS,
  type ImportSources,
  type Prepared,
  RANDOM_DIGITS,
} from './find-changes.ts';
import { sessionWithoutStore } from './no-store.ts';
import { type Counts, hasChanges, type TypeCounts } from './plan.ts';
import { prepareFiles } from './prepare.ts';
import { ProblemList } from './problems.ts';
import { type OnProgress, ProgressMeter } from './progress.ts';
import { openSource, type Source } from './read/source.ts';
import type { ImportReport, ReportState } from './report.ts';

export interface ImportOptions {
  readonly path: string;
  readonly onProgress?: OnProgress;
  readonly sources: ImportSources;
}

export interface PublishOptions extends ImportOptions {
  readonly districtId: string;
  /** Says what would happen and changes nothing. */
  readonly dryRun?: boolean;
  /** Publishes a held import if the files are the very same. */
  readonly approve?: boolean;
}

function prepare(source: Source, { sources, onProgress }: ImportOptions): Prepared {
  const problems = new ProblemList(CSV_FILES.map((file) => source.files.get(file)?.name ?? `${file}.csv`));
  const progress = new ProgressMeter(onProgress ?? (() => undefined));
  return { now: sources.now(), problems, progress, files: prepareFiles(source, problems, progress) };
}

function renderReport(
  state: ReportState,
  { now, files, problems }: Prepared,
  { counts, exceeded, hints, frozen, samples }: Findings,
  ended: string,
  of: { district?: string; sync?: string },
): ImportReport {
  return {
    state,
    ...of,
    started: now.toISOString(),
    ended,
    files: files.reports,
    ignored_files: files.ignored,
    counts,
    exceeded,
    hints,
    frozen,
    samples: samples.all(),
    problem_counts: {
      error: problems.count('error'),
      warning: problems.count('warning'),
      notice: problems.count('notice'),
      codes: problems.countsPerCode(),
    },
    problems: problems.listed(),
  };
}

/** The report that an import of these files would give, without any store. */
export async function validateFiles(options: ImportOptions): Promise<ImportReport> {
  const source = await openSource(options.path);
  try {
    const prepared = prepare(source, options);
    const session = sessionWithoutStore(prepared.now.toISOString());
    const findings = await findChanges(prepared, session, options.sources.randomHex);
    return renderReport(
      findings.failed ? 'failed' : 'valid',
      prepared,
      findings,
      options.sources.now().toISOString(),
      {},
    );
  } finally {
    source.close();
  }
}

function sameFiles(
  a: Readonly<Record<string, string>> | undefined,
  b: Readonly<Record<string, string>>,
): boolean {
  const names = Object.keys(b);
  return (
    a !== undefined && Object.keys(a).length === names.length && names.every((name) => a[name] === b[name])
  );
}

/**
 * Imports the files into a district: all of it becomes visible at once, or nothing. Throws `sync_running` when another import of the
 * district runs, `unreadable_source` when there are no files; everything else is in the report.
 */
export async function importFiles(store: Store, options: PublishOptions): Promise<ImportReport> {
  const { districtId, sources } = options;
  const source = await openSource(options.path);
  try {
    const now = sources.now();
    const seconds = Math.floor(now.getTime() / 1000);
    const id = objectIdSequence({ seconds, random: sources.randomHex(RANDOM_DIGITS) })();
    const session = await store.districts.openSync(districtId, { id, started: now.toISOString() });
    try {
      const prepared = prepare(source, options);
      const repeated = await concludeRepeated(session, prepared, options);
      if (repeated) return repeated;
      const findings = await findChanges(prepared, session, sources.randomHex);
      return await conclude(store, session, prepared, findings, options);
    } finally {
      await session.release();
    }
  } finally {
    source.close();
  }
}

/** As if every record had been compared: all are what they were. */
function settled(counts: Counts): Counts {
  const settle = ({ created, updated, unchanged, kept }: TypeCounts): TypeCounts => {
    const live = created + updated + unchanged;
    return { published: live, created: 0, updated: 0, removed: 0, unchanged: live, kept };
  };
  return Object.fromEntries(
    Object.entries(counts).map(([type, of]) => [type, settle(of)]),
  ) as unknown as Counts;
}

/**
 * The very files that are published: reading them again would find what it found, so it is not done. Undefined where they are not the
 * same, to the byte and by the same rules.
 */
async function concludeRepeated(
  session: SyncSession,
  { now, files, problems }: Prepared,
  { sources, dryRun }: PublishOptions,
): Promise<ImportReport | undefined> {
  const last = await session.lastPublished();
  if (!last || hasFileFault(problems) || !sameFiles(last.fingerprints, files.fingerprints)) return undefined;
  const before = last.report as ImportReport;
  if (JSON.stringify(before.files) !== JSON.stringify(files.reports)) return undefined;
  const ended = sources.now().toISOString();
  const report: ImportReport = {
    ...before,
    state: dryRun ? 'dry_run' : 'unchanged',
    sync: session.id,
    started: now.toISOString(),
    ended,
    ignored_files: files.ignored,
    counts: settled(before.counts),
    exceeded: [],
    hints: [],
    samples: {},
  };
  if (!dryRun)
    await session.publish({
      state: 'unchanged',
      ended,
      fingerprints: files.fingerprints,
      report: withoutNames(report),
      status: { state: 'running', error: '' },
      changedTypes: [],
      forgetRemovedBefore: Date.parse(ended) - IDENTITY_KEPT_MS,
      idSeconds: session.idSeconds,
      watched: [],
    });
  return report;
}

/** Connections with the district whose applications are asked before a large change reaches them (`auth-and-sharing` 9.6). */
async function watchedIn({ control }: Store, districtId: string): Promise<readonly Watched[]> {
  const asking = await control.find('application', { safetyThreshold: true });
  const found = await Promise.all(
    asking.map(({ id: applicationId }) =>
      control.find('connection', { districtId, applicationId, state: 'connected' }),
    ),
  );
  return found
    .flat()
    .flatMap(({ id: connectionId, audienceId }) => (audienceId ? [{ connectionId, audienceId }] : []));
}

async function conclude(
  store: Store,
  session: SyncSession,
  prepared: Prepared,
  findings: Findings,
  { sources, dryRun, approve }: PublishOptions,
): Promise<ImportReport> {
  const { failed, exceeded, counts } = findings;
  const { files } = prepared;
  const ended = sources.now().toISOString();
  // Now, with --approve, or before the import, by whoever looked at the report.
  const approved = approve === true ? await session.heldFingerprints() : await session.approvedFingerprints();
  const isApproved = sameFiles(approved, files.fingerprints);
  const of = { district: session.district.id, sync: session.id };
  if (dryRun) return renderReport(failed ? 'failed' : 'dry_run', prepared, findings, ended, of);
  const decide = (): SyncOutcome['state'] => {
    if (failed) return 'failed';
    if (exceeded.length > 0 && !isApproved) return 'held';
    return hasChanges(counts) ? 'published' : 'unchanged';
  };
  const state = decide();
  const report = renderReport(state, prepared, findings, ended, of);
  const changedTypes = ROSTER_TYPES.filter((type) => {
    const { created, updated, removed } = counts[type];
    return created + updated + removed > 0;
  });
  const outcome: SyncOutcome = {
    state,
    ended,
    fingerprints: files.fingerprints,
    report: withoutNames(report),
    // A held sync did not fail: what is published goes on.
    status: failed ? { state: 'error', error: failureText(report) } : { state: 'running', error: '' },
    changedTypes,
    forgetRemovedBefore: Date.parse(ended) - IDENTITY_KEPT_MS,
    idSeconds: findings.idSeconds,
    watched: await watchedIn(store, session.district.id),
  };
  await (state === 'published' || state === 'unchanged'
    ? session.publish(outcome)
    : session.conclude(outcome));
  return report;
}

/** As it is stored: names of records would outlive the records. */
function withoutNames(report: ImportReport): ImportReport {
  const samples = Object.entries(report.samples).map(
    ([sort, of]) => [sort, of.map((sample) => ({ ...sample, name: '' }))] as const,
  );
  return { ...report, samples: Object.fromEntries(samples) };
}

/** One sentence for `/districts/{id}/status`. */
function failureText({ problems }: ImportReport): string {
  const fault = problems.find(({ code }) => FILE_FAULTS.includes(code));
  return fault ? `${fault.file}: ${fault.message}` : 'The files could not be used.';
}
