import { RollbookError } from '../errors/index.ts';
import { isStoredType, type StoredType } from '../roster/index.ts';
import type { ControlReader, MembershipHistory, Receipt, Store, VersionSpan } from '../store/index.ts';

/** How a record tells of the one that was asked about. */
export type Bearing =
  /** It is the record. */
  | 'record'
  /** A contact of the student. */
  | 'contact'
  /** A section that lists the student today. */
  | 'section';

/** What one token was sent about a record. */
export interface Reception {
  readonly application: string;
  /** The id of the connection, or of the user token. */
  readonly token: string;
  /** ISO 8601. */
  readonly first: string;
  readonly last: string;
  readonly recordTypes: readonly string[];
  /** Fields by record type. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Whether the record itself was certainly sent. Otherwise it may have been: what is noted is wider than what was sent. */
  readonly exact: boolean;
}

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

interface Subject {
  readonly type: string;
  readonly id: string;
  readonly bearing: Bearing;
}

type Parts = Pick<Store, 'control' | 'districts' | 'roster'>;

/** Which tokens were sent a record, and what tells of it: of a student, also contacts, and sections that list the student. */
export async function whoReceived(
  store: Parts,
  { districtId, type, id }: { readonly districtId: string; readonly type: string; readonly id: string },
  { from, to }: Period,
): Promise<readonly Reception[]> {
  if (!(await store.districts.findDistrict(districtId)))
    throw new RollbookError(
      'unknown_district',
      `There is no district ${districtId}. "rollbook district list" shows those that there are.`,
    );
  const between = { from: from.getTime(), to: to.getTime() };
  const gathered = new Gathered();
  for (const subject of await subjectsOf(store, districtId, type, id)) {
    const receipts = await store.control.receipts(districtId, subject.type, subject.id, between);
    const sees = await sightOf(store, districtId, subject);
    for (const receipt of receipts) if (receipt.isNamed || sees(receipt)) gathered.add(subject, receipt);
  }
  return gathered.receptions(store.control);
}

async function subjectsOf(
  { districts }: Parts,
  districtId: string,
  type: string,
  id: string,
): Promise<readonly Subject[]> {
  const own: Subject = { type, id, bearing: 'record' };
  if (type !== 'student') return [own];
  const contacts = await districts.contactsEver(districtId, id);
  const sections = await districts.ask(districtId, {
    ask: 'children',
    relation: 'section.students',
    parents: [id],
  });
  return [
    own,
    ...contacts.map((contact): Subject => ({ type: 'contact', id: contact, bearing: 'contact' })),
    ...sections.map((section): Subject => ({ type: 'section', id: section, bearing: 'section' })),
  ];
}

const holds = ({ since, until = Infinity }: VersionSpan, version: number): boolean =>
  since <= version && version < until;

/** Whether an audience saw a record in one of its states. */
export function sawRecord(
  { wholeAudienceIds, absences, spans }: MembershipHistory,
  { audienceId, viewVersion }: Pick<Receipt, 'audienceId' | 'viewVersion'>,
): boolean {
  return wholeAudienceIds.has(audienceId)
    ? !absences.some((absence) => holds(absence, viewVersion))
    : spans.some((span) => span.audienceId === audienceId && holds(span, viewVersion));
}

async function sightOf(
  { districts }: Parts,
  districtId: string,
  { type, id }: Subject,
): Promise<(receipt: Receipt) => boolean> {
  if (!isStoredType(type)) return () => true;
  const history = await districts.membershipHistory(districtId, type satisfies StoredType, id);
  return (receipt) => sawRecord(history, receipt);
}

interface Open {
  readonly application: string;
  readonly token: string;
  first: number;
  last: number;
  exact: boolean;
  readonly fieldsIds: Map<string, Set<string>>;
}

/** Receipts put together by token. */
class Gathered {
  readonly #byToken = new Map<string, Open>();

  add({ type, bearing }: Subject, receipt: Receipt): void {
    const { applicationId: application, token, firstAt, lastAt } = receipt;
    const key = `${application} ${token}`;
    let open = this.#byToken.get(key);
    if (!open) {
      open = { application, token, first: firstAt, last: lastAt, exact: false, fieldsIds: new Map() };
      this.#byToken.set(key, open);
    }
    open.first = Math.min(open.first, firstAt);
    open.last = Math.max(open.last, lastAt);
    if (bearing === 'record' && receipt.isExact) open.exact = true;
    let ids = open.fieldsIds.get(type);
    if (!ids) open.fieldsIds.set(type, (ids = new Set()));
    ids.add(receipt.fieldsId);
  }

  async receptions(control: ControlReader): Promise<readonly Reception[]> {
    const names = fieldNames(control);
    const found: Reception[] = [];
    for (const { application, token, first, last, exact, fieldsIds } of this.#byToken.values()) {
      const fields: Record<string, readonly string[]> = {};
      for (const [type, ids] of fieldsIds) {
        const all = new Set<string>();
        for (const id of ids) for (const name of await names(id)) all.add(name);
        fields[type] = [...all].sort();
      }
      found.push({
        application,
        token,
        first: new Date(first).toISOString(),
        last: new Date(last).toISOString(),
        recordTypes: [...fieldsIds.keys()].sort(),
        fields,
        exact,
      });
    }
    return found.sort((a, b) => (a.first < b.first ? -1 : 1));
  }
}

/** The names of a set of fields, looked up once. */
export function fieldNames(control: ControlReader): (id: string) => Promise<readonly string[]> {
  const known = new Map<string, readonly string[]>();
  return async (id) => {
    let names = known.get(id);
    if (!names) known.set(id, (names = (await control.get('disclosed_fields', { id }))?.fields ?? []));
    return names;
  };
}
