/** The composition root: builds each part and hands it what it needs. */
import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { type DestinationStream, pino } from 'pino';
import { Authenticator, type FixedTokens } from './access/index.ts';
import type { Config } from './config/index.ts';
import { openApiDocument } from './derive/index.ts';
import {
  adminSurface,
  buildServer,
  DataApi,
  type DemoPeople,
  type ExplorerSandbox,
  landingPage,
  oauthSurface,
  OPENAPI_PATH,
  type RequestLine,
  signInSurface,
} from './http/index.ts';
import type { Hub } from './hub.ts';
import { Ledger, pruneDisclosures, type Refusal } from './ledger/index.ts';
import { FixedWindows, type Limits } from './limits/index.ts';
import { Cookies, HubSessions, People } from './sign-in/index.ts';
import { keepThrottles, type Throttles } from './throttles.ts';
import { Upkeep } from './upkeep.ts';
import { VERSION } from './version.ts';
import { Views } from './view/index.ts';

/** Large answers on their way at once, in bytes: a few, so that each turn of the event loop stays short for everybody else. */
const IN_FLIGHT_BYTES = 24 * 1024 * 1024;

export interface AppOptions {
  /** Who slows guessing down; in the memory of this process unless given. */
  readonly throttles?: Throttles;
  /** Where several processes serve, one of them counts for all. */
  readonly limits?: Limits;
  /** Of the whole server, where it has more than one process. */
  readonly isReady?: () => boolean;
  readonly fixedTokens?: FixedTokens;
  /** The clock; another one in tests. */
  readonly now?: () => Date;
  /** What was sent and who was refused; made here unless given, and closed with the server. */
  readonly ledger?: Ledger;
  readonly demoDistrict?: { readonly id: string; readonly name: string };
  readonly explorer?: ExplorerSandbox;
  /** Where the log goes; standard output unless given. */
  readonly logDestination?: DestinationStream;
  /** In the sandbox: in which district anybody may be signed in as, and who is offered first. */
  readonly demoPeople?: DemoPeople;
}

/** The server over an open hub. The caller listens, and closes both. */
export function buildApp(
  { store, serverKey }: Hub,
  config: Config,
  {
    fixedTokens = new Map(),
    now = () => new Date(),
    demoDistrict,
    demoPeople,
    explorer,
    logDestination,
    limits = new FixedWindows(),
    throttles = keepThrottles(now),
    isReady,
    ledger: givenLedger,
  }: AppOptions = {},
): FastifyInstance {
  const log = pino({ level: config.logLevel }, logDestination);
  const sessionIdleMs = config.sessionIdleMinutes * 60_000;
  const authenticator = new Authenticator({ store, sessionIdleMs, fixed: fixedTokens, now });
  const onFault = (error: unknown, requestId: string) => log.error({ err: error, requestId }, 'fault');
  const views = new Views({
    roster: store.roster,
    districts: store.districts,
    authenticator,
    cacheBytes: config.cacheBytes,
  });
  const ledger =
    givenLedger ??
    new Ledger({
      control: store.control,
      now,
      onFault: (error) => log.error({ err: error }, 'the ledger could not be written; it is tried again'),
    });
  const onRefused = (refusal: Refusal) => {
    ledger.refusals.note(refusal);
  };
  const dataApi = new DataApi({
    views,
    authenticator,
    limits: config.rateLimit ? limits : undefined,
    proxyHops: config.proxyHops,
    onSent: (receiver, sent) => ledger.disclosures.record(receiver, sent),
    onRefused,
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
  const admin = adminSurface({
    store,
    serverKey,
    views,
    throttle: throttles.signIns,
    listSettings: { limitMax: config.limitMax, pagingCount: config.pagingCount },
    now,
    baseUrl: config.baseUrl,
    proxyHops: config.proxyHops,
    isSandbox: demoDistrict !== undefined,
    onFault,
  });
  const isSecure = config.baseUrl.startsWith('https:');
  const sessions = new HubSessions({
    store,
    limits: { idleMs: sessionIdleMs, absoluteMs: config.sessionHours * 3_600_000 },
    isSecure,
  });
  const oauth = oauthSurface({
    oauth: {
      store,
      serverKey,
      sessions,
      // One of its own: what it remembers is never recalled.
      authenticator: new Authenticator({ store, sessionIdleMs, fixed: fixedTokens, now }),
      now,
      onRefused,
      settings: {
        userTokenMs: config.userTokenHours * 3_600_000,
        sessionIdleMs,
        confirmAfterMs: config.confirmAfterMinutes * 60_000,
        replayRevokes: config.replayRevokes,
      },
    },
    baseUrl: config.baseUrl,
    issParameter: config.issParameter,
    searches: throttles.searches,
    limits: config.rateLimit ? limits : undefined,
    proxyHops: config.proxyHops,
    onFault,
  });
  const signIn = signInSurface({
    store,
    serverKey,
    sessions,
    cookies: new Cookies(isSecure),
    people: new People(store),
    throttle: throttles.attempts,
    baseUrl: config.baseUrl,
    now,
    demo: demoPeople,
    onRefused,
    onFault: (error, supportCode) => log.error({ err: error, supportCode }, 'sign-in fault'),
  });
  const districtTokens = [...fixedTokens].flatMap(([token, { person }]) => (person ? [] : token));
  const facts = {
    tokens: districtTokens,
    district: demoDistrict,
    studentId: [...fixedTokens.values()].find(({ person }) => person?.type === 'student')?.person?.id,
    openApiPath: OPENAPI_PATH,
  };
  const app = buildServer({
    proxyHops: config.proxyHops,
    dataApi,
    openApi: JSON.stringify(openApiDocument(VERSION)),
    landingPage: (words, origin) => landingPage(words, facts, origin),
    check: async () => {
      if (isReady && !isReady()) throw new Error('Another process does not serve yet.');
      await store.check();
    },
    sandbox: explorer ?? null,
    surfaces: [oauth, signIn, admin],
  });
  const upkeep = new Upkeep(
    [
      { name: 'sessions', run: () => sessions.sweep(now()) },
      {
        name: 'what was sent long ago',
        run: (signal) =>
          pruneDisclosures(store.control, { keepDays: config.disclosureDays, now: now(), signal }),
      },
      { name: 'views that stood still', run: (signal) => store.districts.clearKept(now(), signal) },
    ],
    (error, chore) => log.error({ err: error, chore }, 'upkeep failed; it is tried again in ten minutes'),
  );
  // When the last request was answered, and before the store is closed.
  app.addHook('onClose', async () => {
    await upkeep.stop();
    await ledger.close();
  });
  return app;
}
