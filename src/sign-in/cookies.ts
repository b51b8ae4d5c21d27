/** Cookies of a hub. Over https their names begin with `__Host-`, so that no other host or path can set them (`auth-and-sharing` 12). */

export type CookieKind = 'session' | 'form' | 'oidc';

export class Cookies {
  readonly #isSecure: boolean;

  /** @param isSecure whether people reach the hub by https. */
  constructor(isSecure: boolean) {
    this.#isSecure = isSecure;
  }

  nameOf(kind: CookieKind): string {
    return `${this.#isSecure ? '__Host-' : ''}rollbook_${kind}`;
  }

  /** The value of a cookie in a `Cookie` header. Of two with one name the first counts, as browsers send the more specific one first. */
  read(header: string | undefined, kind: CookieKind): string | undefined {
    const name = this.nameOf(kind);
    for (const part of (header ?? '').split(';')) {
      const mark = part.indexOf('=');
      if (mark !== -1 && part.slice(0, mark).trim() === name) return part.slice(mark + 1).trim();
    }
    return undefined;
  }

  /** A `Set-Cookie` header. Without `maxAgeSeconds` the cookie ends with the browser. */
  write(kind: CookieKind, value: string, maxAgeSeconds?: number): string {
    const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
    const secure = this.#isSecure ? '; Secure' : '';
    return `${this.nameOf(kind)}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${age}`;
  }

  clear(kind: CookieKind): string {
    return this.write(kind, '', 0);
  }
}
