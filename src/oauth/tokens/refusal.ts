/** How the token endpoints say no: two keys, both text, for that is what clients decode (`auth-and-sharing` 5). */
import { End } from '../flow.ts';
import { note, type OAuthParts } from '../parts.ts';

/** The errors of RFC 6749, 5.2, RFC 7009, 2.2.1 and RFC 6750, 3.1, and their statuses. */
export const TOKEN_ERRORS = {
  invalid_request: 400,
  invalid_grant: 400,
  unsupported_grant_type: 400,
  unsupported_token_type: 400,
  invalid_client: 401,
  invalid_token: 401,
} as const satisfies Record<string, number>;
export type TokenError = keyof typeof TOKEN_ERRORS;

export type TokenAnswer<Body> =
  | { readonly kind: 'ok'; readonly body: Body }
  | { readonly kind: 'refused'; readonly error: TokenError; readonly description: string };

export interface Refused {
  readonly error: TokenError;
  readonly description: string;
  /** For the ledger: what exactly was wrong. */
  readonly why: string;
  readonly act: string;
  readonly requestId: string;
  readonly application?: { readonly id: string } | undefined;
  readonly districtId?: string | undefined;
}

/** Ends a flow by a refusal, with a line in the ledger. */
export async function refuse<Body>(
  parts: OAuthParts,
  { error, description, why, act, requestId, application, districtId }: Refused,
): Promise<End<TokenAnswer<Body>>> {
  await note(parts, {
    actor: application ? `application:${application.id}` : 'unknown',
    act,
    subject: application ? `application:${application.id}` : 'application:unknown',
    outcome: 'refused',
    districtId,
    requestId,
    detail: { error, why },
  });
  return new End({ kind: 'refused', error, description });
}
