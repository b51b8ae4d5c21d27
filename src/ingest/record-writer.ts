import { hash } from 'node:crypto';
import { dataOfItem, grantedFields, jsonString, recordRenderer, renderItem } from '../derive/index.ts';
import { getResource, type NewObjectId, type RosterType } from '../roster/index.ts';
import type { StagedRecord, StoredRecord, SyncSession } from '../store/index.ts';
import { changedFields } from './diff.ts';
import type { Values } from './read-record.ts';
import type { ChangeSample } from './report.ts';
import type { Links } from './state/links.ts';
import { DIGEST_LENGTH, FLAG, type RecordTable } from './state/record-table.ts';

/** Few, so that what waits does not outlive a collection of short-lived strings. */
const STAGED_MAX = 100;
/** Many, so that what is published is read in one go. */
const UPDATES_MAX = 1_000;

/** Of all that a record holds, served and stored. */
function digestOf(canonical: string, granted: string | undefined): string {
  return hash('sha256', granted === undefined ? canonical : `${canonical}\n${granted}`, 'hex').slice(
    0,
    DIGEST_LENGTH,
  );
}

/** A record whose content differs from what is published. */
interface PendingUpdate {
  readonly slot: number;
  readonly values: Values;
  readonly digest: string;
  readonly granted: string | undefined;
}

export type Change = 'created' | 'updated' | 'removed';

/** Told of every change; asks for a sample only where it still wants one. */
export type OnChange = (type: RosterType, change: Change, sample: () => ChangeSample) => void;

/** What a person calls the record. */
export function nameOf(values: Readonly<Record<string, unknown>>): string {
  const { name } = values;
  if (typeof name === 'string') return name;
  const { first, last } = (name ?? {}) as { first?: string; last?: string };
  return [first, last].filter((part) => part !== undefined && part !== '').join(' ');
}

/** The ids in a field that holds one, a list of them, or nothing. */
export function idsIn(value: unknown): ReadonlySet<string> {
  return new Set([value].flat().filter((id): id is string => typeof id === 'string'));
}

/**
 * Takes accepted records of one type, compares them with what is published, and stages what changed. Ids are given here, in the order in
 * which records arrive.
 */
export class RecordWriter {
  readonly #type: RosterType;
  readonly #resource;
  readonly #render;
  readonly #granted: readonly string[];
  readonly #table: RecordTable;
  readonly #links: Links;
  readonly #tables: Readonly<Record<RosterType, RecordTable>>;
  readonly #session: SyncSession;
  readonly #now: string;
  readonly #newId: NewObjectId;
  readonly #onChange: OnChange;
  readonly #hasStamps: boolean;
  #staged: StagedRecord[] = [];
  #updates: PendingUpdate[] = [];

  constructor(options: {
    type: RosterType;
    tables: Readonly<Record<RosterType, RecordTable>>;
    links: Links;
    session: SyncSession;
    now: string;
    newId: NewObjectId;
    onChange: OnChange;
  }) {
    this.#type = options.type;
    this.#resource = getResource(options.type);
    this.#render = recordRenderer(this.#resource);
    this.#granted = grantedFields(this.#resource);
    this.#tables = options.tables;
    this.#table = options.tables[options.type];
    this.#links = options.links;
    this.#session = options.session;
    this.#now = options.now;
    this.#newId = options.newId;
    this.#onChange = options.onChange;
    this.#hasStamps = 'created' in this.#resource.fields;
  }

  /** Whether `flush` is due. */
  get isFull(): boolean {
    return this.#staged.length >= STAGED_MAX || this.#updates.length >= UPDATES_MAX;
  }

  /** The id that the record has or gets. */
  identify(slot: number): string {
    const table = this.#table;
    if (table.flags.has(slot, FLAG.identified)) return table.idOf(slot);
    const former = table.former.size === 0 ? undefined : table.former.get(table.keys.keyOf(slot));
    if (former !== undefined) table.flags.raise(slot, FLAG.returns);
    const id = former ?? this.#newId();
    table.setId(slot, id);
    return id;
  }

  /** Digest of the content as it would be compared; to find rows of one key that contradict each other. */
  digest(slot: number, values: Values, stored: Values): string {
    const { canonical } = this.#render({
      ...values,
      id: this.#table.idOf(slot),
      district: this.#session.district.id,
    });
    return digestOf(canonical, this.#renderGranted(values, stored));
  }

  /**
   * Accepts a record with all its values, references included.
   * @param stored columns that are kept and not served.
   */
  accept(slot: number, values: Values, stored: Values): void {
    const id = this.identify(slot);
    values['id'] = id;
    values['district'] = this.#session.district.id;
    if (this.#hasStamps) {
      values['created'] = this.#now;
      values['last_modified'] = this.#now;
    }
    const table = this.#table;
    const { data, canonical } = this.#render(values);
    const granted = this.#renderGranted(values, stored);
    const digest = digestOf(canonical, granted);
    table.flags.raise(slot, FLAG.accepted);
    if (!table.flags.has(slot, FLAG.published)) {
      const item = renderItem(this.#resource, id, data);
      const key = table.keys.keyOf(slot);
      table.flags.raise(slot, FLAG.created);
      this.#links.markParentsDirty(this.#type, slot);
      this.#staged.push({
        type: this.#type,
        id,
        key,
        digest,
        item,
        granted,
        returns: table.flags.has(slot, FLAG.returns),
      });
      this.#onChange(this.#type, 'created', () => ({ key, name: nameOf(values) }));
    } else if (!table.hasDigest(slot, digest)) this.#updates.push({ slot, values, digest, granted });
    table.setDigest(slot, digest);
  }

  #renderGranted(values: Values, stored: Values): string | undefined {
    let text = '';
    const add = (name: string, value: unknown) => {
      if (typeof value === 'string' && value !== '')
        text += `${text === '' ? '{' : ','}"${name}":${jsonString(value)}`;
    };
    for (const name of this.#granted) add(name, values[name]);
    for (const name in stored) add(name, stored[name]);
    return text === '' ? undefined : `${text}}`;
  }

  /** Rewrites a kept record that named records which are gone; the rest of it stays as published. */
  rewrite(slot: number, values: Values, stored: StoredRecord): void {
    const { canonical } = this.#render(values);
    this.#updates.push({
      slot,
      values,
      digest: digestOf(canonical, stored.granted),
      granted: stored.granted,
    });
  }

  /** Hands what waits to the store: everything, or what has grown long. */
  async flush(everything = false): Promise<void> {
    if (this.#updates.length > 0 && (everything || this.#updates.length >= UPDATES_MAX)) {
      const updates = this.#updates;
      this.#updates = [];
      const table = this.#table;
      const before = await this.#session.records(
        this.#type,
        updates.map(({ slot }) => table.idOf(slot)),
      );
      for (const update of updates) this.#stageUpdate(update, before.get(table.idOf(update.slot)));
    }
    const staged = this.#staged;
    this.#staged = [];
    if (staged.length > 0) await this.#session.stage(staged);
  }

  #stageUpdate(update: PendingUpdate, before: StoredRecord | undefined): void {
    const { slot, values, digest, granted } = update;
    const table = this.#table;
    const id = table.idOf(slot);
    const key = table.keys.keyOf(slot);
    if (!before) throw new Error(`The published ${this.#type} ${id} has no stored record.`);
    let { item } = before;
    const old = JSON.parse(dataOfItem(this.#resource, item)) as Values;
    const fields = changedFields(this.#resource, old, values);
    // Columns that v1.1 does not serve are stored without a word: no stamp moves (`roster-csv` 3.4).
    if (fields.length > 0) {
      if (this.#hasStamps) {
        values['created'] = old['created'];
        values['last_modified'] = this.#now;
      }
      table.flags.raise(slot, FLAG.updated);
      this.#markChangedParents(old, values);
      item = renderItem(this.#resource, id, this.#render(values).data);
      this.#onChange(this.#type, 'updated', () => ({ key, name: nameOf(values), fields }));
    }
    this.#staged.push({ type: this.#type, id, key, digest, item, granted, returns: false });
  }

  /** Parents that the record names no longer, or only now, get new lists of children. */
  #markChangedParents(before: Values, after: Values): void {
    for (const { field, parent } of this.#links.fieldsOf(this.#type)) {
      const old = idsIn(before[field]);
      const now = idsIn(after[field]);
      for (const id of [...old, ...now]) {
        if (old.has(id) && now.has(id)) continue;
        const slot = this.#tables[parent].findById(id);
        if (slot !== -1) this.#links.markDirty(this.#type, field, slot);
      }
    }
  }
}
