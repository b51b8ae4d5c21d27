import type { OAuthParts } from '../../oauth/index.ts';

export interface OAuthSurfaceParts {
  readonly oauth: OAuthParts;
  /** The address of this server; '' where the operator did not say. */
  readonly baseUrl: string;
  /** Whether whoever is named by the key may try once more. */
  readonly limits?: (key: string) => boolean;
  readonly onFault: (error: unknown, requestId: string) => void;
}
