/** Compares what an application sees with what it would see, record by record, a batch at a time. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { dataOfItem, inverseRelations } from '../derive/index.ts';
import { getResource, type StoredType } from '../roster/index.ts';
import { type AudiencePolicy, type Membership, projectionOf } from '../sharing/index.ts';
import type { AudienceReader, Store, StoredItem } from '../store/index.ts';

/** A way to see a district: which records, and what of them. */
export interface Look {
  readonly policy: AudiencePolicy;
  readonly members: Membership;
}

export interface Moved {
  readonly visible: number;
  readonly entering: number;
  readonly leaving: number;
  /** The first of them by id. */
  readonly firstEntering: readonly string[];
  readonly firstVisible: readonly string[];
}

/** Ids that are looked at, and records that are read, between two turns of the event loop. */
const IDS_PER_TURN = 20_000;
const RECORDS_PER_TURN = 500;

type Ids = ReadonlySet<string>;
type Values = Readonly<Record<string, unknown>>;
const NONE: Ids = new Set();

/** The smallest ids, however many there are. */
class FirstIds {
  readonly #max: number;
  readonly ids: string[] = [];

  constructor(max: number) {
    this.#max = max;
  }

  offer(id: string): void {
    if (this.ids.length === this.#max && id > (this.ids.at(-1) ?? '')) return;
    this.ids.push(id);
    this.ids.sort();
    if (this.ids.length > this.#max) this.ids.pop();
  }
}

/** Who would come and who would go. */
export async function countMoved(before: Ids = NONE, after: Ids = NONE, samplesMax: number): Promise<Moved> {
  const firstEntering = new FirstIds(samplesMax);
  const firstVisible = new FirstIds(samplesMax);
  let entering = 0;
  let n = 0;
  for (const id of after) {
    firstVisible.offer(id);
    if (!before.has(id)) {
      entering++;
      firstEntering.offer(id);
    }
    if (++n % IDS_PER_TURN === 0) await nextTurn();
  }
  return {
    visible: after.size,
    entering,
    leaving: before.size - (after.size - entering),
    firstEntering: firstEntering.ids,
    firstVisible: firstVisible.ids,
  };
}

/** A record with what is stored and not served. */
export function valuesOf(type: StoredType, { item, granted, lastModified }: StoredItem): Values {
  const served = JSON.parse(dataOfItem(getResource(type), item.toString())) as Values;
  const kept = granted === undefined ? {} : (JSON.parse(granted) as Values);
  return { ...kept, ...served, ...(lastModified === undefined ? {} : { last_modified: lastModified }) };
}

function rendererOf({ policy, members }: Look, type: StoredType): (values: Values) => string {
  const { render } = projectionOf(policy, type);
  return (values) => render(values, (target, id) => members.get(target)?.has(id) === true);
}

/** Records as the application would be served them. */
export async function renderRecords(
  reader: AudienceReader,
  look: Look,
  type: StoredType,
  ids: readonly string[],
): Promise<readonly Values[]> {
  const render = rendererOf(look, type);
  const items = await reader.items(type, ids);
  return items.map((item) => JSON.parse(render(valuesOf(type, item))) as Values);
}

interface Comparison {
  readonly store: Store;
  readonly everything: AudienceReader;
  readonly type: StoredType;
  readonly before: Look;
  readonly after: Look;
}

/** Whether every record of a type may look different, because other fields of it are shown or lists are filtered otherwise. */
function mayAllDiffer({ type, before, after }: Comparison): boolean {
  const fieldsOf = ({ policy }: Look) => [...projectionOf(policy, type).fields].join(' ');
  return (
    fieldsOf(before) !== fieldsOf(after) || before.policy.leak_hidden_ids !== after.policy.leak_hidden_ids
  );
}

function differing(before: Ids = NONE, after: Ids = NONE): readonly string[] {
  const found: string[] = [];
  for (const id of after) if (!before.has(id)) found.push(id);
  for (const id of before) if (!after.has(id)) found.push(id);
  return found;
}

/** Records that may look different: those that name somebody who comes or goes, or all. */
async function candidates(of: Comparison): Promise<Iterable<string>> {
  const { store, everything, type, before, after } = of;
  if (mayAllDiffer(of)) return after.members.get(type) ?? NONE;
  const moved = (target: StoredType) => differing(before.members.get(target), after.members.get(target));
  const found = new Set<string>();
  for (const { name, child, parent, isList } of inverseRelations) {
    if (child !== type || !isList) continue;
    const naming = await store.districts.ask(everything.districtId, {
      ask: 'children',
      relation: name,
      parents: moved(parent),
    });
    for (const id of naming) found.add(id);
  }
  // School admins name their schools, and no relation leads back.
  return type === 'school_admin' && moved('school').length > 0 ? (after.members.get(type) ?? NONE) : found;
}

/** How many records the application sees before and after, with other content. A stamp alone is no difference. */
export async function countChanged(of: Comparison): Promise<number> {
  const { everything, type, before, after } = of;
  const was = before.members.get(type) ?? NONE;
  const is = after.members.get(type) ?? NONE;
  const staying: string[] = [];
  for (const id of await candidates(of)) if (was.has(id) && is.has(id)) staying.push(id);
  const old = rendererOf(before, type);
  const fresh = rendererOf(after, type);
  let changed = 0;
  for (let at = 0; at < staying.length; at += RECORDS_PER_TURN) {
    for (const item of await everything.items(type, staying.slice(at, at + RECORDS_PER_TURN))) {
      const values = valuesOf(type, item);
      if (old(values) !== fresh(values)) changed++;
    }
    await nextTurn();
  }
  return changed;
}
