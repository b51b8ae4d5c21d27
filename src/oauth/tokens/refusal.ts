/** How the token endpoints say no: two keys, both text, for that is what clients decode (`auth-and-sharing` 5). */
import type { Application } from '../../store/index.ts';
import { End } from '../flow.ts';
import type { OAuthParts, Refusal } from '../parts.ts';

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
  readonly network: string;
  /** Who calls: proved by a secret, unless it is one that has none. */
  readonly application?: Pick<Application, 'id' | 'isPublic'> | undefined;
  /** Whom the caller says it is, and did not prove. */
  readonly claimed?: { readonly id: string } | undefined;
  /** What may be written down of the name of nobody. */
  readonly named?: Refusal['named'];
  /** Of the code, where there is one. */
  readonly districtId?: string | undefined;
}

/** Ends a flow by a refusal that is told to the ledger. */
export function refuse<Body>(
  { onRefused }: OAuthParts,
  { error, description, why, act, requestId, network, application, claimed, named, districtId }: Refused,
): End<TokenAnswer<Body>> {
  const meant = application ?? claimed;
  onRefused({
    actor: application ? `application:${application.id}` : 'unknown',
    act,
    subject: meant ? `application:${meant.id}` : 'application:unknown',
    districtId,
    requestId,
    reason: { error, why },
    ...(named === undefined ? {} : { named }),
    network,
    // Whoever can reach this server can call as an application without a secret.
    isOfSomebody: claimed !== undefined || districtId !== undefined || application?.isPublic === false,
  });
  return new End({ kind: 'refused', error, description });
}
