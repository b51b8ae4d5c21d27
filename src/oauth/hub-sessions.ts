import { hashToken, kindOfToken, type Person } from '../access/index.ts';
import type { Store } from '../store/index.ts';

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

/** `auth-and-sharing` 12. */
export const SESSION_IDLE_MS = 2 * 60 * 60 * 1000;
export const SESSION_LONGEST_MS = 10 * 60 * 60 * 1000;
/** A session that was seen less than this ago is not written again. */
const SEEN_EVERY_MS = 60_000;

const COOKIE = 'rollbook_session';

/** Over https the name keeps other hosts of the domain from setting the cookie. */
export function sessionCookieName(isHttps: boolean): string {
  return isHttps ? `__Host-${COOKIE}` : COOKIE;
}

/** The value of a cookie; none where it was sent twice, for one of the two is somebody else's. */
function cookieOf(header: string, name: string): string | undefined {
  const values = header.split(';').flatMap((pair) => {
    const mark = pair.indexOf('=');
    return mark !== -1 && pair.slice(0, mark).trim() === name ? [pair.slice(mark + 1).trim()] : [];
  });
  return values.length === 1 ? values[0] : undefined;
}

/** Sessions over the table that sign-in fills. */
export function storedHubSessions(
  { control }: Pick<Store, 'control'>,
  { isHttps }: { readonly isHttps: boolean },
): HubSessions {
  const name = sessionCookieName(isHttps);
  return {
    async find(cookieHeader, now) {
      const cookie = cookieOf(cookieHeader ?? '', name);
      if (cookie === undefined || kindOfToken(cookie) !== 'session') return undefined;
      const idHash = hashToken(cookie);
      const row = await control.get('hub_session', { idHash });
      const at = now.getTime();
      if (!row || at >= Math.min(row.ends, row.created + SESSION_LONGEST_MS, row.lastSeen + SESSION_IDLE_MS))
        return undefined;
      if (at - row.lastSeen >= SEEN_EVERY_MS)
        await control.write(
          (transaction) => transaction.update('hub_session', { idHash }, { lastSeen: at }),
          {
            ephemeral: true,
          },
        );
      return {
        districtId: row.districtId,
        person: { type: row.personType, id: row.personId },
        sessionHash: idHash,
        created: row.created,
        lastSeen: at,
        method: row.method,
        actorAccountId: row.actorAccountId,
      };
    },
    async end(sessionHash) {
      await control.write((transaction) => transaction.remove('hub_session', { idHash: sessionHash }));
    },
  };
}
