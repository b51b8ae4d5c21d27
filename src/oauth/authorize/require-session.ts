/** Steps 4 and 5: somebody must be signed in, in this district; a session of another district ends (`auth-and-sharing` 3.1). */
import { End } from '../flow.ts';
import type { SignedIn } from '../hub-sessions.ts';
import { actorOf, note, type OAuthParts } from '../parts.ts';
import { type Asked, askAgainPath, type AuthorizeAnswer } from './authorization-request.ts';

/** To the district's login page, and from there back to this request. */
export function loginRedirect(asked: Asked, districtId: string): AuthorizeAnswer {
  return {
    kind: 'local_redirect',
    path: `/in/${districtId}?next=${encodeURIComponent(askAgainPath(asked))}`,
  };
}

export async function endSession(
  parts: OAuthParts,
  { requestId }: Asked,
  session: SignedIn,
  why: 'other_district' | 'not_me',
): Promise<void> {
  await parts.sessions.end(session.sessionHash);
  await note(parts, {
    actor: actorOf(session),
    act: 'session.ended',
    subject: `${session.person.type}:${session.person.id}`,
    outcome: 'ok',
    districtId: session.districtId,
    requestId,
    detail: { why },
  });
}

interface InDistrict extends Asked {
  readonly districtId: string;
  readonly foundSession: SignedIn | undefined;
}

export function requireSession<A extends InDistrict>(asked: A) {
  const { foundSession: session, districtId } = asked;
  if (!session) return new End(loginRedirect(asked, districtId));
  return { ...asked, session };
}

export async function matchDistrict<A extends InDistrict & { readonly session: SignedIn }>(
  asked: A,
  parts: OAuthParts,
) {
  const { session, districtId } = asked;
  if (session.districtId === districtId) return asked;
  await endSession(parts, asked, session, 'other_district');
  return new End(loginRedirect(asked, districtId));
}
