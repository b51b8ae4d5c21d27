/** What a change of sharing would do, before anything changes: exact counts, fields, and records as the application would see them. */
import { opens, reachOf } from '../access/index.ts';
import { RollbookError } from '../errors/index.ts';
import { getResource, STORED_TYPES, type StoredType } from '../roster/index.ts';
import {
  audiencePolicy,
  type AudiencePolicy,
  EVERYTHING,
  parseAudience,
  projectionOf,
  renderAudience,
  type Sharing,
} from '../sharing/index.ts';
import type { Application, AudienceReader, Connection } from '../store/index.ts';
import type { Acting } from './acting.ts';
import { getApplication } from './applications.ts';
import { getDistrict } from './districts.ts';
import { getConnection } from './find-connection.ts';
import { countChanged, countMoved, type Look, type Moved, renderRecords } from './preview-records.ts';
import type { PerType, PreviewCounts, SharingPreview } from './preview-report.ts';
import { countRules, findWarnings } from './preview-warnings.ts';

const SAMPLES_MAX = 3;
const ATTEMPTS_MAX = 5;

function perType<T>(valueOf: (type: StoredType) => T): PerType<T> {
  return Object.fromEntries(STORED_TYPES.map((type) => [type, valueOf(type)])) as Record<StoredType, T>;
}

interface Subject {
  readonly connection: Connection;
  readonly application: Application;
  readonly sharing: Sharing;
  readonly policy: AudiencePolicy;
  readonly everything: AudienceReader;
}

/** How the application sees the district now; nothing before it is connected. */
async function presentLook(
  { store }: Acting,
  { districtId, audienceId, state }: Connection,
): Promise<Look | undefined> {
  const audience =
    state === 'connected' && audienceId !== undefined
      ? await store.districts.findAudience(audienceId)
      : undefined;
  if (!audience) return undefined;
  return {
    policy: parseAudience(audience.policy),
    members: await store.districts.membershipOf(districtId, audience.policy),
  };
}

/** Samples bear the stamps of an audience that exists already with this policy; a new one begins with those of the records. */
async function readerOfSamples({ store }: Acting, { connection, policy, everything }: Subject) {
  const text = renderAudience(policy);
  const known = (await store.districts.audiences(connection.districtId)).find(
    (audience) => audience.policy === text && audience.viewVersion >= 0,
  );
  return known ? store.roster.readFor(connection.districtId, known.id) : everything;
}

/** What there is to say of one state of the roster. */
async function describe(acting: Acting, subject: Subject): Promise<SharingPreview> {
  const { store } = acting;
  const { connection, application, sharing, policy, everything } = subject;
  const { districtId } = connection;
  const before = await presentLook(acting, connection);
  const after: Look = {
    policy,
    members: await store.districts.membershipOf(districtId, renderAudience(policy)),
  };
  const moved = new Map<StoredType, Moved>();
  for (const type of STORED_TYPES)
    moved.set(type, await countMoved(before?.members.get(type), after.members.get(type), SAMPLES_MAX));
  const reach = reachOf(application, connection.scopes);
  const gates = perType((type) => {
    const { gate } = getResource(type);
    return { isOpen: opens(gate, reach), scopes: gate.scopes === 'any' ? [] : gate.scopes };
  });
  const counts = new Map<StoredType, PreviewCounts>();
  const samples = new Map<StoredType, SharingPreview['samples'][StoredType]>();
  const reader = await readerOfSamples(acting, subject);
  for (const type of STORED_TYPES) {
    const { entering, leaving, visible, firstEntering, firstVisible } = moved.get(type) ?? NOTHING_MOVED;
    const changed = before ? await countChanged({ store, everything, type, before, after }) : 0;
    counts.set(type, { visible, entering, leaving, changed });
    const show = (ids: readonly string[]) =>
      gates[type].isOpen ? renderRecords(reader, after, type, ids) : Promise.resolve([]);
    samples.set(type, { entering: await show(firstEntering), visible: await show(firstVisible) });
  }
  const rules = await countRules(store, districtId, sharing.share);
  const report = {
    connectionId: connection.id,
    state: connection.state,
    sharing,
    counts: perType((type) => counts.get(type) ?? { visible: 0, entering: 0, leaving: 0, changed: 0 }),
    fields: fieldChanges(before, policy, gates),
    gates,
    samples: perType((type) => samples.get(type) ?? { entering: [], visible: [] }),
    rules,
  };
  const { limits } = await getDistrict(store, districtId);
  const present = before ? perType((type) => before.members.get(type)?.size ?? 0) : undefined;
  const warnings = await findWarnings({
    store,
    districtId,
    connection,
    application,
    report,
    present,
    limits,
  });
  return { ...report, warnings };
}

const NOTHING_MOVED: Moved = { visible: 0, entering: 0, leaving: 0, firstEntering: [], firstVisible: [] };

function fieldChanges(
  before: Look | undefined,
  policy: AudiencePolicy,
  gates: SharingPreview['gates'],
): SharingPreview['fields'] {
  const changes = STORED_TYPES.flatMap((type) => {
    if (!gates[type].isOpen) return [];
    const seen = before ? projectionOf(before.policy, type).fields : new Set<string>();
    const { fields } = projectionOf(policy, type);
    const added = [...fields].filter((name) => !seen.has(name));
    const removed = [...seen].filter((name) => !fields.has(name));
    return added.length + removed.length > 0 ? [[type, { added, removed }] as const] : [];
  });
  return Object.fromEntries(changes);
}

/**
 * What `sharing` would make of a connection. Changes nothing, and lets other work in between. What is counted and shown is of one state of
 * the roster; throws `busy` if it changes again and again meanwhile.
 */
export async function previewSharing(
  acting: Acting,
  connectionId: string,
  sharing: Sharing,
): Promise<SharingPreview> {
  const { store } = acting;
  const connection = await getConnection(store.control, connectionId);
  if (connection.state === 'disconnected')
    throw new RollbookError('conflict', 'The connection has ended. Connect the application anew.');
  const application = await getApplication(store.control, connection.applicationId);
  const { districtId } = connection;
  const whole = (await store.districts.audiences(districtId)).find(({ policy }) => policy === EVERYTHING);
  if (!whole) throw new Error('The district has no audience that sees everything.');
  const subject: Subject = {
    connection,
    application,
    sharing,
    policy: audiencePolicy(sharing, application.takenFields),
    everything: store.roster.readFor(districtId, whole.id),
  };
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const { rosterVersion } = await getDistrict(store, districtId);
    const preview = await describe(acting, subject);
    if ((await getDistrict(store, districtId)).rosterVersion === rosterVersion) return preview;
  }
  throw new RollbookError(
    'busy',
    'The roster changed again and again while it was counted. Try again in a moment.',
  );
}
