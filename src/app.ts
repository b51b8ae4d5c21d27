/** The composition root: builds each part and hands it what it needs. */
import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Authenticator, type FixedTokens } from './access/index.ts';
import type { Config } from './config/index.ts';
import { openApiDocument } from './derive/index.ts';
import {
  buildServer,
  DataApi,
  landingPage,
  oauthSurface,
  OPENAPI_PATH,
  type RequestLine,
} from './http/index.ts';
import type { Hub } from './hub.ts';
import { storedHubSessions } from './oauth/index.ts';
import { VERSION } from './version.ts';
import { Views } from './view/index.ts';

/** Large answers on their way at once, in bytes: a few, so that each turn of the event loop stays short for everybody else. */
const IN_FLIGHT_BYTES = 24 * 1024 * 1024;

export interface AppOptions {
  readonly fixedTokens?: FixedTokens;
  /** The clock; another one in tests. */
  readonly now?: () => Date;
  readonly demoDistrict?: { readonly id: string; readonly name: string };
}

/** The server over an open hub. The caller listens, and closes both. */
export function buildApp(
  { store, serverKey }: Hub,
  config: Config,
  { fixedTokens = new Map(), demoDistrict, now = () => new Date() }: AppOptions = {},
): FastifyInstance {
  const log = pino({ level: config.logLevel });
  const authenticator = new Authenticator({ store, fixed: fixedTokens, now });
  const onFault = (error: unknown, requestId: string) => log.error({ err: error, requestId }, 'fault');
  const views = new Views({
    roster: store.roster,
    districts: store.districts,
    authenticator,
    cacheBytes: config.cacheBytes,
  });
  const dataApi = new DataApi({
    views,
    authenticator,
    rateLimit: config.rateLimit,
    corsOrigin: config.corsOrigin,
    limitMax: config.limitMax,
    pagingCount: config.pagingCount,
    etagKey: createHmac('sha256', serverKey)
      .update(`etag\0${VERSION}\0${String(config.pagingCount)}`)
      .digest('base64url'),
    inFlightBytes: IN_FLIGHT_BYTES,
    ...(log.isLevelEnabled('info') ? { onRequest: (line: RequestLine) => log.info(line, 'request') } : {}),
    onFault,
  });
  const oauth = oauthSurface({
    oauth: {
      store,
      serverKey,
      sessions: storedHubSessions(store, { isHttps: config.baseUrl.startsWith('https:') }),
      // One of its own: what it remembers is never recalled.
      authenticator: new Authenticator({ store, fixed: fixedTokens, now }),
      now,
      settings: {
        userTokenMs: config.userTokenHours * 60 * 60 * 1000,
        confirmAfterMs: config.confirmAfterMinutes * 60 * 1000,
        replayRevokes: config.replayRevokes,
      },
    },
    baseUrl: config.baseUrl,
    issParameter: config.issParameter,
    onFault,
  });
  const facts = { tokens: [...fixedTokens.keys()], district: demoDistrict, openApiPath: OPENAPI_PATH };
  return buildServer({
    dataApi,
    openApi: JSON.stringify(openApiDocument(VERSION)),
    landingPage: (origin) => landingPage(facts, origin),
    check: () => store.check(),
    surfaces: [oauth],
  });
}
