/** Control data: rows of the tables in `control-tables.ts`, and the ledger. */
import type { AuditRow, ControlTable, Disclosure, Row } from '../control-tables.ts';

export interface FindOptions<T extends ControlTable> {
  /** Ascending by this property. */
  readonly orderBy?: keyof Row<T> & string;
  readonly descending?: boolean;
  readonly limit?: number;
  /** Only rows in which this property is greater, or less, than the value. */
  readonly above?: readonly [keyof Row<T> & string, string | number];
  readonly below?: readonly [keyof Row<T> & string, string | number];
}

/** Equal in every named property; `undefined` matches rows without a value. */
export type Where<T extends ControlTable> = { readonly [K in keyof Row<T>]?: Row<T>[K] | undefined };

export interface ControlReader {
  find<T extends ControlTable>(
    table: T,
    where: Where<T>,
    options?: FindOptions<T>,
  ): Promise<readonly Row<T>[]>;
  /** The first row that `find` gives. */
  get<T extends ControlTable>(table: T, where: Where<T>): Promise<Row<T> | undefined>;
  count<T extends ControlTable>(table: T, where: Where<T>): Promise<number>;
}

/** A line of the ledger, before it is chained. Ids and numbers only: no name, no token. */
export interface AuditLine extends Pick<AuditRow, 'actor' | 'act' | 'subject' | 'outcome'> {
  /** The district whose chain it belongs to; undefined: the hub's. */
  readonly districtId?: string | undefined;
  readonly requestId?: string | undefined;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** The only handle inside a write. All of it is committed, or nothing. */
export interface ControlTransaction extends ControlReader {
  /** Throws `already_exists` where the key, or something that is unique, is taken. */
  insert<T extends ControlTable>(table: T, row: Row<T>): Promise<void>;
  /** Inserts, or replaces the row with the same key. Throws `already_exists` where something else that is unique is taken. */
  put<T extends ControlTable>(table: T, row: Row<T>): Promise<void>;
  /** How many rows were changed. Throws `already_exists` like `put`. */
  update<T extends ControlTable>(table: T, where: Where<T>, change: Where<T>): Promise<number>;
  remove<T extends ControlTable>(
    table: T,
    where: Where<T>,
    options?: Pick<FindOptions<T>, 'below'>,
  ): Promise<number>;
  audit(line: AuditLine): Promise<void>;
}

/** What was sent of one record, as far as runs tell: by token, audience, state, and set of fields. */
export interface Receipt extends Pick<
  Disclosure,
  'applicationId' | 'token' | 'audienceId' | 'viewVersion' | 'fieldsId' | 'firstAt' | 'lastAt' | 'isExact'
> {
  /** The record itself is named, not only records around it: what the audience saw need not be asked. */
  readonly isNamed: boolean;
}

/** Rows of the ledger of disclosures, and the sets of fields that they name, by id. At least one row. */
export interface DisclosureBatch {
  readonly rows: readonly Omit<Disclosure, 'id'>[];
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly at: Date;
}

export interface ControlStore extends ControlReader {
  /** Appends and seals rows in one transaction, beside the requests that are answered. Resolves when they are committed. */
  disclose(batch: DisclosureBatch): Promise<void>;
  /**
   * Removes disclosures that a `disclosure_pruning` names, up to `limit` of them. How many were removed: less than `limit` where that was
   * all.
   */
  forgetDisclosures(limit: number): Promise<number>;
  /**
   * Runs that can hold this record, between two instants (milliseconds), put together by what tells them apart. Where it is not named, it
   * was sent only if the audience saw it in that state.
   */
  receipts(
    districtId: string,
    recordType: string,
    recordId: string,
    between: { readonly from: number; readonly to: number },
  ): Promise<readonly Receipt[]>;
  /**
   * Runs `work` in one transaction; several that wait are committed together. `work` awaits nothing but the handle.
   * `ephemeral`: losing it with the machine's power is harmless (codes, sessions); it is never lost with the process.
   */
  write<T>(
    work: (transaction: ControlTransaction) => Promise<T>,
    options?: { readonly ephemeral?: boolean },
  ): Promise<T>;
  /** Rises when a change could take something away from a caller, in whatever process. Cheap. */
  accessVersion(): number | Promise<number>;
}
