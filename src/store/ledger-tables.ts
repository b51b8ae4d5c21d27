/** The tables of the ledger: what was done, and what was sent to whom. */
import { boolean, integer, json, one, table, text, textOrNone } from './define-table.ts';

export const LEDGER_TABLES = {
  /** One chain for each district, and one for the hub (`''`). */
  audit: table(
    ['chain', 'number'],
    {
      chain: text,
      number: integer,
      at: text,
      /** `account:…`, `cli:…`, `student:…`, `application:…`, `system`. */
      actor: text,
      act: text,
      subject: text,
      outcome: one('ok', 'refused', 'failed'),
      requestId: textOrNone,
      detail: json<Readonly<Record<string, unknown>>>(),
      previous: text,
      hash: text,
    },
    { isAppendOnly: true },
  ),

  /** Which lines left beside acts on rosters stand in the ledger already. */
  chained_line: table(['id'], { id: text, chainedAt: integer }),

  /**
   * What was sent: a run of a list, as one audience saw it in one state. With `ids`, these records; otherwise, where it is exact, every
   * record of the list from the first id to the last; otherwise some of them.
   */
  disclosure: table(
    ['id'],
    {
      id: text,
      districtId: text,
      applicationId: text,
      /** The id of the connection, or of the user token. */
      token: text,
      audienceId: text,
      viewVersion: integer,
      recordType: text,
      /** Of `disclosed_fields`. */
      fieldsId: text,
      firstId: text,
      lastId: text,
      /** Ids, ascending, joined by commas. */
      ids: textOrNone,
      isExact: boolean,
      /** How many records were sent, repeats included. */
      rowCount: integer,
      requests: integer,
      firstAt: integer,
      lastAt: integer,
    },
    { isAppendOnly: true },
  ),

  /** Rows that were written together, in a chain. */
  disclosure_seal: table(
    ['number'],
    {
      number: integer,
      /** When they were written, in milliseconds. */
      at: integer,
      rowCount: integer,
      digest: text,
      previous: text,
      hash: text,
    },
    { isAppendOnly: true },
  ),

  /** Up to which seal rows were let go, because they were kept for long enough. */
  disclosure_pruning: table(
    ['at'],
    {
      at: integer,
      /** The number of a seal; 0 for none. */
      through: integer,
      /** What was written before this instant, in milliseconds. */
      before: integer,
      rowCount: integer,
    },
    { isAppendOnly: true },
  ),

  disclosed_fields: table(['id'], { id: text, fields: json<readonly string[]>() }),
} as const;
