import { Command } from 'commander';
import { RollbookError } from '../errors/index.ts';
import { type Reception, type TouchedRun, touchedBy, whoReceived } from '../ledger/index.ts';
import { isObjectId } from '../roster/index.ts';
import type { AuditRow, Store } from '../store/index.ts';
import { type CommonFlags, plain, printResult, withCommonFlags, withHub } from './output.ts';

interface PeriodFlags extends CommonFlags {
  readonly from?: string;
  readonly to?: string;
}

interface WhoFlags extends PeriodFlags {
  readonly district: string;
  readonly student?: string;
  readonly type?: string;
  readonly id?: string;
}

interface ListFlags extends CommonFlags {
  readonly district: string;
  readonly subject?: string;
  readonly limit: string;
}

function instant(text: string | undefined, otherwise: Date): Date {
  if (text === undefined) return otherwise;
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new RollbookError(
      'bad_request',
      `"${text}" is no instant. Write 2026-09-01 or 2026-09-01T12:00:00Z.`,
    );
  return at;
}

/** Beyond every clock that is right. */
const END_OF_TIME = new Date('9999-12-31T00:00:00Z');

function periodOf({ from, to }: PeriodFlags) {
  return { from: instant(from, new Date(0)), to: instant(to, END_OF_TIME) };
}

function withPeriod(command: Command): Command {
  return withCommonFlags(
    command
      .option('--from <instant>', 'not before this instant (2026-09-01, or with a time)')
      .option('--to <instant>', 'before this instant'),
  );
}

function subjectOf({ student, type, id }: WhoFlags): { readonly type: string; readonly id: string } {
  const subject =
    student === undefined ? { type: type ?? '', id: id ?? '' } : { type: 'student', id: student };
  if (subject.type === '' || !isObjectId(subject.id))
    throw new RollbookError('bad_request', 'Name a record: --student ID, or --type TYPE --id ID.');
  return subject;
}

async function applicationNames(store: Store): Promise<ReadonlyMap<string, string>> {
  return new Map((await store.control.find('application', {})).map(({ id, name }) => [id, name]));
}

function renderReceptions(found: readonly Reception[], names: ReadonlyMap<string, string>): string {
  if (found.length === 0) return 'Nobody received it in this time.';
  return found
    .map(({ application, token, first, last, fields, exact }) => {
      const lines = Object.entries(fields).map(([type, of]) => `    ${type}: ${of.join(', ')}`);
      const head = `${plain(names.get(application) ?? 'an application')} (${application}), token ${token}`;
      return `${head}\n  ${first} to ${last}, ${exact ? 'certainly' : 'possibly'}\n${lines.join('\n')}`;
    })
    .join('\n');
}

function renderRun({ recordType, firstId, lastId, rowCount, exact, ids, first, fields }: TouchedRun): string {
  const range = firstId === lastId ? firstId : `${firstId} to ${lastId}`;
  const which = ids ? `${ids.length} of ` : exact ? '' : 'some of ';
  return `${first}  ${recordType}  ${which}${range}  ${rowCount} sent  ${fields.join(',')}`;
}

function renderAudit({ number, at, actor, act, subject, outcome }: AuditRow): string {
  return `${number}  ${at}  ${act}  ${outcome}  ${subject}  by ${plain(actor)}`;
}

export function ledgerCommand(): Command {
  const ledger = new Command('ledger').description('who received what, and what was done');
  withPeriod(
    ledger
      .command('who-received')
      .description('which tokens were sent a record; of a student also contacts and sections')
      .requiredOption('--district <id>', 'the id of the district')
      .option('--student <id>', 'the id of the student')
      .option('--type <type>', 'another record type, with --id')
      .option('--id <id>', 'the id of the record, with --type'),
  ).action((flags: WhoFlags) =>
    withHub(flags, async ({ store }) => {
      const subject = subjectOf(flags);
      const found = await whoReceived(store, { districtId: flags.district, ...subject }, periodOf(flags));
      printResult(flags, found, renderReceptions(found, await applicationNames(store)));
    }),
  );
  withCommonFlags(
    ledger
      .command('list')
      .description('the newest entries of the ledger of a district')
      .requiredOption('--district <id>', 'the id of the district; "" for the hub')
      .option('--subject <subject>', 'of one subject alone: connection:ID, application:ID, sync:ID')
      .option('--limit <n>', 'how many', '100'),
  ).action((flags: ListFlags) =>
    withHub(flags, async ({ store }) => {
      const { district: chain, subject } = flags;
      const limit = Number(flags.limit);
      if (!Number.isInteger(limit) || limit < 1)
        throw new RollbookError('bad_request', '--limit is a number from 1.');
      const entries = await store.control.find(
        'audit',
        { chain, ...(subject === undefined ? {} : { subject }) },
        { orderBy: 'number', descending: true, limit },
      );
      printResult(flags, entries, entries.map(renderAudit).join('\n') || 'There is no such entry.');
    }),
  );
  withPeriod(
    ledger
      .command('token')
      .description('everything that one token was sent')
      .argument('<id>', 'the id of the connection, or of the user token'),
  ).action((token: string, flags: PeriodFlags) =>
    withHub(flags, async ({ store }) => {
      const runs: TouchedRun[] = [];
      for await (const run of touchedBy(store.control, token, periodOf(flags))) runs.push(run);
      printResult(flags, runs, runs.map(renderRun).join('\n') || 'It was sent nothing in this time.');
    }),
  );
  return ledger;
}
