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
  /** A code that is redeemed twice ends the token that came of it (`auth-and-sharing` 3.2). */
  readonly replayRevokes: boolean;
}

/** What the flows work with. */
export interface OAuthParts {
  readonly store: Pick<Store, 'control' | 'districts' | 'roster'>;
  readonly serverKey: Buffer;
  readonly sessions: HubSessions;
  readonly authenticator: Authenticator;
  readonly now: () => Date;
  readonly settings: OAuthSettings;
}

/** In whose name a signed-in person acts: an admin who looks through the person's eyes acts in the admin's own. */
export function actorOf({ person, actorAccountId }: Pick<SignedIn, 'person' | 'actorAccountId'>): string {
  return actorAccountId === undefined ? `${person.type}:${person.id}` : `account:${actorAccountId}`;
}

/** Writes a line that belongs to no other change. */
export function note({ store, now }: OAuthParts, line: Omit<AuditLine, 'at'>): Promise<void> {
  return store.control.write((transaction) => transaction.audit({ ...line, at: now() }), { ephemeral: true });
}
