/** Instant Login in the browser: authorize, instant-login link, decisions, and the district picker. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addressOf, networkOf } from '../../limits/index.ts';
import {
  answerRequest,
  type Asked,
  type AuthorizeAnswer,
  AUTHORIZE_PATH,
  decide,
  DECISIONS,
  DISTRICT_PICKER_PATH,
  formToken,
  INSTANT_LOGIN_PATH,
  parseAuthorizeParameters,
  SchoolNames,
  searchDistricts,
  SearchThrottle,
} from '../../oauth/index.ts';
import { sendPage } from '../pages/page.ts';
import { issuerOf } from './issuer.ts';
import {
  confirmPage,
  consentPage,
  DECISION_PATH,
  errorPage,
  PICKER_SEARCH,
  pickerPage,
  statusOfError,
} from './pages.ts';
import { queryOf } from './query-of.ts';
import { readBody } from './read-body.ts';
import type { OAuthSurfaceParts } from './surface-parts.ts';

function redirect(reply: FastifyReply, status: 302 | 303, location: string): FastifyReply {
  return reply
    .code(status)
    .header('Location', location)
    .header('Cache-Control', 'no-store')
    .header('Referrer-Policy', 'no-referrer')
    .send();
}

export function authorizeRoutes(app: FastifyInstance, parts: OAuthSurfaceParts): void {
  const { oauth, baseUrl, issParameter, proxyHops } = parts;
  const schools = new SchoolNames(oauth.store);
  const { searches = new SearchThrottle(() => oauth.now().getTime()) } = parts;

  const askedOf = (request: FastifyRequest, path: Asked['path'], query: URLSearchParams): Asked => ({
    path,
    query,
    ...parseAuthorizeParameters(query),
    cookie: request.headers.cookie,
    issuer: issParameter ? issuerOf(request, baseUrl) : undefined,
    requestId: request.id,
    network: networkOf(addressOf(request.raw, proxyHops)),
  });

  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    answer: AuthorizeAnswer,
    status: 302 | 303,
  ): FastifyReply => {
    switch (answer.kind) {
      case 'redirect':
        return redirect(reply, status, answer.location);
      case 'local_redirect':
        return redirect(reply, status, answer.path);
      case 'error_page':
        return sendPage(request, reply, statusOfError(answer.error), (words) =>
          errorPage(words, answer, request.id),
        );
      case 'confirm':
      case 'consent': {
        const page = answer.kind === 'confirm' ? confirmPage : consentPage;
        const token = formToken(oauth, answer.asked, answer.session);
        return sendPage(request, reply, 200, (words) => page(words, answer, token));
      }
    }
  };

  // A HEAD request must not issue a code.
  const get = (
    path: string,
    handle: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ) => app.route({ method: 'GET', url: path, exposeHeadRoute: false, handler: handle });

  for (const path of [AUTHORIZE_PATH, INSTANT_LOGIN_PATH] as const)
    // One slash at the end is tolerated: a client sends it (`auth-and-sharing` 1).
    for (const spelling of [path, `${path}/`])
      get(spelling, async (request, reply) => {
        const answer = await answerRequest(askedOf(request, path, queryOf(request)), oauth);
        return send(request, reply, answer, 302);
      });

  app.post(DECISION_PATH, async (request, reply) => {
    const body = readBody(request, ['path', 'query', 'form_token', 'decision']);
    const outdated = { kind: 'error_page', error: 'outdated_form' } as const;
    if (body.fault) return send(request, reply, outdated, 303);
    const { path, query = '', form_token: token = '', decision: sent } = body.fields;
    const decision = DECISIONS.find((known) => known === sent);
    if (decision === undefined) return send(request, reply, outdated, 303);
    const asked = askedOf(
      request,
      path === INSTANT_LOGIN_PATH ? INSTANT_LOGIN_PATH : AUTHORIZE_PATH,
      new URLSearchParams(query),
    );
    return send(request, reply, await decide(asked, { decision, token }, oauth), 303);
  });

  get(DISTRICT_PICKER_PATH, async (request, reply) => {
    const query = queryOf(request);
    const search = (query.get(PICKER_SEARCH) ?? '').trim();
    query.delete(PICKER_SEARCH);
    const isThrottled = search !== '' && !(await searches.take(request.ip));
    const { found, hasMore } = isThrottled
      ? { found: [], hasMore: false }
      : await searchDistricts({ ...oauth, schools }, search);
    return sendPage(request, reply, isThrottled ? 429 : 200, (words) =>
      pickerPage(words, { query, search, found, hasMore, isThrottled }),
    );
  });
}
