/**
 * The settings of a login method, by its kind. A new kind (SAML, badges, passkeys) is a parser here, a member of the column `kind`, and a step
 * in `http/sign-in`. Pure.
 */
import { RollbookError } from '../errors/index.ts';
import { isPersonType, PERSON_TYPES, type PersonType } from '../roster/index.ts';
import type { LoginMethod } from '../store/index.ts';
import { ALONE_MIN, STUDENT_MIN } from './password-rules.ts';

export type MethodKind = LoginMethod['kind'];
export const METHOD_KINDS: readonly MethodKind[] = ['password', 'oidc'];

type Given = Readonly<Record<string, unknown>>;

export interface PasswordSettings {
  /** The fewest characters of a student's password: 8 to 15. */
  readonly student_min_length: number;
}

/** Fields of people by which somebody from outside may be known. */
export const MATCH_FIELDS = [
  'email',
  'sis_id',
  'state_id',
  'student_number',
  'teacher_number',
  'staff_id',
  'credentials.district_username',
] as const;
export type MatchField = (typeof MATCH_FIELDS)[number];

export interface OidcSettings {
  readonly issuer: string;
  readonly client_id: string;
  /** Which claim of the provider is compared with which field of the roster, and for whom (`auth-and-sharing` 11). */
  readonly match: {
    readonly claim: string;
    readonly field: MatchField;
    readonly person_types: readonly PersonType[];
  };
  /** Google's `hd`: whose accounts may come in. */
  readonly hosted_domains: readonly string[];
  /** Microsoft's `tid`. */
  readonly tenants: readonly string[];
  readonly scopes: readonly string[];
}

/** Starting points for the two providers that most districts have. */
export const OIDC_PRESETS = {
  google: {
    label: 'Google',
    settings: {
      issuer: 'https://accounts.google.com',
      match: { claim: 'email', field: 'email', person_types: PERSON_TYPES },
      scopes: ['openid', 'email'],
    },
  },
  microsoft: {
    label: 'Microsoft',
    settings: {
      issuer: 'https://login.microsoftonline.com/organizations/v2.0',
      // Microsoft's `email` can be set by the tenant of anybody; who may come in is decided by `tenants`.
      match: { claim: 'preferred_username', field: 'email', person_types: PERSON_TYPES },
      scopes: ['openid', 'profile', 'email'],
    },
  },
} as const;
export type OidcPreset = keyof typeof OIDC_PRESETS;

function refuse(why: string): RollbookError {
  return new RollbookError('bad_request', `The settings of the login method cannot be used: ${why}`);
}

function isObject(given: unknown): given is Given {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function onlyKnown(given: Given, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw refuse(`there is no setting "${unknown}". Use ${known.join(', ') || 'none'}.`);
}

function textOf(given: Given, name: string): string {
  const value = given[name];
  if (typeof value !== 'string' || value.trim() === '') throw refuse(`"${name}" must be a text.`);
  return value.trim();
}

function textsOf(given: Given, name: string, fallback: readonly string[]): readonly string[] {
  const value = given[name];
  if (value === undefined) return fallback;
  if (!Array.isArray(value)) throw refuse(`"${name}" must be a list of texts.`);
  const texts = value.filter((one): one is string => typeof one === 'string' && one.trim() !== '');
  if (texts.length !== value.length) throw refuse(`"${name}" must be a list of texts.`);
  return [...new Set(texts.map((one) => one.trim()))];
}

function parsePassword(given: Given): PasswordSettings {
  onlyKnown(given, ['student_min_length']);
  const min = given['student_min_length'] ?? ALONE_MIN;
  if (typeof min !== 'number' || !Number.isInteger(min) || min < STUDENT_MIN || min > ALONE_MIN)
    throw refuse(`"student_min_length" is a whole number from ${STUDENT_MIN} to ${ALONE_MIN}.`);
  return { student_min_length: min };
}

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a provider is on this machine: the only place where http will do. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.includes(hostname);
}

/** Whether settings name a provider on this machine. Only whoever runs the machine may let the hub ask there. */
export function isLoopbackIssuer({ issuer }: { readonly issuer?: unknown }): boolean {
  return typeof issuer === 'string' && URL.canParse(issuer) && isLoopback(new URL(issuer));
}

function parseIssuer(text: string): string {
  if (!URL.canParse(text)) throw refuse('"issuer" must be an address, such as https://accounts.google.com.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url)))
    throw refuse('"issuer" must be an https address.');
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '')
    throw refuse('"issuer" has neither a query, a fragment nor credentials.');
  return text;
}

function isMatchField(text: string): text is MatchField {
  return (MATCH_FIELDS as readonly string[]).includes(text);
}

function parseMatch(given: unknown): OidcSettings['match'] {
  if (!isObject(given)) throw refuse('"match" must be an object with "claim" and "field".');
  onlyKnown(given, ['claim', 'field', 'person_types']);
  const field = textOf(given, 'field');
  if (!isMatchField(field)) throw refuse(`"field" is one of ${MATCH_FIELDS.join(', ')}.`);
  const types = textsOf(given, 'person_types', PERSON_TYPES);
  const known = types.filter(isPersonType);
  if (known.length !== types.length || known.length === 0)
    throw refuse(`"person_types" is a list of ${PERSON_TYPES.join(', ')}.`);
  return { claim: textOf(given, 'claim'), field, person_types: known };
}

const MICROSOFT = 'login.microsoftonline.com';
const GOOGLE = 'accounts.google.com';
const MICROSOFT_ANY_SCHOOL = ['common', 'organizations'];

/** An issuer at which anybody in the world has an account must say whose accounts count (`auth-and-sharing` 12). */
function needAllowList({ issuer, hosted_domains: domains, tenants }: OidcSettings): void {
  const { hostname, pathname } = new URL(issuer);
  if (hostname === GOOGLE && domains.length === 0)
    throw refuse('Google serves everybody: name the domains of the district in "hosted_domains".');
  if (hostname !== MICROSOFT) return;
  const tenant = pathname.split('/')[1] ?? '';
  if (tenant === 'consumers') throw refuse('private Microsoft accounts belong to no district.');
  if (MICROSOFT_ANY_SCHOOL.includes(tenant) && tenants.length === 0)
    throw refuse('this issuer serves every tenant: name those of the district in "tenants".');
}

function parseOidc(given: Given): OidcSettings {
  onlyKnown(given, ['issuer', 'client_id', 'match', 'hosted_domains', 'tenants', 'scopes']);
  const settings: OidcSettings = {
    issuer: parseIssuer(textOf(given, 'issuer')),
    client_id: textOf(given, 'client_id'),
    match: parseMatch(given['match']),
    hosted_domains: textsOf(given, 'hosted_domains', []).map((domain) => domain.toLowerCase()),
    tenants: textsOf(given, 'tenants', []).map((tenant) => tenant.toLowerCase()),
    scopes: [...new Set(['openid', ...textsOf(given, 'scopes', ['email'])])],
  };
  needAllowList(settings);
  return settings;
}

/** Settings as they are stored, checked. Throws `bad_request`. */
export function parseMethodSettings(kind: MethodKind, given: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(given)) throw refuse('they must be an object.');
  switch (kind) {
    case 'password':
      return { ...parsePassword(given) };
    case 'oidc':
      return { ...parseOidc(given) };
  }
}

export function passwordSettingsOf({ settings }: Pick<LoginMethod, 'settings'>): PasswordSettings {
  return parsePassword(settings);
}

export function oidcSettingsOf({ settings }: Pick<LoginMethod, 'settings'>): OidcSettings {
  return parseOidc(settings);
}
