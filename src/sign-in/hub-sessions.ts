/** Who is signed in here (`auth-and-sharing` 12, `reliability` S-06). A session ends by rest, by age, by hand, or with its person. */
import {
  endImpersonationsIn,
  hashToken,
  kindOfToken,
  type Person,
  randomToken,
  sessionEnd,
} from '../access/index.ts';
import type { ControlTransaction, Row, Store } from '../store/index.ts';
import { Cookies } from './cookies.ts';
import { People } from './people.ts';

export interface SessionLimits {
  /** Without a request for so long, a session has ended. */
  readonly idleMs: number;
  /** However busy it is, a session ends after so long. */
  readonly absoluteMs: number;
}

export interface FoundSession {
  /** By which the session is stored; it opens nothing. */
  readonly sessionHash: string;
  readonly districtId: string;
  readonly person: Person;
  /** The id of the login method by which the person came. */
  readonly method: string;
  /** In milliseconds. */
  readonly created: number;
  readonly lastSeen: number;
  /** An admin who looks through the eyes of the person. */
  readonly actorAccountId: string | undefined;
}

export interface NewSession {
  readonly districtId: string;
  readonly person: Person;
  readonly method: string;
  readonly now: Date;
  /** The `Cookie` header of the request: the session it names is replaced, for devices are shared. */
  readonly cookieHeader: string | undefined;
  readonly actorAccountId?: string | undefined;
  readonly requestId?: string | undefined;
}

/** For so long the hub can still say when a token that ran out was given, and to whom. */
const TOKENS_KEPT_MS = 30 * 24 * 60 * 60_000;

/** `lastSeen` is written at most so often: reading a page costs no write. */
const SEEN_MS = 60_000;

export class HubSessions {
  readonly #store: Pick<Store, 'control' | 'districts' | 'roster'>;
  readonly #limits: SessionLimits;
  readonly #cookies: Cookies;
  readonly #people: People;

  constructor(parts: {
    readonly store: Pick<Store, 'control' | 'districts' | 'roster'>;
    readonly limits: SessionLimits;
    /** Whether people reach the hub by https. */
    readonly isSecure: boolean;
  }) {
    this.#store = parts.store;
    this.#limits = parts.limits;
    this.#cookies = new Cookies(parts.isSecure);
    this.#people = new People(parts.store);
  }

  #hashIn(cookieHeader: string | undefined): string | undefined {
    const token = this.#cookies.read(cookieHeader, 'session');
    return token !== undefined && kindOfToken(token) === 'session' ? hashToken(token) : undefined;
  }

  /** The live session that a `Cookie` header names. Whoever left the roster has none. */
  async find(cookieHeader: string | undefined, now: Date): Promise<FoundSession | undefined> {
    const idHash = this.#hashIn(cookieHeader);
    if (idHash === undefined) return undefined;
    const { control } = this.#store;
    const session = await control.get('hub_session', { idHash });
    const nowMs = now.getTime();
    if (!session || nowMs >= sessionEnd(session, this.#limits.idleMs)) return undefined;
    const { districtId, method, created, lastSeen, actorAccountId } = session;
    const person = { type: session.personType, id: session.personId };
    if (!(await this.#people.exists(districtId, person))) return undefined;
    if (nowMs - lastSeen >= SEEN_MS)
      await control.write(
        async (transaction) => {
          await transaction.update('hub_session', { idHash }, { lastSeen: nowMs });
        },
        { ephemeral: true },
      );
    return { sessionHash: idHash, districtId, person, method, created, lastSeen, actorAccountId };
  }

  /** Signs a person in: a new session, a new secret, and the session before it on this browser is over. */
  async start(of: NewSession): Promise<{ readonly sessionHash: string; readonly setCookie: string }> {
    const { districtId, person, method, now, actorAccountId, requestId } = of;
    const token = randomToken('session');
    const idHash = hashToken(token);
    const nowMs = now.getTime();
    const before = this.#hashIn(of.cookieHeader);
    await this.#store.control.write(async (transaction) => {
      if (before !== undefined) await removeSession(transaction, before, now);
      await transaction.insert('hub_session', {
        idHash,
        districtId,
        personType: person.type,
        personId: person.id,
        method,
        actorAccountId,
        created: nowMs,
        lastSeen: nowMs,
        ends: nowMs + this.#limits.absoluteMs,
      });
      await transaction.audit({
        districtId,
        actor: actorAccountId === undefined ? subjectOf(person) : `account:${actorAccountId}`,
        act: 'login.succeeded',
        subject: subjectOf(person),
        outcome: 'ok',
        at: now,
        requestId,
        detail: { method },
      });
    });
    return { sessionHash: idHash, setCookie: this.#cookies.write('session', token) };
  }

  /** Ends one session. Applications end their own; what somebody opened as somebody else ends with it. */
  async end(sessionHash: string, now = new Date()): Promise<void> {
    await this.#store.control.write(async (transaction) => {
      const session = await removeSession(transaction, sessionHash, now);
      if (!session) return;
      const { districtId, personType, personId, method } = session;
      const subject = subjectOf({ type: personType, id: personId });
      await transaction.audit({
        districtId,
        actor: subject,
        act: 'logout',
        subject,
        outcome: 'ok',
        at: now,
        detail: { method },
      });
    });
  }

  /** Ends every session of a person, on whatever device. */
  async endAllOf(of: { readonly districtId: string; readonly person: Person }): Promise<void> {
    await this.#store.control.write(async (transaction) => {
      await endSessionsIn(transaction, of);
    });
  }

  /** What takes the session out of the browser. */
  clearCookie(): string {
    return this.#cookies.clear('session');
  }

  /**
   * Removes rows of sessions that are over, with what somebody opened through them as somebody else, and of tokens that have been over for
   * long.
   */
  async sweep(now: Date): Promise<void> {
    const nowMs = now.getTime();
    await this.#store.control.write(
      async (transaction) => {
        for (const below of [
          ['ends', nowMs],
          ['lastSeen', nowMs - this.#limits.idleMs],
        ] as const) {
          for (const { actorAccountId } of await transaction.find('hub_session', {}, { below }))
            if (actorAccountId !== undefined) await endImpersonationsIn(transaction, actorAccountId, now);
          await transaction.remove('hub_session', {}, { below });
        }
        await transaction.remove('user_token', {}, { below: ['expires', nowMs - TOKENS_KEPT_MS] });
      },
      { ephemeral: true },
    );
  }
}

/** Removes a session; what somebody opened through it as somebody else ends with it. The session that it was. */
async function removeSession(
  transaction: ControlTransaction,
  idHash: string,
  now: Date,
): Promise<Row<'hub_session'> | undefined> {
  const session = await transaction.get('hub_session', { idHash });
  if (!session) return undefined;
  await transaction.remove('hub_session', { idHash });
  if (session.actorAccountId !== undefined)
    await endImpersonationsIn(transaction, session.actorAccountId, now);
  return session;
}

/** As part of a larger act: every session of a person ends. How many there were. */
export function endSessionsIn(
  transaction: ControlTransaction,
  { districtId, person }: { readonly districtId: string; readonly person: Person },
): Promise<number> {
  return transaction.remove('hub_session', { districtId, personType: person.type, personId: person.id });
}

/** How a person is named in the ledger. */
export function subjectOf({ type, id }: Person): string {
  return `${type}:${id}`;
}
