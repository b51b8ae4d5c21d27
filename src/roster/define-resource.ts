/**
 * The language in which a record type is defined, once. Routes, OpenAPI, CSV checking, stored form, documentation and
 * TypeScript types are derived from such definitions (`src/derive`, `src/ingest`, `src/http`).
 *
 * Pure: nothing here or below `src/roster` performs I/O or imports from other folders.
 */

import type { Gate } from './scopes.ts';

/** `guaranteed`: in every record that is served. `optional`: may be left out. */
export type Presence = 'guaranteed' | 'optional';

/**
 * What is promised about a value. `validated`: only the listed values or the stated format. `normalized`: rewritten
 * from what the SIS sent. Neither: verbatim, as the SIS has it.
 */
export type Fidelity = 'validated' | 'normalized' | 'verbatim';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Faults that reading one cell can have; the value is changed or dropped, the row is kept (`roster-csv` 1.14). */
export type CellFault = 'unmapped_value' | 'invalid_date' | 'phone_dropped';

/** Called by a kind when it had to change or drop what was sent. */
export type ReportCellFault = (fault: CellFault, done: string) => void;

/**
 * A kind of field owns everything that follows from it: how a CSV cell becomes a value, what JSON Schema describes it,
 * what the documentation says of its form. `Value` is the TypeScript type of a served value.
 */
export interface FieldKind<Value = unknown> {
  readonly name: string;
  readonly fidelity: readonly Fidelity[];
  readonly schema: JsonSchema;
  /** One sentence on the form of the value, for readers of the documentation. */
  readonly form: string;
  readonly example: Value;
  /** A trimmed, not blank cell to the value; `undefined` leaves the key out. Absent: the kind is not read from CSV. */
  readonly fromCsv?: (cell: string, report: ReportCellFault, today: Today) => string | undefined;
  /** What a blank cell becomes: `''` where the kind allows it, else the key is left out (`roster-csv` 1.11, D23). */
  readonly blank?: '' | undefined;
  /** The record type that the value is an id of, or a list of ids of. */
  readonly refersTo?: string;
  /** The value is a list of ids. */
  readonly isList?: true;
  /** Members of a group. */
  readonly members?: Fields;
  readonly values?: readonly string[];
  /** What is accepted from CSV besides the listed values, by the value it becomes; in lower case, for any case. */
  readonly spellings?: Readonly<Partial<Record<string, readonly string[]>>>;
  /** What anything else becomes. */
  readonly otherwise?: string;
  /** What is accepted from CSV, where a list of values does not say it; sentences, for districts. */
  readonly accepts?: string;
}

/** The day on which a sync runs; two-digit years are read against it. */
export interface Today {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** How a column appears in the district's files. */
export interface CsvColumn {
  readonly header: string;
  /** Other headers that are read as this one. `notice`: tell the district about the usual name. */
  readonly aliases?: readonly string[];
  /** Without the column the file cannot be used; a blank cell rejects the row. */
  readonly required?: true;
  /** A blank cell, or no such column, is worth a warning. */
  readonly recommended?: true;
  /** Its values are never quoted in reports (`roster-csv` 1.14). */
  readonly private?: true;
}

export interface Field<Value = unknown, P extends Presence = Presence> {
  readonly kind: FieldKind<Value>;
  readonly presence: P;
  readonly doc: string;
  readonly csv?: CsvColumn;
  /** Stored with the record but served only to applications with this grant. */
  readonly grant?: string;
  /** Told to an application that only signs people in, of the person who signed in (`auth-and-sharing` 7.3). */
  readonly basic?: true;
  /** Told to an application that a teacher authorized; `initial`: the first letter only (`auth-and-sharing` 7.3). */
  readonly library?: true | 'initial';
  /** It is always the first of this list: whoever sees less of the list sees another first. */
  readonly firstOf?: string;
  /**
   * The hub may have made the value with the name of the first record in the list `list`. Whoever does not see that record is told what is stored
   * with the record as `instead`, where something is: the same without that name.
   */
  readonly namesFirstOf?: { readonly list: string; readonly instead: string };
}

export type Fields = Readonly<Record<string, Field>>;

/** A column that is stored with the record for later API versions and not served by v1.1. */
export interface KeptColumn {
  readonly csv: CsvColumn;
  readonly doc: string;
}

/** The files of the Clever CSV layout. */
export type CsvFile = 'schools' | 'students' | 'teachers' | 'sections' | 'enrollments' | 'staff';

export interface CsvSource {
  readonly file: CsvFile;
  /** Columns that are known and dropped at the reader: they are never stored (`roster-csv` D17). */
  readonly dropped?: readonly string[];
  /** Columns that are stored and not served. */
  readonly kept?: Readonly<Record<string, KeptColumn>>;
}

/**
 * Which records a relation leads to (`api-v1.1` 2.5).
 * - `own`: the field of this record names them;
 * - `inverse`: those whose `field` names this record;
 * - `through`: first one relation of this record, then a field of what it leads to, each once;
 * - `district`: every record of the type in the district;
 * - `self`: the record itself in another form;
 * - `values`: the distinct values of a field of what another relation leads to.
 */
export type Membership =
  | { readonly by: 'own'; readonly field: string }
  | { readonly by: 'inverse'; readonly field: string }
  | { readonly by: 'through'; readonly relation: string; readonly field: string }
  | { readonly by: 'district' }
  | { readonly by: 'self' }
  | { readonly by: 'values'; readonly relation: string; readonly field: string };

/** Query parameters of a list, beyond those that every list tolerates (`api-v1.1` 2.1, 2.2). */
export type ListParameter = 'limit' | 'starting_after' | 'ending_before' | 'where' | 'count' | 'show_links';

export interface Relation {
  readonly target: string;
  readonly cardinality: 'one' | 'many';
  /** The body of a list: wrapped items, bare records, or plain strings (`api-v1.1` 4). */
  readonly shape: 'wrapped' | 'bare' | 'strings';
  readonly members: Membership;
  readonly parameters: readonly ListParameter[];
  readonly doc: string;
  /** Opens the relation instead of the gate of what it leads to. */
  readonly gate?: Gate;
  /** Not offered as a link on single records, although the path answers. */
  readonly unlinked?: true;
  /** The paging object is left off first pages (`api-v1.1` R3). */
  readonly withoutPaging?: true;
}

export interface ListSettings {
  readonly shape: 'wrapped' | 'bare';
  readonly parameters: readonly ListParameter[];
  readonly withoutPaging?: true;
}

export interface Resource<Name extends string = string, F extends Fields = Fields> {
  /** In the singular, as in `type` of `/me`: `school_admin`. */
  readonly name: Name;
  /** The path segment: `school_admins`. */
  readonly plural: string;
  /** The first half of event types: `schooladmins`. Absent: the type has no events. */
  readonly eventName?: string;
  readonly doc: string;
  /** Which scopes open this type, its lists and its single records (`auth-and-sharing` 7.2). */
  readonly gate: Gate;
  /** The fields that a rule of sharing may name; of groups the member (`auth-and-sharing` 9.3). */
  readonly ruleFields?: readonly string[];
  /** In the order in which they are rendered. */
  readonly fields: F;
  /** The field that, with district and type, identifies the record in the SIS. */
  readonly identity?: string;
  readonly csv?: CsvSource;
  /** In the order in which single records link to them (`api-v1.1` 4.3). */
  readonly relations: Readonly<Record<string, Relation>>;
  /** Single records link to their events: the rel stands at this place. */
  readonly eventsLink?: 'last';
  /** The top-level list; absent where there is none (district_status). */
  readonly list?: ListSettings;
  /** Related lists that `include` may embed (`api-v1.1` 7.10). */
  readonly includable: boolean;
  /** An invented record, for documentation and OpenAPI. */
  readonly example: Readonly<Record<string, unknown>>;
}

export type AnyResource = Resource;

type GuaranteedKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends Field<unknown, 'guaranteed'> ? K : never;
}[keyof F];

type ValueOf<T> = T extends Field<infer V> ? V : never;

/** The TypeScript type of a served record. */
export type RecordOf<R> =
  R extends Resource<string, infer F>
    ? { readonly [K in GuaranteedKeys<F>]: ValueOf<F[K]> } & {
        readonly [K in Exclude<keyof F, GuaranteedKeys<F>>]?: ValueOf<F[K]>;
      }
    : never;

/** Defines a record type. The literal types of its fields are kept, so that `RecordOf` can read them. */
export function defineResource<const Name extends string, const F extends Fields>(
  definition: Resource<Name, F>,
): Resource<Name, F> {
  return definition;
}
