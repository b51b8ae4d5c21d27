import type { Disclosure } from '../store/index.ts';
import { RunList } from './run-list.ts';
import type { Receiver, SentRecords } from './sent-records.ts';

/** Records that are named one by one of a page; of a longer choice only its ends are noted. */
const IDS_OF_PAGE_MAX = 1_000;
/** Named records in one row of the ledger. */
const IDS_OF_ROW = 500;

/** What a row of the ledger says of a run. */
export type RunFacts = Pick<
  Disclosure,
  'firstId' | 'lastId' | 'ids' | 'isExact' | 'rowCount' | 'requests' | 'firstAt' | 'lastAt'
>;

/** Two runs as one, of which not every record was sent. */
export function widened(a: RunFacts, b: RunFacts): RunFacts {
  return {
    firstId: a.firstId < b.firstId ? a.firstId : b.firstId,
    lastId: a.lastId > b.lastId ? a.lastId : b.lastId,
    isExact: false,
    rowCount: a.rowCount + b.rowCount,
    requests: a.requests + b.requests,
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
  };
}

/** What one token was sent of one type in one state, until it is written. */
export class HeldRecords {
  readonly receiver: Receiver;
  readonly version: number;
  readonly recordType: string;
  readonly fields: ReadonlySet<string>;
  readonly #lists = new RunList();
  readonly #ids = new Set<string>();
  #named = { rowCount: 0, requests: 0, firstAt: 0, lastAt: 0 };
  #gapped: RunFacts | undefined;

  constructor(receiver: Receiver, { version, recordType, fields }: SentRecords) {
    this.receiver = receiver;
    this.version = version;
    this.recordType = recordType;
    this.fields = fields;
  }

  /** Whether these go with what is held. A set of fields that is another object is another one here, and the same when it is written. */
  isOf({ version, recordType, fields }: SentRecords): boolean {
    return this.fields === fields && this.version === version && this.recordType === recordType;
  }

  /** How much memory it takes, counted in runs and ids. */
  get size(): number {
    return 1 + this.#lists.length + this.#ids.size;
  }

  add({ extent }: SentRecords, at: number): void {
    if (extent.of === 'list') {
      const { from, rows, firstId, lastId } = extent;
      this.#lists.add({
        from,
        to: from + rows,
        firstId,
        lastId,
        rows,
        requests: 1,
        firstAt: at,
        lastAt: at,
      });
      return;
    }
    const { ids } = extent;
    const [firstId] = ids;
    const lastId = ids.at(-1);
    if (firstId === undefined || lastId === undefined) return;
    const rowCount = ids.length;
    if (rowCount > IDS_OF_PAGE_MAX) {
      const run = { firstId, lastId, isExact: false, rowCount, requests: 1, firstAt: at, lastAt: at };
      this.#gapped = this.#gapped ? widened(this.#gapped, run) : run;
      return;
    }
    for (const id of ids) this.#ids.add(id);
    const before = this.#named;
    this.#named = {
      rowCount: before.rowCount + rowCount,
      requests: before.requests + 1,
      firstAt: before.requests === 0 ? at : before.firstAt,
      lastAt: at,
    };
  }

  *runs(): Generator<RunFacts> {
    for (const { firstId, lastId, rows, requests, firstAt, lastAt } of this.#lists.runs)
      yield { firstId, lastId, isExact: true, rowCount: rows, requests, firstAt, lastAt };
    if (this.#gapped) yield this.#gapped;
    yield* this.#namedRuns();
  }

  /** Named records, some hundred a run; what was sent again, and requests, are counted in the first. */
  *#namedRuns(): Generator<RunFacts> {
    const sorted = [...this.#ids].sort();
    const { rowCount, requests, firstAt, lastAt } = this.#named;
    for (let at = 0; at < sorted.length; at += IDS_OF_ROW) {
      const part = sorted.slice(at, at + IDS_OF_ROW);
      const [firstId = ''] = part;
      yield {
        firstId,
        lastId: part.at(-1) ?? firstId,
        ...(part.length > 1 ? { ids: part.join(',') } : {}),
        isExact: true,
        rowCount: at === 0 ? rowCount - sorted.length + part.length : part.length,
        requests: at === 0 ? requests : 0,
        firstAt,
        lastAt,
      };
    }
  }
}
