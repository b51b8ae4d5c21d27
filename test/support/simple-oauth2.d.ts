/** The parts of the `simple-oauth2` 5 client that the suite uses; the package brings no types. */
declare module 'simple-oauth2' {
  interface Options {
    readonly client: { readonly id: string; readonly secret: string };
    readonly auth: {
      readonly tokenHost: string;
      readonly tokenPath: string;
      readonly authorizePath: string;
      readonly revokePath?: string;
    };
    readonly options?: {
      readonly bodyFormat?: 'form' | 'json';
      readonly authorizationMethod?: 'header' | 'body';
    };
  }

  interface AccessToken {
    readonly token: Readonly<Record<string, unknown>>;
    expired(): boolean;
    revoke(kind: 'access_token'): Promise<void>;
  }

  class AuthorizationCode {
    constructor(options: Options);
    authorizeURL(parameters: Readonly<Record<string, string>>): string;
    getToken(parameters: { readonly code: string; readonly redirect_uri: string }): Promise<AccessToken>;
  }
}
