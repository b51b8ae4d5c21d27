/** Who calls and what they may see. It must never let one district's caller see another's. */
export { Authenticator, type FixedTokens } from './authenticate.ts';
export { deriveDistrictToken, hashToken } from './district-token.ts';
export type { Principal } from './principal.ts';
export { loadServerKey } from './server-key.ts';
