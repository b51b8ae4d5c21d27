import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import { API_PREFIX } from '../derive/index.ts';
import { ASSETS } from './assets.ts';
import type { DataApi } from './data-api/handler.ts';
import { isDataPath, normalisePath } from './data-api/route.ts';
import { registerLanguageChoice } from './pages/language-choice.ts';
import { type Wording, wordingOf } from './pages/wording.ts';
import { serveSite } from './site/serve-site.ts';

/**
 * How long a connection may make no progress, in milliseconds: a reader that stalls is let go, and so is a connection that nobody uses, later than
 * proxies let go of theirs (a minute, mostly), so that none sends a request into one that is being closed. Between two requests no other
 * time is kept: to set it back and forth takes a thirtieth of what a page of a hundred records costs.
 */
const STALLED_MS = 75_000;
const HEADERS_MS = 10_000;

export interface ServerParts {
  readonly dataApi: DataApi;
  /** The OpenAPI document, as JSON. */
  readonly openApi: string;
  /** The page at `/`. */
  readonly landingPage: (words: Wording, origin: string) => string;
  /** Throws when the server cannot serve. */
  readonly check: () => Promise<void>;
  /** What the Explorer is told of the sandbox; null where real districts are served. */
  readonly sandbox: ExplorerSandbox | null;
  /** Other surfaces, each with its own routes and errors: OAuth, sign-in, administration. */
  readonly surfaces?: readonly FastifyPluginAsync[];
  /** How many proxies of the operator stand before the server; 0 believes none. */
  readonly proxyHops?: number;
}

/** Public facts of the sandbox, as the Explorer reads them. */
export interface ExplorerSandbox {
  readonly tokens: readonly { readonly owner: string; readonly token: string }[];
  readonly districtId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const OPENAPI_PATH = `${API_PREFIX}/openapi.json`;

/** An address that is too long is refused before any route, as a balancer would (`api-v1.1` 11.1). */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const why =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'The address or a header is too long. Ask for less at once.'
      : 'This is not HTTP.';
  const body = `<html><body><h1>400 Bad request</h1>\n${why}\n</body></html>\n`;
  if (socket.writable)
    socket.end(
      `HTTP/1.1 400 Bad Request\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  else socket.destroy();
}

/** The whole HTTP surface: the Data API first, everything else through the framework. */
export function buildServer({
  dataApi,
  openApi,
  landingPage,
  check,
  sandbox,
  surfaces = [],
  proxyHops = 0,
}: ServerParts): FastifyInstance {
  const app = Fastify({
    logger: false,
    genReqId: () => randomUUID(),
    trustProxy: proxyHops > 0 ? (_address, hop) => hop < proxyHops : false,
    // What a schema does not name is refused, not dropped, and nothing becomes what it was not.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } },
    clientErrorHandler: refuseConnection,
    serverFactory: (handler): Server => {
      const server = createServer((req: IncomingMessage, res: ServerResponse) => {
        const url = req.url ?? '/';
        const mark = url.indexOf('?');
        const path = normalisePath(mark === -1 ? url : url.slice(0, mark));
        if (isDataPath(path) && path !== OPENAPI_PATH) dataApi.handle(req, res, path);
        else handler(req, res);
      });
      server.headersTimeout = HEADERS_MS;
      server.keepAliveTimeout = 0;
      server.setTimeout(STALLED_MS);
      return server;
    },
  });

  for (const surface of [serveSite, ...surfaces]) void app.register(surface);

  app.get('/explorer/sandbox.json', async (_request, reply) =>
    reply
      .header('Cache-Control', 'no-store')
      .header('X-Content-Type-Options', 'nosniff')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(sandbox)),
  );

  app.get('/live', async (_request, reply) => reply.send({ status: 'live' }));
  app.get('/ready', async (_request, reply) => {
    try {
      await check();
      return await reply.send({ status: 'ready' });
    } catch {
      return reply
        .code(503)
        .header('Retry-After', '1')
        .send({ status: 'not_ready', next: 'Look at the log of the server.' });
    }
  });
  app.get(OPENAPI_PATH, async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('Access-Control-Allow-Origin', '*')
      .header('Cache-Control', 'public, max-age=300')
      .send(openApi),
  );
  for (const { path, type, body } of ASSETS)
    app.get(path, async (_request, reply) =>
      reply
        .type(type)
        .header('X-Content-Type-Options', 'nosniff')
        .header('Cache-Control', 'no-cache')
        .send(body),
    );
  registerLanguageChoice(app);
  app.get('/', async (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('Content-Security-Policy', PAGE_POLICY)
      .header('X-Content-Type-Options', 'nosniff')
      .header('Referrer-Policy', 'no-referrer')
      .header('Cache-Control', 'no-cache')
      .header('Vary', 'Accept-Language, Cookie')
      .send(landingPage(wordingOf(request), `${request.protocol}://${request.host}`)),
  );
  app.setNotFoundHandler(async (request, reply) =>
    reply
      .code(404)
      .type('text/plain; charset=utf-8')
      .header('X-Content-Type-Options', 'nosniff')
      .send(`Cannot ${request.method} ${request.url.split('?')[0] ?? ''}`),
  );
  return app;
}
