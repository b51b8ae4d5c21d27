/** OAuth between servers: codes, district tokens, looking at tokens, giving them back, and what this server can do. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addressOf, networkOf, type RateState, refusalHeaders } from '../../limits/index.ts';
import {
  authorizationServerMetadata,
  exchangeCode,
  listDistrictTokens,
  METADATA_PATH,
  readCredentials,
  REVOKE_PATH,
  revokeOwnToken,
  TOKEN_ERRORS,
  TOKEN_INFO_PATH,
  tokenInfo,
  TOKENS_PATH,
  type TokenAnswer,
} from '../../oauth/index.ts';
import { issuerOf } from './issuer.ts';
import { queryOf } from './query-of.ts';
import { readBody } from './read-body.ts';
import type { OAuthSurfaceParts } from './surface-parts.ts';

const CLIENT_FIELDS = ['client_id', 'client_secret'] as const;

/** An error as clients decode it: two keys, both text (`auth-and-sharing` 5). */
export function sendTokenError(
  reply: FastifyReply,
  status: number,
  error: string,
  description: string,
): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .send(JSON.stringify({ error, error_description: description }));
}

function send(reply: FastifyReply, answer: TokenAnswer<object>): FastifyReply {
  if (answer.kind === 'ok')
    return reply
      .type('application/json; charset=utf-8')
      .header('Cache-Control', 'no-store')
      .send(JSON.stringify(answer.body));
  const { error, description } = answer;
  if (error === 'invalid_client') void reply.header('WWW-Authenticate', 'Basic realm="Rollbook"');
  if (error === 'invalid_token') void reply.header('WWW-Authenticate', 'Bearer error="invalid_token"');
  return sendTokenError(reply, TOKEN_ERRORS[error], error, description);
}

function sendTooMany(reply: FastifyReply, state: RateState): FastifyReply {
  const headers = refusalHeaders(state);
  for (let n = 0; n + 1 < headers.length; n += 2) void reply.header(headers[n] ?? '', headers[n + 1] ?? '');
  return sendTokenError(
    reply,
    429,
    'temporarily_unavailable',
    'Too many attempts. Wait as long as Retry-After says.',
  );
}

/** Both spellings: a client sends the slash at the end (`auth-and-sharing` 1). */
const spellings = (path: string) => [path, `${path}/`];

export function tokenRoutes(
  app: FastifyInstance,
  { oauth, baseUrl, issParameter, limits, proxyHops }: OAuthSurfaceParts,
): void {
  const networkFrom = (request: FastifyRequest) => networkOf(addressOf(request.raw, proxyHops));

  /**
   * Does what a client asks for, unless it guessed too often: by what it says it is, and from where. Whoever is right is not counted
   * (`auth-and-sharing` 13).
   */
  const limited = async (
    clientId: string | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<TokenAnswer<object>>,
  ): Promise<FastifyReply> => {
    if (!limits) return send(reply, await work());
    const key = `${clientId ?? ''} ${networkFrom(request)}`;
    const state = await limits.take('token_exchange', key);
    if (state.isExceeded) return sendTooMany(reply, state);
    const answer = await work();
    if (answer.kind === 'ok') await limits.giveBack('token_exchange', key);
    return send(reply, answer);
  };

  const exchange = async (request: FastifyRequest, reply: FastifyReply) => {
    const act = 'oauth.exchange';
    // Parameters of the address are not read: a client sends one that means nothing here, and secrets do not belong there.
    const { fields, fault } = readBody(request, [
      ...CLIENT_FIELDS,
      'grant_type',
      'code',
      'redirect_uri',
      'code_verifier',
    ] as const);
    const { authorization } = request.headers;
    const clientId = readCredentials({ authorization, body: fields })?.clientId;
    return limited(clientId, request, reply, () =>
      exchangeCode(
        {
          authorization,
          body: fields,
          fault,
          allowsPublic: true,
          act,
          requestId: request.id,
          network: networkFrom(request),
          grantType: fields.grant_type,
          code: fields.code,
          redirectUri: fields.redirect_uri,
          codeVerifier: fields.code_verifier,
        },
        oauth,
      ),
    );
  };

  const list = async (request: FastifyRequest, reply: FastifyReply) => {
    const act = 'oauth.list_tokens';
    const { authorization } = request.headers;
    const clientId = readCredentials({ authorization, body: {} })?.clientId;
    return limited(clientId, request, reply, () =>
      listDistrictTokens(
        {
          authorization,
          body: {},
          allowsPublic: false,
          act,
          requestId: request.id,
          network: networkFrom(request),
          query: queryOf(request),
          uri: request.raw.url ?? TOKENS_PATH,
        },
        oauth,
      ),
    );
  };

  const revoke = async (request: FastifyRequest, reply: FastifyReply) => {
    const act = 'oauth.revoke';
    const { fields, fault } = readBody(request, [...CLIENT_FIELDS, 'token'] as const);
    const { authorization } = request.headers;
    const clientId = readCredentials({ authorization, body: fields })?.clientId;
    return limited(clientId, request, reply, () =>
      revokeOwnToken(
        {
          authorization,
          body: fields,
          fault,
          allowsPublic: true,
          act,
          requestId: request.id,
          network: networkFrom(request),
          token: fields.token,
        },
        oauth,
      ),
    );
  };

  const inspect = async (request: FastifyRequest, reply: FastifyReply) => {
    const act = 'oauth.token_info';
    const { authorization } = request.headers;
    return limited(undefined, request, reply, () =>
      tokenInfo({ authorization, act, requestId: request.id, network: networkFrom(request) }, oauth),
    );
  };

  const quiet = { exposeHeadRoute: false };
  for (const path of spellings(TOKENS_PATH)) {
    app.post(path, exchange);
    app.get(path, quiet, list);
  }
  for (const path of spellings(TOKEN_INFO_PATH)) app.get(path, quiet, inspect);
  for (const path of spellings(REVOKE_PATH)) app.post(path, revoke);

  app.get(METADATA_PATH, async (request, reply) => {
    const issuer = issuerOf(request, baseUrl);
    if (issuer === undefined)
      return sendTokenError(
        reply,
        503,
        'temporarily_unavailable',
        'This server does not know its own address. Its operator sets ROLLBOOK_BASE_URL.',
      );
    return reply
      .header('Cache-Control', 'public, max-age=300')
      .header('Access-Control-Allow-Origin', '*')
      .send(authorizationServerMetadata(issuer, { issParameter }));
  });
}
