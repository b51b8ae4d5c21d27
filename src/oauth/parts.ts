import type { Authenticator } from '../access/index.ts';
import type { AuditLine, Store } from '../store/index.ts';
import type { HubSessions, SignedIn } from './hub-sessions.ts';

/** How long a code can be redeemed (`auth-and-sharing` 3.2). */
export const CODE_MS = 60_000;

export interface OAuthSettings {
  /** How long an Instant Login token opens something (`auth-and-sharing` 12). */
  readonly userTokenMs: number;
  /** A session older than this is asked "continue as …?" unless the application says otherwise; 0: never. */
  readonly confirmAfterMs: number;
  /** A session of the portal is over when it rested for so long. */
  readonly sessionIdleMs: number;
  /** A code that is redeemed twice ends the token that came of it (`auth-and-sharing` 3.2). */
  readonly replayRevokes: boolean;
}

/** A refusal, for the ledger. Those of a minute are put together: whoever asks for it cannot fill the ledger. */
export interface Refusal extends Pick<AuditLine, 'act' | 'actor' | 'subject' | 'districtId' | 'requestId'> {
  /** In words of a closed set, with which it is told from others. */
  readonly reason: Readonly<Record<string, string>>;
  /** What was sent, where it can be an id of a client. */
  readonly named?: Readonly<Record<string, string>>;
  /** From where, as far as networks are told apart. */
  readonly network: string;
  /** It is told of a client or a person that is known, not only of whoever can reach this server. */
  readonly isOfSomebody: boolean;
}

/** What the flows work with. */
export interface OAuthParts {
  readonly store: Pick<Store, 'control' | 'districts' | 'roster'>;
  readonly serverKey: Buffer;
  readonly sessions: HubSessions;
  readonly authenticator: Authenticator;
  readonly now: () => Date;
  readonly settings: OAuthSettings;
  readonly onRefused: (refusal: Refusal) => void;
}

/** In whose name a signed-in person acts: an admin who looks through the person's eyes acts in the admin's own. */
export function actorOf({ person, actorAccountId }: Pick<SignedIn, 'person' | 'actorAccountId'>): string {
  return actorAccountId === undefined ? `${person.type}:${person.id}` : `account:${actorAccountId}`;
}

const CLIENT_ID = /^[0-9a-f]{20}$/;

/** What may be written down of what was sent as an id of a client: nothing, unless it can be one. */
export function namedClient(sent: string | undefined): Readonly<Record<string, string>> {
  return sent !== undefined && CLIENT_ID.test(sent) ? { client_id: sent } : {};
}

/** Writes a line of what was done and belongs to no other change. What was refused is told to `onRefused`. */
export function note({ store, now }: OAuthParts, line: Omit<AuditLine, 'at'>): Promise<void> {
  return store.control.write((transaction) => transaction.audit({ ...line, at: now() }), { ephemeral: true });
}
