import type { OAuthParts } from '../../oauth/index.ts';

export interface OAuthSurfaceParts {
  readonly oauth: OAuthParts;
  /** The address of this server; '' where the operator did not say. */
  readonly baseUrl: string;
  /** Whether login answers carry `iss` (RFC 9207): some clients compare it with a name that they made up. */
  readonly issParameter: boolean;
  /** Whether whoever is named by the key may try once more. */
  readonly limits?: (key: string) => boolean;
  readonly onFault: (error: unknown, requestId: string) => void;
}
