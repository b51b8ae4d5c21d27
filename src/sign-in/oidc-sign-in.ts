/**
 * Sign-in by an OpenID provider of the district (`auth-and-sharing` 11, 12), as steps: begin, come back, prove, match. State, nonce and the verifier
 * of PKCE travel in a sealed cookie, bound to district, method and issuer, so that an answer of one district's provider is never taken for
 * another's.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as client from 'openid-client';
import { type Person, seal, unseal } from '../access/index.ts';
import type { LoginMethod, Store } from '../store/index.ts';
import { SaidError } from '../strings/index.ts';
import type { Cookies } from './cookies.ts';
import { findEnabledMethod } from './login-methods.ts';
import { type OidcSettings, oidcSettingsOf } from './method-settings.ts';
import { OidcProviders } from './oidc-providers.ts';
import type { PersonIndex } from './person-index.ts';

export const OIDC_CALLBACK_PATH = '/in/auth_callback';
const PURPOSE = 'oidc-sign-in';
/** How long somebody may take at the provider. */
const FLOW_SECONDS = 10 * 60;
/** Browsers drop larger ones. */
const COOKIE_BYTES_MAX = 3_900;
const FLOW_BYTES_MAX = 16_384;

/** What is remembered of a sign-in while the person is at the provider. */
interface Flow {
  readonly districtId: string;
  readonly methodId: string;
  readonly issuer: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string;
  readonly expires: number;
}

export type OidcRefusal =
  /** No sign-in was begun in this browser, or too long ago. */
  | 'not_begun'
  /** The method was removed, disabled or turned to another provider meanwhile. */
  | 'method_changed'
  /** The person, or the provider, said no. */
  | 'denied'
  /** The provider cannot be reached, or its answer proves nothing. */
  | 'provider_failed'
  /** Proven, but an account of some other domain or tenant. */
  | 'foreign_account'
  /** The account lacks what it would be known by. */
  | 'no_claim'
  | 'no_match'
  | 'several_matches';

export type OidcOutcome =
  | {
      readonly kind: 'signed_in';
      readonly districtId: string;
      readonly methodId: string;
      readonly person: Person;
      readonly next: string;
    }
  | {
      readonly kind: 'refused';
      readonly reason: OidcRefusal;
      readonly districtId: string | undefined;
      readonly methodId: string | undefined;
      readonly next: string;
      /** For the log: names and codes, nothing of the person. */
      readonly cause?: string;
    };

function isFlow(value: unknown): value is Flow {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['districtId', 'methodId', 'issuer', 'state', 'nonce', 'verifier', 'next'];
  const entries = new Map(Object.entries(value));
  return (
    texts.every((name) => typeof entries.get(name) === 'string') && typeof entries.get('expires') === 'number'
  );
}

/** The error in words that hold nothing of the person: messages of the library do, its causes may not. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const inner = error.cause instanceof Error && 'code' in error.cause ? ` (${String(error.cause.code)})` : '';
  return `${error.name}${code}: ${error.message}${inner}`;
}

function claimText(claims: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = claims[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Whether the account is one of the district's: where a list is set, it decides. */
function isOwnAccount(claims: Readonly<Record<string, unknown>>, settings: OidcSettings): boolean {
  const isIn = (claim: string, allowed: readonly string[]) =>
    allowed.length === 0 || allowed.includes(claimText(claims, claim)?.toLowerCase() ?? '');
  return isIn('hd', settings.hosted_domains) && isIn('tid', settings.tenants);
}

export class OidcSignIn {
  readonly #store: Pick<Store, 'control'>;
  readonly #serverKey: Buffer;
  readonly #cookies: Cookies;
  readonly #index: PersonIndex;
  readonly #providers: OidcProviders;

  constructor(parts: {
    readonly store: Pick<Store, 'control'>;
    readonly serverKey: Buffer;
    readonly cookies: Cookies;
    readonly index: PersonIndex;
  }) {
    this.#store = parts.store;
    this.#serverKey = parts.serverKey;
    this.#cookies = parts.cookies;
    this.#index = parts.index;
    this.#providers = new OidcProviders(parts.serverKey);
  }

  /** Where to send the browser, and the cookie that it brings back. Throws what `describe` can tell, where the provider cannot be asked. */
  async begin(
    method: LoginMethod,
    { origin, next, now }: { readonly origin: string; readonly next: string; readonly now: Date },
  ): Promise<{ readonly url: string; readonly setCookie: string }> {
    const settings = oidcSettingsOf(method);
    const configuration = await this.#providers.configurationOf(method, now);
    const flow: Flow = {
      districtId: method.districtId,
      methodId: method.id,
      issuer: settings.issuer,
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      next,
      expires: now.getTime() + FLOW_SECONDS * 1000,
    };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: `${origin}${OIDC_CALLBACK_PATH}`,
      scope: settings.scopes.join(' '),
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
      // Devices are shared: the provider asks which account, instead of taking the one that was left signed in.
      prompt: 'select_account',
      // A hint that saves a choice; what counts is checked when the person comes back.
      ...(settings.hosted_domains.length === 1 ? { hd: settings.hosted_domains[0] ?? '' } : {}),
    });
    const value = seal(this.#serverKey, PURPOSE, deflateRawSync(JSON.stringify(flow)).toString('base64url'));
    if (value.length > COOKIE_BYTES_MAX) throw new SaidError('bad_request', 'addressLong');
    return { url: url.href, setCookie: this.#cookies.write('oidc', value, FLOW_SECONDS) };
  }

  describe(error: unknown): string {
    return describe(error);
  }

  clearCookie(): string {
    return this.#cookies.clear('oidc');
  }

  #flowIn(cookieHeader: string | undefined, now: Date): Flow | undefined {
    const value = this.#cookies.read(cookieHeader, 'oidc');
    if (value === undefined || value === '') return undefined;
    try {
      const packed = Buffer.from(unseal(this.#serverKey, PURPOSE, value), 'base64url');
      const flow: unknown = JSON.parse(
        inflateRawSync(packed, { maxOutputLength: FLOW_BYTES_MAX }).toString('utf8'),
      );
      return isFlow(flow) && now.getTime() < flow.expires ? flow : undefined;
    } catch {
      // Not ours, or of another key: as if there were none.
      return undefined;
    }
  }

  /** The person came back with an answer. @param search of the address, with its question mark. */
  async finish({
    search,
    cookieHeader,
    origin,
    now,
  }: {
    readonly search: string;
    readonly cookieHeader: string | undefined;
    readonly origin: string;
    readonly now: Date;
  }): Promise<OidcOutcome> {
    const flow = this.#flowIn(cookieHeader, now);
    const refuse = (reason: OidcRefusal, cause?: string): OidcOutcome => ({
      kind: 'refused',
      reason,
      districtId: flow?.districtId,
      methodId: flow?.methodId,
      next: flow?.next ?? '',
      ...(cause === undefined ? {} : { cause }),
    });
    if (!flow) return refuse('not_begun');
    const method = await findEnabledMethod(this.#store.control, {
      districtId: flow.districtId,
      id: flow.methodId,
    });
    if (method?.kind !== 'oidc') return refuse('method_changed');
    const settings = oidcSettingsOf(method);
    if (settings.issuer !== flow.issuer) return refuse('method_changed');
    let claims: Readonly<Record<string, unknown>>;
    try {
      claims = await this.#prove(method, flow, { search, origin, now });
    } catch (error) {
      if (error instanceof client.AuthorizationResponseError && error.error === 'access_denied')
        return refuse('denied', describe(error));
      return refuse('provider_failed', describe(error));
    }
    return this.#match(claims, { flow, settings, refuse });
  }

  /** The claims of an id_token that is signed by this issuer, for this client, now, and in answer to this very question. */
  async #prove(
    method: LoginMethod,
    { state, nonce, verifier }: Flow,
    { search, origin, now }: { readonly search: string; readonly origin: string; readonly now: Date },
  ): Promise<Readonly<Record<string, unknown>>> {
    const configuration = await this.#providers.configurationOf(method, now);
    const url = new URL(`${origin}${OIDC_CALLBACK_PATH}${search}`);
    const named = url.searchParams.get('iss');
    const { issuer } = configuration.serverMetadata();
    // RFC 9207: checked whenever it is there, whether the provider announced it or not. A tenant's issuer is told by the id_token.
    if (named !== null && named !== issuer && !issuer.includes('{tenantid}'))
      throw new Error('the answer names another issuer');
    const tokens = await client.authorizationCodeGrant(configuration, url, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('the provider sent no id_token');
    return claims;
  }

  /** Exactly one person of the district, or nobody (`auth-and-sharing` 11). */
  async #match(
    claims: Readonly<Record<string, unknown>>,
    {
      flow,
      settings,
      refuse,
    }: {
      readonly flow: Flow;
      readonly settings: OidcSettings;
      readonly refuse: (reason: OidcRefusal) => OidcOutcome;
    },
  ): Promise<OidcOutcome> {
    if (!isOwnAccount(claims, settings)) return refuse('foreign_account');
    const { claim, field, person_types: types } = settings.match;
    const value = claimText(claims, claim);
    // An address that the provider itself does not vouch for says nothing about who this is.
    if (value === undefined || (claim === 'email' && claims['email_verified'] === false))
      return refuse('no_claim');
    const { districtId, methodId, next } = flow;
    const [person, ...others] = await this.#index.find({ districtId, field, types, value });
    if (!person) return refuse('no_match');
    if (others.length > 0) return refuse('several_matches');
    return { kind: 'signed_in', districtId, methodId, person, next };
  }
}
