import { SCOPES } from '../roster/index.ts';
import { AUTHORIZE_PATH } from './authorize/authorization-request.ts';

export const TOKENS_PATH = '/oauth/tokens';
export const TOKEN_INFO_PATH = '/oauth/tokeninfo';
export const REVOKE_PATH = '/oauth/revoke';
export const METADATA_PATH = '/.well-known/oauth-authorization-server';

/** What this server can do, for clients that ask (RFC 8414). */
export function authorizationServerMetadata(
  issuer: string,
  { issParameter }: { readonly issParameter: boolean },
) {
  const clientAuthentication = ['client_secret_basic', 'client_secret_post'];
  return {
    issuer,
    authorization_endpoint: `${issuer}${AUTHORIZE_PATH}`,
    token_endpoint: `${issuer}${TOKENS_PATH}`,
    revocation_endpoint: `${issuer}${REVOKE_PATH}`,
    scopes_supported: Object.keys(SCOPES),
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    token_endpoint_auth_methods_supported: [...clientAuthentication, 'none'],
    revocation_endpoint_auth_methods_supported: [...clientAuthentication, 'none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: issParameter,
  } as const;
}
