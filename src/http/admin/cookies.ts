/** The cookies that the admin API sets: of the account, and of the portal for somebody who enters it as a person. */
const ACCOUNT = 'rollbook_account';
/** As the sign-in of people names it. */
const PORTAL = 'rollbook_session';

export class AdminCookies {
  readonly #isSecure: boolean;

  /** @param baseUrl with https the cookies are for this host and secure connections only. */
  constructor(baseUrl: string) {
    this.#isSecure = baseUrl.startsWith('https://');
  }

  #name(name: string): string {
    return this.#isSecure ? `__Host-${name}` : name;
  }

  /** Tokens consist of letters, digits and underscores: nothing in them needs an escape. */
  #set(name: string, value: string, more: string): string {
    return `${this.#name(name)}=${value}; Path=/; HttpOnly${this.#isSecure ? '; Secure' : ''}; ${more}`;
  }

  /** The token of the account's session, as it was sent. */
  read(header: string | undefined): string | undefined {
    const before = `${this.#name(ACCOUNT)}=`;
    const pairs = (header ?? '').split(';').map((pair) => pair.trim());
    return pairs.find((pair) => pair.startsWith(before))?.slice(before.length);
  }

  /** Ends with the browser; how long it opens anything is for the server to say. */
  account(token: string): string {
    return this.#set(ACCOUNT, token, 'SameSite=Strict');
  }

  endAccount(): string {
    return this.#set(ACCOUNT, '', 'SameSite=Strict; Max-Age=0');
  }

  portal(token: string, maxAgeSeconds: number): string {
    return this.#set(PORTAL, token, `SameSite=Lax; Max-Age=${maxAgeSeconds}`);
  }
}
