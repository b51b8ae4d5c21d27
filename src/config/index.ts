/**
 * All settings, each with its environment variable, default and a sentence. Sources in order: defaults, environment, flags. The only
 * code that reads the environment.
 */
import { RollbookError } from '../errors/index.ts';

interface Setting<T> {
  readonly env: string;
  readonly fallback: T;
  readonly doc: string;
  readonly parse: (text: string) => T | undefined;
}

const wholeNumber = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= min && value <= max ? value : undefined;
};
const anyText = (text: string) => text;
/** An origin: scheme, host and port, nothing behind. */
const originText = (text: string) => {
  if (!URL.canParse(text)) return undefined;
  const { origin, href, protocol } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && href === `${origin}/` ? origin : undefined;
};
const onOff = (text: string) => (text === 'on' ? true : text === 'off' ? false : undefined);

const MIB = 1024 * 1024;

export const SETTINGS = {
  data: {
    env: 'ROLLBOOK_DATA',
    fallback: './data',
    doc: 'The folder that holds the embedded database and the keys.',
    parse: anyText,
  },
  port: {
    env: 'PORT',
    fallback: 3000,
    doc: 'The port to listen on; 0 takes any free one.',
    parse: wholeNumber(0, 65_535),
  },
  host: { env: 'ROLLBOOK_HOST', fallback: '127.0.0.1', doc: 'The address to listen on.', parse: anyText },
  sessionIdleMinutes: {
    env: 'ROLLBOOK_SESSION_IDLE_MINUTES',
    fallback: 120,
    doc: 'After how many minutes of rest somebody who signed in here has to do so again.',
    parse: wholeNumber(1, 24 * 60),
  },
  sessionHours: {
    env: 'ROLLBOOK_SESSION_HOURS',
    fallback: 10,
    doc: 'After how many hours everybody has to sign in again.',
    parse: wholeNumber(1, 24),
  },
  rateLimit: {
    env: 'ROLLBOOK_RATE_LIMIT',
    fallback: true,
    doc: 'on or off: whether requests are limited to 1,200 a minute for each token. Off is for benchmarks.',
    parse: onOff,
  },
  disclosureDays: {
    env: 'ROLLBOOK_DISCLOSURE_DAYS',
    fallback: 3 * 365 + 1,
    doc: 'For how many days the ledger keeps what was sent to whom. A year at the least.',
    parse: wholeNumber(365, 36_500),
  },
  proxyHops: {
    env: 'ROLLBOOK_PROXY_HOPS',
    fallback: 0,
    doc: 'How many proxies of your own stand before the server and write X-Forwarded-For. 0 believes no such header.',
    parse: wholeNumber(0, 10),
  },
  limitMax: {
    env: 'ROLLBOOK_LIMIT_MAX',
    fallback: 10_000,
    doc: 'The largest page. 100000 helps old clients that ask for everything at once.',
    parse: wholeNumber(1, 100_000),
  },
  pagingCount: {
    env: 'ROLLBOOK_PAGING_COUNT',
    fallback: true,
    doc: 'on or off: whether first pages carry the paging object with its count.',
    parse: onOff,
  },
  corsOrigin: {
    env: 'ROLLBOOK_CORS_ORIGIN',
    fallback: '*',
    doc: 'Which origin may call the Data API from a browser.',
    parse: anyText,
  },
  cacheBytes: {
    env: 'ROLLBOOK_CACHE_BYTES',
    fallback: 192 * MIB,
    doc: 'How many bytes of lists are kept in memory.',
    parse: wholeNumber(MIB, 1024 * 1024 * MIB),
  },
  baseUrl: {
    env: 'ROLLBOOK_BASE_URL',
    fallback: '',
    doc: 'The address that browsers and applications reach this server by, such as https://hub.example.org. Needed where that is not the own machine.',
    parse: originText,
  },
  userTokenHours: {
    env: 'ROLLBOOK_USER_TOKEN_HOURS',
    fallback: 2,
    doc: 'How many hours an Instant Login token lasts, 1 to 24.',
    parse: wholeNumber(1, 24),
  },
  confirmAfterMinutes: {
    env: 'ROLLBOOK_CONFIRM_AFTER_MINUTES',
    fallback: 60,
    doc: 'How old a sign-in may be, in minutes, before a person is asked "continue as …?"; 0 never asks.',
    parse: wholeNumber(0, 600),
  },
  replayRevokes: {
    env: 'ROLLBOOK_REPLAY_REVOKES',
    fallback: true,
    doc: 'on or off: whether a code that is redeemed twice within its minute ends the token that came of it.',
    parse: onOff,
  },
  issParameter: {
    env: 'ROLLBOOK_ISS_PARAMETER',
    fallback: true,
    doc: 'on or off: whether login answers name this server in "iss" (RFC 9207). Off helps clients that compare it with a name of their own.',
    parse: onOff,
  },
  logLevel: {
    env: 'ROLLBOOK_LOG_LEVEL',
    fallback: 'warn',
    doc: 'fatal, error, warn, info, debug or silent. info writes a line for each request.',
    parse: (text: string) =>
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'].includes(text) ? text : undefined,
  },
} as const satisfies Record<string, Setting<string | number | boolean>>;

type Widen<T> = T extends string ? string : T extends number ? number : boolean;
export type Config = { readonly [K in keyof typeof SETTINGS]: Widen<(typeof SETTINGS)[K]['fallback']> };

/** Flags win over the environment, the environment over defaults. Throws `bad_setting` for a value that cannot be. */
export function loadConfig(
  flags: Readonly<Partial<Record<keyof Config, string | undefined>>> = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const entries = Object.entries(SETTINGS).map(([name, setting]: [string, Setting<unknown>]) => {
    const flag = flags[name as keyof Config];
    const text = flag ?? environment[setting.env];
    if (text === undefined || text === '') return [name, setting.fallback];
    const value = setting.parse(text);
    if (value === undefined)
      throw new RollbookError(
        'bad_setting',
        `"${text}" cannot be used for ${flag === undefined ? setting.env : `--${name}`}. ${setting.doc}`,
      );
    return [name, value];
  });
  return Object.fromEntries(entries) as Config;
}
