/** What a district shares with an application, and the audience that follows (`auth-and-sharing` 9.2, 9.4). */
import { RollbookError } from '../errors/index.ts';
import { STORED_TYPES } from '../roster/index.ts';
import { ignoredRefusals, renderSharing, type Sharing } from '../sharing/index.ts';
import type { Application, Connection, ControlReader, ControlTransaction } from '../store/index.ts';
import { type Acting, needText, record } from './acting.ts';
import { getApplication } from './applications.ts';
import { type Choice, retireUnused, withAudience } from './connection-audience.ts';
import { getConnection } from './find-connection.ts';

const ATTESTATION_LENGTH_MAX = 2_000;

/** From what the audience of a connection follows, as it is now. */
export async function choiceOf(
  reader: ControlReader,
  id: string,
): Promise<Choice & { readonly connection: Connection }> {
  const connection = await getConnection(reader, id);
  const application = await getApplication(reader, connection.applicationId);
  return { application, sharing: connection.sharing, connection };
}

/** Throws `bad_request` where a district refuses what the application cannot do without (`auth-and-sharing` 7.3). */
export function checkRefusals(sharing: Sharing, { takenFields }: Application): void {
  const [ignored] = ignoredRefusals(sharing, takenFields);
  if (ignored)
    throw new RollbookError(
      'bad_request',
      `The application cannot do without "${ignored.field}" of ${ignored.type}: a required field is not refused. Give it, or do not connect the application.`,
    );
}

type AttestGrants = (transaction: ControlTransaction, connection: Connection) => Promise<void>;

/**
 * What needs a grant is given only on a statement of the district, which stands in the ledger from then on (`auth-and-sharing` 15). Throws
 * `bad_request` where something is newly granted without one.
 */
export function attestGrants(
  acting: Acting,
  before: Pick<Sharing, 'granted'>,
  after: Pick<Sharing, 'granted'>,
  attestation: string | undefined,
): AttestGrants {
  const grants = after.granted.filter((name) => !before.granted.includes(name));
  if (grants.length === 0) return () => Promise.resolve();
  if (attestation === undefined)
    throw new RollbookError(
      'bad_request',
      `${grants.join(' and ')} cannot be given without an attestation: say why the district may give it to this application (on the command line: --attest "TEXT").`,
    );
  const text = needText(attestation, 'The attestation');
  if (text.length > ATTESTATION_LENGTH_MAX)
    throw new RollbookError(
      'bad_request',
      `The attestation is longer than ${ATTESTATION_LENGTH_MAX} characters. Shorten it.`,
    );
  return (transaction, { id, districtId, applicationId }) =>
    record(acting, transaction, {
      act: 'grant.attested',
      subject: `connection:${id}`,
      districtId,
      detail: { application: applicationId, grants, attestation: text },
    });
}

/** How many records of each type an audience sees, for the ledger. */
async function countsOf(
  { store }: Acting,
  districtId: string,
  audienceId: string | undefined,
): Promise<Readonly<Record<string, number>>> {
  if (audienceId === undefined) return {};
  const reader = store.roster.readFor(districtId, audienceId);
  const totals = STORED_TYPES.map(async (type) => [type, (await reader.listDirectory(type)).total] as const);
  return Object.fromEntries(await Promise.all(totals));
}

export interface SharingOptions {
  /** Why the district may give what needs a grant; needed where something is newly granted. */
  readonly attestation?: string | undefined;
  /** The application is not asked first, however much the change takes away from it. */
  readonly atOnce?: boolean | undefined;
}

/** Changes what is shared: first the audience is made ready, then one transaction turns the connection to it. */
export async function changeSharing(
  acting: Acting,
  id: string,
  sharing: Sharing,
  { attestation, atOnce = false }: SharingOptions = {},
): Promise<Connection> {
  const { control } = acting.store;
  const before = await getConnection(control, id);
  checkRefusals(sharing, await getApplication(control, before.applicationId));
  const attest = attestGrants(acting, before.sharing, sharing, attestation);
  await apply(acting, before, sharing, { attest, asks: !atOnce });
  return getConnection(control, id);
}

/** Looks again at what a connection sees, after its application changed what it takes. What is shared stays what it is. */
export async function resettleSharing(acting: Acting, id: string): Promise<void> {
  const connection = await getConnection(acting.store.control, id);
  // What the application does itself it need not be asked about.
  if (connection.state === 'connected')
    await apply(acting, connection, undefined, { ...NO_GRANT, asks: false });
}

interface ApplyOptions {
  readonly attest: AttestGrants;
  /** Whether the application is asked before a large change reaches it, if it wants to be. */
  readonly asks: boolean;
}

const NO_GRANT = { attest: () => Promise.resolve() } as const;

function ended(): RollbookError {
  return new RollbookError('conflict', 'The connection has ended. Connect the application anew.');
}

/** @param sharing what is shared from now on; undefined: what is shared when it is done. */
async function apply(
  acting: Acting,
  before: Connection,
  sharing: Sharing | undefined,
  { attest, asks }: ApplyOptions,
): Promise<void> {
  const { store } = acting;
  const { id, districtId, state } = before;
  if (state === 'disconnected') throw ended();
  const turn = async (transaction: ControlTransaction, audienceId: string | undefined) => {
    const connection = await getConnection(transaction, id);
    if (connection.state !== state)
      throw connection.state === 'disconnected'
        ? ended()
        : new RollbookError('conflict', 'The connection changed meanwhile. Look again.');
    // What is said of a change, and attested, is said of what was shared when it was decided.
    if (sharing && renderSharing(connection.sharing) !== renderSharing(before.sharing))
      throw new RollbookError('conflict', 'Somebody else changed what is shared meanwhile. Look again.');
    const after = sharing ?? connection.sharing;
    await transaction.update('connection', { id }, { sharing: after, audienceId });
    const counts = {
      before: await countsOf(acting, districtId, connection.audienceId),
      after: await countsOf(acting, districtId, audienceId),
    };
    await record(acting, transaction, {
      act: 'connection.sharing_changed',
      subject: `connection:${id}`,
      districtId,
      detail: { before: connection.sharing, after, counts },
    });
    await attest(transaction, connection);
    return connection.audienceId;
  };
  if (state !== 'connected') {
    await store.control.write((transaction) => turn(transaction, undefined));
    return;
  }
  const choose = async (reader: ControlReader): Promise<Choice> => {
    const choice = await choiceOf(reader, id);
    return sharing === undefined ? choice : { ...choice, sharing };
  };
  const isAsked = asks && (await choiceOf(store.control, id)).application.safetyThreshold;
  const left = await withAudience(
    acting,
    districtId,
    choose,
    async (transaction, audienceId) => ({ before: await turn(transaction, audienceId), now: audienceId }),
    async (to) => {
      const { audienceId: from } = await getConnection(store.control, id);
      if (isAsked && from !== undefined && from !== to)
        await store.districts.freezeTurn({ connectionId: id, districtId, from, to, at: acting.now() });
    },
  ).catch(async (error: unknown) => {
    // What was kept for a turn that did not come is not kept.
    const { audienceId } = await getConnection(store.control, id);
    await store.districts.thaw(id, acting.now(), audienceId);
    throw error;
  });
  if (left.before === left.now) {
    // Said again, so that what is withheld is withheld no more.
    if (sharing && !asks) await store.districts.thaw(id, acting.now());
    return;
  }
  await store.districts.thaw(id, acting.now(), isAsked ? left.now : undefined);
  await retireUnused(store, left.before);
}

const SITE_ATTEMPTS_MAX = 10;

/** A school joins what is shared, or leaves it, where the district left that to its schools (`auth-and-sharing` 9.2). */
export async function shareSite(
  acting: Acting,
  id: string,
  { schoolId, isShared }: { readonly schoolId: string; readonly isShared: boolean },
): Promise<Connection> {
  for (let attempt = 1; ; attempt++) {
    const connection = await getConnection(acting.store.control, id);
    const { share } = connection.sharing;
    if (share.kind !== 'site')
      throw new RollbookError(
        'conflict',
        'The district decides itself what this application is shown. Ask its admins to leave that to the schools.',
      );
    if (share.schools.includes(schoolId) === isShared) return connection;
    const others = share.schools.filter((one) => one !== schoolId);
    const schools = isShared ? [...others, schoolId].sort() : others;
    try {
      const sharing = { ...connection.sharing, share: { ...share, schools } };
      await apply(acting, connection, sharing, { ...NO_GRANT, asks: true });
      return await getConnection(acting.store.control, id);
    } catch (error) {
      // Another school decided at the same time: its choice must not be lost.
      const isOvertaken = error instanceof RollbookError && error.code === 'conflict';
      if (!isOvertaken || attempt === SITE_ATTEMPTS_MAX) throw error;
    }
  }
}
