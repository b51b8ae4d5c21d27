/** The life of a connection: one district and one application (`auth-and-sharing` 9.1). */
import { hashToken } from '../access/index.ts';
import { RollbookError } from '../errors/index.ts';
import { isScope, type Scope } from '../roster/index.ts';
import { NOTHING_SHARED, type Sharing } from '../sharing/index.ts';
import type { Application, Connection, ControlReader } from '../store/index.ts';
import { type Acting, newId, record } from './acting.ts';
import { getApplication } from './applications.ts';
import { attestGrants, checkRefusals, choiceOf } from './change-sharing.ts';
import { retireUnused, withAudience } from './connection-audience.ts';
import { type CreatedConnection, tokenOf } from './district-tokens.ts';
import { getDistrict } from './districts.ts';
import { findLiveConnection, getConnection } from './find-connection.ts';

/** Everything that needs no grant, staff included: what the command line shares unless told otherwise. */
export const SHARE_EVERYTHING: Sharing = {
  ...NOTHING_SHARED,
  share: { kind: 'everything', staff: true },
};

export interface ConnectionSettings {
  readonly districtId: string;
  readonly applicationId: string;
  readonly sharing?: Sharing;
  /** What the district accepts; all that the application asks for unless said. */
  readonly scopes?: readonly string[];
  readonly launchDate?: string | undefined;
  /** Why the district may give what needs a grant; needed where `sharing` grants something. */
  readonly attestation?: string | undefined;
  readonly id?: string;
}

function checkScopes(given: readonly string[] | undefined, { scopes }: Application): readonly Scope[] {
  if (given === undefined) return scopes;
  return given.map((scope) => {
    if (isScope(scope) && scopes.includes(scope)) return scope;
    throw new RollbookError(
      'bad_request',
      `The application does not ask for "${scope}". It asks for ${scopes.join(', ')}.`,
    );
  });
}

function checkDate(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new RollbookError('bad_request', `"${text}" is no date. Write it as 2026-09-01.`);
  return new Date(at).toISOString();
}

/** Connects an application with a district at once, in one act. Throws `already_exists` for a pair that is connected. */
export async function createConnection(
  acting: Acting,
  settings: ConnectionSettings,
): Promise<CreatedConnection> {
  const { store, now } = acting;
  const { districtId, applicationId, sharing = SHARE_EVERYTHING } = settings;
  await getDistrict(store, districtId);
  const application = await getApplication(store.control, applicationId);
  const scopes = checkScopes(settings.scopes, application);
  checkRefusals(sharing, application);
  const attest = attestGrants(acting, NOTHING_SHARED, sharing, settings.attestation);
  const at = now();
  const launchDate = checkDate(settings.launchDate) ?? at.toISOString();
  const id = settings.id ?? newId(at);
  const tokenVersion = 1;
  const token = tokenOf(acting, { id, tokenVersion });
  if (await findLiveConnection(store.control, districtId, applicationId)) throw alreadyConnected();
  const choose = async (reader: ControlReader) => ({
    application: await getApplication(reader, applicationId),
    sharing,
  });
  const connection = await withAudience(acting, districtId, choose, async (transaction, audienceId) => {
    if (await findLiveConnection(transaction, districtId, applicationId)) throw alreadyConnected();
    const made: Connection = {
      id,
      districtId,
      applicationId,
      state: 'connected',
      scopes,
      sharing,
      audienceId,
      launchDate,
      tokenVersion,
      tokenHash: hashToken(token),
      created: at.toISOString(),
    };
    await transaction.insert('connection', made);
    await record(acting, transaction, {
      act: 'connection.connected',
      subject: `connection:${id}`,
      districtId,
      detail: { application: applicationId, scopes, sharing, launch_date: launchDate },
    });
    await attest(transaction, made);
    return made;
  });
  return { connection, token };
}

function alreadyConnected(): RollbookError {
  return new RollbookError(
    'already_exists',
    'This application is connected to the district already. "rollbook token rotate" gives it another token.',
  );
}

/** A first step by one side; the other answers it by `acceptConnection`. */
export async function proposeConnection(
  acting: Acting,
  settings: ConnectionSettings & { readonly by: 'application' | 'district' },
): Promise<Connection> {
  const { store, now } = acting;
  const { districtId, applicationId, by } = settings;
  await getDistrict(store, districtId);
  const application = await getApplication(store.control, applicationId);
  const { sharing = NOTHING_SHARED } = settings;
  if (by === 'application' && sharing.granted.length > 0)
    throw new RollbookError(
      'bad_request',
      `${sharing.granted.join(' and ')} can be granted by the district alone. Invite it without, and ask it to grant.`,
    );
  checkRefusals(sharing, application);
  const attest = attestGrants(acting, NOTHING_SHARED, sharing, settings.attestation);
  const at = now();
  const connection: Connection = {
    id: newId(at),
    districtId,
    applicationId,
    // A request that the team answers itself waits for the district's choice of sharing only.
    state: by === 'application' ? 'invited' : application.autoApprove ? 'pending' : 'requested',
    scopes: checkScopes(settings.scopes, application),
    sharing,
    ...(settings.launchDate === undefined ? {} : { launchDate: checkDate(settings.launchDate) }),
    tokenVersion: 0,
    created: at.toISOString(),
  };
  await store.control.write(async (transaction) => {
    if (await findLiveConnection(transaction, districtId, applicationId)) throw alreadyConnected();
    await transaction.insert('connection', connection);
    await record(acting, transaction, {
      act: `connection.${connection.state}`,
      subject: `connection:${connection.id}`,
      districtId,
      detail: { application: applicationId, by },
    });
    await attest(transaction, connection);
  });
  return connection;
}

/** Connects what was invited, requested or is pending: the token is made now, and shows what is shared so far. */
export async function acceptConnection(acting: Acting, id: string): Promise<CreatedConnection> {
  const { store } = acting;
  const before = await getConnection(store.control, id);
  if (!['invited', 'requested', 'pending'].includes(before.state))
    throw new RollbookError('conflict', `The connection is ${before.state} and waits for no answer.`);
  const tokenVersion = before.tokenVersion + 1;
  const token = tokenOf(acting, { id, tokenVersion });
  const choose = (reader: ControlReader) => choiceOf(reader, id);
  const connection = await withAudience(
    acting,
    before.districtId,
    choose,
    async (transaction, audienceId) => {
      const now = await getConnection(transaction, id);
      if (now.state !== before.state)
        throw new RollbookError('conflict', 'Somebody else answered meanwhile. Look again.');
      const accepted: Connection = {
        ...now,
        state: 'connected',
        audienceId,
        tokenVersion,
        tokenHash: hashToken(token),
      };
      await transaction.put('connection', accepted);
      await record(acting, transaction, {
        act: 'connection.connected',
        subject: `connection:${id}`,
        districtId: now.districtId,
        detail: { application: now.applicationId, scopes: now.scopes, sharing: now.sharing },
      });
      return accepted;
    },
  );
  return { connection, token };
}

/** Sets the day from which people see the application; undefined: not yet. */
export async function setLaunchDate(
  acting: Acting,
  id: string,
  launchDate: string | undefined,
): Promise<Connection> {
  const { control } = acting.store;
  const before = await getConnection(control, id);
  const date = checkDate(launchDate);
  await control.write(async (transaction) => {
    await transaction.update('connection', { id }, { launchDate: date });
    await record(acting, transaction, {
      act: 'connection.launch_date_set',
      subject: `connection:${id}`,
      districtId: before.districtId,
      detail: { before: before.launchDate ?? null, after: date ?? null },
    });
  });
  return getConnection(control, id);
}

/** Accepts scopes for a connection. Fewer count from the next request on. */
export async function acceptScopes(
  acting: Acting,
  id: string,
  scopes: readonly string[],
): Promise<Connection> {
  const { control } = acting.store;
  const before = await getConnection(control, id);
  const accepted = checkScopes(scopes, await getApplication(control, before.applicationId));
  await control.write(async (transaction) => {
    await transaction.update('connection', { id }, { scopes: accepted });
    await record(acting, transaction, {
      act: 'connection.scopes_accepted',
      subject: `connection:${id}`,
      districtId: before.districtId,
      detail: { before: before.scopes, after: accepted },
    });
  });
  return getConnection(control, id);
}

/** Ends a connection: its token, its people's tokens and its codes open nothing from the next request on (`auth-and-sharing` 9.1). */
export async function disconnect(acting: Acting, id: string): Promise<void> {
  const { store } = acting;
  const before = await getConnection(store.control, id);
  if (before.state === 'disconnected')
    throw new RollbookError('conflict', 'The connection has ended already.');
  const { districtId, applicationId } = before;
  const at = acting.now();
  await store.control.write(async (transaction) => {
    await transaction.update(
      'connection',
      { id },
      {
        state: 'disconnected',
        ended: at.toISOString(),
        tokenHash: undefined,
        previousTokenHash: undefined,
        previousTokenUntil: undefined,
      },
    );
    await transaction.update(
      'user_token',
      { districtId, applicationId, authorizedBy: 'district', revokedAt: undefined },
      { revokedAt: at.getTime() },
    );
    await transaction.remove('authorization_code', { districtId, applicationId });
    await record(acting, transaction, {
      act: 'connection.disconnected',
      subject: `connection:${id}`,
      districtId,
      detail: { application: applicationId },
    });
  });
  await store.districts.thaw(id, at);
  await retireUnused(store, before.audienceId);
}
