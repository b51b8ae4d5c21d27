import {
  behindSeal,
  type ControlReader,
  type DisclosureSeal,
  fieldsIdOf,
  type FindOptions,
  SEALS_BEGAN,
  findRowBreak,
  findSealBreak,
  HUB_CHAIN,
  UNSEALED_FROM,
} from '../store/index.ts';
import type { ChainHead, ChainState } from './chain-state.ts';

/** The name of the chain in anchors and reports: it is of all districts. */
export const DISCLOSURES = 'disclosures';

const SEALS_PER_READ = 500;
const ROWS_PER_READ = 1_000;
/** Less than any id that is UNSEALED_FROM or more, and more than any other. */
const BELOW_UNSEALED = '00g';

/** Told now and then how many rows were looked at, and how many of the seals. */
export type OnWalked = (walked: {
  readonly rows: number;
  readonly seals: number;
  readonly ofSeals: number;
}) => void;

/** The end of the chain of disclosures; undefined where nothing was sent yet. */
export async function disclosuresHead(control: ControlReader): Promise<ChainHead | undefined> {
  const [last] = await control.find('disclosure_seal', {}, { orderBy: 'number', descending: true, limit: 1 });
  return last && { chain: DISCLOSURES, number: last.number, hash: last.hash };
}

/** One act of letting go. */
interface Pruning {
  readonly through: number;
  readonly before: number;
  readonly at: number;
  readonly rowCount: number;
}

const READS_MAX = 5;

/** What was let go, if the ledger of acts tells the same of it. Read until nothing is named meanwhile. */
async function readPrunings(control: ControlReader): Promise<readonly Pruning[] | undefined> {
  const read = () => control.find('disclosure_pruning', {}, { orderBy: 'through' });
  let rows = await read();
  for (let n = 0; n < READS_MAX; n++) {
    const lines = await control.find(
      'audit',
      { chain: HUB_CHAIN, act: 'ledger.pruned' },
      { orderBy: 'number' },
    );
    const after = await read();
    const isSettled = after.length === rows.length;
    rows = after;
    if (!isSettled) continue;
    const ofLine = lines.map(({ detail }) =>
      [detail['through'], detail['rows'], Date.parse(String(detail['before']))].join(' '),
    );
    const ofRow = rows.map(({ through, rowCount, before }) => [through, rowCount, before].join(' '));
    return ofLine.sort().join() === ofRow.sort().join() ? rows : undefined;
  }
  return undefined;
}

/** Whether a seal and its rows may be gone: it was named by an act that the seal is old enough for. */
function isNamed(prunings: readonly Pruning[], { number, at }: DisclosureSeal): boolean {
  // They ascend, and the last one names the most: most often one look is enough.
  for (let n = prunings.length - 1; n >= 0; n--) {
    const pruning = prunings[n];
    if (!pruning || pruning.through < number) return false;
    if (at < pruning.before) return true;
  }
  return false;
}

/** The last seals of what was named: how many rows stand up to there is looked at. */
function endsOf(prunings: readonly Pruning[]): ReadonlySet<number> {
  return new Set(prunings.map(({ through }) => through));
}

/** What is wrong with what was let go, once all seals were seen. @param rowsThrough how many rows the seals up to a number hold. */
function pruningBreak(
  prunings: readonly Pruning[],
  end: number,
  rowsThrough: ReadonlyMap<number, number>,
): string | undefined {
  let before = 0;
  for (const { through, rowCount } of prunings) {
    if (through > end) return `seal ${end + 1} is missing: rows up to seal ${through} were let go`;
    const rows = rowsThrough.get(through) ?? 0;
    if (rows - before !== rowCount)
      return `${rowCount} rows up to seal ${through} were said to be let go, and its seals held ${rows - before}`;
    before = rows;
  }
  return undefined;
}

/** What is wrong with the rows of a seal, and with the sets of fields that they name. */
async function rowsBreak(
  control: ControlReader,
  seal: DisclosureSeal,
  knownFields: Set<string>,
): Promise<string | undefined> {
  const rows = await control.find(
    'disclosure',
    {},
    { orderBy: 'id', above: ['id', behindSeal(seal.number - 1)], below: ['id', behindSeal(seal.number)] },
  );
  const broken = findRowBreak(seal, rows);
  if (broken !== undefined) return broken;
  for (const { fieldsId } of rows) {
    if (knownFields.has(fieldsId)) continue;
    const set = await control.get('disclosed_fields', { id: fieldsId });
    if (!set || fieldsIdOf(set.fields) !== fieldsId)
      return `the fields that seal ${seal.number} names as ${fieldsId} were changed or are missing`;
    knownFields.add(fieldsId);
  }
  return undefined;
}

/** A row that no seal of the first `end` holds: before the first seal, behind the last, or as if from before there were seals. */
async function strayRow(
  control: ControlReader,
  end: number,
  firstAt: number | undefined,
): Promise<string | undefined> {
  const has = async (bounds: Pick<FindOptions<'disclosure'>, 'above' | 'below'>) =>
    (await control.find('disclosure', {}, { orderBy: 'id', limit: 1, ...bounds })).length > 0;
  if (await has({ below: ['id', behindSeal(0)] })) return 'a row stands before seal 1 that no seal holds';
  if (await has({ above: ['id', behindSeal(end)], below: ['id', UNSEALED_FROM] }))
    return `rows stand behind seal ${end} that no seal holds`;
  if (firstAt === undefined) return undefined;
  const began = await control.get('audit', { chain: HUB_CHAIN, act: SEALS_BEGAN });
  let unsealed = 0;
  for (let after = BELOW_UNSEALED; ;) {
    const rows = await control.find(
      'disclosure',
      {},
      { orderBy: 'id', above: ['id', after], limit: ROWS_PER_READ },
    );
    const late = rows.find(({ lastAt }) => lastAt > firstAt);
    if (late) return `the row ${late.id} stands in no seal and is later than the first`;
    unsealed += rows.length;
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
  return unsealed > Number(began?.detail['unsealed'] ?? 0)
    ? `${unsealed} rows stand in no seal, more than there were when the first was made`
    : undefined;
}

interface Options {
  readonly anchor?: ChainHead | undefined;
  readonly onWalked?: OnWalked | undefined;
}

/**
 * Walks the seals to the first that is not what it was, and compares the rows of each. Rows that were let go because they were kept for long
 * enough are not missed; what was written before there were seals is vouched for by nobody. Undefined where nothing was ever sealed.
 */
export async function verifyDisclosures(
  control: ControlReader,
  options: Options = {},
): Promise<ChainState | undefined> {
  const walked = { seals: 0 };
  const broken = await findBreak(control, options, walked).catch((error: unknown) => {
    // What was written over by hand may not even be JSON, or not of its type.
    if (error instanceof SyntaxError || error instanceof TypeError)
      return `something behind seal ${walked.seals} cannot be read`;
    throw error;
  });
  return walked.seals === 0 && broken === undefined
    ? undefined
    : { chain: DISCLOSURES, entries: walked.seals, broken };
}

async function findBreak(
  control: ControlReader,
  { anchor, onWalked }: Options,
  walked: { seals: number },
): Promise<string | undefined> {
  let prunings = await readPrunings(control);
  if (!prunings) return 'what was let go is not what the ledger of acts tells of it';
  const ofSeals = (await disclosuresHead(control))?.number ?? 0;
  let ends = endsOf(prunings);
  const knownFields = new Set<string>();
  const rowsThrough = new Map<number, number>();
  let rows = 0;
  let first: DisclosureSeal | undefined;
  let last: DisclosureSeal | undefined;
  for (;;) {
    const seals = await control.find(
      'disclosure_seal',
      {},
      {
        orderBy: 'number',
        above: ['number', last?.number ?? Number.MIN_SAFE_INTEGER],
        limit: SEALS_PER_READ,
      },
    );
    for (const seal of seals) {
      const broken =
        findSealBreak(seal, last) ??
        (seal.number === anchor?.number && seal.hash !== anchor.hash
          ? `seal ${seal.number} is not the one that was anchored: the chain was written anew up to it`
          : undefined);
      if (broken !== undefined) return broken;
      let ofRows = isNamed(prunings, seal) ? undefined : await rowsBreak(control, seal, knownFields);
      if (ofRows !== undefined) {
        // A server may have let them go meanwhile.
        prunings = await readPrunings(control);
        if (prunings && isNamed(prunings, seal)) {
          ofRows = undefined;
          ends = endsOf(prunings);
        }
      }
      if (ofRows !== undefined || !prunings) return ofRows ?? 'what was let go changed while it was read';
      first ??= seal;
      last = seal;
      rows += seal.rowCount;
      if (ends.has(seal.number)) rowsThrough.set(seal.number, rows);
      walked.seals = seal.number;
    }
    onWalked?.({ rows, seals: walked.seals, ofSeals });
    if (seals.length > 0) continue;
    const stray = await strayRow(control, walked.seals, first?.at);
    if (stray === undefined) break;
    // They may have been sealed meanwhile.
    if (((await disclosuresHead(control))?.number ?? 0) <= walked.seals) return stray;
  }
  if (anchor && walked.seals < anchor.number)
    return `seal ${walked.seals + 1} is missing: the chain ends before seal ${anchor.number}, which was anchored`;
  return pruningBreak(prunings, walked.seals, rowsThrough);
}
