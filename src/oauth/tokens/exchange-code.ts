/** POST /oauth/tokens: a code becomes an Instant Login token (`auth-and-sharing` 5). */
import { hash } from 'node:crypto';
import { hashToken, randomToken, sessionEnd } from '../../access/index.ts';
import { newId } from '../../directory/index.ts';
import type { Application, ControlReader, Row, UserToken } from '../../store/index.ts';
import { End, Flow } from '../flow.ts';
import type { OAuthParts } from '../parts.ts';
import { authenticateClient, checkBody, type ClientRequest } from './authenticate-client.ts';
import { refuse, type TokenAnswer } from './refusal.ts';

export interface ExchangeRequest extends ClientRequest {
  readonly grantType: string | undefined;
  readonly code: string | undefined;
  readonly redirectUri: string | undefined;
  readonly codeVerifier: string | undefined;
}

export interface IssuedToken {
  readonly access_token: string;
  readonly token_type: 'bearer';
  readonly expires_in: number;
  readonly scope: string;
}

type Code = Row<'authorization_code'>;
type Client = ExchangeRequest & { readonly application: Application };
type WithCode = Client & { readonly found: Code };

/** One text for all that can be wrong with a code, so that nothing is learned by trying. */
const BAD_CODE = 'The code is invalid: it is unknown, has expired or was used. Begin the login again.';
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

function checkGrantType<A extends Client>(request: A, parts: OAuthParts) {
  const { grantType } = request;
  if (grantType === 'authorization_code') return request;
  return grantType === undefined
    ? refuse<IssuedToken>(parts, {
        ...request,
        error: 'invalid_request',
        description: 'grant_type is missing. Send grant_type=authorization_code.',
        why: 'no_grant_type',
      })
    : refuse<IssuedToken>(parts, {
        ...request,
        error: 'unsupported_grant_type',
        description: 'The only grant_type is authorization_code.',
        why: 'grant_type',
      });
}

/** Finds the code. That of another application is unknown to this one, and stays good for the other. */
async function findCode<A extends Client>(request: A, parts: OAuthParts) {
  const { code, application } = request;
  if (code === undefined)
    return refuse<IssuedToken>(parts, {
      ...request,
      error: 'invalid_request',
      description: 'code is missing.',
      why: 'no_code',
    });
  const found = await parts.store.control.get('authorization_code', { codeHash: hashToken(code) });
  if (found?.applicationId !== application.id)
    return refuse<IssuedToken>(parts, {
      ...request,
      districtId: found?.districtId,
      error: 'invalid_grant',
      description: BAD_CODE,
      why: found ? 'code_of_another_client' : 'unknown_code',
    });
  return { ...request, found };
}

/** The token that came of a code, while it lives. */
async function liveTokenOf(control: ControlReader, { codeHash }: Code): Promise<UserToken | undefined> {
  const code = await control.get('authorization_code', { codeHash });
  return code?.tokenHash === undefined
    ? undefined
    : control.get('user_token', { tokenHash: code.tokenHash, revokedAt: undefined });
}

/** Ends the token that came of a code, and leaves a line of it. Whether there was one. */
function revokeTokenOf(request: WithCode, parts: OAuthParts): Promise<boolean> {
  const { application, found, requestId, network, act } = request;
  const at = parts.now();
  return parts.store.control.write(async (transaction) => {
    const token = await liveTokenOf(transaction, found);
    if (!token) return false;
    await transaction.update('user_token', { tokenHash: token.tokenHash }, { revokedAt: at.getTime() });
    await transaction.audit({
      actor: `application:${application.id}`,
      act,
      subject: `application:${application.id}`,
      outcome: 'refused',
      districtId: found.districtId,
      requestId,
      at,
      detail: { error: 'invalid_grant', why: 'code_replayed', token_revoked: true, network },
    });
    return true;
  });
}

/**
 * A code that comes twice within its minute may have been stolen, so the token that came of it ends, unless the operator chose to follow
 * the original, where a page that is loaded again does that (`auth-and-sharing` 3.2). Public applications are spared: a browser and the
 * app it opened both redeem (`auth-and-sharing` 3.5), and PKCE protects the code. Where nothing ends, nothing is written but what is counted.
 */
async function endReplay(request: WithCode, parts: OAuthParts): Promise<End<TokenAnswer<IssuedToken>>> {
  const { application, found } = request;
  const revokes = parts.settings.replayRevokes && !application.isPublic;
  const isLive = revokes && (await liveTokenOf(parts.store.control, found)) !== undefined;
  if (isLive && (await revokeTokenOf(request, parts)))
    return new End({ kind: 'refused', error: 'invalid_grant', description: BAD_CODE });
  return refuse<IssuedToken>(parts, {
    ...request,
    districtId: found.districtId,
    error: 'invalid_grant',
    description: BAD_CODE,
    why: 'code_replayed',
  });
}

function checkUnused<A extends WithCode>(request: A, parts: OAuthParts) {
  const { found } = request;
  if (parts.now().getTime() >= found.expires)
    return refuse<IssuedToken>(parts, {
      ...request,
      districtId: found.districtId,
      error: 'invalid_grant',
      description: BAD_CODE,
      why: found.usedAt === undefined ? 'code_expired' : 'code_used_and_expired',
    });
  return found.usedAt === undefined ? request : endReplay(request, parts);
}

function checkRedirectUri<A extends WithCode>(request: A, parts: OAuthParts) {
  const { redirectUri, found } = request;
  if (redirectUri === found.redirectUri) return request;
  return refuse<IssuedToken>(parts, {
    ...request,
    districtId: found.districtId,
    ...(redirectUri === undefined
      ? { error: 'invalid_request', description: 'redirect_uri is missing.', why: 'no_redirect_uri' }
      : {
          error: 'invalid_grant',
          description: 'redirect_uri differs from the one that the code was sent to. They must be equal.',
          why: 'redirect_uri',
        }),
  });
}

/** RFC 7636, 4.6. A verifier without a challenge is refused too: somebody took the challenge away (RFC 9700, 4.8.2). */
function checkCodeVerifier<A extends WithCode>(request: A, parts: OAuthParts) {
  const { codeVerifier, found } = request;
  const { codeChallenge } = found;
  const isRight =
    codeVerifier === undefined || codeChallenge === undefined
      ? codeVerifier === codeChallenge
      : VERIFIER.test(codeVerifier) && hash('sha256', codeVerifier, 'base64url') === codeChallenge;
  if (isRight) return request;
  return refuse<IssuedToken>(parts, {
    ...request,
    districtId: found.districtId,
    error: 'invalid_grant',
    description: 'code_verifier does not belong to the code_challenge of this login.',
    why: 'code_verifier',
  });
}

type Lasting = WithCode & { readonly lastsMs: number };

/** Whoever came as somebody else leaves when the session in the portal ends (`auth-and-sharing` 10). */
async function findEnd<A extends WithCode>(request: A, parts: OAuthParts) {
  const { actorAccountId, sessionHash, districtId } = request.found;
  const { store, settings, now } = parts;
  if (actorAccountId === undefined) return { ...request, lastsMs: settings.userTokenMs };
  const session = sessionHash && (await store.control.get('hub_session', { idHash: sessionHash }));
  const nowMs = now().getTime();
  const leftMs = session && nowMs < sessionEnd(session, settings.sessionIdleMs) ? session.ends - nowMs : 0;
  if (leftMs > 0) return { ...request, lastsMs: Math.min(settings.userTokenMs, leftMs) };
  return refuse<IssuedToken>(parts, {
    ...request,
    districtId,
    error: 'invalid_grant',
    description: BAD_CODE,
    why: 'impersonation_over',
  });
}

async function issueToken(request: Lasting, parts: OAuthParts): Promise<TokenAnswer<IssuedToken>> {
  const { application, found, requestId, act, lastsMs } = request;
  const { store, now } = parts;
  const token = randomToken('user');
  const tokenHash = hashToken(token);
  const at = now();
  const id = newId(at);
  const isFirst = await store.control.write(
    async (transaction) => {
      const used = await transaction.update(
        'authorization_code',
        { codeHash: found.codeHash, usedAt: undefined },
        { usedAt: at.getTime(), tokenHash },
      );
      if (used !== 1) return false;
      const { applicationId, districtId, personType, personId } = found;
      const { scopes, authorizedBy, actorAccountId, sessionHash } = found;
      await transaction.insert('user_token', {
        tokenHash,
        id,
        applicationId,
        districtId,
        personType,
        personId,
        scopes,
        authorizedBy,
        actorAccountId,
        sessionHash,
        created: at.getTime(),
        expires: at.getTime() + lastsMs,
      });
      await transaction.audit({
        actor: `application:${application.id}`,
        act,
        subject: `user_token:${id}`,
        outcome: 'ok',
        districtId,
        requestId,
        at,
        detail: {
          person: `${personType}:${personId}`,
          authorized_by: authorizedBy,
          ...(actorAccountId === undefined ? {} : { impersonated_by: `account:${actorAccountId}` }),
        },
      });
      return true;
    },
    { ephemeral: true },
  );
  // Somebody else redeemed it between the look and the write.
  if (!isFirst) return (await endReplay(request, parts)).answer;
  return {
    kind: 'ok',
    body: {
      access_token: token,
      token_type: 'bearer',
      expires_in: Math.floor(lastsMs / 1000),
      scope: found.scopes.join(' '),
    },
  };
}

export const exchangeCode = Flow.begin<ExchangeRequest, OAuthParts, TokenAnswer<IssuedToken>>()
  .step(checkBody)
  .step(authenticateClient)
  .step(checkGrantType)
  .step(findCode)
  .step(checkUnused)
  .step(checkRedirectUri)
  .step(checkCodeVerifier)
  .step(findEnd)
  .ends(issueToken);
