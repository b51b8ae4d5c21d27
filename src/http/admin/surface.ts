/** The admin API at /admin/api: JSON, a cookie, problems (RFC 9457). Each route says who may use it; this is where that is enforced. */
import { randomUUID } from 'node:crypto';
import type {
  FastifyError,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
} from 'fastify';
import {
  can,
  canKnow,
  canSomewhere,
  findSession,
  type Permission,
  type Place,
  type SignedIn,
} from '../../accounts/index.ts';
import { RollbookError } from '../../errors/index.ts';
import { addressOf } from '../../limits/index.ts';
import { AdminCookies } from './cookies.ts';
import { checkCsrfToken, checkOrigin } from './csrf.ts';
import { answerOnce } from './idempotency.ts';
import { renderJson } from './json.ts';
import { findPlace, notHere } from './place.ts';
import { sendProblem } from './problem.ts';
import {
  type Access,
  ADMIN_PREFIX,
  type AdminDesk,
  type AdminParts,
  type AdminRoute,
  type Answer,
  type RunCall,
} from './route.ts';
import { adminRoutes } from './routes/index.ts';

export type { AdminParts };

const BODY_BYTES_MAX = 2 * 1024 * 1024;
const REQUEST_ID = /^[\w-]{8,64}$/;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** What the guard found, for the handler. */
interface Admitted {
  readonly requestId: string;
  readonly who?: SignedIn;
  readonly place?: Place;
}

const admitted = new WeakMap<FastifyRequest, Admitted>();

function requestIdOf(request: FastifyRequest): string {
  return admitted.get(request)?.requestId ?? request.id;
}

/** Before anything is read of the request but its head. */
function begin(request: FastifyRequest, reply: FastifyReply): void {
  const sent = request.headers['x-request-id'];
  const requestId = typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : randomUUID();
  admitted.set(request, { requestId });
  void reply.headers({
    'X-Request-Id': requestId,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
}

/** A session that has shown everything that was asked of it. */
function checkLevel({ account, session }: SignedIn): void {
  if (session.level !== 'full')
    throw new RollbookError(
      'second_factor_required',
      account.totpSealed === undefined
        ? 'Set up a second factor first: POST /admin/api/session/second-factor/setup.'
        : 'Show the second factor first: POST /admin/api/session/second-factor.',
    );
  if (account.mustChangePassword)
    throw new RollbookError(
      'password_change_required',
      'Somebody else chose this password. Change it first: PUT /admin/api/session/password.',
    );
}

async function noteRefusal(
  desk: AdminDesk,
  {
    who,
    permission,
    place,
    requestId,
  }: { who: SignedIn; permission: Permission; place: Place; requestId: string },
): Promise<void> {
  const { districtId, schoolId, applicationId } = place;
  await desk.store.control.write((transaction) =>
    transaction.audit({
      actor: `account:${who.account.id}`,
      act: permission,
      subject: `account:${who.account.id}`,
      outcome: 'refused',
      requestId,
      at: desk.now(),
      districtId,
      detail: { district: districtId, school: schoolId, application: applicationId },
    }),
  );
}

async function authorize(
  desk: AdminDesk,
  { permission, isFiltered }: { readonly permission: Permission; readonly isFiltered: boolean },
  who: SignedIn,
  request: FastifyRequest,
): Promise<Place> {
  const requestId = requestIdOf(request);
  const place = await findPlace(desk.store, request.params as Readonly<Record<string, string>>);
  const isAllowed = isFiltered ? canSomewhere(who.grants, permission) : can(who.grants, permission, place);
  if (isAllowed) return place;
  await noteRefusal(desk, { who, permission, place, requestId });
  const isHidden = Object.keys(place).length > 0 && !canKnow(who.grants, place);
  if (isHidden) throw notHere();
  throw new RollbookError(
    'forbidden',
    `Your roles do not include "${permission}" here. Ask an admin of the district, or an operator.`,
  );
}

function isPermission(access: Access): access is Permission {
  return !['own', 'any_session', 'open'].includes(access);
}

async function admit(
  desk: AdminDesk,
  { permission, isFiltered }: AdminRoute,
  request: FastifyRequest,
): Promise<void> {
  checkOrigin(request, desk.baseUrl);
  if (permission === 'open') return;
  const token = desk.cookies.read(request.headers.cookie);
  const who = token === undefined ? undefined : await findSession(desk.store, token, desk.now());
  if (!who) throw new RollbookError('unauthorized', 'Nobody is signed in. Sign in: POST /admin/api/session.');
  checkCsrfToken(request, desk.serverKey, who.session.idHash);
  if (permission !== 'any_session') checkLevel(who);
  const place = isPermission(permission)
    ? await authorize(desk, { permission, isFiltered }, who, request)
    : {};
  admitted.set(request, { requestId: requestIdOf(request), who, place });
}

function send(reply: FastifyReply, { status, body, headers = {}, cookies = [], raw }: Answer): FastifyReply {
  void reply.code(status).headers(headers);
  for (const one of cookies) void reply.header('Set-Cookie', one);
  if (raw) return reply.header('Content-Type', raw.type).send(raw.bytes);
  if (body === undefined) return reply.send();
  return reply.header('Content-Type', 'application/json; charset=utf-8').send(renderJson(body));
}

async function handle(desk: AdminDesk, route: AdminRoute, request: FastifyRequest): Promise<Answer> {
  const { requestId, who, place = {} } = admitted.get(request) ?? { requestId: request.id };
  const call: RunCall = {
    desk,
    acting: {
      store: desk.store,
      serverKey: desk.serverKey,
      now: desk.now,
      actor: who ? `account:${who.account.id}` : 'account:unknown',
      requestId,
    },
    who,
    place,
    params: request.params,
    query: request.query,
    body: request.body,
    request,
    address: addressOf(request.raw, desk.proxyHops),
  };
  const key = request.headers['idempotency-key'];
  if (!route.creates || !who || typeof key !== 'string') return route.run(call);
  const content = JSON.stringify([request.method, request.url, request.body ?? null]);
  return answerOnce(desk, { accountId: who.account.id, key, content }, () => route.run(call));
}

/** Every path answers to every method, if only by saying which ones it knows. */
function refuseOtherMethods(app: FastifyInstance): void {
  const byPath = new Map<string, Set<string>>();
  for (const { path, method } of adminRoutes) {
    const methods = byPath.get(path) ?? new Set<string>();
    methods.add(method);
    if (method === 'GET') methods.add('HEAD');
    byPath.set(path, methods);
  }
  for (const [path, known] of byPath)
    app.route({
      method: METHODS.filter((method) => !known.has(method)),
      url: path,
      onRequest: async (_request, reply) => {
        void reply.header('Allow', [...known].join(', '));
        return Promise.reject(new RollbookError('method_not_allowed', `Use ${[...known].join(', ')} here.`));
      },
      handler: () => undefined,
    });
}

/** The admin API, to be registered with a server. */
export function adminSurface(parts: AdminParts): FastifyPluginAsync {
  const desk: AdminDesk = {
    ...parts,
    cookies: new AdminCookies(parts.baseUrl),
  };
  const plugin: FastifyPluginAsync = async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: BODY_BYTES_MAX },
      app.getDefaultJsonParser('error', 'error'),
    );
    app.addHook('onRequest', async (request, reply) => begin(request, reply));
    app.setErrorHandler<FastifyError | RollbookError>((error, request, reply) => {
      const requestId = requestIdOf(request);
      const isForeseen =
        error instanceof RollbookError || (error.statusCode !== undefined && error.statusCode < 500);
      if (!isForeseen) desk.onFault(error, requestId);
      return sendProblem(reply, error, requestId);
    });
    app.setNotFoundHandler((request, reply) => sendProblem(reply, notHere(), requestIdOf(request)));
    for (const route of adminRoutes)
      app.route({
        method: route.method,
        url: route.path,
        schema: {
          ...(route.body ? { body: route.body.json } : {}),
          ...(route.query ? { querystring: route.query.json } : {}),
        },
        // Before the body is read: whoever may not act here learns nothing of what could be sent.
        onRequest: (request) => admit(desk, route, request),
        handler: async (request, reply) => send(reply, await handle(desk, route, request)),
      });
    refuseOtherMethods(app);
    return Promise.resolve();
  };
  return async (app) => {
    await app.register(plugin, { prefix: ADMIN_PREFIX });
  };
}
