/** A login that starts here, from a link or an icon: to the primary address, without a state (`auth-and-sharing` 4). */
import { End, Flow } from '../flow.ts';
import type { SignedIn } from '../hub-sessions.ts';
import { actorOf, note, type OAuthParts } from '../parts.ts';
import { askConsent } from './ask-consent.ts';
import type { Asked, AuthorizeAnswer, Target } from './authorization-request.ts';
import { checkAccess } from './check-access.ts';
import { checkRedirectUri } from './check-redirect-uri.ts';
import { chooseDistrict } from './choose-district.ts';
import { confirmPerson } from './confirm-person.ts';
import { findClient } from './find-client.ts';
import { issueCode } from './issue-code.ts';
import { locationOf } from './redirect-answer.ts';
import { matchDistrict, requireSession } from './require-session.ts';

/** Nothing but who, where, and how to answer "no" is taken from a link. */
export function keepLinkParameters<A extends Asked>(asked: A) {
  const { client_id, district_id, confirmed, return_unshared, channel } = asked.parameters;
  const kept = { client_id, district_id, confirmed, return_unshared, channel };
  return {
    ...asked,
    parameters: Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
  };
}

/** An application that must use PKCE cannot be handed a code that it did not ask for; it is opened, and asks (`auth-and-sharing` 3.5). */
export async function openWithoutCode<A extends Asked & Target & { readonly session: SignedIn }>(
  asked: A,
  parts: OAuthParts,
) {
  const { application, session, redirectUri, requestId } = asked;
  if (!application.isPublic) return asked;
  await note(parts, {
    actor: actorOf(session),
    act: 'oauth.launch',
    subject: `application:${application.id}`,
    outcome: 'ok',
    districtId: session.districtId,
    requestId,
    detail: { person: `${session.person.type}:${session.person.id}` },
  });
  return new End<AuthorizeAnswer>({ kind: 'redirect', location: locationOf(redirectUri) });
}

export const launch = Flow.begin<Asked, OAuthParts, AuthorizeAnswer>()
  .step(keepLinkParameters)
  .step(findClient)
  .step(checkRedirectUri)
  .step(chooseDistrict)
  .step(requireSession)
  .step(matchDistrict)
  .step(confirmPerson)
  .step(checkAccess)
  .step(askConsent)
  .step(openWithoutCode)
  .ends(issueCode);
