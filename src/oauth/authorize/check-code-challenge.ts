/** PKCE (RFC 7636) for everybody who sends it, and required of applications without a secret; S256 only (`auth-and-sharing` 3.4). */
import type { OAuthParts } from '../parts.ts';
import type { Asked, Target } from './authorization-request.ts';
import { endWithError } from './redirect-answer.ts';

/** A SHA-256 in base64url. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

function faultOf({ parameters, application }: Asked & Target): string | undefined {
  const { code_challenge: challenge, code_challenge_method: method } = parameters;
  if (challenge === undefined) {
    if (method !== undefined) return 'code_challenge_method was sent without code_challenge.';
    return application.isPublic
      ? 'This application must use PKCE: send code_challenge and code_challenge_method=S256.'
      : undefined;
  }
  // Without a method it would be "plain" (RFC 7636, 4.3), which protects nothing.
  if (method !== 'S256') return 'Only code_challenge_method=S256 is supported. Send it with code_challenge.';
  return CHALLENGE.test(challenge)
    ? undefined
    : 'code_challenge must be the SHA-256 of the verifier in base64url, 43 characters.';
}

export function checkCodeChallenge<A extends Asked & Target>(asked: A, parts: OAuthParts) {
  const description = faultOf(asked);
  if (description !== undefined)
    return endWithError(parts, asked, { error: 'invalid_request', description, why: 'code_challenge' });
  return { ...asked, codeChallenge: asked.parameters.code_challenge };
}
