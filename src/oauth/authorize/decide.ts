/** The answer of a person to a page of ours. A form counts only from the session, and for the request, that it was made for. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SignedIn } from '../hub-sessions.ts';
import { actorOf, type OAuthParts } from '../parts.ts';
import {
  type Asked,
  askAgainPath,
  type AuthorizeAnswer,
  AUTHORIZE_PATH,
  type Decision,
} from './authorization-request.ts';
import { authorize } from './authorize.ts';
import { launch } from './launch.ts';

/** Proves that a form is ours: another site can neither read nor guess it. */
export function formToken(
  { serverKey }: Pick<OAuthParts, 'serverKey'>,
  asked: Pick<Asked, 'path' | 'query'>,
  { sessionHash }: Pick<SignedIn, 'sessionHash'>,
): string {
  return createHmac('sha256', serverKey)
    .update(`oauth-form\0${sessionHash}\0${askAgainPath(asked)}`)
    .digest('base64url');
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Runs the flow that a request belongs to. */
export function answerRequest(asked: Asked, parts: OAuthParts): Promise<AuthorizeAnswer> {
  return asked.path === AUTHORIZE_PATH ? authorize(asked, parts) : launch(asked, parts);
}

export interface Decided {
  readonly decision: Decision;
  readonly token: string;
}

/** Goes on with a request after the person decided. */
export async function decide(
  asked: Asked,
  { decision, token }: Decided,
  parts: OAuthParts,
): Promise<AuthorizeAnswer> {
  const session = await parts.sessions.find(asked.cookie, parts.now());
  // Whoever is not signed in any more is asked to sign in, and then anew.
  if (!session) return answerRequest(asked, parts);
  if (!isEqual(token, formToken(parts, asked, session))) {
    parts.onRefused({
      actor: actorOf(session),
      act: 'oauth.decide',
      subject: `${session.person.type}:${session.person.id}`,
      districtId: session.districtId,
      requestId: asked.requestId,
      reason: { why: 'outdated_form' },
      network: asked.network,
      isOfSomebody: true,
    });
    return { kind: 'error_page', error: 'outdated_form' };
  }
  return answerRequest({ ...asked, decision }, parts);
}
