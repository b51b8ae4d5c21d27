import { RollbookError } from '../errors/index.ts';
import type { PersonType } from '../roster/index.ts';
import type { Application, Connection, Store, UserToken } from '../store/index.ts';
import { sessionEnd } from './impersonations.ts';
import { findWholeAudience, isAuthorizedByTeacher, seesPerson } from './library.ts';
import { maySignIn, reachOf } from './policy.ts';
import type { DistrictPrincipal, Person, Principal, UserPrincipal } from './principal.ts';
import { hashToken, kindOfToken } from './tokens.ts';

const BEARER = /^bearer +([^\s]+) *$/i;
const REMEMBERED_MAX = 10_000;
/** A time that does not come. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Fixed tokens of the sandbox, and what each stands for. */
export type FixedTokens = ReadonlyMap<
  string,
  { readonly districtId: string; readonly applicationId: string; readonly person?: Person }
>;

export interface AuthenticatorOptions {
  readonly store: Pick<Store, 'control' | 'districts' | 'roster'>;
  /** How long a session of the portal rests until it is over, in milliseconds. */
  readonly sessionIdleMs: number;
  readonly fixed?: FixedTokens;
  readonly now?: () => Date;
}

/** The token of an Authorization header, whatever it opens. */
export function tokenOfHeader(header: string | undefined): string | undefined {
  return BEARER.exec(header ?? '')?.[1];
}

/** Turns an Authorization header into a principal, and remembers the answer for as long as nothing was committed. */
export class Authenticator {
  readonly #store;
  readonly #sessionIdleMs: number;
  readonly #fixed: FixedTokens;
  readonly #now: () => Date;
  readonly #remembered = new Map<string, Principal>();
  /** How often everything was forgotten. */
  #epoch = 0;

  constructor({ store, sessionIdleMs, fixed = new Map(), now = () => new Date() }: AuthenticatorOptions) {
    this.#store = store;
    this.#sessionIdleMs = sessionIdleMs;
    this.#fixed = fixed;
    this.#now = now;
  }

  /** To be called when something was committed: what is remembered may be wrong now. */
  forget(): void {
    this.#epoch++;
    this.#remembered.clear();
  }

  /** The principal if the header was seen before; no waiting on the way of a page that is in memory. */
  recall(header: string): Principal | undefined {
    const principal = this.#remembered.get(header);
    return principal && (principal.validUntil === NEVER || this.#now().getTime() < principal.validUntil)
      ? principal
      : undefined;
  }

  /** Throws `unauthorized` for no token and for one that opens nothing. */
  async authenticate(header: string | undefined): Promise<Principal> {
    const token = tokenOfHeader(header);
    if (header === undefined || token === undefined)
      throw new RollbookError(
        'unauthorized',
        'No access token was sent. Send it in a header: "Authorization: Bearer <token>".',
      );
    const epoch = this.#epoch;
    const principal = await this.#find(token);
    if (!principal)
      throw new RollbookError(
        'unauthorized',
        'Unrecognized access token. Check that it was copied whole and has not been revoked.',
      );
    // What was found before a commit that has been noticed since may be revoked by it: true for this request, not for the next.
    if (epoch !== this.#epoch) return principal;
    if (this.#remembered.size >= REMEMBERED_MAX) this.#remembered.clear();
    this.#remembered.set(header, principal);
    return principal;
  }

  async #find(token: string): Promise<Principal | undefined> {
    const fixed = this.#fixed.get(token);
    if (fixed) return this.#findFixed(token, fixed);
    switch (kindOfToken(token)) {
      case 'district':
        return this.#findDistrict(token);
      case 'user':
        return this.#findUser(token);
      case 'session':
      case 'account':
      case undefined:
        return undefined;
    }
  }

  async #findFixed(
    token: string,
    { districtId, applicationId, person }: { districtId: string; applicationId: string; person?: Person },
  ): Promise<Principal | undefined> {
    const connection = await this.#liveConnection(districtId, applicationId);
    if (!connection) return undefined;
    const application = await this.#enabledApplication(applicationId);
    if (!application) return undefined;
    if (!person) return districtPrincipal(application, connection, { token, validUntil: NEVER });
    return this.#userPrincipal(application, connection, {
      token,
      person,
      tokenId: `demo-${person.type}`,
      authorizedBy: 'district',
      actorAccountId: undefined,
      validUntil: NEVER,
    });
  }

  async #liveConnection(districtId: string, applicationId: string): Promise<Connection | undefined> {
    const connection = await this.#store.control.get('connection', {
      districtId,
      applicationId,
      state: 'connected',
    });
    return connection?.audienceId === undefined ? undefined : connection;
  }

  async #enabledApplication(id: string): Promise<Application | undefined> {
    const application = await this.#store.control.get('application', { id });
    return application?.state === 'enabled' ? application : undefined;
  }

  async #findDistrict(token: string): Promise<DistrictPrincipal | undefined> {
    const { control } = this.#store;
    const tokenHash = hashToken(token);
    const current = await control.get('connection', { tokenHash });
    const connection = current ?? (await control.get('connection', { previousTokenHash: tokenHash }));
    if (connection?.state !== 'connected') return undefined;
    // After a rotation the token before it opens the district for a while.
    const validUntil = current ? NEVER : (connection.previousTokenUntil ?? 0);
    if (this.#now().getTime() >= validUntil) return undefined;
    const application = await this.#enabledApplication(connection.applicationId);
    return application && districtPrincipal(application, connection, { token, validUntil });
  }

  async #findUser(token: string): Promise<UserPrincipal | undefined> {
    const found = await this.#store.control.get('user_token', { tokenHash: hashToken(token) });
    if (!found || found.revokedAt !== undefined) return undefined;
    const validUntil = await this.#endOf(found);
    if (this.#now().getTime() >= validUntil) return undefined;
    const application = await this.#enabledApplication(found.applicationId);
    if (!application) return undefined;
    const of = {
      token,
      person: { type: found.personType, id: found.personId },
      tokenId: found.id,
      authorizedBy: found.authorizedBy,
      actorAccountId: found.actorAccountId,
      validUntil,
    };
    if (found.authorizedBy === 'teacher') return this.#libraryPrincipal(application, found, of);
    const connection = await this.#liveConnection(found.districtId, found.applicationId);
    return connection && this.#userPrincipal(application, connection, of);
  }

  /**
   * Until when a token opens something, in milliseconds. What was opened as somebody else ends with the session that it was opened through
   * (`auth-and-sharing` 10); if the session goes on, so does the token, for it is looked at again then.
   */
  async #endOf({ expires, actorAccountId, sessionHash: idHash }: UserToken): Promise<number> {
    if (actorAccountId === undefined) return expires;
    const session =
      idHash === undefined ? undefined : await this.#store.control.get('hub_session', { idHash });
    return session ? Math.min(expires, sessionEnd(session, this.#sessionIdleMs)) : 0;
  }

  /** Only while the person may sign in, and is shared: whoever is unshared is nobody here from the next request on. */
  async #userPrincipal(
    application: Application,
    connection: Connection,
    of: UserTokenFacts,
  ): Promise<UserPrincipal | undefined> {
    const { person } = of;
    if (!maySignIn(application, connection, person, this.#now())) return undefined;
    const { districtId, audienceId = '' } = connection;
    if (!(await seesPerson(this.#store, { districtId, audienceId }, person))) return undefined;
    return {
      kind: 'user',
      districtId,
      audienceId,
      applicationId: application.id,
      clientId: application.clientId,
      reach: reachOf(application, connection.scopes),
      ...userFacts(of),
    };
  }

  /** A teacher authorized the application; a connection of the district would take precedence (`auth-and-sharing` 3.1, step 8). */
  async #libraryPrincipal(
    application: Application,
    { districtId, scopes }: UserToken,
    of: UserTokenFacts,
  ): Promise<UserPrincipal | undefined> {
    const { person } = of;
    const audienceId = await findWholeAudience(this.#store, districtId);
    if (audienceId === undefined || !(await seesPerson(this.#store, { districtId, audienceId }, person)))
      return undefined;
    const question = { applicationId: application.id, districtId, audienceId, person };
    if (!(await isAuthorizedByTeacher(this.#store, question))) return undefined;
    return {
      kind: 'user',
      districtId,
      audienceId,
      applicationId: application.id,
      clientId: application.clientId,
      reach: { ...reachOf(application, scopes), tier: 'library' },
      ...userFacts(of),
    };
  }
}

interface UserTokenFacts {
  readonly token: string;
  readonly person: { readonly type: PersonType; readonly id: string };
  readonly tokenId: string;
  readonly authorizedBy: 'district' | 'teacher';
  readonly actorAccountId: string | undefined;
  readonly validUntil: number;
}

function userFacts({ token, ...rest }: UserTokenFacts) {
  return { ...rest, rateKey: hashToken(token) };
}

function districtPrincipal(
  application: Application,
  connection: Connection,
  { token, validUntil }: { readonly token: string; readonly validUntil: number },
): DistrictPrincipal {
  return {
    kind: 'district',
    asksFirst: application.safetyThreshold,
    districtId: connection.districtId,
    audienceId: connection.audienceId ?? '',
    applicationId: application.id,
    clientId: application.clientId,
    reach: reachOf(application, connection.scopes),
    tokenId: connection.id,
    rateKey: hashToken(token),
    validUntil,
  };
}

/**
 * The caller that the district token of a connection stands for, without the token: for looking at what its application sees. Undefined where
 * the token would open nothing.
 */
export function principalOf(application: Application, connection: Connection): DistrictPrincipal | undefined {
  if (application.state !== 'enabled') return undefined;
  if (connection.state !== 'connected' || connection.audienceId === undefined) return undefined;
  return districtPrincipal(application, connection, { token: `seen ${connection.id}`, validUntil: NEVER });
}
