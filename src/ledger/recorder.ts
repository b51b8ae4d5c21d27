import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ControlStore, type Disclosure, fieldsIdOf } from '../store/index.ts';
import { HeldRecords, type RunFacts, widened } from './held-records.ts';
import type { Receiver, SentRecords } from './sent-records.ts';

/** What is held at most before it is written, without waiting for the second to end. */
const HELD_MAX = 20_000;
/** Rows that could not be written and are kept as they are; what is more is put together, never lost. */
const UNWRITTEN_MAX = 20_000;
const ROWS_PER_WRITE = 100;
/** Rows that are made before others have their turn: to make one takes some microseconds. */
const ROWS_PER_TURN = 10;

/** A row with what its fields are called. */
interface Line {
  readonly row: Omit<Disclosure, 'id'>;
  readonly fields: ReadonlySet<string>;
}

/**
 * Counts in memory what is sent, and writes it to the ledger every second: an answer costs a look into a map. A process that is killed
 * without notice loses at most its last second.
 */
export class DisclosureRecorder {
  readonly #control: ControlStore;
  readonly #now: () => Date;
  readonly #onFault: (error: unknown) => void;
  /** By caller as it is remembered, not by name: to look for a name costs as much as all the rest. */
  #held = new Map<Receiver, HeldRecords[]>();
  #size = 0;
  #unwritten: readonly Line[] = [];
  #writing: Promise<void> | undefined;
  readonly #fieldIds = new WeakMap<ReadonlySet<string>, string>();

  /** @param onFault is told when the ledger could not be written; the rows are kept and tried again. */
  constructor(
    control: ControlStore,
    { now, onFault }: { readonly now: () => Date; readonly onFault: (error: unknown) => void },
  ) {
    this.#control = control;
    this.#now = now;
    this.#onFault = onFault;
  }

  /** Notes what an answer sends. To be called for every one. */
  record(receiver: Receiver, sent: readonly SentRecords[]): void {
    if (sent.length === 0) return;
    const at = this.#now().getTime();
    let of = this.#held.get(receiver);
    if (!of) this.#held.set(receiver, (of = []));
    for (const records of sent) {
      let held = of.find((known) => known.isOf(records));
      const before = held?.size ?? 0;
      if (!held) of.push((held = new HeldRecords(receiver, records)));
      held.add(records, at);
      this.#size += held.size - before;
    }
    if (this.#size > HELD_MAX && !this.#writing) void this.flush();
  }

  #fieldsId(fields: ReadonlySet<string>): string {
    let id = this.#fieldIds.get(fields);
    if (id === undefined) {
      id = fieldsIdOf(fields);
      this.#fieldIds.set(fields, id);
    }
    return id;
  }

  /** Resolves when everything that was noted before stands in the ledger, or is kept because it could not be written. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (this.#held.size === 0 && this.#unwritten.length === 0) return;
    const lines = this.#linesOf(this.#unwritten, this.#held);
    this.#held = new Map();
    this.#size = 0;
    this.#unwritten = [];
    this.#writing = this.#write(lines).finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  /** One by one, so that those of a thousand callers are not made at once. */
  *#linesOf(
    unwritten: readonly Line[],
    held: ReadonlyMap<Receiver, readonly HeldRecords[]>,
  ): Generator<Line, undefined> {
    yield* unwritten;
    for (const records of held.values())
      for (const one of records) for (const run of one.runs()) yield this.#lineOf(one, run);
  }

  #lineOf({ receiver, version, recordType, fields }: HeldRecords, run: RunFacts): Line {
    const { districtId, applicationId, tokenId, audienceId } = receiver;
    return {
      fields,
      row: {
        districtId,
        applicationId,
        token: tokenId,
        audienceId,
        viewVersion: version,
        recordType,
        fieldsId: this.#fieldsId(fields),
        ...run,
      },
    };
  }

  /** A few at a time: others have their turn in between. */
  async #write(lines: Generator<Line, undefined>): Promise<void> {
    for (;;) {
      const part = await takenInTurns(lines, ROWS_PER_WRITE);
      if (part.length === 0) return;
      const fields: Record<string, readonly string[]> = {};
      for (const line of part) fields[line.row.fieldsId] ??= [...line.fields].sort();
      try {
        await this.#control.disclose({ rows: part.map(({ row }) => row), fields, at: this.#now() });
      } catch (error) {
        this.#unwritten = coarsened([...part, ...lines]);
        this.#onFault(error);
        return;
      }
    }
  }
}

async function takenInTurns<T>(from: Generator<T, undefined>, count: number): Promise<readonly T[]> {
  const part: T[] = [];
  while (part.length < count) {
    const few = taken(from, Math.min(ROWS_PER_TURN, count - part.length));
    if (few.length === 0) break;
    part.push(...few);
    await nextTurn();
  }
  return part;
}

function taken<T>(from: Generator<T, undefined>, count: number): readonly T[] {
  const part: T[] = [];
  while (part.length < count) {
    const { done, value } = from.next();
    if (done === true) break;
    part.push(value);
  }
  return part;
}

/** Where too many rows wait: one for each token, state, type and set of fields, with gaps. */
function coarsened(lines: readonly Line[]): readonly Line[] {
  if (lines.length <= UNWRITTEN_MAX) return lines;
  const merged = new Map<string, Line>();
  for (const line of lines) {
    const { ids: _, ...row } = line.row;
    const key = [row.token, row.audienceId, row.viewVersion, row.recordType, row.fieldsId].join(' ');
    const before = merged.get(key);
    merged.set(key, before ? { ...line, row: { ...row, ...widened(before.row, row) } } : line);
  }
  return [...merged.values()];
}
