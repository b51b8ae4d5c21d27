import { End } from '../flow.ts';
import type { OAuthParts } from '../parts.ts';
import type { AuthorizeAnswer, Target } from './authorization-request.ts';

/** `unauthorized-user` is the word of the original, for a person with whom the application is not shared (`auth-and-sharing` 3.3). */
export type AuthorizeError =
  'invalid_request' | 'unsupported_response_type' | 'access_denied' | 'unauthorized-user';

/** A header holds ASCII only. What was registered is kept to the letter where it can be. */
export function locationOf(redirectUri: string): string {
  return /^[\x21-\x7e]+$/.test(redirectUri) ? redirectUri : new URL(redirectUri).href;
}

/** Adds parameters to a registered address; spaces become %20 and colons %3A, as in the original (`auth-and-sharing` 3.2). */
export function renderRedirect(
  redirectUri: string,
  parameters: Readonly<Record<string, string | undefined>>,
  { inFragment = false } = {},
): string {
  const base = locationOf(redirectUri);
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  const mark = inFragment ? '#' : !base.includes('?') ? '?' : /[?&]$/.test(base) ? '' : '&';
  return `${base}${mark}${pairs.join('&')}`;
}

export interface RedirectedError {
  readonly error: AuthorizeError;
  readonly description: string;
  /** For the ledger: what exactly was wrong. */
  readonly why: string;
  /** Who is signed in. */
  readonly actor?: string;
  readonly districtId?: string;
  readonly inFragment?: boolean;
}

/** Ends a flow by telling the application, which is known and whose address was proved. */
export function endWithError(
  { onRefused }: OAuthParts,
  { redirectUri, state, issuer, requestId, network, application }: Target,
  { error, description, why, actor, districtId, inFragment = false }: RedirectedError,
): End<AuthorizeAnswer> {
  const subject = `application:${application.id}`;
  onRefused({
    actor: actor ?? subject,
    act: 'oauth.authorize',
    subject,
    districtId,
    requestId,
    reason: { error, why },
    network,
    isOfSomebody: actor !== undefined,
  });
  const parameters = { error, error_description: description, state, iss: issuer };
  return new End({ kind: 'redirect', location: renderRedirect(redirectUri, parameters, { inFragment }) });
}
