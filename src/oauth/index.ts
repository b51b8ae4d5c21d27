/**
 * The authorization server: Instant Login for applications, and their district tokens. The person of a hub session decides whom a code
 * is for, and sharing whether there is one; nothing that a request says does. Addresses are compared to the letter, and nothing is
 * redirected before client and address are known.
 */
export {
  type Asked,
  type AuthorizeAnswer,
  AUTHORIZE_PATH,
  type Decision,
  DECISIONS,
  DISTRICT_PICKER_PATH,
  INSTANT_LOGIN_PATH,
  type LocalError,
  parseAuthorizeParameters,
} from './authorize/authorization-request.ts';
export { PICKER_ORIGIN } from './authorize/choose-district.ts';
export { answerRequest, decide, formToken } from './authorize/decide.ts';
export { type HubSessions, type SignedIn } from './hub-sessions.ts';
export { findLaunchable, type Launchable } from './launchable.ts';
export {
  authorizationServerMetadata,
  METADATA_PATH,
  REVOKE_PATH,
  TOKEN_INFO_PATH,
  TOKENS_PATH,
} from './metadata.ts';
export { CODE_MS, type OAuthParts, type OAuthSettings } from './parts.ts';
export { type SearchGuard, SearchThrottle } from './search-throttle.ts';
export { SchoolNames } from './school-names.ts';
export { SEARCH_LETTERS_MIN, type FoundDistrict, searchDistricts } from './search-districts.ts';
export { type SharedFields, sharedWithTeacher } from './shared-with-teacher.ts';
export { exchangeCode } from './tokens/exchange-code.ts';
export { listDistrictTokens } from './tokens/list-district-tokens.ts';
export { readCredentials } from './tokens/authenticate-client.ts';
export { TOKEN_ERRORS, type TokenAnswer } from './tokens/refusal.ts';
export { revokeOwnToken } from './tokens/revoke-token.ts';
export { tokenInfo } from './tokens/token-info.ts';
