/** GET /oauth/tokeninfo: an application looks whether a token was issued to it (`auth-and-sharing` 6.3). */
import type { Principal } from '../../access/index.ts';
import { RollbookError } from '../../errors/index.ts';
import type { Scope } from '../../roster/index.ts';
import { Flow } from '../flow.ts';
import { note, type OAuthParts } from '../parts.ts';
import { refuse, type TokenAnswer } from './refusal.ts';

export interface TokenInfoRequest {
  readonly authorization: string | undefined;
  readonly act: string;
  readonly requestId: string;
  /** From where, for the ledger. */
  readonly network: string;
}

export interface TokenInfo {
  readonly client_id: string;
  readonly scopes: readonly Scope[];
  readonly token_kind: 'district' | 'user';
  readonly district: string;
  readonly user_id?: string;
  /** Unix seconds; none for a token that does not run out. */
  readonly exp?: number;
}

async function authenticateToken<A extends TokenInfoRequest>(request: A, parts: OAuthParts) {
  try {
    return { ...request, principal: await parts.authenticator.authenticate(request.authorization) };
  } catch (error) {
    if (!(error instanceof RollbookError) || error.code !== 'unauthorized') throw error;
    const { act, requestId, network } = request;
    const description = error.message;
    const why = 'token';
    return refuse<TokenInfo>(parts, { error: 'invalid_token', description, why, act, requestId, network });
  }
}

async function describeToken(
  { principal, act, requestId }: TokenInfoRequest & { readonly principal: Principal },
  parts: OAuthParts,
): Promise<TokenAnswer<TokenInfo>> {
  const { kind, clientId, applicationId, reach, districtId, tokenId, validUntil } = principal;
  await note(parts, {
    actor: `application:${applicationId}`,
    act,
    subject: `${kind === 'user' ? 'user_token' : 'connection'}:${tokenId}`,
    outcome: 'ok',
    districtId,
    requestId,
  });
  return {
    kind: 'ok',
    body: {
      client_id: clientId,
      scopes: [...reach.scopes],
      token_kind: kind,
      district: districtId,
      ...(kind === 'user' ? { user_id: principal.person.id } : {}),
      ...(validUntil === Number.MAX_SAFE_INTEGER ? {} : { exp: Math.floor(validUntil / 1000) }),
    },
  };
}

export const tokenInfo = Flow.begin<TokenInfoRequest, OAuthParts, TokenAnswer<TokenInfo>>()
  .step(authenticateToken)
  .ends(describeToken);
