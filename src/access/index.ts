/** Who calls and what they may see. It must never let one district's caller see another's. */
export {
  Authenticator,
  type AuthenticatorOptions,
  type FixedTokens,
  principalOf,
  tokenOfHeader,
} from './authenticate.ts';
export { endImpersonationsIn, sessionEnd } from './impersonations.ts';
export { findWholeAudience, isAuthorizedByTeacher, seesPerson } from './library.ts';
export * from './policy.ts';
export type { DistrictPrincipal, Person, Principal, Reach, UserPrincipal } from './principal.ts';
export { seal, unseal } from './seal.ts';
export { loadServerKey } from './server-key.ts';
export {
  deriveDistrictToken,
  hashToken,
  kindOfToken,
  nameOfToken,
  randomToken,
  type TokenKind,
} from './tokens.ts';
