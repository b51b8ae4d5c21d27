import type { Scope } from '../../roster/index.ts';
import type { Application } from '../../store/index.ts';
import type { SignedIn } from '../hub-sessions.ts';

/** What is read of a request; every other parameter is ignored (`auth-and-sharing` 3). */
export const AUTHORIZE_PARAMETERS = [
  'response_type',
  'response_mode',
  'client_id',
  'redirect_uri',
  'state',
  'scope',
  'district_id',
  'confirmed',
  'channel',
  'return_unshared',
  'code_challenge',
  'code_challenge_method',
] as const;
export type AuthorizeParameter = (typeof AUTHORIZE_PARAMETERS)[number];

export const AUTHORIZE_PATH = '/oauth/authorize';
export const INSTANT_LOGIN_PATH = '/oauth/instant-login';
export const DISTRICT_PICKER_PATH = '/oauth/district-picker';

/** What the person answered on a page of ours. */
export const DECISIONS = ['continue', 'leave', 'allow', 'deny'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface Asked {
  readonly path: typeof AUTHORIZE_PATH | typeof INSTANT_LOGIN_PATH;
  /** What was asked, whole, so that a person can come back to it. */
  readonly query: URLSearchParams;
  readonly parameters: Readonly<Partial<Record<AuthorizeParameter, string>>>;
  /** Sent more than once: nobody can say which one counts. */
  readonly repeated: readonly AuthorizeParameter[];
  readonly cookie: string | undefined;
  /** Names this server to the application (RFC 9207); undefined where it does not know its own name. */
  readonly issuer: string | undefined;
  readonly requestId: string;
  /** From where it was asked, for the ledger. */
  readonly network: string;
  /** Only after the form that carried it was proved to be ours. */
  readonly decision?: Decision;
}

/** A parameter without a value counts as not sent (RFC 6749, 3.1). */
export function parseAuthorizeParameters(query: URLSearchParams): Pick<Asked, 'parameters' | 'repeated'> {
  const sent = AUTHORIZE_PARAMETERS.map((name) => ({ name, values: query.getAll(name) }));
  return {
    parameters: Object.fromEntries(
      sent.flatMap(({ name, values: [value] }) =>
        value === undefined || value === '' ? [] : [[name, value]],
      ),
    ),
    repeated: sent.filter(({ values }) => values.length > 1).map(({ name }) => name),
  };
}

/** Where the request can be made again, as a path of ours. */
export function askAgainPath({ path, query }: Pick<Asked, 'path' | 'query'>): string {
  return `${path}?${query.toString()}`;
}

/** Where the answer goes. */
export interface Target {
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly issuer: string | undefined;
  readonly requestId: string;
  readonly network: string;
  readonly application: Application;
}

export type LocalError =
  | 'repeated_parameter'
  | 'unknown_client'
  | 'unknown_redirect_uri'
  | 'no_redirect_uri'
  | 'not_available'
  | 'outdated_form'
  | 'not_yours_to_decide';

/** What comes of a request. */
export type AuthorizeAnswer =
  /** To the application, or to its own page. */
  | { readonly kind: 'redirect'; readonly location: string }
  /** To a page of ours. */
  | { readonly kind: 'local_redirect'; readonly path: string }
  | { readonly kind: 'error_page'; readonly error: LocalError; readonly application?: string }
  | {
      readonly kind: 'confirm' | 'consent';
      readonly asked: Asked;
      readonly session: SignedIn;
      readonly personName: string | undefined;
      readonly application: Application;
      readonly redirectUri: string;
    };

/** What a code will stand for. */
export interface Grant {
  readonly scopes: readonly Scope[];
  readonly authorizedBy: 'district' | 'teacher';
}
