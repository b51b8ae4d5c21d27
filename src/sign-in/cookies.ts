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

  /** The value of a cookie in a `Cookie` header; none where it was sent twice, for one of the two is somebody else's. */
  read(header: string | undefined, kind: CookieKind): string | undefined {
    const name = this.nameOf(kind);
    const values = (header ?? '').split(';').flatMap((part) => {
      const mark = part.indexOf('=');
      return mark !== -1 && part.slice(0, mark).trim() === name ? [part.slice(mark + 1).trim()] : [];
    });
    return values.length === 1 ? values[0] : undefined;
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
