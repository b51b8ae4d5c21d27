import type { ImportReport, Problem } from '../ingest/index.ts';
import { plain } from './output.ts';

/** How many problems a terminal shows; --json gives all that are listed. */
const PROBLEMS_SHOWN = 20;

const STATES: Readonly<Record<ImportReport['state'], string>> = {
  published: 'Published.',
  unchanged: 'Nothing changed; nothing was written.',
  held: 'Held: nothing was published. A person must look at it.',
  failed: 'Failed: the files cannot be used. What was published stays.',
  dry_run: 'Dry run: nothing was published.',
  valid: 'The files can be imported.',
};

function table({ counts, state }: ImportReport): string {
  const head = ['', 'created', 'updated', 'removed', 'unchanged', 'kept'];
  const rows = Object.entries(counts).map(([type, of]) => [
    type.replace('_', ' '),
    ...[of.created, of.updated, of.removed, of.unchanged, of.kept].map((n) => n.toLocaleString('en')),
  ]);
  if (state === 'failed') return '';
  return [head, ...rows]
    .map((row) => row.map((cell, n) => (n === 0 ? cell.padEnd(13) : cell.padStart(10))).join(''))
    .join('\n');
}

function problemLine({ file, line, column, severity, message, remedy }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `  ${severity.padEnd(7)} ${plain(place)}  ${plain(message)}\n          ${remedy}`;
}

function heldLines({ exceeded, hints, samples, state, sync }: ImportReport): readonly string[] {
  if (exceeded.length === 0) return [];
  const lines = exceeded.map(
    ({ type, what, records, published, percent, limitPercent }) =>
      `  ${records.toLocaleString('en')} of ${published.toLocaleString('en')} ${type} records would be ${what} (${percent} %, the limit is ${limitPercent} %).`,
  );
  const names = exceeded.flatMap(({ type, what }) =>
    (samples[`${type}.${what}`] ?? []).map(
      ({ key, name }) => `    ${what} ${type} ${plain(key)} ${plain(name)}`,
    ),
  );
  const next =
    state === 'held'
      ? [
          '  If that is right, run the same command with --approve; it publishes only if the files are still the same.',
          ...(sync === undefined
            ? []
            : [
                `  Or "rollbook sync approve ${sync}" lets the next import of these files be published; "sync reject" does not.`,
              ]),
        ]
      : [];
  return [
    '',
    state === 'held' ? 'Why it is held:' : 'It would be held:',
    ...lines,
    ...names,
    ...hints.map((hint) => `  ${hint}`),
    ...next,
  ];
}

/** A report for a person at a terminal. */
export function renderReport(report: ImportReport): string {
  const { problem_counts: counts, problems, frozen, ignored_files: ignored } = report;
  const worst = [...problems].sort((a, b) => rank(a) - rank(b));
  const shown = worst.slice(0, PROBLEMS_SHOWN);
  const total = counts.error + counts.warning + counts.notice;
  return [
    STATES[report.state],
    table(report),
    ...heldLines(report),
    ...(frozen.length > 0
      ? [
          '',
          `Nothing was removed of: ${frozen.join(', ')}. The id of a row could not be read, so it is not certain who left.`,
        ]
      : []),
    ...(ignored.length > 0
      ? ['', `Not read, for they are none of the layout: ${ignored.map(plain).join(', ')}.`]
      : []),
    '',
    `${counts.error.toLocaleString('en')} errors, ${counts.warning.toLocaleString('en')} warnings, ${counts.notice.toLocaleString('en')} notices.`,
    ...shown.map(problemLine),
    ...(total > shown.length
      ? [`  … and ${(total - shown.length).toLocaleString('en')} more; --json lists them.`]
      : []),
  ]
    .filter((line, n) => n > 0 || line !== '')
    .join('\n');
}

function rank({ severity }: Problem): number {
  return ['error', 'warning', 'notice'].indexOf(severity);
}
