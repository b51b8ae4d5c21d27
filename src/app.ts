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
  type DemoPeople,
  landingPage,
  OPENAPI_PATH,
  type RequestLine,
  signInSurface,
} from './http/index.ts';
import type { Hub } from './hub.ts';
import { Cookies, HubSessions, People } from './sign-in/index.ts';
import { VERSION } from './version.ts';
import { Views } from './view/index.ts';

/** Large answers on their way at once, in bytes: a few, so that each turn of the event loop stays short for everybody else. */
const IN_FLIGHT_BYTES = 24 * 1024 * 1024;

export interface AppOptions {
  readonly fixedTokens?: FixedTokens;
  readonly demoDistrict?: { readonly id: string; readonly name: string };
  /** In the sandbox: in which district anybody may be signed in as, and who is offered first. */
  readonly demoPeople?: DemoPeople;
}

/** The server over an open hub. The caller listens, and closes both. */
export function buildApp(
  { store, serverKey }: Hub,
  config: Config,
  { fixedTokens = new Map(), demoDistrict, demoPeople }: AppOptions = {},
): FastifyInstance {
  const log = pino({ level: config.logLevel });
  const authenticator = new Authenticator({ store, fixed: fixedTokens });
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
    onFault: (error, requestId) => log.error({ err: error, requestId }, 'fault'),
  });
  const districtTokens = [...fixedTokens].flatMap(([token, { person }]) => (person ? [] : token));
  const facts = { tokens: districtTokens, district: demoDistrict, openApiPath: OPENAPI_PATH };
  const isSecure = config.baseUrl.startsWith('https://');
  const sessions = new HubSessions({
    store,
    limits: { idleMs: config.sessionIdleMinutes * 60_000, absoluteMs: config.sessionHours * 3_600_000 },
    isSecure,
  });
  const signIn = signInSurface({
    store,
    serverKey,
    sessions,
    cookies: new Cookies(isSecure),
    people: new People(store),
    baseUrl: config.baseUrl,
    now: () => new Date(),
    demo: demoPeople,
    onFault: (error, supportCode) => log.error({ err: error, supportCode }, 'sign-in fault'),
  });
  return buildServer({
    surfaces: [signIn],
    trustedProxies: config.trustedProxies.split(',').flatMap((address) => address.trim() || []),
    dataApi,
    openApi: JSON.stringify(openApiDocument(VERSION)),
    landingPage: (origin) => landingPage(facts, origin),
    check: () => store.check(),
  });
}
