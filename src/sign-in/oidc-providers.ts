import * as client from 'openid-client';
import type { LoginMethod } from '../store/index.ts';
import { openClientSecret } from './login-methods.ts';
import { isLoopback, oidcSettingsOf } from './method-settings.ts';

/** How long what a provider says of itself is believed. Its keys are fetched again by the library when one is not known. */
const BELIEVED_MS = 60 * 60_000;
const REMEMBERED_MAX = 1_000;
/** No provider may keep a sign-in waiting for longer. */
const TIMEOUT_SECONDS = 10;

/** By whichever way the provider accepts; a header unless it says otherwise (OpenID Connect Discovery 1.0, 3). */
function secretAuthentication(secret: string): client.ClientAuth {
  const inBody = client.ClientSecretPost(secret);
  const inHeader = client.ClientSecretBasic(secret);
  return (server, ...rest) => {
    const accepted = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    (accepted.includes('client_secret_basic') ? inHeader : inBody)(server, ...rest);
  };
}

/** What is known of the districts' OpenID providers. */
export class OidcProviders {
  readonly #serverKey: Buffer;
  readonly #known = new Map<
    string,
    { readonly configuration: client.Configuration; readonly until: number }
  >();

  constructor(serverKey: Buffer) {
    this.#serverKey = serverKey;
  }

  /** Asks the provider, unless that was done within the hour. Throws where it cannot be reached or says something else than it should. */
  async configurationOf(method: LoginMethod, now: Date): Promise<client.Configuration> {
    // Of the settings as they are: after a change the provider is asked anew.
    const key = JSON.stringify([method.districtId, method.id, method.settings, method.sealed]);
    const known = this.#known.get(key);
    if (known && now.getTime() < known.until) return known.configuration;
    const { issuer: text, client_id: clientId } = oidcSettingsOf(method);
    const issuer = new URL(text);
    const secret = openClientSecret(this.#serverKey, method);
    const configuration = await client.discovery(
      issuer,
      clientId,
      undefined,
      secret === undefined ? client.None() : secretAuthentication(secret),
      {
        timeout: TIMEOUT_SECONDS,
        // The signature of an id_token is checked even though it came by TLS from the provider itself.
        execute: [
          client.enableNonRepudiationChecks,
          ...(issuer.protocol === 'http:' && isLoopback(issuer) ? [allowHttp] : []),
        ],
      },
    );
    if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
    this.#known.set(key, { configuration, until: now.getTime() + BELIEVED_MS });
    return configuration;
  }
}

/** For a provider on this machine, and no other: marked as deprecated by the library so that nobody uses it by mistake. */
// eslint-disable-next-line @typescript-eslint/no-deprecated
const allowHttp = client.allowInsecureRequests;
