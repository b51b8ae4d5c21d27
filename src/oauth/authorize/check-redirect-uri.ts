/** Step 2: the address must be a registered one, to the letter; without one, the primary (`auth-and-sharing` 2, 3.1). */
import type { Application } from '../../store/index.ts';
import type { OAuthParts } from '../parts.ts';
import type { Asked } from './authorization-request.ts';
import { endOnPage } from './find-client.ts';

export function checkRedirectUri<A extends Asked & { readonly application: Application }>(
  asked: A,
  parts: OAuthParts,
) {
  const { application, parameters, repeated } = asked;
  const { redirect_uri: sent } = parameters;
  const redirectUri =
    sent === undefined ? application.redirectUris[0] : application.redirectUris.find((uri) => uri === sent);
  if (redirectUri === undefined)
    return endOnPage(
      parts,
      asked,
      sent === undefined ? 'no_redirect_uri' : 'unknown_redirect_uri',
      application,
    );
  // Of two states neither is echoed.
  return { ...asked, redirectUri, state: repeated.includes('state') ? undefined : parameters.state };
}
