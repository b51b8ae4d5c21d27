import type { Person } from '../access/index.ts';

/** A person who is signed in here: the only thing that decides whom a code is for. */
export interface SignedIn {
  readonly districtId: string;
  readonly person: Person;
  readonly sessionHash: string;
  /** In milliseconds, like `lastSeen`. */
  readonly created: number;
  readonly lastSeen: number;
  /** The login method by which the person came. */
  readonly method: string;
  /** An admin who looks through the eyes of the person. */
  readonly actorAccountId: string | undefined;
}

/** What OAuth asks of sign-in. */
export interface HubSessions {
  /** @param cookieHeader as the browser sent it. */
  find(cookieHeader: string | undefined, now: Date): Promise<SignedIn | undefined>;
  end(sessionHash: string): Promise<void>;
}
