/** POST /oauth/revoke: an application gives an Instant Login token back (RFC 7009). */
import { hashToken, kindOfToken } from '../../access/index.ts';
import type { Application } from '../../store/index.ts';
import { Flow } from '../flow.ts';
import type { OAuthParts } from '../parts.ts';
import { authenticateClient, checkBody, type ClientRequest } from './authenticate-client.ts';
import { refuse, type TokenAnswer } from './refusal.ts';

export interface RevokeRequest extends ClientRequest {
  readonly token: string | undefined;
}

type Client = RevokeRequest & { readonly application: Application };
type Nothing = Readonly<Record<string, never>>;

function checkToken<A extends Client>(request: A, parts: OAuthParts) {
  const { token } = request;
  if (token === undefined)
    return refuse<Nothing>(parts, {
      ...request,
      error: 'invalid_request',
      description: 'token is missing.',
      why: 'no_token',
    });
  // Told by its form: whose it is, or whether it is any, stays untold.
  if (kindOfToken(token) === 'district')
    return refuse<Nothing>(parts, {
      ...request,
      error: 'unsupported_token_type',
      description: 'A district token is rotated or ended by whoever runs the connection.',
      why: 'district_token',
    });
  return { ...request, tokenHash: hashToken(token) };
}

/** A token that is unknown, or another application's, is answered like one that was revoked (RFC 7009, 2.2). */
async function revokeToken(
  { application, tokenHash, act, requestId, network }: Client & { readonly tokenHash: string },
  parts: OAuthParts,
): Promise<TokenAnswer<Nothing>> {
  const { store, now } = parts;
  const actor = `application:${application.id}`;
  const found = await store.control.get('user_token', { tokenHash, applicationId: application.id });
  if (!found) {
    parts.onRefused({
      actor,
      act,
      subject: actor,
      requestId,
      reason: { why: 'unknown_token' },
      network,
      isOfSomebody: !application.isPublic,
    });
    return { kind: 'ok', body: {} };
  }
  const at = now();
  await store.control.write(async (transaction) => {
    await transaction.update('user_token', { tokenHash, revokedAt: undefined }, { revokedAt: at.getTime() });
    const subject = `user_token:${found.id}`;
    const { districtId } = found;
    await transaction.audit({ actor, act, subject, outcome: 'ok', districtId, requestId, at });
  });
  return { kind: 'ok', body: {} };
}

export const revokeOwnToken = Flow.begin<RevokeRequest, OAuthParts, TokenAnswer<Nothing>>()
  .step(checkBody)
  .step(authenticateClient)
  .step(checkToken)
  .ends(revokeToken);
